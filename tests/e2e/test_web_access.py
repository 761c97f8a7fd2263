"""Everybody can use the pages: axe finds nothing, they fit 320 px, targets are large, direction is right."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.e2e.web_running import somebody

PATHS = {
    "chat": "/?lang={tag}",
    "answer": "/?lang={tag}&stadtteil=nordviertel&topic=money_debt",
    "form": "/form?lang={tag}",
    "form answer": "/form?lang={tag}&stadtteil=nordviertel&topic=money_debt",
    "card": "/angebote/schuldenberatung?lang={tag}",
    "emergency": "/emergency?lang={tag}",
    "privacy": "/privacy?lang={tag}",
    "imprint": "/imprint?lang={tag}",
    "error": "/nowhere?lang={tag}",
}
STANDARDS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}
TOO_SMALL = """() => [...document.querySelectorAll("a, button, summary, select, textarea, input:not([type=radio]):not([type=hidden])")]
  .filter((one) => one.checkVisibility() && !one.matches(".skip") && !one.closest("dd, .note"))
  .map((one) => [one.textContent.trim(), Math.round(one.getBoundingClientRect().height)])
  .filter(([, height]) => height < 44)"""


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=STANDARDS).response["violations"]
    return [f"{one['id']}: {node['html'][:200]} {node['failureSummary'][:300]}" for one in found for node in one["nodes"]]


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tag", ["de", "ar"])
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_axe_finds_nothing(browser: Browser, address: str, path: str, tag: str, scheme: str) -> None:
    with somebody(browser, address, color_scheme=scheme, reduced_motion="reduce") as page:
        page.goto(path.format(tag=tag))
        open_all(page)

        assert violations(page) == []
        assert page.evaluate("document.documentElement.dir") == {"de": "ltr", "ar": "rtl"}[tag]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_crisis_that_a_script_added(browser: Browser, address: str, scheme: str) -> None:
    with somebody(browser, address, color_scheme=scheme, reduced_motion="reduce") as page:
        page.goto("/?lang=de")
        page.click("main button[value=emergency]")
        page.click("button[value='crisis:domestic_violence']")
        page.wait_for_selector(".leave")

        assert violations(page) == []


@pytest.mark.parametrize("tag", ["de", "ar"])
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_nothing_scrolls_sideways_at_320_pixels_and_targets_are_large(
    browser: Browser, address: str, path: str, tag: str
) -> None:
    with somebody(browser, address, viewport={"width": 320, "height": 600}) as page:
        page.goto(path.format(tag=tag))
        open_all(page)

        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.evaluate(TOO_SMALL) == []


def test_the_text_can_be_twice_as_large(browser: Browser, address: str) -> None:
    with somebody(browser, address, viewport={"width": 640, "height": 800}) as page:
        page.goto(PATHS["answer"].format(tag="de"))
        page.evaluate("document.documentElement.style.fontSize = '200%'")

        assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_forced_colours_and_print_keep_the_card_readable(browser: Browser, address: str) -> None:
    with somebody(browser, address, forced_colors="active") as page:
        page.goto(PATHS["card"].format(tag="ar"))
        page.emulate_media(media="print", forced_colors="none")

        assert page.locator(".card h1").is_visible()
        assert not page.locator("[data-print]").is_visible()
        assert not page.locator("footer nav").is_visible()
