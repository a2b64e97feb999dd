"""Rows about the folder: from files to feeds after a start, after a restart, and after a change."""

import itertools
import os
import pathlib
import random
import shutil
import statistics
import time

import articles
import servers
from client import Reader, wait_for
from machine import BenchmarkError, free_port, settle

ENTRIES = 20
TIME_LIMIT = 900

# Pause between two samples, so that each one starts with an idle server.
_REST = {"Tidings": 0.01, "Hugo": 0.2}
# Pause between two polls. Tidings is polled without a pause; Hugo less often, because polls would take time from its
# rendering. The pause is the maximum error.
_PAUSE = {"Tidings": 0.0, "Hugo": 0.003}


class Corpus:
    """A folder with this many articles, which can be kept from one run to the next."""

    def __init__(self, bench, count):
        self.count = count
        self.root = (bench.corpus or bench.temporary / "corpus") / str(count)
        self.folder = self.root / "posts"
        self.beside = self.root / "beside"
        complete = self.root / "complete"
        if not complete.exists():
            bench.say(f"writing {count:,} articles")
            newest = articles.write(self.folder, articles.articles(count))[0]
            complete.write_text(newest.title, encoding="utf-8")
        # The newest article, with which the feed of the site begins.
        self.newest = complete.read_text(encoding="utf-8").encode()
        shutil.rmtree(self.beside, ignore_errors=True)
        self.beside.mkdir()
        self.take_away("probe-*.md")
        for path in self.folder.glob("article-*.md"):
            if int(path.stem.rpartition("-")[2]) >= count:
                path.unlink()

    def take_away(self, pattern):
        """Removes files that were added."""
        for path in self.folder.glob(pattern):
            path.unlink()


def build(bench, count):
    """From files to feeds: compares a first start with a build."""
    corpus, work = Corpus(bench, count), f"{count:,} articles"
    feeds_key = f"build {count}"
    for _ in range(bench.rounds):
        with _fresh(bench, "cold") as run, servers.Tidings(bench.program, corpus.folder, run, ENTRIES) as tidings:
            started = tidings.started
            with Reader(tidings.port) as reader:
                ready = tidings.wait_until_ready(reader)
                _expect(reader.get("/feed.xml"), corpus.newest)
                bench.add(feeds_key, f"cold start, {work}: all feeds available", "s", "lower", "Tidings", ready - started)
                feeds = tidings.feeds(reader)
                for feed in feeds:
                    if reader.get(feed).status != 200:
                        raise BenchmarkError(f"{feed} is not served")
                polled = time.perf_counter() - started
                all_polled = f"cold start, {work}: every feed fetched"
                bench.add(feeds_key, all_polled, "s", "lower", "Tidings", polled)
                bench.note(feeds_key, all_polled, f"Tidings: {len(feeds)} feeds in RSS")
            peak = f"cold start, {work}: peak memory"
            bench.add(feeds_key, peak, "MB", "lower", "Tidings", tidings.process.memory("VmHWM"))
        for name, made in _rivals(bench, corpus):
            took, memory, feeds = made()
            bench.add(feeds_key, f"cold start, {work}: all feeds available", "s", "lower", name, took)
            bench.add(feeds_key, all_polled, "s", "lower", name, took)
            bench.note(feeds_key, all_polled, f"{name}: {feeds} feeds in RSS")
            bench.add(feeds_key, peak, "MB", "lower", name, memory)


def _rivals(bench, corpus):
    """Yields the programs that build the same articles, each with its own layout of files."""
    if bench.has("Hugo"):
        site = servers.hugo_site(bench.temporary / f"hugo-{corpus.count}", corpus.root, ENTRIES)
        _only_posts(corpus)
        yield "Hugo", lambda: _built(bench, servers.hugo_build, site)
    if bench.has("Zola"):
        site = bench.temporary / f"zola-{corpus.count}"
        if not site.exists():
            servers.zola_site(site, bench.facts["versions"]["zola"], ENTRIES)
            articles.write(site / "content", articles.articles(corpus.count), articles.Article.toml)
        yield "Zola", lambda: _built(bench, servers.zola_build, site)


def _only_posts(corpus):
    """Checks that there are no other files, because Hugo would read them too."""
    if any(corpus.beside.iterdir()):
        raise BenchmarkError(f"{corpus.beside} is not empty")


def _built(bench, build_it, site):
    with _fresh(bench, "built") as out:
        return build_it(site, out / "public", bench.temporary / "build.log")


def restart(bench, count):
    """Measures a restart with an unchanged folder."""
    corpus, key = Corpus(bench, count), f"restart {count}"
    with _fresh(bench, "restart") as run, servers.Tidings(bench.program, corpus.folder, run, ENTRIES) as tidings:
        with Reader(tidings.port) as reader:
            tidings.wait_until_ready(reader)
            before = reader.get("/feed.xml").body
        settle(tidings.process)
        for _ in range(bench.rounds):
            tidings.stop()
            tidings.start()
            started = tidings.started
            with Reader(tidings.port) as reader, Reader(tidings.port) as another:
                same = lambda answer: answer.status == 200 and answer.body == before
                first, _ = wait_for(reader, "/feed.xml", same, tidings.process, TIME_LIMIT)
                ready = tidings.wait_until_ready(another)
            work = f"restart, {count:,} articles"
            bench.add(key, f"{work}: first correct response", "s", "lower", "Tidings", first - started)
            bench.add(key, f"{work}: folder compared", "s", "lower", "Tidings", ready - started)
            settle(tidings.process)


def rename(bench, count):
    """Measures from the rename of a file into the folder to the poll that contains it."""
    corpus, key = Corpus(bench, count), f"rename {count}"
    probes = itertools.count()
    with _fresh(bench, "rename") as run:
        with servers.Tidings(bench.program, corpus.folder, run, ENTRIES) as tidings:
            with Reader(tidings.port) as reader:
                tidings.wait_until_ready(reader)
                settle(tidings.process)
                times = _renames(bench, corpus, reader, "/feed.xml", tidings.process, "Tidings", probes)
                _add_renames(bench, key, count, "Tidings", times)
    corpus.take_away("probe-*.md")
    if not bench.has("Hugo"):
        return
    port = free_port()
    # The new files must be outside of the folder that Hugo watches until they are renamed.
    site = servers.hugo_site(bench.temporary / f"hugo-server-{count}", corpus.folder, ENTRIES, port)
    with servers.hugo_server(site, port, bench.temporary / "hugo-server.log") as process, Reader(port) as reader:
        wait_for(reader, "/index.xml", lambda answer: answer.status == 200, process, TIME_LIMIT, 0.05)
        settle(process)
        times = _renames(bench, corpus, reader, "/index.xml", process, "Hugo", probes)
        _add_renames(bench, key, count, "Hugo", times)
    corpus.take_away("probe-*.md")


def _renames(bench, corpus, reader, path, process, name, probes):
    """Returns milliseconds: this many samples, or as many as fit into the time budget, but at least five."""
    times, etag, begun = [], "", time.perf_counter()
    while len(times) < bench.samples:
        if len(times) >= 5 and time.perf_counter() - begun > bench.budget:
            break
        article = articles.probe(next(probes))
        beside, title = corpus.beside / article.name, article.title.encode()
        beside.write_text(article.text(), encoding="utf-8")
        etag = reader.get(path).header("etag")
        started = time.perf_counter()
        os.rename(beside, corpus.folder / article.name)
        while True:
            answer = reader.get(path, etag)
            if answer.status == 200:
                if title in answer.body:
                    break
                etag = answer.header("etag")
            if time.perf_counter() - started > 120:
                process.check()
                raise BenchmarkError(f"{name} never contained {article.name}")
            if _PAUSE[name]:
                time.sleep(_PAUSE[name])
        times.append((time.perf_counter() - started) * 1000)
        time.sleep(_REST[name])
    return times


def _add_renames(bench, key, count, name, times):
    times.sort()
    work = f"rename to poll, {count:,} articles"
    bench.add(key, f"{work}: median", "ms", "lower", name, statistics.median(times))
    slow = times[min(len(times) - 1, len(times) * 99 // 100)]
    bench.add(key, f"{work}: p99", "ms", "lower", name, slow)
    bench.note(key, f"{work}: p99", f"{name}: {len(times)} renames")


def drop(bench, count, more, polls):
    """Adds many files at once to a large folder, and measures polls at the same time."""
    corpus, key = Corpus(bench, count), f"drop {more} into {count}"
    work = f"{more:,} files added to {count:,}, with {polls.what}"
    some = articles.write(corpus.beside, articles.dropped(more, count))
    expected = _expected(some)
    # So that each feed also gets some of the last files.
    random.Random(count).shuffle(some)
    for _ in range(bench.rounds):
        with _fresh(bench, "drop") as run, servers.Tidings(bench.program, corpus.folder, run, ENTRIES) as tidings:
            with Reader(tidings.port) as reader:
                tidings.wait_until_ready(reader)
                settle(tidings.process)
                with polls(bench, tidings.port, run) as polling:
                    polling.before(0.5)
                    before = polling.before(2)
                    polling.begin()
                    started = time.perf_counter()
                    for article in some:
                        os.rename(corpus.beside / article.name, corpus.folder / article.name)
                    moved = time.perf_counter() - started
                    took = _until_shown(reader, expected, tidings) - started
                    meanwhile = polling.end()
        bench.add(key, f"{work}: in all feeds", "s", "lower", "Tidings", took)
        bench.note(key, f"{work}: in all feeds", f"the renames themselves took {moved:.1f} s")
        bench.add(key, f"{work}: polls compared with before", "%", "higher", "Tidings", 100 * meanwhile / before)
        bench.note(key, f"{work}: polls compared with before", f"{before:,.0f}/s before")
        for article in some:
            os.rename(corpus.folder / article.name, corpus.beside / article.name)
    shutil.rmtree(corpus.beside)


def _expected(some):
    """Returns the expected content of each feed: the titles of its newest articles, all of which were added."""
    feeds = {}
    for article in articles.newest_first(some):
        paths = ["/feed.xml", f"/categories/{article.category}/feed.xml"]
        for path in paths + [f"/tags/{tag}/feed.xml" for tag in article.tags]:
            titles = feeds.setdefault(path, [])
            if len(titles) < ENTRIES:
                titles.append(f"<title>{article.title}</title>".encode())
    return feeds


def _until_shown(reader, expected, tidings):
    """Returns the time at which all feeds had the expected content, as far as these requests can tell.

    The feeds of the site and of the categories contain enough of the added articles that the last ones are among them.
    The hundreds of tag feeds are checked afterwards, and count only if one of them was not correct at once: rendering
    all of them is work that no reader would cause at that moment.
    """
    deadline, shown = time.perf_counter() + TIME_LIMIT, 0.0
    for path, titles in sorted(expected.items(), key=lambda feed: "/tags/" in feed[0]):
        had_to_wait = "/tags/" not in path
        while True:
            answer = reader.get(path)
            if answer.status == 200 and all(title in answer.body for title in titles):
                break
            had_to_wait = True
            if time.perf_counter() > deadline:
                tidings.process.check()
                raise BenchmarkError(f"{path} never contained all added articles")
            time.sleep(0.01)
        if had_to_wait:
            shown = time.perf_counter()
    return shown


def memory(bench, count):
    """Measures resident memory while the server is idle."""
    corpus, key = Corpus(bench, count), f"memory {count}"
    work = f"memory, {count:,} articles"
    for _ in range(bench.rounds):
        with _fresh(bench, "memory") as run, servers.Tidings(bench.program, corpus.folder, run, ENTRIES) as tidings:
            with Reader(tidings.port) as reader:
                tidings.wait_until_ready(reader)
                reader.get("/feed.xml", encoding="gzip")
                settle(tidings.process)
                resident = tidings.process.memory("VmRSS")
                bench.add(key, f"{work}: idle after a cold start", "MB", "lower", "Tidings", resident)
                for feed in tidings.feeds(reader):
                    reader.get(feed, encoding="gzip")
                settle(tidings.process)
                resident = tidings.process.memory("VmRSS")
                bench.add(key, f"{work}: after every feed was polled", "MB", "lower", "Tidings", resident)


def _expect(answer, title):
    if answer.status != 200 or title not in answer.body:
        raise BenchmarkError(f"the feed is not correct: status {answer.status}")


class _fresh:
    """A folder for one run, removed afterwards. The output of the previous run is on the disk before it starts."""

    def __init__(self, bench, name):
        self._folder = bench.temporary / name

    def __enter__(self):
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        os.sync()
        return self._folder

    def __exit__(self, *_):
        shutil.rmtree(self._folder, ignore_errors=True)
