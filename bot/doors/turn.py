"""One turn of a conversation as one transaction: inbox, conversation, advance(), outbox. Every door goes through here."""

import hashlib
import hmac
import logging
import secrets
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import PurePath
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from angebote.feedback import Reason, reason_of
from angebote.model import Town
from angebote.store import Scope, Store
from angebote.store import conversations as kept
from angebote.store.conversations import StoredConversation
from angebote.store.feedback import count_feedback
from bot.dialogue.model import ChoicesReply, Conversation, CrisisReply, Event, ForgetReply, Option, Reply
from bot.dialogue.questions import COMMANDS
from bot.doors.state import conversation_of, state_of
from bot.settings import Settings
from locales import SOURCE_LANGUAGE, find_language, ltr, say

logger = logging.getLogger(__name__)
_FIRST_MENUS = 100_000  # a button from a conversation that was forgotten must not count in the next one

Advance = Callable[[Conversation, Event, Mapping[str, Town], datetime], tuple[Conversation, tuple[Reply, ...]]]


class CurrentTowns(Protocol):
    """Whoever knows the towns as they are now (angebote.store.snapshots.Towns)."""

    def current(self) -> Mapping[str, Town]:
        """Return the towns by slug."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What came of one event.

    Shape: `replies` is empty for an event that was handled before (`is_repeated`). `is_new` = nothing was known of this conversation;
           `is_expired` = it had been idle too long, so that all but language and town was dropped.
           `reports` are (reason, id of the Angebot) of what the person said is wrong just now.
    """

    replies: tuple[Reply, ...]
    conversation: Conversation
    is_new: bool = False
    is_repeated: bool = False
    is_expired: bool = False
    reports: tuple[tuple[Reason, str], ...] = ()

    @property
    def language(self) -> str:
        """The language the conversation is held in; English until one is known."""
        return self.conversation.language or SOURCE_LANGUAGE

    @property
    def is_forgetting(self) -> bool:
        """True if the person asked for everything to be deleted."""
        return any(isinstance(reply, ForgetReply) for reply in self.replies)

    @property
    def crisis_kinds(self) -> tuple[str, ...]:
        """The kinds of emergency that were answered."""
        return tuple(reply.kind for reply in self.replies if isinstance(reply, CrisisReply))


Render = Callable[[Turn], Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class _Opened:
    conversation: Conversation
    is_new: bool = False
    is_expired: bool = False


class Turns:
    """Takes events to replies, exactly once each. Safe for several threads and several processes."""

    def __init__(self, store: Store, towns: CurrentTowns, *, key: bytes, settings: Settings, advance: Advance) -> None:
        self._store = store
        self._towns = towns
        self._key = key
        self._settings = settings
        self._advance = advance

    def take(
        self,
        door: str,
        address: str,
        event: Event,
        *,
        now: datetime,
        event_id: str | None = None,
        guessed_language: str | None = None,
        is_language_chosen: bool = False,
        town: str | None = None,
        render: Render | None = None,
    ) -> Turn:
        """Return what the event leads to; everything that changed is committed.

        Shape:  an `event_id` that was handled before changes nothing. `guessed_language` (with `is_language_chosen`: the person's
                own choice) and `town` count for new conversations only.
                What `render` makes of the turn is put into the outbox of (door, address).
        Errors: those of the database (then nothing has changed). A fault in the dialogue is a reply that names its number.
        """
        key = self.key_of(door, address)
        with self._store.session(Scope.system()) as session:
            if event_id is not None and not kept.note_event(session, door, event_id, now):
                return Turn(replies=(), conversation=Conversation(), is_repeated=True)
            towns = self._towns_served()
            stored = kept.load_conversation(session, key)
            opened = (
                self._reopen(stored, now)
                if stored
                else _Opened(self._begin(towns, guessed_language, town, is_language_chosen=is_language_chosen), is_new=True)
            )
            turn, calls = self._answer(opened, event, towns, now, render)
            if turn.is_forgetting:
                kept.forget_conversation(session, key)
            else:
                kept.save_conversation(session, key, state_of(turn.conversation), now=now)
            for kind in turn.crisis_kinds:
                kept.count(session, "crisis", kind, turn.language, now)
            for reason, angebot_id in turn.reports:
                day = _day_in(towns, turn.conversation.town, now)
                count_feedback(session, angebot_id, reason, day=day, language=turn.language)
            if calls:
                kept.enqueue(session, door, address, calls, now=now)
        if turn.is_forgetting:
            self._store.clear_traces()
        return turn

    def forget(self, door: str, address: str) -> None:
        """Drop everything that is kept about a conversation."""
        with self._store.session(Scope.system()) as session:
            kept.forget_conversation(session, self.key_of(door, address))
        self._store.clear_traces()

    def key_of(self, door: str, address: str) -> str:
        """Return the keyed fingerprint under which a conversation is kept."""
        return hmac.new(self._key, f"{door}:{address}".encode(), hashlib.sha256).hexdigest()

    def _towns_served(self) -> Mapping[str, Town]:
        towns = self._towns.current()
        fixed = self._settings.town
        return {fixed: towns[fixed]} if fixed in towns else towns

    def _begin(
        self, towns: Mapping[str, Town], guessed_language: str | None, town: str | None, *, is_language_chosen: bool
    ) -> Conversation:
        language = find_language(guessed_language)
        place = self._settings.town or town
        return Conversation(
            language=language.tag if language else None,
            is_language_chosen=is_language_chosen and language is not None,
            town=place if place in towns else None,
            rotation=secrets.randbelow(2**31),
            menu=secrets.randbelow(_FIRST_MENUS),
        )

    def _reopen(self, stored: StoredConversation, now: datetime) -> _Opened:
        conversation = conversation_of(stored.state)
        is_expired = now - stored.updated_at > timedelta(minutes=self._settings.conversation_minutes)
        return _Opened(_after_a_pause(conversation) if is_expired else conversation, is_expired=is_expired)

    def _answer(
        self, opened: _Opened, event: Event, towns: Mapping[str, Town], now: datetime, render: Render | None
    ) -> tuple[Turn, Sequence[Mapping[str, Any]]]:
        known = _within(opened.conversation, towns)
        try:
            conversation, replies = self._advance(known, event, towns, now)
            turn = _turn_of(opened, conversation, replies)
            state_of(conversation)
            return turn, render(turn) if render else ()
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the person gets a sentence and a way out
            turn = _turn_of(opened, known, (_apology(_noted(error), known.language or SOURCE_LANGUAGE),))
            return turn, render(turn) if render else ()


def _turn_of(opened: _Opened, conversation: Conversation, replies: tuple[Reply, ...]) -> Turn:
    return Turn(
        replies=replies,
        conversation=conversation,
        is_new=opened.is_new,
        is_expired=opened.is_expired,
        reports=tuple(_reports(opened.conversation, conversation)),
    )


def _reports(before: Conversation, after: Conversation) -> Iterator[tuple[Reason, str]]:
    for one in after.reported:
        key, _, angebot_id = one.partition(":")
        if one not in before.reported and (reason := reason_of(key)):
            yield reason, angebot_id


def _day_in(towns: Mapping[str, Town], slug: str | None, now: datetime) -> date:
    town = towns.get(slug or "")
    return (now.astimezone(ZoneInfo(town.timezone)) if town else now).date()


def _after_a_pause(conversation: Conversation) -> Conversation:
    return Conversation(
        language=conversation.language,
        is_language_chosen=conversation.is_language_chosen,
        is_language_heard=conversation.is_language_heard,
        town=conversation.town,
        rotation=conversation.rotation,
        menu=conversation.menu,
    )


def _within(conversation: Conversation, towns: Mapping[str, Town]) -> Conversation:
    if conversation.town is None or conversation.town in towns:
        return conversation
    only = next(iter(towns)) if len(towns) == 1 else None
    return replace(_after_a_pause(conversation), town=only)


def _noted(error: Exception) -> str:
    """Log where it broke (never the error's text, which may quote the person) and return the number it is logged under."""
    number = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    where = " < ".join(f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    logger.error("turn failed number=%s kind=%s at %s", number, type(error).__name__, where)
    return number


def _apology(number: str, tag: str) -> Reply:
    sentence = say("Something went wrong on our side. Please try again. Number: {number}", tag, number=ltr(number, tag))
    emergency = Option(say("Emergency", tag), action=COMMANDS["emergency"].action, icon="🆘")
    return ChoicesReply(paragraphs=(sentence,), options=(emergency,), columns=1)
