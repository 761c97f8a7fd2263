"""The same conversation reads the same at the JSON door and at the form."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.doors.web.serving import serve, two_towns
from tests.transcripts.driver import Driver
from tests.transcripts.form_driver import FormDriver
from tests.transcripts.json_driver import JsonDriver


@pytest.mark.parametrize("door", [JsonDriver, FormDriver])
def test_a_conversation_leads_from_a_sentence_to_a_card(tmp_path: Path, door: type[JsonDriver] | type[FormDriver]) -> None:
    served = serve(tmp_path, towns=two_towns())
    driver: Driver = door(TestClient(served.app))
    driver.start(lang="en")

    asked_town = driver.say("I have debts")
    asked_place = driver.press("Beispielstadt")
    answered = driver.say("Altendorf")
    emergency = driver.press("emergency")
    served.store.close()

    assert "🏙️ Musterstadt" in asked_town.buttons
    assert any("Where in Beispielstadt do you live?" in text for text in asked_place.texts)
    assert any("Schuldenberatung Nord" in text for text in answered.texts)
    assert any("112" in text for text in emergency.texts)
    assert {one.language for one in (asked_town, asked_place, answered, emergency)} == {"en"}


def test_a_button_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    served = serve(tmp_path)
    for driver in (JsonDriver(TestClient(served.app)), FormDriver(TestClient(served.app))):
        driver.start(lang="en")
        with pytest.raises(AssertionError, match="no button 'Dragons'"):
            driver.press("Dragons")
    served.store.close()
