#!/usr/bin/env python3
"""Tests the program with real feed readers.

    run.py TIDINGS

Requires newsboat and sfeed (with curl) on the path, and the Python package feedparser. Each reader is one file in this
folder. It subscribes to a running server and must get every article with the right title, date and link, a 304 if nothing
has changed, and a new article at its next poll.
"""

import pathlib
import sys
import tempfile

import articles
import feedparser_reader
import newsboat_reader
import sfeed_reader
from served import running

# Each reader with a feed that it can read.
SUBSCRIPTIONS = [
    (newsboat_reader.Reader, "/feed.xml"),
    (newsboat_reader.Reader, "/atom.xml"),
    (sfeed_reader.Reader, "/feed.xml"),
    (sfeed_reader.Reader, "/atom.xml"),
    (feedparser_reader.Reader, "/feed.xml"),
    (feedparser_reader.Reader, "/atom.xml"),
]


def compare(got, expected, base):
    """The differences between the articles of a reader and those of the folder, one line each."""
    differences = []
    for title, (moment, address) in expected.items():
        if title not in got:
            differences.append(f"'{title}' is missing; the reader has {sorted(got)}")
            continue
        got_moment, got_link = got[title]
        if got_moment != moment:
            differences.append(f"'{title}' has the date {got_moment}, not {moment}")
        if got_link != base + address:
            differences.append(f"'{title}' links to {got_link}, not to {base + address}")
    differences += [f"'{title}' is not an article of the folder" for title in got if title not in expected]
    return differences


def subscribe(tidings, kind, path):
    """Tests one reader with one feed; the failures."""
    with tempfile.TemporaryDirectory() as content, tempfile.TemporaryDirectory() as home:
        for name, text in articles.FILES.items():
            (pathlib.Path(content) / name).write_text(text, encoding="utf-8")
        with running(tidings, content) as site:
            reader = kind(pathlib.Path(home), site.url(path))
            wrong = compare(reader.poll(), articles.EXPECTED, site.base)
            # newsboat sends conditional requests from its third poll on.
            reader.poll()
            reader.poll()
            statuses = site.proxy.statuses(path)
            if statuses[0] != 200 or statuses[-1] != 304:
                wrong.append(f"an unchanged feed must get a 304 in the end; the statuses were {statuses}")
            site.drop(articles.DROPPED_NAME, articles.DROPPED)
            expected = articles.EXPECTED | {articles.DROPPED_TITLE: articles.DROPPED_EXPECTED}
            wrong += compare(reader.poll(), expected, site.base)
            return wrong


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    tidings = pathlib.Path(sys.argv[1]).resolve()
    failed = 0
    for kind, path in SUBSCRIPTIONS:
        wrong = subscribe(tidings, kind, path)
        failed += bool(wrong)
        print(f"{kind.NAME} {path}: {'passed' if not wrong else 'FAILED'}")
        for line in wrong:
            print(f"    {line}")
    print(f"{len(SUBSCRIPTIONS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
