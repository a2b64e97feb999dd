"""Compares the W3C cases that fail under the default profile with the listed differences.

    w3c_differences.py SCORE DIFFERENCES.tsv -- COMMAND [ARG ...]

SCORE is the script that runs COMMAND over the cases and prints a line for each that fails. A case that fails and is not
listed, and a listed one that passes, are errors. Exit status: 0 if both sets are equal, 1 otherwise.
"""

import re
import subprocess
import sys
from pathlib import Path

FAILED = re.compile(r"^  (\S+): want ", re.MULTILINE)


def listed(path: Path) -> set[str]:
    """The cases of the table, each of which must name a message and a clause."""
    rows = [line.split("\t") for line in path.read_text().splitlines() if line and not line.startswith("#")]
    for row in rows:
        if len(row) != 3 or not all(field.strip() for field in row):
            sys.exit(f"{path}: a row has a case, a message and a clause: {row}")
    return {row[0] for row in rows}


def main() -> int:
    score, differences, separator, *command = sys.argv[1:]
    if separator != "--" or not command:
        sys.exit(__doc__)
    run = [sys.executable, score, "--list", "2000", "--", *command]
    output = subprocess.run(run, capture_output=True, text=True, check=False).stdout
    if " passed, " not in output:
        sys.exit(f"the cases did not run: {output[-500:]}")
    failed, known = set(FAILED.findall(output)), listed(Path(differences))
    for case in sorted(failed - known):
        print(f"{case}: differs from the W3C validator, and {differences} has no row for it")
    for case in sorted(known - failed):
        print(f"{case}: agrees with the W3C validator; remove its row from {differences}")
    print(f"{len(failed & known)} listed differences from the W3C validator")
    return int(failed != known)


if __name__ == "__main__":
    sys.exit(main())
