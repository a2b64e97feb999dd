use super::*;

fn line(words: &str) -> Line {
    let mut inline = Inline::default();
    inline.words(words, &[]);
    inline.finish()
}

fn item(level: usize, ordered: bool, list: usize, words: &str) -> Block {
    let place = ListPlace { list, level, ordered, begins: true };
    Block { place: Some(place), ..Block::new(Role::Paragraph, line(words)) }
}

fn html(blocks: Vec<Block>) -> String {
    finish(Content { blocks, ..Content::default() }, Properties::default()).text.replace('\n', "")
}

#[test]
fn words_that_are_set_alike_are_one_element() {
    let mut inline = Inline::default();
    inline.words("a <", &[Mark::Bold]);
    inline.words("b", &[Mark::Bold, Mark::Italic]);
    inline.words("c\n", &[Mark::Bold]);
    inline.words("d", &[]);
    assert_eq!(inline.finish().html, "<strong>a &lt;<em>b</em>c<br></strong>d");
}

#[test]
fn lists_nest_and_part() {
    let blocks =
        vec![item(0, false, 1, "a"), item(1, true, 1, "b"), item(1, true, 1, "c"), item(0, false, 1, "d")];
    assert_eq!(html(blocks), "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul>");
    let blocks = vec![item(0, true, 1, "a"), item(0, true, 2, "b"), item(2, false, 3, "c")];
    assert_eq!(html(blocks), "<ol><li>a</li></ol><ol><li>b<ul><li><ul><li>c</li></ul></li></ul></li></ol>");
}

#[test]
fn titles_of_templates_are_nobodys() {
    for title in ["Word Document", "Document1", "Microsoft Word - x.doc", "report.docx", "Untitled 3"] {
        let properties = Properties { title: Some(title.to_owned()), ..Properties::default() };
        let blocks =
            vec![Block::new(Role::Heading(1), line("Real")), Block::new(Role::Paragraph, line("Text."))];
        let unpacked = finish(Content { blocks, ..Content::default() }, properties);
        assert_eq!(unpacked.properties.title.as_deref(), Some("Real"), "{title}");
        assert_eq!(unpacked.text, "<p>Text.</p>\n");
    }
}

#[test]
fn the_highest_heading_comes_below_the_title() {
    let blocks = vec![
        Block::new(Role::Title, line("T")),
        Block::new(Role::Heading(2), line("a")),
        Block::new(Role::Heading(3), line("b")),
    ];
    assert_eq!(html(blocks), "<h2>a</h2><h3>b</h3>");
}
