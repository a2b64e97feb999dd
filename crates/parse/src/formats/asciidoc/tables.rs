//! Parses tables of AsciiDoc.

use super::block_metadata::BlockMetadata;
use super::blocks;
use super::context::Context;
use super::inline;
use crate::formats::markup::{Cell, MAX_BLOCK_DEPTH, Row, Table};
use crate::output::plain::escape;

/// Most columns of a table.
const MAX_COLUMNS: usize = 100;

/// Longest cell, in bytes, that is duplicated.
const MAX_REPEATED_BYTES: usize = 1000;

/// Most cells of a document that are copies. `99*|` takes five bytes and makes 99 cells of some hundred bytes each.
const MAX_COPIES: usize = 10_000;

/// A cell before its text is parsed.
struct CellSource {
    text: String,
    columns: usize,
    rows: usize,
    /// How often the cell is duplicated: `3*|text`.
    copies: usize,
    /// The style of the cell: `a`, `l`, `m` and so on.
    style: char,
}

/// Whether the line opens or closes a table.
pub(super) fn is_fence(line: &str) -> bool {
    ["|===", "!===", ",===", ":==="].iter().any(|fence| line.starts_with(fence))
        && line.get(1..).is_some_and(|rest| rest.bytes().all(|byte| byte == b'='))
}

/// Parses a table, if one begins here; returns the number of its lines.
pub(super) fn parse_table(
    lines: &[&str],
    metadata: &BlockMetadata,
    context: &mut Context,
    out: &mut String,
    depth: usize,
) -> Option<usize> {
    let fence = *lines.first().filter(|line| is_fence(line))?;
    let end = lines.iter().skip(1).position(|line| *line == fence).map_or(lines.len(), |at| at + 1);
    let inner = &lines[1..end];
    let length = (end + 1).min(lines.len());
    let separator = match (fence.chars().next(), metadata.named("format")) {
        (Some(','), _) | (_, Some("csv")) => ',',
        (Some(':'), _) | (_, Some("dsv")) => ':',
        (Some('!'), _) => '!',
        _ => '|',
    };
    let separator =
        metadata.named("separator").and_then(|separator| separator.chars().next()).unwrap_or(separator);
    let is_by_line = [',', ':', ';'].contains(&separator);
    let found = if is_by_line {
        split_separated_values(inner, separator)
    } else {
        split_cells(&inner.join("\n"), separator)
    };
    let first_line = inner.iter().find(|line| !line.is_empty()).copied().unwrap_or_default();
    let in_first_line = if is_by_line {
        split_separated_values(&[first_line], separator).len()
    } else {
        split_cells(first_line, separator).iter().map(|cell| cell.columns * cell.copies).sum()
    };
    let columns = metadata.named("cols").map_or(in_first_line, column_count).clamp(1, MAX_COLUMNS);
    let mut table = Table { rows: rows(&found, columns, context, depth), ..Table::default() };
    // If an empty line follows the first row, that row is the header.
    let is_parted = inner.first().is_some_and(|line| !line.is_empty())
        && inner.get(1).is_some_and(|line| line.is_empty())
        && in_first_line == columns;
    let has_option = |name: &str| metadata.options.iter().any(|option| option == name);
    table.headings = usize::from(has_option("header") || (is_parted && !has_option("noheader")));
    if !metadata.title.is_empty() {
        table.caption = inline::parse_inline(&metadata.title, context, 0);
    }
    out.push_str(&table.html());
    Some(length)
}

/// The number of columns in `cols`: `1,2,3*` are five.
fn column_count(cols: &str) -> usize {
    let parts = cols.split([',', ';']).filter(|part| !part.trim().is_empty());
    let count = |part: &str| {
        part.split_once('*').and_then(|(copies, _)| copies.trim().parse().ok()).unwrap_or(1_usize)
    };
    parts.take(MAX_COLUMNS).map(|part| count(part).min(MAX_COLUMNS)).sum()
}

/// Splits text into cells; the specifier directly before a separator belongs to the cell after it.
fn split_cells(text: &str, separator: char) -> Vec<CellSource> {
    let mut cells: Vec<CellSource> = Vec::new();
    let mut pending: Option<CellSource> = None;
    let mut part = String::new();
    let mut before = ' ';
    for c in text.chars() {
        if c == separator && before == '\\' {
            part.pop();
            part.push(c);
        } else if c == separator {
            let (words, next) = split_specifier(&part);
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

/// Splits the specifier (`2.3+^.>a`) off the end of a cell's text; it belongs to the next cell.
fn split_specifier(part: &str) -> (&str, CellSource) {
    let mut cell = CellSource { text: String::new(), columns: 1, rows: 1, copies: 1, style: 'd' };
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
        cell.columns = columns.parse().unwrap_or(1).clamp(1, MAX_COLUMNS);
        cell.rows = rows.parse().unwrap_or(1).clamp(1, MAX_COLUMNS);
        rest = after;
    } else if let Some((count, after)) = word.split_once('*') {
        cell.copies = count.parse().unwrap_or(1).clamp(1, MAX_COLUMNS);
        rest = after;
    }
    cell.style = rest.chars().next_back().filter(char::is_ascii_alphabetic).unwrap_or('d');
    (part.get(..from).unwrap_or_default(), cell)
}

fn split_separated_values(lines: &[&str], separator: char) -> Vec<CellSource> {
    let mut cells = Vec::new();
    for line in lines.iter().filter(|line| !line.trim().is_empty()) {
        let mut part = String::new();
        let mut is_quoted = false;
        for c in line.chars().chain([separator]) {
            match c {
                '"' if separator != ':' => is_quoted = !is_quoted,
                c if c == separator && !is_quoted => {
                    let text = std::mem::take(&mut part);
                    cells.push(CellSource { text, columns: 1, rows: 1, copies: 1, style: 'd' });
                }
                c => part.push(c),
            }
        }
    }
    cells
}

/// Arranges cells in rows of so many columns, including cells that span down from rows above.
fn rows(cells: &[CellSource], columns: usize, context: &mut Context, depth: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = Row::new();
    // For each column, how many more rows a cell above occupies.
    let mut taken = vec![0_usize; columns];
    let mut column = 0;
    for cell in cells {
        let html = cell_html(cell, context, depth);
        // A long text is not duplicated, because a hundred copies of it could be huge.
        let may_be_copied = html.len() <= MAX_REPEATED_BYTES && context.copied_cells < MAX_COPIES;
        let copies = if may_be_copied { cell.copies } else { 1 };
        context.copied_cells += copies.saturating_sub(1);
        for _ in 0..copies {
            while taken.get(column).is_some_and(|rows| *rows > 0) {
                taken[column] -= 1;
                column += 1;
            }
            if column >= columns {
                rows.push(std::mem::take(&mut row));
                column = 0;
                // A row that cells above occupy completely is skipped.
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

fn cell_html(cell: &CellSource, context: &mut Context, depth: usize) -> String {
    let text = cell.text.trim();
    let wrap =
        |tag: &str, html: String| if html.is_empty() { html } else { format!("<{tag}>{html}</{tag}>") };
    match cell.style {
        'a' if depth < MAX_BLOCK_DEPTH => {
            let lines: Vec<&str> = text.lines().collect();
            let mut html = String::new();
            blocks::parse_blocks(&lines, context, &mut html, depth + 1);
            html
        }
        'l' => wrap("pre", escape(text)),
        'm' => wrap("code", inline::parse_inline(text, context, 0)),
        'e' => wrap("em", inline::parse_inline(text, context, 0)),
        's' | 'h' => wrap("strong", inline::parse_inline(text, context, 0)),
        _ if text.contains("\n\n") => {
            let parts = text.split("\n\n").filter(|part| !part.trim().is_empty());
            parts.map(|part| format!("<p>{}</p>", inline::parse_inline(part.trim(), context, 0))).collect()
        }
        _ => inline::parse_inline(text, context, 0),
    }
}
