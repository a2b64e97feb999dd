"""Polls during another task: counts the answers before the task and during it."""

import os
import pathlib
import signal
import subprocess
import sys
import time

import wrk
from client import Reader
from machine import BenchmarkError, wait_until

HERE = pathlib.Path(__file__).resolve().parent


class OneReader:
    """One reader on the core of the load generator that polls one feed without a pause; the server has idle time."""

    what = "a reader's polls"

    def __init__(self, bench, port, folder):
        self._counter = pathlib.Path(folder) / "polls"
        command = ["taskset", "-c", str(bench.cores.load), sys.executable, str(HERE / "poller.py")]
        self._process = subprocess.Popen(command + [str(port), "/feed.xml", str(self._counter)])

    def __enter__(self):
        try:
            wait_until(lambda: self._counter.exists() and self._count() > 0, 30, "the first poll")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()

    def before(self, seconds):
        """Measures for this many seconds, and returns polls per second."""
        self.begin()
        time.sleep(seconds)
        return self.end()

    def begin(self):
        """Starts counting."""
        self._mark, self._started = self._count(), time.perf_counter()

    def end(self):
        """Returns polls per second since `begin`."""
        return (self._count() - self._mark) / (time.perf_counter() - self._started)

    def _count(self):
        return int.from_bytes(self._counter.read_bytes()[:8], "little")


class Crowd:
    """As many polls as wrk can send on 64 connections from its core; the server has no idle time."""

    what = "polls at full load"

    def __init__(self, bench, port, _):
        self._bench, self._port, self._process = bench, port, None
        with Reader(port) as reader:
            reader.get("/feed.xml", encoding="gzip")
            etag = reader.get("/feed.xml", encoding="gzip").header("etag")
        self._environment = wrk.environment("gzip", etag, is_closed=False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self._process:
            self._process.kill()
            self._process.wait()

    def before(self, seconds):
        """Measures for this many seconds, and returns polls per second."""
        self.begin()
        time.sleep(seconds)
        return self.end()

    def begin(self):
        """Starts counting. After a change each connection gets the new feed with every poll, as its ETag is old."""
        command = wrk.command(self._bench, self._port, "/feed.xml", 3600)
        self._process = subprocess.Popen(command, env=self._environment, stdout=subprocess.PIPE, text=True)

    def end(self):
        """Returns polls per second since `begin`. wrk prints its summary when it is interrupted."""
        os.kill(self._process.pid, signal.SIGINT)
        try:
            output, _ = self._process.communicate(timeout=60)
        except subprocess.TimeoutExpired as error:
            raise BenchmarkError("wrk does not exit") from error
        self._process = None
        return wrk.rate(wrk.figures(output))
