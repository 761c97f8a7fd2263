"""The plain form: one page, the same dialogue."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.doors.web.reading import fields_of, read_page
from tests.doors.web.serving import serve, two_towns
from tests.transcripts.form_driver import FormDriver


def test_the_form_offers_every_topic_with_its_icon(person: TestClient) -> None:
    page = read_page(person.get("/form?lang=en").text)

    tiles = [tile.text() for tile in page.find("label", class_="tile")]
    assert len(tiles) == 31
    assert "💶 Money and debts" in tiles


def test_looking_at_the_form_keeps_nothing(person: TestClient) -> None:
    assert "set-cookie" not in person.get("/form").headers


def test_a_topic_and_a_stadtteil_lead_to_cards_on_the_same_page(person: TestClient) -> None:
    response = person.post("/form", data={"is_new": "yes", "topic": "money_debt", "stadtteil": "Altendorf", "lang": "de"})

    assert "Schuldenberatung Nord" in response.text
    assert response.url.path == "/form"


def test_a_sentence_with_its_place_leads_to_cards(person: TestClient) -> None:
    response = person.post("/form", data={"is_new": "yes", "text": "Schulden", "stadtteil": "bei Altendorf", "lang": "de"})

    assert "Schuldenberatung Nord" in response.text


def test_a_postcode_is_answered_with_the_stadtteile_it_may_mean(person: TestClient) -> None:
    response = person.post("/form", data={"is_new": "yes", "text": "Schulden", "stadtteil": "45127", "lang": "de"})

    assert read_page(response.text).find("button", value="place:nordviertel")


def test_what_is_typed_as_a_place_goes_through_the_crisis_check(person: TestClient) -> None:
    response = person.post("/form", data={"is_new": "yes", "topic": "money_debt", "stadtteil": "Notruf", "lang": "de"})

    assert response.status_code == 200
    assert "Schuldenberatung Nord" not in response.text


def test_the_form_goes_step_by_step_where_something_is_missing(tmp_path: Path) -> None:
    driver = FormDriver(TestClient(serve(tmp_path, towns=two_towns()).app))
    driver.start(lang="en")

    driver.say("I have debts")
    driver.press("Beispielstadt")
    answer = driver.say("Altendorf")

    assert any("Schuldenberatung Nord" in text for text in answer.texts)


def test_with_several_towns_the_form_asks_for_the_town(tmp_path: Path) -> None:
    client = TestClient(serve(tmp_path, towns=two_towns()).app)

    page = read_page(client.get("/form?town=musterstadt").text)

    assert [one.attributes["value"] for one in page.find("select", name="town")[0].find("option")] == [
        "",
        "beispielstadt",
        "musterstadt",
    ]
    assert fields_of(page.find("form", class_="sheet")[0])["town"] == "musterstadt"


def test_a_link_fills_the_form(person: TestClient) -> None:
    page = read_page(person.get("/form?stadtteil=Altendorf&lang=ar").text)

    fields = fields_of(page.find("form", class_="sheet")[0])
    assert (fields["lang"], fields["topic"]) == ("ar", "")
    assert page.find("input", name="stadtteil")[0].attributes["value"] == "Altendorf"


def test_a_link_with_a_topic_is_answered_at_once(person: TestClient) -> None:
    assert "Schuldenberatung Nord" in person.get("/form?topic=money_debt&stadtteil=altendorf").text


@pytest.mark.parametrize("empty", [{}, {"is_new": "yes"}, {"is_new": "yes", "text": "  "}, {"topic": "money_debt"}])
def test_an_empty_form_is_shown_again_with_a_sentence(person: TestClient, empty: dict[str, str]) -> None:
    response = person.post("/form", data=empty)

    assert response.status_code == 422
    assert "Please write a sentence or choose a topic." in response.text


def test_a_text_that_is_too_long_is_kept_in_the_form(person: TestClient) -> None:
    long = "x" * 10_001

    response = person.post("/form", data={"is_new": "yes", "text": long})

    assert response.status_code == 422
    assert read_page(response.text).find("textarea")[0].text() == long


def test_the_form_answers_in_the_language_that_was_chosen_in_it(person: TestClient) -> None:
    response = person.post("/form?lang=en", data={"is_new": "yes", "topic": "money_debt", "lang": "ar"})

    assert read_page(response.text).find("html")[0].attributes["lang"] == "ar"
