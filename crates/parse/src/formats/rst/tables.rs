//! Tables of reStructuredText: drawn with lines, with rules, or as lists and CSV in directives.

use super::{Context, blocks, inline, lists};
use crate::formats::markup::{Cell, Row, Table, compacted};
use std::ops::Range;

/// Most columns; what has more is no table.
const MOST_COLUMNS: usize = 100;
/// Most lines in which the end of a table is looked for.
const LONGEST: usize = 2000;

/// Reads a table, if one begins here; the number of its lines.
pub(super) fn read(lines: &[&str], context: &mut Context, out: &mut String, depth: usize) -> Option<usize> {
    let first = lines.first()?;
    let (table, length) = if first.starts_with("+-") {
        grid(lines, context, depth)?
    } else if first.starts_with('=') && first.contains(' ') {
        ruled(lines, context, depth)?
    } else {
        return None;
    };
    out.push_str(&table.html());
    Some(length)
}

/// What stands in some columns of a line.
fn cut(line: &str, columns: &Range<usize>) -> String {
    line.chars().skip(columns.start).take(columns.len()).collect::<String>().trim_end().to_owned()
}

fn cell(lines: &[String], context: &mut Context, depth: usize) -> String {
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut html = String::new();
    blocks::read(&blocks::unindented(&lines), context, &mut html, depth + 1);
    compacted(html).trim_end().to_owned()
}

/// `+---+---+` above, below and between rows.
fn grid(lines: &[&str], context: &mut Context, depth: usize) -> Option<(Table, usize)> {
    let length = lines.iter().take_while(|line| line.starts_with(['+', '|'])).count();
    let edges: Vec<usize> =
        lines[0].chars().enumerate().filter(|(_, c)| *c == '+').map(|(at, _)| at).collect();
    if length < 3 || !(2..=MOST_COLUMNS).contains(&edges.len()) {
        return None;
    }
    let is_rule = |line: &str| line.starts_with('+') && line.chars().all(|c| "+-=".contains(c));
    let mut table = Table::default();
    let mut row: Vec<&str> = Vec::new();
    for line in &lines[1..length] {
        if !is_rule(line) {
            row.push(line);
            continue;
        }
        if !row.is_empty() {
            table.rows.push(grid_row(&std::mem::take(&mut row), &edges, context, depth));
        }
        if line.contains('=') {
            table.headings = table.rows.len();
        }
    }
    Some((table, length))
}

/// The cells between the edges; one that an edge goes missing before takes the columns on both sides.
fn grid_row(lines: &[&str], edges: &[usize], context: &mut Context, depth: usize) -> Row {
    let is_edge =
        |at: usize| lines.iter().all(|line| line.chars().nth(at).is_none_or(|c| c == '|' || c == '+'));
    let mut row = Row::new();
    let mut from = 0;
    for to in 1..edges.len() {
        if to + 1 < edges.len() && !is_edge(edges[to]) {
            continue;
        }
        let columns = edges[from] + 1..edges[to];
        // A rule inside a row that other cells go on beside says nothing of its own.
        let words = lines.iter().map(|line| cut(line, &columns));
        let words: Vec<String> = words
            .filter(|words| words.is_empty() || !words.trim().chars().all(|c| "+-".contains(c)))
            .collect();
        row.push(Cell { html: cell(&words, context, depth), columns: to - from, rows: 1 });
        from = to;
    }
    row
}

/// `=== ===` above, below, and below the headings.
fn ruled(lines: &[&str], context: &mut Context, depth: usize) -> Option<(Table, usize)> {
    let is_rule = |line: &str| line.starts_with("=") && line.chars().all(|c| c == '=' || c == ' ');
    let first = lines.first().filter(|line| is_rule(line))?;
    let columns = columns(first);
    let ends = |(at, line): &(usize, &&str)| {
        *at > 0 && is_rule(line) && lines.get(at + 1).is_none_or(|next| next.is_empty())
    };
    let (end, _) = lines.iter().enumerate().take(LONGEST).find(ends)?;
    if columns.len() > MOST_COLUMNS {
        return None;
    }
    let mut table = Table::default();
    let mut rows: Vec<Vec<Vec<String>>> = Vec::new();
    for line in &lines[1..end] {
        if is_rule(line) {
            table.headings = rows.len();
        } else if line.chars().all(|c| c == '-' || c == ' ') {
            // A rule below cells that take several columns, or an empty line between rows.
        } else {
            let cells: Vec<String> = columns.iter().map(|column| cut(line, column)).collect();
            let goes_on = cells.first().is_some_and(String::is_empty);
            match rows.last_mut().filter(|_| goes_on) {
                Some(row) => row.iter_mut().zip(cells).for_each(|(row, cell)| row.push(cell)),
                None => rows.push(cells.into_iter().map(|cell| vec![cell]).collect()),
            }
        }
    }
    for row in rows {
        table.rows.push(row.iter().map(|words| Cell::of(cell(words, context, depth))).collect());
    }
    Some((table, end + 1))
}

/// The columns of a rule; the last has no end.
fn columns(rule: &str) -> Vec<Range<usize>> {
    let starts = rule
        .chars()
        .zip(std::iter::once(' ').chain(rule.chars()))
        .enumerate()
        .filter(|(_, (c, before))| *c == '=' && *before == ' ')
        .map(|(at, _)| at);
    let starts: Vec<usize> = starts.collect();
    let ends = starts.iter().skip(1).copied().chain([usize::MAX]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// A table in a directive.
pub(super) fn directive(
    name: &str,
    caption: &str,
    content: &[&str],
    options: &[(&str, &str)],
    context: &mut Context,
    out: &mut String,
    depth: usize,
) {
    let number =
        |key: &str| options.iter().find(|(name, _)| *name == key).and_then(|(_, value)| value.parse().ok());
    let mut table = Table {
        caption: inline::read(caption, context),
        headings: number("header-rows").unwrap_or(0),
        ..Table::default()
    };
    match name {
        "list-table" => table.rows = lists::nested_rows(content, context, depth),
        "csv-table" => {
            if let Some((_, header)) = options.iter().find(|(name, _)| *name == "header") {
                table.rows.push(csv_row(header, context));
                table.headings = 1;
            }
            let lines = content.iter().filter(|line| !line.trim().is_empty());
            table.rows.extend(lines.map(|line| csv_row(line.trim(), context)));
        }
        _ => {
            if !table.caption.is_empty() {
                out.push_str(&format!("<p><strong>{}</strong></p>\n", table.caption));
            }
            blocks::read(&blocks::unindented(content), context, out, depth + 1);
            return;
        }
    }
    out.push_str(&table.html());
}

fn csv_row(line: &str, context: &mut Context) -> Row {
    let (mut row, mut part, mut is_quoted) = (Row::new(), String::new(), false);
    for c in line.chars().chain([',']) {
        match c {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(Cell::of(inline::read(std::mem::take(&mut part).trim(), context))),
            c => part.push(c),
        }
    }
    row
}
