"""Which help lines stand first, for whom."""

from datetime import datetime, timedelta, timezone
from typing import get_args

import pytest

from angebote.helplines import emergency_plans, help_lines, lines_for
from angebote.understanding.need import CrisisKind

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=timezone(timedelta(hours=1)))


def ids(kind: str, language: str = "de", state: str = "NW", age: int | None = None) -> list[str]:
    return [line.id for line in lines_for(kind, language=language, state=state, now=NOON, age=age)]


def test_every_kind_of_crisis_has_a_plan_of_known_lines() -> None:
    assert set(get_args(CrisisKind)) | {"general"} == set(emergency_plans())
    for plan in emergency_plans().values():
        assert {*plan.always, *plan.best} <= set(help_lines())
        assert plan.always


@pytest.mark.parametrize("kind", sorted(emergency_plans()))
@pytest.mark.parametrize("language", ["de", "ar", "ru", "en"])
def test_at_most_three_lines_are_shown(kind: str, language: str) -> None:
    assert 1 <= len(ids(kind, language)) <= 3


def test_a_line_in_the_persons_own_language_comes_first() -> None:
    assert ids("suicide", "ru")[0] == "doweria"
    assert ids("suicide", "ar")[0] == "muslim"
    assert ids("suicide", "en")[0] == "telefonseelsorge"


def test_the_lines_for_women_and_men_are_never_split() -> None:
    for kind in ("domestic_violence", "sexual_violence", "forced_marriage"):
        assert {"women_116016", "men"} <= set(ids(kind))
        assert not {"women_116016", "men"} & set(ids(kind, age=15))


def test_a_child_sees_the_line_for_children_first() -> None:
    assert ids("domestic_violence", age=12)[0] == "children_116111"
    assert ids("medical", age=12)[0] == "emergency_112"


def test_poisoning_shows_the_line_of_the_bundesland() -> None:
    assert "poison_nw" in ids("poisoning", state="NW")
    assert "poison_north" in ids("poisoning", state="NI")
    assert ids("poisoning", state="") == ["emergency_112"]


def test_the_line_for_professionals_is_never_shown() -> None:
    assert "0800 1921000" not in {line.number for line in help_lines().values()}
