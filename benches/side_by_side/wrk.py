"""The load generator: its arguments and its output."""

import json
import os
import pathlib
import re

from machine import BenchmarkError

HERE = pathlib.Path(__file__).resolve().parent


def command(bench, port, path, seconds):
    """Returns the command for 64 connections from the core of the load generator."""
    words = ["taskset", "-c", str(bench.cores.load), "wrk", "-t1", "-c64", f"-d{seconds}s", "--latency"]
    return words + ["-s", str(HERE / "load.lua"), f"http://127.0.0.1:{port}{path}"]


def environment(encoding, etag, is_closed):
    """Returns the environment that sets the header fields of each request."""
    closed = "close" if is_closed else ""
    return dict(os.environ, SIDE_ENCODING=encoding, SIDE_ETAG=etag, SIDE_CONNECTION=closed)


def figures(output):
    """Returns the figures on the last line of the output."""
    found = re.search(r'^\{"requests.*\}$', output, re.MULTILINE)
    if not found:
        raise BenchmarkError(f"unexpected output of wrk: {output.strip()[-400:]}")
    numbers = json.loads(found[0])
    if numbers["refused"] or not numbers["requests"]:
        raise BenchmarkError(f"{numbers['refused']} of {numbers['requests']} requests had an error status")
    return numbers


def rate(numbers):
    """Returns requests per second."""
    return numbers["requests"] / numbers["microseconds"] * 1e6
