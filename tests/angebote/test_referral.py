"""The ladder and the fair rotation."""

from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

from angebote.model import Angebot, Intake, SpokenLanguage, Town
from angebote.referral import Answer, refer
from angebote.understanding.need import NameHit, Need, TopicHit, Wishes
from tests.builders import a_location, a_schedule, a_stadtteil, a_town, an_angebot

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def a_need(*topics: str, **changes: object) -> Need:
    return Need(topics=tuple(TopicHit(topic, 1.0, ()) for topic in topics or ("money_debt",)), **changes)  # type: ignore[arg-type]


def ids(answer: Answer) -> list[str]:
    return [one.angebot.id for one in answer.referrals]


def ask(need: Need, town: Town, turn: int = 0) -> Answer:
    return refer(need, town, NOON, turn=turn)


def for_stadtteil(name: str, *stadtteile: str, **changes: object) -> Angebot:
    return an_angebot(name, stadtteil_ids=stadtteile, location_id=None, **changes)


def test_a_person_without_a_stadtteil_is_shown_offers_for_the_whole_city() -> None:
    answer = ask(a_need(), a_town(an_angebot(stadtteil_ids=(), location_id=None)))

    assert answer.rung == "city"


def test_the_own_stadtteil_comes_before_the_neighbour_and_the_city() -> None:
    town = a_town(
        for_stadtteil("far"),
        for_stadtteil("next", "altendorf"),
        for_stadtteil("own", "nordviertel"),
        for_stadtteil("call", is_nationwide=True),
    )

    answer = ask(a_need(stadtteil_id="nordviertel"), town)

    assert (answer.rung, ids(answer)) == ("stadtteil", ["own", "next", "far", "call"])
    assert [one.rung for one in answer.referrals] == ["stadtteil", "neighbour", "city", "remote"]


def test_a_house_in_the_stadtteil_that_serves_the_whole_town_counts_as_near() -> None:
    answer = ask(a_need(stadtteil_id="nordviertel"), a_town(an_angebot(location_id="haus-nord")))

    assert answer.rung == "stadtteil"


def test_an_angebot_for_another_stadtteil_is_not_shown() -> None:
    town = a_town(
        for_stadtteil("elsewhere", "ostend"),
        for_stadtteil("city"),
        stadtteile=(a_stadtteil("nordviertel"), a_stadtteil("ostend")),
    )

    assert ids(ask(a_need(stadtteil_id="nordviertel"), town)) == ["city"]


def test_who_wants_the_whole_city_sees_offers_of_all_stadtteile_after_those_for_everybody() -> None:
    town = a_town(for_stadtteil("part", "altendorf"), for_stadtteil("everybody"))

    assert ids(ask(a_need(), town)) == ["everybody", "part"]


def test_a_part_of_a_stadtteil_gets_what_the_whole_stadtteil_gets() -> None:
    answer = ask(a_need(stadtteil_id="hafen"), a_town(for_stadtteil("own", "altendorf")))

    assert answer.rung == "stadtteil"


def test_stadtteile_of_the_same_bezirk_are_neighbours_where_none_are_known() -> None:
    stadtteile = (
        a_stadtteil("west", level="Bezirk"),
        a_stadtteil("horn", parent_id="west"),
        a_stadtteil("forst", parent_id="west"),
    )
    town = a_town(for_stadtteil("next", "forst"), stadtteile=stadtteile)

    assert ask(a_need(stadtteil_id="horn"), town).rung == "neighbour"


def test_a_topic_without_an_angebot_leads_to_the_wider_topic() -> None:
    answer = ask(a_need("food_clothing"), a_town(an_angebot(topics=("money_debt",))))

    assert (answer.rung, ids(answer)) == ("wider", ["schuldenberatung"])


def test_without_any_fitting_topic_general_advice_stands_at_the_end_of_the_ladder() -> None:
    answer = ask(a_need("youth"), a_town(an_angebot(topics=("general_advice",))))

    assert answer.rung == "general_advice"


def test_an_empty_catalogue_leaves_the_help_lines() -> None:
    assert ask(a_need(), a_town(an_angebot(topics=("youth",)))) == Answer("helplines", ())


def test_equal_carriers_take_turns_at_the_first_place_however_many_entries_one_has() -> None:
    town = a_town(
        *(for_stadtteil(f"awo{number}", traeger_id="awo") for number in range(5)), for_stadtteil("drk", traeger_id="drk")
    )

    first = Counter(ask(a_need(), town, turn).referrals[0].angebot.traeger_id for turn in range(100))

    assert first == {"awo": 50, "drk": 50}


def test_the_same_turn_gives_the_same_order() -> None:
    town = a_town(*(for_stadtteil(f"a{number}", traeger_id=f"t{number % 3}") for number in range(7)))

    assert ids(ask(a_need(), town, 4)) == ids(ask(a_need(), town, 4))
    assert sorted(ids(ask(a_need(), town, 4))) == sorted(town.angebote)


def test_two_topics_take_turns() -> None:
    town = a_town(
        for_stadtteil("money1"),
        for_stadtteil("money2"),
        for_stadtteil("flat1", topics=("housing",)),
        for_stadtteil("flat2", topics=("housing",)),
    )

    shown = [one.topic for one in ask(a_need("money_debt", "housing"), town).referrals]

    assert shown == ["money_debt", "housing", "money_debt", "housing"]


def test_advice_in_the_wanted_language_comes_first() -> None:
    town = a_town(for_stadtteil("german"), for_stadtteil("dari", languages=(SpokenLanguage(tag="fa"),)))

    answer = ask(a_need(wishes=Wishes(languages=("fa",))), town)

    assert ids(answer) == ["dari", "german"] or ids(answer)[0] == "dari"
    assert "language" in answer.referrals[0].reasons


def test_who_needs_help_now_sees_open_doors_first() -> None:
    town = a_town(for_stadtteil("closed"), for_stadtteil("open", schedules=(a_schedule("WE", opens="08:00", closes="18:00"),)))

    assert ids(ask(a_need(wishes=Wishes(is_now=True)), town))[0] == "open"


def test_who_takes_nobody_new_comes_last() -> None:
    town = a_town(for_stadtteil("full", intake=Intake(closed_until=date(2027, 3, 1))), for_stadtteil("free"))

    assert [ids(ask(a_need(), town, turn)) for turn in (0, 1)] == [["free", "full"], ["free", "full"]]


def test_a_stated_age_keeps_unfitting_offers_away() -> None:
    town = a_town(for_stadtteil("adults", minimum_age=18), for_stadtteil("children", maximum_age=12))

    assert ids(ask(a_need(wishes=Wishes(age=8)), town)) == ["children"]
    assert len(ids(ask(a_need(), town))) == 2


def test_an_entry_that_has_ended_is_not_shown() -> None:
    town = a_town(for_stadtteil("ended", expires_on=date(2026, 11, 24)), for_stadtteil("runs", expires_on=date(2026, 11, 25)))

    assert ids(ask(a_need(), town)) == ["runs"]


def test_a_named_angebot_comes_first_whatever_its_topic() -> None:
    town = a_town(for_stadtteil("money"), for_stadtteil("named", topics=("youth",)))

    answer = ask(a_need(names=(NameHit(("named",), ("Treff",)),)), town)

    assert (answer.rung, ids(answer)) == ("named", ["named", "money"])


def test_of_a_named_carrier_only_the_angebote_of_the_topic_are_shown_first() -> None:
    town = a_town(for_stadtteil("youth", topics=("youth",)), for_stadtteil("money"))

    answer = ask(a_need(names=(NameHit(("youth", "money"), ("AWO",)),)), town)

    assert ids(answer) == ["money"]


def test_a_house_far_away_for_the_whole_town_stands_on_the_rung_of_the_city() -> None:
    stadtteile = (a_stadtteil("nordviertel"), a_stadtteil("ostend"))
    town = a_town(an_angebot(location_id="ost"), stadtteile=stadtteile, locations=(a_location("ost", stadtteil_id="ostend"),))

    assert ask(a_need(stadtteil_id="nordviertel"), town).rung == "city"


def test_a_named_angebot_keeps_its_first_place_when_its_topic_was_said_too() -> None:
    town = a_town(for_stadtteil("a"), for_stadtteil("b"), for_stadtteil("named"))

    answers = [ids(ask(a_need(names=(NameHit(("named",), ("Treff",)),)), town, turn)) for turn in range(3)]

    assert [one[0] for one in answers] == ["named", "named", "named"]
    assert all(len(one) == 3 for one in answers)


def test_what_is_named_but_meant_for_people_elsewhere_comes_after_what_helps_here() -> None:
    stadtteile = (a_stadtteil("nordviertel"), a_stadtteil("ostend"))
    town = a_town(for_stadtteil("janitor-ost", "ostend"), for_stadtteil("advice"), stadtteile=stadtteile)
    need = a_need(names=(NameHit(("janitor-ost",), ("Quartiershausmeister",)),), stadtteil_id="nordviertel")

    assert ids(ask(need, town)) == ["advice", "janitor-ost"]
