"""A server that translates by machine (LibreTranslate or one that speaks like it). Off unless LOTSE_TRANSLATE_URL names one; nothing is logged but kinds."""

import http.client
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.request import Request, urlopen

from admin.plain import plain_text
from angebote.model import AngebotText
from angebote.untranslatable import protected, restored

logger = logging.getLogger(__name__)
SECONDS = 10.0
LARGEST_ANSWER_BYTES = 256 * 1024
LONGEST_TEXT = 2000
PROPOSED_FIELDS = ("does", "does_not", "next_step")
Translate = Callable[[Sequence[str], str, str], Sequence[str] | None]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a machine made of the fields: what it filled, and the fields in which it lost a number, a name or an address."""

    filled: Mapping[str, str]
    dropped: tuple[str, ...]


def machine_translator(url: str, key: str = "") -> Translate:
    """Return the function that translates by a server: (texts, source tag, target tag) -> as many texts in the same order.

    Errors: none; None is given back if the server does not answer in time, does not know the language or answers something else.
    """

    def translate(texts: Sequence[str], source: str, target: str) -> Sequence[str] | None:
        wish = {"q": list(texts), "source": source, "target": target, "format": "text"} | ({"api_key": key} if key else {})
        try:
            answer = _answer(f"{url.rstrip('/')}/translate", wish)
        except (OSError, ValueError, RecursionError, http.client.HTTPException) as error:
            logger.warning("the translation server did not help kind=%s", type(error).__name__)
            return None
        said = answer.get("translatedText") if isinstance(answer, dict) else None
        is_right = isinstance(said, list) and len(said) == len(texts) and all(isinstance(one, str) for one in said)
        return said if is_right else None

    return translate


def wanted_fields(fields: Mapping[str, str], source: AngebotText) -> tuple[str, ...]:
    """Return the fields a machine may fill: empty ones whose source says something. A name is a person's to translate."""
    return tuple(field for field in PROPOSED_FIELDS if getattr(source, field) and not fields[field].strip())


def proposal(
    translate: Translate, wanted: Sequence[str], source: AngebotText, tags: tuple[str, str], names: Sequence[str]
) -> Proposal | None:
    """Return what the machine proposes for these fields, None if it does not answer.

    Shape: `tags` are the language of the source and that of the proposal; `names` go through the machine untouched, as numbers and addresses do.
    """
    guarded = {field: protected(getattr(source, field), names) for field in wanted}
    answers = translate([text for text, _ in guarded.values()], *tags)
    if answers is None:
        return None
    back = {field: _back(answer, kept) for (field, (_, kept)), answer in zip(guarded.items(), answers, strict=True)}
    filled = {field: text for field, text in back.items() if text}
    return Proposal(filled, tuple(field for field in wanted if field not in filled))


def _back(answer: str, kept: Sequence[str]) -> str | None:
    text = restored(plain_text(answer), kept)
    return text if text and len(text) <= LONGEST_TEXT else None


def _answer(address: str, wish: Mapping[str, object]) -> Any:
    asked = Request(address, json.dumps(wish).encode(), {"Content-Type": "application/json", "Accept": "application/json"})  # noqa: S310 - the settings let only http(s) through
    with urlopen(asked, timeout=SECONDS) as response:  # noqa: S310
        content = response.read(LARGEST_ANSWER_BYTES + 1)
    if len(content) > LARGEST_ANSWER_BYTES:
        raise ValueError("the answer is too long")
    return json.loads(content)
