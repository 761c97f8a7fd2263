"""`make bench`: one table of the main road - understanding, a whole turn, turns over HTTP, start, memory - with a ceiling beside each."""

import asyncio
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

import aiohttp
from rich.console import Console
from rich.table import Table

from angebote.model import Town
from angebote.store.snapshots import Towns
from angebote.understanding import understand
from angebote.understanding.normalise import fold
from bench.messages import MESSAGES
from bench.serving import Served, empty_route, served
from bot.dialogue.engine import advance
from bot.dialogue.model import Conversation, Said
from bot.doors.turn import Turns
from bot.server import prepared_store
from bot.settings import Settings

ROUNDS = 200
HTTP_TURNS = 600
AT_ONCE = 8
WARM_UP_SECONDS = 4.0


def main() -> None:
    """Measure everything and print the table."""
    table = Table("what", "p50 ms", "p99 ms", "per second", "beside it", title="The main road")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), secret_key="b" * 40)
        store = prepared_store(settings)
        towns = Towns(store)
        town = towns.current()["essen"]
        for row in (
            _understanding(town),
            _dialogue(town),
            _whole_turn(Turns(store, towns, key=settings.key(), settings=settings, advance=advance)),
        ):
            table.add_row(*row)
        store.close()
    for row in _over_http():
        table.add_row(*row)
    Console(width=140).print(table)


def _understanding(town: Town) -> tuple[str, ...]:
    floor = _timed([lambda text=text: fold(text).split() for _, text in MESSAGES])
    figures = _timed([lambda tag=tag, text=text: understand(text, town, tag) for tag, text in MESSAGES])
    return ("understand", *_shown(figures), f"levelling and splitting alone: p50 {_p(floor, 50):.3f}")


def _dialogue(town: Town) -> tuple[str, ...]:
    now = datetime.now(UTC)
    figures = _timed(
        [
            lambda tag=tag, text=text: advance(
                Conversation(language=tag, town="essen", has_greeted=True), Said(text), {"essen": town}, now
            )
            for tag, text in MESSAGES
        ]
    )
    return ("turn of the dialogue (no store)", *_shown(figures), "")


def _whole_turn(turns: Turns) -> tuple[str, ...]:
    now = datetime.now(UTC)
    calls = [
        lambda tag=tag, text=text, number=number: turns.take(
            "bench", str(number), Said(text), now=now, guessed_language=tag, town="essen"
        )
        for number, (tag, text) in enumerate(MESSAGES)
    ]
    return ("whole turn in process (SQLite)", *_shown(_timed(calls, rounds=40)), "")


def _over_http() -> list[tuple[str, ...]]:
    with served() as server:
        start, memory = server.start_seconds, server.memory_mb()
        figures, seconds = asyncio.run(_post_turns(server))
        after = server.memory_mb()
    with empty_route() as ceiling:
        bare, bare_seconds = asyncio.run(_post_turns(ceiling))
    ratio = f"an empty route: p50 {_p(bare, 50):.1f}, {len(bare) / bare_seconds:.0f} per second"
    return [
        (
            "turn over HTTP (one process)",
            f"{_p(figures, 50):.2f}",
            f"{_p(figures, 99):.2f}",
            f"{len(figures) / seconds:.0f}",
            ratio,
        ),
        ("start until ready, set up before", f"{start * 1000:.0f}", "", "", f"python alone: {_bare_python() * 1000:.0f}"),
        (
            "memory of the server in MB",
            f"{memory:.0f} at start",
            f"{after:.0f} after",
            "",
            f"this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}",
        ),
    ]


async def _post_turns(server: Served) -> tuple[list[float], float]:
    figures: list[float] = []
    waiting = asyncio.Semaphore(AT_ONCE)

    async def post(session: aiohttp.ClientSession, number: int) -> None:
        tag, text = MESSAGES[number % len(MESSAGES)]
        body = {"conversation": None, "event": {"type": "text", "text": text}, "town": "essen", "lang": tag}
        async with waiting:
            start = time.perf_counter()
            async with session.post(f"{server.address}/api/v1/turns", json=body) as answer:
                await answer.read()
                answer.raise_for_status()
            figures.append(time.perf_counter() - start)

    async with aiohttp.ClientSession() as session:
        await asyncio.sleep(WARM_UP_SECONDS)
        for number in range(len(MESSAGES)):
            await post(session, number)
        figures.clear()
        start = time.perf_counter()
        await asyncio.gather(*(post(session, number) for number in range(HTTP_TURNS)))
        return figures, time.perf_counter() - start


def _timed(calls: Sequence[Callable[[], object]], rounds: int = ROUNDS) -> list[float]:
    figures = []
    for call in calls:
        call()
    for _ in range(rounds):
        for call in calls:
            start = time.perf_counter()
            call()
            figures.append(time.perf_counter() - start)
    return figures


def _shown(figures: Sequence[float]) -> tuple[str, str, str]:
    return f"{_p(figures, 50):.3f}", f"{_p(figures, 99):.3f}", f"{len(figures) / sum(figures):.0f}"


def _p(figures: Sequence[float], percent: int) -> float:
    """Return a percentile in milliseconds."""
    return quantiles(figures, n=100)[percent - 1] * 1000


def _bare_python() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
