"""`python -m bench.understanding`: how well and how fast messages are understood, and what other engines make of the same words.

The messages are those of tests/understanding/messages. `--fast` leaves the slow peers out.
"""

import gc
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

import psycopg
from rich.console import Console
from rich.table import Table

from angebote.understanding import understand
from angebote.understanding.flat import pack
from angebote.understanding.kept import fingerprint, folder_of_words, kept_parts
from angebote.understanding.languages import guess_languages
from angebote.understanding.lexicon import Lexicon, base_of, lexicon, registered_parts
from angebote.understanding.normalise import read_message
from bench import peers, postgres
from bench.catalogue import large_towns

FOLDER = Path(__file__).parent.parent / "tests" / "understanding" / "messages"
PEER_ROWS = 120
Find = Callable[[str, str], list[str]]


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    console = Console(width=150)
    kept_parts(
        registered_parts, folder_of_words(), fingerprint()
    )  # so that what is measured below is a start as every start but the first
    before = _memory_mb()
    start = time.perf_counter()
    words = lexicon()
    ready = time.perf_counter() - start
    memory = _memory_mb() - before
    console.print(_facts(words, ready, memory))
    console.print(_by_language())
    console.print(_languages())
    console.print(_speed())
    console.print(_peers(is_fast="--fast" in arguments))


def _facts(words: Lexicon, ready: float, memory: float) -> Table:
    start = time.perf_counter()
    size = len(pack(registered_parts()))
    built = time.perf_counter() - start
    table = Table("languages", "terms", "built s (once)", "file MB", "ready s", "memory MB", title="The words")
    table.add_row(
        str(len(words.languages)), str(len(peers.terms())), f"{built:.2f}", f"{size / 1e6:.0f}", f"{ready:.3f}", f"{memory:.0f}"
    )
    return table


def _by_language() -> Table:
    table = Table(
        "language",
        "top-1",
        "top-3",
        "wrong",
        "none",
        "answered for nothing",
        "emergencies found",
        "false hard alarms",
        title="Own fresh messages",
    )
    rows = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        if path.name.count(".") == 1:
            rows.append(_figures(path.stem))
            table.add_row(path.stem, *(f"{figure:.1f} %" for figure in rows[-1]))
    table.add_row("all (macro)", *(f"{mean(column):.1f} %" for column in zip(*rows, strict=True)))
    return table


def _figures(tag: str) -> tuple[float, ...]:
    asked = [(row, [hit.id for hit in understand(row["text"], None, tag).likely_first]) for row in _rows(f"{tag}.jsonl")]
    right = [{row["topic"], *row.get("accept", ())} for row, _ in asked]
    top1 = [bool(found) and found[0] in wanted for (_, found), wanted in zip(asked, right, strict=True)]
    top3 = [bool(set(found[:3]) & wanted) for (_, found), wanted in zip(asked, right, strict=True)]
    none = [not found for _, found in asked]
    wrong = [bool(found) and not hit for (_, found), hit in zip(asked, top1, strict=True)]
    answered = [bool(understand(row["text"], None, tag).topics) for row in _rows(f"{tag}.silent.jsonl")]
    crisis = _rows(f"{tag}.crisis.jsonl")
    found = [bool(understand(row["text"], None, tag).crisis) for row in crisis if row["kind"]]
    alarms = [any(hit.tier == "hard" for hit in understand(row["text"], None, tag).crisis) for row in crisis if not row["kind"]]
    return tuple(100 * mean(column) for column in (top1, top3, wrong, none, answered, found, alarms))


def _languages() -> Table:
    table = Table(
        "words", "texts", "best guess right", "told and right", "told and wrong", "looked up", title="Language of short texts"
    )
    rows = [(row["text"].split(), base_of(tag)) for row, tag in _asked()]
    for size in (1, 2, 4, 6):
        texts = [(" ".join(words[:size]), tag) for words, tag in rows if len(words) >= size]
        guesses = [(guess_languages(read_message(text), lexicon(), None), tag) for text, tag in texts]
        shares = (
            mean(bool(guess.primary) and base_of(guess.primary[0]) == tag for guess, tag in guesses),
            mean(guess.written == tag for guess, tag in guesses),
            mean(guess.written not in (None, tag) for guess, tag in guesses),
            mean(tag in guess.plausible for guess, tag in guesses),
        )
        table.add_row(str(size), str(len(texts)), *(f"{100 * share:.1f} %" for share in shares))
    return table


def _asked() -> list[tuple[dict[str, Any], str]]:
    """Return every message that has a topic, with its language."""
    return [(row, path.stem) for path in sorted(FOLDER.glob("*.jsonl")) if path.name.count(".") == 1 for row in _rows(path.name)]


def _speed() -> Table:
    table = Table("what", "p50 ms", "p99 ms", "messages a second", "memory MB", title="Speed of one core (processor time)")
    texts = [
        (row["text"], path.stem)
        for path in sorted(FOLDER.glob("*.jsonl"))
        if path.name.count(".") == 1
        for row in _rows(path.name)
    ]
    table.add_row("language known", *_timed(lambda: [lambda t=t, g=g: understand(t, None, g) for t, g in texts]), "")
    table.add_row("language guessed", *_timed(lambda: [lambda t=t: understand(t, None) for t, _ in texts]), "")
    for label, count, size in (("one town of 500 Angebote", 1, 500), ("one of 100 towns with 5,000 each", 100, 5_000)):
        towns = large_towns(count, size)
        before = _memory_mb()
        figures = _timed(lambda town=towns[0]: [lambda t=t, g=g: understand(t, town, g) for t, g in texts])
        table.add_row(f"language known, {label}", *figures, f"{_memory_mb() - before:.0f} for the index of names")
        del towns
        gc.collect()
    longest = "Schulden Altendorf " * 5_400
    table.add_row("100 KB of text", *_timed(lambda: [lambda: understand(longest, None, "de")] * 20), "")
    return table


def _peers(*, is_fast: bool) -> Table:
    table = Table(
        "engine",
        "top-1",
        "top-3",
        "none",
        "answered for nothing",
        "p50 ms",
        "p99 ms",
        "build s",
        title="The same words in other engines",
    )
    words = peers.terms()
    asked = _asked()
    silent = [(row, path.name.split(".")[0]) for path in sorted(FOLDER.glob("*.silent.jsonl")) for row in _rows(path.name)]
    own: Find = lambda text, tag: [hit.id for hit in understand(text, None, tag).likely_first]  # noqa: E731
    table.add_row("this one", *_judged(own, asked, silent), "")
    for name, make in (
        ("SQLite FTS5 trigram", peers.fts5),
        ("tantivy 3-grams", peers.tantivy_ngrams),
        ("RapidFuzz WRatio", peers.wratio),
    ):
        if not (is_fast and name != "tantivy 3-grams"):
            _add_peer(table, name, lambda make=make: make(words), asked, silent)
    programs = postgres.programs()
    if programs and not is_fast:
        with postgres.server(programs) as address, psycopg.connect(address) as connection:
            _add_peer(table, "PostgreSQL pg_trgm", lambda: peers.pg_trgm(words, connection), asked, silent)
    return table


def _add_peer(
    table: Table,
    name: str,
    make: Callable[[], peers.Find],
    asked: Sequence[tuple[dict[str, Any], str]],
    silent: Sequence[tuple[dict[str, Any], str]],
) -> None:
    start = time.perf_counter()
    find = make()
    built = time.perf_counter() - start
    step = 1 if name.startswith("tantivy") else max(1, len(asked) // PEER_ROWS)
    # A server works in a process of its own: there the clock on the wall tells.
    clock = time.perf_counter if name.startswith("PostgreSQL") else time.thread_time
    table.add_row(name, *_judged(lambda text, _tag: find(text), asked[::step], silent[::step], clock), f"{built:.1f}")


def _judged(
    find: Find,
    asked: Sequence[tuple[dict[str, Any], str]],
    silent: Sequence[tuple[dict[str, Any], str]],
    clock: Callable[[], float] = time.thread_time,
) -> tuple[str, ...]:
    top1, top3, none, times = [], [], [], []
    for row, tag in asked:
        start = clock()
        found = find(row["text"], tag)
        times.append(clock() - start)
        wanted = {row["topic"], *row.get("accept", ())}
        top1.append(bool(found) and found[0] in wanted)
        top3.append(bool(set(found[:3]) & wanted))
        none.append(not found)
    answered = [bool(find(row["text"], tag)) for row, tag in silent]
    return (
        *(f"{100 * mean(column):.1f} %" for column in (top1, top3, none, answered)),
        f"{_p(times, 50):.3f}",
        f"{_p(times, 99):.3f}",
    )


def _timed(make: Callable[[], Iterable[Callable[[], object]]]) -> tuple[str, str, str]:
    calls = list(make())
    for call in calls:
        call()
    times = []
    for call in calls:
        start = time.thread_time()
        call()
        times.append(time.thread_time() - start)
    return f"{_p(times, 50):.3f}", f"{_p(times, 99):.3f}", f"{len(times) / sum(times):.0f}"


def _p(times: Sequence[float], percent: int) -> float:
    return quantiles(times, n=100)[percent - 1] * 1000


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines() if line.strip()]


def _memory_mb() -> float:
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    main(sys.argv[1:])
