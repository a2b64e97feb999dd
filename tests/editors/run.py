#!/usr/bin/env python3
"""Saves an article with real programs, while a server runs.

    run.py TIDINGS

Uses those of the programs below that are installed, at least five of them: vim, nano, emacs, sed, perl, rsync, git, cp,
mv, install, python3. Each program saves an undated article of its own, twice. After each save the article has its new
text and its first id, address and date, and the feed has no other entry at any time.
"""

import fcntl
import json
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "readers"))
from served import running  # noqa: E402


def run(*command, folder=None):
    subprocess.run(command, cwd=folder, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, timeout=60)


def type_into(command, keys, folder):
    """Runs an interactive program on a terminal and types into it."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.environ["TERM"] = "xterm"
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def has_ended(quiet):
        """Reads what the program draws until it is quiet. Returns whether the program has ended."""
        while select.select([terminal], [], [], quiet)[0]:
            try:
                if not os.read(terminal, 65536):
                    return True
            except OSError:
                return True
        return False

    for key in keys:
        if not has_ended(0.5):
            os.write(terminal, key)
    ended = has_ended(10)
    if not ended:
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(terminal)
    assert ended, f"{command} waits for more input"


def vim(*settings):
    commands = [argument for setting in settings for argument in ("-c", f"set {setting}")]

    def save(file, old, new):
        run("vim", "-Nu", "NONE", "-es", *commands, "-c", f"%s/{old}/{new}/", "-c", "wq", file.name, folder=file.parent)
    return save


def nano(*options):
    def save(file, old, new):
        # Search and replace all, write, leave.
        keys = [b"\x1c", old.encode() + b"\r", new.encode() + b"\r", b"a", b"\x0f", b"\r", b"\x18"]
        type_into(["nano", "--ignorercfiles", *options, file.name], keys, file.parent)
    return save


def emacs(*settings):
    def save(file, old, new):
        script = (f'(progn {" ".join(settings)} (find-file "{file}") (goto-char (point-min)) '
                  f'(while (search-forward "{old}" nil t) (replace-match "{new}")) (save-buffer))')
        run("emacs", "-Q", "--batch", "--eval", script, folder=file.parent)
    return save


def sed(*options):
    return lambda file, old, new: run("sed", *options, f"s/{old}/{new}/", file.name, folder=file.parent)


def perl(*options):
    return lambda file, old, new: run("perl", *options, "-pe", f"s/{old}/{new}/", file.name, folder=file.parent)


def from_elsewhere(*command):
    """A program that replaces the file by one outside the folder."""
    def save(file, old, new):
        with tempfile.TemporaryDirectory(dir=file.parent.parent.parent) as elsewhere:
            source = pathlib.Path(elsewhere) / file.name
            source.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
            run(*command, str(source), str(file))
    return save


def git(file, old, new):
    """Two branches with the two texts; a checkout, and a stash."""
    def command(*arguments):
        run("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", *arguments,
            folder=file.parent)
    if not (file.parent / ".git").exists():
        command("init", "-q")
    command("add", file.name)
    command("commit", "-q", "--allow-empty", "-m", "old")
    command("checkout", "-q", "-b", f"branch-{new}")
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    command("commit", "-q", "-am", "new")
    command("checkout", "-q", "-")
    command("checkout", "-q", f"branch-{new}")
    file.write_text(file.read_text(encoding="utf-8") + "\nA sentence that is put away again.\n", encoding="utf-8")
    command("stash", "-q")


# Each way of saving: the program that it needs, and the function that replaces a word in the file.
SAVES = {
    "vim": ("vim", vim()),
    "vim without copies": ("vim", vim("backupcopy=no")),
    "vim with copies": ("vim", vim("backupcopy=yes")),
    "vim with backups": ("vim", vim("backup", "backupcopy=no")),
    "nano": ("nano", nano()),
    "nano with backups": ("nano", nano("--backup")),
    "emacs": ("emacs", emacs()),
    "emacs by copying": ("emacs", emacs("(setq backup-by-copying t)")),
    "emacs precious": ("emacs", emacs("(setq file-precious-flag t)")),
    "sed -i": ("sed", sed("-i")),
    "sed -i.bak": ("sed", sed("-i.bak")),
    "perl -i": ("perl", perl("-i")),
    "perl -i.bak": ("perl", perl("-i.bak")),
    "rsync": ("rsync", from_elsewhere("rsync", "-a")),
    "rsync --inplace": ("rsync", from_elsewhere("rsync", "-a", "--inplace")),
    "rsync --delay-updates": ("rsync", from_elsewhere("rsync", "-a", "--delay-updates")),
    "rsync --backup": ("rsync", from_elsewhere("rsync", "-a", "--backup")),
    "cp": ("cp", from_elsewhere("cp")),
    "cp --remove-destination": ("cp", from_elsewhere("cp", "--remove-destination")),
    "mv": ("mv", from_elsewhere("mv")),
    "install": ("install", from_elsewhere("install")),
    "git": ("git", git),
}


class Subscriber(threading.Thread):
    """Polls the feed, and remembers every entry that it has seen, and every one that was missing."""

    def __init__(self, base):
        super().__init__(daemon=True)
        self.base, self.stopped = base, threading.Event()
        self.expected, self.faults = None, set()

    def poll(self):
        with urllib.request.urlopen(self.base + "feed.json", timeout=10) as answer:
            items = json.load(answer)["items"]
        return {item["title"]: (item["id"], item["url"], item["date_published"]) for item in items}, items

    def run(self):
        self.expected, _ = self.poll()
        while not self.stopped.is_set():
            seen, _ = self.poll()
            for title in self.expected.keys() | seen.keys():
                if self.expected.get(title) != seen.get(title):
                    self.faults.add(f"{title}: {self.expected.get(title)} became {seen.get(title)}")
            time.sleep(0.01)


def wait_for(subscriber, title, word):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        _, items = subscriber.poll()
        if any(item["title"] == title and word in item["content_html"] for item in items):
            return True
        time.sleep(0.01)
    return False


def main():
    tidings = pathlib.Path(sys.argv[1]).resolve()
    saves = {name: save for name, (program, save) in SAVES.items() if shutil.which(program)}
    programs = sorted({program for program, _ in SAVES.values() if shutil.which(program)})
    print(f"programs: {', '.join(programs)}")
    assert len(programs) >= 5, "fewer than five programs are installed"
    failures = []
    with tempfile.TemporaryDirectory() as top:
        content = pathlib.Path(top) / "content"
        names = {name: re.sub(r"[^a-z]+", "-", name) for name in saves}
        for name, short in names.items():
            (content / short).mkdir(parents=True)
            text = f"# Saved by {name}\n\nThe text of {name} has the word zero in it, and no date.\n"
            (content / short / "note.md").write_text(text, encoding="utf-8")
        os.environ["TIDINGS_FEEDS__ENTRIES"] = "100"
        with running(tidings, content) as site:
            subscriber = Subscriber(site.base)
            while len(subscriber.poll()[0]) < len(saves):
                time.sleep(0.01)
            subscriber.start()
            while subscriber.expected is None:
                time.sleep(0.01)
            for old, new in [("zero", "one"), ("one", "two")]:
                for name, save in saves.items():
                    save(content / names[name] / "note.md", old, new)
                    if not wait_for(subscriber, f"Saved by {name}", f"word {new} in"):
                        failures.append(f"{name}: the text with '{new}' is not published")
            subscriber.stopped.set()
            subscriber.join()
            failures += sorted(subscriber.faults)
    for failure in failures:
        print(failure)
    print(f"{len(saves)} ways of saving, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
