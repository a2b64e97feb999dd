//! Tables of AsciiDoc.

use super::blocks::{self, Above};
use super::{Context, inline};
use crate::formats::markup::{Cell, DEEPEST_BLOCK, Row, Table};
use crate::output::plain::escape;

/// Most columns of a table; what has more is no table.
const MOST_COLUMNS: usize = 100;

/// Longest cell, in bytes, that is repeated.
const LONGEST_REPEATED: usize = 1000;

/// A cell as written.
struct Source {
    text: String,
    columns: usize,
    rows: usize,
    /// How often it stands: `3*|text`.
    times: usize,
    /// `a`, `l`, `m` and their like.
    style: char,
}

/// Whether a line opens or closes a table.
pub(super) fn is_fence(line: &str) -> bool {
    ["|===", "!===", ",===", ":==="].iter().any(|fence| line.starts_with(fence))
        && line.get(1..).is_some_and(|rest| rest.bytes().all(|byte| byte == b'='))
}

/// Reads a table, if one begins here; the number of its lines.
pub(super) fn read(
    lines: &[&str],
    above: &Above,
    context: &mut Context,
    out: &mut String,
    depth: usize,
) -> Option<usize> {
    let fence = *lines.first().filter(|line| is_fence(line))?;
    let end = lines.iter().skip(1).position(|line| *line == fence).map_or(lines.len(), |at| at + 1);
    let inner = &lines[1..end];
    let length = (end + 1).min(lines.len());
    let sign = match (fence.chars().next(), above.named("format")) {
        (Some(','), _) | (_, Some("csv")) => ',',
        (Some(':'), _) | (_, Some("dsv")) => ':',
        (Some('!'), _) => '!',
        _ => '|',
    };
    let sign = above.named("separator").and_then(|sign| sign.chars().next()).unwrap_or(sign);
    let is_by_line = [',', ':', ';'].contains(&sign);
    let found = if is_by_line { cells_by_line(inner, sign) } else { cells(&inner.join("\n"), sign) };
    let first_line = inner.iter().find(|line| !line.is_empty()).copied().unwrap_or_default();
    let in_first_line = if is_by_line {
        cells_by_line(&[first_line], sign).len()
    } else {
        cells(first_line, sign).iter().map(|cell| cell.columns * cell.times).sum()
    };
    let columns = above.named("cols").map_or(in_first_line, column_count).clamp(1, MOST_COLUMNS);
    let mut table = Table { rows: rows(&found, columns, context, depth), ..Table::default() };
    // A first row that an empty line parts from the rest is a heading.
    let is_parted = inner.first().is_some_and(|line| !line.is_empty())
        && inner.get(1).is_some_and(|line| line.is_empty())
        && in_first_line == columns;
    let has_option = |name: &str| above.options.iter().any(|option| option == name);
    table.headings = usize::from(has_option("header") || (is_parted && !has_option("noheader")));
    if !above.title.is_empty() {
        table.caption = inline::read(&above.title, context, 0);
    }
    out.push_str(&table.html());
    Some(length)
}

/// `1,2,3*` are five columns.
fn column_count(cols: &str) -> usize {
    let parts = cols.split([',', ';']).filter(|part| !part.trim().is_empty());
    let count =
        |part: &str| part.split_once('*').and_then(|(times, _)| times.trim().parse().ok()).unwrap_or(1_usize);
    parts.take(MOST_COLUMNS).map(|part| count(part).min(MOST_COLUMNS)).sum()
}

/// Cells between signs; what stands directly before a sign says how its cell is set.
fn cells(text: &str, sign: char) -> Vec<Source> {
    let mut cells: Vec<Source> = Vec::new();
    let mut pending: Option<Source> = None;
    let mut part = String::new();
    let mut before = ' ';
    for c in text.chars() {
        if c == sign && before == '\\' {
            part.pop();
            part.push(c);
        } else if c == sign {
            let (words, next) = specification(&part);
            if let Some(mut cell) = pending.take() {
                cell.text = words.to_owned();
                cells.push(cell);
            }
            pending = Some(next);
            part.clear();
        } else {
            part.push(c);
        }
        before = c;
    }
    if let Some(mut cell) = pending {
        cell.text = part;
        cells.push(cell);
    }
    cells
}

/// Takes `2.3+^.>a` from the end of a cell's text: it belongs to the next cell.
fn specification(part: &str) -> (&str, Source) {
    let mut cell = Source { text: String::new(), columns: 1, rows: 1, times: 1, style: 'd' };
    let from = part.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let word = part.get(from..).unwrap_or_default();
    let is_one = !word.is_empty()
        && word.len() <= 12
        && word.chars().all(|c| c.is_ascii_digit() || ".+*<^>adehlmsv".contains(c))
        && word.chars().filter(char::is_ascii_alphabetic).count() <= 1
        && (!word.ends_with(|c: char| c.is_ascii_digit() || c == '.'));
    if !is_one {
        return (part, cell);
    }
    let mut rest = word;
    if let Some((count, after)) = word.split_once('+') {
        let (columns, rows) = count.split_once('.').unwrap_or((count, "1"));
        cell.columns = columns.parse().unwrap_or(1).clamp(1, MOST_COLUMNS);
        cell.rows = rows.parse().unwrap_or(1).clamp(1, MOST_COLUMNS);
        rest = after;
    } else if let Some((count, after)) = word.split_once('*') {
        cell.times = count.parse().unwrap_or(1).clamp(1, MOST_COLUMNS);
        rest = after;
    }
    cell.style = rest.chars().next_back().filter(char::is_ascii_alphabetic).unwrap_or('d');
    (part.get(..from).unwrap_or_default(), cell)
}

fn cells_by_line(lines: &[&str], sign: char) -> Vec<Source> {
    let mut cells = Vec::new();
    for line in lines.iter().filter(|line| !line.trim().is_empty()) {
        let mut part = String::new();
        let mut is_quoted = false;
        for c in line.chars().chain([sign]) {
            match c {
                '"' if sign != ':' => is_quoted = !is_quoted,
                c if c == sign && !is_quoted => {
                    let text = std::mem::take(&mut part);
                    cells.push(Source { text, columns: 1, rows: 1, times: 1, style: 'd' });
                }
                c => part.push(c),
            }
        }
    }
    cells
}

/// Cells become rows of so many columns, those that reach down from above counted.
fn rows(cells: &[Source], columns: usize, context: &mut Context, depth: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = Row::new();
    // For each column, how many rows below are taken by a cell above.
    let mut taken = vec![0_usize; columns];
    let mut column = 0;
    for cell in cells {
        let html = cell_html(cell, context, depth);
        // A long text that stands a hundred times is nobody's table.
        let times = if html.len() > LONGEST_REPEATED { 1 } else { cell.times };
        for _ in 0..times {
            while taken.get(column).is_some_and(|rows| *rows > 0) {
                taken[column] -= 1;
                column += 1;
            }
            if column >= columns {
                rows.push(std::mem::take(&mut row));
                column = 0;
                // A row that is taken wholly from above is none of its own.
                while taken.get(column).is_some_and(|rows| *rows > 0) {
                    taken[column] -= 1;
                    column += 1;
                }
                column = if column >= columns { 0 } else { column };
            }
            let width = cell.columns.min(columns - column);
            for below in taken.iter_mut().skip(column).take(width) {
                *below = cell.rows - 1;
            }
            row.push(Cell { html: html.clone(), columns: width, rows: cell.rows });
            column += width;
        }
    }
    if !row.is_empty() {
        rows.push(row);
    }
    rows
}

fn cell_html(cell: &Source, context: &mut Context, depth: usize) -> String {
    let text = cell.text.trim();
    let wrap =
        |tag: &str, html: String| if html.is_empty() { html } else { format!("<{tag}>{html}</{tag}>") };
    match cell.style {
        'a' if depth < DEEPEST_BLOCK => {
            let lines: Vec<&str> = text.lines().collect();
            let mut html = String::new();
            blocks::read(&lines, context, &mut html, depth + 1);
            html
        }
        'l' => wrap("pre", escape(text)),
        'm' => wrap("code", inline::read(text, context, 0)),
        'e' => wrap("em", inline::read(text, context, 0)),
        's' | 'h' => wrap("strong", inline::read(text, context, 0)),
        _ if text.contains("\n\n") => {
            let parts = text.split("\n\n").filter(|part| !part.trim().is_empty());
            parts.map(|part| format!("<p>{}</p>", inline::read(part.trim(), context, 0))).collect()
        }
        _ => inline::read(text, context, 0),
    }
}
