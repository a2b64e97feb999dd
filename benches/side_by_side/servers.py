"""Starts Tidings and its rivals, each with its own configuration."""

import gzip
import pathlib
import re
import time

from client import wait_for
from machine import Process, BenchmarkError, free_port, run

ROOT = pathlib.Path(__file__).resolve().parents[2]
TIME_LIMIT = 900

# `flood = "publish"` is the default, written explicitly: "hold" would hold a thousand rewritten articles until somebody
# approves them, which cannot be measured. The limits of connections and repeated fetches are set for one machine that
# sends 100,000 requests per second.
_TIDINGS = """
[site]
title = "Side by side"
language = "en"
base_url = "http://127.0.0.1:{port}/"

[http]
connections = 4000
refetches = 0

[feeds]
entries = {entries}
flood = "publish"
"""

# The settings of a careful administrator for a feed server: options that save time are on, those that cost time are
# off.
_NGINX = """
daemon off;
worker_processes 1;
pid {run}/nginx.pid;
error_log {run}/nginx.log error;
events {{ worker_connections 8192; multi_accept on; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  tcp_nodelay on;
  keepalive_timeout 75s;
  keepalive_requests 1000000000;
  reset_timedout_connection on;
  server_tokens off;
  etag on;
  gzip_static on;
  open_file_cache max=10000 inactive=10m;
  open_file_cache_valid 1m;
  open_file_cache_min_uses 1;
  types {{ application/rss+xml xml; }}
  client_body_temp_path {run}/body;
  proxy_temp_path {run}/proxy;
  fastcgi_temp_path {run}/fastcgi;
  uwsgi_temp_path {run}/uwsgi;
  scgi_temp_path {run}/scgi;
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    root {site};
  }}
}}
"""

_HUGO = """
baseURL = "http://127.0.0.1:{port}/"
languageCode = "en"
title = "Side by side"
contentDir = "{content}"
disableKinds = ["sitemap", "robotsTXT", "404"]
[taxonomies]
category = "categories"
tag = "tags"
[services.rss]
limit = {entries}
[outputs]
home = ["HTML", "RSS"]
taxonomy = ["HTML"]
term = ["HTML", "RSS"]
section = ["HTML"]
page = ["HTML"]
"""

# The same pages as Tidings: a page for each article, lists of the newest ones, feeds with the full text.
_HUGO_LAYOUTS = {
    "_default/single.html": "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{{ .Title }}</title></head>"
    "<body><article><h1>{{ .Title }}</h1><p>{{ .Date.Format \"2006-01-02\" }}</p>{{ .Content }}</article></body></html>\n",
    "_default/list.html": "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{{ .Title }}</title></head>"
    "<body><h1>{{ .Title }}</h1><ul>{{ range first 20 .RegularPages.ByDate.Reverse }}<li><a href=\"{{ .Permalink }}\">"
    "{{ .Title }}</a></li>{{ end }}</ul></body></html>\n",
    "_default/rss.xml": """{{- $pages := .RegularPages -}}
{{- if .IsHome -}}{{- $pages = .Site.RegularPages -}}{{- end -}}
{{- $pages = first {entries} $pages.ByDate.Reverse -}}
{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>{{ .Title }}</title><link>{{ .Permalink }}</link><description>{{ .Title }}</description>
{{ with .OutputFormats.Get "RSS" }}{{ printf "<atom:link href=%q rel=\\"self\\" type=%q />" .Permalink .MediaType | safeHTML }}{{ end }}
{{ range $pages }}<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link><guid>{{ .Permalink }}</guid>
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" | safeHTML }}</pubDate>
<description>{{ .Summary | plainify }}</description><content:encoded>{{ .Content | html }}</content:encoded></item>
{{ end }}</channel></rss>
""",
}

_ZOLA = """
base_url = "http://127.0.0.1:{port}"
title = "Side by side"
compile_sass = false
build_search_index = false
generate_{feed} = true
{names} = {files}
taxonomies = [{{name = "categories", feed = true}}, {{name = "tags", feed = true}}]
feed_limit = {entries}
"""

_ZOLA_PAGE = "<!doctype html><html lang=\"en\"><head><title>{title}</title></head><body>{body}</body></html>\n"


class Tidings:
    """Tidings with a folder of articles; its state folder is separate."""

    name = "Tidings"

    def __init__(self, program, folder, run_folder, entries, core=None):
        self.port = free_port()
        self._folder, self.run = folder, pathlib.Path(run_folder)
        self.run.mkdir(parents=True, exist_ok=True)
        self._program, self._core = program, core
        self.entries = entries
        self.process, self.started = None, 0.0

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        """Starts the server and returns at once."""
        settings = self.run / "tidings.toml"
        settings.write_text(_TIDINGS.format(port=self.port, entries=self.entries))
        command = [self._program, "serve", self._folder, "--config", settings, "--state", self.run / "state"]
        self.started = time.perf_counter()
        self.process = Process(command + ["--listen", f"127.0.0.1:{self.port}"], self.run / "tidings.log", self._core)

    def stop(self):
        """Stops the server gracefully."""
        if self.process:
            self.process.stop()
        self.process = None

    def wait_until_ready(self, reader):
        """Waits until folder and catalogue agree; returns that time. A version without /readyz responds only afterwards."""
        return wait_for(reader, "/readyz", lambda answer: answer.status in (200, 404), self.process, TIME_LIMIT)[0]

    def feeds(self, reader):
        """Returns the paths of the RSS feeds of the site, its categories and its tags, from the OPML list. Feeds of authors,
        which the rivals do not have, are omitted."""
        listing = reader.get("/feeds.opml").body.decode()
        found = re.findall(r'xmlUrl="http://[^/"]+(/[^"]+)"', listing)
        return sorted({path for path in found if path.endswith("/feed.xml") and not path.startswith("/authors/")})


def nginx(site, run_folder, core):
    """Starts nginx with one worker on a folder of files; returns its process and its port."""
    run_folder = pathlib.Path(run_folder)
    run_folder.mkdir(parents=True, exist_ok=True)
    # The worker may run as another user.
    for folder in (run_folder, pathlib.Path(site), pathlib.Path(site).parent):
        folder.chmod(0o755)
    port = free_port()
    settings = run_folder / "nginx.conf"
    settings.write_text(_NGINX.format(run=run_folder, port=port, site=site))
    command = ["nginx", "-p", run_folder, "-e", run_folder / "nginx.log", "-c", settings]
    return Process(command, run_folder / "out.log", core), port


def bare_hyper(program, site, run_folder, core):
    """Starts bare hyper with the same files; returns its process and its port."""
    port = free_port()
    files = [f"{path.name}={path}" for path in sorted(pathlib.Path(site).glob("*.xml"))]
    log = pathlib.Path(run_folder) / "bare_hyper.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    return Process([program, f"127.0.0.1:{port}", *files], log, core), port


def keep_feed(reader, path, file):
    """Saves a feed as Tidings serves it, plain and compressed, so that the rivals serve the same bytes."""
    plain, packed = reader.get(path), reader.get(path, encoding="gzip")
    if plain.status != 200 or packed.header("content-encoding") != "gzip":
        raise BenchmarkError(f"{path} is not served correctly: {plain.status}, {packed.headers!r}")
    if gzip.decompress(packed.body) != plain.body:
        raise BenchmarkError(f"{path} has other content when it is compressed")
    pathlib.Path(file).write_bytes(plain.body)
    pathlib.Path(f"{file}.gz").write_bytes(packed.body)


def hugo_site(folder, content, entries, port=80):
    """Writes a Hugo site that uses the articles in `content`."""
    folder = pathlib.Path(folder)
    for name, text in _HUGO_LAYOUTS.items():
        layout = folder / "layouts" / name
        layout.parent.mkdir(parents=True, exist_ok=True)
        layout.write_text(text.replace("{entries}", str(entries)))
    (folder / "config.toml").write_text(_HUGO.format(port=port, content=content, entries=entries))
    return folder


def hugo_build(site, out, log):
    """Builds the site once; returns seconds, peak memory in MB, and the number of feeds."""
    cache = pathlib.Path(site) / "cache"
    took, memory = run(["hugo", "--source", site, "--destination", out, "--cacheDir", cache, "--quiet"], log)
    return took, memory, sum(1 for _ in pathlib.Path(out).rglob("index.xml"))


def hugo_server(site, port, log):
    """Starts `hugo server`, which renders everything again on each change, in memory, as it does by default."""
    words = ["--source", site, "--cacheDir", pathlib.Path(site) / "cache", "--bind", "127.0.0.1", "--port", port]
    return Process(["hugo", "server", *words, "--disableFastRender", "--disableLiveReload"], log)


def zola_site(folder, version, entries, port=80):
    """Writes a Zola site whose articles are in `content`."""
    folder = pathlib.Path(folder)
    (folder / "content").mkdir(parents=True, exist_ok=True)
    # 0.19 serves several feeds and renamed the settings.
    is_new = tuple(int(part) for part in re.findall(r"\d+", version)[:2]) >= (0, 19)
    feed = {"feed": "feeds", "names": "feed_filenames", "files": '["rss.xml"]'}
    old = {"feed": "feed", "names": "feed_filename", "files": '"rss.xml"'}
    settings = _ZOLA.format(port=port, entries=entries, **(feed if is_new else old))
    (folder / "config.toml").write_text(settings)
    (folder / "content" / "_index.md").write_text('+++\nsort_by = "date"\n+++\n')
    pages = {
        "page.html": ("{{ page.title }}", "{{ page.content | safe }}"),
        "index.html": ("{{ config.title }}", "{% for page in section.pages | slice(end=20) %}{{ page.title }}{% endfor %}"),
        "section.html": ("{{ section.title }}", ""),
        "taxonomy_list.html": ("{{ taxonomy.name }}", ""),
        "taxonomy_single.html": ("{{ term.name }}", ""),
    }
    for name, (title, body) in pages.items():
        template = folder / "templates" / name
        template.parent.mkdir(parents=True, exist_ok=True)
        template.write_text(_ZOLA_PAGE.format(title=title, body=body))
    return folder


def zola_build(site, out, log):
    """Builds the site once; returns seconds, peak memory in MB, and the number of feeds."""
    took, memory = run(["zola", "--root", site, "build", "--output-dir", out, "--force"], log)
    return took, memory, sum(1 for _ in pathlib.Path(out).rglob("rss.xml"))

