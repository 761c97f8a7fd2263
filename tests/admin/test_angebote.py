"""Entries of the catalogue: list, form, publishing, two people at once."""

import re
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from admin.app import build_panel
from angebote.model import Angebot, AngebotText, Instead, Intake, Phone, Schedule, ScheduleException, SpokenLanguage
from angebote.translating import text_hash
from locales import Text
from tests.admin.world import ENTRY, KEY, PASSWORD, PEOPLE, SERVER, TODAY, Browser, World, id_of, plain_words


@pytest.fixture
def editor(world: World) -> Browser:
    return world.signed_in("own editor")


def test_a_change_is_in_the_catalogue_at_once(world: World, editor: Browser) -> None:
    before = world.town().version

    answer = editor.send_entry(texts__de__does="Wir hören zu und helfen.", action="save")

    assert answer.headers["location"] == f"/admin/angebote/{ENTRY}?done=saved-published"
    assert world.entry().texts["de"].does == "Wir hören zu und helfen."
    assert world.town().version > before


def test_saving_an_untouched_form_changes_nothing(world: World, editor: Browser) -> None:
    full = _a_full_entry(world)

    assert editor.send_entry(action="save").status_code == 303

    assert world.entry() == full


def test_every_field_of_the_form_is_kept(world: World, editor: Browser) -> None:
    answer = editor.send_entry(
        action="save",
        texts__de__name="Mieterberatung",
        texts__de__does="Erste Zeile\r\nZweite Zeile",
        texts__de__does_not="Keine Wohnungssuche",
        texts__de__next_step="Einfach kommen",
        texts__en__name="Tenants' advice",
        topics=["housing", "legal_advice"],
        target_groups=["tenants"],
        minimum_age="16",
        maximum_age="99",
        formats=["open_hours"],
        hours="Mo-Do 9-12 Uhr\nFr[1] 11:00-13:00",
        hours_phone="Di 14-16",
        closed_days="24.12.2026 - 01.01.2027\n23.12.2026 10:00-12:00",
        languages=["de", "ar"],
        is_interpreter_possible="yes",
        cost="fee",
        price="3,50",
        documents=["letter"],
        access=["step_free"],
        is_anonymous="yes",
        phones__0__number="+49 201 123456",
        phones__0__note="Büro",
        phones__1__number="0201 654321",
        email="beratung@example.org",
        website="https://beratung.example.org/wohnen",
        stadtteil_ids=[id_of("Essen-Nord")],
        location_id=id_of("Ort/essen"),
        closed_until="2026-12-31",
        waiting_weeks="6",
        waiting_valid_to="31.01.2027",
        expires_on="2027-06-30",
        search_words="Miete, Mietvertrag , Miete",
        is_checked_today="yes",
    )

    assert answer.status_code == 303
    saved = world.entry()
    source = AngebotText(
        name="Mieterberatung", does="Erste Zeile\nZweite Zeile", does_not="Keine Wohnungssuche", next_step="Einfach kommen"
    )
    assert saved.texts == {"de": source, "en": AngebotText(name="Tenants' advice", source_hash=text_hash(source))}
    assert saved.topics == ("housing", "legal_advice")
    assert (saved.target_groups, saved.minimum_age, saved.maximum_age) == (("tenants",), 16, 99)
    assert [(one.weekdays, one.kind, one.week_of_month, one.opens_at) for one in saved.schedules] == [
        (("MO", "TU", "WE", "TH"), "open", None, time(9)),
        (("FR",), "open", 1, time(11)),
        (("TU",), "phone", None, time(14)),
    ]
    assert saved.exceptions == (
        ScheduleException(first_day=date(2026, 12, 24), last_day=date(2027, 1, 1)),
        ScheduleException(first_day=date(2026, 12, 23), last_day=date(2026, 12, 23), opens_at=time(10), closes_at=time(12)),
    )
    assert saved.languages == (SpokenLanguage(tag="de"), SpokenLanguage(tag="ar"))
    assert (saved.cost, saved.price_cents, saved.is_interpreter_possible, saved.is_anonymous) == ("fee", 350, True, True)
    assert saved.phones == (Phone(number="+49 201 123456", note="Büro"), Phone(number="0201 654321"))
    assert (saved.email, saved.website) == ("beratung@example.org", "https://beratung.example.org/wohnen")
    assert (saved.stadtteil_ids, saved.location_id) == ((id_of("Essen-Nord"),), id_of("Ort/essen"))
    assert saved.intake == Intake(closed_until=date(2026, 12, 31), waiting_weeks=6, waiting_valid_to=date(2027, 1, 31))
    assert (saved.expires_on, saved.checked_on, saved.search_words) == (date(2027, 6, 30), TODAY, ("Miete", "Mietvertrag"))


def test_the_week_that_was_understood_is_shown_before_anything_is_saved(world: World, editor: Browser) -> None:
    answer = editor.send_entry(hours="Mo-Do 9-12 Uhr\n1. Fr 11-13", action="look")

    assert answer.status_code == 200
    week = plain_words(answer.text[answer.text.index('id="week"') :])
    assert "Montag, Dienstag, Mittwoch und Donnerstag 09:00–12:00 offen, einfach kommen" in week
    assert "erster Freitag im Monat 11:00–13:00" in week
    assert "Noch ist nichts gespeichert." in week
    assert world.entry().version == 1


def test_a_new_entry_begins_as_a_draft_that_residents_do_not_see(world: World, editor: Browser) -> None:
    fields = {"traeger_id": id_of("Haus Eins"), "texts.de.name": "Café", "email": "cafe@example.org", "action": "save"}

    answer = editor.post("/angebote/new", fields)
    angebot_id = answer.headers["location"].split("/")[-1].split("?")[0]

    assert world.entry(angebot_id).status == "draft"
    assert angebot_id not in world.town().angebote
    assert "Café" in editor.get("/angebote").text


def test_publishing_shows_an_entry_and_withdrawing_hides_it(world: World, editor: Browser) -> None:
    editor.post(f"/angebote/{ENTRY}/withdraw", {"version": 1})
    assert ENTRY not in world.town().angebote

    assert editor.send_entry(action="publish").status_code == 303
    assert ENTRY in world.town().angebote

    editor.post(f"/angebote/{ENTRY}/archive", {"version": world.entry().version})
    assert world.entry().status == "archived"
    assert ENTRY not in world.town().angebote
    assert "Beratung Haus Eins" not in editor.get("/angebote").text
    assert "Beratung Haus Eins" in editor.get("/angebote?filter=archived").text

    editor.post(f"/angebote/{ENTRY}/withdraw", {"version": world.entry().version})
    assert world.entry().status == "draft"


def test_an_entry_without_a_topic_is_kept_as_a_draft_but_not_published(world: World, editor: Browser) -> None:
    editor.post(f"/angebote/{ENTRY}/withdraw", {"version": 1})

    refused = editor.send_entry(topics=[], action="publish")
    assert refused.status_code == 422
    assert "mindestens ein Thema" in refused.text
    assert editor.send_entry(topics=[], action="save").status_code == 303
    assert world.entry().status == "draft"


def test_a_published_entry_cannot_lose_its_last_topic(world: World, editor: Browser) -> None:
    assert editor.send_entry(topics=[], action="save").status_code == 422
    assert world.entry().topics == ("housing",)


def test_still_right_notes_today(world: World, editor: Browser) -> None:
    assert "noch nie geprüft" in editor.get(f"/angebote/{ENTRY}").text

    answer = editor.post(f"/angebote/{ENTRY}/confirm", {"version": 1})

    assert answer.headers["location"].endswith("done=confirmed")
    assert world.entry().checked_on == TODAY
    assert "zuletzt geprüft am 25.11.2026" in editor.get(f"/angebote/{ENTRY}").text


def test_an_editor_adds_a_place_and_it_can_be_chosen_afterwards(world: World, editor: Browser) -> None:
    place = {"location.name": "Neues Haus", "location.street": "Weg 2", "location.postcode": "45128", "location.city": "Essen"}

    answer = editor.send_entry(
        location_id="new", action="save", **{name.replace(".", "__"): value for name, value in place.items()}
    )

    assert answer.status_code == 303
    location_id = world.entry().location_id
    assert location_id
    assert world.town().locations[location_id].street == "Weg 2"
    assert "Neues Haus, Weg 2, 45128 Essen" in world.signed_in("coordinator").get(f"/angebote/{ENTRY}").text


def test_what_the_form_does_not_show_stays(world: World, editor: Browser) -> None:
    full = _a_full_entry(world)

    editor.send_entry(texts__de__does="Neu", action="save")

    saved = world.entry()
    assert (saved.instead, saved.source, saved.is_nationwide) == (full.instead, full.source, full.is_nationwide)
    assert saved.languages == full.languages


def test_a_translation_keeps_the_hash_of_the_text_it_was_made_from(world: World, editor: Browser) -> None:
    editor.send_entry(texts__tr__name="Danışma", action="save")
    made_from = world.entry().texts["tr"].source_hash

    editor.send_entry(texts__de__does="Etwas anderes", action="save")
    assert world.entry().texts["tr"].source_hash == made_from != text_hash(world.entry().texts["de"])

    editor.send_entry(texts__tr__name="Yeni danışma", action="save")
    assert world.entry().texts["tr"].source_hash == text_hash(world.entry().texts["de"])


def test_the_panel_speaks_english_when_asked_and_remembers_it(editor: Browser) -> None:
    assert 'lang="de"' in editor.get("/angebote").text[:60]
    assert 'lang="en"' in editor.get("/angebote?lang=en").text[:60]

    assert "Save and publish" in editor.get("/angebote/new").text
    assert 'lang="de"' in editor.get("/angebote?lang=de").text[:60]


def test_hours_stay_the_same_in_both_languages(world: World, editor: Browser) -> None:
    editor.send_entry(hours="Di,Mi 09:00-12:00; So 10:00-12:00", action="save")
    before = world.entry().schedules

    editor.get("/angebote?lang=en")
    assert "Tu,We 09:00-12:00\nSu 10:00-12:00</textarea>" in editor.get(f"/angebote/{ENTRY}").text
    editor.send_entry(texts__de__does="Neu", action="save")

    assert world.entry().schedules == before


def test_the_preview_is_the_card_the_doors_write(world: World) -> None:
    def preview(angebot: object, tag: str) -> dict[str, object]:
        fact = {"icon": "📞", "label": Text("Telefon", tag), "lines": [Text("0201 1", tag)]}
        return {"icon": "🏠", "title": Text("العنوان", "ar"), "traeger": "Haus <Eins>", "state": None, "facts": [fact]}

    app = build_panel(world.store, key=KEY, address=SERVER, is_https=False, now=world.clock.now, preview=preview)
    browser = Browser(TestClient(Starlette(routes=[Mount("/admin", app)]), base_url=f"{SERVER}/admin", follow_redirects=False))
    browser.sign_in(PEOPLE["own editor"].address, PASSWORD)

    page = browser.get(f"/angebote/{ENTRY}").text

    assert '<span lang="ar" dir="rtl">العنوان</span>' in page
    assert '<div class="phone" lang="de" dir="ltr">' in page
    assert "Haus &lt;Eins&gt;" in page


def test_the_style_sheet_is_small_and_served(world: World) -> None:
    answer = world.browser().get("/static/panel.css")

    assert answer.headers["content-type"].startswith("text/css")
    assert len(answer.content) < 12_000
    assert world.browser().get("/static/../app.py").status_code == 404


def test_no_page_asks_another_host_or_holds_a_script_but_a_link_to_our_own(world: World, editor: Browser) -> None:
    for path in ("/angebote", f"/angebote/{ENTRY}", "/angebote/new", "/password", "/sign-in"):
        page = editor.get(path).text
        assert not re.findall(
            r'<(?:script(?! src="/admin/static/[a-z]+.js" defer></script>)|style)|(?:src|href)="(?:https?:)?//|\sstyle="|\son\w+="',
            page,
        ), path


def _a_full_entry(world: World) -> Angebot:
    hours = Schedule(opens_at=time(9), closes_at=time(12), weekdays=("TU", "WE"))
    every_other = Schedule(opens_at=time(9), closes_at=time(12), weekdays=("MO",), interval=2, valid_from=date(2026, 1, 5))
    group = Schedule(opens_at=time(18), closes_at=time(20), weekdays=("TH",), week_of_month=-1, frequency="monthly", kind="group")
    once = Schedule(opens_at=time(10), closes_at=time(23, 59), frequency="once", valid_from=date(2026, 12, 24))
    angebot = replace(
        world.entry(),
        texts={
            "de": AngebotText(name="Name & <Zeichen>", does="Zeile eins\n\nZeile zwei", does_not="nichts", next_step='"Komm"'),
            "fa": AngebotText(name="می‌خواهم", is_machine=True, source_hash="a" * 64),
        },
        schedules=(hours, every_other, once, group),
        exceptions=(ScheduleException(first_day=date(2026, 12, 24), last_day=date(2027, 1, 1)),),
        languages=(SpokenLanguage(tag="ar", schedules=(hours,)), SpokenLanguage(tag="tlh")),
        cost="fee",
        price_cents=5,
        phones=tuple(Phone(number=f"0201 10000{number}", note="Anna & Co") for number in range(4)),
        website="https://example.org/?a=1&b=2",
        instead=(Instead(topic="housing", angebot_id=id_of("Angebot/Haus Zwei")),),
        source="Telefonbuch",
        is_nationwide=True,
        stadtteil_ids=(id_of("Essen-Nord"),),
        location_id=id_of("Ort/essen"),
        intake=Intake(closed_until=date(2026, 12, 1)),
        search_words=("eins", "zwei drei"),
        minimum_age=0,
        topics=("women", "housing", "care"),
        target_groups=("women", "children"),
        documents=("letter", "identity"),
        checked_on=date(2026, 11, 1),
    )
    return world.keep(angebot)


def test_files_of_the_panel_travel_with_the_package() -> None:
    folder = Path(__file__).parents[2] / "admin"

    assert {"page.html", "edit.html", "list.html"} <= {file.name for file in (folder / "templates").iterdir()}
