//! The constructs of feeds: one row each.

/// A feed that consists of one construct.
pub(crate) struct Construct {
    /// The format and the construct.
    pub(crate) name: &'static str,
    head: &'static str,
    unit: &'static str,
    middle: &'static str,
    /// Repeated as often as the unit; empty if nothing is nested.
    end: &'static str,
    tail: &'static str,
}

impl Construct {
    /// The document with about `length` bytes. `{n}` in the unit is the number of the repetition.
    pub(crate) fn document(&self, length: usize) -> Vec<u8> {
        let mut out = String::with_capacity(length + 64);
        out.push_str(self.head);
        let (mut number, mut ends) = (0, 0);
        while out.len() + ends < length {
            for (at, part) in self.unit.split("{n}").enumerate() {
                if at > 0 {
                    out.push_str(&number.to_string());
                }
                out.push_str(part);
            }
            number += 1;
            ends += self.end.len();
        }
        out.push_str(self.middle);
        (0..number).for_each(|_| out.push_str(self.end));
        out.push_str(self.tail);
        out.into_bytes()
    }
}

const fn repeat(name: &'static str, head: &'static str, unit: &'static str, tail: &'static str) -> Construct {
    Construct { name, head, unit, middle: "", end: "", tail }
}

const fn nest(name: &'static str, head: &'static str, unit: &'static str, end: &'static str) -> Construct {
    Construct { name, head, unit, middle: "a", end, tail: "" }
}

const RSS: &str =
    "<rss version=\"2.0\"><channel><title>T</title><link>http://a.b/</link><description>d</description>";
const END: &str = "</channel></rss>";
const ATOM: &str = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>T</title><id>http://a.b/</id><updated>2026-01-01T00:00:00Z</updated>";
const JSON: &str = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"items\":[{\"id\":\"x\",\"content_text\":\"a\"}";
const HTML: &str = "<rss version=\"2.0\"><channel><title>T</title><link>http://a.b/</link><description>d</description><item><description><![CDATA[";
const HTML_END: &str = "]]></description></item></channel></rss>";
const ESCAPED: &str = "<rss version=\"2.0\"><channel><title>T</title><link>http://a.b/</link><description>d</description><item><description>";
const ESCAPED_END: &str = "</description></item></channel></rss>";
const MANY: &str = "<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>T</title><link>http://a.b/</link><description>d</description>";

/// All constructs.
pub(crate) fn all() -> Vec<Construct> {
    vec![
        repeat("rss items", RSS, "<item><guid>{n}</guid><title>a</title></item>\n", END),
        repeat(
            "rss equal items",
            RSS,
            "<item><guid>a</guid><link>http://a.b/c</link><title>a</title></item>",
            END,
        ),
        repeat("rss empty items", RSS, "<item/>", END),
        repeat(
            "rss items with dates",
            RSS,
            "<item><guid>{n}</guid><title>a</title><pubDate>Tue, 10 Mar 2020 08:00:00 GMT</pubDate></item>",
            END,
        ),
        repeat("rss titles", RSS, "<title>a</title>", END),
        repeat(
            "rss elements of an item",
            "<rss version=\"2.0\"><channel><item>",
            "<category>{n}</category>",
            "</item></channel></rss>",
        ),
        repeat(
            "rss enclosures",
            RSS,
            "<item><enclosure url=\"http://a.b/{n}\" length=\"1\" type=\"audio/mpeg\"/></item>",
            END,
        ),
        repeat("rss unknown elements", RSS, "<x{n}>a</x{n}>", END),
        repeat("rss equal unknown elements", RSS, "<x/>", END),
        repeat("rss text", "<rss version=\"2.0\"><channel><title>", "word ", "</title></channel></rss>"),
        repeat(
            "rss one long word",
            "<rss version=\"2.0\"><channel><title>",
            "abcdefgh",
            "</title></channel></rss>",
        ),
        repeat("rss empty lines", RSS, "\n", END),
        repeat("rss carriage returns", RSS, "\r", END),
        repeat("rss text between elements", RSS, "a<ttl/>", END),
        repeat("xml attributes", "<rss version=\"2.0\"", " a{n}=\"b\"", "><channel/></rss>"),
        repeat("xml equal attributes", "<rss version=\"2.0\"", " a=\"b\"", "><channel/></rss>"),
        repeat("xml attributes without value", "<rss version=\"2.0\"", " a{n}", "><channel/></rss>"),
        repeat(
            "xml prefixed attributes",
            "<rss version=\"2.0\" xmlns:p=\"urn:p\"",
            " p:a{n}=\"b\"",
            "><channel/></rss>",
        ),
        repeat("xml attributes of many elements", RSS, "<item a=\"1\" b=\"2\" c=\"3\" d=\"4\"/>", END),
        repeat("xml open attribute", "<rss version=\"2.0\" a=\"", "<b c='d'>", ""),
        repeat(
            "xml namespaces of one element",
            "<rss version=\"2.0\"",
            " xmlns:a{n}=\"urn:{n}\"",
            "><channel/></rss>",
        ),
        repeat("xml equal namespaces", "<rss version=\"2.0\"", " xmlns:a{n}=\"urn:x\"", "><channel/></rss>"),
        repeat("xml namespaces of many elements", RSS, "<x xmlns:a{n}=\"urn:{n}\"/>", END),
        repeat("xml undeclared prefixes", RSS, "<p{n}:x/>", END),
        repeat("xml uses of many namespaces", RSS, "<a{n}:x xmlns:a{n}=\"urn:{n}\" a{n}:b=\"c\"/>", END),
        repeat("xml entities", "<rss version=\"2.0\"><channel><title>", "&amp;", "</title></channel></rss>"),
        repeat(
            "xml numeric references",
            "<rss version=\"2.0\"><channel><title>",
            "&#65;",
            "</title></channel></rss>",
        ),
        repeat(
            "xml undefined entities",
            "<rss version=\"2.0\"><channel><title>",
            "&a{n};",
            "</title></channel></rss>",
        ),
        repeat(
            "xml HTML entities",
            "<rss version=\"2.0\"><channel><title>",
            "&nbsp;",
            "</title></channel></rss>",
        ),
        repeat(
            "xml open references",
            "<rss version=\"2.0\"><channel><title>",
            "&a",
            "</title></channel></rss>",
        ),
        repeat("xml ampersands", "<rss version=\"2.0\"><channel><title>", "& ", "</title></channel></rss>"),
        repeat(
            "xml entity declarations",
            "<!DOCTYPE rss [",
            "<!ENTITY a{n} \"b\">",
            "]><rss version=\"2.0\"><channel/></rss>",
        ),
        repeat(
            "xml entity chain",
            "<!DOCTYPE rss [<!ENTITY a \"b\">",
            "<!ENTITY a{n} \"&a;&a;&a;\">",
            "]><rss version=\"2.0\"><channel><title>&a1;</title></channel></rss>",
        ),
        repeat(
            "xml uses of an entity",
            "<!DOCTYPE rss [<!ENTITY a \"<b>cccccccccccccccccccccccccccccccc</b>\">]><rss version=\"2.0\"><channel><title>",
            "&a;",
            "</title></channel></rss>",
        ),
        repeat(
            "xml growing entities",
            "<!DOCTYPE rss [<!ENTITY a \"bbbbbbbbbb\"><!ENTITY c \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;\">]><rss version=\"2.0\"><channel><title>",
            "&f;",
            "</title></channel></rss>",
        ),
        repeat(
            "xml long entity value",
            "<!DOCTYPE rss [<!ENTITY a \"",
            "b",
            "\">]><rss version=\"2.0\"><channel><title>&a;&a;&a;&a;&a;&a;&a;&a;</title></channel></rss>",
        ),
        repeat(
            "xml attribute list declarations",
            "<!DOCTYPE rss [",
            "<!ATTLIST a b{n} CDATA #IMPLIED>",
            "]><rss version=\"2.0\"><channel/></rss>",
        ),
        repeat("xml comments", RSS, "<!-- a -->", END),
        repeat("xml open comments", RSS, "<!-- ", END),
        repeat("xml processing instructions", RSS, "<?a b?>", END),
        repeat(
            "xml CDATA sections",
            "<rss version=\"2.0\"><channel><title>",
            "<![CDATA[a]]>",
            "</title></channel></rss>",
        ),
        repeat("xml open CDATA sections", RSS, "<![CDATA[", END),
        repeat("xml open angles", RSS, "<", END),
        repeat("xml open tags", RSS, "<a ", END),
        repeat("xml closing tags", RSS, "</a>", END),
        repeat(
            "xml forbidden characters",
            "<rss version=\"2.0\"><channel><title>",
            "\u{1}",
            "</title></channel></rss>",
        ),
        repeat("xml start tags without end", RSS, "<item>", ""),
        nest("xml depth", "<rss version=\"2.0\"><channel>", "<a>", "</a>"),
        nest("xml depth of items", "<rss version=\"2.0\"><channel>", "<item>", "</item>"),
        nest("xml depth with namespaces", "<rss version=\"2.0\"><channel>", "<a xmlns=\"urn:{n}\">", "</a>"),
        nest("xml depth of prefixes", "<rss version=\"2.0\"><channel>", "<a xmlns:b{n}=\"urn:{n}\">", "</a>"),
        repeat(
            "atom entries",
            ATOM,
            "<entry><id>urn:{n}</id><title>a</title><updated>2026-01-01T00:00:00Z</updated></entry>",
            "</feed>",
        ),
        repeat(
            "atom equal entries",
            ATOM,
            "<entry><id>urn:x</id><title>a</title><updated>2026-01-01T00:00:00Z</updated></entry>",
            "</feed>",
        ),
        repeat("atom empty entries", ATOM, "<entry/>", "</feed>"),
        repeat("atom links", ATOM, "<link href=\"http://a.b/{n}\"/>", "</feed>"),
        repeat("atom relative links", ATOM, "<link href=\"{n}\" rel=\"alternate\"/>", "</feed>"),
        repeat("atom authors", ATOM, "<author><name>a</name></author>", "</feed>"),
        repeat("atom categories", ATOM, "<category term=\"a{n}\"/>", "</feed>"),
        repeat(
            "atom xhtml",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">",
            "<p>a <b>b</b></p>",
            "</div></content></entry></feed>",
        ),
        repeat(
            "atom bases",
            ATOM,
            "<entry xml:base=\"http://a.b/{n}\"><link href=\"c\"/></entry>",
            "</feed>",
        ),
        nest(
            "atom depth of bases",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\">",
            "<a xml:base=\"b/\">",
            "</a>",
        ),
        nest(
            "atom depth of xhtml",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><content type=\"xhtml\">",
            "<div xmlns=\"http://www.w3.org/1999/xhtml\">",
            "</div>",
        ),
        repeat("html elements", HTML, "<p>a</p>", HTML_END),
        repeat("html attributes", HTML, "<p a{n}=\"b\">", HTML_END),
        repeat(
            "html attributes of one element",
            "<rss version=\"2.0\"><channel><item><description><![CDATA[<p",
            " a{n}=\"b\"",
            ">]]></description></item></channel></rss>",
        ),
        repeat("html open tags", HTML, "<a ", HTML_END),
        repeat("html open angles", HTML, "<", HTML_END),
        repeat("html open quotes", HTML, "<a b=\"", HTML_END),
        repeat("html entities", HTML, "&nbsp;", HTML_END),
        repeat("html open entities", HTML, "&a", HTML_END),
        repeat("html comments", HTML, "<!--a-->", HTML_END),
        repeat("html open comments", HTML, "<!--", HTML_END),
        repeat("html scripts", HTML, "<script>a</script>", HTML_END),
        repeat("html links", HTML, "<a href=\"b{n}\">c</a>", HTML_END),
        repeat("html styles", HTML, "<p style=\"color:red;position:fixed\">a</p>", HTML_END),
        repeat(
            "html long style",
            "<rss version=\"2.0\"><channel><item><description><![CDATA[<p style=\"",
            "a{n}:b;",
            "\">]]></description></item></channel></rss>",
        ),
        repeat("html escaped", ESCAPED, "&lt;p&gt;a&lt;/p&gt;", ESCAPED_END),
        repeat("html double escaped", ESCAPED, "&amp;lt;p&amp;gt;", ESCAPED_END),
        repeat("html depth", HTML, "<div>", HTML_END),
        repeat("itunes categories", MANY, "<itunes:category text=\"a{n}\"/>", END),
        repeat(
            "itunes keywords",
            "<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><channel><itunes:keywords>",
            "a{n}, ",
            "</itunes:keywords></channel></rss>",
        ),
        repeat(
            "media contents",
            MANY,
            "<item><media:content url=\"http://a.b/{n}\" type=\"image/png\"/></item>",
            END,
        ),
        repeat("media groups", MANY, "<media:group><media:content url=\"a\"/></media:group>", END),
        nest("media depth", MANY, "<media:group>", "</media:group>"),
        repeat("podcast persons", MANY, "<podcast:person>a</podcast:person>", END),
        repeat("dates", MANY, "<dc:date>2026-01-01</dc:date>", END),
        repeat("bad dates", RSS, "<item><pubDate>x{n}</pubDate></item>", END),
        repeat("long date", "<rss version=\"2.0\"><channel><pubDate>", "1 ", "</pubDate></channel></rss>"),
        repeat(
            "long address",
            "<rss version=\"2.0\"><channel><link>http://",
            "a.",
            "</link></channel></rss>",
        ),
        repeat(
            "long address with percent signs",
            "<rss version=\"2.0\"><channel><link>http://a.b/",
            "%41",
            "</link></channel></rss>",
        ),
        repeat(
            "long mail address",
            "<rss version=\"2.0\"><channel><managingEditor>",
            "a@",
            "</managingEditor></channel></rss>",
        ),
        repeat(
            "long language",
            "<rss version=\"2.0\"><channel><language>",
            "a-",
            "</language></channel></rss>",
        ),
        repeat(
            "long skip hours",
            "<rss version=\"2.0\"><channel><skipHours>",
            "<hour>1</hour>",
            "</skipHours></channel></rss>",
        ),
        repeat(
            "rdf items",
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\"><channel/>",
            "<item rdf:about=\"urn:{n}\"><title>a</title></item>",
            "</rdf:RDF>",
        ),
        repeat(
            "rdf sequence",
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\"><channel><items><rdf:Seq>",
            "<rdf:li rdf:resource=\"urn:{n}\"/>",
            "</rdf:Seq></items></channel></rdf:RDF>",
        ),
        repeat(
            "opml outlines",
            "<opml version=\"2.0\"><head/><body>",
            "<outline text=\"a\" type=\"rss\" xmlUrl=\"http://a.b/{n}\"/>",
            "</body></opml>",
        ),
        nest("opml depth", "<opml version=\"2.0\"><head/><body>", "<outline text=\"a\">", "</outline>"),
        repeat("json items", JSON, ",{\"id\":\"{n}\",\"content_text\":\"a\"}", "]}"),
        repeat("json equal items", JSON, ",{\"id\":\"a\",\"content_text\":\"a\"}", "]}"),
        repeat("json empty items", JSON, ",{}", "]}"),
        repeat(
            "json numbers",
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"_x\":[0",
            ",1",
            "],\"items\":[]}",
        ),
        repeat(
            "json keys",
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\"",
            ",\"a{n}\":1",
            ",\"items\":[]}",
        ),
        repeat(
            "json equal keys",
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\"",
            ",\"a\":1",
            ",\"items\":[]}",
        ),
        repeat(
            "json misspelt keys",
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"items\":[{\"id\":\"1\"",
            ",\"content_tex{n}\":1",
            "}]}",
        ),
        repeat(
            "json long string",
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"",
            "word ",
            "\",\"items\":[]}",
        ),
        repeat(
            "json escapes",
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"",
            "\\u0041",
            "\",\"items\":[]}",
        ),
        repeat(
            "json surrogates",
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"",
            "\\ud800",
            "\",\"items\":[]}",
        ),
        repeat(
            "json bad escapes",
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"",
            "\\x",
            "\",\"items\":[]}",
        ),
        repeat(
            "json open strings",
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":",
            "\"a\n",
            "",
        ),
        repeat("json commas", "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":[", ",", "]}"),
        repeat("json long number", "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":", "1", "}"),
        repeat(
            "json tags",
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"items\":[{\"id\":\"1\",\"tags\":[\"a\"",
            ",\"a{n}\"",
            "]}]}",
        ),
        repeat(
            "json authors",
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"authors\":[{\"name\":\"a\"}",
            ",{\"name\":\"{n}\"}",
            "],\"items\":[]}",
        ),
        repeat(
            "json html",
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"items\":[{\"id\":\"1\",\"content_html\":\"",
            "<p>a</p>",
            "\"}]}",
        ),
        repeat("json white space", "{", "\n", "}"),
        nest("json depth", "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":", "[", "]"),
        nest(
            "json depth of objects",
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":",
            "{\"a\":",
            "}",
        ),
        repeat("other bytes", "", "a b c ", ""),
        repeat("a page", "<!DOCTYPE html><html><body>", "<p>a<br>b &nbsp; c</p>", "</body></html>"),
        repeat("white space", "", " ", ""),
    ]
}
