"""Crisis first: which sentences and which help lines a person in an emergency sees. The sentences are constants that are reviewed language by language."""

from collections.abc import Sequence

from angebote.helplines import MOST_LINES, emergency_plans, help_lines, lines_for
from angebote.helplines import HelpLine as NationalLine
from angebote.model import EmergencyPlace
from angebote.understanding.crisis import topic_of
from bot.dialogue.cards import dialled
from bot.dialogue.hours import hours_text
from bot.dialogue.model import CrisisReply, HelpLine, Option
from bot.dialogue.options import crisis_options
from bot.dialogue.scene import Scene
from locales import Text, ltr, mark

DISCREET = frozenset({"domestic_violence", "sexual_violence", "forced_marriage", "trafficking"})
NEUTRAL_TITLE = mark("Important numbers")
TITLES = {
    "general": mark("Emergency numbers"),
    "suicide": mark("You are not alone with this"),
    "self_harm": mark("You are not alone with this"),
    "child_danger": mark("Help for a child, at once"),
    "homeless_tonight": mark("A place to sleep tonight"),
    "medical": mark("Call 112 now"),
    "poisoning": mark("Call now"),
    "psychosis": mark("Help at once"),
    "threat": mark("Help at once"),
}
ADVICE = {
    "general": (mark("Is somebody in danger? Call now. The call costs nothing. Say where you are."),),
    "suicide": (
        mark("It is good that you wrote this. Please talk to somebody now. You need not say your name."),
        mark("Are you in danger now? Call 112."),
    ),
    "self_harm": (
        mark("It is good that you wrote this. Please talk to somebody now. You need not say your name."),
        mark("Are you badly hurt? Call 112."),
    ),
    "domestic_violence": (
        mark("Nobody may hurt you. It is not your fault."),
        mark("Are you in danger now? Call 110."),
        mark("If somebody else may read this phone: delete these messages."),
    ),
    "sexual_violence": (
        mark("Nobody may do this to you. It is not your fault."),
        mark("Are you in danger now? Call 110. A hospital helps you also without the police."),
        mark("If somebody else may read this phone: delete these messages."),
    ),
    "child_danger": (mark("Is the child in danger now? Call 110. You may call even if you are not sure."),),
    "forced_marriage": (
        mark("You alone decide whom you marry. That is the law in Germany."),
        mark("Are you in danger now? Call 110."),
        mark("If somebody else may read this phone: delete these messages."),
    ),
    "trafficking": (
        mark("Nobody may keep your passport or force you to work. You get help, also without papers."),
        mark("Are you in danger now? Call 110."),
        mark("If somebody else may read this phone: delete these messages."),
    ),
    "homeless_tonight": (
        mark("The city must help you when you have no place to sleep."),
        mark(
            "If nobody answers: call 110 and say that you have no place to sleep. The police know who is on duty at the Ordnungsamt."
        ),
    ),
    "medical": (mark("Call 112 and say where you are. Stay with the person. Is it not about life and death? Call 116117."),),
    "poisoning": (
        mark("Say what it was and how much. Keep the package. Do not make the person vomit."),
        mark("Is the person unconscious, or is breathing hard? Call 112."),
    ),
    "psychosis": (mark("You are not to blame. Please talk to somebody now. In danger call 112."),),
    "threat": (mark("Is somebody in danger? Call now. The call costs nothing. Say where you are."),),
}
ONE_LINE = {
    "suicide": mark("If you do not want to live any more: talk to somebody now, day and night, free: {number}"),
    "self_harm": mark("If you hurt yourself: talk to somebody now, day and night, free: {number}"),
    "domestic_violence": mark(
        "If somebody hurts or threatens you: help in many languages, day and night, free: {number}. In danger: {police}"
    ),
    "sexual_violence": mark(
        "If somebody hurts or threatens you: help in many languages, day and night, free: {number}. In danger: {police}"
    ),
    "forced_marriage": mark(
        "If somebody forces you to marry: help in many languages, day and night, free: {number}. In danger: {police}"
    ),
    "trafficking": mark(
        "If somebody forces you to work or keeps your passport: help, day and night, free: {number}. In danger: {police}"
    ),
    "child_danger": mark("If a child is in danger: call {police} at once."),
    "homeless_tonight": mark("If you have no place to sleep tonight: the city must help you. At night call {police}."),
    "medical": mark("If somebody is in danger of life: call {emergency} at once."),
    "poisoning": mark("If somebody swallowed poison: call {emergency} at once."),
    "psychosis": mark("If you are very afraid or hear voices: talk to somebody now: {number}. In danger: {emergency}"),
    "threat": mark("If somebody is in danger: call {police} at once."),
}
NUMBER_OF = {
    "domestic_violence": "women_116016",
    "sexual_violence": "women_116016",
    "forced_marriage": "women_116016",
    "trafficking": "women_116016",
}


def crisis_card(kind: str, scene: Scene, *, age: int | None = None, has_need: bool = True) -> CrisisReply:
    """Return the card that stands first and alone: title, what to do, at most three lines, and the way to other help.

    Shape: without a need that was asked for before (`has_need`), the way leads to the topic in which help goes on.
    """
    onward = "other_help" if has_need or kind == "general" else f"topic:{topic_of(kind)}"
    own = _own_place(kind, scene)
    state = scene.town.state if scene.town else ""
    national = lines_for(kind, language=scene.language, state=state, now=scene.now, age=age, room=MOST_LINES - len(own))
    options = crisis_options(scene) if kind == "general" else ()
    return CrisisReply(
        kind=kind,  # type: ignore[arg-type]
        is_hard=True,
        title=scene.say(NEUTRAL_TITLE if kind in DISCREET else TITLES[kind]),
        paragraphs=tuple(scene.say(sentence) for sentence in ADVICE[kind]),
        lines=(*own, *(_national(line, scene) for line in national)),
        options=(*options, Option(scene.say("Show other help"), action=onward, icon="➡️")),
        is_discreet=kind in DISCREET,
    )


def soft_crisis(kinds: Sequence[str], scene: Scene) -> CrisisReply:
    """Return the line that stands above the usual answer when there may be an emergency of these kinds (one at least)."""
    numbers = {"police": ltr("110", scene.language), "emergency": ltr("112", scene.language)}
    lines = dict.fromkeys(
        scene.say(
            ONE_LINE[kind], number=ltr(help_lines()[NUMBER_OF.get(kind, "telefonseelsorge")].number, scene.language), **numbers
        )
        for kind in kinds
    )
    return CrisisReply(
        kind=kinds[0],  # type: ignore[arg-type]
        is_hard=False,
        title=scene.say(NEUTRAL_TITLE),
        paragraphs=tuple(lines),
        lines=(),
        is_discreet=bool(DISCREET & set(kinds)),
    )


def national_lines(kind: str, scene: Scene) -> tuple[HelpLine, ...]:
    """Return the national help lines for the last rung of the ladder."""
    state = scene.town.state if scene.town else ""
    return tuple(_national(line, scene) for line in lines_for(kind, language=scene.language, state=state, now=scene.now))


def _own_place(kind: str, scene: Scene) -> tuple[HelpLine, ...]:
    key = emergency_plans()[kind].place
    place = scene.town.emergency_places.get(key) if scene.town and key else None
    return (_local(place, scene),) if place else ()


def _local(place: EmergencyPlace, scene: Scene) -> HelpLine:
    hours = [scene.say("day and night")] if place.is_always_open else list(hours_text(place.schedules, scene.language))
    parts = [ltr(place.street, scene.language)] if place.street else []
    return HelpLine(
        place.name, place.phone, _note([*parts, *(line.text for line in hours)], scene), f"tel:{dialled(place.phone)}"
    )


def _national(line: NationalLine, scene: Scene) -> HelpLine:
    hours = (
        [scene.say("day and night").text]
        if line.is_always_open
        else [text.text for text in hours_text(line.schedules, scene.language)]
    )
    cost = [scene.say("free").text] if line.cost == "free" else []
    return HelpLine(line.name, line.number, _note([*hours, *cost, *_spoken(line, scene)], scene), f"tel:{dialled(line.number)}")


def _spoken(line: NationalLine, scene: Scene) -> list[str]:
    if scene.language.startswith("de"):
        return []
    if scene.language in line.languages:
        return [scene.say("in your language").text]
    return [scene.say("with interpreters").text if line.has_interpreters else scene.say("in German").text]


def _note(parts: list[str], scene: Scene) -> Text:
    return Text(" · ".join(part for part in parts if part), scene.language)
