"""Polls a feed with conditional requests, on one connection and without a pause: poller.py PORT PATH COUNTER.

The first eight bytes of the file COUNTER are the current number of answered polls.
"""

import mmap
import sys

from client import Reader

port, path, counter = int(sys.argv[1]), sys.argv[2], sys.argv[3]
with open(counter, "wb") as file:
    file.write(bytes(8))
with open(counter, "r+b") as file, mmap.mmap(file.fileno(), 8) as count, Reader(port) as reader:
    etag = reader.get(path).header("etag")
    done = 0
    while True:
        answer = reader.get(path, etag)
        if answer.status == 200:
            etag = answer.header("etag")
        done += 1
        count[:8] = done.to_bytes(8, "little")
