//! Explanations of messages about text and HTML: what readers show and what they remove.

use super::entry::Explanation;
use crate::Code;

pub(super) const ROWS: &[Explanation] = &[
    Explanation {
        codes: &[Code::NotBlank, Code::AttrNotBlank],
        why: "An empty value is worse than a missing one: readers show an empty place instead of a \
         substitute.",
        fix: "Add a value, or remove the element or attribute if it is optional.",
        example: "<title>A title with words in it</title>",
        link: "https://www.rssboard.org/rss-profile#data-types",
    },
    Explanation {
        codes: &[Code::UnexpectedWhitespace],
        why: "White space around a URI or a date is part of the value. Readers that compare ids character \
         by character treat it as another id.",
        fix: "Remove the spaces and line ends around the value.",
        example: "<id>tag:example.org,2024:1</id>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-2",
    },
    Explanation {
        codes: &[Code::ContainsHTML],
        why: "Readers show plain text literally, with its tags and entities, or interpret it as HTML and \
         lose words between < and >.",
        fix: "Write plain text here. In Atom, set type=\"html\" if the text contains markup.",
        example: r#"<title type="html">&lt;em&gt;Really&lt;/em&gt; high water</title>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1",
    },
    Explanation {
        codes: &[Code::ContainsUndeclaredHTML],
        why: "The type declares plain text, but the value contains markup. Readers that respect the type \
         show the tags.",
        fix: "Set type=\"html\".",
        example: r#"<summary type="html">High &lt;b&gt;water&lt;/b&gt;</summary>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1",
    },
    Explanation {
        codes: &[Code::CharacterData],
        why: "RSS does not define whether a title is text or HTML. Some readers decode it once more and \
         lose the text after < or &.",
        fix: "Write these characters as numeric references, which work in both cases, or avoid them.",
        example: "<title>Salt &#x26; Pepper</title>",
        link: "https://www.rssboard.org/rss-profile#data-types-characterdata",
    },
    Explanation {
        codes: &[Code::HtmlFragment],
        why: "Readers show an entry inside their own page. They cut a whole document with html, head and \
         body in unpredictable ways.",
        fix: "Write only the content of the body.",
        example: "<description>&lt;p&gt;High water at noon.&lt;/p&gt;</description>",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.3.3",
    },
    Explanation {
        codes: &[Code::NotHtml],
        why: "Each reader repairs invalid HTML in its own way. Text may disappear, or the rest of the page \
         may become bold.",
        fix: "Close all open tags in the correct order, and quote attribute values.",
        example: r#"<content type="html">&lt;p&gt;High &lt;b&gt;water&lt;/b&gt;.&lt;/p&gt;</content>"#,
        link: "https://html.spec.whatwg.org/multipage/syntax.html",
    },
    Explanation {
        codes: &[Code::NotInline],
        why: "Readers show titles and other short texts in one line. Paragraphs, lists and headings break \
         the reader's list.",
        fix: "Use only inline markup: em, strong, code, a.",
        example: r#"<title type="html">&lt;em&gt;Really&lt;/em&gt; high water</title>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.14",
    },
    Explanation {
        codes: &[Code::NotEscaped],
        why: "The type declares text or HTML, which must be escaped, but the value contains elements. \
         Readers lose the elements with everything inside them.",
        fix: "Escape the markup, put it in CDATA, or set type=\"xhtml\" and wrap it in an XHTML div.",
        example: r#"<content type="html"><![CDATA[<p>High water.</p>]]></content>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1",
    },
    Explanation {
        codes: &[Code::MissingXhtmlDiv],
        why: "With type=\"xhtml\", the text must be in one div of the XHTML namespace. Readers show what \
         the div contains; without the div they show nothing.",
        fix: "Wrap the content in a div.",
        example: concat!(
            r#"<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>High water.</p></div>"#,
            "</content>"
        ),
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1.3",
    },
    Explanation {
        codes: &[Code::MisplacedXHTMLContent],
        why: "The format expects its own elements here, so readers skip XHTML.",
        fix: "Move the XHTML into the content element, in a div.",
        example: concat!(
            r#"<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>High water.</p></div>"#,
            "</content>"
        ),
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.3.3",
    },
    Explanation {
        codes: &[Code::NotBase64],
        why: "A type that is neither text nor XML requires Base64. Readers that decode the value get \
         invalid data.",
        fix: "Encode the content, or set the type that it has.",
        example: r#"<content type="image/png">iVBORw0KGgo=</content>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.3.3",
    },
    Explanation {
        codes: &[Code::InvalidTextType],
        why: "An Atom text construct has one of three types. Readers treat any other type as plain text and \
         show markup as tags.",
        fix: "Write text, html or xhtml.",
        example: r#"<title type="html">High &lt;b&gt;water&lt;/b&gt;</title>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1",
    },
    Explanation {
        codes: &[Code::InvalidContentMode],
        why: "Atom versions before 1.0 had modes. Readers that support them know only these three.",
        fix: "Use Atom 1.0, which has types instead of modes.",
        example: r#"<content type="html">&lt;p&gt;High water.&lt;/p&gt;</content>"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1",
    },
    Explanation {
        codes: &[Code::ContainsRelRef],
        why: "Readers do not know the base of a relative URL: it may be the page, the feed or the site. \
         Images are missing, and links break.",
        fix: "Write absolute URLs, or set xml:base in Atom.",
        example: r#"&lt;img src="https://example.org/a.png"&gt;"#,
        link: "https://www.rssboard.org/rss-profile#data-types-url",
    },
    Explanation {
        codes: &[Code::SecurityRisk],
        why: "Scripts, frames, forms and objects could attack the reader's user, so readers remove them, \
         with or without their content.",
        fix: "Remove them, and link to the page that contains them.",
        example: r#"&lt;a href="https://example.org/film"&gt;Watch the film&lt;/a&gt;"#,
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-8.1",
    },
    Explanation {
        codes: &[Code::SecurityRiskAttr],
        why: "Attributes such as onclick run scripts, so readers remove them.",
        fix: "Remove the attributes.",
        example: "",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-8.1",
    },
    Explanation {
        codes: &[Code::DangerousStyleAttr],
        why: "Styles can hide and cover parts of the reader's own page, so readers remove the properties \
         that they do not trust, or the whole attribute.",
        fix: "Use plain markup and leave the appearance to the reader.",
        example: "",
        link: "https://www.rfc-editor.org/rfc/rfc4287#section-8.1",
    },
    Explanation {
        codes: &[Code::NoBlink],
        why: "The element was an April Fools' joke, and no reader supports it.",
        fix: "Remove the element.",
        example: "",
        link: "https://www.rssboard.org/rss-specification",
    },
];
