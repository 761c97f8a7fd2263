"""From what is known to cards: what was understood, which step of the ladder, three cards at a time, and what to do next."""

from collections.abc import Iterable
from dataclasses import replace

from angebote.model import Town
from angebote.referral import Answer, refer
from angebote.topics import topics
from angebote.understanding.need import NameHit, Need, TopicHit
from bot.dialogue.cards import card_of
from bot.dialogue.emergencies import national_lines
from bot.dialogue.model import CardReply, ChoicesReply, Conversation, Option, Reply, TextReply
from bot.dialogue.options import bound, city_option, emergency_option, language_option, restart_option
from bot.dialogue.scene import Scene
from bot.dialogue.wishes import wishes_of
from locales import Text, language_name, language_of, ltr, mark

CARDS_AT_A_TIME = 3
RUNGS = {
    "named": mark("This is what you asked for:"),
    "stadtteil": mark("In your Stadtteil {stadtteil}:"),
    "neighbour": mark("Close to {stadtteil}:"),
    "city": mark("For the whole city of {town}:"),
    "remote": mark("By phone or online:"),
    "wider": mark("I know nobody who does exactly this. These people are the closest to it. They know more:"),
    "general_advice": mark("I know nobody who does exactly this. The general advice helps you to find the right place:"),
}
NOTHING_NEAR = {
    "neighbour": mark("In {stadtteil} itself I found nothing for this. Close by:"),
    "city": mark("In {stadtteil} and close by I found nothing for this. For the whole city of {town}:"),
    "remote": mark("In {town} I found nothing for this. By phone or online:"),
}
WISHES = {
    "now": mark("now"),
    "free": mark("free of charge"),
    "format:phone": mark("by phone"),
    "format:online": mark("online"),
    "format:outreach": mark("at home"),
    "access:step_free": mark("without steps"),
    "access:sign_language": mark("German sign language"),
    "group:women": mark("for women"),
    "group:men": mark("for men"),
    "group:children": mark("for children"),
    "group:seniors": mark("for older people"),
}


def answer(conversation: Conversation, scene: Scene, town: Town, *, start: int) -> tuple[Conversation, tuple[Reply, ...]]:
    """Return three cards from `start` on, the sentence that says how near they are, and the buttons for what comes next."""
    found = refer(need_of(conversation), town, scene.now, turn=conversation.rotation)
    page = found.referrals[start : start + CARDS_AT_A_TIME]
    shown = start + len(page)
    conversation = replace(conversation, step="cards", shown=shown)
    if not page:
        return conversation, (_helplines(scene, town), _what_next(conversation, scene, has_more=False))
    replies: list[Reply] = []
    last = found.referrals[start - 1].rung if start else None
    for referral in page:
        if referral.rung != last:
            replies.append(
                TextReply(
                    paragraphs=(_rung_sentence(referral.rung, found, conversation, scene, is_first=start == 0 and last is None),)
                )
            )
            last = referral.rung
        replies.append(CardReply(card=card_of(referral, town, scene.language, scene.now)))
    return conversation, (*replies, _what_next(conversation, scene, has_more=shown < len(found.referrals)))


def need_of(conversation: Conversation) -> Need:
    """Return the need that a conversation stands for."""
    return Need(
        topics=tuple(TopicHit(topic, 1.0, ()) for topic in conversation.topics),
        stadtteil_id=conversation.stadtteil_id,
        names=(NameHit(conversation.named, ()),) if conversation.named else (),
        wishes=wishes_of(conversation.wishes),
    )


def understood(conversation: Conversation, scene: Scene, because: dict[str, tuple[str, ...]]) -> Text | None:
    """Return "I understood: ..." with the person's own words that led there; None if there is nothing to say back."""
    parts = [_topic_part(key, because.get(key, ()), scene) for key in conversation.topics]
    parts += [_wish_part(code, scene) for code in conversation.wishes]
    stadtteil = scene.stadtteil(conversation.stadtteil_id)
    if stadtteil is not None:
        parts.append(f"📍 {ltr(stadtteil.name, scene.language)}")
    elif conversation.is_whole_city and scene.town:
        parts.append(f"🏙️ {ltr(scene.town.name, scene.language)}")
    known = [part for part in parts if part]
    return scene.say("I understood: {what}", what=" · ".join(known)) if known else None


def _topic_part(key: str, words: Iterable[str], scene: Scene) -> str:
    label = f"{topics()[key].icon} {scene.say(topics()[key].label).text}"
    quoted = language_of(scene.language).comma.join(dict.fromkeys(word.strip() for word in words if word.strip()))
    return f"{label} (“\u2068{quoted}\u2069”)" if quoted else label


def _wish_part(code: str, scene: Scene) -> str:
    kind, _, value = code.partition(":")
    if kind == "speaks":
        return scene.say("advice in {language}", language=language_name(value, scene.language)).text
    if kind == "age":
        return scene.say_count("{count} year old", "{count} years old", int(value)).text
    return scene.say(WISHES[code]).text if code in WISHES else ""


def _rung_sentence(rung: str, found: Answer, conversation: Conversation, scene: Scene, *, is_first: bool) -> Text:
    stadtteil = scene.stadtteil(conversation.stadtteil_id)
    town = ltr(scene.town.name, scene.language) if scene.town else ""
    nothing_near = is_first and stadtteil is not None and found.rung == rung
    sentence = NOTHING_NEAR.get(rung, RUNGS[rung]) if nothing_near else RUNGS[rung]
    return scene.say(sentence, stadtteil=ltr(stadtteil.name, scene.language) if stadtteil else town, town=town)


def _what_next(conversation: Conversation, scene: Scene, *, has_more: bool) -> ChoicesReply:
    more = [Option(scene.say("Show more"), action=bound("more", conversation), icon="➕")] if has_more else []
    elsewhere = [city_option(scene)] if conversation.stadtteil_id and not conversation.is_whole_city else []
    return ChoicesReply(
        paragraphs=(scene.say("Does this help? You can also write a new question at any time."),),
        options=(
            *more,
            Option(scene.say("Not this, I meant ..."), action=bound("not_this", conversation), icon="✏️"),
            Option(scene.say("Another Stadtteil"), action="ask_place", icon="📍"),
            *elsewhere,
            restart_option(scene),
            language_option(scene),
            emergency_option(scene),
        ),
    )


def _helplines(scene: Scene, town: Town) -> TextReply:
    lines = [
        Text(f"{ltr(line.number, scene.language)} – {line.name} ({line.note.text})", scene.language)
        for line in national_lines("general", scene)
    ]
    phone = (
        [scene.say("Or ask the town hall: {number}", number=ltr(town.general_advice_phone, scene.language))]
        if town.general_advice_phone
        else []
    )
    return TextReply(
        paragraphs=(
            scene.say("In {town} I have found nothing more. These numbers help everywhere:", town=ltr(town.name, scene.language)),
            *lines,
            *phone,
        )
    )
