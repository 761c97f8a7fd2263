"""Cards are made of translated facts; the carrier's words keep their real language."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from angebote.model import Angebot, AngebotText, Intake, Town
from angebote.referral import refer
from angebote.understanding.need import Need, TopicHit
from bot.dialogue.cards import card_of, dialled
from bot.dialogue.model import Card
from locales import LANGUAGES
from tests.builders import a_town, an_angebot

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def card(tag: str, town: Town | None = None, **changes: object) -> Card:
    town = town or a_town(an_angebot(**changes))
    need = Need(topics=(TopicHit("money_debt", 1.0, ()),), stadtteil_id="nordviertel")
    return card_of(refer(need, town, NOW, turn=0).referrals[0], town, tag, NOW)


def lines(shown: Card, key: str) -> list[str]:
    return [line.text for fact in shown.facts if fact.key == key for line in fact.lines]


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_a_card_is_readable_in_every_language_though_the_carrier_wrote_german(tag: str) -> None:
    shown = card(tag, documents=("letter",), is_confidential=True, formats=("open_hours", "appointment"))

    assert {fact.label.language for fact in shown.facts} == {tag}
    assert {
        line.language
        for fact in shown.facts
        if fact.key in ("cost", "hours", "documents", "trust", "topics", "formats")
        for line in fact.lines
    } == {tag}
    assert [fact.lines[0].language for fact in shown.facts if fact.key == "does"] == ["de"]
    assert shown.state is not None
    assert shown.state.language == tag


def test_translated_words_of_the_carrier_are_used_field_by_field() -> None:
    texts = {"de": AngebotText(name="Rat", does="Wir helfen."), "en": AngebotText(name="Advice")}
    shown = card("en", texts=texts)

    assert (shown.title.text, shown.title.language) == ("Advice", "en")
    assert [(line.text, line.language) for fact in shown.facts if fact.key == "does" for line in fact.lines] == [
        ("Wir helfen.", "de")
    ]


def test_numbers_and_times_keep_their_order_in_arabic() -> None:
    shown = card("ar")

    assert "\u206609:00\u2060–\u206012:00\u2069" in lines(shown, "hours")[0]
    assert lines(shown, "phone") == ["\u20660201 5550100\u2069"]


def test_a_stop_for_new_people_ends_by_itself() -> None:
    intake = Intake(closed_until=date(2026, 11, 24), waiting_weeks=6, waiting_valid_to=date(2026, 12, 1))

    assert lines(card("en", intake=intake), "intake") == ["You wait about 6 weeks."]
    assert (
        lines(card("en", intake=replace(intake, closed_until=date(2026, 11, 25))), "intake")[0]
        == "No new people until 25.11.2026."
    )
    assert lines(card("en", intake=replace(intake, waiting_valid_to=date(2026, 11, 24))), "intake") == []


def test_unconfirmed_hours_are_said_with_reserve() -> None:
    shown = card("en", checked_on=None)

    assert shown.state is not None
    assert shown.state.text == "Should be open now until 12:00 - please call first."
    assert lines(shown, "checked") == ["Not confirmed yet. Please call before you go."]


def test_an_entry_that_closes_in_the_school_holidays_says_so_below_its_hours() -> None:
    assert lines(card("en", closed_in_school_holidays=True), "hours")[-1] == "Closed in the school holidays."
    assert "school holidays" not in " ".join(lines(card("en"), "hours"))
    assert lines(card("en", closed_in_school_holidays=True, schedules=()), "hours") == []


def test_days_in_a_list_are_parted_by_the_comma_of_the_language() -> None:
    assert "الاثنين، الأربعاء" in lines(card("ar"), "hours")[0]
    assert "،" not in lines(card("de"), "hours")[0]


def test_a_price_is_named_and_a_link_to_another_angebot_leads_there() -> None:
    assert lines(card("en", cost="fee", price_cents=750), "cost") == ["costs 7,50 €"]


@pytest.mark.parametrize(
    ("number", "expected"), [("0201 23125-100", "+4920123125100"), ("112", "112"), ("116 117", "116117"), ("+49 30 1", "+49301")]
)
def test_numbers_are_dialled_from_anywhere(number: str, expected: str) -> None:
    assert dialled(number) == expected


def test_an_angebot_without_a_place_has_no_map() -> None:
    angebot: Angebot = an_angebot(location_id=None)

    assert [option.action for option in card("en", a_town(angebot)).options] == ["", "wrong:schuldenberatung"]


def test_words_that_a_machine_wrote_are_marked_as_such() -> None:
    words = AngebotText(name="", does="Yardım ederiz.", is_machine=True)
    shown = card("tr", texts={"de": AngebotText(name="Beratung", does="Wir helfen.", next_step="Kommen Sie."), "tr": words})
    labels = {fact.key: fact.label.text for fact in shown.facts}

    assert labels["does"].endswith("(makine çevirisi)")
    assert labels["next_step"].endswith("(Almanca)")
    assert (shown.title.text, shown.title.language) == ("Beratung", "de"), "a name that is not translated keeps its language"
