"""The JSON door keeps its contract."""

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.doors.web.api_models import Refusal, TurnResult
from tests.doors.web.serving import Served, serve, two_towns
from tests.transcripts.json_driver import JsonDriver

START = {"type": "start"}
DEBTS = {"type": "text", "text": "Ich habe Schulden und wohne in Altendorf"}


def take(person: TestClient, event: dict[str, Any], **more: Any) -> dict[str, Any]:
    response = person.post("/api/v1/turns", json={"event": event, **more})
    assert response.status_code == 200, response.text
    TurnResult.model_validate(response.json())
    return dict(response.json())


def test_a_sentence_leads_to_cards_with_the_language_of_each_piece(person: TestClient) -> None:
    answer = take(person, DEBTS, conversation=None, town="beispielstadt", lang="de")

    card = next(reply for reply in answer["replies"] if reply["type"] == "card")
    assert (answer["language"], answer["dir"]) == ("de", "ltr")
    assert card["title"] == {"text": "Schuldenberatung Nord", "language": "de", "dir": "ltr"}
    assert (card["phone"], card["tel"]) == ("0201 5550100", "tel:+492015550100")
    assert person.get(card["page"]).status_code == 200


def test_a_conversation_goes_on_with_its_token(person: TestClient) -> None:
    first = take(person, {"type": "text", "text": "Ich habe Schulden"}, lang="de")
    second = take(person, {"type": "text", "text": "Altendorf"}, conversation=first["conversation"])

    assert second["conversation"] == first["conversation"]
    assert "card" in [reply["type"] for reply in second["replies"]]


def test_every_kind_of_reply_matches_the_description(person: TestClient) -> None:
    token = take(person, START, lang="en")["conversation"]
    events: list[dict[str, Any]] = [
        {"type": "press", "action": "emergency"},
        {"type": "press", "action": "crisis:domestic_violence"},
        {"type": "press", "action": "topic:money_debt"},
        {"type": "location", "lat": 51.46, "lon": 7.01},
        {"type": "press", "action": "city"},
        {"type": "press", "action": "map:schuldenberatung"},
        {"type": "language", "tag": "ar"},
        {"type": "press", "action": "delete"},
    ]

    answers = [take(person, event, conversation=token) for event in events]

    assert {reply["type"] for one in answers for reply in one["replies"]} == {
        "text",
        "choices",
        "card",
        "crisis",
        "place",
        "forget",
    }
    assert answers[-1]["conversation"] is None


def test_an_explicit_language_wins_over_the_language_of_the_text(person: TestClient) -> None:
    assert take(person, DEBTS, lang="ar")["language"] == "ar"


def test_a_start_with_a_town_and_a_language_uses_both(tmp_path: Path) -> None:
    person = TestClient(serve(tmp_path, towns=two_towns()).app)

    answer = JsonDriver(person).start(town="musterstadt", lang="en", topic="money_debt")

    assert answer.language == "en"
    assert any("Musterstadt" in text for text in answer.texts)


@pytest.mark.parametrize("token", ["nonsense", "", "x" * 43, "ü" * 43])
def test_an_unknown_token_begins_a_new_conversation_and_says_so(person: TestClient, token: str) -> None:
    answer = take(person, DEBTS, conversation=token, lang="en")

    assert "Your earlier conversation has ended" in answer["replies"][0]["text"]
    assert answer["conversation"]


def test_an_expired_token_begins_a_new_conversation_and_says_so(person: TestClient, served: Served) -> None:
    token = take(person, DEBTS, lang="en")["conversation"]
    served.clock.forward(minutes=31)

    answer = take(person, START, conversation=token)

    assert "Your earlier conversation has ended" in answer["replies"][0]["text"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "event"),
        ({"event": None}, "event"),
        ({"event": {"type": "dance"}}, "event"),
        ({"event": {"type": "text"}}, "event.text"),
        ({"event": {"type": "text", "text": 7}}, "event.text"),
        ({"event": {"type": "text", "text": "x" * 10_001}}, "event.text"),
        ({"event": {"type": "location", "lat": 91, "lon": 0}}, "event.lat"),
        ({"event": START, "conversation": 7}, "conversation"),
        ({"event": START, "twon": "essen"}, "twon"),
        ([], "body"),
    ],
)
def test_a_malformed_body_gets_the_list_of_fields(person: TestClient, body: object, field: str) -> None:
    response = person.post("/api/v1/turns", json=body)

    assert response.status_code == 422
    assert field in [one.field for one in Refusal.model_validate(response.json()).fields]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"event": {"type": "text", "text": "\\ud800"}}', b"[" * 100_000])
def test_a_body_that_is_no_json_gets_the_list_of_fields(person: TestClient, content: bytes) -> None:
    response = person.post("/api/v1/turns", content=content, headers={"content-type": "application/json"})

    assert response.status_code == 422
    assert Refusal.model_validate(response.json()).fields


def test_a_form_post_is_no_json(person: TestClient) -> None:
    assert person.post("/api/v1/turns", data={"event": "start"}).status_code == 422


def test_an_unknown_town_is_answered_with_the_towns_there_are(person: TestClient) -> None:
    response = person.post("/api/v1/turns", json={"event": START, "town": "atlantis"})

    assert response.status_code == 404
    assert Refusal.model_validate(response.json()).towns == ["beispielstadt"]


@pytest.mark.parametrize("body", [{"event": START, "lang": "tlh"}, {"event": {"type": "language", "tag": "tlh"}}])
def test_an_unknown_language_is_answered_with_the_languages_there_are(person: TestClient, body: dict[str, Any]) -> None:
    response = person.post("/api/v1/turns", json=body)

    assert response.status_code == 404
    assert "de" in Refusal.model_validate(response.json()).languages


def test_too_many_turns_get_a_sentence_and_a_time_to_wait(tmp_path: Path) -> None:
    person = TestClient(serve(tmp_path, turns_per_minute=2).app, headers={"accept-language": "en"})

    responses = [person.post("/api/v1/turns", json={"event": START}) for _ in range(3)]

    assert [one.status_code for one in responses] == [200, 200, 429]
    assert responses[2].json()["detail"].startswith("That was a little fast. Please wait a minute and then try again.")
    assert 1 <= int(responses[2].headers["retry-after"]) <= 30


def test_the_description_is_served_and_names_the_turns(person: TestClient) -> None:
    description = person.get("/api/openapi.json").json()

    assert list(description["paths"]) == ["/api/v1/turns"]
    assert {"200", "404", "422", "429"} <= set(description["paths"]["/api/v1/turns"]["post"]["responses"])


def test_no_page_of_the_description_loads_anything_from_elsewhere(person: TestClient) -> None:
    assert [person.get(path).status_code for path in ("/docs", "/redoc")] == [404, 404]
