"""Talking in the browser: with the script, without it, by keyboard alone, and leaving in a hurry."""

from playwright.sync_api import Browser, Page, expect

from tests.e2e.web_running import somebody

DEBTS = "Ich habe Schulden und wohne in Altendorf"


def say(page: Page, text: str) -> None:
    turns = page.locator(".turn").count()
    page.fill("#text", text)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(turns + 1)


def leave_to_here(page: Page) -> None:
    """The harmless page is another host's: tests stay on this machine."""
    page.route("**/leave", lambda route: route.fulfill(body="<title>Wetter</title>", content_type="text/html"))


def test_a_turn_is_added_below_without_loading_the_page(browser: Browser, address: str) -> None:
    with somebody(browser, address) as page:
        page.goto("/?lang=de")
        page.evaluate("window.stayed = true")
        say(page, DEBTS)

        expect(page.locator(".card h2").first).to_contain_text("Schuldenberatung Nord")
        expect(page.locator(".mine")).to_contain_text(DEBTS)
        assert page.evaluate("window.stayed") is True
        assert page.evaluate("document.activeElement.id") == "text"
        assert page.input_value("#text") == ""


def test_a_button_moves_the_focus_to_the_answer_and_folds_the_old_buttons(browser: Browser, address: str) -> None:
    with somebody(browser, address) as page:
        page.goto("/?lang=de")
        page.click("button[value='topic:money_debt']")
        expect(page.locator(".turn")).to_have_count(2)

        assert page.evaluate("document.activeElement.className") == "turn"
        assert not page.locator(".turn").first.locator(".choices").is_visible()


def test_the_frame_of_the_page_follows_the_language(browser: Browser, address: str) -> None:
    with somebody(browser, address) as page:
        page.goto("/?lang=de")
        page.click("button[value=languages]")
        page.click("button[value='lang:ar']")
        expect(page.locator(".turn")).to_have_count(3)

        assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
        assert page.get_attribute("#composer", "action") == "/?shown=ar"
        say(page, "Altendorf")


def test_everything_works_without_the_script(browser: Browser, address: str) -> None:
    with somebody(browser, address, java_script_enabled=False) as page:
        page.goto("/?lang=de")
        page.fill("#text", DEBTS)
        page.click("#composer button")
        expect(page.locator(".card h2").first).to_contain_text("Schuldenberatung Nord")
        page.click("button[value='ask_place']")
        page.fill("#text", "Nordviertel")
        page.click("#composer button")
        expect(page.locator(".card")).to_have_count(1)
        assert page.locator("[data-listen], [data-print]").first.is_hidden()
        page.click("footer button")
        expect(page.locator("h1")).to_be_visible()
        assert page.context.cookies() == []


def test_the_form_works_without_the_script(browser: Browser, address: str) -> None:
    with somebody(browser, address, java_script_enabled=False) as page:
        page.goto("/form?lang=de")
        page.check("input[value=money_debt]", force=True)
        page.fill("#stadtteil", "Altendorf")
        page.click(".sheet button")
        expect(page.locator(".card h2").first).to_contain_text("Schuldenberatung Nord")
        page.click("button[value='map:schuldenberatung']")
        expect(page.locator("a[href^='https://www.openstreetmap.org']")).to_be_visible()


def test_the_form_is_filled_by_keyboard_alone(browser: Browser, address: str) -> None:
    with somebody(browser, address, reduced_motion="reduce") as page:
        page.goto("/form?lang=de")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("Schulden")
        page.keyboard.press("Tab")
        page.keyboard.type("Altendorf")
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.value") == "general_advice"
        page.keyboard.press("Enter")
        expect(page.locator(".card h2").first).to_contain_text("Schuldenberatung Nord")


def test_the_focus_is_never_behind_the_field_for_the_message(browser: Browser, address: str) -> None:
    with somebody(browser, address, viewport={"width": 360, "height": 640}, reduced_motion="reduce") as page:
        page.goto("/?lang=de")
        hidden = []
        for _ in range(24):
            page.keyboard.press("Tab")
            hidden += page.evaluate(
                """() => { const one = document.activeElement, box = one.getBoundingClientRect(), field = document.querySelector("#composer");
                if (one === document.body || field.contains(one) || !one.closest("main")) return [];
                return box.bottom > field.getBoundingClientRect().top + 1 ? [one.textContent.trim()] : []; }"""
            )

        assert hidden == []


def test_three_times_escape_leaves_at_once_and_the_page_is_not_in_the_history(browser: Browser, address: str) -> None:
    with somebody(browser, address) as page:
        leave_to_here(page)
        page.goto("/privacy?lang=de")
        page.goto("/?lang=de")
        page.click("main button[value=emergency]")
        page.click("button[value='crisis:domestic_violence']")
        page.wait_for_selector(".leave")
        for _ in range(3):
            page.keyboard.press("Escape")
        expect(page).to_have_title("Wetter")
        page.go_back()

        assert page.url.endswith("/privacy?lang=de")


def test_two_times_escape_does_not_leave(browser: Browser, address: str) -> None:
    with somebody(browser, address) as page:
        page.goto("/?lang=de")
        for key in ("Escape", "Escape", "a", "Escape"):
            page.keyboard.press(key)

        assert page.url.startswith(address)


def test_the_button_to_leave_works_too(browser: Browser, address: str) -> None:
    with somebody(browser, address) as page:
        leave_to_here(page)
        page.goto("/emergency?lang=de")
        page.click("[data-leave-now]")
        expect(page).to_have_title("Wetter")


def test_the_location_is_shared_only_by_its_button(browser: Browser, address: str) -> None:
    place = {"geolocation": {"latitude": 51.46, "longitude": 7.01}, "permissions": ["geolocation"]}
    with somebody(browser, address, **place) as page:
        page.goto("/?lang=de")
        page.click("button[value='topic:money_debt']")
        page.click("[data-location]")
        expect(page.locator(".turn")).to_have_count(3)

        assert "51.4" not in page.content()


def test_without_a_connection_the_message_stays_in_the_field(browser: Browser, address: str) -> None:
    with somebody(browser, address) as page:
        page.goto("/?lang=en")
        page.route("**/api/v1/turns", lambda route: route.abort())
        page.fill("#text", DEBTS)
        page.keyboard.press("Enter")
        expect(page.locator("#status")).to_have_text("No connection. Please try again.")

        assert page.input_value("#text") == DEBTS
        page.unroute("**/api/v1/turns")


def test_text_from_right_to_left_keeps_its_numbers_in_order(browser: Browser, address: str) -> None:
    with somebody(browser, address) as page:
        page.goto("/?lang=ar&stadtteil=nordviertel&topic=money_debt")

        number = page.locator(".phone bdi").first
        assert number.inner_text() == "0201 5550100"
        assert number.evaluate("(one) => getComputedStyle(one).direction") == "ltr"
