"""A feed reader that polls on one connection, with as little overhead as Python allows."""

import socket
import time

from machine import BenchmarkError


class Answer:
    """A response."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def header(self, name):
        """Returns the value of a header; empty if the header is missing."""
        for line in self.headers.split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.strip().lower() == name.encode():
                return value.strip().decode("latin-1")
        return ""


class Reader:
    """One client with one connection, which is opened again after the server closed it."""

    def __init__(self, port, time_limit=60):
        self._port, self._timeout = port, time_limit
        self._socket, self._rest = None, b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Closes the connection."""
        if self._socket:
            self._socket.close()
        self._socket, self._rest = None, b""

    def get(self, path, etag="", encoding=""):
        """Sends a GET request. Raises `OSError` if no server listens (yet) or the response takes too long."""
        lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{self._port}", "User-Agent: side-by-side"]
        lines += [f"If-None-Match: {etag}"] if etag else []
        lines += [f"Accept-Encoding: {encoding}"] if encoding else []
        request = "\r\n".join(lines + ["", ""]).encode()
        is_reused = self._socket is not None
        try:
            return self._exchange(request)
        except (ConnectionError, EOFError) as error:
            self.close()
            if is_reused:
                return self._exchange(request)
            raise ConnectionError("the server closed the connection") from error
        except OSError:
            self.close()
            raise

    def try_get(self, path):
        """Sends a GET request; returns `None` if the server does not listen yet."""
        try:
            return self.get(path)
        except OSError:
            return None

    def _exchange(self, request):
        if not self._socket:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=self._timeout)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(request)
        head = self._until(b"\r\n\r\n")
        status = int(head[9:12])
        answer = Answer(status, head, b"")
        if status == 304 or status < 200:
            return answer
        length = answer.header("content-length")
        if length:
            answer.body = self._exactly(int(length))
        elif "chunked" in answer.header("transfer-encoding"):
            answer.body = self._chunks()
        else:
            raise BenchmarkError(f"a response without a length: {head!r}")
        if answer.header("connection").lower() == "close":
            self.close()
        return answer

    def _more(self):
        got = self._socket.recv(262_144)
        if not got:
            raise EOFError
        self._rest += got

    def _until(self, mark):
        while mark not in self._rest:
            self._more()
        found, _, self._rest = self._rest.partition(mark)
        return found

    def _exactly(self, length):
        parts, missing = [self._rest[:length]], length - len(self._rest[:length])
        self._rest = self._rest[length:]
        while missing:
            got = self._socket.recv(min(missing, 262_144))
            if not got:
                raise EOFError
            parts.append(got)
            missing -= len(got)
        return b"".join(parts)

    def _chunks(self):
        parts = []
        while size := int(self._until(b"\r\n"), 16):
            parts.append(self._exactly(size))
            self._until(b"\r\n")
        self._until(b"\r\n")
        return b"".join(parts)


def wait_for(reader, path, good, process, time_limit, pause=0.002):
    """Repeats a request until the response is good; returns the time and the response. The interval between requests grows
    to one two-hundredth of the elapsed time, which limits the error to 0.5 % and the load on the server."""
    began = time.perf_counter()
    deadline = began + time_limit
    while True:
        answer = reader.try_get(path)
        if answer is not None and good(answer):
            return time.perf_counter(), answer
        process.check()
        if time.perf_counter() > deadline:
            status = "nothing" if answer is None else answer.status
            raise BenchmarkError(f"{path} had no correct response within {time_limit} s; the last status was {status}")
        time.sleep(max(pause, (time.perf_counter() - began) / 200))
