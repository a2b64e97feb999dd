//! Tables (part 3, 9).

use super::body::Reader;
use crate::document::container::blocks::{Block, inner_html};
use crate::document::container::xml::Element;

/// Most times that an empty cell is repeated, and most columns or rows that a cell spans.
const MOST_REPEATED: usize = 50;

impl Reader<'_> {
    pub(super) fn table(&mut self, table: &Element, out: &mut Vec<Block>) {
        let mut rows = Vec::new();
        let mut only = Vec::new();
        self.rows(table, "td", &mut rows, &mut only);
        // A frame around text.
        if let ([_], [blocks]) = (rows.as_slice(), only.as_mut_slice()) {
            out.append(blocks);
            return;
        }
        out.push(Block::html(format!("<table>\n{}</table>", rows.concat())));
    }

    fn rows(&mut self, parent: &Element, name: &str, rows: &mut Vec<String>, cells: &mut Vec<Vec<Block>>) {
        for element in parent.elements() {
            match &*element.name {
                "table-header-rows" => self.rows(element, "th", rows, cells),
                "table-rows" | "table-row-group" => self.rows(element, name, rows, cells),
                "table-row" => {
                    // A repeated row is an empty one in a text; tables within tables that all repeat would
                    // have no end.
                    let row = self.row(element, name, cells);
                    rows.push(row);
                }
                _ => {}
            }
        }
    }

    fn row(&mut self, row: &Element, name: &str, all: &mut Vec<Vec<Block>>) -> String {
        let mut html = String::from("<tr>");
        for cell in row.elements().filter(|cell| &*cell.name == "table-cell") {
            let mut blocks = Vec::new();
            self.blocks(cell, None, &mut blocks);
            html.push_str(&format!("<{name}"));
            for (attribute, of) in [("colspan", "number-columns-spanned"), ("rowspan", "number-rows-spanned")]
            {
                let count = number(cell, of);
                if count > 1 {
                    html.push_str(&format!(" {attribute}=\"{count}\""));
                }
            }
            html.push_str(&format!(">{}</{name}>", inner_html(&blocks)));
            let more = number(cell, "number-columns-repeated") - 1;
            let is_empty = inner_html(&blocks).is_empty();
            html.push_str(&format!("<{name}></{name}>").repeat(if is_empty { more } else { 0 }));
            all.push(blocks);
        }
        html.push_str("</tr>\n");
        html
    }
}

fn number(element: &Element, attribute: &str) -> usize {
    element.attribute(attribute).and_then(|number| number.parse().ok()).unwrap_or(1).clamp(1, MOST_REPEATED)
}
