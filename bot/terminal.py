"""What the command line shows: a need as JSON, cards as plain text."""

from typing import Any

from angebote.model import Town
from angebote.understanding.need import Need
from bot.dialogue.model import Card, CardReply, ChoicesReply, CrisisReply, PlaceReply, Reply
from locales import Text

ISOLATES = dict.fromkeys(map(ord, "\u2060\u2066\u2067\u2068\u2069"))


def need_as_json(need: Need, town: Town | None) -> dict[str, Any]:
    """Return a need in the shape that `lotse understand` prints.

    Shape: topics best first, empty when nothing fits; a score below 0.3 means that it may be meant instead of those before it.
    """
    wishes = need.wishes
    return {
        "language": need.language,
        "topics": [{"id": hit.id, "score": round(hit.score, 3), "because": list(hit.because)} for hit in need.likely_first],
        "town": need.town,
        "stadtteil": _place(need.stadtteil_id, town),
        "postcode": need.postcode,
        "choices": [place for place in (_place(one, town) for one in need.choices) if place],
        "names": [{"angebote": list(hit.angebot_ids), "because": list(hit.because)} for hit in need.names],
        "wishes": {
            "languages": list(wishes.languages),
            "target_groups": list(wishes.target_groups),
            "formats": list(wishes.formats),
            "access": list(wishes.access),
            "now": wishes.is_now,
            "free": wishes.is_free,
            "age": wishes.age,
        },
        "crisis": [{"kind": hit.kind, "tier": hit.tier} for hit in need.crisis],
    }


def plain(reply: Reply) -> str:
    """Return a reply as it is read in a terminal: no buttons but those that are links."""
    return as_text(reply).translate(ISOLATES)  # terminals order right-to-left text themselves and show the isolates as boxes


def as_text(reply: Reply) -> str:
    """Return a reply as plain text, with the marks that keep numbers and names in order among right-to-left words."""
    if isinstance(reply, CardReply):
        return _card(reply.card)
    if isinstance(reply, CrisisReply):
        lines = [f"{line.number}  {line.name} ({line.note.text})" for line in reply.lines]
        return "\n".join([f"! {reply.title.text}", *_texts(reply.paragraphs), *lines])
    if isinstance(reply, PlaceReply):
        return f"{reply.name}\n{reply.address.text}"
    paragraphs = "\n".join(_texts(reply.paragraphs))
    if isinstance(reply, ChoicesReply):
        labels = " | ".join(f"{option.icon} {option.label.text}".strip() for option in reply.options)
        return f"{paragraphs}\n  [ {labels} ]"
    return paragraphs


def _card(card: Card) -> str:
    head = [f"{card.icon} {card.title.text}", f"   {card.traeger}"]
    head += [f"   {text.text}" for text in (card.reason, card.state) if text]
    facts = [f"   {fact.icon} {fact.label.text}: {' / '.join(_texts(fact.lines))}" for fact in card.facts]
    return "\n".join([*head, *facts])


def _texts(texts: tuple[Text, ...]) -> list[str]:
    return [text.text for text in texts]


def _place(stadtteil_id: str | None, town: Town | None) -> dict[str, str] | None:
    stadtteil = town.stadtteile.get(stadtteil_id) if town and stadtteil_id else None
    return {"id": stadtteil.id, "name": stadtteil.name} if stadtteil else None
