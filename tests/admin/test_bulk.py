"""One thing done with many entries: looked at first, done in one go, taken back as a whole."""

import re
from dataclasses import replace
from datetime import date

import pytest
from starlette.responses import Response

from angebote.model import AngebotText
from angebote.store import Scope
from angebote.store.audit import broken_entries, entries
from angebote.store.history import changes_of
from angebote.store.tables import MunicipalityRow
from tests.admin.world import ENTRY, PEOPLE, TODAY, Browser, World, an_entry, hidden_fields, id_of, plain_words

SECOND = id_of("zweiter")
FOREIGN = id_of("Angebot/Haus Zwei")


@pytest.fixture
def two(world: World) -> World:
    """A world in which "Haus Eins" has two entries."""
    world.keep(
        an_entry("Haus Eins", id=SECOND, texts={"de": AngebotText(name="Nähcafé")}, status="draft", search_words=("Stoff",))
    )
    return world


def look(browser: Browser, action: str, *entries: str, **values: str) -> Response:
    """Choose entries and an action and look at what would change."""
    return browser.post("/bulk", {"entry": list(entries), "do": action, "step": "look", **values}, page="/angebote")


def do(browser: Browser, action: str, *entries: str, **values: str) -> Response:
    """Look at what would change, then do it."""
    seen = hidden_fields(look(browser, action, *entries, **values).text)
    fields = {name: seen[name] for name in ("entry", "looked_at")}
    return browser.post("/bulk", {**fields, "do": action, "step": "do", **values}, page="/angebote")


def made(answer: Response) -> str:
    """Return the path of the page that says what was done."""
    return answer.headers["location"].removeprefix("/admin").partition("?")[0]


def test_from_ticks_in_the_list_to_many_changed_entries(two: World) -> None:
    browser = two.signed_in("own editor")
    page = browser.get("/angebote").text
    ticked = re.findall(r'form="with-chosen" name="entry" value="([^"]+)"', page)
    asked = plain_words(browser.post("/bulk", {"entry": ticked}, page="/angebote").text)
    seen = plain_words(look(browser, "word", *ticked, word="Hosen kürzen").text)
    before = two.entry().search_words
    done = do(browser, "word", *ticked, word="Hosen kürzen")

    assert set(ticked) == {ENTRY, SECOND}
    assert "Ausgewählt: 2" in asked
    assert "einem anderen Träger" not in asked
    assert "Stoff, Hosen kürzen" in seen
    assert before == ()
    assert "done=bulk" in done.headers["location"]
    assert two.entry().search_words == ("Hosen kürzen",)
    assert two.entry(SECOND).search_words == ("Stoff", "Hosen kürzen")


@pytest.mark.parametrize(
    ("action", "values", "field", "expected"),
    [
        ("confirm", {}, "checked_on", TODAY),
        ("archive", {}, "status", "archived"),
        ("topic", {"topic": "grief"}, "topics", ("housing", "grief")),
        ("ends", {"ends": "2026-12-31"}, "expires_on", date(2026, 12, 31)),
        ("traeger", {"traeger": id_of("Haus Zwei")}, "traeger_id", id_of("Haus Zwei")),
        ("publish", {}, "status", "published"),
    ],
)
def test_a_coordinator_does_everything_with_many(
    two: World, action: str, values: dict[str, str], field: str, expected: object
) -> None:
    coordinator = two.signed_in("coordinator")
    before = {one: two.entry(one) for one in (ENTRY, SECOND)}
    path = made(do(coordinator, action, ENTRY, SECOND, **values))

    assert [getattr(two.entry(one), field) for one in (ENTRY, SECOND)] == [expected, expected]
    assert "Clara" in plain_words(coordinator.get("/log").text).partition("Was ")[2]
    assert "Nähcafé" in coordinator.get("/log").text
    two.clock.pass_time(minutes=1)
    answer = coordinator.post(f"{path}/undo")
    assert answer.headers["location"] == f"/admin{path}?done=bulk-undone"
    assert [replace(two.entry(one), version=1) for one in before] == [replace(one, version=1) for one in before.values()]
    assert "zurückgenommen" in plain_words(coordinator.get(path).text)


@pytest.mark.parametrize("who", ["own editor", "lead", "coordinator"])
def test_what_was_done_with_many_stands_in_the_log_as_one_line_whoever_did_it(two: World, who: str) -> None:
    browser = two.signed_in(who)
    path = made(do(browser, "word", ENTRY, SECOND, word="Nähen"))
    two.clock.pass_time(minutes=1)
    browser.post(f"{path}/undo")
    browser.post(f"{path}/undo")
    with two.store.session(Scope.system(), is_reading=True) as session:
        found = [(one.author, one.action, one.subject) for one in entries(session, limit=2)]
        broken = list(broken_entries(session))
    name = PEOPLE[who].name

    assert found == [
        (name, "bulk undone", "2: Beratung Haus Eins, Nähcafé"),
        (name, "bulk word", "2: Beratung Haus Eins, Nähcafé"),
    ]
    assert broken == []
    assert f"{name} hat mehreren Einträgen ein Suchwort gegeben: 2: Beratung" in plain_words(
        two.signed_in("coordinator").get("/log").text
    )


def test_what_cannot_be_done_is_said_with_its_reason_before_and_left_out(two: World) -> None:
    two.keep(replace(two.entry(SECOND), topics=()))
    coordinator = two.signed_in("coordinator")
    seen = plain_words(look(coordinator, "publish", ENTRY, SECOND, FOREIGN).text)

    assert "0 von 3 Einträgen" in seen
    assert "mindestens ein Thema" in seen
    assert seen.count("Das ist schon so.") == 2
    assert "Jetzt ändern" not in seen
    assert do(coordinator, "publish", ENTRY, SECOND).headers["location"].endswith("/angebote")
    assert two.entry(SECOND).status == "draft"


def test_an_archived_entry_is_brought_back_first(two: World) -> None:
    two.keep(replace(two.entry(SECOND), status="archived"))
    seen = plain_words(look(two.signed_in("own editor"), "confirm", ENTRY, SECOND).text)

    assert "1 von 2 Einträgen" in seen
    assert "Das liegt im Archiv" in seen


def test_four_eyes_hold_for_many_entries_too(two: World) -> None:
    with two.store.session(Scope.system()) as session:
        session.get_one(MunicipalityRow, id_of("essen")).needs_review = True
    editor = two.signed_in("own editor")
    seen = plain_words(look(editor, "topic", ENTRY, SECOND, topic="grief").text)
    do(editor, "topic", ENTRY, SECOND, topic="grief")
    do(editor, "publish", SECOND)

    assert "1 von 2 Einträgen" in seen
    assert "sieht es sich an" in seen
    assert two.entry().topics == ("housing",)
    assert two.entry(SECOND).topics == ("housing", "grief")
    assert two.entry(SECOND).status == "draft"


def test_four_eyes_hold_for_taking_back_too(two: World) -> None:
    with two.store.session(Scope.system()) as session:
        session.get_one(MunicipalityRow, id_of("essen")).needs_review = True
    editor = two.signed_in("own editor")
    path = made(do(editor, "archive", ENTRY, SECOND))
    two.clock.pass_time(minutes=1)
    answer = editor.post(f"{path}/undo")

    assert answer.headers["location"].endswith("done=bulk-undone-partly")
    assert (two.entry().status, two.entry(SECOND).status) == ("archived", "draft")
    assert "muss zustimmen" in plain_words(editor.get(path).text)


def test_what_was_changed_since_is_not_taken_back(two: World) -> None:
    coordinator = two.signed_in("coordinator")
    path = made(do(coordinator, "topic", ENTRY, SECOND, topic="grief"))
    two.keep(replace(two.entry(), email="neu@example.org"))
    two.clock.pass_time(minutes=1)
    answer = coordinator.post(f"{path}/undo")

    assert answer.headers["location"].endswith("done=bulk-undone-partly")
    assert two.entry().topics == ("housing", "grief")
    assert two.entry(SECOND).topics == ("housing",)
    assert "seitdem wieder geändert" in plain_words(coordinator.get(path).text)
    assert coordinator.post(f"{path}/undo").headers["location"].endswith("done=bulk-undone-partly")
    assert two.entry(SECOND).topics == ("housing",)


def test_what_was_changed_after_looking_stays_as_it_is(two: World) -> None:
    browser = two.signed_in("own editor")
    seen = hidden_fields(look(browser, "confirm", ENTRY, SECOND).text)
    two.keep(replace(two.entry(), email="neu@example.org"))
    fields = {name: seen[name] for name in ("entry", "looked_at")}
    browser.post("/bulk", {**fields, "do": "confirm", "step": "do"}, page="/angebote")

    assert two.entry().checked_on is None
    assert two.entry(SECOND).checked_on == TODAY


def test_only_what_was_looked_at_is_done(two: World) -> None:
    browser = two.signed_in("own editor")
    seen = hidden_fields(look(browser, "confirm", ENTRY, SECOND).text)
    fields = {name: seen[name] for name in ("entry", "looked_at")}
    answer = browser.post("/bulk", {**fields, "do": "archive", "step": "do"}, page="/angebote")

    assert answer.status_code == 200
    assert "Noch ist nichts geändert" in plain_words(answer.text)
    assert two.entry().status == "published"


@pytest.mark.parametrize("step", ["look", "do", ""])
@pytest.mark.parametrize("foreign", [FOREIGN, id_of("Angebot/Haus Drei"), "nothing", f"{FOREIGN}@1"])
def test_an_entry_of_others_is_as_unknown_as_one_that_does_not_exist(two: World, foreign: str, step: str) -> None:
    fields = {"entry": [ENTRY, foreign], "do": "confirm", "step": step, "looked_at": f"confirm  {TODAY}"}
    answer = two.signed_in("own editor").post("/bulk", fields, page="/angebote")

    assert answer.status_code == (200 if not step else 404)
    assert "Haus Zwei" not in answer.text
    assert two.entry().checked_on is None


@pytest.mark.parametrize(
    ("action", "values", "sentence"),
    [
        ("topic", {"topic": "nonsense"}, "Bitte wählen Sie ein Thema"),
        ("word", {"word": " \u200b "}, "Bitte schreiben Sie ein Wort"),
        ("word", {"word": "x" * 81}, "Bitte schreiben Sie ein Wort"),
        ("ends", {"ends": "2026-11-24"}, "Bitte schreiben Sie einen Tag"),
        ("ends", {"ends": "morgen"}, "Bitte schreiben Sie einen Tag"),
        ("traeger", {"traeger": id_of("Haus Drei")}, "Bitte wählen Sie einen Träger"),
        ("everything", {}, "Bitte wählen Sie, was geschehen soll"),
        ("", {}, "Bitte wählen Sie, was geschehen soll"),
    ],
)
def test_bad_input_is_answered_with_a_sentence_and_what_was_typed(
    two: World, action: str, values: dict[str, str], sentence: str
) -> None:
    answer = look(two.signed_in("coordinator"), action, ENTRY, **values)

    assert answer.status_code == 422
    assert sentence in plain_words(answer.text)
    assert ENTRY in hidden_fields(answer.text)["entry"]
    assert "morgen" not in values.values() or 'value="morgen"' in answer.text


def test_nothing_chosen_and_too_many_are_said(two: World) -> None:
    browser = two.signed_in("own editor")

    assert "mindestens einen Eintrag an" in plain_words(browser.post("/bulk", {}, page="/angebote").text)
    many = [f"x{number}" for number in range(201)]
    assert "höchstens 200 Einträge" in plain_words(browser.post("/bulk", {"entry": many}, page="/angebote").text)


def test_an_editor_gives_nothing_to_another_traeger(two: World) -> None:
    answer = look(two.signed_in("own editor"), "traeger", ENTRY, traeger=id_of("Haus Zwei"))

    assert answer.status_code == 422
    assert two.entry().traeger_id == id_of("Haus Eins")


def test_an_operator_gives_no_entry_to_a_traeger_of_another_town(two: World) -> None:
    operator = two.signed_in("operator")
    seen = plain_words(look(operator, "traeger", ENTRY, traeger=id_of("Haus Drei")).text)

    assert "gehört zu einer anderen Stadt" in seen


def test_all_that_were_found_are_taken_with_the_filter_of_the_list(two: World) -> None:
    for number in range(60):
        two.keep(an_entry("Haus Eins", id=id_of(f"n{number}"), texts={"de": AngebotText(name=f"Kurs {number}")}))
    browser = two.signed_in("own editor")
    page = browser.get("/angebote?words=kurs").text
    answer = browser.post("/bulk", {"all": "yes", "words": "kurs", "filter": "all", "town": ""}, page="/angebote")

    assert "alle 60, die gefunden wurden" in plain_words(page)
    assert "Ausgewählt: 60" in plain_words(answer.text)


def test_the_way_back_leads_to_the_same_list_and_the_language_is_kept(two: World) -> None:
    browser = two.signed_in("own editor")
    fields = {"entry": ENTRY, "words": "haus & co", "filter": "published", "town": "", "step": "look"}
    answer = browser.post("/bulk", fields, page="/angebote")

    assert 'href="/admin/angebote?filter=published&amp;town=&amp;words=haus+%26+co"' in answer.text
    assert browser.get("/bulk?lang=en").headers["location"] == "/admin/angebote?lang=en"


def test_what_was_done_is_shown_to_nobody_else(two: World) -> None:
    path = made(do(two.signed_in("coordinator"), "confirm", ENTRY, SECOND))

    for who in ("own editor", "operator", "coordinator of another town"):
        assert two.signed_in(who).get(path).status_code == 404
        assert two.signed_in(who).post(f"{path}/undo").status_code == 404
    for odd in ("x", "²", "1" * 17, "1" * 40):
        assert two.signed_in("coordinator").get(f"/bulk/made/{odd}").status_code == 404


def test_each_entry_has_it_in_its_own_history(two: World) -> None:
    do(two.signed_in("own editor"), "archive", ENTRY, SECOND)

    with two.store.session(Scope.system(), is_reading=True) as session:
        assert [changes_of(session, one)[0].action for one in (ENTRY, SECOND)] == ["archived", "archived"]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ("ends_soon", {"Vorbei", "Bald vorbei"}),
        ("unconfirmed", {"Bald vorbei", "Zweisprachig"}),
        ("one_language", {"Vorbei", "Bald vorbei"}),
        ("no_words", {"Vorbei", "Zweisprachig"}),
    ],
)
def test_the_list_shows_what_is_still_to_be_done(world: World, chosen: str, expected: set[str]) -> None:
    entries = {
        "Vorbei": {"checked_on": TODAY, "expires_on": date(2026, 11, 1)},
        "Bald vorbei": {"expires_on": date(2026, 12, 10), "search_words": ("Tee",)},
        "Zweisprachig": {"texts": {"de": AngebotText(name="Zweisprachig"), "en": AngebotText(name="Two")}},
    }
    for name, fields in entries.items():
        world.keep(an_entry("Haus Zwei", id=id_of(name), **({"texts": {"de": AngebotText(name=name)}} | fields)))
    world.keep(
        replace(
            world.entry(FOREIGN),
            status="archived",
            checked_on=None,
            expires_on=TODAY,
        )
    )
    page = world.signed_in("editor of another Traeger").get(f"/angebote?filter={chosen}").text

    assert set(re.findall(r'class="entry"[^>]*><bdi>(.*?)</bdi>', page)) == expected
