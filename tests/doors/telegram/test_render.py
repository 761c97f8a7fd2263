"""Replies in, calls out; each call is one that Telegram takes."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.model import CardReply, ChoicesReply, Conversation, ForgetReply, Option, PlaceReply, Reply, TextReply
from bot.doors.telegram.phone import dialable
from bot.doors.telegram.render import calls_of
from bot.doors.telegram.text import Block, messages_of, units_of
from bot.doors.turn import Turn
from locales import Text
from tests.doors.telegram.fake_dialogue import EMERGENCY, a_card, a_crisis, german
from tests.doors.telegram.judge import judge, plain_text


def rendered(*replies: Reply, language: str = "de", callback_id: str = "") -> list[dict[str, Any]]:
    """Return the calls for some replies; Telegram would take each of them."""
    calls = calls_of(Turn(replies=replies, conversation=Conversation(language=language)), chat_id=5, callback_id=callback_id)
    for call in calls:
        judge(call["method"], call["params"])
    return calls


def seen(call: dict[str, Any]) -> str:
    """Return what the person reads."""
    return plain_text(call["params"]["text"])


def buttons(call: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Return the rows of buttons."""
    rows: list[list[dict[str, Any]]] = call["params"]["reply_markup"]["inline_keyboard"]
    return rows


def test_a_text_is_escaped_and_shows_no_preview() -> None:
    (call,) = rendered(TextReply(paragraphs=german("a < b & \"c\" 'd'", "zwei")))

    assert seen(call) == "a < b & \"c\" 'd'\n\nzwei"
    assert call["params"]["link_preview_options"] == {"is_disabled": True}


def test_choices_become_buttons_with_the_emergency_alone_in_the_last_row() -> None:
    options = (EMERGENCY, *(Option(Text(name, "de"), action=name) for name in ("Ost", "West", "Süd")))
    (call,) = rendered(ChoicesReply(paragraphs=german("Wo?"), options=options))

    assert [[button["text"] for button in row] for row in buttons(call)] == [["Ost", "West"], ["Süd"], ["🆘 Notruf"]]


def test_long_labels_get_a_row_of_their_own() -> None:
    options = tuple(Option(Text(name, "de"), action="x") for name in ("Wohnung und Wohnungslosigkeit", "Geld"))
    (call,) = rendered(ChoicesReply(paragraphs=german("Was?"), options=options, columns=3))

    assert [len(row) for row in buttons(call)] == [1, 1]


def test_a_question_that_may_be_answered_by_location_offers_it_below_the_keyboard() -> None:
    question, location = rendered(ChoicesReply(paragraphs=german("Wo?"), options=(EMERGENCY,), asks_location=True))

    assert "inline_keyboard" in question["params"]["reply_markup"]
    assert location["params"]["reply_markup"]["keyboard"][0][0]["request_location"] is True


def test_the_first_message_without_buttons_takes_the_location_button_away() -> None:
    calls = rendered(ChoicesReply(paragraphs=german("a"), options=(EMERGENCY,)), TextReply(paragraphs=german("b")))

    assert calls[1]["params"]["reply_markup"] == {"remove_keyboard": True}


def test_a_card_has_a_bold_title_a_dialable_phone_and_no_button_telegram_refuses() -> None:
    (call,) = rendered(CardReply(card=a_card()))

    assert call["params"]["text"].startswith("<b>🏠 Rat &lt;&amp;&gt; Hilfe</b>\nTräger\nIn Ihrem Stadtteil\nJetzt geöffnet")
    assert "📞 Telefon: +49 201 23125100" in seen(call)
    flat = [button for row in buttons(call) for button in row]
    assert [button["text"] for button in flat] == ["📞 Anrufen +49 201 23125100", "🗺️ Karte", "Webseite"]
    assert flat[0]["copy_text"] == {"text": "+49 201 23125100"}
    assert "tel:" not in str(call)


def test_a_crisis_card_shows_every_line_with_its_number_and_copies_it() -> None:
    (call,) = rendered(a_crisis())

    assert call["params"]["text"].startswith("<b>Wichtige Nummern</b>\n\nNiemand darf Sie schlagen.\n\n<b>Notruf</b>: 112\n\n")
    assert "Hilfetelefon: 116 016 (24 h, 18 Sprachen) https://www.hilfetelefon.de" in seen(call)
    assert "Telefonseelsorge: +49 800 1110111 (kostenlos)" in seen(call)
    assert [button["text"] for row in buttons(call) for button in row][-1] == "🆘 Notruf"
    assert "disable_notification" not in call["params"]


def test_a_discreet_card_makes_no_sound() -> None:
    (call,) = rendered(a_crisis(is_discreet=True))

    assert call["params"]["disable_notification"] is True


def test_a_place_is_sent_as_a_venue() -> None:
    map_link = Option(Text("Karte", "de"), url="https://www.openstreetmap.org/?mlat=51.4")
    reply = PlaceReply(name="Haus", address=Text("Weg 1", "de"), latitude=51.4, longitude=7.0, options=(map_link,))
    (call,) = rendered(reply)

    assert (call["method"], call["params"]["title"], call["params"]["address"]) == ("sendVenue", "Haus", "Weg 1")


def test_forgetting_says_so_and_takes_the_keyboard_away() -> None:
    (call,) = rendered(ForgetReply(paragraphs=german("Gelöscht.")))

    assert call["params"]["reply_markup"] == {"remove_keyboard": True}


def test_a_pressed_button_is_answered_even_if_there_is_nothing_to_say() -> None:
    assert [call["method"] for call in rendered(callback_id="q")] == ["answerCallbackQuery"]


def test_german_words_inside_an_arabic_card_keep_their_direction() -> None:
    (call,) = rendered(CardReply(card=a_card()), language="ar")

    assert "\u2068Zeiten\u2069" in seen(call)


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("0201 23125-100", "+49 201 23125100"),
        ("(0201) 88-51 000", "+49 201 8851000"),
        ("0201/1234", "+49 201 1234"),
        ("020123125100", "+49 20123125100"),
        ("+49 201 1", "+492011"),
        ("+49 (0)201 1", "+492011"),
        ("0049 201 1", "+492011"),
        ("tel:+492011", "+492011"),
        ("110", "110"),
        ("116 111", "116 111"),
        ("0800 111 0 111", "+49 800 1110111"),
    ],
)
def test_a_german_number_becomes_dialable(number: str, dialled: str) -> None:
    assert dialable(number) == dialled


@settings(deadline=None)
@given(st.lists(st.builds(Block, st.text(max_size=300), st.text(max_size=80)), max_size=6))
def test_no_message_is_too_long_or_empty_and_all_words_arrive(blocks: list[Block]) -> None:
    clean = [
        Block(*(part.encode("utf-8", "ignore").decode().replace("\0", "") for part in (one.plain, one.bold))) for one in blocks
    ]
    messages = messages_of(clean, limit=200)

    assert all(0 < units_of(message) <= 200 for message in messages)
    assert "".join("".join(map(plain_signs, messages)).split()) == "".join("".join(one.bold + one.plain for one in clean).split())


def plain_signs(html: str) -> str:
    """Return a message without its mark-up, every sign kept (TDLib drops control characters)."""
    from html import unescape

    return unescape(html.replace("<b>", "").replace("</b>", ""))
