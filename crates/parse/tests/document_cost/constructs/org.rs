//! Constructs of Org.

use super::{Construct, nest, repeat};

pub(super) fn constructs() -> Vec<Construct> {
    let org = |name: &str, head, unit, tail| repeat("org", name, head, unit, tail);
    vec![
        org("prose", "#+TITLE: T\n\n", "The quick brown fox jumps over the lazy dog, and so on. ", "\n"),
        org("paragraphs", "", "a\n\n", ""),
        org("lines", "", "a\n", ""),
        org("empty lines", "a", "\n", "b"),
        org("headlines", "", "* a\n", ""),
        org("headlines of growing level", "", "** a\n*** b\n", ""),
        org("headlines with tags", "", "* TODO [#A] a :b:c:\n", ""),
        org("stars", "", "*", "\n"),
        org("drawers", "* a\n", ":PROPERTIES:\n:A: b\n:END:\n", ""),
        org("open drawers", "* a\n", ":PROPERTIES:\n", ""),
        org("named drawers", "* a\n", ":X{n}:\nb\n:END:\n", ""),
        org("keywords", "a\n", "#+KEY{n}: b\n", ""),
        org("titles", "", "#+TITLE: b\n", "\na\n"),
        org("captions", "a\n\n", "#+CAPTION: b\n", ""),
        org("link abbreviations", "a\n\n", "#+LINK: b{n} http://c/%s\n", ""),
        org("uses of a link abbreviation", "#+LINK: b http://example.org/%s%s%s%s\n\n", "[[b:cccc]] ", "\n"),
        org("macros", "#+MACRO: b c\n\n", "{{{b}}} ", "\n"),
        org("macro definitions", "a\n\n", "#+MACRO: b{n} c\n", ""),
        org("blocks", "", "#+BEGIN_SRC c\na\n#+END_SRC\n", ""),
        org("open blocks", "", "#+BEGIN_SRC c\n", ""),
        org("open quotes", "", "#+BEGIN_QUOTE\n", ""),
        org("open different blocks", "", "#+BEGIN_A{n}\n", ""),
        org("quotes", "", "#+BEGIN_QUOTE\na\n#+END_QUOTE\n", ""),
        org("verses", "", "#+BEGIN_VERSE\na\n#+END_VERSE\n", ""),
        org("exports", "", "#+BEGIN_EXPORT html\n<b>a</b>\n#+END_EXPORT\n", ""),
        org("html lines", "", "#+HTML: <b>a</b>\n", ""),
        org("dynamic blocks", "", "#+BEGIN: b\na\n#+END:\n", ""),
        org("examples", "", ": a\n", ""),
        org("comments", "a\n", "# a\n", ""),
        org("includes", "a\n", "#+INCLUDE: b{n}\n", ""),
        org("results", "a\n", "#+RESULTS:\n: b\n", ""),
        org("planning", "* a\n", "SCHEDULED: <2026-01-01>\n", ""),
        org("clocks", "* a\n", "CLOCK: [2026-01-01]\n", ""),
        org("list items", "", "- a\n", ""),
        org("ordered items", "", "1. a\n", ""),
        org("described items", "", "- a :: b\n", ""),
        org("lists", "", "- a\n+ a\n", ""),
        org("list items with empty lines", "", "- a\n\n", ""),
        org("lists with open blocks", "", "- a\n  #+BEGIN_SRC\n", ""),
        org("tasks", "", "- [ ] a\n", ""),
        org("table rows", "", "| a | b |\n", ""),
        org("table rules", "", "|-+-|\n", ""),
        org("wide table", "", "|a", "\n"),
        org("tables", "", "|a|\n\n", ""),
        org("table formulas", "|a|\n", "#+TBLFM: b\n", ""),
        org("footnotes", "", "a[fn:{n}]\n\n[fn:{n}] b\n\n", ""),
        org("inline footnotes", "", "a[fn:: b] ", "\n"),
        org("named inline footnotes", "", "a[fn:c{n}: b] ", "\n"),
        org("footnote references", "", "a[fn:1] ", "\n\n[fn:1] b\n"),
        org("footnote definitions", "a\n\n", "[fn:{n}] b\n", ""),
        org("open footnotes", "", "[fn:", "\n"),
        org("links", "", "[[http://a.b][c]] ", "\n"),
        org("links without text", "", "[[http://a.b]] ", "\n"),
        org("picture links", "", "[[./b.png]]\n\n", ""),
        org("open links", "", "[[a", "\n"),
        org("brackets", "", "[", "\n"),
        org("closing brackets", "", "]", "\n"),
        org("bare links", "", "http://example.org/a ", "\n"),
        org("angle links", "", "<http://a.b> ", "\n"),
        org("open angles", "", "<", "\n"),
        org("targets", "", "<<a>> ", "\n"),
        org("timestamps", "", "<2026-01-01> ", "\n"),
        org("inactive timestamps", "", "[2026-01-01] ", "\n"),
        org("bold", "", "*a* ", "\n"),
        org("open bold", "", "*a ", "\n"),
        org("italic", "", "/a/ ", "\n"),
        org("code", "", "~a~ ", "\n"),
        org("open code", "", "~a =b ", "\n"),
        org("verbatim", "", "=a= ", "\n"),
        org("mixed marks", "", "*a /b _c +d ", "\n"),
        org("entities", "", "\\alpha ", "\n"),
        org("subscripts", "", "a_{b} ", "\n"),
        org("open subscripts", "", "a_{", "\n"),
        org("superscripts", "", "a^b ", "\n"),
        org("export snippets", "", "@@html:<b>@@ ", "\n"),
        org("open snippets", "", "@@", "\n"),
        org("source snippets", "", "src_c{a} ", "\n"),
        org("open source snippets", "", "src_c{a ", "\n"),
        org("calls", "", "call_a(b) ", "\n"),
        org("latex", "", "\\(a\\) ", "\n"),
        org("open latex", "", "\\(a ", "\n"),
        org("latex environments", "", "\\begin{a}\nb\n\\end{a}\n", ""),
        org("open latex environments", "", "\\begin{a{n}}\n", ""),
        org("dollars", "", "$a$ ", "\n"),
        org("citations", "", "[cite:@a] ", "\n"),
        org("dashes", "", "--", "\n"),
        org("backslashes", "", "\\\\\n", ""),
        org("radio targets", "", "<<<a>>> ", "\n"),
        nest("org", "nested quotes", "", "#+BEGIN_QUOTE\n", "a\n", "#+END_QUOTE\n"),
        nest("org", "nested footnotes", "a", "[fn::b ", "c", "]"),
        nest("org", "nested bold", "", "*a ", "b", "*"),
        nest("org", "nested links", "", "[[a][", "b", "]]"),
        super::build("org", "nested lists", |length| {
            let mut out = String::new();
            for depth in 0.. {
                if out.len() >= length {
                    break;
                }
                out.push_str(&" ".repeat(depth));
                out.push_str("- a\n");
            }
            out.into_bytes()
        }),
        super::build("org", "lists to depth 40", |length| {
            let mut out = String::new();
            for depth in 0.. {
                if out.len() >= length {
                    break;
                }
                out.push_str(&" ".repeat(depth % 40));
                out.push_str("- a\n");
            }
            out.into_bytes()
        }),
    ]
}
