//! Tests of office documents: blocks become HTML, and the title block becomes properties.

use super::inline::InlineContent;
use super::*;

fn content(words: &str) -> InlineContent {
    let mut inline = InlineWriter::default();
    inline.push_text(words, &[]);
    inline.finish()
}

fn item(level: usize, ordered: bool, list: usize, words: &str) -> Block {
    let list_position = ListPosition { list, level, ordered, starts_item: true };
    Block { list_position: Some(list_position), ..Block::new(ParagraphRole::Paragraph, content(words)) }
}

fn html(blocks: Vec<Block>) -> String {
    into_unpacked(OfficeContent { blocks, ..OfficeContent::default() }, Properties::default())
        .text
        .replace('\n', "")
}

#[test]
fn runs_with_equal_formatting_share_an_element() {
    let mut inline = InlineWriter::default();
    inline.push_text("a <", &[Mark::Bold]);
    inline.push_text("b", &[Mark::Bold, Mark::Italic]);
    inline.push_text("c\n", &[Mark::Bold]);
    inline.push_text("d", &[]);
    assert_eq!(inline.finish().html, "<strong>a &lt;<em>b</em>c<br></strong>d");
}

#[test]
fn lists_nest_and_are_separated() {
    let blocks =
        vec![item(0, false, 1, "a"), item(1, true, 1, "b"), item(1, true, 1, "c"), item(0, false, 1, "d")];
    assert_eq!(html(blocks), "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul>");
    let blocks = vec![item(0, true, 1, "a"), item(0, true, 2, "b"), item(2, false, 3, "c")];
    assert_eq!(html(blocks), "<ol><li>a</li></ol><ol><li>b<ul><li><ul><li>c</li></ul></li></ul></li></ol>");
}

#[test]
fn titles_of_templates_are_ignored() {
    for title in ["Word Document", "Document1", "Microsoft Word - x.doc", "report.docx", "Untitled 3"] {
        let properties = Properties { title: Some(title.to_owned()), ..Properties::default() };
        let blocks = vec![
            Block::new(ParagraphRole::Heading(1), content("Real")),
            Block::new(ParagraphRole::Paragraph, content("Text.")),
        ];
        let unpacked = into_unpacked(OfficeContent { blocks, ..OfficeContent::default() }, properties);
        assert_eq!(unpacked.properties.title.as_deref(), Some("Real"), "{title}");
        assert_eq!(unpacked.text, "<p>Text.</p>\n");
    }
}

#[test]
fn the_highest_heading_comes_below_the_title() {
    let blocks = vec![
        Block::new(ParagraphRole::Title, content("T")),
        Block::new(ParagraphRole::Heading(2), content("a")),
        Block::new(ParagraphRole::Heading(3), content("b")),
    ];
    assert_eq!(html(blocks), "<h2>a</h2><h3>b</h3>");
}
