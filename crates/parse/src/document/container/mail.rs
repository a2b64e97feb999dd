//! Saved e-mails (`.eml`; RFC 5322, MIME).
//!
//! `Message-ID` is not used as the article's id: a correction that is sent again has another one, and it
//! would reveal the host name of the sender's machine.

use super::mail_budget;
use super::picture::{self, PictureVisitor};
use super::unpacked::{UnpackError, Unpacked, address_of, split_keywords};
use crate::document::model::Format;
use crate::document::properties::Properties;
use crate::document::subscription_lines::remove_subscription_lines;
use mail_parser::{HeaderValue, Message, MessageParser, MessagePart, MimeHeaders as _, PartType};
use std::collections::{HashMap, HashSet};
use tidings_model::{Person, Problem};

/// Reads an e-mail: its HTML if it has some, otherwise its text.
pub(super) fn unpack(bytes: &[u8]) -> Result<Unpacked, UnpackError> {
    let bytes = without_envelope(bytes)?;
    mail_budget::check(bytes)?;
    let message = parse(bytes).filter(is_mail);
    let Some(message) = message else { return Err(UnpackError::NotArticle("it is not an e-mail")) };
    let properties = properties(&message);
    let html: Vec<&str> = message.html_bodies().filter_map(html_body).collect();
    let (format, (text, shown)) = if html.is_empty() {
        (Format::Text, (plain_text(&message), HashSet::new()))
    } else {
        (Format::Html, resolve_content_ids(&html.concat(), &message))
    };
    if text.trim().is_empty() && message.parts.iter().any(is_encrypted) {
        return Err(UnpackError::broken(
            "The e-mail is encrypted",
            "Save its text, or send it without encryption",
        ));
    }
    let problems = omitted_attachments(&message, &shown).into_iter().collect();
    Ok(Unpacked { format, text, properties, problems })
}

/// Parses an e-mail and empties the e-mails attached to it. They are not shown, and a hundred thousand of
/// them, nested in one another, would overflow the stack when they are dropped by recursion.
fn parse(bytes: &[u8]) -> Option<Message<'_>> {
    let mut message = MessageParser::default().parse(bytes)?;
    let mut inner = take_attached_mails(&mut message);
    while let Some(mut next) = inner.pop() {
        inner.append(&mut take_attached_mails(&mut next));
    }
    Some(message)
}

/// Removes and returns the e-mails directly attached to one.
fn take_attached_mails<'m>(message: &mut Message<'m>) -> Vec<Message<'m>> {
    let nothing = || PartType::Binary(Default::default());
    let parts = message.parts.iter_mut().filter(|part| matches!(part.body, PartType::Message(_)));
    let bodies = parts.map(|part| std::mem::replace(&mut part.body, nothing()));
    bodies
        .filter_map(|body| match body {
            PartType::Message(inner) => Some(inner),
            _ => None,
        })
        .collect()
}

/// Whether the message has any of the headers that every e-mail has.
fn is_mail(message: &Message) -> bool {
    message.from().is_some() || message.subject().is_some() || message.date().is_some()
}

/// Removes the line `From jane@example.org Fri …` with which each message of an mbox begins.
fn without_envelope(bytes: &[u8]) -> Result<&[u8], UnpackError> {
    if !bytes.starts_with(b"From ") {
        return Ok(bytes);
    }
    let begins =
        |at: usize| ["\n\nFrom ", "\n\r\nFrom "].iter().any(|sign| bytes[at..].starts_with(sign.as_bytes()));
    let count = 1 + (0..bytes.len()).filter(|at| bytes[*at] == b'\n' && begins(*at)).count();
    if count > 1 {
        return Err(UnpackError::broken(
            format!("The file is a mailbox (mbox) with {count} e-mails, not one"),
            "Save each e-mail as a file of its own",
        ));
    }
    let end = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1);
    Ok(bytes.get(end..).unwrap_or_default())
}

fn properties(message: &Message) -> Properties {
    let date = match message.date().filter(|date| date.is_valid()) {
        Some(date) => Some(date.to_rfc3339()),
        None => message.header_raw("Date").map(str::to_owned),
    };
    let from = message.from().or_else(|| message.sender());
    let people = from.into_iter().flat_map(|from| from.iter()).filter_map(|address| {
        let email = address.address.as_ref().map(|email| email.trim().to_owned());
        let name = address.name.as_ref().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        Some(Person { name: name.or_else(|| email.clone())?, email, url: None })
    });
    let text = |name: &'static str| match message.header(name) {
        Some(HeaderValue::Text(text)) => Some(text.to_string()),
        Some(HeaderValue::TextList(list)) => Some(list.join(",")),
        _ => None,
    };
    Properties {
        title: message.subject().map(str::to_owned),
        published: date,
        authors: people.collect(),
        tags: text("Keywords").map(|words| split_keywords(&words)).unwrap_or_default(),
        language: text("Content-Language").map(|list| list.split(',').next().unwrap_or_default().to_owned()),
        ..Properties::default()
    }
}

fn html_body<'m>(part: &'m MessagePart<'_>) -> Option<&'m str> {
    match &part.body {
        PartType::Html(html) => Some(html),
        _ => None,
    }
}

/// The text parts in order, without the signature.
fn plain_text(message: &Message) -> String {
    let texts = message.text_bodies().filter_map(|part| match &part.body {
        PartType::Text(text) => {
            let text = text.replace("\r\n", "\n");
            let kind = part.content_type();
            let parameter = |name: &str| kind.and_then(|kind| kind.attribute(name)).unwrap_or_default();
            let is_flowed = parameter("format").eq_ignore_ascii_case("flowed");
            let joins = parameter("delsp").eq_ignore_ascii_case("yes");
            Some(if is_flowed { unwrap_flowed_lines(&text, joins) } else { text })
        }
        _ => None,
    });
    let text = texts.collect::<Vec<_>>().join("\n");
    // RFC 3676, 4.3: a line of two dashes and a space begins a signature.
    let end = text.find("\n-- \n").map_or(text.len(), |at| at + 1);
    remove_subscription_lines(text.get(..end).unwrap_or_default())
}

/// Joins the lines of a `format=flowed` text: a line that ends in a space continues on the next line of the
/// same quoting depth (RFC 3676, 4.4). With `joins` (DelSp), that space is removed.
fn unwrap_flowed_lines(text: &str, joins: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let depth = line.bytes().take_while(|byte| *byte == b'>').count();
        let rest = line.get(depth..).unwrap_or_default();
        // The sender inserts a space before a line that would look quoted (4.4).
        let words = rest.strip_prefix(' ').unwrap_or(rest);
        if open != Some(depth) {
            if open.is_some() {
                out.push('\n');
            }
            if depth > 0 {
                out.push_str(&">".repeat(depth));
                out.push(' ');
            }
        }
        let flows = words.ends_with(' ') && words != "-- ";
        out.push_str(if flows && joins { words.strip_suffix(' ').unwrap_or(words) } else { words });
        open = flows.then_some(depth);
        if !flows {
            out.push('\n');
        }
    }
    out
}

/// Replaces `cid:` addresses (RFC 2392) by the names of the parts with that Content-ID. Also returns the
/// numbers of those parts.
fn resolve_content_ids(html: &str, message: &Message) -> (String, HashSet<usize>) {
    let ids: HashMap<&str, (usize, String)> = message
        .parts
        .iter()
        .enumerate()
        .filter_map(|(number, part)| {
            let id = part.content_id()?.trim_matches(['<', '>']);
            Some((id, (number, picture_name(number, part)?)))
        })
        .collect();
    let mut shown = HashSet::new();
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("cid:") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let id_on = from.get(4..).unwrap_or_default();
        let end = id_on.find(['"', '\'', ' ', '>', ')']).unwrap_or(id_on.len());
        let (written, after) = id_on.split_at(end);
        let id = percent_encoding::percent_decode_str(written).decode_utf8_lossy();
        match ids.get(&*id).filter(|_| before.ends_with(['"', '\'', '='])) {
            Some((number, name)) => {
                shown.insert(*number);
                out.push_str(&address_of(name));
            }
            None => out.push_str(&format!("cid:{written}")),
        }
        rest = after;
    }
    out.push_str(rest);
    (out, shown)
}

/// The name by which the body refers to a part that is a picture: its number and an extension.
fn picture_name(number: usize, part: &MessagePart) -> Option<String> {
    let kind = part.content_type()?;
    let mime = format!("{}/{}", kind.ctype(), kind.subtype()?);
    Some(format!("{number}.{}", picture::extension_of_media_type(&mime)?))
}

/// The pictures of the e-mail.
pub(super) fn pictures(bytes: &[u8], visitor: &mut PictureVisitor<'_>) {
    let Some(message) = without_envelope(bytes).ok().and_then(parse) else { return };
    for (number, part) in message.parts.iter().enumerate() {
        if let Some(name) = picture_name(number, part) {
            visitor.add(&name, part.contents());
        }
    }
}

/// One note that lists the attachments that the text does not show.
fn omitted_attachments(message: &Message, shown: &HashSet<usize>) -> Option<Problem> {
    let attachments = message.parts.iter().enumerate().filter(|(number, part)| {
        let is_file = matches!(part.body, PartType::Binary(_) | PartType::InlineBinary(_));
        let is_attached = part.content_disposition().is_some_and(|disposition| disposition.is_attachment());
        (is_file || is_attached) && !shown.contains(number) && !is_signature(part)
    });
    let names: Vec<&str> =
        attachments.map(|(_, part)| part.attachment_name().unwrap_or("without a name")).collect();
    (!names.is_empty()).then(|| {
        Problem::note(
            format!("Left out: attachments ({})", names.join(", ")),
            "Put the files beside the article and link them, or list them as its enclosures",
        )
    })
}

fn is_signature(part: &MessagePart) -> bool {
    ["pgp-signature", "pkcs7-signature", "x-pkcs7-signature"]
        .iter()
        .any(|kind| part.is_content_type("application", kind))
}

fn is_encrypted(part: &MessagePart) -> bool {
    ["pgp-encrypted", "pkcs7-mime", "x-pkcs7-mime"]
        .iter()
        .any(|kind| part.is_content_type("application", kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deeply_nested_mails_do_not_overflow_the_stack() {
        let file = |depth| format!("Subject: a\n{}x", "Content-Type: message/rfc822\n\n".repeat(depth));
        assert_eq!(unpack(file(900).as_bytes()).unwrap().properties.title.as_deref(), Some("a"));
        assert!(unpack(file(100_000).as_bytes()).is_err());
    }

    #[test]
    fn flowed_lines_are_joined() {
        let cases = [
            ("One \ntwo\nthree\n", false, "One two\nthree\n"),
            ("> a \n> b\n>> c \nd\n", false, "> a b\n>> c \nd\n"),
            (" >no quote\n", false, ">no quote\n"),
            ("ab \ncd\n", true, "abcd\n"),
            ("x\n-- \nJane\n", false, "x\n-- \nJane\n"),
        ];
        for (text, joins, expected) in cases {
            assert_eq!(unwrap_flowed_lines(text, joins), expected, "{text:?}");
        }
    }
}
