"""The panel in a real browser: a working day of one editor, and every page by the rules of accessibility."""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from admin.accounts import Invitation
from admin.pages import GERMANY
from tests.admin.world import ENTRY
from tests.e2e.admin_server import Served, running_server
from tests.e2e.panel_pages import every_page, sign_in

NEW_PASSWORD = "vier grüne Leitern"
# True if the element with the focus is really seen: it lies in the window and nothing covers its middle.
IS_SEEN = """(() => {
    const box = document.activeElement.getBoundingClientRect();
    const middle = document.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + box.height / 2);
    return box.width > 0 && middle !== null && (document.activeElement.contains(middle) || middle.contains(document.activeElement));
})()"""
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}


# One area as it should be, one that is mended, one of another town and one that crosses itself.
@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with running_server(tmp_path_factory.mktemp("panel")) as served:
        yield served


@pytest.fixture
def page(browser: Browser, server: Served) -> Iterator[Page]:
    context = browser.new_context(base_url=server.address, viewport=WIDE, locale="de-DE")
    yield context.new_page()
    context.close()


def test_a_working_day_from_the_link_to_a_published_entry(page: Page, server: Served) -> None:
    link = server.invite(
        Invitation(address="neu@example.org", name="Neu", role="editor", municipality="essen", traeger=("Haus Zwei",))
    )
    page.goto(link)
    page.get_by_role("button", name="Jetzt anmelden").click()
    page.get_by_label("Neues Passwort").fill(NEW_PASSWORD)
    page.get_by_label("Das neue Passwort noch einmal").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Passwort speichern").click()
    expect(page.get_by_role("status")).to_have_text("✓ Ihr neues Passwort gilt ab jetzt.")

    page.get_by_role("button", name="Abmelden").click()
    page.get_by_label("Ihre E-Mail-Adresse").fill("neu@example.org")
    page.get_by_label("Passwort").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.locator("main")).to_contain_text("Sie sehen die Einträge von: Haus Zwei")

    page.get_by_role("link", name="Neuer Eintrag").click()
    page.get_by_label("Name *").fill("Nähcafé")
    page.get_by_label("Offene Zeiten: Man kommt einfach vorbei").fill("Mi 14-17 Uhr")
    page.get_by_role("button", name="Speichern und veröffentlichen").click()
    expect(page.get_by_role("alert")).to_contain_text("Bitte nennen Sie mindestens einen Weg zu Ihnen")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Name *")).to_have_value("Nähcafé")

    page.get_by_role("link", name="Telefonnummer: Bitte nennen Sie").click()
    page.get_by_label("Telefonnummer 1").fill("0201 222333")
    page.locator("input[name=topics][value=community_leisure]").check()
    page.get_by_role("button", name="Zeigen, was verstanden ist").click()
    expect(page.locator("#week")).to_contain_text("Mittwoch")
    expect(page.locator("#week")).to_contain_text("14:00–17:00")
    page.get_by_role("button", name="Speichern und veröffentlichen").click()
    expect(page.get_by_role("status")).to_contain_text("Gespeichert")
    expect(page.locator(".standing")).to_contain_text("veröffentlicht")

    card = page.url.replace("/admin/", "/").partition("?")[0]
    assert "Nähcafé" in page.request.get(card).text(), "residents see it at once"

    page.get_by_role("link", name="Alle Einträge").click()
    page.get_by_role("link", name="Nähcafé", exact=True).click()
    page.get_by_label("Was Sie tun").first.fill("Zusammen nähen.")
    page.get_by_role("button", name="Speichern, sofort sichtbar").click()
    page.get_by_role("button", name="Stimmt alles noch").click()
    expect(page.get_by_role("status")).to_contain_text("Danke")
    page.get_by_role("button", name="Ins Archiv").click()
    expect(page.locator(".standing")).to_contain_text("im Archiv")
    assert page.request.get(card).status == 404


def test_the_card_changes_while_one_writes_and_nothing_is_saved(page: Page) -> None:
    sign_in(page, "own editor")
    page.goto(f"/admin/angebote/{ENTRY}")
    page.get_by_label("Sprache der Vorschau").select_option("ar")
    expect(page.locator("#preview .phone")).to_have_attribute("dir", "rtl")
    page.locator("input[name='texts.de.name']").fill("Frühstück im Hof")
    expect(page.locator("#preview article")).to_contain_text("Frühstück im Hof")
    beside = page.evaluate(
        "document.querySelector('.preview').getBoundingClientRect().left > document.querySelector('.entry-form').getBoundingClientRect().right"
    )
    assert beside, "on a wide window the preview stands beside the form"

    page.goto(f"/admin/angebote/{ENTRY}")
    expect(page.locator("h1")).to_have_text("Beratung Haus Eins")


def test_closed_today_and_a_change_taken_back_take_four_presses(page: Page) -> None:
    sign_in(page, "own editor")
    page.get_by_role("link", name="Im Moment: Beratung Haus Eins").click()
    page.get_by_role("button", name="Heute geschlossen, morgen wieder offen").click()
    expect(page.get_by_role("status")).to_contain_text("Vermerkt. Ab jetzt ist es zu sehen.")

    page.get_by_role("link", name="Was geändert wurde").click()
    expect(page.locator(".steps-made")).to_contain_text(f"{datetime.now(GERMANY):%d.%m.%Y}")
    page.get_by_role("button", name=re.compile("Änderung [0-9]+ vom .* zurücknehmen")).first.click()
    expect(page.get_by_role("status")).to_contain_text("Die Änderung ist zurückgenommen.")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_page_keeps_the_rules_of_accessibility(browser: Browser, server: Served, language: str, colours: str) -> None:
    context = browser.new_context(base_url=server.address, viewport=WIDE, color_scheme=colours)  # type: ignore[arg-type]
    page = context.new_page()

    for name in every_page(page, server, language):
        results = Axe().run(page)
        assert results.violations_count == 0, f"{name} ({language}, {colours}): {results.generate_report()}"
        assert page.evaluate("document.documentElement.lang") == language
    context.close()


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_fits_on_a_narrow_screen(browser: Browser, server: Served, language: str) -> None:
    context = browser.new_context(base_url=server.address, viewport=NARROW)  # type: ignore[arg-type]
    page = context.new_page()

    for name in every_page(page, server, language):
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], name
    context.close()


def test_no_page_asks_another_host_or_breaks_its_own_rules(browser: Browser, server: Served) -> None:
    context = browser.new_context(base_url=server.address)
    page = context.new_page()
    hosts: set[str] = set()
    complaints: list[str] = []
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.on("console", lambda message: complaints.append(message.text))

    for _ in every_page(page, server, "de"):
        page.wait_for_load_state("networkidle")

    assert hosts == {server.address.removeprefix("http://")}
    assert not [one for one in complaints if "the server responded with a status of 4" not in one]
    context.close()


def test_everything_is_done_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/admin/sign-in")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    sign_in(page, "own editor")
    page.goto(f"/admin/angebote/{ENTRY}")

    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(IS_SEEN), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_what_is_typed_is_kept_after_a_pause_and_offered_again(page: Page) -> None:
    sign_in(page, "own editor")
    page.goto(f"/admin/angebote/{ENTRY}")
    page.get_by_label("Was Sie tun").first.fill("Von selbst aufgehoben.")
    expect(page.locator("#kept")).to_contain_text("aufgehoben, noch nicht gespeichert", timeout=15_000)

    page.goto(f"/admin/angebote/{ENTRY}")
    expect(page.locator("#draft-offer")).to_contain_text("etwas geschrieben")
    expect(page.get_by_label("Was Sie tun").first).not_to_have_value("Von selbst aufgehoben.")
    page.get_by_role("link", name="Damit weitermachen").click()
    expect(page.get_by_label("Was Sie tun").first).to_have_value("Von selbst aufgehoben.")
    page.goto(f"/admin/angebote/{ENTRY}")
    page.get_by_role("button", name="Verwerfen").click()
    expect(page.get_by_role("status").first).to_contain_text("verworfen")


def test_a_week_is_typed_as_a_table_and_read_before_it_is_saved(page: Page) -> None:
    sign_in(page, "own editor")
    page.goto(f"/admin/angebote/{ENTRY}")
    page.locator("summary").get_by_text("Die Zeiten als Tabelle").click()
    page.get_by_label("die Tabelle").check()
    page.get_by_label("Montag 1: von").fill("9")
    page.get_by_label("Montag 1: bis").fill("12.30")
    page.get_by_label("Zeile 1: Wie oft").select_option(label="jeden ersten im Monat")
    page.get_by_label("Zeile 1: Freitag").check()
    page.get_by_label("Zeile 1: von").fill("11")
    page.get_by_label("Zeile 1: bis").fill("13")
    page.get_by_label("Wie es die Menschen in der Stadt lesen, auf").select_option("uk")
    page.get_by_role("button", name="Zeigen, was verstanden ist").click()

    expect(page.locator("#week")).to_contain_text("Montag")
    expect(page.locator("#week")).to_contain_text("erster Freitag im Monat")
    expect(page.locator("#week dd[lang=uk], #week dd [lang=uk]").first).to_contain_text("09:00")
    expect(page.locator("#week")).to_contain_text("Noch ist nichts gespeichert.")


def test_the_pages_are_small(server: Served, page: Page) -> None:
    sign_in(page, "coordinator", server)
    for path in ("/admin/angebote", f"/admin/angebote/{ENTRY}"):
        assert len(page.request.get(path).body()) < 80_000
