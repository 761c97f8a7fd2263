"""What each button does. A button of an earlier question is answered with the present one."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from angebote.topics import topics
from bot.dialogue.asking import Turned, ask_from_list, ask_language, ask_need, ask_stadtteil, ask_town, go_on, present
from bot.dialogue.cards import address_of
from bot.dialogue.commands import first_word
from bot.dialogue.emergencies import ADVICE, crisis_card
from bot.dialogue.feedback import ask_what_is_wrong, take_report
from bot.dialogue.model import ChoicesReply, Conversation, ForgetReply, Option, PlaceReply, TextReply
from bot.dialogue.options import emergency_option, restart_option
from bot.dialogue.scene import Scene, scene_of
from locales import Text, find_language, ltr


def press(action: str, conversation: Conversation, scene: Scene) -> Turned:
    """Return what a button does; an unknown or old one is answered with the present step.

    Shape: `action` is "verb", "verb:value", and "@menu" behind it where it only counts for the newest buttons.
    """
    wanted, _, menu = action.partition("@")
    verb, _, value = wanted.partition(":")
    if menu and menu != str(conversation.menu - 1):
        after, replies = present(conversation, scene)
        return after, (
            TextReply(paragraphs=(scene.say("This button belongs to an earlier question. We are here now:"),)),
            *replies,
        )
    act = _VERBS.get(verb)
    return act(conversation, value, scene) if act else present(conversation, scene)


def choose_language(conversation: Conversation, tag: str, scene: Scene) -> Turned:
    language = find_language(tag)
    if language is None:
        return ask_language(conversation, scene)
    spoken = replace(conversation, language=language.tag, is_language_chosen=True)
    return present(spoken, scene_of(spoken, scene.towns, scene.now))


def _languages(conversation: Conversation, _value: str, scene: Scene) -> Turned:
    after, replies = ask_language(conversation, scene)
    return replace(after, step=conversation.step), replies


def _town(conversation: Conversation, slug: str, scene: Scene) -> Turned:
    if slug not in scene.towns:
        return ask_town(conversation, scene)
    moved = replace(conversation, town=slug, stadtteil_id=None, is_whole_city=False, choices=(), named=())
    return go_on(moved, scene_of(moved, scene.towns, scene.now))


def _topic(conversation: Conversation, key: str, scene: Scene) -> Turned:
    if key not in topics():
        return present(conversation, scene)
    lowered = tuple(one for one in conversation.lowered if one != key)
    return go_on(replace(conversation, topics=(key,), named=(), lowered=lowered, shown=0), scene)


def _topics(conversation: Conversation, value: str, scene: Scene) -> Turned:
    return ask_need(conversation, scene, first=conversation.topics, is_whole_list=value == "all")


def _place(conversation: Conversation, stadtteil_id: str, scene: Scene) -> Turned:
    if scene.stadtteil(stadtteil_id) is None:
        return present(conversation, scene)
    return go_on(replace(conversation, stadtteil_id=stadtteil_id, is_whole_city=False, choices=(), shown=0), scene)


def _places(conversation: Conversation, parent_id: str, scene: Scene) -> Turned:
    known = parent_id if scene.stadtteil(parent_id) else None  # it may have been taken away since the button was sent
    return ask_from_list(conversation, scene, scene.town, known) if scene.town else ask_town(conversation, scene)


def _city(conversation: Conversation, _value: str, scene: Scene) -> Turned:
    return go_on(replace(conversation, stadtteil_id=None, is_whole_city=True, choices=(), shown=0), scene)


def _ask_place(conversation: Conversation, _value: str, scene: Scene) -> Turned:
    if scene.town is None:
        return ask_town(conversation, scene)
    return ask_stadtteil(replace(conversation, stadtteil_id=None, is_whole_city=False, choices=(), shown=0), scene, scene.town)


def _more(conversation: Conversation, _value: str, scene: Scene) -> Turned:
    return go_on(conversation, scene, start=conversation.shown)


def _not_this(conversation: Conversation, _value: str, scene: Scene) -> Turned:
    lowered = tuple(dict.fromkeys((*conversation.lowered, *conversation.topics[:1])))
    others = (*conversation.topics[1:], *conversation.possible)
    sorry = scene.say("Sorry! Then tell me again, in other words, or choose:")
    fresh = replace(conversation, topics=(), possible=(), named=(), lowered=lowered, shown=0)
    return ask_need(fresh, scene, sorry, first=others)


def _map(conversation: Conversation, angebot_id: str, scene: Scene) -> Turned:
    angebot = scene.town.angebote.get(angebot_id) if scene.town else None
    place = scene.town.place_of(angebot) if scene.town and angebot else None
    if place is None or angebot is None:
        return present(conversation, scene)
    address = Text(ltr(address_of(place), scene.language), scene.language)
    if place.latitude is None or place.longitude is None:
        return conversation, (TextReply(paragraphs=(address,)),)
    link = f"https://www.openstreetmap.org/?mlat={place.latitude:.5f}&mlon={place.longitude:.5f}#map=17/{place.latitude:.5f}/{place.longitude:.5f}"
    options = (Option(scene.say("Open the map"), icon="🗺️", url=link),)
    name = angebot.name_for(scene.language)[0]
    return conversation, (
        PlaceReply(name=name, address=address, latitude=place.latitude, longitude=place.longitude, options=options),
    )


def _restart(conversation: Conversation, _value: str, scene: Scene) -> Turned:
    fresh = emptied(conversation)
    return go_on(fresh, scene_of(fresh, scene.towns, scene.now))


def emptied(conversation: Conversation) -> Conversation:
    """A new need: language, town and what belongs to the person's safety stay."""
    kept = conversation
    return Conversation(
        language=kept.language,
        is_language_chosen=kept.is_language_chosen,
        is_language_heard=kept.is_language_heard,
        town=kept.town,
        turn=kept.turn,
        menu=kept.menu,
        rotation=kept.rotation,
        has_greeted=kept.has_greeted,
        reported=kept.reported,
    )


def _help(conversation: Conversation, _value: str, scene: Scene) -> Turned:
    paragraphs = (
        scene.say(
            "Write in one sentence what you need and where you live - in your own language. I show you who helps, where, when and how to get in."
        ),
        scene.say("You can also press the buttons. To begin again, write: {word}", word=first_word("new", scene.language)),
        scene.say("I look for words. I do not give advice myself. In danger call {number}.", number=ltr("112", scene.language)),
    )
    after, replies = present(conversation, scene)
    return after, (TextReply(paragraphs=paragraphs), *replies)


def _privacy(conversation: Conversation, _value: str, scene: Scene) -> Turned:
    paragraphs = [
        scene.say(
            "I do not keep what you write. I remember only your choices: language, town, Stadtteil and topic. They are forgotten after a short time."
        ),
        scene.say("I do not store your name or your number. I count how often a topic is asked for, without people."),
        scene.say("You can delete everything now. Write: {word}", word=first_word("delete", scene.language)),
    ]
    if scene.town and scene.town.operator:
        paragraphs.append(scene.say("Responsible: {operator}", operator=ltr(scene.town.operator, scene.language)))
    options = (Option(scene.say("Delete my data"), action="delete", icon="🗑️"), restart_option(scene), emergency_option(scene))
    return conversation, (ChoicesReply(paragraphs=tuple(paragraphs), options=options),)


def _delete(conversation: Conversation, _value: str, scene: Scene) -> Turned:
    gone = Conversation(language=conversation.language, rotation=conversation.rotation)
    return gone, (
        ForgetReply(
            paragraphs=(scene.say("Everything about this conversation is deleted. Write whenever you need help again."),)
        ),
    )


def _emergency(conversation: Conversation, _value: str, scene: Scene) -> Turned:
    return conversation, (crisis_card("general", scene),)


def _crisis(conversation: Conversation, kind: str, scene: Scene) -> Turned:
    return conversation, (
        crisis_card(kind if kind in ADVICE else "general", scene, has_need=bool(conversation.topics or conversation.named)),
    )


_VERBS: Mapping[str, Callable[[Conversation, str, Scene], Turned]] = {
    "lang": choose_language,
    "languages": _languages,
    "town": _town,
    "topic": _topic,
    "topics": _topics,
    "place": _place,
    "places": _places,
    "city": _city,
    "ask_place": _ask_place,
    "more": _more,
    "not_this": _not_this,
    "map": _map,
    "wrong": ask_what_is_wrong,
    "report": take_report,
    "cards": lambda conversation, _value, scene: present(conversation, scene),
    "restart": _restart,
    "help": _help,
    "privacy": _privacy,
    "delete": _delete,
    "emergency": _emergency,
    "crisis": _crisis,
    "other_help": lambda conversation, _value, scene: present(conversation, scene),
}
