#!/usr/bin/env python3
"""How far `tidings check` agrees with real folders, and whether that is enough.

    run.py TIDINGS CORPORA

CORPORA is the folder of shared test material with corpora.tsv, truth/ and compare.py, whose --json this reads.
It runs over every folder there, prints a table of the fields, and fails (exit status 1) where a field of all
folders together falls below its goal, or one of a single folder below what that folder is excused with.
"""
import csv, json, os, subprocess, sys, tempfile

# Least share that agrees, of all articles that have the field.
GOALS = {"title": 99.5, "published": 99.5, "status": 99.5, "authors": 99.0, "tags": 99.0, "summary": 99.0}

# Values that the truth does not have. An invented title or date misleads; terms and summaries that the generator
# passes over, but the author wrote, do not.
NOTHING_INVENTED = ("title", "published")

# What the configuration of a folder's own generator says, beside its time zone.
SETTINGS = {
    "jakevdp": {"TIDINGS_SITE__AUTHOR": "Jake VanderPlas"},  # AUTHOR in its pelicanconf.py, outside the folder
}

# Folders that fall short of a goal by themselves, and why. They count in the sum all the same.
EXCUSED = {
    ("jakevdp", "tags"): "one article without tags has the category that Pelican gives to what names none",
    ("v8", "title"): "its generator leaves Markdown in titles as it stands, where readers get plain text",
    ("asciidoctor-news", "title"): "one page's name begins with '_', which marks what is no article",
    ("scipy-blog", "summary"): "its generator leaves links and emphasis in descriptions as Markdown, where readers get plain text",
}


def agreement(counts):
    """The share that agrees in per cent, and of how many; None where no article has the field."""
    agree = sum(counts.get(key, 0) for key in ("exact", "near", "alt"))
    total = agree + sum(counts.get(key, 0) for key in ("wrong", "none"))
    return (100 * agree / total if total else None), total


def check(tidings, corpora, row, state):
    """What compare.py says of one folder: its fields, each with its counts."""
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
                if share is not None and share < goal and (name, field) not in EXCUSED:
                    misses.append(f"{name}: {field}: {share:.1f} %, the goal is {goal} %")
                if field in NOTHING_INVENTED and counts.get("extra"):
                    misses.append(f"{name}: {field}: {counts['extra']} that the truth does not have")
            print(f"{name:18}" + "".join(f"{cell:>16}" for cell in cells))
    totals = {field: agreement(sums[field]) for field in GOALS}
    print(f"{'all':18}" + "".join(f"{f'{share or 0:.2f} % of {total}':>16}" for share, total in totals.values()))
    for field, (share, _) in totals.items():
        if share is None or share < GOALS[field]:
            misses.append(f"all: {field}: {share or 0:.2f} %, the goal is {GOALS[field]} %")
    for (name, field), why in EXCUSED.items():
        print(f"excused: {name}, {field}: {why}")
    for miss in misses:
        print(f"FAILED {miss}")
    print("all goals met" if not misses else f"{len(misses)} goals missed")
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())
