"""The list of entries: order, search, pages."""

import re
from dataclasses import replace
from datetime import date

import pytest

from angebote.model import AngebotText
from tests.admin.world import TODAY, Browser, World, an_entry, id_of


@pytest.fixture
def editor(world: World) -> Browser:
    return world.signed_in("own editor")


def test_the_list_begins_with_what_needs_a_look(world: World) -> None:
    entries = {
        "Alles gut": {"checked_on": TODAY},
        "Bald vorbei": {"checked_on": TODAY, "expires_on": date(2026, 12, 10)},
        "Vorbei": {"checked_on": TODAY, "expires_on": date(2026, 11, 1)},
        "Lange her": {"checked_on": date(2026, 1, 1)},
        "Nie geprüft": {},
    }
    for name, fields in entries.items():
        world.keep(an_entry("Haus Eins", id=id_of(name), texts={"de": AngebotText(name=name)}, **fields))
    world.keep(replace(world.entry(), status="archived"))

    page = world.signed_in("own editor").get("/angebote").text

    assert re.findall(r'class="entry"[^>]*><bdi>(.*?)</bdi>', page) == [
        "Vorbei",
        "Bald vorbei",
        "Nie geprüft",
        "Lange her",
        "Alles gut",
    ]
    assert "Bitte ansehen: 4" in page


def test_the_list_is_searched_filtered_and_paged(world: World) -> None:
    for number in range(60):
        status = "draft" if number % 2 else "published"
        world.keep(
            an_entry("Haus Zwei", id=id_of(f"n{number}"), texts={"de": AngebotText(name=f"Kurs {number:02}")}, status=status)
        )
    browser = world.signed_in("coordinator")

    assert "Gefunden: 62" in browser.get("/angebote").text
    assert "Seite 2 von 2" in browser.get("/angebote?page=2").text
    assert "Gefunden: 30" in browser.get("/angebote?filter=draft&words=kurs").text
    assert "Gefunden: 1<" in browser.get("/angebote?words=KURS+07").text
    assert "Gefunden: 61" in browser.get("/angebote?words=haus+zwei").text
    assert "Hier ist nichts zu finden" in browser.get("/angebote?words=gibtesnicht").text


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=x", "page=99999999999", "page=²", "filter=x", "town=x", "words=" + "a" * 9000, "lang=xx"]
)
def test_an_odd_address_of_the_list_is_answered_with_a_list(editor: Browser, query: str) -> None:
    assert editor.get(f"/angebote?{query}").status_code == 200
