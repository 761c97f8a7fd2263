"""Whole working days in a real browser: what people of a carrier and of the town do from the first link to what residents see of it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from admin.accounts import Invitation
from angebote.freshness import HIDE_AFTER
from angebote.store import Scope
from angebote.store.tables import ConfirmationRow, MunicipalityRow
from tests.admin.world import ENTRY, PASSWORD, PEOPLE, id_of
from tests.e2e.admin_server import Served, running_server
from tests.e2e.panel_pages import BOUNDARIES

NEW_PASSWORD = "vier grüne Leitern"
ODD_HOURS = "Mo-Do 9-12 u. 14-16 Uhr, 1. Fr im Monat 11-13, in den Ferien geschlossen"
OTHER_ENTRY = id_of("Angebot/Haus Zwei")
Opens = Callable[[], Page]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    with running_server(tmp_path) as served:
        yield served


@pytest.fixture
def opens(browser: Browser, server: Served) -> Iterator[Opens]:
    """Give a fresh browser to each person."""
    contexts = []

    def open_one() -> Page:
        contexts.append(browser.new_context(base_url=server.address, locale="de-DE", viewport={"width": 1280, "height": 900}))
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


def test_an_editor_adds_an_angebot_with_odd_hours_and_somebody_finds_it_in_arabic(server: Served, opens: Opens) -> None:
    page, began = opens(), datetime.now(UTC)
    page.goto(
        server.invite(
            Invitation(address="neu@example.org", name="Neu", role="editor", municipality="essen", traeger=("Haus Zwei",))
        )
    )
    page.get_by_role("button", name="Jetzt anmelden").click()
    page.get_by_label("Neues Passwort").fill(NEW_PASSWORD)
    page.get_by_label("Das neue Passwort noch einmal").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Passwort speichern").click()

    page.get_by_role("link", name="Einträge", exact=True).click()
    page.get_by_role("link", name="Neuer Eintrag").click()
    page.get_by_label("Name *").fill("Schuldenhilfe im Hof")
    page.locator("input[name=topics][value=money_debt]").check()
    page.get_by_label("Offene Zeiten: Man kommt einfach vorbei").fill(ODD_HOURS)
    page.get_by_label("Telefonnummer 1").fill("0201 222333")
    page.get_by_role("button", name="Zeigen, was verstanden ist").click()
    expect(page.locator("#week")).to_contain_text("erster Freitag im Monat")
    page.get_by_role("button", name="Speichern und veröffentlichen").click()
    expect(page.get_by_role("status")).to_contain_text("Gespeichert")
    assert datetime.now(UTC) - began < timedelta(minutes=3)

    resident = opens()
    resident.goto("/?lang=ar&town=essen")
    resident.locator("#text").fill("عندي ديون، أسكن في Essen-Nord")
    resident.keyboard.press("Enter")
    card = resident.locator(".card", has_text="Schuldenhilfe im Hof")
    expect(card).to_contain_text("0201 222333")
    expect(card).to_contain_text("مغلق في العطل المدرسية")


def test_a_lead_says_yes_before_residents_see_a_change(server: Served, opens: Opens) -> None:
    _ask_for_four_eyes(server)
    editor, lead = _signed_in(opens(), "own editor"), _signed_in(opens(), "lead")
    editor.goto(f"/admin/angebote/{ENTRY}")
    editor.get_by_label("E-Mail").fill("neu@example.org")
    editor.get_by_role("button", name="Zur Prüfung geben").click()
    expect(editor.get_by_role("status")).to_contain_text("Eine andere Person sieht es sich an")
    assert "neu@example.org" not in _seen_by_residents(editor)

    lead.get_by_role("link", name="Was wartet").click()
    expect(lead.locator("main")).to_contain_text("neu@example.org")
    lead.locator("form[action$=accept] button").first.click()
    expect(lead.get_by_role("status")).to_contain_text("Ab jetzt ist es zu sehen")
    assert "neu@example.org" in _seen_by_residents(editor)


def test_an_entry_nobody_confirms_is_hidden_and_comes_back_by_one_press_in_the_mail(server: Served, opens: Opens) -> None:
    page, address = opens(), server.question_for("own editor")
    assert page.request.get(f"/angebote/{ENTRY}").status == 200
    _eight_weeks_pass(server)
    assert page.request.get(f"/angebote/{ENTRY}").status == 404, "hidden after eight weeks"

    page.goto(address)
    page.get_by_role("button", name="Stimmt noch: Beratung Haus Eins").click()
    expect(page.get_by_role("status")).to_contain_text("Danke")
    assert page.request.get(f"/angebote/{ENTRY}").status == 200


def test_two_editors_change_the_same_entry_and_nothing_is_lost(server: Served, opens: Opens) -> None:
    first, second = _signed_in(opens(), "own editor"), _signed_in(opens(), "lead")
    for page in (first, second):
        page.goto(f"/admin/angebote/{ENTRY}")
    first.get_by_label("E-Mail").fill("anna@haus.example")
    first.get_by_role("button", name="Speichern, sofort sichtbar").click()
    second.locator("#website").fill("https://haus.example")
    second.get_by_role("button", name="Speichern, sofort sichtbar").click()

    expect(second.get_by_role("alert")).to_contain_text("Inzwischen wurde dieser Eintrag geändert")
    second.get_by_role("button", name="Wie gewählt zusammenfügen, noch nicht speichern").click()
    expect(second.get_by_label("E-Mail")).to_have_value("anna@haus.example")
    expect(second.locator("#website")).to_have_value("https://haus.example")
    second.get_by_role("button", name="Speichern, sofort sichtbar").click()
    assert "anna@haus.example" in _seen_by_residents(second)
    assert "haus.example" in _seen_by_residents(second)


def test_an_entry_is_previewed_and_changed_without_a_script(server: Served, browser: Browser) -> None:
    context = browser.new_context(base_url=server.address, locale="de-DE", java_script_enabled=False)
    page = _signed_in(context.new_page(), "own editor")
    page.goto(f"/admin/angebote/{ENTRY}")
    page.get_by_label("Was Sie tun").first.fill("Wir lesen Briefe mit Ihnen.")
    page.get_by_label("Sprache der Vorschau").select_option("uk")
    page.get_by_role("button", name="Vorschau ohne Speichern").click()
    expect(page.locator("#preview article")).to_contain_text("Wir lesen Briefe mit Ihnen.")
    expect(page.locator("#preview .phone")).to_have_attribute("lang", "uk")
    assert "Wir lesen Briefe" not in _seen_by_residents(page)

    page.get_by_role("button", name="Speichern, sofort sichtbar").click()
    expect(page.get_by_role("status")).to_contain_text("Gespeichert")
    assert "Wir lesen Briefe" in _seen_by_residents(page)
    context.close()


def test_staff_of_another_traeger_get_nothing_of_an_entry(opens: Opens) -> None:
    page = _signed_in(opens(), "editor of another Traeger")
    page.goto("/admin/angebote?words=Haus+Eins")
    expect(page.locator(".entries")).to_have_count(0)
    for path in ("", "/history", "/moment", "?draft=go-on"):
        assert page.goto(f"/admin/angebote/{ENTRY}{path}").status == 404, path  # type: ignore[union-attr]
    assert page.goto(f"/admin/angebote/new?traeger={id_of('Haus Eins')}").status == 404  # type: ignore[union-attr]


def test_a_coordinator_puts_two_entries_together_and_the_old_address_leads_to_the_one_that_stays(
    server: Served, opens: Opens
) -> None:
    page = _coordinator(server, opens())
    page.goto(f"/admin/duplicates/{ENTRY}/{OTHER_ENTRY}")
    page.get_by_role("button", name="Jetzt zusammenlegen").click()
    expect(page.get_by_role("status")).to_be_visible()

    page.goto("/admin/angebote?words=Beratung+Haus")
    expect(page.locator(".entries > li")).to_have_count(1)
    old = page.request.get(f"/angebote/{OTHER_ENTRY}")
    assert f"/angebote/{ENTRY}" in old.url
    assert "Beratung Haus Eins" in old.text()


def test_a_coordinator_brings_in_the_boundaries_of_the_stadtteile_after_a_look(server: Served, opens: Opens) -> None:
    page = _coordinator(server, opens())
    page.get_by_role("link", name="Stadt", exact=True).click()
    page.get_by_role("link", name="Grenzen").click()
    page.set_input_files("#file", {"name": "stadtteile.geojson", "mimeType": "application/geo+json", "buffer": BOUNDARIES})
    page.get_by_role("button", name="Erst ansehen").click()
    expect(page.locator("main")).to_contain_text("Die Grenze kreuzt sich selbst")
    expect(page.locator("main")).to_contain_text("Kein Stadtteil heißt so: Altenheim")
    page.get_by_role("button", name="Angekreuzte speichern").click()

    expect(page.get_by_role("status")).to_contain_text("Gespeichert")
    expect(page.locator(".map svg")).to_contain_text("Essen-Nord")
    expect(page.locator("table.areas")).to_contain_text("3,09")


def test_a_coordinator_archives_several_entries_at_once_and_takes_it_back(server: Served, opens: Opens) -> None:
    page = _coordinator(server, opens())
    page.goto("/admin/angebote")
    for box in page.locator(".entries input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Mit den angekreuzten").click()
    page.locator("input[value=archive]").check()
    page.locator("main .primary").click()
    page.locator("main .primary").click()
    assert page.request.get(f"/angebote/{ENTRY}").status == 404

    page.locator("main form button").first.click()
    expect(page.get_by_role("status")).to_be_visible()
    assert page.request.get(f"/angebote/{ENTRY}").status == 200


def _coordinator(server: Served, page: Page) -> Page:
    page.goto(server.invite(PEOPLE["coordinator"]))
    page.locator("main button").click()
    return page


def _signed_in(page: Page, who: str) -> Page:
    page.goto("/admin/sign-in")
    page.locator("#address").fill(PEOPLE[who].address)
    page.locator("#password").fill(PASSWORD)
    page.locator("main .primary").click()
    expect(page.get_by_role("button", name="Abmelden")).to_be_visible()
    return page


def _seen_by_residents(page: Page) -> str:
    return page.request.get(f"/angebote/{ENTRY}").text()


def _ask_for_four_eyes(server: Served) -> None:
    with server.app.state.store.session(Scope.system()) as session:
        town = session.get(MunicipalityRow, id_of("essen"))
        assert town is not None
        town.needs_review = True


def _eight_weeks_pass(server: Served) -> None:
    """Whoever was asked was asked eight weeks earlier: it is the same as if eight weeks had passed since."""
    with server.app.state.store.session(Scope.system()) as session:
        for row in session.scalars(select(ConfirmationRow)):
            row.asked_on -= HIDE_AFTER
        for town in session.scalars(select(MunicipalityRow)):
            town.version += 1
