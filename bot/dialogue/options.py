"""The buttons of the dialogue: what stands on them, in which order, and what pressing them says."""

from collections.abc import Iterable

from angebote.model import Stadtteil, Town
from angebote.topics import topics
from bot.dialogue.model import Conversation, Option
from bot.dialogue.scene import Scene
from locales import LANGUAGES, Text, mark

FIRST_TOPICS = 14
LONGEST_LABEL = 40
PAGE = 20
CRISIS_OPTIONS = {
    "suicide": ("🖤", mark("I do not want to live any more")),
    "domestic_violence": ("🛑", mark("Somebody hurts or threatens me")),
    "homeless_tonight": ("🛏️", mark("I have no place to sleep tonight")),
    "child_danger": ("🧒", mark("A child is in danger")),
    "medical": ("🚑", mark("Somebody is very ill or hurt")),
    "poisoning": ("☠️", mark("Somebody swallowed poison")),
}


def emergency_option(scene: Scene) -> Option:
    """Return the button that stands in every keyboard."""
    return Option(scene.say("Emergency"), action="emergency", icon="🆘")


def language_option(scene: Scene) -> Option:
    """Return the button that opens the list of languages; its icon needs no words."""
    return Option(scene.say("Language"), action="languages", icon="🌐")


def restart_option(scene: Scene) -> Option:
    """Return the button for a new question."""
    return Option(scene.say("New question"), action="restart", icon="🔄")


def language_options(first: str | None = None) -> tuple[Option, ...]:
    """Return all languages under their own names, the guessed one first."""
    ordered = sorted(LANGUAGES, key=lambda language: language.tag != first)
    return tuple(Option(Text(language.name, language.tag), action=f"lang:{language.tag}") for language in ordered)


def town_options(scene: Scene) -> tuple[Option, ...]:
    """Return the towns of this installation."""
    return tuple(Option(Text(town.name, "de"), action=f"town:{town.slug}", icon="🏙️") for town in scene.towns.values())


def topic_options(scene: Scene, *, first: Iterable[str] = (), is_whole_list: bool = False) -> tuple[Option, ...]:
    """Return the topics with their icons: the ones that may be meant first, then the usual order; a part of them with a button for the rest."""
    order = list(dict.fromkeys([*(key for key in first if key in topics()), *topics()]))
    shown = order if is_whole_list else order[:FIRST_TOPICS]
    options = [Option(scene.say(topics()[key].label), action=f"topic:{key}", icon=topics()[key].icon) for key in shown]
    if not is_whole_list:
        options.append(Option(scene.say("More topics"), action="topics:all", icon="➕"))
    return tuple(options)


def stadtteil_options(scene: Scene, stadtteile: Iterable[Stadtteil]) -> tuple[Option, ...]:
    """Return buttons for a few Stadtteile to choose from, and the whole city."""
    return (*(_place(one) for one in stadtteile), city_option(scene))


def city_option(scene: Scene) -> Option:
    """Return the button for the whole city."""
    return Option(scene.say("Whole city"), action="city", icon="🏙️")


def list_options(scene: Scene, town: Town, parent_id: str | None) -> tuple[Option, ...]:
    """Return one level of the list of Stadtteile: those below a Bezirk, or all that stand at the top."""
    below = [one for one in town.children_of(parent_id) if one.is_choice]
    if parent_id is None:
        return (*(_branch(town, one) for one in below), city_option(scene))
    parent = town.stadtteile[parent_id]
    whole = Option(scene.say("All of {stadtteil}", stadtteil=_short(parent.name, 28)), action=f"place:{parent.id}", icon="📍")
    back = Option(scene.say("Back to the list"), action="places", icon="↩️")
    return (whole, *(_branch(town, one) for one in sorted(below, key=lambda one: one.name)), back)


def crisis_options(scene: Scene) -> tuple[Option, ...]:
    """Return what the emergency button leads to: one button for each of the commonest emergencies."""
    return tuple(
        Option(scene.say(sentence), action=f"crisis:{kind}", icon=icon) for kind, (icon, sentence) in CRISIS_OPTIONS.items()
    )


def bound(verb: str, conversation: Conversation) -> str:
    """Return an action that only counts while its question is the newest one."""
    return f"{verb}@{conversation.menu}"


def _branch(town: Town, stadtteil: Stadtteil) -> Option:
    below = [one for one in town.children_of(stadtteil.id) if one.is_choice]
    if not below:
        return _place(stadtteil)
    names = ", ".join(one.name for one in below[:2])
    label = _short(f"{stadtteil.name}: {names} …", LONGEST_LABEL)
    return Option(Text(label, "de"), action=f"places:{stadtteil.id}", icon="🗂️")


def _place(stadtteil: Stadtteil) -> Option:
    return Option(Text(_short(stadtteil.name, LONGEST_LABEL), "de"), action=f"place:{stadtteil.id}", icon="📍")


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
