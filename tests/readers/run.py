#!/usr/bin/env python3
"""Real readers subscribe to the real program.

    run.py TIDINGS

Needs newsboat and sfeed (with curl) on the path, and feedparser in Python. Each reader is one file in this folder; it
subscribes to a running server, must see every article with the right title, moment and link, must be told 304 when
nothing changed, and must see an article that was dropped meanwhile at its next poll.
"""

import pathlib
import sys
import tempfile

import articles
import feedparser_reader
import newsboat_reader
import sfeed_reader
from served import running

# Reader, and the feeds of the site that it can read.
SUBSCRIPTIONS = [
    (newsboat_reader.Reader, "/feed.xml"),
    (newsboat_reader.Reader, "/atom.xml"),
    (sfeed_reader.Reader, "/feed.xml"),
    (sfeed_reader.Reader, "/atom.xml"),
    (feedparser_reader.Reader, "/feed.xml"),
    (feedparser_reader.Reader, "/atom.xml"),
]


def compare(got, expected, base):
    """Lines that say where what a reader shows differs from what was written."""
    differences = []
    for title, (moment, address) in expected.items():
        if title not in got:
            differences.append(f"'{title}' is missing; the reader has {sorted(got)}")
            continue
        got_moment, got_link = got[title]
        if got_moment != moment:
            differences.append(f"'{title}' is of {got_moment}, not of {moment}")
        if got_link != base + address:
            differences.append(f"'{title}' links to {got_link}, not to {base + address}")
    differences += [f"'{title}' is nobody's article" for title in got if title not in expected]
    return differences


def subscribe(tidings, kind, path):
    """One reader's story; what went wrong in it."""
    with tempfile.TemporaryDirectory() as content, tempfile.TemporaryDirectory() as home:
        for name, text in articles.FILES.items():
            (pathlib.Path(content) / name).write_text(text, encoding="utf-8")
        with running(tidings, content) as site:
            reader = kind(pathlib.Path(home), site.url(path))
            wrong = compare(reader.poll(), articles.EXPECTED, site.base)
            # newsboat asks conditionally from its third poll on.
            reader.poll()
            reader.poll()
            statuses = site.proxy.statuses(path)
            if statuses[0] != 200 or statuses[-1] != 304:
                wrong.append(f"an unchanged feed must be answered with 304 in the end, but was with {statuses}")
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
        print(f"{kind.NAME} {path}: {'good' if not wrong else ''}")
        for line in wrong:
            print(f"    {line}")
    print(f"{len(SUBSCRIPTIONS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
