"""Computes medians and ratios from samples, and formats them as a table."""

import json
import pathlib
import statistics


class Figures:
    """All samples, by measurement and by program."""

    def __init__(self, facts):
        self._facts, self._rows = facts, {}

    def add(self, key, work, unit, better, name, value):
        """Adds a sample. Samples of one round have the same index in the list of each program."""
        row = self._rows.setdefault((key, work, unit), {"better": better, "samples": {}, "notes": []})
        row["samples"].setdefault(name, []).append(value)

    def note(self, key, work, text):
        """Adds a note for readers of the table, once."""
        for (its_key, its_work, _), row in self._rows.items():
            if (its_key, its_work) == (key, work) and text not in row["notes"]:
                row["notes"].append(text)

    def read_samples(self, file):
        """Loads the samples of an earlier run, so that this run adds rounds to them."""
        for row in json.loads(pathlib.Path(file).read_text())["rows"]:
            for name, samples in row["samples"].items():
                for sample in samples:
                    self.add(row["key"], row["work"], row["unit"], row["better"], name, sample)
            for text in row["notes"]:
                self.note(row["key"], row["work"], text)

    def rows(self):
        """Yields one dictionary for each row: medians, and ratios Tidings/rival."""
        for (key, work, unit), row in self._rows.items():
            samples = row["samples"]
            ratios = {name: _ratio(samples.get("Tidings", []), theirs) for name, theirs in samples.items() if name != "Tidings"}
            yield {
                "key": key,
                "work": work,
                "unit": unit,
                "better": row["better"],
                "medians": {name: statistics.median(values) for name, values in samples.items()},
                "ratios": {name: ratio for name, ratio in ratios.items() if ratio is not None},
                "samples": samples,
                "notes": row["notes"],
            }

    def write_samples(self, file):
        """Writes all samples as JSON."""
        text = json.dumps({"machine": self._facts, "rows": list(self.rows())}, indent=1, ensure_ascii=False)
        pathlib.Path(file).write_text(text + "\n", encoding="utf-8")

    def table(self):
        """Returns the Markdown table, followed by the machine and the notes."""
        lines = ["| work | | Tidings | rival | | Tidings/rival |", "| --- | --- | ---: | --- | ---: | ---: |"]
        notes, last = [], None
        for row in self.rows():
            work = row["work"] if row["work"] != last else ""
            last = row["work"]
            notes += [f"{row['work']}: {text}" for text in row["notes"]]
            ours, rivals = row["medians"].get("Tidings"), [name for name in row["medians"] if name != "Tidings"]
            for place, name in enumerate(rivals or [None]):
                cells = [work, row["unit"], "" if ours is None else _figure(ours)]
                if place:
                    cells = ["", "", ""]
                ratio = row["ratios"].get(name)
                cells += [name or "", "" if name is None else _figure(row["medians"][name])]
                cells += ["" if ratio is None else f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.4f}"]
                lines.append("| " + " | ".join(cells) + " |")
        facts = self._facts
        versions = ", ".join(facts["versions"].values())
        lines += ["", f"{facts['processor']}, {facts['cores']} cores, {facts['memory_gb']} GB, Linux {facts['kernel']}; {versions}."]
        return "\n".join(lines + [f"- {text}" for text in dict.fromkeys(notes)])


def _ratio(ours, theirs):
    """Returns the median of the ratios of the rounds: other load affects both programs of a round alike."""
    ratios = [our / their for our, their in zip(ours, theirs) if their]
    return statistics.median(ratios) if ratios else None


def _figure(value):
    if value >= 1000:
        return f"{value:,.0f}"
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
