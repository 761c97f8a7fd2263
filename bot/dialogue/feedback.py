"""Something is wrong with an Angebot: one question, four answers. Nothing is typed; what was said is remembered so that it counts once."""

from collections.abc import Mapping
from dataclasses import replace

from angebote.feedback import Reason, reason_of
from angebote.model import Angebot
from bot.dialogue.asking import Turned, present
from bot.dialogue.model import ChoicesReply, Conversation, Option
from bot.dialogue.options import bound, emergency_option, restart_option
from bot.dialogue.scene import Scene
from locales import Text, ltr, mark

MOST_REPORTS = 20
"""How many reports of one conversation are counted; who goes on is thanked all the same."""
CHOICES: Mapping[Reason, tuple[str, str]] = {
    "unanswered": ("📵", mark("Nobody answered")),
    "closed": ("🔒", mark("Closed or moved")),
    "full": ("⏳", mark("No free places")),
    "unfit": ("✋", mark("Not the right help")),
}


def ask_what_is_wrong(conversation: Conversation, angebot_id: str, scene: Scene) -> Turned:
    """Ask what is wrong with the Angebot whose button was pressed; one that is not in sight (any more) is answered with the present step."""
    angebot = _angebot(angebot_id, scene)
    if angebot is None:
        return present(conversation, scene)
    options = [
        Option(scene.say(sentence), action=f"report:{reason}:{angebot.id}", icon=icon)
        for reason, (icon, sentence) in CHOICES.items()
    ]
    name, question = Text(*angebot.name_for(scene.language)), scene.say("What is wrong?")
    return conversation, (
        ChoicesReply(paragraphs=(name, question), options=(*options, _back(scene), emergency_option(scene)), columns=1),
    )


def take_report(conversation: Conversation, value: str, scene: Scene) -> Turned:
    """Thank for a report and remember it. Shape: `value` is "reason:id"; anything odd is answered with the present step."""
    key, _, angebot_id = value.partition(":")
    reason, angebot = reason_of(key), _angebot(angebot_id, scene)
    if reason is None or angebot is None:
        return present(conversation, scene)
    options = [_back(scene), restart_option(scene), emergency_option(scene)]
    if reason == "unfit" and conversation.topics:
        options.insert(1, Option(scene.say("Not this, I meant ..."), action=bound("not_this", conversation), icon="✏️"))
    thanks = scene.say("Thank you. We tell {traeger}.", traeger=ltr(_carrier(angebot, scene), scene.language))
    return _with(conversation, f"{reason}:{angebot.id}"), (ChoicesReply(paragraphs=(thanks,), options=tuple(options)),)


def _with(conversation: Conversation, report: str) -> Conversation:
    if report in conversation.reported or len(conversation.reported) >= MOST_REPORTS:
        return conversation
    return replace(conversation, reported=(*conversation.reported, report))


def _angebot(angebot_id: str, scene: Scene) -> Angebot | None:
    return scene.town.angebote.get(angebot_id) if scene.town else None


def _carrier(angebot: Angebot, scene: Scene) -> str:
    traeger = scene.town.traeger.get(angebot.traeger_id) if scene.town else None
    return traeger.name if traeger else angebot.name_for(scene.language)[0]


def _back(scene: Scene) -> Option:
    return Option(scene.say("Back to the list"), action="cards", icon="↩️")
