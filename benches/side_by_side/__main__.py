"""Compares Tidings with the programs that people would use instead of it, on this machine: see README.md.

python3 benches/side_by_side                      everything (about 40 minutes)
python3 benches/side_by_side --quick              a first impression (about a minute)
python3 benches/side_by_side --rows polls,rename --sizes 1000 --rounds 5
"""

import argparse
import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

import folder
import machine
import meanwhile
import polls
from machine import BenchmarkError
from report import Figures

ROOT = pathlib.Path(__file__).resolve().parents[2]
POLLS = [scenario.key for scenario in polls.SCENARIOS]
ROWS = ["polls", *POLLS, "build", "restart", "rename", "drop", "crowd", "memory"]
RIVALS = {"nginx": "nginx", "Hugo": "hugo", "Zola": "zola"}


class Bench:
    """What all measurements share: settings, programs, cores, and the collected figures."""

    def __init__(self, options, temporary):
        self.facts = machine.facts()
        self.figures = Figures(self.facts)
        self.cores = machine.Cores(options.cores)
        self.temporary = temporary
        self.corpus = options.corpus
        self.rounds, self.seconds = options.rounds, options.seconds
        self.samples, self.budget = options.samples, options.budget
        target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "dist"
        self.program = options.program or target / "tidings"
        self.bare_hyper = options.bare_hyper or target / "examples" / "bare_hyper"
        self._without = options.without
        self.add, self.note = self.figures.add, self.figures.note

    def has(self, name):
        """Returns true if a rival is installed and not excluded by --without."""
        if name in self._without:
            return False
        if name == "bare hyper":
            return self.bare_hyper.exists()
        return shutil.which(RIVALS[name]) is not None

    def say(self, text):
        """Prints which measurement is running."""
        print(f"… {text}", file=sys.stderr, flush=True)


def needs(options, rows):
    """Returns one line for each missing program, and whether all required programs are installed."""
    missing, is_enough = [], True
    needed = {"taskset": "util-linux"}
    if set(rows) & {"crowd", *POLLS}:
        needed["wrk"] = "wrk"
    for program, package in needed.items():
        if not shutil.which(program):
            missing.append(f"{program} is required but not installed: apt install {package}")
            is_enough = False
    wanted = {"nginx": bool(set(rows) & set(POLLS)), "Hugo": bool({"build", "rename"} & set(rows)), "Zola": "build" in rows}
    for name, is_wanted in wanted.items():
        if is_wanted and name not in options.without and not shutil.which(RIVALS[name]):
            how = "from getzola.org; optional" if name == "Zola" else f"apt install {RIVALS[name]}"
            missing.append(f"{RIVALS[name]} is not installed ({how}): no comparison with {name}")
    return missing, is_enough


def build(options):
    """Builds Tidings and bare_hyper with the profile for programs that are shipped."""
    if options.program or options.no_build:
        return
    command = ["cargo", "build", "--profile", "dist", "--bin", "tidings", "--example", "bare_hyper"]
    subprocess.run(command, cwd=ROOT, check=True)


def measure(bench, rows, sizes, more):
    """Measures all rows in turn; a row that fails does not stop the others. Returns the number of failed rows."""
    work = []
    scenarios = [key for key in POLLS if key in rows]
    if scenarios:
        work.append(("polls", lambda: polls.measure(bench, scenarios)))
    of_folder = {"build": folder.build, "restart": folder.restart, "rename": folder.rename, "memory": folder.memory}
    for row, function in of_folder.items():
        if row in rows:
            # Restart and memory are measured with the largest folder only.
            some = sizes if row in ("build", "rename") else sizes[-1:]
            work += [(f"{row}, {size:,} articles", lambda f=function, s=size: f(bench, s)) for size in some]
    for row, others in {"drop": meanwhile.OneReader, "crowd": meanwhile.Crowd}.items():
        if row in rows:
            work.append((row, lambda p=others: folder.drop(bench, sizes[-1], more, p)))
    failed = 0
    for name, do in work:
        bench.say(name)
        try:
            do()
        except (BenchmarkError, OSError) as error:
            failed += 1
            print(f"{name} could not be measured: {error}", file=sys.stderr, flush=True)
    return failed


def arguments():
    """Parses the command line."""
    parser = argparse.ArgumentParser(
        prog="side_by_side", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    numbers = lambda text: sorted(int(number.replace("_", "")) for number in text.split(","))
    words = lambda text: [word for word in text.split(",") if word]
    parser.add_argument("--quick", action="store_true", help="few short rounds with 1,000 articles")
    parser.add_argument("--rows", type=words, help=f"some of {', '.join(ROWS)}; polls means {', '.join(POLLS)}")
    parser.add_argument("--sizes", type=numbers, help="numbers of articles (1000,10000,100000)")
    parser.add_argument("--rounds", type=int, help="rounds of each measurement (3)")
    parser.add_argument("--seconds", type=int, help="seconds of load in one round (5)")
    parser.add_argument("--samples", type=int, help="files renamed (200)")
    parser.add_argument("--budget", type=float, help="maximum seconds for the renames of one server, which may reduce their number (120)")
    parser.add_argument("--drop", type=int, help="files dropped into the largest folder (a tenth of it)")
    parser.add_argument("--without", type=words, default=[], help="rivals to omit, such as 'bare hyper,Hugo'")
    parser.add_argument("--cores", help="SERVER,LOAD: the two cores (default: the second and the first core)")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="write all samples to this file")
    parser.add_argument("--append", action="store_true", help="add more rounds to the samples in --json FILE")
    parser.add_argument("--corpus", type=pathlib.Path, metavar="DIR", help="keep the articles in this folder for the next run")
    parser.add_argument("--program", type=pathlib.Path, help="the program to measure instead of target/dist/tidings")
    parser.add_argument("--bare-hyper", type=pathlib.Path, help="the program to use instead of the example bare_hyper")
    parser.add_argument("--no-build", action="store_true", help="use the programs that are already built")
    options = parser.parse_args()
    usual = {"rounds": 3, "seconds": 5, "samples": 200, "budget": 120.0, "sizes": [1000, 10_000, 100_000]}
    quick = {"rounds": 1, "seconds": 1, "samples": 30, "budget": 8.0, "sizes": [1000]}
    for name, value in (quick if options.quick else usual).items():
        if getattr(options, name) is None:
            setattr(options, name, value)
    options.rows = options.rows or ["polls", "build", "restart", "rename", "drop", "crowd", "memory"]
    for row in options.rows:
        if row not in ROWS:
            parser.error(f"unknown row {row}; the rows are {', '.join(ROWS)}")
    if "polls" in options.rows:
        options.rows += POLLS
    if options.append and not options.json:
        parser.error("--append needs --json FILE")
    return options


def main():
    """Runs the benchmark; the exit status is 0 if every row was measured."""
    options = arguments()
    # A signal also stops the processes that were started.
    for kind in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(kind, lambda number, _: sys.exit(128 + number))
    missing, is_enough = needs(options, options.rows)
    for line in missing:
        print(line, file=sys.stderr)
    if not is_enough:
        return 2
    try:
        build(options)
        with tempfile.TemporaryDirectory(prefix="side-by-side-") as temporary, contextlib.ExitStack() as stack:
            bench = Bench(options, pathlib.Path(temporary))
            if options.append and options.json.exists():
                bench.figures.read_samples(options.json)
            if options.json:
                # Also for an interrupted run.
                stack.callback(lambda: bench.figures.write_samples(options.json))
            failed = measure(bench, options.rows, options.sizes, options.drop or options.sizes[-1] // 10)
        print(bench.figures.table())
        return 1 if failed else 0
    except (BenchmarkError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
