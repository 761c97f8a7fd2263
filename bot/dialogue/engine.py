"""One turn of the conversation: what was, what happened, which towns there are, what time it is - and out come the new state and the replies."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from angebote.area import stadtteile_at
from angebote.model import Town
from angebote.topics import topics
from bot.dialogue.asking import Turned, ask_language, ask_stadtteil, ask_town, go_on
from bot.dialogue.commands import command_in, first_word, is_wish_to_be_forgotten
from bot.dialogue.listening import hear, need_in
from bot.dialogue.model import (
    ChoicesReply,
    ChoseLanguage,
    Conversation,
    Event,
    Option,
    Pressed,
    Reply,
    Said,
    SentUnreadable,
    SharedLocation,
    Started,
    TextReply,
)
from bot.dialogue.options import emergency_option, language_option
from bot.dialogue.presses import choose_language, emptied, press
from bot.dialogue.questions import COMMANDS
from bot.dialogue.scene import Scene, scene_of
from locales import find_language, ltr


def advance(conversation: Conversation, event: Event, towns: Mapping[str, Town], now: datetime) -> Turned:
    """Return the conversation after one event, and the replies to it.

    Shape:  there is always at least one reply. `towns` are by slug; with one town only, nobody is asked for it.
    Units:  `now` is aware.
    Errors: none: every text, button and place gets a sentence and the way on.
    """
    before = _settled(conversation, towns)
    after, replies = _HANDLERS[type(event)](before, event, scene_of(before, towns, now))
    greeting = _greeting(scene_of(after, towns, now)) if _is_first_word(before, replies) else ()
    was_crisis = any(reply.type == "crisis" for reply in replies)
    turned = replace(after, turn=before.turn + 1, has_greeted=before.has_greeted or bool(greeting) or was_crisis)
    return turned, (*greeting, *replies)


def _settled(conversation: Conversation, towns: Mapping[str, Town]) -> Conversation:
    """Drop what the catalogue no longer knows, take the only town if there is but one, and number the coming buttons."""
    town = conversation.town if conversation.town in towns else None
    if town is None and len(towns) == 1:
        town = next(iter(towns))
    known = towns[town].stadtteile if town else {}
    return replace(
        conversation,
        town=town,
        stadtteil_id=conversation.stadtteil_id if conversation.stadtteil_id in known else None,
        choices=tuple(one for one in conversation.choices if one in known),
        topics=tuple(one for one in conversation.topics if one in topics()),
        menu=conversation.menu + 1,
    )


def _is_first_word(conversation: Conversation, replies: tuple[Reply, ...]) -> bool:
    """A greeting opens every conversation - but never stands before emergency numbers or after a farewell."""
    return not conversation.has_greeted and not any(reply.type in ("crisis", "forget") for reply in replies)


def _greeting(scene: Scene) -> tuple[Reply, ...]:
    operator = scene.town.operator if scene.town else ""
    paragraphs = [
        scene.say("Hello! I help you to find the right help where you live. I am a program, not a counsellor."),
        scene.say("Is somebody in danger? Call {number}.", number=ltr("112", scene.language)),
        scene.say(
            "I do not keep what you write. You can delete everything at any time. Write: {word}",
            word=first_word("delete", scene.language),
        ),
    ]
    if operator:
        paragraphs.append(scene.say("Responsible: {operator}", operator=ltr(operator, scene.language)))
    return (TextReply(paragraphs=tuple(paragraphs)),)


def _start(conversation: Conversation, event: Event, scene: Scene) -> Turned:
    assert isinstance(event, Started)
    fresh = emptied(conversation)
    language = find_language(event.language)
    if language is not None:
        fresh = replace(fresh, language=language.tag, is_language_chosen=True)
    if event.town.lower() in scene.towns:
        fresh = replace(fresh, town=event.town.lower())
    scene = scene_of(fresh, scene.towns, scene.now)
    fresh = _placed(fresh, event.stadtteil, scene)
    if event.topic in topics():
        fresh = replace(fresh, topics=(event.topic,))
    if not fresh.is_language_chosen and not fresh.topics:
        return ask_language(fresh, scene)
    return go_on(fresh, scene)


def _placed(conversation: Conversation, wanted: str, scene: Scene) -> Conversation:
    """A deep link names a Stadtteil by slug, by id, or by the first eight signs of its id."""
    if scene.town is None or not wanted:
        return conversation
    for stadtteil in scene.town.stadtteile.values():
        if wanted.lower() in (stadtteil.slug, stadtteil.id, stadtteil.id[:8]):
            return replace(conversation, stadtteil_id=stadtteil.id)
    return conversation


def _said(conversation: Conversation, event: Event, scene: Scene) -> Turned:
    assert isinstance(event, Said)
    need = need_in(event.text, conversation, scene)
    command = None if need.crisis else command_in(event.text)
    if command is None and not need.crisis and not need.topics and is_wish_to_be_forgotten(event.text):
        command = COMMANDS["delete"].action
    return press(command, conversation, scene) if command else hear(event.text, need, conversation, scene)


def _pressed(conversation: Conversation, event: Event, scene: Scene) -> Turned:
    assert isinstance(event, Pressed)
    return press(event.action, conversation, scene)


def _shared_location(conversation: Conversation, event: Event, scene: Scene) -> Turned:
    assert isinstance(event, SharedLocation)
    candidates = [scene.town] if scene.town else list(scene.towns.values())
    for town in candidates:
        near = stadtteile_at(town, event.latitude, event.longitude)
        if near:
            placed = replace(
                conversation,
                town=town.slug,
                stadtteil_id=near[0].id if len(near) == 1 else None,
                choices=tuple(one.id for one in near),
            )
            placed = replace(placed, is_whole_city=False, shown=0, choices=() if len(near) == 1 else placed.choices)
            there = scene_of(placed, scene.towns, scene.now)
            return ask_stadtteil(placed, there, town) if placed.choices else go_on(placed, there)
    sorry = scene.say("I do not know a Stadtteil at this place. Please write it, or choose:")
    return ask_stadtteil(conversation, scene, scene.town, sorry) if scene.town else ask_town(conversation, scene, sorry)


def _chose_language(conversation: Conversation, event: Event, scene: Scene) -> Turned:
    assert isinstance(event, ChoseLanguage)
    return choose_language(conversation, event.tag, scene)


def _sent_unreadable(conversation: Conversation, _event: Event, scene: Scene) -> Turned:
    sorry = scene.say("I can only read text. I have not opened what you sent. Please write one sentence about what you need.")
    options = (Option(scene.say("Choose a topic"), action="topics", icon="🔎"), language_option(scene), emergency_option(scene))
    return conversation, (ChoicesReply(paragraphs=(sorry,), options=options),)


_HANDLERS: Mapping[type[Event], Callable[[Conversation, Event, Scene], Turned]] = {
    Started: _start,
    Said: _said,
    Pressed: _pressed,
    SharedLocation: _shared_location,
    ChoseLanguage: _chose_language,
    SentUnreadable: _sent_unreadable,
}
