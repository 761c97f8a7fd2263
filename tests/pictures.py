"""Make the pictures of the guide for carriers from the real panel: `python -m tests.pictures`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import FloatRect, Page

from angebote.model import AngebotText
from angebote.store import Scope
from angebote.store.catalogue import write_angebot
from tests.admin.world import ENTRY, PASSWORD, PEOPLE, an_entry, id_of
from tests.e2e.admin_server import Served, running_server
from tests.e2e.web_running import chromium

FOLDER = Path(__file__).parent.parent / "docs/pictures"
WIDTH, MOST_HEIGHT, MARGIN, MOST_BYTES = 900, 760, 8, 80_000
# Chromium without its German words shows "mm/dd/yyyy" in an empty field for a day; people with a German browser see this.
GERMAN_DAY = "field => { field.type = 'text'; field.value = 'tt.mm.jjjj'; }"
DOES = "Wir suchen mit Ihnen eine Wohnung. Wir helfen bei Anträgen und Briefen."


def main() -> None:
    """Serve a fresh town, go through the panel as an editor and keep the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, running_server(Path(folder)) as server, chromium() as browser:
        _fill(server)
        context = browser.new_context(base_url=server.address, viewport={"width": WIDTH, "height": 800}, locale="de-DE")
        page = context.new_page()
        page.set_default_timeout(180_000)  # the first answer builds the words of every language
        _mail(page, server)
        _sign_in(page)
        _list(page)
        _hours(page)
        _preview(page)
        _try_it(page)
        _moment(page)
        _two_versions(page)
        _history(page)
        context.close()


def _fill(server: Served) -> None:
    entries = (
        an_entry("Haus Eins", texts={"de": AngebotText(name="Hilfe bei der Wohnungssuche", does=DOES)}),
        an_entry(
            "Haus Zwei",
            traeger_id=id_of("Haus Eins"),
            texts={"de": AngebotText(name="Nähcafé", does="Zusammen nähen.")},
            topics=("community_leisure",),
        ),
    )
    with server.app.state.store.session(Scope.system()) as session:
        for one in entries:
            write_angebot(session, one, municipality_id=id_of("essen"))


def _sign_in(page: Page) -> None:
    page.goto("/admin/sign-in")
    page.locator("#address").fill(PEOPLE["own editor"].address)
    page.locator("#password").fill(PASSWORD)
    _press(page, "main .primary")


def _mail(page: Page, server: Served) -> None:
    page.goto(server.question_for("own editor"))
    _keep(page, "stimmt-noch", "main")


def _list(page: Page) -> None:
    page.goto("/admin/angebote")
    _keep(page, "liste", "body")


def _hours(page: Page) -> None:
    _entry(page)
    page.locator("#hours").fill("Mo-Do 9-12 u. 14-16 Uhr, 1. Fr im Monat 11-13")
    _press(page, "button[value=look]")
    _keep(page, "zeiten", "[aria-labelledby=part-hours]", down_to="#week > .hint")


def _preview(page: Page) -> None:
    _entry(page)
    page.locator("#preview_language").select_option("ar")
    _press(page, "button[value=preview]")
    _keep(page, "vorschau", "#preview")


def _try_it(page: Page) -> None:
    page.goto(f"/admin/try?entry={ENTRY}")
    page.locator("#text").fill("ich suche eine wohnung")
    _press(page, "main .primary")
    _keep(page, "ausprobieren", "main", down_to="[aria-labelledby=standing]")


def _moment(page: Page) -> None:
    page.goto(f"/admin/angebote/{ENTRY}/moment")
    page.locator("#closed_until").evaluate(GERMAN_DAY)
    _keep(page, "im-moment", "main")


def _two_versions(page: Page) -> None:
    _entry(page)
    other = page.context.new_page()
    _entry(other)
    other.locator("[id='texts.de.does']").fill(f"{DOES} Dienstags mit Dolmetschen auf Arabisch.")
    _press(other, "button[value=save]")
    other.close()
    page.locator("#email").fill("wohnen@example.org")
    page.locator("[id='texts.de.does']").fill(f"{DOES} Bringen Sie alle Briefe mit.")
    _press(page, "button[value=save]")
    _keep(page, "zwei-fassungen", "main > .summary")


def _history(page: Page) -> None:
    page.goto(f"/admin/angebote/{ENTRY}/history")
    _keep(page, "verlauf", "main")


def _entry(page: Page) -> None:
    page.goto(f"/admin/angebote/{ENTRY}")


def _press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.locator(button).first.click()


def _keep(page: Page, name: str, part: str, *, down_to: str | None = None) -> None:
    """Keep an element, or its upper part down to another one in it, over the whole width of the page."""
    first, last = page.locator(part).first.bounding_box(), page.locator(down_to or part).first.bounding_box()
    assert first is not None, name
    assert last is not None, name
    scrolled = page.evaluate("window.scrollY")
    top, bottom = max(0.0, first["y"] - MARGIN + scrolled), last["y"] + last["height"] + MARGIN + scrolled
    clip = FloatRect(x=0, y=top, width=WIDTH, height=min(bottom - top, MOST_HEIGHT))
    file = FOLDER / f"{name}.png"
    page.screenshot(path=file, full_page=True, clip=clip, animations="disabled")
    assert file.stat().st_size < MOST_BYTES, f"{name}: {file.stat().st_size} bytes"
    print(file.name, file.stat().st_size)


if __name__ == "__main__":
    main()
