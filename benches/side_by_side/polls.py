"""Polls: compares Tidings with nginx and with bare hyper, on one core each, in turn."""

import contextlib
import os
import subprocess
import time

import articles
import servers
import wrk
from client import Reader
from machine import BenchmarkError, busy

ENTRIES = 50

# The load generator is the bottleneck if its core is busier than the first share while the server's core is less busy
# than the second.
_FULL, _SPARE = 0.96, 0.93
# Cores that other programs may use before a note is added.
_NOISE = 0.15
_LIMITED = "wrk used its whole core and a server did not, so the rate is limited by wrk: compare the CPU per request"


class Scenario:
    """One kind of request."""

    def __init__(self, key, what, feed, encoding="", is_known=False, is_closed=False, metrics=("rate", "cpu")):
        self.key, self.what, self.feed, self.encoding = key, what, feed, encoding
        self.is_known, self.is_closed, self.metrics = is_known, is_closed, metrics


SCENARIOS = [
    Scenario("304", "304, keep-alive, 64 connections", "feed", "gzip", is_known=True, metrics=("rate", "p99", "cpu")),
    Scenario("small", "200, {plain}", "small"),
    Scenario("gzip", "200, gzip, {packed}", "feed", "gzip"),
    Scenario("raw", "200, raw, {plain}", "feed"),
    Scenario("close", "304, a new connection for each request", "feed", "gzip", is_known=True, is_closed=True),
]

_METRICS = {"rate": ("requests/s", "higher"), "p99": ("p99, ms", "lower"), "cpu": ("CPU per request, µs", "lower")}


class Target:
    """A running server, and the path of the feed on it."""

    def __init__(self, name, process, port, path):
        self.name, self.process, self.port, self.path = name, process, port, path


def measure(bench, wanted):
    """Measures the selected scenarios."""
    with contextlib.ExitStack() as stack:
        targets, sizes = _start(bench, stack)
        for scenario in (scenario for scenario in SCENARIOS if scenario.key in wanted):
            plain, packed = sizes[scenario.feed]
            what = scenario.what.format(plain=_size(plain), packed=_size(packed))
            here = targets[scenario.feed]
            etags = {target.name: _look(target, scenario, sizes) for target in here}
            for target in here:
                _load(bench, target, scenario, etags[target.name], 1)
            for _ in range(bench.rounds):
                for target in here:
                    figures = _load(bench, target, scenario, etags[target.name], bench.seconds)
                    for metric in scenario.metrics:
                        bench.add(scenario.key, what, *_METRICS[metric], target.name, figures[metric])
                    if figures["is_limited"]:
                        bench.note(scenario.key, what, _LIMITED)
                    if figures["others"] > _NOISE:
                        bench.note(scenario.key, what, "other programs ran during some rounds")
                    if figures["errors"]:
                        bench.note(scenario.key, what, f"{target.name}: {figures['errors']} connections failed")


def _start(bench, stack):
    """Starts all servers. Servers without requests are idle, and the rounds of one scenario follow each other."""
    site = bench.temporary / "site"
    site.mkdir()
    of_tidings = {}
    for feed, some in (("feed", articles.articles(300)), ("small", articles.short(3))):
        folder = bench.temporary / f"articles-{feed}"
        articles.write(folder, some)
        tidings = servers.Tidings(bench.program, folder, bench.temporary / f"tidings-{feed}", ENTRIES, bench.cores.server)
        stack.enter_context(tidings)
        with Reader(tidings.port) as reader:
            tidings.wait_until_ready(reader)
            servers.keep_feed(reader, "/feed.xml", site / f"{feed}.xml")
        of_tidings[feed] = Target(tidings.name, tidings.process, tidings.port, "/feed.xml")
    others = []
    if bench.has("nginx"):
        others.append(("nginx", *servers.nginx(site, bench.temporary / "nginx", bench.cores.server)))
        stack.enter_context(others[-1][1])
    if bench.has("bare hyper"):
        others.append(("bare hyper", *servers.bare_hyper(bench.bare_hyper, site, bench.temporary, bench.cores.server)))
        stack.enter_context(others[-1][1])
    targets = {
        feed: [mine] + [Target(name, process, port, f"/{feed}.xml") for name, process, port in others]
        for feed, mine in of_tidings.items()
    }
    sizes = {
        feed: ((site / f"{feed}.xml").stat().st_size, (site / f"{feed}.xml.gz").stat().st_size) for feed in targets
    }
    return targets, sizes


def _look(target, scenario, sizes):
    """Checks one response, so that no error is measured; returns the ETag if the scenario needs a 304."""
    with Reader(target.port) as reader:
        first = None
        deadline = time.perf_counter() + 30
        while first is None:
            target.process.check()
            first = reader.try_get(target.path)
            if time.perf_counter() > deadline:
                raise BenchmarkError(f"{target.name} does not respond")
        answer = reader.get(target.path, encoding=scenario.encoding)
        expected = sizes[scenario.feed][1 if scenario.encoding else 0]
        if answer.status != 200 or len(answer.body) != expected:
            raise BenchmarkError(f"{target.name} responds with {answer.status} and {len(answer.body)} bytes instead of {expected}")
        etag = answer.header("etag")
        if scenario.is_known and reader.get(target.path, etag, scenario.encoding).status != 304:
            raise BenchmarkError(f"{target.name} does not recognise its own ETag {etag}")
        return etag if scenario.is_known else ""


def _load(bench, target, scenario, etag, seconds):
    """Sends load to one server for this many seconds."""
    command = wrk.command(bench, target.port, target.path, seconds)
    environment = wrk.environment(scenario.encoding, etag, scenario.is_closed)
    before, busy_before, started, used_before = target.process.cpu(), busy(), time.perf_counter(), os.times()
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=seconds + 60, check=False
    )
    took, used = time.perf_counter() - started, os.times()
    spent, all_spent = target.process.cpu() - before, busy() - busy_before
    target.process.check()
    result = wrk.figures(done.stdout)
    load = (used.children_user + used.children_system - used_before.children_user - used_before.children_system) / took
    return {
        "rate": wrk.rate(result),
        "p99": result["p99"] / 1000,
        "cpu": spent * 1e6 / result["requests"],
        "is_limited": load > _FULL and spent / took < _SPARE,
        "errors": result["errors"],
        "others": (all_spent - spent) / took - load,
    }


def _size(count):
    return f"{count / 1000:.0f} KB" if count > 9500 else f"{count / 1000:.1f} KB"
