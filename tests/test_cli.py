"""The command `lotse` as a program: JSON in the promised shape, exit status, sentences instead of tracebacks."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from angebote.store import Scope, open_store
from angebote.store.municipality import delete_emergency_place
from angebote.townfiles import entry_id

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


def lotse(*arguments: str, data_dir: Path, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LOTSE_", "TELEGRAM_"))}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env={**clean, "LOTSE_DATA_DIR": str(data_dir), **environment},
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_understand_prints_topics_with_the_words_that_led_there(data_dir: Path) -> None:
    answer = json.loads(lotse("understand", "Schulden Altendorf", "--town", "essen", "--lang", "de", data_dir=data_dir).stdout)

    assert answer["language"] == "de"
    assert answer["topics"][0]["id"] == "money_debt"
    assert answer["topics"][0]["because"] == ["Schulden"]
    assert 0 < answer["topics"][0]["score"] <= 1
    assert answer["stadtteil"]["name"] == "Altendorf"
    assert answer["postcode"] is None
    assert answer["crisis"] == []


def test_understand_reads_and_writes_line_by_line_in_order(data_dir: Path) -> None:
    lines = [
        {"text": "أحتاج مساعدة في السكن", "lang": "ar"},
        {"text": "asdf qwertz"},
        {"text": "45143 Schulden", "town": "essen", "lang": "de"},
        {"text": "ich will nicht mehr leben", "lang": "de"},
    ]
    done = lotse(
        "understand",
        "--jsonl",
        data_dir=data_dir,
        stdin="\n".join(json.dumps(line) for line in lines) + "\n\n{broken\n" + "[" * 100_000,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]

    assert answers[0]["topics"][0]["id"] == "housing"
    assert answers[1]["topics"] == []
    assert answers[2]["postcode"] == "45143"
    assert "Altendorf" in [choice["name"] for choice in answers[2]["choices"]]
    assert {"kind": "suicide", "tier": "hard"} in answers[3]["crisis"]
    assert "error" in answers[4]
    assert "error" in answers[5]
    assert done.returncode == 0


def test_understand_answers_each_line_before_the_next_is_written(data_dir: Path) -> None:
    lotse("understand", "warm", data_dir=data_dir)
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "understand", "--jsonl"],
        cwd=ROOT,
        env={**os.environ, "LOTSE_DATA_DIR": str(data_dir)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        for text, topic in (("Schulden", "money_debt"), ("Zahnarzt", "health")):
            process.stdin.write(json.dumps({"text": text, "lang": "de"}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["topics"][0]["id"] == topic
        process.stdin.close()


def test_understand_shows_each_step_to_the_curious(data_dir: Path) -> None:
    steps = lotse("understand", "Schuldn in Altendorf", "--explain", "--town", "essen", "--lang", "de", data_dir=data_dir).stdout

    assert "1. levelled:   schuldn in altendorf" in steps
    assert "money_debt" in steps
    assert "5. place:      Altendorf" in steps


def test_refer_prints_cards_in_the_language_asked_for(data_dir: Path) -> None:
    done = lotse("refer", "Schulden Altendorf", "--town", "essen", "--lang", "tr", data_dir=data_dir)

    assert done.returncode == 0
    assert "Altendorf" in done.stdout
    assert "example.org" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (("refer", "Schulden", "--town", "atlantis"), 1, "There is no town atlantis"),
        (("refer", "Schulden", "--lang", "xx"), 1, "The language xx is not known"),
        (("understand",), 2, "Give a text"),
        (("user", "disable", "nobody@example.org"), 1, "There is no account"),
        (("telegram", "poll"), 1, "LOTSE_TELEGRAM_TOKEN"),
        (("telegram", "link", "a_bot", "--town", "essen", "--stadtteil", "atlantis"), 1, "There is no Stadtteil atlantis"),
    ],
)
def test_what_does_not_hold_is_said_in_a_sentence(arguments: tuple[str, ...], status: int, sentence: str, data_dir: Path) -> None:
    done = lotse(*arguments, data_dir=data_dir)

    assert (done.returncode, "Traceback" in done.stderr) == (status, False)
    assert sentence in done.stderr


def test_bad_settings_are_all_named_at_once(data_dir: Path) -> None:
    done = lotse("refer", "x", data_dir=data_dir, LOTSE_PORT="many", LOTSE_PUBLIC_URL="example.org", LOTSE_SECRET_KEY="short")

    assert done.returncode == 1
    for name in ("LOTSE_PORT", "LOTSE_PUBLIC_URL", "LOTSE_SECRET_KEY"):
        assert name in done.stderr


def test_catalogue_check_finds_the_bundled_towns_in_order(data_dir: Path) -> None:
    done = lotse("catalogue", "check", data_dir=data_dir)

    assert done.returncode == 0, done.stderr
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == [
        "aachen",
        "essen",
        "lueneburg",
        "muenster",
        "norderstedt",
    ]


def test_catalogue_load_refuses_a_bad_folder_whole_and_says_where(data_dir: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kaputt"
    shutil.copytree(ROOT / "tests/towns/beispielstadt", folder)
    town = folder / "town.toml"
    town.write_text(town.read_text("utf-8").replace('state = "NW"', 'state = "XX"'), "utf-8")

    done = lotse("catalogue", "load", str(folder), data_dir=data_dir)

    assert done.returncode == 1
    assert re.search(r"kaputt/town\.toml:\d+: town\.state: ", done.stderr), done.stderr
    assert "nothing was loaded" in done.stderr


def test_catalogue_load_twice_changes_nothing(data_dir: Path) -> None:
    first = lotse("catalogue", "load", data_dir=data_dir)
    second = lotse("catalogue", "load", data_dir=data_dir)

    assert first.returncode == second.returncode == 0
    assert all("0 new, 0 updated" in line for line in second.stdout.splitlines())


def test_catalogue_load_names_what_was_deleted_in_the_panel_and_brings_it_back_when_told_to(tmp_path: Path) -> None:
    folder = ROOT / "tests/towns/beispielstadt"
    lotse("catalogue", "load", str(folder), data_dir=tmp_path)
    store = open_store(f"sqlite:///{tmp_path / 'lotse.sqlite3'}")
    with store.session(Scope.system()) as session:
        delete_emergency_place(
            session, "child_protection_24h", municipality_id=entry_id("beispielstadt", "municipality", "beispielstadt")
        )
    store.close()
    again = lotse("catalogue", "load", str(folder), data_dir=tmp_path).stdout
    back = lotse("catalogue", "load", "--with-deleted", str(folder), data_dir=tmp_path).stdout

    assert "beispielstadt: 0 new, 0 updated" in again
    assert "beispielstadt: left out, deleted in the panel: Kindernotruf" in again
    assert "beispielstadt: 1 new" in back
    assert "left out" not in back


def test_a_person_is_invited_listed_and_disabled(data_dir: Path) -> None:
    invited = lotse("user", "invite", "Anna@Example.org", "--role", "coordinator", "--town", "essen", data_dir=data_dir)
    listed = lotse("user", "list", data_dir=data_dir)
    disabled = lotse("user", "disable", "anna@example.org", data_dir=data_dir)

    assert "/admin/" in invited.stdout, invited.stderr
    assert "anna@example.org\tcoordinator\tactive" in listed.stdout
    assert disabled.returncode == 0
    assert "disabled" in lotse("user", "list", data_dir=data_dir).stdout


def test_languages_are_listed_with_their_status(data_dir: Path) -> None:
    listed = lotse("languages", data_dir=data_dir).stdout

    for tag, name in (("de", "Deutsch"), ("ar", "العربية"), ("fa", "فارسی")):
        assert tag in listed
        assert name in listed
    assert "rtl" in listed


def test_the_doctor_says_that_the_example_towns_may_not_go_live(data_dir: Path) -> None:
    done = lotse("doctor", data_dir=data_dir)

    assert done.returncode == 1
    assert "essen: the emergency place homeless_tonight is missing" in done.stdout


def test_a_deep_link_opens_the_bot_at_a_topic_without_naming_it(data_dir: Path) -> None:
    arguments = ("--town", "essen", "--stadtteil", "altendorf", "--topic", "addiction", "--lang", "ar")
    link = lotse("telegram", "link", "a_bot", *arguments, data_dir=data_dir).stdout.strip()

    assert link.startswith("https://t.me/a_bot?start=")
    assert "addiction" not in link


def test_the_version_is_said(data_dir: Path) -> None:
    assert lotse("--version", data_dir=data_dir).stdout.strip().count(".") == 2
