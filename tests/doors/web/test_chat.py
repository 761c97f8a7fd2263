"""The chat page without a script: every post shows the page with the newest answer."""

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.doors.web.reading import Element, read_page
from tests.doors.web.serving import Served, serve, two_towns

DEBTS = "Ich habe Schulden und wohne in Altendorf"


def buttons(html: str) -> list[str]:
    return [one.attributes["value"] for one in read_page(html).find("button", name="action")]


def log_of(html: str) -> Element:
    return read_page(html).find(id="log")[0]


def test_the_first_visit_greets_and_sets_one_cookie(person: TestClient) -> None:
    response = person.get("/")

    assert response.status_code == 200
    assert "I am a program, not a counsellor." in log_of(response.text).text()
    assert list(response.cookies) == ["lotse"]


def test_a_sentence_is_answered_with_cards_on_the_page(person: TestClient) -> None:
    response = person.post("/?lang=de", data={"text": DEBTS})

    log = log_of(response.text)
    assert DEBTS in log.text()
    assert "Schuldenberatung Nord" in log.text()
    assert log.find("a", href="tel:+492015550100")


def test_the_language_is_guessed_from_the_browser_at_the_first_visit(served: Served) -> None:
    page = read_page(TestClient(served.app, headers={"accept-language": "xx, ar-SY;q=0.9, de;q=0.5"}).get("/").text)

    html = page.find("html")[0]
    assert (html.attributes["lang"], html.attributes["dir"]) == ("ar", "rtl")


def test_a_deep_link_with_a_topic_and_a_stadtteil_is_answered_at_once(person: TestClient) -> None:
    response = person.get("/?town=beispielstadt&lang=de&stadtteil=nordviertel&topic=money_debt")

    assert "Schuldenberatung Nord" in log_of(response.text).text()
    assert read_page(response.text).find("html")[0].attributes["lang"] == "de"


def test_a_stadtteil_in_a_link_names_its_town_too(tmp_path: Path) -> None:
    towns = two_towns()
    only_here = {
        **towns,
        "musterstadt": towns["beispielstadt"].__class__(id="m", slug="musterstadt", name="Musterstadt", state="NW", version=1),
    }
    client = TestClient(serve(tmp_path, towns=only_here).app)

    assert "Schuldenberatung Nord" in client.get("/?lang=de&stadtteil=hafen&topic=money_debt").text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("town=atlantis", "This link names a town that is not here."),
        ("stadtteil=atlantis", "This link names a Stadtteil that is not known here."),
        ("topic=dragons", "This link names a topic that is not known here."),
        ("lang=tlh", "This link names a language that is not here."),
    ],
)
def test_what_a_link_names_and_is_unknown_is_ignored_and_said(person: TestClient, query: str, sentence: str) -> None:
    response = person.get(f"/?{query}")

    assert response.status_code == 200
    assert sentence in log_of(response.text).text()


def test_the_conversation_goes_on_after_coming_back(person: TestClient) -> None:
    person.post("/?lang=de", data={"text": DEBTS})

    assert "Schuldenberatung Nord" in log_of(person.get("/").text).text()


def test_choosing_another_language_keeps_the_conversation(person: TestClient) -> None:
    person.post("/?lang=de", data={"text": DEBTS})

    page = read_page(person.get("/?lang=ar").text)

    assert page.find("html")[0].attributes["dir"] == "rtl"
    assert "Schuldenberatung Nord" in page.text()


def test_a_button_is_pressed_by_its_form(person: TestClient) -> None:
    shown = person.post("/?lang=de", data={"text": DEBTS}).text

    response = person.post("/?lang=de", data={"action": next(one for one in buttons(shown) if one.startswith("not_this"))})

    assert "topic:housing" in buttons(response.text)


def test_a_shared_location_becomes_a_stadtteil(person: TestClient) -> None:
    person.post("/", data={"text": "debts"})

    response = person.post("/", data={"lat": "51.46", "lon": "7.01"})

    assert response.status_code == 200
    assert "51.46" not in response.text


@pytest.mark.parametrize("place", [{"lat": "nan", "lon": "7"}, {"lat": "91", "lon": "7"}, {"lat": "north", "lon": "7"}])
def test_a_place_that_is_none_is_refused_with_a_page(person: TestClient, place: dict[str, str]) -> None:
    response = person.post("/", data=place)

    assert response.status_code == 422
    assert "emergency" in response.text


def test_an_empty_message_gets_a_sentence(person: TestClient) -> None:
    response = person.post("/", data={"text": "  \n "})

    assert response.status_code == 422
    assert "Please write a sentence." in response.text


def test_a_message_that_is_too_long_gets_a_sentence_and_is_not_cut(person: TestClient) -> None:
    long = "ä" * 4_097

    response = person.post("/", data={"text": long})

    assert response.status_code == 422
    assert "Please write at most 4096 characters." in response.text
    assert read_page(response.text).find("textarea")[0].text() == long


def test_a_message_of_four_thousand_characters_is_taken(person: TestClient) -> None:
    assert person.post("/", data={"text": "\u0628" * 4_000}).status_code == 200


def test_what_somebody_wrote_is_shown_as_text_only(person: TestClient) -> None:
    written = "<script>alert(1)</script><b>x"

    response = person.post("/", data={"text": written})

    assert "<script>alert" not in response.text
    assert written in read_page(response.text).find(class_="mine")[0].text()


def test_a_conversation_that_ended_is_said(person: TestClient, served: Served) -> None:
    person.get("/")
    served.clock.forward(minutes=31)

    assert "Your earlier conversation has ended" in person.post("/", data={"text": "hello"}).text


def test_the_script_of_the_page_takes_its_turns_at_the_json_door(person: TestClient) -> None:
    page = person.get("/?lang=en&town=beispielstadt")
    part = take(person, {"type": "text", "text": "?"}, page="en")
    whole = take(person, {"type": "press", "action": "lang:ar"}, page="en")

    assert page.status_code == 200
    assert part["conversation"] == "session"
    assert part["replies"][0]["type"]
    assert "<html" not in part["html"]
    assert read_page(part["html"]).find(class_="turn")
    assert read_page(part["html"]).find(class_="mine")[0].text().endswith("?")
    assert read_page(whole["html"]).find("html")[0].attributes["lang"] == "ar"


def test_the_script_and_the_form_of_the_page_hold_one_conversation(person: TestClient) -> None:
    person.get("/?lang=en&town=beispielstadt")
    take(person, {"type": "press", "action": "topic:money_debt"}, page="en")

    assert "Schuldenberatung Nord" in person.post("/", data={"action": "city"}).text


def take(person: TestClient, event: dict[str, Any], *, page: str) -> dict[str, Any]:
    response = person.post("/api/v1/turns", json={"conversation": "session", "event": event, "page": page})
    assert response.status_code == 200, response.text
    content: dict[str, Any] = response.json()
    return content


def test_a_hard_crisis_is_an_alert_with_numbers_to_dial_and_a_quick_way_out(person: TestClient) -> None:
    response = person.post("/", data={"action": "crisis:domestic_violence"})

    page = read_page(response.text)
    alert = page.find("section", role="alert")[0]
    assert alert.find("a", href="tel:110")
    assert alert.find("a", href="/leave")
    assert "Your browser may still keep this page in its history." in alert.text()
    assert page.find("title")[0].text() == "Stadtteillotse"


def test_words_in_another_language_than_the_page_say_so(person: TestClient) -> None:
    page = read_page(person.get("/?lang=ar&town=beispielstadt&stadtteil=nordviertel&topic=money_debt").text)

    title = page.find("article", class_="card")[0].find("h2")[0]
    marked = title.find("span", lang="de")
    assert [one.text() for one in marked] == ["Schuldenberatung Nord"]
    assert marked[0].attributes["dir"] == "ltr"


def test_pressing_delete_takes_the_cookie_away(person: TestClient) -> None:
    person.get("/")

    response = person.post("/", data={"action": "delete"})

    assert response.status_code == 200
    assert "lotse" not in person.cookies
