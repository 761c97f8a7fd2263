"""Fresh messages in every language, written apart from the words: the figures may rise, and never fall below their floors.

messages/<tag>.jsonl: {"text", "topic", "accept"?, "kind"}; <tag>.silent.jsonl: no topic; <tag>.crisis.jsonl: {"text", "kind" or null, "tier"}.
"""

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from angebote.understanding import Need, understand

FOLDER = Path(__file__).parent / "messages"
FLOORS = tomllib.loads((FOLDER / "floors.toml").read_text("utf-8"))
TAGS = sorted(FLOORS)


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines() if line.strip()]


def percent(hits: Iterable[bool]) -> float:
    counted = list(hits)
    return 100 * sum(counted) / len(counted)


def is_found(row: dict[str, Any], need: Need, most: int) -> bool:
    return bool({hit.id for hit in need.likely_first[:most]} & {row["topic"], *row.get("accept", ())})


def test_every_language_with_messages_has_floors() -> None:
    assert {path.name.split(".")[0] for path in FOLDER.glob("*.jsonl")} == set(TAGS)


@pytest.mark.parametrize("tag", TAGS)
def test_messages_are_understood_as_well_as_before(tag: str) -> None:
    needs = [(row, understand(row["text"], None, tag)) for row in rows(f"{tag}.jsonl")]

    assert percent(is_found(row, need, 1) for row, need in needs) >= FLOORS[tag]["top1"]
    assert percent(is_found(row, need, 3) for row, need in needs) >= FLOORS[tag]["top3"]


@pytest.mark.parametrize("tag", TAGS)
def test_ordinary_sentences_stay_unanswered(tag: str) -> None:
    answered = [row["text"] for row in rows(f"{tag}.silent.jsonl") if understand(row["text"], None, tag).topics]

    assert len(answered) <= FLOORS[tag]["answered"], answered


@pytest.mark.parametrize("tag", TAGS)
def test_emergencies_are_found_as_well_as_before(tag: str) -> None:
    meant = [row for row in rows(f"{tag}.crisis.jsonl") if row["kind"]]

    found = percent(bool(understand(row["text"], None, tag).crisis) for row in meant)

    assert found >= FLOORS[tag]["crisis"]


@pytest.mark.parametrize("tag", TAGS)
def test_harmless_sentences_raise_no_hard_alarm(tag: str) -> None:
    harmless = [row["text"] for row in rows(f"{tag}.crisis.jsonl") if not row["kind"]]

    alarms = [text for text in harmless if any(hit.tier == "hard" for hit in understand(text, None, tag).crisis)]

    assert len(alarms) <= FLOORS[tag]["alarms"], alarms
