"""The articles that every reader must get: their files, then title, date (UTC) and address."""

import datetime
import html


def utc(*parts):
    return datetime.datetime(*parts, tzinfo=datetime.timezone.utc)


FILES = {
    "first.md": """---
title: "Ampersands & <angles> in a title"
date: 2026-03-04T05:06:07Z
author: Jane Doe
tags: [one, two]
---
Text with *emphasis* and an umlaut: Übermut.
""",
    "second.txt": """A headline in plain text

April 5, 2026

The text below it is long enough to be a sentence of its own. It ends here.
""",
    "2026-05-06-third.html": """<html><head><title>Une page en français</title></head>
<body><article><h1>Une page en français</h1><p>Dès l'été, l'œuvre paraît.</p></article></body></html>
""",
}

EXPECTED = {
    "Ampersands & <angles> in a title": (utc(2026, 3, 4, 5, 6, 7), "articles/first/"),
    "A headline in plain text": (utc(2026, 4, 5), "articles/second/"),
    "Une page en français": (utc(2026, 5, 6), "articles/third/"),
}

DROPPED_NAME = "dropped.txt"
DROPPED = """Dropped while the reader was asleep

July 8, 2026

This article was not there when the reader subscribed.
"""
DROPPED_TITLE = "Dropped while the reader was asleep"
DROPPED_EXPECTED = (utc(2026, 7, 8), "articles/dropped/")


def title_of(shown, url):
    """The title as text, from a reader that treats every title as text.

    RSS does not define whether a title is text or HTML. If it makes a difference, Tidings writes HTML, since readers that
    expect HTML would drop '<angles>'; newsboat and sfeed show the HTML source. Atom declares the type of a title.
    """
    return html.unescape(shown) if url.endswith("feed.xml") else shown
