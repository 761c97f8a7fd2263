"""Every page of the panel, one after the other, as a browser reaches them: plain addresses, and what forms lead to."""

import secrets
from collections.abc import Iterator

from playwright.sync_api import Page

from tests.admin.world import ENTRY, PASSWORD, PEOPLE, id_of
from tests.angebote.test_geojson import RING, a_feature, a_file
from tests.e2e.admin_server import Served

BOUNDARIES = a_file(
    a_feature(RING, name="Essen-Nord", number="1"),
    a_feature([[longitude, latitude - 0.02] for longitude, latitude in RING[3::-1]], name="ESSEN SÜD", number="2"),
    a_feature([[longitude + 0.03, latitude] for longitude, latitude in RING], name="Altenheim"),
    a_feature([[7.0, 51.4], [7.1, 51.5], [7.1, 51.4], [7.03, 51.5]], name="Kreuz"),
)
# Every page of the panel: its name -> its path; "after" names pages that a form leads to.
PAGES = {
    "sign-in": "/admin/sign-in",
    "link": "/admin/link/unknown",
    "list": "/admin/angebote",
    "empty list": "/admin/angebote?words=gibtesnicht",
    "choose": "/admin/angebote/new",
    "entry": f"/admin/angebote/{ENTRY}",
    "entry after a step": f"/admin/angebote/{ENTRY}?done=confirmed",
    "moment": f"/admin/angebote/{ENTRY}/moment",
    "history": f"/admin/angebote/{ENTRY}/history",
    "languages": f"/admin/angebote/{ENTRY}/languages",
    "translation": f"/admin/angebote/{ENTRY}/languages/ar",
    "people": "/admin/people",
    "invite": "/admin/people/new",
    "try it": f"/admin/try?entry={ENTRY}",
    "town": "/admin/town",
    "town settings": "/admin/town/settings",
    "stadtteile": "/admin/town/stadtteile",
    "stadtteil": f"/admin/town/stadtteile/{id_of('Essen-Nord')}",
    "new stadtteil": "/admin/town/stadtteile/new",
    "words of the town": "/admin/town/words",
    "emergencies": "/admin/town/emergency",
    "emergency place": "/admin/town/emergency/homeless_tonight",
    "log": "/admin/log",
    "entered twice": "/admin/duplicates",
    "two entries": f"/admin/duplicates/{ENTRY}/{id_of('Angebot/Haus Zwei')}",
    "freshness": "/admin/freshness",
    "what waits": "/admin/review",
    "own access": "/admin/own",
    "school holidays": "/admin/town/holidays",
    "organisations": "/admin/traeger",
    "organisation": f"/admin/traeger/{id_of('Haus Eins')}",
    "new organisation": "/admin/traeger/new",
    "programmes": "/admin/programmes",
    "new programme": "/admin/programmes/new",
    "places": "/admin/houses",
    "place": f"/admin/houses/{id_of('Ort/essen')}",
    "day of a house": f"/admin/houses/{id_of('Ort/essen')}/day",
    "boundaries": "/admin/town/boundaries",
    "second step": "/admin/two-step",
    "password": "/admin/password",
    "not found": "/admin/angebote/nothing",
}


def every_page(page: Page, server: Served, language: str) -> Iterator[str]:
    """Open one page after the other and yield its name: the ways in, the pages of PAGES, and what forms lead to."""
    page.goto(f"/admin/sign-in?lang={language}")
    yield "sign-in"
    page.goto(server.invite(PEOPLE["coordinator"]))
    yield "open link"
    page.goto("/admin/sign-in")
    page.locator("#address").fill(f"{secrets.token_hex(4)}@example.org")
    page.locator("#password").fill("falsch")
    press(page, "main .primary")
    yield "sign-in refused"
    sign_in(page, "coordinator", server)
    server.tell(ENTRY)
    for name, path in PAGES.items():
        page.goto(path)
        yield name
    page.goto(f"/admin/try?entry={ENTRY}")
    page.locator("#text").fill("Ich suche eine Wohnung und will nicht mehr leben, Zwirbelquark")
    page.locator("#language").select_option("ar")
    press(page, "main .primary")
    yield "tried"
    page.goto(f"/admin/angebote/{ENTRY}")
    page.locator("#preview_language").select_option("fa")
    press(page, "button[value=preview]")
    yield "preview"
    page.goto(f"/admin/angebote/{ENTRY}/languages/de-simple")
    page.locator("[id='texts.de-simple.does']").fill("Aufgrund des Umzugs wird der Antrag zeitnah bearbeitet.")
    press(page, "button[value=check]")
    yield "easy language checked"
    page.goto(f"/admin/angebote/{ENTRY}/languages/fa")
    page.locator("[id='texts.fa.does']").fill("x" * 2001)
    press(page, "main .primary")
    yield "translation refused"
    yield from _several_at_once(page)
    yield from _two_places(page, server)
    page.goto("/admin/people")
    press(page, "a.entry:has-text('Anna')")
    yield "person"
    press(page, "a[href$='hand-over']")
    yield "hand over"
    page.locator("#name").fill("Nele Neu")
    page.locator("#address").fill("nele@example.org")
    press(page, "main .primary")
    yield "hand over looked at"
    page.goto("/admin/people/new")
    press(page, "main .primary")
    yield "invitation refused"
    page.locator("#address").fill(f"{secrets.token_hex(4)}@example.org")
    page.locator("#name").fill("Nele Neu")
    page.locator("[name=traeger]").first.check()
    press(page, "main .primary")
    yield "invitation made"
    page.goto(server.question_for("own editor"))
    yield "still right"
    page.goto("/admin/password")
    page.locator("#password").fill("kurzkurzkurz")
    press(page, "main .primary")
    yield "password refused"
    page.goto(f"/admin/angebote/{ENTRY}")
    page.locator("[id='hours']").fill("immer")
    page.locator("[id='phones.0.number']").fill("anrufen")
    press(page, "button[value=save]")
    yield "entry refused"
    page.goto(f"/admin/angebote/{ENTRY}")
    page.locator("[id='hours']").fill("Mo-Fr 9-12; 1. Sa 10-12")
    press(page, "button[value=look]")
    yield "hours understood"
    page.locator("#week_language").select_option("all")
    press(page, "button[value=look]")
    yield "hours in all languages"
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    press(page, "button[value=to-table]")
    yield "hours in the table"
    page.locator("[id='week.SU.0.from']").fill("99")
    press(page, "button[value=save]")
    yield "table refused"
    page.goto("/admin/town/holidays")
    page.locator("[name='name.0']").fill("Ferien")
    press(page, "main .primary")
    yield "school holidays refused"
    page.goto("/admin/programmes/new")
    page.locator("#icon").fill("AB")
    press(page, "main .primary")
    yield "programme refused"
    page.locator("#icon").fill("🧭")
    page.locator("#name").fill(f"Lotsen {secrets.token_hex(4)}")
    page.locator("[name=traeger_ids]").first.check()
    press(page, "main .primary")
    yield "programme added"
    press(page, "a.entry >> nth=0")
    yield "programme"
    press(page, "a[href$='/delete']")
    yield "before a programme is deleted"
    page.goto("/admin/town/settings")
    page.locator("#general_advice_phone").fill("anrufen")
    press(page, "main .primary")
    yield "town settings refused"
    page.goto(f"/admin/town/stadtteile/{id_of('Essen-Nord')}")
    page.locator("#postcodes").fill("12")
    page.locator("#point").fill("hier")
    press(page, "main .primary")
    yield "stadtteil refused"
    page.goto("/admin/town/emergency/homeless_tonight")
    page.locator("#name").fill("Notschlafstelle")
    page.locator("#phone").fill("0201 5550110")
    page.locator("#hours").fill("täglich 20-8 Uhr")
    press(page, "button[value=look]")
    yield "times of an emergency place understood"
    press(page, "main .primary")
    yield "emergency place there"
    page.goto("/admin/town/boundaries")
    press(page, "main form .primary")
    yield "boundaries refused"
    page.set_input_files("#file", {"name": "x.geojson", "mimeType": "application/geo+json", "buffer": BOUNDARIES})
    press(page, "main form .primary")
    yield "boundaries looked at"
    page.locator("[name=keep]").first.check()
    press(page, "button[value=keep]")
    yield "boundaries kept"
    press(page, "a[href*='boundaries/neighbours']")
    yield "neighbours by boundaries"
    page.goto(f"/admin/angebote/{ENTRY}")
    page.locator("[id='texts.de.does']").fill("Halb fertig")
    press(page, "button[formaction$=draft]")
    yield "kept for later"
    page.goto(f"/admin/angebote/{ENTRY}")
    yield "unsaved text offered"
    press(page, "#draft-offer .primary")
    page.evaluate("document.querySelector('.entry-form input[name=version]').value = '0'")
    press(page, "button[value=save]")
    yield "two versions"
    press(page, "button[value=merge]")
    yield "put together"
    page.goto(f"/admin/angebote/{ENTRY}")
    press(page, "#draft-offer form button")
    yield "unsaved text thrown away"
    page.context.clear_cookies(name="lotse-admin")
    press(page, "button[value=save]")
    yield "session ended"


def _several_at_once(page: Page) -> Iterator[str]:
    """Open the pages on which one thing is done with many entries."""
    page.goto("/admin/angebote")
    for box in page.locator("input[name=entry]").all():
        box.check()
    press(page, "#with-chosen button")
    yield "several chosen"
    page.locator("input[name=do][value=ends]").check()
    press(page, "button[value=look]")
    yield "several refused"
    page.locator("input[name=do][value=word]").check()
    page.locator("#do-word").fill(secrets.token_hex(4))
    press(page, "button[value=look]")
    yield "several looked at"
    press(page, "button[value=do]")
    yield "several done"
    press(page, "main form button")
    yield "several taken back"


def _two_places(page: Page, server: Served) -> Iterator[str]:
    """Open the pages on which two places are put together and taken apart again."""
    place = server.add_place(f"Rathaus {secrets.token_hex(4)}")
    page.goto(f"/admin/houses/{place}/merge?into={id_of('Ort/essen')}")
    yield "before places are put together"
    press(page, "main .primary")
    yield "places put together"
    page.goto("/admin/houses?town=" + id_of("essen"))
    yield "places put together lately"
    page.goto(f"/admin/houses/merged/{place}")
    press(page, "main form button")
    yield "two places again"


def sign_in(page: Page, who: str, server: Served | None = None) -> None:
    """Sign in with the password - or with a link, for those to whom the password alone opens nothing."""
    if server is not None:
        page.goto(server.invite(PEOPLE[who]))
        press(page, "main button")
        return
    page.goto("/admin/sign-in")
    page.locator("#address").fill(PEOPLE[who].address)
    page.locator("#password").fill(PASSWORD)
    press(page, "main .primary")


def press(page: Page, button: str) -> None:
    """Press a button of a form and wait for the page it leads to."""
    with page.expect_navigation():
        page.locator(button).click()
