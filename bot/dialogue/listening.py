"""How a sentence changes a conversation: crisis first, then everything it tells at once."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from angebote.understanding import understand
from angebote.understanding.crisis import topic_of
from angebote.understanding.need import CrisisKind, Need, TopicHit
from angebote.understanding.normalise import fold
from bot.dialogue.answers import understood
from bot.dialogue.asking import Turned, ask_need, ask_stadtteil, ask_town, go_on, present
from bot.dialogue.commands import words_of
from bot.dialogue.emergencies import crisis_card, soft_crisis
from bot.dialogue.model import Conversation, Reply, TextReply
from bot.dialogue.questions import GREETINGS, THANKS
from bot.dialogue.scene import Scene, scene_of
from bot.dialogue.wishes import codes_of, wishes_without_languages
from locales import HOME_LANGUAGE, LANGUAGES, find_language, ltr

LONG_TEXT = 600
FEW_WORDS = 2
MOST_TOPICS = 3
MOST_MISSES = 1


def need_in(text: str, conversation: Conversation, scene: Scene) -> Need:
    """Return what a text tells, in the light of the conversation.

    A language that was chosen or heard weighs in; one that a browser guessed only does where the text itself cannot be told.
    """
    if conversation.is_language_chosen or conversation.is_language_heard or conversation.language is None:
        return _understood(text, conversation, scene, conversation.language)
    need = _understood(text, conversation, scene, None)
    is_one_german_noun = need.language is not None and need.language.startswith(HOME_LANGUAGE) and len(text.split()) <= FEW_WORDS
    return _understood(text, conversation, scene, conversation.language) if need.language is None or is_one_german_noun else need


def _understood(text: str, conversation: Conversation, scene: Scene, language: str | None) -> Need:
    return understand(
        text,
        scene.town,
        language,
        towns=tuple(scene.towns.values()) if scene.town is None else (),
        is_place_expected=conversation.step == "stadtteil",
    )


def hear(text: str, need: Need, conversation: Conversation, scene: Scene) -> Turned:
    """Take in a sentence and what was understood of it: a hard sign of a crisis is answered first and alone, everything else moves on."""
    spoken = _in_the_persons_language(conversation, need)
    hard = next((hit.kind for hit in need.crisis if hit.tier == "hard"), None)
    if hard is not None:
        # What was said of an emergency is not kept: the card itself leads on.
        there = scene_of(spoken, scene.towns, scene.now)
        return spoken, (crisis_card(hard, there, age=need.wishes.age, has_need=bool(conversation.topics or conversation.named)),)
    heard = _with(spoken, need)
    scene = scene_of(heard, scene.towns, scene.now)
    soft = [hit.kind for hit in need.crisis]
    if soft and not _tells_anything(need) and not heard.topics:
        heard = replace(heard, topics=(topic_of(soft[0]),), shown=0)
        return _after(soft, go_on(heard, scene), scene)
    return _after(soft, _move_on(text, need, heard, scene), scene)


def _after(soft: list[CrisisKind], turned: Turned, scene: Scene) -> Turned:
    after, replies = turned
    return after, ((soft_crisis(soft, scene), *replies) if soft else replies)


def _move_on(text: str, need: Need, heard: Conversation, scene: Scene) -> Turned:
    language = _language_asked_for(text, need, heard)
    if language is not None:
        changed = replace(heard, language=language, is_language_chosen=True, wishes=wishes_without_languages(heard.wishes))
        return present(changed, scene_of(changed, scene.towns, scene.now))
    if not _tells_anything(need):
        return _nothing_understood(text, need, heard, scene)
    because = {hit.id: hit.because for hit in need.topics}
    said_back = understood(heard, scene, because)
    is_worth_saying = bool(need.topics or need.stadtteil_id or codes_of(need.wishes))
    spoken: tuple[Reply, ...] = (TextReply(paragraphs=(said_back,)),) if said_back and is_worth_saying else ()
    after, replies = go_on(heard, scene)
    return after, (*spoken, *replies)


def _language_asked_for(text: str, need: Need, conversation: Conversation) -> str | None:
    """ "English please": the name of one of our languages and hardly more is a wish to be answered in it."""
    if need.topics or need.names or need.stadtteil_id or len(need.wishes.languages) != 1 or len(text.split()) > FEW_WORDS + 1:
        return None
    language = find_language(need.wishes.languages[0])
    return language.tag if language is not None and language.tag != conversation.language else None


def _with(conversation: Conversation, need: Need) -> Conversation:
    """Return the conversation with everything a text told; a new topic begins a new need."""
    changed = replace(conversation, misses=0) if _tells_anything(need) else conversation
    if need.town:
        changed = replace(changed, town=need.town, stadtteil_id=None, is_whole_city=False)
    if need.stadtteil_id:
        changed = replace(changed, stadtteil_id=need.stadtteil_id, is_whole_city=False, choices=())
    elif need.choices:
        changed = replace(changed, stadtteil_id=None, is_whole_city=False, choices=need.choices)
    elif need.is_whole_city:
        changed = replace(changed, stadtteil_id=None, is_whole_city=True, choices=())
    codes = codes_of(need.wishes)
    if need.topics or need.names:
        named = tuple(dict.fromkeys(one for hit in need.names for one in hit.angebot_ids))
        possible = _possible(need, changed)
        topics = _ranked(need.topics, changed.lowered)
        return replace(changed, topics=topics, possible=possible, named=named, wishes=codes, shown=0)
    return replace(changed, wishes=tuple(dict.fromkeys((*changed.wishes, *codes))), shown=0 if codes else changed.shown)


def _possible(need: Need, conversation: Conversation) -> tuple[str, ...]:
    return tuple(hit.id for hit in need.possible if hit.id not in conversation.lowered)[:MOST_TOPICS]


def _ranked(hits: tuple[TopicHit, ...], lowered: tuple[str, ...]) -> tuple[str, ...]:
    """Topics best first, at most three; what the person said "not this" to comes last, and not at all when something else fits."""
    wanted = [hit.id for hit in hits if hit.id not in lowered]
    return tuple((wanted or [hit.id for hit in hits])[:MOST_TOPICS])


def _in_the_persons_language(conversation: Conversation, need: Need) -> Conversation:
    if conversation.is_language_chosen or need.language is None:
        return conversation
    return replace(conversation, language=need.language, is_language_heard=True)


def _tells_anything(need: Need) -> bool:
    return bool(
        need.topics or need.names or need.stadtteil_id or need.choices or need.town or need.is_whole_city or codes_of(need.wishes)
    )


def _nothing_understood(text: str, need: Need, conversation: Conversation, scene: Scene) -> Turned:
    """An honest word, and the way on for the step that was asked: topics that may be meant come first. A mere greeting or thanks gets its own."""
    courtesy = _courtesy_words().get(fold(text))
    if courtesy == GREETINGS and not conversation.topics:
        return go_on(conversation, scene)
    if courtesy == THANKS:
        sorry = scene.say("You are welcome! Write whenever you need help again.")
    elif need_is_long(text):
        sorry = scene.say("That was a lot of text and I could not find what you need. Please write one short sentence.")
    elif conversation.step == "stadtteil" and scene.town is not None and conversation.misses >= MOST_MISSES:
        # Who cannot say it is not asked for ever: the whole city it is.
        return go_on(replace(conversation, is_whole_city=True, choices=(), misses=0), scene)
    elif conversation.step == "stadtteil" and scene.town is not None:
        sorry = scene.say(
            "I do not know this place in {town}. Please write it again, or choose:", town=ltr(scene.town.name, scene.language)
        )
        return ask_stadtteil(replace(conversation, choices=(), misses=conversation.misses + 1), scene, scene.town, sorry)
    else:
        sorry = scene.say(
            "I am sorry, I did not understand this. I know help for letters, money, a flat, health, children and much more."
        )
    if scene.town is None:
        return ask_town(conversation, scene, sorry)
    return ask_need(conversation, scene, sorry, first=(*_possible(need, conversation), *conversation.topics))


def need_is_long(text: str) -> bool:
    """True for a text that is more than a person can be expected to send as one question."""
    return len(text) > LONG_TEXT


@cache
def _courtesy_words() -> Mapping[str, str]:
    return {
        fold(word): words for language in LANGUAGES for words in (GREETINGS, THANKS) for word in words_of(words, language.tag)
    }
