//! Tables (17.4).

use super::body::Reader;
use crate::document::container::blocks::{Block, inner_html};
use crate::document::container::xml::Element;

/// Most columns that a cell spans.
const WIDEST: usize = 100;

struct Cell {
    html: String,
    /// The first of its columns.
    column: usize,
    columns: usize,
    rows: usize,
    /// It is a part of the cell above.
    goes_on: bool,
}

impl Reader<'_> {
    pub(super) fn table(&mut self, table: &Element, out: &mut Vec<Block>) {
        let mut rows: Vec<(bool, Vec<Cell>)> = Vec::new();
        let mut only: Vec<Block> = Vec::new();
        for row in table.elements().filter(|element| &*element.name == "tr") {
            let is_head = row.child("trPr").is_some_and(|properties| properties.child("tblHeader").is_some());
            let mut cells = Vec::new();
            let mut column = 0;
            for cell in cells_of(row) {
                let properties = cell.child("tcPr");
                let number = properties.and_then(|properties| properties.value_of("gridSpan"));
                let columns = number.and_then(|number| number.parse().ok()).unwrap_or(1).clamp(1, WIDEST);
                let merge = properties.and_then(|properties| properties.child("vMerge"));
                let goes_on = merge.is_some_and(|merge| merge.attribute("val") != Some("restart"));
                let mut blocks = Vec::new();
                self.blocks(cell, &mut blocks);
                cells.push(Cell { html: inner_html(&blocks), column, columns, rows: 1, goes_on });
                column += columns;
                only = blocks;
            }
            rows.push((is_head, cells));
        }
        // A frame around text.
        if rows.len() == 1 && rows.iter().all(|(_, cells)| cells.len() == 1) {
            out.append(&mut only);
            return;
        }
        count_rows(&mut rows);
        out.push(Block::html(html(&rows)));
    }
}

/// A row's cells, also those in content controls.
fn cells_of(row: &Element) -> Vec<&Element> {
    let mut cells = Vec::new();
    for element in row.elements() {
        match &*element.name {
            "tc" => cells.push(element),
            "sdt" => {
                let inner = element.child("sdtContent").into_iter().flat_map(Element::elements);
                cells.extend(inner.filter(|element| &*element.name == "tc"));
            }
            _ => {}
        }
    }
    cells
}

/// Lets cells span the rows in which they go on.
fn count_rows(rows: &mut [(bool, Vec<Cell>)]) {
    // Of each column, where the cell stands that may go on: row, and place in it.
    let mut above: std::collections::HashMap<usize, (usize, usize)> = std::collections::HashMap::new();
    for row in 0..rows.len() {
        let count = rows.get(row).map_or(0, |(_, cells)| cells.len());
        for at in 0..count {
            let Some(cell) = rows.get(row).and_then(|(_, cells)| cells.get(at)) else { continue };
            let (column, goes_on) = (cell.column, cell.goes_on);
            match above.get(&column).copied().filter(|_| goes_on) {
                Some((from, place)) => {
                    if let Some(first) = rows.get_mut(from).and_then(|(_, cells)| cells.get_mut(place)) {
                        first.rows += 1;
                    }
                }
                None => {
                    above.insert(column, (row, at));
                    if let Some(cell) = rows.get_mut(row).and_then(|(_, cells)| cells.get_mut(at)) {
                        cell.goes_on = false;
                    }
                }
            }
        }
    }
}

fn html(rows: &[(bool, Vec<Cell>)]) -> String {
    let mut html = String::from("<table>\n");
    for (is_head, cells) in rows {
        let name = if *is_head { "th" } else { "td" };
        html.push_str("<tr>");
        for cell in cells.iter().filter(|cell| !cell.goes_on) {
            html.push_str(&format!("<{name}"));
            for (attribute, count) in [("colspan", cell.columns), ("rowspan", cell.rows)] {
                if count > 1 {
                    html.push_str(&format!(" {attribute}=\"{count}\""));
                }
            }
            html.push_str(&format!(">{}</{name}>", cell.html));
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</table>");
    html
}
