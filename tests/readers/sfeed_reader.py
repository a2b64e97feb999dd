"""sfeed, with the curl command for conditional requests from its manual."""

import datetime
import subprocess

from articles import title_of

FETCH = """
fetch() {
    curl -L --max-redirs 0 -f -s -m 15 --etag-compare "$sfeedpath/etag" --etag-save "$sfeedpath/etag" "$2"
}
"""


class Reader:
    NAME = "sfeed"

    def __init__(self, home, url):
        self.home, self.url = home, url
        feeds = home / "feeds"
        feeds.mkdir()
        (home / "sfeedrc").write_text(f'sfeedpath="{feeds}"\n{FETCH}\nfeeds() {{\n    feed "site" "{url}"\n}}\n')

    def poll(self):
        subprocess.run(["sfeed_update", self.home / "sfeedrc"], check=True, timeout=60, capture_output=True)
        seen = {}
        for line in (self.home / "feeds" / "site").read_text(encoding="utf-8").splitlines():
            moment, title, link = line.split("\t")[:3]
            seen[title_of(title, self.url)] = (datetime.datetime.fromtimestamp(int(moment), datetime.timezone.utc), link)
        return seen
