"""Which language a message is written in, from its script, its letters and the words the lexicons know."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import locales
from angebote.understanding.lexicon import Lexicon, base_of
from angebote.understanding.normalise import Message

COMMON_WORD = 1.5
LEXICON_WORD = 1.0
OWN_LETTER = 0.6
"""Votes for a language; a word or letter that several languages share is divided among them."""

_SURE = 1.0
_LEAD = 1.3
_LEAD_OVER_CONVERSATION = 2.0
_WORDS_TO_SWITCH = 2
_LONG = 80
_CREDIBLE = 0.4
_GUESSES = 3
_WIDEST = frozenset({"ru", "ar"})
"""The languages most people of a script read: they break a tie."""
_LETTERS_READ = 400


@dataclass(frozen=True, slots=True)
class Tongues:
    """The languages a message may be in.

    Shape: `written` is None when it cannot be told; `primary` are the conversation's language and the best guess,
           `plausible` begins with them and goes on with their kin, German and further guesses.
    """

    written: str | None
    primary: tuple[str, ...]
    plausible: tuple[str, ...]


def guess_languages(message: Message, lexicon: Lexicon, conversation: str | None) -> Tongues:
    """Return the languages a message may be in. One foreign noun never outvotes the conversation's language."""
    registered = locales.find_language(conversation)
    known = registered.tag if registered else None
    votes = _votes(message, lexicon)
    best = sorted(votes, key=lambda tag: -votes[tag])[:_GUESSES]
    ranked = [tag for tag in best if votes[tag] >= _CREDIBLE * votes[best[0]]]
    first = (known, base_of(known)) if known else ()
    primary = _existing((*first, *ranked[:1]), lexicon)
    # A long text tells its language, and it would cost too much to look for it in all that are akin.
    kin = [other for tag in primary for other in lexicon.languages[tag].kin if len(message.words) <= _LONG]
    plausible = _existing((*primary, *ranked, *kin, locales.HOME_LANGUAGE), lexicon)
    return Tongues(_written(message, lexicon, votes, known), primary, plausible)


def _existing(tags: Iterable[str], lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for tag in tags if tag in lexicon.languages))


def _written(message: Message, lexicon: Lexicon, votes: Mapping[str, float], known: str | None) -> str | None:
    ranked = sorted(votes.items(), key=lambda item: -item[1])
    if not ranked:
        return None
    tag, vote = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    is_other_script = known is None or _script_of_language(known) != script_of_text(message.text)
    if is_other_script and _script_of_language(tag) == script_of_text(message.text) != "LATIN":
        # Neighbours that share a script may be told apart badly; any of them is nearer to the person than another script.
        return next(one for one, other in ranked if other >= vote and one in _WIDEST) if _is_tied(ranked) else tag
    if known is None:
        return tag if vote >= _SURE and vote >= second * _LEAD else None
    own = votes.get(base_of(known), 0.0)
    if own >= vote:
        return known
    words = sum(word in lexicon.languages[tag].common for word in message.words)
    is_enough = words >= _WORDS_TO_SWITCH or _is_only_language_of_its_script(tag, message, lexicon)
    return tag if is_enough and vote >= max(own, second) * (_LEAD_OVER_CONVERSATION if own else _LEAD) else None


def _is_tied(ranked: list[tuple[str, float]]) -> bool:
    return (
        len(ranked) > 1 and ranked[0][1] == ranked[1][1] and any(tag in _WIDEST for tag, vote in ranked if vote == ranked[0][1])
    )


def _votes(message: Message, lexicon: Lexicon) -> dict[str, float]:
    votes: dict[str, float] = defaultdict(float)
    for word in set(message.words):
        voters = lexicon.voters(word)
        for tag in voters:
            weight = COMMON_WORD if word in lexicon.languages[tag].common else LEXICON_WORD
            votes[tag] += weight / len(voters)
    for letter in set(message.text[:_LETTERS_READ].lower()):
        owners = lexicon.owners(letter)
        for tag in owners:
            votes[tag] += OWN_LETTER / len(owners)
    script = script_of_text(message.text)
    if script not in (None, "LATIN"):
        same = [tag for tag in lexicon.languages if _script_of_language(tag) == script]
        return {tag: votes[tag] + LEXICON_WORD / len(same) for tag in same}
    return dict(votes)


def script_of_text(text: str) -> str | None:
    """Return the script most letters belong to ("LATIN", "ARABIC", "CYRILLIC", ...), None without letters."""
    plain = unicodedata.normalize("NFKC", text[:_LETTERS_READ])  # letters in fancy dress ("𝐇𝐢𝐥𝐟𝐞") are letters
    scripts = Counter(_script_of(letter) for letter in plain if letter.isalpha())
    return scripts.most_common(1)[0][0] if scripts else None


@lru_cache(4096)
def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").partition(" ")[0]


@lru_cache(256)
def _script_of_language(tag: str) -> str | None:
    return script_of_text(locales.language_of(tag).name)


def _is_only_language_of_its_script(tag: str, message: Message, lexicon: Lexicon) -> bool:
    script = script_of_text(message.text)
    return script != "LATIN" and [one for one in lexicon.languages if _script_of_language(one) == script] == [tag]
