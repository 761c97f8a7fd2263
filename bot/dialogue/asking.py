"""What is asked next: the language, the town, the need, the Stadtteil - always with buttons, and typing is always possible."""

from collections.abc import Iterable
from dataclasses import replace

from angebote.model import Stadtteil, Town
from bot.dialogue.answers import answer
from bot.dialogue.model import ChoicesReply, Conversation, Option, Reply
from bot.dialogue.options import (
    PAGE,
    city_option,
    emergency_option,
    language_option,
    language_options,
    list_options,
    restart_option,
    stadtteil_options,
    topic_options,
    town_options,
)
from bot.dialogue.scene import Scene
from locales import Text, ltr

Turned = tuple[Conversation, tuple[Reply, ...]]


def go_on(conversation: Conversation, scene: Scene, *, start: int = 0) -> Turned:
    """Return the next step: the first thing that is still unknown is asked; when all is known, cards are shown from `start` on."""
    if scene.town is None:
        return ask_town(conversation, scene)
    if not conversation.topics and not conversation.named:
        return ask_need(conversation, scene)
    is_placed = conversation.stadtteil_id is not None or conversation.is_whole_city
    if not is_placed and not (conversation.named and not conversation.topics):
        return ask_stadtteil(conversation, scene, scene.town)
    return answer(conversation, scene, scene.town, start=start)


def ask_language(conversation: Conversation, scene: Scene) -> Turned:
    """Ask for the language, the guessed one first."""
    options = (*language_options(scene.language), emergency_option(scene))
    question = scene.say("Which language do you speak best? Or just write what you need, in your own language.")
    return replace(conversation, step="language"), (ChoicesReply(paragraphs=(question,), options=options, columns=2),)


def ask_town(conversation: Conversation, scene: Scene, *before: Text) -> Turned:
    """Ask in which town the person lives."""
    question = scene.say("In which town do you live? Choose or write it.")
    options = (*town_options(scene), language_option(scene), emergency_option(scene))
    return replace(conversation, step="town"), (
        ChoicesReply(paragraphs=(*before, question), options=options, asks_location=True),
    )


def ask_need(
    conversation: Conversation, scene: Scene, *before: Text, first: Iterable[str] = (), is_whole_list: bool = False
) -> Turned:
    """Ask what the person needs: in their own words, or by a topic button; `first` are topics that may be meant."""
    question = scene.say("What do you need? Write it in your own words, or choose:")
    options = (
        *topic_options(scene, first=first, is_whole_list=is_whole_list),
        language_option(scene),
        emergency_option(scene),
    )
    return replace(conversation, step="need"), (ChoicesReply(paragraphs=(*before, question), options=options),)


def ask_stadtteil(conversation: Conversation, scene: Scene, town: Town, *before: Text) -> Turned:
    """Ask where the person lives: typed, chosen, by postcode, by position, or the whole city; `choices` of the conversation come as buttons."""
    asked = replace(conversation, step="stadtteil")
    chosen = [town.stadtteile[one] for one in conversation.choices if one in town.stadtteile]
    if chosen:
        return asked, (_choose(chosen, scene, before),)
    question = scene.say(
        "Where in {town} do you live? Write your Stadtteil or your postcode.", town=ltr(town.name, scene.language)
    )
    options = (
        city_option(scene),
        Option(scene.say("Choose from a list"), action="places", icon="🗂️"),
        restart_option(scene),
        emergency_option(scene),
    )
    return asked, (ChoicesReply(paragraphs=(*before, question), options=options, asks_location=True),)


def ask_from_list(conversation: Conversation, scene: Scene, town: Town, parent_id: str | None) -> Turned:
    """Show one level of the list of Stadtteile."""
    known = parent_id if parent_id in town.stadtteile else None
    options = (*list_options(scene, town, known), emergency_option(scene))
    question = scene.say("Choose your Stadtteil:")
    return replace(conversation, step="stadtteil"), (ChoicesReply(paragraphs=(question,), options=options),)


def present(conversation: Conversation, scene: Scene) -> Turned:
    """Say the present step again, in the present language."""
    if conversation.step == "cards" and conversation.shown:
        return go_on(conversation, scene, start=(conversation.shown - 1) // 3 * 3)
    return go_on(conversation, scene)


def _choose(chosen: list[Stadtteil], scene: Scene, before: tuple[Text, ...]) -> ChoicesReply:
    question = scene.say("Which one is yours?")
    options = (
        *stadtteil_options(scene, chosen[:PAGE]),
        Option(scene.say("Choose from a list"), action="places", icon="🗂️"),
        emergency_option(scene),
    )
    return ChoicesReply(paragraphs=(*before, question), options=options)
