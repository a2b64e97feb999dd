//! ERB in Markdown (`post.md.erb`), as Middleman reads it: Ruby is not run, so its tags go and what stands between them
//! stays. What its commonest helpers make of a link, a picture or a listing is known.

use super::code::{Found, Walk};
use super::tag::{arguments, call_arguments, name_of};
use super::value::{Names, Value};
use super::{Resolved, unknown_problem};
use crate::document::Field;
use crate::metadata::values::is_web_address;
use crate::output::plain::escape;
use std::collections::BTreeSet;

/// What a tag comes to.
enum Shown {
    Nothing,
    Text(String),
    /// Nothing, since it is not known what; the tag without its arguments.
    Unknown(String),
}

/// Blocks that wait for their `<% end %>`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Other,
    /// A listing.
    Code,
}

/// Resolves the tags of a Markdown text. In code they stay, as they do with every other template.
pub(crate) fn resolve_erb(source: &str, front_matter: &[Field]) -> Resolved {
    let names = Names::new(front_matter.iter().map(|field| (field.key.as_str(), &field.value)));
    let mut walk = Walk::new(source, b"<");
    let mut out = String::with_capacity(source.len());
    let mut done = 0;
    let mut blocks = Vec::new();
    let mut unknown = BTreeSet::new();
    while let Some(found) = walk.next() {
        let at = match found {
            Found::Sign(at) => at,
            Found::Code(range) | Found::Indented(range) => {
                out.push_str(&source[done..range.start]);
                out.push_str(&source[range.clone()].replace("<%%", "<%").replace("%%>", "%>"));
                done = range.end;
                walk.go_on_at(done);
                continue;
            }
        };
        let Some(inner) = source[at..].strip_prefix("<%") else { continue };
        out.push_str(&source[done..at]);
        if inner.starts_with('%') {
            out.push_str("&lt;%");
            done = at + 3;
        } else {
            // None of those that follow has an end either.
            let Some(length) = inner.find("%>") else {
                done = at;
                break;
            };
            done = at + 2 + length + 2;
            match tag(&inner[..length], &names, &mut blocks) {
                Shown::Text(text) => out.push_str(&text),
                Shown::Nothing => done = without_line(source, &mut out, done),
                Shown::Unknown(tag) => drop(unknown.insert(tag)),
            }
        }
        walk.go_on_at(done);
    }
    out.push_str(&source[done..]);
    let problems = unknown.iter().map(|tag| unknown_problem(tag, false)).collect();
    Resolved { text: out, problems }
}

/// A tag that has its line to itself takes it along, so that no paragraph or list is torn. Gives the place behind.
fn without_line(source: &str, out: &mut String, end: usize) -> usize {
    let kept = out.trim_end_matches([' ', '\t']).len();
    let is_first = out[..kept].is_empty() || out[..kept].ends_with('\n');
    let rest = source[end..].trim_start_matches([' ', '\t', '\r']);
    if !is_first || !(rest.is_empty() || rest.starts_with('\n')) {
        return end;
    }
    out.truncate(kept);
    (source.len() - rest.len() + 1).min(source.len())
}

fn tag(inner: &str, names: &Names, blocks: &mut Vec<Block>) -> Shown {
    let is_shown = inner.starts_with('=');
    let code = inner.trim_start_matches(['=', '-']).trim_end_matches('-').trim();
    if inner.starts_with('#') {
        return Shown::Nothing;
    }
    if code == "end" || code == "}" {
        let is_listing = blocks.pop() == Some(Block::Code);
        return if is_listing { Shown::Text("```".to_owned()) } else { Shown::Nothing };
    }
    let (name, rest) = name_of(code).unwrap_or(("", code));
    let opens = is_block(code) || ["if", "unless", "case", "while", "for"].contains(&name);
    if opens {
        let is_listing = ["code", "highlight"].contains(&name);
        blocks.push(if is_listing { Block::Code } else { Block::Other });
        let rest = rest.trim_end_matches("do").trim();
        let language = arguments(call_arguments(rest).unwrap_or(rest)).0.into_iter().next();
        return match language.filter(|_| is_listing) {
            Some(language) => Shown::Text(format!("```{}", language.trim_matches([':', '"', '\'']))),
            None => Shown::Nothing,
        };
    }
    if !is_shown {
        return Shown::Nothing;
    }
    expression(code, name, call_arguments(rest).unwrap_or(rest), names)
}

/// `each do |x|`, `link_to x do`, `map { |x|`.
fn is_block(code: &str) -> bool {
    let head = match code.strip_suffix('|') {
        Some(parameters) => parameters.rsplit_once('|').map_or(code, |(head, _)| head).trim_end(),
        None => code,
    };
    head.ends_with(" do") || head.ends_with('{')
}

fn expression(code: &str, name: &str, rest: &str, names: &Names) -> Shown {
    let (places, named) = arguments(rest);
    let of_name = |key: &str| named.iter().find(|(name, _)| name == key).map(|(_, value)| escape(value));
    match (name, places.as_slice()) {
        ("link_to", [text, address, ..]) => {
            Shown::Text(format!("<a href=\"{}\">{}</a>", escape(address), escape(text)))
        }
        ("mail_to", [address, rest @ ..]) => {
            let text = rest.first().unwrap_or(address);
            Shown::Text(format!("<a href=\"mailto:{}\">{}</a>", escape(address), escape(text)))
        }
        ("image_tag", [file, ..]) => {
            let alt = of_name("alt").unwrap_or_default();
            Shown::Text(format!("<img src=\"{}\" alt=\"{alt}\">", escape(&in_images(file))))
        }
        ("image_path", [file, ..]) => Shown::Text(in_images(file)),
        ("url_for" | "asset_path", [.., address]) => Shown::Text(escape(address)),
        _ => {
            let key = ["current_page.data.", "current_article.data.", "current_article.", "data."]
                .iter()
                .find_map(|prefix| code.strip_prefix(prefix));
            match names.evaluate(&key.map_or_else(|| code.to_owned(), |key| format!("page.{key}"))) {
                Value::Text(text) => Shown::Text(escape(&text)),
                Value::Site => Shown::Text("/".to_owned()),
                _ => Shown::Unknown(format!("<%= {name} %>")),
            }
        }
    }
}

/// Pictures without a directory of the root lie in Middleman's own for them.
fn in_images(file: &str) -> String {
    let is_whole = file.starts_with('/') || is_web_address(file);
    if is_whole { file.to_owned() } else { format!("/images/{file}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_text_stays() {
        let fields = [Field {
            key: "place".to_owned(),
            value: serde_json::Value::String("A & B".to_owned()),
            line: 1,
        }];
        let cases = [
            ("a <% x = 1 %>b", "a b"),
            ("a\n\n<% if x %>\nb\n<% else %>\nc\n<% end -%>\nd", "a\n\nb\nc\nd"),
            ("<%# a note %>\na", "a"),
            ("<%= link_to 'the \"sea\"', '/sea/' %>", "<a href=\"/sea/\">the &quot;sea&quot;</a>"),
            ("<%= link_to(\"a\", \"b\", class: \"c\") %>", "<a href=\"b\">a</a>"),
            ("<%= link_to 'b' do %>a<% end %>", "a"),
            ("<%= image_tag 'a.png', alt: \"the sea\" %>", "<img src=\"/images/a.png\" alt=\"the sea\">"),
            ("<%= mail_to 'a@b.org' %>", "<a href=\"mailto:a@b.org\">a@b.org</a>"),
            ("at <%= current_page.data.place %>", "at A &amp; B"),
            ("<% code(\"ruby\") do %>\nputs 1\n<% end %>\n", "```ruby\nputs 1\n```\n"),
            ("<% [1].each do |x| %>\na\n<% end %>\nb", "a\nb"),
            ("a <%% b %>", "a &lt;% b %>"),
            ("`<%= x %>` and `<%%= x %>`", "`<%= x %>` and `<%= x %>`"),
            ("```\n<%= x %>\n```\n", "```\n<%= x %>\n```\n"),
            ("a <%= b", "a <%= b"),
            ("a < b <i>c</i>", "a < b <i>c</i>"),
            ("", ""),
        ];
        for (source, expected) in cases {
            let resolved = resolve_erb(source, &fields);
            assert_eq!((resolved.text.as_str(), resolved.problems.len()), (expected, 0), "{source}");
        }
        let unknown = resolve_erb("a <%= partial 'x' %> b <%= partial 'y' %> c <%= f(1) %>", &fields);
        assert_eq!(unknown.text, "a  b  c ");
        let told: Vec<&str> = unknown.problems.iter().map(|problem| problem.message.as_str()).collect();
        assert!(told[0].contains("<%= f %> is unknown") && told[1].contains("<%= partial %>"), "{told:?}");
    }
}
