//! Fetches every feed of a server: the OPML, each feed in it in three formats, and all archive pages.

use super::program::{BASE_URL, Response, Server};
use crate::error::Error;
use std::collections::BTreeMap;

/// Responses by path.
pub(super) type Responses = BTreeMap<String, Response>;

const OPML: &str = "/feeds.opml";
const FORMATS: [&str; 3] = ["feed.xml", "atom.xml", "feed.json"];

/// The relations of RFC 5005 that lead to other pages of a feed.
const PAGE_RELATIONS: [&str; 5] = ["current", "prev-archive", "next-archive", "next", "previous"];

/// Fetches the OPML and everything that can be reached from it.
pub(super) fn crawl(server: &Server) -> Result<Responses, Error> {
    let mut responses = Responses::new();
    let mut open = vec![OPML.to_owned()];
    open.extend(FORMATS.map(|format| format!("/{format}")));
    while let Some(path) = open.pop() {
        if responses.contains_key(&path) {
            continue;
        }
        let response = server.get(&path)?;
        let text = String::from_utf8_lossy(&response.body);
        open.extend(if path == OPML { feeds(&text) } else { pages(&text) });
        responses.insert(path, response);
    }
    Ok(responses)
}

/// The paths of all feeds of an OPML document, in each format.
fn feeds(opml: &str) -> Vec<String> {
    let addresses = attribute_values(opml, "xmlUrl").filter_map(path_of);
    let folders = addresses.filter_map(|path| Some(path.rsplit_once('/')?.0.to_owned()));
    folders.flat_map(|folder| FORMATS.map(|format| format!("{folder}/{format}"))).collect()
}

/// The paths of the other pages of a feed in any format.
fn pages(feed: &str) -> Vec<String> {
    let tags = feed.split('<').filter_map(|part| part.split_once('>')).map(|(tag, _)| tag);
    let links =
        tags.filter(|tag| attribute_values(tag, "rel").any(|relation| PAGE_RELATIONS.contains(&relation)));
    let in_xml = links.flat_map(|tag| attribute_values(tag, "href"));
    let in_json = feed.split("\"next_url\":").skip(1).filter_map(|rest| rest.split('"').nth(1));
    in_xml.chain(in_json).filter_map(path_of).collect()
}

/// The values of all attributes with this name.
fn attribute_values<'a>(text: &'a str, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    let start = format!(" {name}=\"");
    let starts: Vec<usize> = text.match_indices(&start).map(|(at, found)| at + found.len()).collect();
    starts.into_iter().filter_map(|start| text.get(start..)?.split('"').next())
}

/// The path of an address of the site itself.
fn path_of(address: &str) -> Option<String> {
    let path = address.replace("&amp;", "&").replace("\\/", "/");
    path.strip_prefix(BASE_URL).map(|path| format!("/{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_feeds_of_an_opml_document() {
        let opml = r#"<outline type="rss" text="a" xmlUrl="https://compare.example/tags/a/feed.xml"/>"#;
        assert_eq!(feeds(opml), ["/tags/a/feed.xml", "/tags/a/atom.xml", "/tags/a/feed.json"]);
    }

    #[test]
    fn the_pages_of_a_feed() {
        let rss = r#"<atom:link rel="prev-archive" href="https://compare.example/archive/1/feed.xml"/>
            <atom:link href="https://compare.example/feed.xml" rel="current"/>
            <atom:link href="https://compare.example/x.xml" rel="self"/>"#;
        assert_eq!(pages(rss), ["/archive/1/feed.xml", "/feed.xml"]);
        let json = r#"{"next_url": "https://compare.example/archive/1/feed.json"}"#;
        assert_eq!(pages(json), ["/archive/1/feed.json"]);
    }
}
