"""The words a town has of its own for the topics, in the panel."""

import pytest

from angebote.understanding import understand
from tests.admin.world import PEOPLE, Browser, World, fields_on, id_of, plain_words


@pytest.fixture
def coordinator(world: World) -> Browser:
    return world.signed_in("coordinator")


def _send(browser: Browser, **changed: object):  # type: ignore[no-untyped-def]
    fields = fields_on(browser.get("/town/words").text) | {f"words.{topic}": words for topic, words in changed.items()}
    return browser.client.post("/town/words", data=fields)


def test_own_words_reach_the_residents_and_the_log(world: World, coordinator: Browser) -> None:
    before = world.town().version
    answer = _send(coordinator, money_debt="Zwirbelkarte, Blauer Brief,zwirbelkarte", housing="Wohnlotsenbüro")

    town = world.town()
    assert answer.headers["location"] == f"/admin/town/words?town={id_of('essen')}&done=town-saved"
    assert town.topic_words["housing"] == ("Wohnlotsenbüro",)
    assert town.topic_words["money_debt"][:2] == ("Zwirbelkarte", "Blauer Brief")
    assert town.version > before
    assert understand("Zwirbelkarte", town).topics[0].id == "money_debt"
    assert 'value="Wohnlotsenbüro"' in coordinator.get("/town/words").text
    assert "Clara hat die eigenen Wörter geändert von Essen" in plain_words(coordinator.get("/log").text)


def test_words_that_are_taken_out_are_no_longer_heard(world: World, coordinator: Browser) -> None:
    _send(coordinator, money_debt="Zwirbelkarte, Zwirbelpass", housing="Wohnlotsenbüro")
    _send(coordinator, money_debt="Zwirbelpass, Zwirbelgeld", housing="")

    assert world.town().topic_words == {"money_debt": ("Zwirbelpass", "Zwirbelgeld")}
    before = world.town().version
    _send(coordinator)
    assert world.town().version == before, "nothing was changed"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Wohnungssuche", "„Wohnungssuche“ steht schon für ein anderes Thema: Wohnung und Miete"),
        ("Wohnlotsenbüro", "„Wohnlotsenbüro“ steht schon für ein anderes Thema: Wohnung und Miete"),
        ("und", "„und“ ist zu kurz oder zu häufig"),
        ("x" * 81, "höchstens 80 Zeichen"),
        (", ".join(f"Zwirbel{number}" for number in range(31)), "höchstens 30"),
    ],
)
def test_what_cannot_be_right_gets_a_sentence_at_its_field_and_stays(
    world: World, coordinator: Browser, typed: str, sentence: str
) -> None:
    answer = _send(coordinator, money_debt=typed, housing="Wohnlotsenbüro")

    assert answer.status_code == 422
    assert 'id="words.money_debt-fault"' in answer.text
    assert sentence in plain_words(answer.text)
    assert f'value="{typed}"' in answer.text
    assert world.town().topic_words == {}


@pytest.mark.parametrize("who", PEOPLE)
def test_words_are_for_those_who_look_after_the_town(world: World, who: str) -> None:
    expected = 200 if PEOPLE[who].role in ("coordinator", "operator") else 404

    assert world.signed_in(who).get("/town/words").status_code == expected


def test_another_town_is_not_there(world: World, coordinator: Browser) -> None:
    fields = fields_on(coordinator.get("/town/words").text) | {"town": id_of("bochum")}

    assert coordinator.get(f"/town/words?town={id_of('bochum')}").status_code == 404
    assert coordinator.client.post("/town/words", data=fields).status_code == 404
