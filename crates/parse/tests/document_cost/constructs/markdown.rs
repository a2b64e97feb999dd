//! Constructs of Markdown and its dialects.

use super::{Construct, nest, repeat};

pub(super) fn constructs() -> Vec<Construct> {
    let md = |name: &str, head, unit, tail| repeat("md", name, head, unit, tail);
    vec![
        md("prose", "# T\n\n", "The quick brown fox jumps over the lazy dog, and so on. ", "\n"),
        md("paragraphs", "# T\n\n", "Some words in a paragraph.\n\n", ""),
        md("short paragraphs", "", "a\n\n", ""),
        md("lines", "", "a\n", ""),
        md("empty lines", "a", "\n", "b"),
        md("spaces", "a", " ", "b"),
        md("tabs", "a", "\t", "b"),
        md("one long word", "", "abcdefgh", ""),
        md("long unicode", "", "é漢🐟", "\n"),
        md("NUL and control characters", "a", "\u{1}\u{b}", "b"),
        md("table rows", "|a|b|c|\n|-|-|-|\n", "|d|e|f|\n", ""),
        md("empty table rows", "|a|b|c|\n|-|-|-|\n", "|||\n", ""),
        md(
            "short rows of a wide table",
            "|a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|\n|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|\n",
            "|\n",
            "",
        ),
        md("wide table head", "", "|a", "\n"),
        md("wide table", "|a|b|\n|-|-|\n|", "c|", "\n"),
        md("many tables", "", "|a|b|\n|-|-|\n|c|d|\n\n", ""),
        md("aligned cells", "|a|b|\n|:-:|-:|\n", "|c|d|\n", ""),
        md("table delimiters", "", "|-|-|\n", ""),
        md("pipes", "", "|", "\n"),
        md("setext lines", "", "a\n=\n", ""),
        md("setext lines without text", "", "=\n", ""),
        md("setext of one long paragraph", "", "a\n", "===\n"),
        md("headings", "", "# a\n", ""),
        md("numbered headings", "", "# a{n}\n", ""),
        md("equal headings", "", "## Same words\n\n", ""),
        md("headings with attributes", "", "# a {#b{n} .c}\n", ""),
        md("rules", "", "---\n\n", ""),
        md("list items", "", "- a\n", ""),
        md("loose list items", "", "- a\n\n", ""),
        md("ordered list items", "", "1. a\n", ""),
        md("lists", "", "- a\n* a\n", ""),
        md("empty list items", "", "-\n", ""),
        md("list starts in a line", "", "- ", "a\n"),
        md("tasks", "", "- [ ] a\n", ""),
        md("definition lists", "", "a\n: b\n\n", ""),
        md("quotes", "", "> a\n\n", ""),
        md("nested quotes in a line", "", ">", "a\n"),
        md("quote lines", "", "> a\n", ""),
        md("lazy quote", "> a\n", "a\n", ""),
        md("alerts", "", "> [!NOTE]\n> a\n\n", ""),
        md("callouts", "", "> [!info] T\n> a\n\n", ""),
        md("code fences", "", "```\na\n```\n", ""),
        md("open code fence", "```\n", "a\n", ""),
        md("code fences with languages", "", "```x{n}\na\n```\n", ""),
        md("fence starts", "", "```a\n", ""),
        md("tilde fences of growing length", "", "~~~~{n}\n", ""),
        md("indented code", "a\n\n", "    b\n", ""),
        md("emphasis", "", "*a* ", "\n"),
        md("strong", "", "**a** ", "\n"),
        md("open emphasis", "", "*a ", "\n"),
        md("open strong", "", "**a", "\n"),
        md("closing emphasis", "", "a* ", "\n"),
        md("underscores", "", "_a", "\n"),
        md("stars", "", "*", "a\n"),
        md("mixed emphasis", "", "*a **b _c ", "\n"),
        md("emphasis of threes", "", "***a** b* ", "\n"),
        md("strikethrough", "", "~~a~~ ", "\n"),
        md("open strikethrough", "", "~~a ", "\n"),
        md("tildes", "", "~", "a\n"),
        md("superscripts", "", "a^b^ ", "\n"),
        md("subscripts", "", "a~b~ ", "\n"),
        md("math", "", "$a$ ", "\n"),
        md("open math", "", "$a ", "\n"),
        md("display math", "", "$$a$$\n\n", ""),
        md("code spans", "", "`a` ", "\n"),
        md("open code spans", "", "`a ``b ", "\n"),
        md("backticks", "", "`", "a\n"),
        md("backslashes", "", "\\", "a\n"),
        md("escapes", "", "\\*", "\n"),
        md("hard breaks", "", "a\\\n", ""),
        md("space breaks", "", "a  \n", ""),
        md("entities", "", "&amp;", "\n"),
        md("long entities", "", "&CounterClockwiseContourIntegral;", "\n"),
        md("open entities", "", "&a", "\n"),
        md("numeric entities", "", "&#65;", "\n"),
        md("quotes and dashes", "", "\"a\" -- 'b' ... ", "\n"),
        md("links", "", "[a](b) ", "\n"),
        md("links with titles", "", "[a](b \"c\") ", "\n"),
        md("open links", "", "[a](", "\n"),
        md("open links with spaces", "", "[a](<b ", "\n"),
        md("brackets", "", "[", "a\n"),
        md("closing brackets", "", "]", "a\n"),
        md("bracket pairs", "", "[]", "a\n"),
        md("link in link", "", "[a [b](c) ", "](d)\n"),
        md("parentheses", "[a](", "(", "\n"),
        md("images", "", "![a](b.png) ", "\n"),
        md("open images", "", "![", "\n"),
        md("image links", "", "[![a](b.png)](c) ", "\n"),
        md("reference links", "", "[a][b{n}] ", "\n\n[b1]: c\n"),
        md("short reference links", "", "[a] ", "\n\n[a]: http://example.org/\n"),
        md(
            "a long definition used often",
            "",
            "[a] ",
            "\n\n[a]: http://example.org/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
        ),
        md("definitions", "a\n\n", "[b{n}]: c\n", ""),
        md("equal definitions", "a\n\n", "[b]: c\n", ""),
        md("open definitions", "a\n\n", "[b]:\n", ""),
        md("definition titles", "a\n\n", "[b{n}]: c 'd\n", ""),
        md("footnotes", "", "a[^{n}]\n\n[^{n}]: b\n\n", ""),
        md("footnote references", "", "a[^1] ", "\n\n[^1]: b\n"),
        md("footnote definitions", "a\n\n", "[^{n}]: b\n", ""),
        md("equal footnote definitions", "a[^1]\n\n", "[^1]: b\n\n", ""),
        md("footnote chain", "a[^0]\n\n", "[^{n}]: b[^{n}1]\n\n", ""),
        md("inline footnotes", "", "a^[b] ", "\n"),
        md("open inline footnotes", "", "^[", "\n"),
        md("undefined footnotes", "", "[^{n}]", "\n"),
        md("autolinks", "", "<http://a.b/> ", "\n"),
        md("bare links", "", "http://example.org/a ", "\n"),
        md("bare addresses", "", "www.example.org ", "\n"),
        md("mail addresses", "", "a@example.org ", "\n"),
        md("at signs", "", "a@", "\n"),
        md("schemes", "", "http://", "\n"),
        md("colons", "", ":", "\n"),
        md("open angles", "", "<", "\n"),
        md("open tags", "", "<a ", "\n"),
        md("open comments", "", "<!-- ", "\n"),
        md("comments", "", "<!-- a -->\n", ""),
        md("inline comments", "a ", "<!-- a -->", "\n"),
        md("processing instructions", "a ", "<?a", "\n"),
        md("declarations", "a ", "<!A ", "\n"),
        md("CDATA", "a ", "<![CDATA[", "\n"),
        md("inline HTML", "a ", "<b>a</b>", "\n"),
        md("HTML blocks", "", "<div>\n\na\n\n</div>\n", ""),
        md("open HTML blocks", "", "<div>\n", ""),
        md("HTML void elements", "a", "<br>", "\n"),
        md("HTML with attributes", "a <b", " c{n}=\"d\"", ">\n"),
        md("open script", "", "<script>\n", ""),
        md("details", "", "<details><summary>a</summary>\n\nb\n\n</details>\n\n", ""),
        md("wiki links", "", "[[a b]] ", "\n"),
        md("open wiki links", "", "[[a ", "\n"),
        md("picture embeds", "", "![[a.png]] ", "\n"),
        md("block attributes", "", "a\n{: .b}\n\n", ""),
        md("inline attributes", "", "*a*{: .b} ", "\n"),
        md("open attributes", "", "{: ", "\n"),
        md("braces", "", "{", "\n"),
        md("emoji", "", ":smile: ", "\n"),
        md("containers", "", ":::note\na\n:::\n", ""),
        md("open containers", "", ":::note\n", ""),
        md("container colons", "", ":", "\n"),
        md("admonitions", "", "!!! note\n    a\n\n", ""),
        md("toc marks", "", "[TOC]\n\n", ""),
        md("more marks", "", "<!--more-->\n\n", ""),
        md("hash tags", "", "#a ", "\n"),
        md("bylines", "# T\n\n", "By Jane Doe, 4 March 2026\n\n", ""),
        md("tag lines", "# T\n\n", "Tags: a, b\n\n", ""),
        md("date lines", "", "2026-03-04\n\n", ""),
        md("hashes", "", "#", "\n"),
        md("carriage returns", "", "a\r", ""),
        nest("md", "nested brackets", "", "[", "a", "]"),
        nest("md", "nested image brackets", "", "![", "a", "](b)"),
        nest("md", "nested links", "", "[", "a", "](b)"),
        nest("md", "nested emphasis", "", "*a ", "b", "*"),
        nest("md", "nested strong", "", "**a ", "b", "**"),
        nest("md", "nested mixed emphasis", "", "*a _b ", "b", "_*"),
        nest("md", "nested div", "", "<div>\n", "a", "</div>\n"),
        nest("md", "nested b", "a ", "<b>", "a", "</b>"),
        nest("md", "nested parentheses", "[a](", "(", "b", ")"),
        super::build("md", "nested lists", |length| {
            let mut out = String::new();
            let mut depth = 0;
            while out.len() < length {
                out.push_str(&" ".repeat(depth * 2));
                out.push_str("- a\n");
                depth += 1;
            }
            out.into_bytes()
        }),
        super::build("md", "lists to depth 50", |length| {
            let mut out = String::new();
            let mut depth = 0;
            while out.len() < length {
                out.push_str(&" ".repeat(depth % 50 * 2));
                out.push_str("- a\n");
                depth += 1;
            }
            out.into_bytes()
        }),
        super::build("md", "backtick runs of all lengths", |length| {
            let mut out = String::new();
            let mut run = 1;
            while out.len() < length {
                out.push_str(&"`".repeat(run));
                out.push_str(" a ");
                run += 1;
            }
            out.into_bytes()
        }),
        super::build("md", "UTF-16", |length| {
            "\u{feff}"
                .encode_utf16()
                .chain("a b é ".encode_utf16().cycle().take(length / 2))
                .flat_map(u16::to_le_bytes)
                .collect()
        }),
        super::build("md", "Latin-1", |length| {
            b"caf\xe9 noir. ".iter().copied().cycle().take(length).collect()
        }),
        super::build("md", "broken UTF-8", |length| {
            b"caf\xc3\xa9 \xff\xfe ".iter().copied().cycle().take(length).collect()
        }),
    ]
}
