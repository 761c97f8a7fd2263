"""Leichte Sprache: hard sentences as offices write them are marked with something better, good ones are left alone."""

import re
import tomllib
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from angebote.plain_language import check, hyphenated, listed_words, marked

ROOT = Path(__file__).parents[2]


def found(text: str) -> list[tuple[str, str, str]]:
    return [(mark.kind, text[mark.start : mark.end], mark.instead) for mark in check(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words", "instead"),
    [
        (
            "Das Angebot richtet sich an Menschen in Essen und hilft ihnen bei allen Fragen weiter.",
            "long_sentence",
            "Das Angebot",
            "",
        ),
        ("Kommen Sie am Montag. Wir sind da.", "many_sentences", "Kommen Sie am Montag. Wir sind da.", ""),
        ("Hier sind Menschen, die Arbeit suchen.", "many_statements", "Hier sind Menschen, die Arbeit suchen.", ""),
        ("Wir lesen und schreiben und rufen an.", "many_statements", "Wir lesen", ""),
        ("Wegen des Umzugs ist zu.", "genitive", "Wegen des Umzugs", ""),
        ("Während der Ferien ist zu.", "genitive", "Während der Ferien", ""),
        ("Das ist das Haus der Frauen.", "genitive", "Haus der Frauen", ""),
        ("Der Antrag eines Kindes liegt hier.", "genitive", "eines Kindes", ""),
        ("Ihr Antrag wird von uns bearbeitet.", "passive", "wird von uns bearbeitet", ""),
        ("Das Blatt muss ausgefüllt werden.", "passive", "ausgefüllt werden", ""),
        ("Wurden Sie zu Hause geschlagen?", "passive", "Wurden Sie zu Hause geschlagen", ""),
        ("Die Kosten werden übernommen.", "passive", "werden übernommen", ""),
        ("Der Plan wird neu organisiert.", "passive", "wird neu organisiert", ""),
        ("Sie könnten uns anrufen.", "subjunctive", "könnten", "kann oder können"),
        ("Wir würden gern helfen.", "subjunctive", "würden", ""),
        ("Wir antworten zeitnah.", "hard_word", "zeitnah", "bald"),
        ("Sie können das in Anspruch nehmen.", "hard_word", "in Anspruch nehmen", "nutzen"),
        ("Die Maßnahmen sind neu.", "hard_word", "Maßnahmen", "Hilfe"),
        ("Die Schuldnerberatungsstelle ist neu.", "long_word", "Schuldnerberatungsstelle", "Schuldner-Beratungs-Stelle"),
        ("Das ist Sozialversicherungspflicht.", "long_word", "Sozialversicherungspflicht", ""),
        ("Bringen Sie drei Briefe mit.", "number_word", "drei", "3"),
        ("Bringen Sie z. B. Briefe mit.", "abbreviation", "z. B.", "zum Beispiel"),
        ("Bringen Sie z.B. Briefe mit.", "abbreviation", "z.B.", "zum Beispiel"),
        ("Wir helfen beim SGB II.", "abbreviation", "SGB", "Sozial-Gesetz-Buch"),
    ],
)
def test_what_is_hard_to_read_is_marked_with_what_could_stand_there(text: str, kind: str, words: str, instead: str) -> None:
    marks = found(text)

    assert len(marks) == 1, marks
    assert (marks[0][0], marks[0][2]) == (kind, instead)
    assert marks[0][1].startswith(words)


def test_an_office_sentence_is_marked_in_many_places() -> None:
    text = (
        "Aufgrund des Umzugs wird der Antrag auf Grundsicherungsleistungen, der ggf. ergänzt werden müsste, zeitnah bearbeitet."
    )

    assert {kind for kind, _, _ in found(text)} == {
        "long_sentence", "many_statements", "genitive", "passive", "hard_word", "long_word", "abbreviation", "subjunctive",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Wir helfen Ihnen.\nRufen Sie an.",
        "Kommen Sie in die Altendorfer Straße 12. 45143 Essen.".replace(". ", ".\n"),
        "Sagen Sie der Polizei Bescheid.",
        "Wir werden Sie morgen besuchen.",
        "Sie werden gesund.",
        "Dieses Haus ist neu.",
        "Hilft der Mann Ihnen nicht?",
        "Gehen Sie an der Ampel nach links.",
        "Zum Beispiel: Sie haben Schulden. Wir machen einen Plan mit Ihnen.".replace(". ", ".\n"),
        "Wenn Sie krank sind, rufen Sie an.",
        "Das Fest ist am 3. Juli im 2. Stock.",
        "Das kostet 3 Euro.",
        "Beratungs-Stelle für Schulden",
    ],
)
def test_good_sentences_get_no_mark(text: str) -> None:
    assert found(text) == []


def good_lines() -> list[str]:
    """Return every sentence in Leichte Sprache that the product itself says, and those of the example towns."""
    entries = [
        angebot.get("texts", {}).get("de-simple", {})
        for file in (ROOT / "angebote" / "towns").rglob("*.toml")
        for angebot in tomllib.loads(file.read_text("utf-8")).get("angebot", ())
    ]
    said = [text for entry in entries for text in entry.values() if isinstance(text, str)]
    said += [re.sub(r"\{\w+\}", "X", entry.msgstr) for entry in polib.pofile(str(ROOT / "locales" / "de-simple" / "messages.po"))]
    return [line for text in said for line in re.sub(r"(?<=[.!?]) (?=[A-ZÄÖÜ])", "\n", text).split("\n") if line]


def test_of_a_thousand_good_lines_hardly_any_is_marked() -> None:
    lines = good_lines()
    wrong = [line for line in lines if check(line)]

    assert len(lines) > 1000
    assert len(wrong) / len(lines) < 0.02, wrong


def test_most_of_what_carriers_write_in_ordinary_german_is_marked() -> None:
    texts = [
        angebot["texts"]["de"].get("does", "")
        for file in (ROOT / "angebote" / "towns").rglob("*.toml")
        for angebot in tomllib.loads(file.read_text("utf-8")).get("angebot", ())
        if "de" in angebot.get("texts", {})
    ]

    assert sum(bool(check(text)) for text in texts) / len(texts) > 0.6


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Grundsicherungsleistungen", "Grund-Sicherungs-Leistungen"),
        ("Schwangerschaftskonfliktberatung", "Schwangerschafts-Konflikt-Beratung"),
        ("Wohnberechtigungsschein", "Wohn-Berechtigungs-Schein"),
        ("Donaudampfschifffahrt", ""),
        ("Beratung", ""),
        ("haus" * 1000, ""),
    ],
)
def test_a_long_word_is_parted_where_its_parts_are_known(word: str, parts: str) -> None:
    assert hyphenated(word) == parts


def test_the_list_of_hard_words_is_long_and_each_has_something_simpler() -> None:
    words = listed_words()
    assert len(words) >= 150
    assert all(words.values())


@given(st.text(alphabet="aeinrstgwdbAESW ß-.,:!?\n0129äöü", max_size=200))
def test_whatever_is_typed_the_marks_lie_within_it_and_the_pieces_make_the_text(text: str) -> None:
    marks = check(text)

    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
    assert "".join(piece for piece, _ in marked(text, marks)) == text
