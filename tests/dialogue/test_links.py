"""Deep links of messengers."""

import re

from hypothesis import given
from hypothesis import strategies as st

from angebote.topics import topics
from bot.dialogue.links import payload_of, started_from
from bot.dialogue.model import Started
from locales import LANGUAGES


@given(
    st.sampled_from(["", "essen", "norderstedt", "lueneburg"]),
    st.sampled_from(["", "0123abcd"]),
    st.sampled_from(["", *topics()]),
    st.sampled_from(["", *(language.tag for language in LANGUAGES)]),
)
def test_a_link_says_what_it_was_made_from_and_hides_the_topic(town: str, stadtteil: str, topic: str, language: str) -> None:
    wanted = Started(town=town, stadtteil=stadtteil, topic=topic, language=language)
    payload = payload_of(wanted)

    assert started_from(payload) == wanted
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    assert not topic or topic not in payload


@given(st.text(max_size=100))
def test_any_payload_is_answered(payload: str) -> None:
    assert isinstance(started_from(payload), Started)


def test_a_plain_town_is_understood() -> None:
    assert started_from("essen") == Started(town="essen")
