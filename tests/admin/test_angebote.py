"""Entries of the catalogue: list, form, publishing, two people at once."""

import re
from dataclasses import replace
from datetime import date, time
from html import unescape
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from admin.app import build_panel
from admin.form_values import text_hash
from angebote.model import AngebotText, Instead, Intake, Phone, Schedule, ScheduleException, SpokenLanguage
from angebote.store import Scope
from angebote.store.catalogue import read_town, write_angebot
from locales import Text
from tests.admin.world import ENTRY, KEY, PASSWORD, PEOPLE, SERVER, TODAY, Browser, World, an_entry, fields_on, id_of


@pytest.fixture
def editor(world: World) -> Browser:
    return world.signed_in("own editor")


def test_a_change_is_in_the_catalogue_at_once(world: World, editor: Browser) -> None:
    before = _town_version(world)

    answer = editor.send_entry(texts__de__does="Wir hören zu und helfen.", action="save")

    assert answer.headers["location"] == f"/admin/angebote/{ENTRY}?done=saved-published"
    assert world.entry().texts["de"].does == "Wir hören zu und helfen."
    assert _town_version(world) > before


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
    week = _plain(answer.text[answer.text.index('id="week"') :])
    assert "Montag, Dienstag, Mittwoch und Donnerstag 09:00–12:00 offen, einfach kommen" in week
    assert "erster Freitag im Monat 11:00–13:00" in week
    assert "Noch ist nichts gespeichert." in week
    assert world.entry().version == 1


def test_a_new_entry_begins_as_a_draft_that_residents_do_not_see(world: World, editor: Browser) -> None:
    fields = {"traeger_id": id_of("Haus Eins"), "texts.de.name": "Café", "email": "cafe@example.org", "action": "save"}

    answer = editor.post("/angebote/new", fields)
    angebot_id = answer.headers["location"].split("/")[-1].split("?")[0]

    assert world.entry(angebot_id).status == "draft"
    assert angebot_id not in _town(world).angebote
    assert "Café" in editor.get("/angebote").text


def test_publishing_shows_an_entry_and_withdrawing_hides_it(world: World, editor: Browser) -> None:
    editor.post(f"/angebote/{ENTRY}/withdraw", {"version": 1})
    assert ENTRY not in _town(world).angebote

    assert editor.send_entry(action="publish").status_code == 303
    assert ENTRY in _town(world).angebote

    editor.post(f"/angebote/{ENTRY}/archive", {"version": world.entry().version})
    assert world.entry().status == "archived"
    assert ENTRY not in _town(world).angebote
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


def test_still_right_is_not_noted_for_a_version_the_person_has_not_seen(world: World, editor: Browser) -> None:
    world.signed_in("coordinator").send_entry(texts__de__does="Neu", action="save")

    for path in ("confirm", "archive", "withdraw"):
        answer = editor.post(f"/angebote/{ENTRY}/{path}", {"version": 1})
        assert answer.headers["location"].endswith("done=changed")
    assert world.entry().checked_on is None
    assert world.entry().status == "published"


def test_two_people_at_once_keep_both_texts(world: World, editor: Browser) -> None:
    page = editor.get(f"/angebote/{ENTRY}").text
    world.signed_in("coordinator").send_entry(texts__de__does="Text der Koordination", action="save")

    answer = editor.send_entry(version="1", texts__de__does="Mein langer Text", action="save")

    assert 'name="version" value="1"' in page
    assert answer.status_code == 409
    shown = answer.text[answer.text.index("conflict-title") :]
    assert "Text der Koordination" in shown
    assert "Mein langer Text</textarea>" in shown
    assert world.entry().texts["de"].does == "Text der Koordination"
    assert 'name="version" value="2"' in answer.text


def test_the_comparison_names_only_what_differs_and_in_words(world: World, editor: Browser) -> None:
    world.signed_in("coordinator").send_entry(texts__en__name="Advice", location_id=id_of("Ort/essen"), action="save")

    answer = editor.send_entry(
        version="1", texts__en__name="Counsel", location_id="", topics=["housing"], is_anonymous="yes", action="save"
    )

    table = answer.text[answer.text.index("<tbody>") : answer.text.index("</tbody>")]
    assert [_plain(row) for row in table.split("</tr>")[:-1]] == [
        "Name (Englisch) Advice Counsel",
        "Ort Altes Rathaus, Markt 1, 45127 Essen –",
        "Niemand muss den Namen nennen – ✓",
    ]


@pytest.mark.parametrize("detour", [{"action": "look"}, {"action": "save", "email": "keine"}])
def test_a_detour_over_a_page_that_saves_nothing_does_not_hide_a_conflict(
    world: World, editor: Browser, detour: dict[str, str]
) -> None:
    world.signed_in("coordinator").send_entry(texts__de__does="Text der Koordination", action="save")

    page = editor.send_entry(version="1", texts__de__does="Mein langer Text", **detour)
    again = fields_on(page.text) | {"email": "", "action": "save"}

    assert editor.client.post(f"/angebote/{ENTRY}", data=again).status_code == 409
    assert world.entry().texts["de"].does == "Text der Koordination"


def test_what_was_typed_outlives_the_end_of_the_session(world: World, editor: Browser) -> None:
    typed = fields_on(editor.get(f"/angebote/{ENTRY}").text) | {
        "texts.de.does": 'Lange "überlegt"\r\nund getippt',
        "topics": ["women", "care"],
    }
    world.clock.pass_time(minutes=45)

    ended = editor.client.post(f"/angebote/{ENTRY}", data=typed | {"action": "save"})
    kept = _hidden_fields(ended.text)
    too_early = editor.client.post(f"/angebote/{ENTRY}", data=kept | {"action": "resume"})
    editor.sign_in(PEOPLE["own editor"].address, PASSWORD)
    refused = editor.client.post(f"/angebote/{ENTRY}", data=kept | {"action": "save"})
    resumed = editor.client.post(f"/angebote/{ENTRY}", data=kept | {"action": "resume"})

    assert (ended.status_code, too_early.status_code, refused.status_code, resumed.status_code) == (401, 401, 403, 200)
    assert world.entry().version == 1
    assert editor.client.post(f"/angebote/{ENTRY}", data=fields_on(resumed.text) | {"action": "save"}).status_code == 303
    assert world.entry().texts["de"].does == 'Lange "überlegt"\nund getippt'
    assert world.entry().topics == ("care", "women")


def test_after_looking_at_both_versions_the_person_decides(world: World, editor: Browser) -> None:
    world.signed_in("coordinator").send_entry(texts__de__does="Text der Koordination", action="save")
    editor.send_entry(version="1", texts__de__does="Mein langer Text", action="save")

    assert editor.send_entry(texts__de__does="Mein langer Text", action="save").status_code == 303
    assert world.entry().texts["de"].does == "Mein langer Text"


@pytest.mark.parametrize("version", ["", "0", "x", "999999999999999999999999", "1.0"])
def test_an_odd_version_is_a_conflict_not_an_error(world: World, editor: Browser, version: str) -> None:
    assert editor.send_entry(version=version, action="save").status_code == 409
    assert world.entry().version == 1


def test_an_editor_adds_a_place_and_it_can_be_chosen_afterwards(world: World, editor: Browser) -> None:
    place = {"location.name": "Neues Haus", "location.street": "Weg 2", "location.postcode": "45128", "location.city": "Essen"}

    answer = editor.send_entry(
        location_id="new", action="save", **{name.replace(".", "__"): value for name, value in place.items()}
    )

    assert answer.status_code == 303
    location_id = world.entry().location_id
    assert location_id
    assert _town(world).locations[location_id].street == "Weg 2"
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


def test_the_list_begins_with_what_needs_a_look(world: World) -> None:
    entries = {
        "Alles gut": {"checked_on": TODAY},
        "Bald vorbei": {"checked_on": TODAY, "expires_on": date(2026, 12, 10)},
        "Vorbei": {"checked_on": TODAY, "expires_on": date(2026, 11, 1)},
        "Lange her": {"checked_on": date(2026, 1, 1)},
        "Nie geprüft": {},
    }
    for name, fields in entries.items():
        _store(world, an_entry("Haus Eins", id=id_of(name), texts={"de": AngebotText(name=name)}, **fields))
    _store(world, replace(world.entry(), status="archived"))

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
        _store(
            world,
            an_entry("Haus Zwei", id=id_of(f"n{number}"), texts={"de": AngebotText(name=f"Kurs {number:02}")}, status=status),
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
    assert "Haus &lt;Eins&gt;" in page


def test_the_style_sheet_is_small_and_served(world: World) -> None:
    answer = world.browser().get("/static/panel.css")

    assert answer.headers["content-type"].startswith("text/css")
    assert len(answer.content) < 9000
    assert world.browser().get("/static/../app.py").status_code == 404


def test_no_page_asks_another_host_or_needs_a_script(world: World, editor: Browser) -> None:
    for path in ("/angebote", f"/angebote/{ENTRY}", "/angebote/new", "/password", "/sign-in"):
        page = editor.get(path).text
        assert not re.findall(r'<(?:script|style)|(?:src|href)="(?:https?:)?//|\sstyle="|\son\w+="', page), path


def _town_version(world: World) -> int:
    return _town(world).version


def _town(world: World):  # type: ignore[no-untyped-def]
    with world.store.session(Scope.system(), is_reading=True) as session:
        town = read_town(session, "essen")
    assert town is not None
    return town


def _store(world: World, angebot):  # type: ignore[no-untyped-def]
    with world.store.session(Scope.system()) as session:
        return write_angebot(session, angebot, municipality_id=id_of("essen"))


def _a_full_entry(world: World):  # type: ignore[no-untyped-def]
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
    return _store(world, angebot)


def _hidden_fields(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page):
        found.setdefault(name, []).append(unescape(value))
    return found


def _plain(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_files_of_the_panel_travel_with_the_package() -> None:
    folder = Path(__file__).parents[2] / "admin"

    assert {"page.html", "edit.html", "list.html"} <= {file.name for file in (folder / "templates").iterdir()}
