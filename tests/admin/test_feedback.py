"""What residents say is wrong, in the panel: on top of the list, on the entry's page, and ended by those whose entry it is."""

import re
from datetime import date, timedelta

import pytest

from angebote.feedback import Reason
from angebote.model import AngebotText
from angebote.store import Scope
from angebote.store.feedback import count_feedback, fresh_feedback
from angebote.store.history import changes_of
from angebote.translating import text_hash
from locales import LANGUAGES
from tests.admin.world import ENTRY, PEOPLE, TODAY, World, an_entry, id_of, plain_words

FOREIGN = id_of("Angebot/Haus Zwei")
SEEN = f"/angebote/{ENTRY}/feedback/seen"
FIRST_TIER = [language.tag for language in LANGUAGES if language.tier == 1]


def tell(
    world: World, angebot_id: str = ENTRY, reason: Reason = "unanswered", *, times: int = 1, day: date = TODAY, tag: str = "ar"
) -> None:
    with world.store.session(Scope.system()) as session:
        for _ in range(times):
            assert count_feedback(session, angebot_id, reason, day=day, language=tag)


def still_open(world: World) -> set[str]:
    with world.store.session(Scope.system(), is_reading=True) as session:
        return set(fresh_feedback(session, TODAY))


def names_on(page: str) -> list[str]:
    return re.findall(r'class="entry"[^>]*><bdi>(.*?)</bdi>', page)


def test_the_list_says_what_people_said_and_how_many(world: World) -> None:
    tell(world, times=2)
    tell(world, tag="tr")
    tell(world, reason="closed")

    page = plain_words(world.signed_in("own editor").get("/angebote").text)

    assert "niemand hat geantwortet (3×)" in page
    assert "geschlossen oder umgezogen (1×)" in page
    assert "Hinweise aus der Stadt: 1" in page


def test_what_people_said_stands_above_what_is_only_unconfirmed_and_below_what_has_ended(world: World) -> None:
    for name, fields in {
        "Vorbei": {"expires_on": date(2026, 11, 1)},
        "Bald vorbei": {"expires_on": date(2026, 12, 1)},
        "Gemeldet": {"checked_on": TODAY},
        "Alles gut": {"checked_on": TODAY},
    }.items():
        world.keep(an_entry("Haus Eins", id=id_of(name), texts={"de": AngebotText(name=name)}, **fields))
    tell(world, id_of("Gemeldet"))
    browser = world.signed_in("own editor")

    assert names_on(browser.get("/angebote").text) == ["Vorbei", "Gemeldet", "Bald vorbei", "Beratung Haus Eins", "Alles gut"]
    assert names_on(browser.get("/angebote?filter=feedback").text) == ["Gemeldet"]
    assert "Gemeldet" in names_on(browser.get("/angebote?filter=attention").text)


def test_what_was_said_long_ago_or_about_the_archive_needs_no_look(world: World) -> None:
    tell(world, day=TODAY - timedelta(days=31))
    world.keep(an_entry("Haus Eins", id=id_of("weg"), texts={"de": AngebotText(name="Weg")}, status="archived"))
    tell(world, id_of("weg"))
    browser = world.signed_in("own editor")

    assert names_on(browser.get("/angebote?filter=feedback").text) == []
    assert "niemand hat geantwortet (1×)" in plain_words(browser.get(f"/angebote/{ENTRY}").text)


def test_the_entrys_page_names_reasons_and_the_last_day_and_one_press_ends_them(world: World) -> None:
    tell(world, times=2, day=TODAY - timedelta(days=3))
    tell(world, reason="full")
    browser = world.signed_in("own editor")
    page = browser.get(f"/angebote/{ENTRY}").text
    words = plain_words(page)

    assert "niemand hat geantwortet (2×) · zuletzt am 22.11.2026" in words
    assert "keine freien Plätze (1×) · zuletzt am 25.11.2026" in words
    until = re.findall(r'name="until" value="([^"]+)"', page)
    assert until == ["2026-11-25"]

    answer = browser.post(SEEN, {"until": until[0]})

    assert answer.headers["location"].endswith(f"/angebote/{ENTRY}?done=seen-to")
    assert still_open(world) == set()
    assert "Hier stimmt etwas nicht" not in browser.get(f"/angebote/{ENTRY}").text
    assert browser.get("/angebote?filter=feedback").status_code == 200


def test_what_came_after_the_page_was_read_stays(world: World) -> None:
    tell(world, day=TODAY - timedelta(days=1))
    tell(world)
    world.signed_in("own editor").post(SEEN, {"until": str(TODAY - timedelta(days=1))})

    assert still_open(world) == {ENTRY}


def test_seeing_to_it_stands_in_the_history_once_and_cannot_be_taken_back(world: World) -> None:
    tell(world)
    browser = world.signed_in("own editor")
    browser.post(SEEN)
    browser.post(SEEN, {"until": "gibt es nicht"})
    with world.store.session(Scope.system(), is_reading=True) as session:
        changes = [one for one in changes_of(session, ENTRY) if one.action == "seen_to"]
    page = browser.get(f"/angebote/{ENTRY}/history").text

    assert len(changes) == 1
    assert "Anna : hat sich um Hinweise aus der Stadt gekümmert" in plain_words(page)
    assert f"/history/{changes[0].id}/undo" not in page
    assert browser.post(f"/angebote/{ENTRY}/history/{changes[0].id}/undo", {"version": world.entry().version}).status_code == 404


def test_changing_what_it_is_about_ends_it(world: World) -> None:
    tell(world)
    tell(world, reason="unfit")
    browser = world.signed_in("own editor")
    browser.send_entry(phones__0__number="0201 999", action="save")
    page = plain_words(browser.get(f"/angebote/{ENTRY}").text)

    assert "niemand hat geantwortet" not in page
    assert "nicht die richtige Hilfe (1×)" in page


@pytest.mark.parametrize("who", PEOPLE)
def test_only_those_whose_entry_it_is_read_it_and_end_it(world: World, who: str) -> None:
    tell(world)
    browser, may = world.signed_in(who), who in {"own editor", "lead", "coordinator", "operator"}

    assert ("niemand hat geantwortet (1×)" in plain_words(browser.get("/angebote").text)) is may
    assert browser.post(SEEN).status_code == (303 if may else 404)
    assert (still_open(world) == set()) is may


def test_the_list_names_what_is_not_translated_and_puts_it_last(world: World) -> None:
    source = AngebotText(name="Fertig", does="Wir helfen.")
    whole = {tag: AngebotText(name="x", source_hash=text_hash(source)) for tag in FIRST_TIER} | {"de": source}
    old = whole | {"tr": AngebotText(name="x", source_hash=text_hash(AngebotText(name="Früher")))}
    short = {tag: text for tag, text in whole.items() if tag not in ("fa", "uk")}
    unknown = {tag: AngebotText(name="x") for tag in FIRST_TIER} | {"de": source}
    for name, texts in {"Fertig": whole, "Veraltet": old, "Lücke": short, "Geladen": unknown}.items():
        texts = texts | {"de": AngebotText(name=name, does="Wir helfen.")}
        hashed = {
            tag: AngebotText(name="x", source_hash=text_hash(texts["de"])) if text.source_hash == text_hash(source) else text
            for tag, text in texts.items()
        }
        world.keep(an_entry("Haus Eins", id=id_of(name), texts=hashed, checked_on=TODAY))
    world.keep(an_entry("Haus Eins", id=id_of("Entwurf"), texts={"de": AngebotText(name="Entwurf")}, status="draft"))
    browser = world.signed_in("own editor")
    page = browser.get("/angebote?filter=untranslated").text

    assert names_on(page) == ["Beratung Haus Eins", "Lücke", "Veraltet"]
    assert re.findall(r"offene Übersetzungen: (\d+)", page) == [str(len(FIRST_TIER) - 1), "2", "1"]
    assert "fehlt oder ist veraltet: 3" in browser.get("/angebote").text
    assert "Lücke" not in names_on(browser.get("/angebote?filter=attention").text)
