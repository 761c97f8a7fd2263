"""Deep links of messengers: town, Stadtteil, topic and language packed into 1 to 64 signs of [A-Za-z0-9_-], no topic in clear."""

import base64
import binascii
from dataclasses import replace

from angebote.topics import topics
from bot.dialogue.model import Started
from locales import find_language

LONGEST = 64
STADTTEIL_SIGNS = 8


def payload_of(started: Started) -> str:
    """Return the payload of a deep link. A Stadtteil id is shortened to its first eight signs; `started_from` gives these back.

    Errors: ValueError if it would be longer than a messenger allows.
    """
    keys = list(topics())
    topic = str(keys.index(started.topic)) if started.topic in keys else ""
    parts = (started.town, started.stadtteil[:STADTTEIL_SIGNS], topic, started.language)
    packed = base64.urlsafe_b64encode("/".join(parts).encode()).decode().rstrip("=")
    if len(packed) > LONGEST:
        raise ValueError("this deep link is too long")
    return packed


def started_from(payload: str) -> Started:
    """Return what a payload asks for. A plain short name of a town ("essen") is understood too; nonsense asks for nothing."""
    text = payload.strip()[:LONGEST]
    try:
        parts = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("utf-8").split("/")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        parts = []
    if len(parts) != 4:
        return Started(town=text)
    keys = list(topics())
    town, stadtteil, topic, language = parts
    started = Started(town=town, stadtteil=stadtteil, language=language if find_language(language) else "")
    return replace(started, topic=keys[int(topic)]) if topic.isascii() and topic.isdigit() and int(topic) < len(keys) else started
