"""newsboat without its user interface; the articles are read from its cache."""

import datetime
import sqlite3
import subprocess

from articles import title_of


class Reader:
    NAME = "newsboat"

    def __init__(self, home, url):
        self.home, self.url = home, url
        (home / "urls").write_text(url + "\n")
        (home / "config").write_text("reload-threads 1\ndownload-timeout 20\n")

    def poll(self):
        files = ["-u", self.home / "urls", "-C", self.home / "config", "-c", self.home / "cache.db"]
        subprocess.run(["newsboat", *files, "-x", "reload"], check=True, timeout=60, capture_output=True)
        with sqlite3.connect(self.home / "cache.db") as cache:
            rows = cache.execute("SELECT title, pubDate, url FROM rss_item WHERE feedurl = ?", (self.url,)).fetchall()
        utc = datetime.timezone.utc
        moment = lambda seconds: datetime.datetime.fromtimestamp(seconds, utc)
        return {title_of(title, self.url): (moment(date), link) for title, date, link in rows}
