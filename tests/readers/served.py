"""A running server over a folder, behind a proxy that records requests and statuses.

The proxy shows which statuses were really sent, independently of the logs of both sides.
"""

import contextlib
import http.client
import http.server
import pathlib
import re
import subprocess
import threading
import time
import urllib.parse
import urllib.request


class Proxy:
    """Forwards requests to the server and records (path, status) of each."""

    def __init__(self, upstream):
        self.seen = []
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                connection = http.client.HTTPConnection(upstream.hostname, upstream.port, timeout=10)
                headers = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
                connection.request("GET", self.path, headers=headers)
                answer = connection.getresponse()
                body = answer.read()
                proxy.seen.append((self.path, answer.status))
                self.send_response_only(answer.status, answer.reason)
                for name, value in answer.getheaders():
                    if name.lower() not in ("connection", "keep-alive", "transfer-encoding"):
                        self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
                connection.close()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def statuses(self, path):
        return [status for seen, status in self.seen if seen == path]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Site:
    """The running server for a test."""

    def __init__(self, folder, proxy, base):
        self.folder, self.proxy, self.base = folder, proxy, base

    def url(self, path):
        """The address that readers subscribe to."""
        return self.proxy.address + path

    def drop(self, name, text):
        """Writes a file and waits until the feed contains it."""
        (self.folder / name).write_text(text, encoding="utf-8")
        marker = text.strip().splitlines()[0]
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with urllib.request.urlopen(self.base + "feed.xml", timeout=10) as answer:
                if marker in answer.read().decode():
                    return
            time.sleep(0.01)
        raise AssertionError(f"30 s after {name} was written, the feed does not contain '{marker}'")


@contextlib.contextmanager
def running(tidings, folder):
    """Starts the program on a free port and reads its address from its output."""
    command = [str(tidings), "serve", str(folder), "--listen", "127.0.0.1:0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        base = None
        for line in server.stdout:
            found = re.search(r"(http://\S+/)feed\.xml", line)
            if found:
                base = found.group(1)
                break
        assert base, "the server printed no address of a feed"
        proxy = Proxy(urllib.parse.urlparse(base))
        try:
            yield Site(pathlib.Path(folder), proxy, base)
        finally:
            proxy.close()
    finally:
        server.terminate()
        status = server.wait(timeout=30)
    assert status == 0, f"the server ended with status {status}"
