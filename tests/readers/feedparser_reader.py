"""Python's feedparser, with conditional requests."""

import calendar
import datetime
import html

import feedparser


class Reader:
    NAME = "feedparser"

    def __init__(self, _home, url):
        self.url, self.etag, self.modified, self.seen = url, None, None, {}

    def poll(self):
        feed = feedparser.parse(self.url, etag=self.etag, modified=self.modified)
        if feed.status == 304:
            return self.seen
        assert not feed.bozo, f"feedparser reports that {self.url} is ill-formed: {feed.bozo_exception}"
        self.etag, self.modified = feed.get("etag"), feed.get("modified")
        utc = datetime.timezone.utc
        for entry in feed.entries:
            moment = datetime.datetime.fromtimestamp(calendar.timegm(entry.published_parsed), utc)
            self.seen[html.unescape(entry.title)] = (moment, entry.link)
        return self.seen
