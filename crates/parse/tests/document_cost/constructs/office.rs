//! Constructs of office documents. The length is that of the unpacked XML, since the archive can be a
//! thousandth of it; the measured memory is related to the length of the archive with its content stored.

use super::{Construct, build, filled};
use std::io::Write as _;
use zip::write::SimpleFileOptions;

/// An archive whose files are stored without compression, so that its length is that of the text.
fn stored(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in files {
        writer.start_file(*name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    stored(&[("word/document.xml", &document)])
}

fn docx_with(name: &str, part: &str, body: &str) -> Vec<u8> {
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    stored(&[("word/document.xml", &document), (name, part)])
}

fn odt(body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    stored(&[("content.xml", &content)])
}

const P: &str = "<w:p><w:r><w:t>a</w:t></w:r></w:p>";

pub(super) fn constructs() -> Vec<Construct> {
    vec![
        build("docx", "paragraphs", |length| docx(&filled(P, length))),
        build("docx", "empty paragraphs", |length| docx(&format!("{P}{}", filled("<w:p/>", length)))),
        build("docx", "runs", |length| {
            docx(&format!("<w:p>{}</w:p>", filled("<w:r><w:t>a</w:t></w:r>", length)))
        }),
        build("docx", "text", |length| {
            docx(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", filled("word ", length)))
        }),
        build("docx", "styled runs", |length| {
            docx(&format!(
                "<w:p>{}</w:p>",
                filled("<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r><w:r><w:t>a</w:t></w:r>", length)
            ))
        }),
        build("docx", "breaks", |length| {
            docx(&format!("<w:p><w:r><w:t>a</w:t>{}</w:r></w:p>", filled("<w:br/>", length)))
        }),
        build("docx", "headings", |length| {
            docx(&filled(
                "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
                length,
            ))
        }),
        build("docx", "list items", |length| {
            docx(&filled(
                "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
                length,
            ))
        }),
        build("docx", "list levels", |length| {
            docx(&filled(
                "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{n}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
                length,
            ))
        }),
        build("docx", "table cells", |length| {
            docx(&format!("{P}<w:tbl><w:tr>{}</w:tr></w:tbl>", filled("<w:tc><w:p/></w:tc>", length)))
        }),
        build("docx", "table rows", |length| {
            docx(&format!("{P}<w:tbl>{}</w:tbl>", filled("<w:tr><w:tc/></w:tr>", length)))
        }),
        build("docx", "spans", |length| {
            docx(&format!(
                "{P}<w:tbl>{}</w:tbl>",
                filled(
                    "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"9999\"/><w:vMerge/></w:tcPr></w:tc></w:tr>",
                    length
                )
            ))
        }),
        build("docx", "tables", |length| {
            docx(&format!("{P}{}", filled("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", length)))
        }),
        build("docx", "nested tables", |length| {
            let count = length / 60;
            docx(&format!(
                "{P}{}{}",
                "<w:tbl><w:tr><w:tc>".repeat(count),
                "</w:tc></w:tr></w:tbl>".repeat(count)
            ))
        }),
        build("docx", "hyperlinks", |length| {
            docx(&format!(
                "<w:p>{}</w:p>",
                filled("<w:hyperlink w:anchor=\"a\"><w:r><w:t>a</w:t></w:r></w:hyperlink>", length)
            ))
        }),
        build("docx", "fields", |length| {
            docx(&format!(
                "<w:p>{}<w:r><w:t>a</w:t></w:r></w:p>",
                filled("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>", length)
            ))
        }),
        build("docx", "bookmarks", |length| {
            docx(&format!(
                "<w:p>{}<w:r><w:t>a</w:t></w:r></w:p>",
                filled("<w:bookmarkStart w:name=\"a{n}\"/>", length)
            ))
        }),
        build("docx", "pictures", |length| {
            docx(&format!(
                "<w:p><w:r><w:t>a</w:t>{}</w:r></w:p>",
                filled("<w:drawing><a:blip r:embed=\"a\"/></w:drawing>", length)
            ))
        }),
        build("docx", "footnote references", |length| {
            docx_with(
                "word/footnotes.xml",
                "<w:footnotes><w:footnote w:id=\"1\"><w:p><w:r><w:t>b</w:t></w:r></w:p></w:footnote></w:footnotes>",
                &format!("<w:p>{}</w:p>", filled("<w:r><w:footnoteReference w:id=\"1\"/></w:r>", length)),
            )
        }),
        build("docx", "long footnote referred to often", |length| {
            docx_with(
                "word/footnotes.xml",
                &format!(
                    "<w:footnotes><w:footnote w:id=\"1\">{}</w:footnote></w:footnotes>",
                    filled(P, length / 2)
                ),
                &format!("<w:p>{}</w:p>", filled("<w:r><w:footnoteReference w:id=\"1\"/></w:r>", length / 2)),
            )
        }),
        build("docx", "footnotes", |length| {
            docx_with(
                "word/footnotes.xml",
                &format!(
                    "<w:footnotes>{}</w:footnotes>",
                    filled(
                        "<w:footnote w:id=\"{n}\"><w:p><w:r><w:t>b</w:t></w:r></w:p></w:footnote>",
                        length / 2
                    )
                ),
                &format!(
                    "<w:p>{}</w:p>",
                    filled("<w:r><w:footnoteReference w:id=\"{n}\"/></w:r>", length / 2)
                ),
            )
        }),
        build("docx", "styles", |length| {
            docx_with(
                "word/styles.xml",
                &format!(
                    "<w:styles>{}</w:styles>",
                    filled("<w:style w:styleId=\"a{n}\"><w:basedOn w:val=\"a{n}1\"/></w:style>", length)
                ),
                P,
            )
        }),
        build("docx", "style chain", |length| {
            let mut styles = String::new();
            for number in 0.. {
                if styles.len() > length / 2 {
                    break;
                }
                styles.push_str(&format!(
                    "<w:style w:styleId=\"a{number}\"><w:basedOn w:val=\"a{}\"/></w:style>",
                    number + 1
                ));
            }
            docx_with(
                "word/styles.xml",
                &format!("<w:styles>{styles}</w:styles>"),
                &filled(
                    "<w:p><w:pPr><w:pStyle w:val=\"a0\"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
                    length / 2,
                ),
            )
        }),
        build("docx", "numberings", |length| {
            docx_with(
                "word/numbering.xml",
                &format!(
                    "<w:numbering>{}</w:numbering>",
                    filled("<w:num w:numId=\"{n}\"><w:abstractNumId w:val=\"{n}\"/></w:num>", length / 2)
                ),
                &filled(
                    "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{n}\"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
                    length / 2,
                ),
            )
        }),
        build("docx", "relationships", |length| {
            docx_with(
                "word/_rels/document.xml.rels",
                &format!(
                    "<Relationships>{}</Relationships>",
                    filled("<Relationship Id=\"a{n}\" Target=\"b\"/>", length / 2)
                ),
                &format!(
                    "<w:p>{}</w:p>",
                    filled("<w:hyperlink r:id=\"a{n}\"><w:r><w:t>a</w:t></w:r></w:hyperlink>", length / 2)
                ),
            )
        }),
        build("docx", "depth", |length| {
            docx(&format!("{P}{}{}", "<w:a>".repeat(length / 11), "</w:a>".repeat(length / 11)))
        }),
        build("docx", "attributes", |length| docx(&format!("{P}<w:p{}/>", filled(" a{n}=\"b\"", length)))),
        build("docx", "unknown elements", |length| docx(&format!("{P}{}", filled("<a/>", length)))),
        build("docx", "comments", |length| docx(&format!("{P}{}", filled("<!--a-->", length)))),
        build("docx", "entities", |length| {
            docx(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", filled("&amp;", length)))
        }),
        build("docx", "DTD entities", |length| {
            let document = format!(
                "<!DOCTYPE a [<!ENTITY b \"{}\">]><w:document><w:body>{P}<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>",
                filled("c", length / 2),
                filled("&b;", length / 2)
            );
            stored(&[("word/document.xml", &document)])
        }),
        build("docx", "entries", |length| {
            let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
            writer.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
            writer.write_all(format!("<w:document><w:body>{P}</w:body></w:document>").as_bytes()).unwrap();
            for number in 0..(length / 110).min(9_000) {
                writer.start_file(format!("a{number}"), SimpleFileOptions::default()).unwrap();
            }
            writer.finish().unwrap().into_inner()
        }),
        build("odt", "paragraphs", |length| odt(&filled("<text:p>a</text:p>", length))),
        build("odt", "empty paragraphs", |length| {
            odt(&format!("<text:p>a</text:p>{}", filled("<text:p/>", length)))
        }),
        build("odt", "spans", |length| {
            odt(&format!("<text:p>{}</text:p>", filled("<text:span>a</text:span>", length)))
        }),
        build("odt", "spaces", |length| {
            odt(&format!("<text:p>a{}</text:p>", filled("<text:s text:c=\"9999999\"/>", length)))
        }),
        build("odt", "tabs and breaks", |length| {
            odt(&format!("<text:p>a{}</text:p>", filled("<text:tab/><text:line-break/>", length)))
        }),
        build("odt", "headings", |length| {
            odt(&filled("<text:h text:outline-level=\"1\">a</text:h>", length))
        }),
        build("odt", "list items", |length| {
            odt(&format!(
                "<text:list>{}</text:list>",
                filled("<text:list-item><text:p>a</text:p></text:list-item>", length)
            ))
        }),
        build("odt", "nested lists", |length| {
            let count = length / 60;
            odt(&format!(
                "<text:p>a</text:p>{}{}",
                "<text:list><text:list-item>".repeat(count),
                "</text:list-item></text:list>".repeat(count)
            ))
        }),
        build("odt", "repeated columns", |length| {
            odt(&format!(
                "<text:p>a</text:p><table:table><table:table-row>{}</table:table-row></table:table>",
                filled(
                    "<table:table-cell table:number-columns-repeated=\"9999\"><text:p>a</text:p></table:table-cell>",
                    length
                )
            ))
        }),
        build("odt", "repeated rows", |length| {
            odt(&format!(
                "<text:p>a</text:p><table:table>{}</table:table>",
                filled(
                    "<table:table-row table:number-rows-repeated=\"9999\"><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>",
                    length
                )
            ))
        }),
        build("odt", "table cells", |length| {
            odt(&format!(
                "<text:p>a</text:p><table:table><table:table-row>{}</table:table-row></table:table>",
                filled("<table:table-cell/>", length)
            ))
        }),
        build("odt", "links", |length| {
            odt(&format!("<text:p>{}</text:p>", filled("<text:a xlink:href=\"b\">a</text:a>", length)))
        }),
        build("odt", "notes", |length| {
            odt(&format!(
                "<text:p>{}</text:p>",
                filled(
                    "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>a</text:p></text:note-body></text:note>",
                    length
                )
            ))
        }),
        build("odt", "nested notes", |length| {
            let count = length / 60;
            odt(&format!(
                "<text:p>a{}b{}</text:p>",
                "<text:note><text:note-body><text:p>".repeat(count),
                "</text:p></text:note-body></text:note>".repeat(count)
            ))
        }),
        build("odt", "pictures", |length| {
            odt(&format!(
                "<text:p>a{}</text:p>",
                filled("<draw:frame><draw:image xlink:href=\"a.png\"/></draw:frame>", length)
            ))
        }),
        build("odt", "depth", |length| {
            odt(&format!("<text:p>a</text:p>{}{}", "<a>".repeat(length / 7), "</a>".repeat(length / 7)))
        }),
        build("odt", "nested spans", |length| {
            odt(&format!(
                "<text:p>{}a{}</text:p>",
                "<text:span>".repeat(length / 23),
                "</text:span>".repeat(length / 23)
            ))
        }),
        build("odt", "styles", |length| {
            let content = format!(
                "<office:document-content><office:automatic-styles>{}</office:automatic-styles><office:body><office:text>{}</office:text></office:body></office:document-content>",
                filled("<style:style style:name=\"a{n}\" style:parent-style-name=\"a{n}1\"/>", length / 2),
                filled("<text:p text:style-name=\"a{n}\">a</text:p>", length / 2)
            );
            stored(&[("content.xml", &content)])
        }),
    ]
}
