//! Tests of HTML checks: fragments that are valid, invalid or partly removed by readers.

mod today;

use super::super::testing::{assert_codes_of_w3c, reported_codes};
use super::*;
use crate::datatypes::findings::{Findings, Value};
use crate::{Code, Options, Profile};

#[test]
fn fragments_without_repairs() {
    let good = [
        "",
        "text",
        "a & b &amp; c &nbsp; &#8212; &eacute;",
        "<p>one<p>two",
        "<p>one</p><div>two<br>three<br/></div>",
        "<ul><li>one<li>two<ul><li>three</ul></ul>",
        "<dl><dt>a<dd>b<dt>c<dd>d</dl>",
        "<table><tr><td>a<td>b<tr><td>c</table>",
        "<table><caption>a</caption><colgroup><col><col></colgroup><thead><tr><th>a</th></tr></thead>\
         <tbody><tr><td><table><tr><td>b</td></tr></table></td></tr></tbody></table>",
        "<A HREF='http://example.org/' TITLE=a>a</A>",
        "<img src=\"http://example.org/a.png\" alt=\"\"/>",
        "<b><i>a</i></b>",
        "<textarea>1 < 2 <b> &copy;</textarea>",
        "<!-- a comment -->a<!---->",
        "<pre>a</pre><h2>b</h2><blockquote><p>c</blockquote>",
        "<select><optgroup label=a><option>a<option>b</optgroup></select>",
        "<ruby>a<rt>b</ruby>",
        "a\u{a0}b",
    ];
    let bad = [
        "AT&T",
        "<a href=\"?a=1&b=2\">a</a>",
        "&nbsp",
        "&#146;",
        "<b>a",
        "<plaintext>a</plaintext>b",
        "<textarea>&copy</textarea>",
        "<div>a",
        "a</div>",
        "</p>",
        "<p><div>a</div></p>",
        "<b><i>a</b></i>",
        "<a href=b>a<a href=c>d</a></a>",
        "<p><b>a<p>b</b>",
        "<h1>a</h2>",
        "<h1>a<h2>b</h2></h1>",
        "<p/>",
        "<div />a",
        "</br>",
        "<td>a</td>",
        "<table><td>a</td></table>",
        "<table><p>a</p></table>",
        "<tr><td>a",
        "<ul><li><b>a<li>b</ul>",
        "<body>a</body>",
        "<html></html>",
        "<!DOCTYPE html>a",
        "<?php echo ?>",
        "<![CDATA[a]]>",
        "<!-- a -- b -->",
        "<!-- a",
        "<a",
        "a < b",
        "<>",
        "<p class=a class=b>c</p>",
        "<p class='a'id='b'>c</p>",
        "<p class=>c</p>",
        "<p a\"b>c</p>",
        "</p a=b>",
        "<scriptingNews>",
        "<form><form></form></form>",
        "<button><button></button></button>",
        "<textarea>a",
        "<script>a",
        "<select><p>a</p></select>",
        "<image>",
        "a\u{85}b",
        "<noscript><p>a</noscript>",
        "<span><p>a</span>",
    ];
    assert_codes_of_w3c(html_fragment, Code::NotHtml, &good, &bad);
}

#[test]
fn hostile_fragments() {
    let deep = "<div>".repeat(100_000);
    let quotes = "<a b=\"".repeat(50_000);
    let attributes = format!("<p {}", (0..50_000).map(|n| format!("a{n} ")).collect::<String>());
    let signs = "<&".repeat(100_000);
    let comments = "<!--".repeat(100_000);
    for text in [deep, quotes, attributes, signs, comments] {
        assert_eq!(reported_codes(html_fragment, &Options::default(), &text), [Code::NotHtml]);
    }
}

#[test]
fn removed_elements_and_attributes() {
    let risky = [
        "<script>alert('<b>')</script>",
        "<SCRIPT src=\"a.js\"></SCRIPT>",
        "<iframe src=\"http://example.org/\"></iframe>",
        "<object data=\"a\"><p>b</p></object>",
        "<embed src=a>",
        "<meta http-equiv=refresh content=1>",
        "<style>p { color: red }</style>",
        "<link rel=stylesheet href=a>",
        "<base href=\"http://example.org/\">",
        "<title>a</title>",
    ];
    assert_codes_of_w3c(html_fragment, Code::SecurityRisk, &["<p>a</p>", "<audio></audio>"], &risky);
    let attributes =
        ["<a onclick=\"a()\">b</a>", "<p ONLOAD=a>b</p>", "<p role=note>b</p>", "<p aria-label=a>b</p>"];
    assert_codes_of_w3c(html_fragment, Code::SecurityRiskAttr, &["<p data-x=a id=b>c</p>"], &attributes);
    let styles = ["<p style=\"position: fixed\">a</p>", "<p style='background:url(a)'>b</p>"];
    let good = ["<p style=\"color: red\">a</p>", "<p style=\"font-family: &quot;Arial&quot;\">a</p>"];
    assert_codes_of_w3c(html_fragment, Code::DangerousStyleAttr, &good, &styles);
    assert_codes_of_w3c(
        html_fragment,
        Code::NotHtml,
        &[],
        &["<bogus>a</bogus>", "<svg></svg>", "<marquee>a</marquee>", "<nobr>a</nobr>"],
    );
    assert_eq!(
        reported_codes(html_fragment, &Options::default(), "<?import namespace=\"a\">"),
        [Code::SecurityRisk, Code::NotHtml]
    );
    assert_eq!(
        reported_codes(
            html_fragment,
            &Options { profile: Profile::W3c, ..Options::default() },
            "<svg><path d='a'/><foreignObject><p>a</p></foreignObject></svg>"
        ),
        [Code::NotHtml, Code::NotHtml, Code::NotHtml]
    );
}

#[test]
fn relative_urls() {
    let good = [
        "<a href=\"http://example.org/\">a</a>",
        "<a name=\"a\">a</a>",
        "<img src=\"data:,a\">",
        "<a href=' https://example.org/ '>a</a>",
    ];
    let bad = [
        "<a href=\"/a\">a</a>",
        "<img alt='' src=a.png>",
        "<a href=\"#a\">a</a>",
        "<a href=\"//example.org/\">a</a>",
    ];
    assert_codes_of_w3c(html_fragment_with_addresses, Code::ContainsRelRef, &good, &bad);
    assert_codes_of_w3c(html_fragment, Code::ContainsRelRef, &bad, &[]);
    assert_codes_of_w3c(html_fragment_with_addresses, Code::InvalidUriChar, &[], &["<img src=\"a b.png\">"]);
    let broken = reported_codes(html_fragment_with_addresses, &Options::default(), "<b><a href='/a'>a</a>");
    assert_eq!(broken, [Code::NotHtml, Code::ContainsRelRef]);
}

#[test]
fn plain_text() {
    let good = ["", "a < b", "AT&T", "a <b> c", "</bogus>", "a & b", "Q&A", "&bogus;"];
    let bad = ["<b>a</b>", "a</P>", "a &amp; b", "&eacute;", "&#233;", "&apos;", "a&5"];
    assert_codes_of_w3c(no_html, Code::ContainsHTML, &good, &bad);
    assert_codes_of_w3c(no_undeclared_html, Code::ContainsUndeclaredHTML, &good, &bad);
    assert_codes_of_w3c(not_escaped_xhtml, Code::NotInline, &good, &bad);
    let options = Options::default();
    let codes = |raw: &str, source: &str| {
        let mut findings = Findings::default();
        let value = Value { raw, options: &options, base: "", is_attribute: false, source, is_rss2: true };
        no_html(&value, &mut findings);
        findings.into_vec().into_iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(codes("a <b", "a &lt;b"), [Code::CharacterData]);
    assert_eq!(codes("</", "&lt;/"), [Code::CharacterData]);
    assert_eq!(codes("a <b", "a &#x3C;b"), []);
    assert_eq!(codes("a &amp; b", "a &#x26;amp; b"), []);
    assert_eq!(codes("1 < 2 & 3", "1 &lt; 2 &amp; 3"), []);
}

#[test]
fn markup() {
    let element = |namespace, name| {
        let mut findings = Findings::default();
        markup_element(namespace, name, Profile::W3c, &mut findings);
        findings.into_vec().into_iter().map(|finding| finding.code).next()
    };
    let (xhtml, svg, mathml) =
        ("http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML");
    assert_eq!(element(xhtml, "div"), None);
    assert_eq!(element(xhtml, "script"), Some(Code::SecurityRisk));
    assert_eq!(element(xhtml, "bogus"), Some(Code::NotHtml));
    assert_eq!(element(svg, "linearGradient"), None);
    assert_eq!(element(svg, "image"), Some(Code::SecurityRisk));
    assert_eq!(element(mathml, "mfrac"), None);
    assert_eq!(element(mathml, "bogus"), Some(Code::SecurityRisk));
    assert_eq!(element("http://example.org/", "script"), None);
    let attribute = |namespace, name, value| {
        let mut findings = Findings::default();
        markup_attribute(namespace, name, value, Profile::W3c, &mut findings);
        findings.into_vec().into_iter().map(|finding| finding.code).next()
    };
    assert_eq!(attribute(xhtml, "class", "a"), None);
    assert_eq!(attribute(xhtml, "onclick", "a"), Some(Code::SecurityRiskAttr));
    assert_eq!(attribute(xhtml, "style", "bogus"), Some(Code::DangerousStyleAttr));
    assert_eq!(attribute(svg, "viewBox", "a"), None);
    assert_eq!(attribute(svg, "onload", "a"), Some(Code::SecurityRiskAttr));
    assert_eq!(attribute(mathml, "columnalign", "a"), None);
}

#[test]
fn xhtml_body_of_an_item() {
    let mut findings = Findings::default();
    assert!(body_element("P", Profile::W3c, &mut findings));
    body_attribute("CLASS", "a", Profile::W3c, &mut findings);
    assert!(findings.is_empty());
    assert!(
        !body_element("bogus", Profile::W3c, &mut findings)
            && !body_element("script", Profile::W3c, &mut findings)
    );
    body_attribute("onclick", "a", Profile::W3c, &mut findings);
    body_attribute("Style", "position: fixed", Profile::W3c, &mut findings);
    let codes: Vec<Code> = findings.into_vec().into_iter().map(|finding| finding.code).collect();
    let risk = Code::SecurityRisk;
    assert_eq!(codes, [risk, risk, Code::SecurityRiskAttr, Code::DangerousStyleAttr]);
}
