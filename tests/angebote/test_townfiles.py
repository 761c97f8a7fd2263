"""Town folders are read whole, or refused with every fault, its line and what would be right."""

import json
import shutil
from datetime import date, time
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from angebote.model import Instead, Intake, Phone, Schedule, ScheduleException, SpokenLanguage
from angebote.townfiles import Fault, TownFile, bundled_towns, entry_id, read_town_folder, read_town_texts

EXAMPLE = Path(__file__).parent.parent / "towns" / "beispielstadt"
TEXTS = {path.name: path.read_text("utf-8") for path in EXAMPLE.glob("*.toml")}


def with_change(file: str, old: str, new: str) -> list[Fault]:
    """Read the example with one text replaced and return its faults; the town itself is an answer of no faults."""
    assert TEXTS[file].count(old) >= 1, old
    found = read_town_texts(TEXTS | {file: TEXTS[file].replace(old, new, 1)})
    return found if isinstance(found, list) else []


def test_the_example_is_read_with_every_field() -> None:
    found = read_town_folder(EXAMPLE)
    assert isinstance(found, TownFile)
    town = found.town
    angebot = found.angebote[0]
    nord, altendorf = (entry_id("beispielstadt", "stadtteil", slug) for slug in ("nordviertel", "altendorf"))

    assert [one.slug for one in town.stadtteile.values()] == ["mitte", "nordviertel", "altendorf"]
    assert town.stadtteile[nord].parent_id == entry_id("beispielstadt", "stadtteil", "mitte")
    assert town.stadtteile[altendorf].boundary == (((51.44, 6.97), (51.44, 6.99), (51.46, 6.99), (51.44, 6.97)),)
    assert town.imprint == "Stadt Beispielstadt\nMarkt 1, 45127 Beispielstadt"
    assert town.privacy_contact == "datenschutz@beispielstadt.example"
    assert town.topic_words == {"food_clothing": ("B-Karte", "Plünnenkiste")}
    assert town.emergency_places["homeless_tonight"].schedules[0].closes_at == time(23, 59)
    assert [one.city for one in town.locations.values()] == ["Beispielstadt"]
    assert angebot.id == entry_id("beispielstadt", "angebot", "schuldenberatung")
    assert angebot.stadtteil_ids == (nord, altendorf)
    assert angebot.phones == (Phone(number="0201 5550100"), Phone(number="0201 5550101", note="Anmeldung"))
    assert angebot.languages == (
        SpokenLanguage(tag="de"),
        SpokenLanguage(tag="ar", schedules=(Schedule(weekdays=("TU",), opens_at=time(10), closes_at=time(12)),)),
    )
    assert [one.kind for one in angebot.schedules] == ["open", "open", "appointment", "phone"]
    assert angebot.exceptions[1] == ScheduleException(
        first_day=date(2026, 12, 23), last_day=date(2026, 12, 23), opens_at=time(9), closes_at=time(11)
    )
    assert angebot.intake == Intake(closed_until=date(2026, 3, 31), waiting_weeks=6, waiting_valid_to=date(2026, 6, 30))
    assert angebot.instead == (Instead(topic="housing", angebot_id=entry_id("beispielstadt", "angebot", "mieterberatung")),)
    assert list(angebot.texts) == ["de", "tr"]
    assert angebot.texts["tr"].is_machine


def test_drafts_are_in_the_file_but_not_in_the_town() -> None:
    found = read_town_texts(TEXTS)
    assert isinstance(found, TownFile)

    assert [one.status for one in found.angebote] == ["published", "published", "draft"]
    assert len(found.town.angebote) == 2


def test_neighbours_are_mutual_even_if_one_side_is_written() -> None:
    found = read_town_texts(TEXTS)
    assert isinstance(found, TownFile)
    nord, altendorf = (entry_id("beispielstadt", "stadtteil", slug) for slug in ("nordviertel", "altendorf"))

    assert found.town.stadtteile[nord].neighbour_ids == (altendorf,)
    assert found.town.stadtteile[altendorf].neighbour_ids == (nord,)


def test_ids_are_the_same_whenever_a_town_is_read() -> None:
    assert entry_id("essen", "angebot", "x") == entry_id("essen", "angebot", "x")
    assert entry_id("essen", "angebot", "x") != entry_id("essen", "location", "x")


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "hint"),
    [
        ("town.toml", 'state = "NW"', 'state = "NX"', "town.state", "NW"),
        ("town.toml", 'state = "NW"', "", "town.state", "missing"),
        ("town.toml", 'slug = "beispielstadt"', 'slug = "Beispiel Stadt"', "town.slug", "a-z"),
        ("town.toml", 'operator = "Stadt Beispielstadt"', 'timezone = "Berlin"', "town.timezone", "Europe/Berlin"),
        ("town.toml", 'operator = "Stadt Beispielstadt"', 'operater = "Stadt"', "town.operater", '"operator"'),
        ("town.toml", 'kind = "homeless_tonight"', 'kind = "homeless"', "emergency_place.kind", '"homeless_tonight"'),
        ("town.toml", 'kind = "homeless_tonight"', 'kind = "child_protection_24h"', "emergency_place.kind", "twice"),
        ("town.toml", "checked_on = 2026-01-07", 'checked_on = "2026-01-07"', "emergency_place.checked_on", "without quotes"),
        ("town.toml", 'phone = "0201 5550110"', 'phone = "siehe Web"', "emergency_place.phone", "as it is dialled"),
        ("town.toml", "[town]", "[[town]]", "town", "[town], once"),
        ("town.toml", "\nStadt Bei", "x" * 4000 + "\nStadt Bei", "town.imprint", "at most 4000"),
        ("town.toml", "datenschutz@", "x" * 300, "town.privacy_contact", "at most 300"),
        ("town.toml", "food_clothing = [", "food_cloths = [", "town.topic_words.food_cloths", '"food_clothing"'),
        ("town.toml", '"B-Karte"', '"und"', "town.topic_words.food_clothing", "too little"),
        ("town.toml", '"B-Karte"', '"Schulden"', "town.topic_words.food_clothing", '"money_debt"'),
        ("town.toml", '"B-Karte"', '"Plünnenkiste"', "town.topic_words.food_clothing", "twice"),
        ("town.toml", '"B-Karte"', '"B-Karte, Pass"', "town.topic_words.food_clothing", "each word by itself"),
        ("town.toml", '"B-Karte"', f'"{"x" * 81}"', "town.topic_words.food_clothing", "at most 80"),
        (
            "town.toml",
            '"B-Karte"',
            ", ".join(f'"Wort{one}xy"' for one in range(30)),
            "town.topic_words.food_clothing",
            "at most 30",
        ),
        ("town.toml", '["B-Karte"', '["B-Karte"]\nhousing = ["b-karte"', "town.topic_words.housing", '"food_clothing"'),
        ("stadtteile.toml", 'parent = "mitte"', 'parent = "mite"', "stadtteil.parent", '"mitte"'),
        ("stadtteile.toml", 'parent = "mitte"', 'parent = "nordviertel"', "stadtteil.parent", "leads back"),
        ("stadtteile.toml", '["altendorf"]', '["altendrof"]', "stadtteil.neighbours", '"altendorf"'),
        ("stadtteile.toml", '["altendorf"]', '["nordviertel"]', "stadtteil.neighbours", "itself"),
        ("stadtteile.toml", '["45127"]', '["4512"]', "stadtteil.postcodes", "five digits"),
        ("stadtteile.toml", '["45127"]', "[45127]", "stadtteil.postcodes", "a text in quotes"),
        ("stadtteile.toml", "[51.46, 7.01]", "[510.46, 7.01]", "stadtteil.point", "latitude"),
        ("stadtteile.toml", "is_choice = false", 'is_choice = "no"', "stadtteil.is_choice", "true or false"),
        ("stadtteile.toml", "[51.44, 6.97], [51.44, 6.99]", "[51.44, 6.98], [51.44, 6.99]", "stadtteil.boundary", "not closed"),
        ("stadtteile.toml", 'slug = "altendorf"', 'slug = "nordviertel"', "stadtteil.slug", "taken"),
        ("stadtteile.toml", "[[stadtteil]]", "[[stadteil]]", "stadteil", '"stadtteil"'),
        ("stadtteile.toml", 'name = "Altendorf"', 'name = ""', "stadtteil.name", "empty"),
        ("stadtteile.toml", 'name = "Altendorf"', f'name = "{"x" * 201}"', "stadtteil.name", "at most 200"),
        ("stadtteile.toml", 'name = "Altendorf"', 'name = "Alten\\u202Edorf"', "stadtteil.name", "U+202E"),
        ("traeger.toml", "https://", "http://", "traeger.website", "https://"),
        ("traeger.toml", '["hilfswerk", "mieterverein"]', '["hilfswerk", "mietverein"]', "programme.traeger", '"mieterverein"'),
        ("locations.toml", '"nordviertel"', '"nordvirtel"', "location.stadtteil", '"nordviertel"'),
        ("locations.toml", '"step_free"', '"stepfree"', "location.access", '"step_free"'),
        ("angebote.toml", 'traeger = "hilfswerk"', 'traeger = "hilfwerk"', "angebot.traeger", '"hilfswerk"'),
        ("angebote.toml", 'location = "haus-nord"', 'location = "haus-not"', "angebot.location", '"haus-nord"'),
        ("angebote.toml", 'programme = "treffpunkt"', 'programme = "treff"', "angebot.programme", '"treffpunkt"'),
        ("angebote.toml", '["money_debt"]', '["money_dept"]', "angebot.topics", '"money_debt"'),
        ("angebote.toml", '["money_debt"]', '["housing", "housing"]', "angebot.topics", "twice"),
        ("angebote.toml", 'topics = ["money_debt"]', "", "angebot.topics", "missing"),
        ("angebote.toml", '"adults"', '"adult"', "angebot.target_groups", '"adults"'),
        ("angebote.toml", "minimum_age = 18", "minimum_age = 18\nmaximum_age = 17", "angebot.maximum_age", "below"),
        ("angebote.toml", "minimum_age = 18", "minimum_age = 18.5", "angebot.minimum_age", "whole number"),
        ("angebote.toml", "minimum_age = 18", "minimum_age = 180", "angebot.minimum_age", "between 0 and 120"),
        ("angebote.toml", '["de", {', '["arabisch", {', "angebot.languages", "BCP 47"),
        ("angebote.toml", 'hours = "Tu 10:00-12:00"}', 'hours = "Di 10:00-12:00"}', "angebot.languages.hours", "Write Tu"),
        ("angebote.toml", 'cost = "free"', 'cost = "fre"', "angebot.cost", '"free"'),
        ("angebote.toml", '["0201 5550100", {', '["keins", {', "angebot.phones", "as it is dialled"),
        ("angebote.toml", 'note = "Anmeldung"', 'not = "Anmeldung"', "angebot.phones.not", '"note"'),
        ("angebote.toml", '["nordviertel", "altendorf"]', '["nordviertel", "altendorff"]', "angebot.stadtteile", '"altendorf"'),
        ("angebote.toml", 'email = "rat@hilfswerk.example"', 'email = "rat (at) werk"', "angebot.email", "not an email"),
        ("angebote.toml", 'hours = "Mo,We 09:00-12:00', 'hours = "Mo,Mi 09:00-12:00', "angebot.hours", "Write We"),
        ("angebote.toml", "last_day = 2026-08-07", "last_day = 2026-07-07", "angebot.exceptions.last_day", "before"),
        ("angebote.toml", ", closes_at = 11:00:00", "", "angebot.exceptions.closes_at", "neither"),
        ("angebote.toml", "waiting_weeks = 6", "waiting_week = 6", "angebot.intake.waiting_week", '"waiting_weeks"'),
        ("angebote.toml", 'angebot = "mieterberatung"', 'angebot = "mieter"', "angebot.instead.angebot", '"mieterberatung"'),
        ("angebote.toml", "[angebot.texts.de]", "[angebot.texts.en]", "angebot.texts", "[angebot.texts.de]"),
        ("angebote.toml", "[angebot.texts.tr]", "[angebot.texts.zz]", "angebot.texts.zz", "BCP 47"),
        ("angebote.toml", 'does = "', 'tut = "', "angebot.texts.de.tut", "not known"),
        ("angebote-wohnen.toml", 'phones = ["0201 5550120"]', "", "angebot", "no way to reach it"),
        ("angebote-wohnen.toml", 'status = "draft"', 'status = "Entwurf"', "angebot.status", "published"),
        ("angebote-wohnen.toml", 'slug = "mieterberatung"', 'slug = "schuldenberatung"', "angebot.slug", "taken"),
    ],
)
def test_a_fault_is_named_with_its_field_and_what_would_be_right(file: str, old: str, new: str, field: str, hint: str) -> None:
    faults = with_change(file, old, new)

    assert any(fault.file == file and fault.field == field and hint in fault.message for fault in faults), "\n".join(
        map(str, faults)
    )


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("town.toml", 'phone = "0201 5550111"', 'phone = "nein"'),
        ("stadtteile.toml", 'postcodes = ["45143"]', 'postcodes = ["4514"]'),
        ("angebote.toml", "intake = {closed_until = 2026-03-31", "intake = {closed_until = 20260331"),
        ("angebote.toml", 'next_step = "Kommen', 'nextstep = "Kommen'),
        ("angebote.toml", "is_machine = true", "is_machine = 1"),
        ("angebote-wohnen.toml", 'website = "https', 'website = "http'),
        ("locations.toml", "point = [", "point = [true, "),
    ],
)
def test_a_fault_stands_on_the_line_of_its_key(file: str, old: str, new: str) -> None:
    line = TEXTS[file][: TEXTS[file].index(old)].count("\n") + 1

    assert [fault.line for fault in with_change(file, old, new)] == [line]


def test_a_fault_of_a_whole_entry_stands_on_its_header() -> None:
    file = "angebote-wohnen.toml"

    assert [(fault.line, fault.field) for fault in with_change(file, 'website = "https://mieterverein.example/boerse"', "")] == [
        (14, "angebot")
    ]


def test_a_text_over_several_lines_does_not_confuse_the_lines() -> None:
    faults = with_change(
        "angebote.toml",
        'does = "Wir ordnen mit Ihnen Briefe und Schulden."',
        'does = """\n[[angebot]]\nslug = "x"\n"""\nfalsch = 1',
    )

    assert [
        (fault.field, TEXTS["angebote.toml"].count("\n", 0, TEXTS["angebote.toml"].index("does =")) + 5) for fault in faults
    ] == [("angebot.texts.de.falsch", faults[0].line)]


def test_all_faults_of_all_files_are_named_at_once() -> None:
    changed = {
        "town.toml": TEXTS["town.toml"].replace('"NW"', '"XX"'),
        "stadtteile.toml": TEXTS["stadtteile.toml"].replace('"45127"', '"4"'),
        "angebote.toml": TEXTS["angebote.toml"].replace('"hilfswerk"', '"x"').replace('"free"', '"gratis"'),
    }
    faults = read_town_texts(TEXTS | changed)

    assert isinstance(faults, list)
    assert [(fault.file, fault.field) for fault in faults] == [
        ("angebote.toml", "angebot.traeger"),
        ("angebote.toml", "angebot.cost"),
        ("stadtteile.toml", "stadtteil.postcodes"),
        ("town.toml", "town.state"),
    ]


def test_a_fault_of_grammar_is_named_with_its_line() -> None:
    faults = with_change("angebote.toml", 'cost = "free"', "cost = free")

    assert [(fault.file, fault.line) for fault in faults] == [("angebote.toml", 12)]
    assert "not TOML" in faults[0].message


@pytest.mark.parametrize("file", ["town.toml", "stadtteile.toml", "traeger.toml"])
def test_a_missing_file_is_named(file: str) -> None:
    faults = read_town_texts({name: text for name, text in TEXTS.items() if name != file})

    assert isinstance(faults, list)
    assert [(fault.file, fault.message) for fault in faults] == [(file, "is missing in this folder.")]


def test_a_file_with_an_unknown_name_is_named_with_the_likely_one() -> None:
    faults = read_town_texts(TEXTS | {"location.toml": ""})

    assert faults == [Fault("location.toml", 1, "", 'is not a file of a town. Did you mean "locations.toml"?')]


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    faults = read_town_folder(tmp_path / "nirgendwo")

    assert isinstance(faults, list)
    assert str(faults[0]) == "nirgendwo:1: is not a folder that can be read."


def test_a_file_in_another_encoding_is_a_fault(tmp_path: Path) -> None:
    folder = tmp_path / "town"
    shutil.copytree(EXAMPLE, folder)
    (folder / "angebote.toml").write_bytes("name = 'Straße'".encode("cp1252"))
    faults = read_town_folder(folder)

    assert isinstance(faults, list)
    assert [(fault.file, "UTF-8" in fault.message) for fault in faults] == [("angebote.toml", True)]


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))

    assert isinstance(read_town_folder(tmp_path), TownFile)


@pytest.mark.parametrize("folder", bundled_towns(), ids=lambda folder: folder.name)
def test_a_bundled_town_has_no_fault(folder: Traversable) -> None:
    found = read_town_folder(folder)

    assert isinstance(found, TownFile), "\n".join(map(str, found))
    assert found.town.slug == folder.name
    assert found.town.emergency_places == {}, "an invented number must never stand in an emergency"


_VALUES = st.recursive(
    st.text(max_size=5) | st.integers(-5, 5) | st.booleans() | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=2),
    max_leaves=4,
)


@given(
    st.sampled_from(sorted(TEXTS)),
    st.integers(0, 40),
    st.sampled_from(("", "x = 1", "[[angebot]]", "[town]", "slug = 5", "phones = [{}]")),
)
def test_any_replaced_line_is_answered_with_faults_or_a_town(file: str, number: int, line: str) -> None:
    lines = TEXTS[file].split("\n")
    lines[number % len(lines)] = line
    found = read_town_texts(TEXTS | {file: "\n".join(lines)})

    assert isinstance(found, TownFile) or all(isinstance(fault, Fault) and fault.message for fault in found)


@given(st.sampled_from(sorted(TEXTS)), st.data())
def test_any_value_in_place_of_another_is_answered_with_faults_or_a_town(file: str, data: st.DataObject) -> None:
    lines = TEXTS[file].split("\n")
    numbers = [number for number, line in enumerate(lines) if " = " in line and not line.startswith(" ")]
    number = data.draw(st.sampled_from(numbers))
    key = lines[number].partition(" = ")[0]
    lines[number] = f"{key} = {_toml(data.draw(_VALUES))}"
    found = read_town_texts(TEXTS | {file: "\n".join(lines)})

    assert isinstance(found, TownFile) or found


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value) if isinstance(value, int) else json.dumps(value)
