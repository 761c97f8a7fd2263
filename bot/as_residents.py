"""What residents see, for the panel: the card of an entry, the talk that leads to it, the replies to a text - from the doors' own functions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from angebote.model import Angebot, Town
from angebote.store.snapshots import Towns
from angebote.topics import topics
from bot.dialogue.engine import advance
from bot.dialogue.model import CardReply, ChoicesReply, Conversation, Reply, Said, TextReply
from bot.doors.web.page import plain_card
from bot.terminal import as_text
from locales import say

Line = tuple[str, Sequence[str]] | None


@dataclass(frozen=True, slots=True)
class AsResidents:
    """The towns as residents see them. Shape: `clock` gives an aware moment."""

    towns: Towns
    clock: Callable[[], datetime]

    def card(self, angebot: Angebot, tag: str) -> Mapping[str, Any]:
        """Return the card of an entry in a language, even if it is not published. Shape: as `admin.app.build_panel` describes it."""
        card = plain_card(angebot, self._town_of(angebot), tag, self.clock())
        facts = [{"key": fact.key, "icon": fact.icon, "label": fact.label, "lines": fact.lines} for fact in card.facts]
        return {"icon": card.icon, "title": card.title, "traeger": card.traeger, "state": card.state, "facts": facts}

    def talk(self, angebot: Angebot, tag: str) -> list[Line]:
        """Return how someone asks for the first topic of an entry as if it were the only one in its town. Shape: as `admin.panel.Talk`."""
        if not angebot.topics:
            return [None]
        town = self._town_of(angebot)
        alone = replace(town, angebote={angebot.id: replace(angebot, status="published")})
        asked, place = say(topics()[angebot.topics[0]].label, tag).text, _some_stadtteil(angebot, town)
        lines = [_line(reply) for reply in self._replies(asked, tag, alone, place)]
        return [(asked, ()), *lines] if None in lines else [(asked, ()), *lines, None]

    def replies(self, text: str, tag: str | None, slug: str, stadtteil_id: str | None) -> list[str]:
        """Return what someone reads who writes a text to the door of a town. Shape: `tag` None = the language is guessed."""
        return [as_text(reply) for reply in self._replies(text, tag, self.towns.current()[slug], stadtteil_id)]

    def _replies(self, text: str, tag: str | None, town: Town, stadtteil_id: str | None) -> tuple[Reply, ...]:
        towns = dict(self.towns.current()) | {town.slug: town}
        before = Conversation(
            language=tag, is_language_chosen=tag is not None, town=town.slug, stadtteil_id=stadtteil_id, has_greeted=True
        )
        return advance(before, Said(text), towns, self.clock())[1]

    def _town_of(self, angebot: Angebot) -> Town:
        return next(town for town in self.towns.current().values() if angebot.traeger_id in town.traeger)


def _line(reply: Reply) -> Line:
    if isinstance(reply, CardReply):
        return None
    if isinstance(reply, ChoicesReply):
        return as_text(TextReply(paragraphs=reply.paragraphs)), [
            f"{option.icon} {option.label.text}".strip() for option in reply.options
        ]
    return as_text(reply), ()


def _some_stadtteil(angebot: Angebot, town: Town) -> str | None:
    """Return a Stadtteil whose people an entry is for: one it names, that of its place, else the first of the town."""
    place = town.place_of(angebot)
    named = (*angebot.stadtteil_ids, place.stadtteil_id if place else None, *town.stadtteile)
    return next((one for one in named if one), None)
