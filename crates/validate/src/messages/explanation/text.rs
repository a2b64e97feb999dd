//! Text and HTML: what readers show, and what they take out of it.

use super::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::NotBlank, Code::AttrNotBlank],
        why: "An empty value is worse than none: readers show an empty place instead of doing without.",
        mend: "Fill it, or leave the element or attribute out where it may be missing.",
        example: "<title>A title with words in it</title>",
        link: "https://www.rssboard.org/rss-profile#data-types",
    },
    Explanation {
        codes: &[Code::UnexpectedWhitespace],
        why: "White space around an address or a date is part of the value. Readers that compare ids letter by \
         letter take it for another one.",
        mend: "Write the value without spaces and line ends around it.",
        example: "<id>tag:example.org,2024:1</id>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-2",
    },
    Explanation {
        codes: &[Code::ContainsHTML],
        why: "Readers show plain text as it is, with all its tags and entities, or take the tags for HTML and \
         lose words between < and >.",
        mend: "Write plain text here. In Atom say type=\"html\" where markup is meant.",
        example: r#"<title type="html">&lt;em&gt;Really&lt;/em&gt; high water</title>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1",
    },
    Explanation {
        codes: &[Code::ContainsUndeclaredHTML],
        why: "The type says plain text, but there is markup in it. Readers that heed the type show the tags; \
         others do not.",
        mend: "Say type=\"html\".",
        example: r#"<summary type="html">High &lt;b&gt;water&lt;/b&gt;</summary>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1",
    },
    Explanation {
        codes: &[Code::CharacterData],
        why: "RSS does not say whether a title is text or HTML. Some readers decode once more and lose what \
         stands behind < or &.",
        mend: "Write such characters by their numbers, which survive both ways, or do without them.",
        example: "<title>Salt &#x26; Pepper</title>",
        link: "https://www.rssboard.org/rss-profile#data-types-characterdata",
    },
    Explanation {
        codes: &[Code::HtmlFragment],
        why: "Readers show an entry inside their own page. A whole document in it, with html, head and body, is \
         cut in unforeseen ways.",
        mend: "Give only what stands in the body.",
        example: "<description>&lt;p&gt;High water at noon.&lt;/p&gt;</description>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.3.3",
    },
    Explanation {
        codes: &[Code::NotHtml],
        why: "HTML that is not right is repaired by each reader in its own way: text may vanish, or the rest of \
         the page turns bold.",
        mend: "Close each tag that was opened, in the right order, and quote attributes.",
        example: r#"<content type="html">&lt;p&gt;High &lt;b&gt;water&lt;/b&gt;.&lt;/p&gt;</content>"#,
        link: "https://html.spec.whatwg.org/multipage/syntax.html",
    },
    Explanation {
        codes: &[Code::NotInline],
        why: "Titles and other short texts are shown in one line. Paragraphs, lists and headings in it break \
         the reader's list.",
        mend: "Use only markup that belongs into a line: em, strong, code, a.",
        example: r#"<title type="html">&lt;em&gt;Really&lt;/em&gt; high water</title>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.14",
    },
    Explanation {
        codes: &[Code::NotEscaped],
        why: "The type says text or HTML, which must be escaped, but elements stand in it. Readers lose them \
         with all that is in them.",
        mend: "Escape the markup, put it in CDATA, or say type=\"xhtml\" and wrap it in a div of XHTML.",
        example: r#"<content type="html"><![CDATA[<p>High water.</p>]]></content>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1",
    },
    Explanation {
        codes: &[Code::MissingXhtmlDiv],
        why: "With type=\"xhtml\" the text must stand in one div in XHTML's namespace. Readers strip the div \
         and show what is in it; without it they show nothing.",
        mend: "Wrap the content in a div.",
        example: r#"<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>High water.</p></div></content>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1.3",
    },
    Explanation {
        codes: &[Code::MisplacedXHTMLContent],
        why: "XHTML stands where the format expects its own elements. Readers skip it.",
        mend: "Put it into the element for content, in a div.",
        example: r#"<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>High water.</p></div></content>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.3.3",
    },
    Explanation {
        codes: &[Code::NotBase64],
        why: "A type that is neither text nor XML promises Base64. Readers that decode it get rubbish.",
        mend: "Encode the content, or say the type that it has.",
        example: r#"<content type="image/png">iVBORw0KGgo=</content>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.3.3",
    },
    Explanation {
        codes: &[Code::InvalidTextType],
        why: "A text of Atom has one of three types. Readers treat any other as plain text, and markup is shown \
         as tags.",
        mend: "Say text, html or xhtml.",
        example: r#"<title type="html">High &lt;b&gt;water&lt;/b&gt;</title>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1",
    },
    Explanation {
        codes: &[Code::InvalidContentMode],
        why: "Atom before 1.0 had modes. Readers that know them know these three only.",
        mend: "Write Atom 1.0, which has types in their place.",
        example: r#"<content type="html">&lt;p&gt;High water.&lt;/p&gt;</content>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1",
    },
    Explanation {
        codes: &[Code::ContainsRelRef],
        why: "An address without a host is relative to something that readers do not know: the page, the feed, \
         the site. Pictures do not show, and links break.",
        mend: "Write addresses in full, or say xml:base in Atom.",
        example: r#"&lt;img src="https://example.org/a.png"&gt;"#,
        link: "https://www.rssboard.org/rss-profile#data-types-url",
    },
    Explanation {
        codes: &[Code::SecurityRisk],
        why: "Scripts, frames, forms and objects could attack the reader's user, so readers take them out, with \
         or without what is in them.",
        mend: "Leave them out, and link to the page that has them.",
        example: r#"&lt;a href="https://example.org/film"&gt;Watch the film&lt;/a&gt;"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-8.1",
    },
    Explanation {
        codes: &[Code::SecurityRiskAttr],
        why: "Attributes such as onclick run scripts, so readers take them out.",
        mend: "Leave them out.",
        example: "",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-8.1",
    },
    Explanation {
        codes: &[Code::DangerousStyleAttr],
        why: "Styles can hide and overlay parts of the reader's own page, so readers take out what they do not \
         trust, or the whole attribute.",
        mend: "Use plain markup and leave the looks to the reader.",
        example: "",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-8.1",
    },
    Explanation {
        codes: &[Code::NoBlink],
        why: "The element was an April Fools' joke. No reader knows it.",
        mend: "Remove it.",
        example: "",
        link: "https://www.rssboard.org/rss-specification",
    },
];
