//! Constructs of e-mails.

use super::{Construct, build, filled, repeat};

const HEAD: &str = "From: A <a@example.org>\nSubject: S\nDate: Thu, 1 Jan 2026 10:00:00 +0000\n";

pub(super) fn constructs() -> Vec<Construct> {
    let text = "From: A <a@example.org>\nSubject: S\nDate: Thu, 1 Jan 2026 10:00:00 +0000\n\n";
    let eml = |name: &str, head, unit, tail| repeat("eml", name, head, unit, tail);
    vec![
        eml("prose", text, "The quick brown fox jumps over the lazy dog,\nand so on.\n\n", ""),
        eml("quoted lines", text, "> a\n", ""),
        eml(
            "flowed lines",
            "From: a@b.c\nSubject: S\nContent-Type: text/plain; format=flowed\n\n",
            "a \n",
            "",
        ),
        eml("headers", "From: a@b.c\nSubject: S\n", "X-A{n}: b\n", "\nText\n"),
        eml("equal headers", "From: a@b.c\nSubject: S\n", "From: b@c.d\n", "\nText\n"),
        eml("header continuation", "From: a@b.c\nSubject: S\n", " b\n", "\nText\n"),
        eml("senders", "Subject: S\nFrom: a@b.c", ", a{n}@b.c", "\n\nText\n"),
        eml("recipients", "From: a@b.c\nSubject: S\nTo: a@b.c", ", a{n}@b.c", "\n\nText\n"),
        eml("address groups", "Subject: S\nFrom: ", "a: b@c.d; ", "\n\nText\n"),
        eml("address comments", "Subject: S\nFrom: a@b.c ", "(a", "\n\nText\n"),
        eml("encoded words", "From: a@b.c\nSubject: ", "=?utf-8?Q?a?= ", "\n\nText\n"),
        eml("open encoded words", "From: a@b.c\nSubject: ", "=?utf-8?Q?", "\n\nText\n"),
        eml("keywords", "From: a@b.c\nSubject: S\nKeywords: a", ", b{n}", "\n\nText\n"),
        eml("references", "From: a@b.c\nSubject: S\nReferences: ", "<a{n}@b> ", "\n\nText\n"),
        eml("parameters", "From: a@b.c\nSubject: S\nContent-Type: text/plain", "; a{n}=b", "\n\nText\n"),
        eml(
            "continued parameters",
            "From: a@b.c\nSubject: S\nContent-Type: text/plain",
            "; a*{n}=b",
            "\n\nText\n",
        ),
        eml(
            "quoted-printable",
            "From: a@b.c\nSubject: S\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n",
            "=C3=A9 =\n",
            "\n",
        ),
        eml(
            "base64",
            "From: a@b.c\nSubject: S\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n",
            "YWJjZGVm",
            "\n",
        ),
        eml("html", "From: a@b.c\nSubject: S\nContent-Type: text/html\n\n", "<p>a</p>\n", ""),
        eml(
            "html tables",
            "From: a@b.c\nSubject: S\nContent-Type: text/html\n\n",
            "<table><tr><td>a</td></tr></table>\n",
            "",
        ),
        eml(
            "html quotes",
            "From: a@b.c\nSubject: S\nContent-Type: text/html\n\n<p>a</p>",
            "<div class=gmail_quote>a</div>\n",
            "",
        ),
        eml(
            "text parts",
            "From: a@b.c\nSubject: S\nContent-Type: multipart/mixed; boundary=x\n\n",
            "--x\n\na\n",
            "--x--\n",
        ),
        eml(
            "html parts",
            "From: a@b.c\nSubject: S\nContent-Type: multipart/mixed; boundary=x\n\n",
            "--x\nContent-Type: text/html\n\n<p>a\n",
            "--x--\n",
        ),
        eml(
            "picture parts",
            "From: a@b.c\nSubject: S\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>a<img src=cid:a1>\n",
            "--x\nContent-Type: image/png\nContent-ID: <a{n}>\n\na\n",
            "--x--\n",
        ),
        eml(
            "alternatives",
            "From: a@b.c\nSubject: S\nContent-Type: multipart/alternative; boundary=x\n\n",
            "--x\nContent-Type: text/plain\n\na\n--x\nContent-Type: text/html\n\n<p>a\n",
            "--x--\n",
        ),
        eml(
            "boundaries",
            "From: a@b.c\nSubject: S\nContent-Type: multipart/mixed; boundary=x\n\n",
            "--x\n",
            "",
        ),
        eml(
            "almost boundaries",
            "From: a@b.c\nSubject: S\nContent-Type: multipart/mixed; boundary=xxxxxxxxxxxxxxxx\n\n--xxxxxxxxxxxxxxxx\n\n",
            "--xxxxxxxxxxxxxxx\n",
            "",
        ),
        eml("mailbox", "", "From a@b.c Thu Jan  1 10:00:00 2026\nFrom: a@b.c\nSubject: S\n\nText\n\n", ""),
        eml("signature lines", text, "-- \na\n", ""),
        eml("uuencoded", text, "begin 644 a\n", ""),
        build("eml", "picture references", |length| {
            let images = filled("<img src=\"cid:a{n}\">", length / 2);
            let parts = filled("--x\nContent-Type: image/png\nContent-ID: <a{n}>\n\na\n", length / 2);
            format!("{HEAD}Content-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>a{images}\n{parts}--x--\n")
                .into_bytes()
        }),
        build("eml", "nested multiparts", |length| {
            let unit = "Content-Type: multipart/mixed; boundary=x{n}\n\n--x{n}\n";
            format!("{HEAD}{}\n\nText\n", filled(unit, length)).into_bytes()
        }),
        build("eml", "nested messages", |length| {
            let unit = "Content-Type: message/rfc822\n\nFrom: a@b.c\nSubject: S\n";
            format!("{HEAD}{}\n\nText\n", filled(unit, length)).into_bytes()
        }),
        build("eml", "nested encoded messages", |length| {
            let unit = "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\nFrom: a@b.c\nSubject: S\n";
            format!("{HEAD}{}\n\nText\n", filled(unit, length)).into_bytes()
        }),
    ]
}
