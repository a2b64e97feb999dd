#!/usr/bin/env python3
"""Checks that every feed of real folders is valid, without warnings.

    run.py TIDINGS VALIDATOR FOLDER...

VALIDATOR is a Tidings binary with the command `validate`; it may be the same program. TIDINGS serves each FOLDER; every
feed of its list (feeds.opml) is fetched in every format, with its archives, and validated. The script fails (exit status 1)
if a feed has an error or a warning. Equal dates of change (DuplicateUpdated) are allowed, since authors choose them.
"""
import collections, concurrent.futures, json, os, pathlib, re, subprocess, sys, tempfile
import urllib.request
import xml.etree.ElementTree

FORMATS = ("feed.xml", "atom.xml", "feed.json")

# The folders are served on a loopback address.
IGNORED = ("--ignore", "PreviewHost")

# Links from a feed or an archive to the previous archive.
EARLIER = re.compile(r'rel="prev-archive" href="([^"]+)"|href="([^"]+)" rel="prev-archive"|"next_url": "([^"]+)"')


def fetch(address):
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read().decode()


def with_archives(address):
    """The feed and its archives, as (address, text)."""
    seen = set()
    while address and address not in seen:
        seen.add(address)
        text = fetch(address)
        yield address, text
        link = EARLIER.search(text)
        address = next(filter(None, link.groups())) if link else None


def feeds_of(tidings, folder, state):
    """Every feed of a folder by its address."""
    command = [tidings, "serve", folder, "--listen", "127.0.0.1:0", "--state", state]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        base = next(filter(None, (re.search(r"(http://\S+/)feed\.xml", line) for line in server.stdout))).group(1)
        opml = fetch(base + "feeds.opml")
        lists = [node.get("xmlUrl") for node in xml.etree.ElementTree.fromstring(opml).iter("outline")]
        main = [address.rsplit("/", 1)[0] + "/" + name for address in filter(None, lists) for name in FORMATS]
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            found = [feed for feeds in pool.map(lambda address: list(with_archives(address)), main) for feed in feeds]
        return {"feeds.opml": opml, **{address.removeprefix(base): text for address, text in found}}
    finally:
        server.terminate()
        server.wait(timeout=60)


def validate(validator, feeds, directory):
    """The messages of the validator, each with the address of its feed."""
    names = {}
    for number, (address, text) in enumerate(feeds.items()):
        file = directory / f"{number}{pathlib.Path(address).suffix}"
        file.write_text(text, encoding="utf-8")
        names[file.name] = address
    command = [validator, "validate", "--format", "jsonl", *IGNORED, str(directory)]
    validated = subprocess.run(command, capture_output=True, text=True)
    if validated.returncode not in (0, 1):
        sys.exit(f"{validator}: {validated.stderr.strip()}")
    reports = [json.loads(line) for line in validated.stdout.splitlines()]
    if len(reports) != len(feeds):
        sys.exit(f"{len(feeds)} feeds, but {len(reports)} reports")
    for report in reports:
        address = names[pathlib.Path(report["input"]).name]
        for message in report["messages"]:
            if message["level"] in ("error", "warning"):
                yield address, message
        if not report["valid"]:
            yield address, {"level": "error", "code": "not valid"}


def main():
    if len(sys.argv) < 4:
        print(__doc__)
        return 2
    tidings, validator = (os.path.abspath(program) for program in sys.argv[1:3])
    failed = False
    for folder in sys.argv[3:]:
        with tempfile.TemporaryDirectory() as scratch:
            scratch = pathlib.Path(scratch)
            (scratch / "feeds").mkdir()
            feeds = feeds_of(tidings, folder, str(scratch / "state"))
            found = list(validate(validator, feeds, scratch / "feeds"))
        print(f"{os.path.basename(os.path.normpath(folder)):18} {len(feeds):6} feeds, {len(found)} messages")
        kinds = collections.defaultdict(list)
        for address, message in found:
            element = message.get("params", {}).get("element", "")
            kinds[message["level"], message["code"], element].append((address, message))
        for (level, code, element), cases in sorted(kinds.items()):
            address, message = cases[0]
            where = f"{address}:{message.get('line', '')}: {message.get('text', '')}"
            print(f"  FAILED {level} {code} {element}, {len(cases)} times, first in {where[:300]}")
        failed = failed or bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
