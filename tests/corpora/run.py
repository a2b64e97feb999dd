#!/usr/bin/env python3
"""Compares `tidings check` with the true metadata of real folders.

    run.py TIDINGS CORPORA

CORPORA is the folder of shared test material with corpora.tsv, truth/ and compare.py, whose --json output this script
reads. The script checks every folder there and prints a table of the fields. It fails (exit status 1) if a field of all
folders together is below its goal, or a field of one folder that has no exception.
"""
import csv, json, os, subprocess, sys, tempfile

# Minimum agreement in per cent of all articles that have the field.
GOALS = {"title": 99.5, "published": 99.5, "status": 99.5, "authors": 99.0, "tags": 99.0, "summary": 99.0}

# Fields that must be absent if the truth does not have them. An invented title or date misleads; a term or summary that
# the author wrote and the generator ignores does not.
NOTHING_INVENTED = ("title", "published")

# Settings from the configuration of a folder's generator, besides its time zone.
SETTINGS = {
    "jakevdp": {"TIDINGS_SITE__AUTHOR": "Jake VanderPlas"},  # AUTHOR in its pelicanconf.py, outside the folder
}

# Fields of folders that may miss a goal, with the reason. They count in the totals.
EXCEPTIONS = {
    ("jakevdp", "tags"): "one article without tags has the default category of Pelican",
    ("v8", "title"): "its generator does not convert Markdown in titles; Tidings gives plain text",
    ("asciidoctor-news", "title"): "the name of one page begins with '_', which marks files that are not articles",
    ("scipy-blog", "summary"): "its generator leaves Markdown in descriptions; Tidings gives plain text",
}


def agreement(counts):
    """The agreement in per cent (None if no article has the field) and the number of articles."""
    agree = sum(counts.get(key, 0) for key in ("exact", "near", "alt"))
    total = agree + sum(counts.get(key, 0) for key in ("wrong", "none"))
    return (100 * agree / total if total else None), total


def check(tidings, corpora, row, state):
    """The fields of one folder with their counts, from compare.py."""
    name = row["name"]
    environment = {**os.environ, "TIDINGS_SITE__TIMEZONE": row["timezone"], **SETTINGS.get(name, {})}
    command = [tidings, "check", "--format", "jsonl", "--state", state, os.path.join(corpora, name)]
    found = subprocess.run(command, env=environment, capture_output=True, text=True)
    if found.returncode not in (0, 1):
        sys.exit(f"{name}: tidings check failed: {found.stderr.strip()}")
    command = [sys.executable, os.path.join(corpora, "compare.py"), "--json", "--corpus", name, "-"]
    compared = subprocess.run(command, input=found.stdout, capture_output=True, text=True, check=True)
    return json.loads(compared.stdout)["corpora"][name]["fields"]


def main():
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    tidings, corpora = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with open(os.path.join(corpora, "corpora.tsv"), encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    sums = {field: {} for field in GOALS}
    misses = []
    print(f"{'':18}" + "".join(f"{field:>16}" for field in GOALS))
    with tempfile.TemporaryDirectory() as state:
        for row in rows:
            name = row["name"]
            fields = check(tidings, corpora, row, os.path.join(state, name))
            cells = []
            for field, goal in GOALS.items():
                counts = fields.get(field, {})
                share, total = agreement(counts)
                cells.append("–" if share is None else f"{share:.1f} % of {total}")
                for key, number in counts.items():
                    sums[field][key] = sums[field].get(key, 0) + number
                if share is not None and share < goal and (name, field) not in EXCEPTIONS:
                    misses.append(f"{name}: {field}: {share:.1f} %, the goal is {goal} %")
                if field in NOTHING_INVENTED and counts.get("extra"):
                    misses.append(f"{name}: {field}: {counts['extra']} invented values")
            print(f"{name:18}" + "".join(f"{cell:>16}" for cell in cells))
    totals = {field: agreement(sums[field]) for field in GOALS}
    print(f"{'all':18}" + "".join(f"{f'{share or 0:.2f} % of {total}':>16}" for share, total in totals.values()))
    for field, (share, _) in totals.items():
        if share is None or share < GOALS[field]:
            misses.append(f"all: {field}: {share or 0:.2f} %, the goal is {GOALS[field]} %")
    for (name, field), why in EXCEPTIONS.items():
        print(f"exception: {name}, {field}: {why}")
    for miss in misses:
        print(f"FAILED {miss}")
    print("all goals met" if not misses else f"{len(misses)} goals missed")
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())
