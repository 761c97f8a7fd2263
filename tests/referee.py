"""Measures understanding on a sample that is not part of the project: `python -m tests.referee PATH`.

PATH is a folder that holds eval/understanding_dev.jsonl, eval/out_of_scope_dev.jsonl and eval/crisis_dev.json. One table is printed;
the exit status is 1 if a figure lies below its floor in tests/referee_floors.toml, 2 if the sample cannot be read.
"""

import json
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import locales
from angebote.understanding import Need, understand
from angebote.understanding.lexicon import lexicon

FLOORS = Path(__file__).with_name("referee_floors.toml")
TOP = 3


@dataclass(slots=True)
class Count:
    """How the rows of one language fared. `wrong` = something was found, but not the right thing in first place."""

    rows: int = 0
    top1: int = 0
    top3: int = 0
    none: int = 0
    wrong: int = 0

    def add(self, wanted: Iterable[str], need: Need) -> None:
        """Count one row."""
        found = [hit.id for hit in need.likely_first]
        right = set(wanted)
        self.rows += 1
        self.none += not found
        self.top1 += bool(found) and found[0] in right
        self.top3 += bool(right.intersection(found[:TOP]))
        self.wrong += bool(found) and found[0] not in right


@dataclass(slots=True)
class Figures:
    """Everything that was measured. Units: `milliseconds` of processor time per message."""

    by_language: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    out_of_scope: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    crisis_found: int = 0
    crisis_rows: int = 0
    falsely_hard: int = 0
    harmless_rows: int = 0
    milliseconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and return the exit status. `--rows` prints each row that failed as well."""
    paths = [Path(one) for one in arguments if not one.startswith("--")]
    if len(paths) != 1 or not (paths[0] / "eval").is_dir():
        print("Say where the sample is: python -m tests.referee PATH (a folder with eval/understanding_dev.jsonl in it).")
        return 2
    figures = measure(paths[0] / "eval")
    print(table(figures))
    if "--rows" in arguments:
        print("\n".join(figures.faults))
    missed = below_floors(figures, tomllib.loads(FLOORS.read_text("utf-8")))
    for sentence in missed:
        print(sentence)
    return 1 if missed else 0


def measure(folder: Path) -> Figures:
    """Return the figures of the sample, for the languages that have a lexicon."""
    figures = Figures()
    lexicon()
    for row in _rows(folder / "understanding_dev.jsonl"):
        need = _timed(figures, row["text"], row["lang"])
        wanted = (row["topic"], *row.get("accept", ()))
        figures.by_language[row["lang"]].add(wanted, need)
        _note(figures, not need.topics or need.topics[0].id not in wanted, row, need)
    for row in _rows(folder / "out_of_scope_dev.jsonl"):
        need = _timed(figures, row["text"], row["lang"])
        figures.out_of_scope[row["lang"]] += 1
        figures.answered[row["lang"]] += bool(need.topics)
        _note(figures, bool(need.topics), row, need)
    _measure_crisis(figures, json.loads((folder / "crisis_dev.json").read_text("utf-8")))
    return figures


def _measure_crisis(figures: Figures, sample: Mapping[str, Any]) -> None:
    for row in sample["positive"]:
        need = _timed(figures, row["text"], None)
        figures.crisis_rows += 1
        figures.crisis_found += bool(need.crisis)
        _note(figures, not need.crisis or row["kind"] not in {hit.kind for hit in need.crisis}, row, need)
    for text in sample["negative"]:
        need = _timed(figures, text, None)
        figures.harmless_rows += 1
        figures.falsely_hard += any(hit.tier == "hard" for hit in need.crisis)
        _note(figures, bool(need.crisis), {"text": text, "kind": "harmless"}, need)


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row for row in rows if (found := locales.find_language(row["lang"])) and locales.has_words(found.tag, "lexicon")]


def _timed(figures: Figures, text: str, language: str | None) -> Need:
    begun = time.thread_time()
    need = understand(text, None, language)
    figures.milliseconds.append((time.thread_time() - begun) * 1000)
    return need


def _note(figures: Figures, is_fault: bool, row: Mapping[str, Any], need: Need) -> None:
    if is_fault:
        wanted = row.get("topic", row.get("kind", "nothing"))
        found = [(hit.id, hit.score, hit.because) for hit in need.topics[:TOP]]
        figures.faults.append(f"{row.get('lang', ''):4} wanted {wanted:20} found {found} {need.crisis or ''} | {row['text']}")


def table(figures: Figures) -> str:
    """Return the figures as one table."""
    lines = ["language   rows  top-1  top-3   none  wrong   out of scope answered"]
    total = Count()
    for tag, count in sorted(figures.by_language.items()):
        for name in ("rows", "top1", "top3", "none", "wrong"):
            setattr(total, name, getattr(total, name) + getattr(count, name))
        lines.append(_line(tag, count, figures.answered[tag], figures.out_of_scope[tag]))
    lines.append(_line("all", total, figures.answered.total(), figures.out_of_scope.total()))
    lines.append(
        f"crisis: {figures.crisis_found} of {figures.crisis_rows} found, {figures.falsely_hard} of {figures.harmless_rows} harmless texts hard"
    )
    times = sorted(figures.milliseconds)
    lines.append(f"processor milliseconds: median {times[len(times) // 2]:.2f}, 99th of 100 {times[len(times) * 99 // 100]:.2f}")
    return "\n".join(lines)


def _line(tag: str, count: Count, answered: int, asked: int) -> str:
    shares = "  ".join(f"{percent(part, count.rows):5.1f}" for part in (count.top1, count.top3, count.none, count.wrong))
    return f"{tag:9} {count.rows:5}  {shares}   {answered} of {asked}"


def percent(part: int, whole: int) -> float:
    """Return a share in percent; of nothing it is 0."""
    return 100 * part / whole if whole else 0.0


def below_floors(figures: Figures, floors: Mapping[str, Any]) -> list[str]:
    """Return a sentence for every figure that lies below its floor (or above its ceiling)."""
    missed = []
    for tag, least in floors["top3"].items():
        count = figures.by_language[tag]
        if percent(count.top3, count.rows) < least:
            missed.append(
                f"{tag}: the right topic is among the first three in {percent(count.top3, count.rows):.1f} %, the floor is {least} %."
            )
    answered = percent(figures.answered.total(), figures.out_of_scope.total())
    if answered > floors["out_of_scope_answered"]:
        missed.append(f"Out of scope: {answered:.1f} % were answered, at most {floors['out_of_scope_answered']} % may be.")
    found = percent(figures.crisis_found, figures.crisis_rows)
    if found < floors["crisis_found"]:
        missed.append(f"Crisis: {found:.1f} % were found, the floor is {floors['crisis_found']} %.")
    if figures.falsely_hard > floors["falsely_hard"]:
        missed.append(f"Crisis: {figures.falsely_hard} harmless texts were taken for a hard emergency.")
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
