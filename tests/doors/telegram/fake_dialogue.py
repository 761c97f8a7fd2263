"""A small dialogue for tests of the doors: it counts, and says one thing of each kind on demand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from angebote.model import Town
from bot.dialogue.model import (
    Card,
    CardReply,
    ChoicesReply,
    Conversation,
    CrisisReply,
    Event,
    Fact,
    ForgetReply,
    HelpLine,
    Option,
    PlaceReply,
    Pressed,
    Reply,
    Said,
    SentUnreadable,
    SharedLocation,
    Started,
    TextReply,
)
from locales import Text

EMERGENCY = Option(Text("Notruf", "de"), action="emergency", icon="🆘")


def german(*sentences: str) -> tuple[Text, ...]:
    """Return paragraphs."""
    return tuple(Text(sentence, "de") for sentence in sentences)


def advance(
    conversation: Conversation, event: Event, towns: Mapping[str, Town], now: datetime
) -> tuple[Conversation, tuple[Reply, ...]]:
    """Count the turn and answer by the kind of event; the word "crash" raises."""
    after = replace(conversation, turn=conversation.turn + 1)
    match event:
        case Started(town=town):
            return after, (ChoicesReply(paragraphs=german(f"Hallo {town or '-'}"), options=(EMERGENCY,)),)
        case Said(text=text):
            return _said(after, text)
        case Pressed(action=action):
            return after, (TextReply(paragraphs=german(f"{after.turn}: gedrückt {action}")),)
        case SharedLocation(latitude=latitude):
            return after, (TextReply(paragraphs=german(f"{after.turn}: Ort bei {latitude:.0f}")),)
        case SentUnreadable():
            return after, (TextReply(paragraphs=german(f"{after.turn}: Das kann ich nicht lesen.")),)
        case _:
            return after, ()


def _said(after: Conversation, text: str) -> tuple[Conversation, tuple[Reply, ...]]:
    word, _, rest = text.partition(" ")
    replies: dict[str, Reply] = {
        "long": TextReply(paragraphs=german(*["Wörter 🧡 & <mehr> " * 40] * 17)),
        "wide": TextReply(paragraphs=german("🧡" * 10_000)),
        "card": CardReply(card=a_card()),
        "crisis": a_crisis(is_discreet=rest == "discreet"),
        "place": PlaceReply(name="Haus", address=Text("Weg 1, 45141 Essen", "de"), latitude=51.4, longitude=7.0),
        "forget": ForgetReply(paragraphs=german("Alles ist gelöscht.")),
        "where": ChoicesReply(
            paragraphs=german("Wo?"), options=(Option(Text("Altendorf", "de"), action="place:1"),), asks_location=True
        ),
    }
    if word == "crash":
        raise ValueError(text)
    return after, (replies.get(word, TextReply(paragraphs=german(f"{after.turn}: {len(text)} Zeichen"))),)


def a_card() -> Card:
    """Return a card with everything on it."""
    return Card(
        angebot_id="1",
        icon="🏠",
        title=Text("Rat <&> Hilfe", "de"),
        traeger="Träger",
        reason=Text("In Ihrem Stadtteil", "de"),
        state=Text("Jetzt geöffnet", "de"),
        facts=(
            Fact("hours", "🕒", Text("Zeiten", "de"), german("Mo 9–12", "Di 9–12")),
            Fact("phone", "📞", Text("Telefon", "de"), german("0201 23125-100")),
        ),
        options=(
            Option(Text("Anrufen", "de"), icon="📞", url="tel:+4920123125100"),
            Option(Text("Karte", "de"), action="map:1", icon="🗺️"),
            Option(Text("Webseite", "de"), url="https://example.org/a"),
            Option(Text("Hier", "de"), url="http://localhost:8000/form"),
        ),
        phone="0201 23125-100",
        place=("Haus", "Weg 1", 51.4, 7.0),
    )


def a_crisis(*, is_discreet: bool = False) -> CrisisReply:
    """Return a crisis card."""
    lines = (
        HelpLine("Notruf", "112", Text("", "de")),
        HelpLine("Hilfetelefon", "116 016", Text("24 h, 18 Sprachen", "de"), "https://www.hilfetelefon.de"),
        HelpLine("Telefonseelsorge", "0800 1110111", Text("kostenlos", "de")),
    )
    return CrisisReply(
        kind="domestic_violence",
        is_hard=True,
        title=Text("Wichtige Nummern", "de"),
        paragraphs=german("Niemand darf Sie schlagen."),
        lines=lines,
        options=(EMERGENCY,),
        is_discreet=is_discreet,
    )
