"""The panel in a real browser: a working day of one editor, and every page by the rules of accessibility."""

import secrets
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from admin.accounts import Invitation
from tests.admin.world import ENTRY, PASSWORD, PEOPLE
from tests.e2e.admin_server import Served, launch, running_server

NEW_PASSWORD = "vier grüne Leitern"
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}
# Every page of the panel: its name -> its path; "after" names pages that a form leads to.
PAGES = {
    "sign-in": "/admin/sign-in",
    "link": "/admin/link/unknown",
    "list": "/admin/angebote",
    "empty list": "/admin/angebote?words=gibtesnicht",
    "choose": "/admin/angebote/new",
    "entry": f"/admin/angebote/{ENTRY}",
    "entry after a step": f"/admin/angebote/{ENTRY}?done=confirmed",
    "password": "/admin/password",
    "not found": "/admin/angebote/nothing",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with running_server(tmp_path_factory.mktemp("panel")) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = launch(playwright)
        yield launched
        launched.close()


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
    assert page.get_by_role("status").inner_text() == "✓ Ihr neues Passwort gilt ab jetzt."

    page.get_by_role("button", name="Abmelden").click()
    page.get_by_label("Ihre E-Mail-Adresse").fill("neu@example.org")
    page.get_by_label("Passwort").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    assert "Sie sehen die Einträge von: Haus Zwei" in page.inner_text("main")

    page.get_by_role("link", name="Neuer Eintrag").click()
    page.get_by_label("Name *").fill("Nähcafé")
    page.get_by_label("Offene Zeiten: Man kommt einfach vorbei").fill("Mi 14-17 Uhr")
    page.get_by_role("button", name="Speichern und veröffentlichen").click()
    assert "Bitte nennen Sie mindestens einen Weg zu Ihnen" in page.get_by_role("alert").inner_text()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert page.get_by_label("Name *").input_value() == "Nähcafé"

    page.get_by_role("link", name="Telefonnummer: Bitte nennen Sie").click()
    page.get_by_label("Telefonnummer 1").fill("0201 222333")
    page.get_by_label("Freizeit und Mitmachen").or_(page.get_by_label("Leisure and joining in")).check()
    page.get_by_role("button", name="Zeigen, was verstanden ist").click()
    assert "Mittwoch" in page.locator("#week").inner_text()
    assert "14:00–17:00" in page.locator("#week").inner_text()
    page.get_by_role("button", name="Speichern und veröffentlichen").click()
    assert "Gespeichert" in page.get_by_role("status").inner_text()
    assert "veröffentlicht" in page.locator(".standing").inner_text()

    page.get_by_role("link", name="Alle Einträge").click()
    page.get_by_role("link", name="Nähcafé").click()
    page.get_by_label("Was Sie tun").first.fill("Zusammen nähen.")
    page.get_by_role("button", name="Speichern, sofort sichtbar").click()
    page.get_by_role("button", name="Stimmt alles noch").click()
    assert "Danke" in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Ins Archiv").click()
    assert "im Archiv" in page.locator(".standing").inner_text()


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_page_keeps_the_rules_of_accessibility(browser: Browser, server: Served, language: str, colours: str) -> None:
    context = browser.new_context(base_url=server.address, viewport=WIDE, color_scheme=colours)  # type: ignore[arg-type]
    page = context.new_page()

    for name in _every_page(page, server, language):
        results = Axe().run(page)
        assert results.violations_count == 0, f"{name} ({language}, {colours}): {results.generate_report()}"
        assert page.evaluate("document.documentElement.lang") == language
    context.close()


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_fits_on_a_narrow_screen(browser: Browser, server: Served, language: str) -> None:
    context = browser.new_context(base_url=server.address, viewport=NARROW)  # type: ignore[arg-type]
    page = context.new_page()

    for name in _every_page(page, server, language):
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

    for _ in _every_page(page, server, "de"):
        page.wait_for_load_state("networkidle")

    assert hosts == {server.address.removeprefix("http://")}
    assert not [one for one in complaints if "the server responded with a status of 4" not in one]
    context.close()


def test_everything_is_done_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/admin/sign-in")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    _sign_in(page, "own editor")
    page.goto(f"/admin/angebote/{ENTRY}")

    places = []
    for _ in range(40):
        page.keyboard.press("Tab")
        box = page.evaluate(
            "(() => { const r = document.activeElement.getBoundingClientRect(); return [r.width, r.height, r.top] })()"
        )
        places.append(box)
    assert all(width > 0 and height >= 19 and -5 < top < WIDE["height"] for width, height, top in places)


def _every_page(page: Page, server: Served, language: str) -> Iterator[str]:
    """Open one page after the other and yield its name: the ways in, the pages of PAGES, and what forms lead to."""
    page.goto(f"/admin/sign-in?lang={language}")
    yield "sign-in"
    page.goto(server.invite(PEOPLE["coordinator"]))
    yield "open link"
    page.goto("/admin/sign-in")
    page.locator("#address").fill(f"{secrets.token_hex(4)}@example.org")
    page.locator("#password").fill("falsch")
    page.locator("main .primary").click()
    yield "sign-in refused"
    _sign_in(page, "coordinator")
    for name, path in PAGES.items():
        page.goto(path)
        yield name
    page.goto("/admin/password")
    page.locator("#password").fill("kurzkurzkurz")
    page.locator("main .primary").click()
    yield "password refused"
    page.goto(f"/admin/angebote/{ENTRY}")
    page.locator("[id='hours']").fill("immer")
    page.locator("[id='phones.0.number']").fill("anrufen")
    page.locator("button[value=save]").click()
    yield "entry refused"
    page.goto(f"/admin/angebote/{ENTRY}")
    page.locator("[id='hours']").fill("Mo-Fr 9-12; 1. Sa 10-12")
    page.locator("button[value=look]").click()
    yield "hours understood"
    page.evaluate("document.querySelector('.entry-form input[name=version]').value = '0'")
    page.locator("button[value=save]").click()
    yield "two versions"


def _sign_in(page: Page, who: str) -> None:
    page.goto("/admin/sign-in")
    page.locator("#address").fill(PEOPLE[who].address)
    page.locator("#password").fill(PASSWORD)
    page.locator("main .primary").click()
    page.wait_for_url("**/admin/angebote*")


def test_the_pages_are_small(server: Served, page: Page) -> None:
    _sign_in(page, "coordinator")
    for path in ("/admin/angebote", f"/admin/angebote/{ENTRY}"):
        assert len(page.request.get(path).body()) < 80_000
