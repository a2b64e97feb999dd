"""The articles that every reader must see: dropped file, then title, moment (UTC) and address."""

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
    """What a reader means that takes every title for text.

    RSS does not say whether a title is text or HTML. Tidings writes one that would differ in the two readings as HTML, for
    the readers that would otherwise swallow its '<angles>'; newsboat and sfeed show that as it stands. Atom does say.
    """
    return html.unescape(shown) if url.endswith("feed.xml") else shown
