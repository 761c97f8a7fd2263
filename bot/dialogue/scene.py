"""Where a turn takes place: the towns, the one that was chosen, the moment, the language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from angebote.model import Stadtteil, Town
from bot.dialogue.model import Conversation
from locales import SOURCE_LANGUAGE, Text, find_language, say, say_count


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a turn needs to know beside the conversation. `now` is aware, in the local zone of the town (UTC while no town is known)."""

    towns: Mapping[str, Town]
    town: Town | None
    language: str
    now: datetime

    def say(self, sentence: str, **values: object) -> Text:
        """Return a sentence in the person's language."""
        return say(sentence, self.language, **values)

    def say_count(self, one: str, many: str, count: int) -> Text:
        """Return a sentence with a number in the person's language."""
        return say_count(one, many, count, self.language)

    def stadtteil(self, stadtteil_id: str | None) -> Stadtteil | None:
        """Return the Stadtteil of the chosen town, None if there is none of that id."""
        return self.town.stadtteile.get(stadtteil_id) if self.town and stadtteil_id else None


def scene_of(conversation: Conversation, towns: Mapping[str, Town], now: datetime) -> Scene:
    """Return the scene of a conversation at `now` (aware)."""
    town = towns.get(conversation.town) if conversation.town else None
    language = find_language(conversation.language)
    return Scene(
        towns=towns,
        town=town,
        language=language.tag if language else SOURCE_LANGUAGE,
        now=now.astimezone(ZoneInfo(town.timezone)) if town else now,
    )
