"""Two things Leichte Sprache does without, found by the shape of German sentences: the genitive and the passive."""

import re
from collections.abc import Iterator

Span = tuple[int, int]
_OF = r"(?:des|der|eines|einer|dieses|dieser|jedes|jeder|unseres|unserer|Ihres|Ihrer|ihres|ihrer|seines|seiner|aller)"
_ENDS_IN_S = r"\w*(?:[hH]aus|[kK]urs|[pP]reis|[kK]reis|nis|[gG]las|[eE]is|[gG]as|[bB]us)"  # not a genitive: "dieses Haus"
_BEHIND = r"(?:\s+\w+en)?\s+[A-ZÄÖÜ]\w+"
_GENITIVE = re.compile(
    rf"\b(?:[wW]egen|[aA]ufgrund|[wW]ährend|[tT]rotz|[sS]tatt|[aA]nstatt|[iI]nnerhalb|[aA]ußerhalb|[iI]nfolge|[mM]ithilfe|[aA]nhand)\s+{_OF}{_BEHIND}"
    rf"|\b[dD]es{_BEHIND}"
    rf"|\b(?:[eE]ines|[dD]ieses|[jJ]edes|[uU]nseres|[iI]hres|[sS]eines|[mM]eines)(?:\s+\w+en)?\s+(?!{_ENDS_IN_S}\b)[A-ZÄÖÜ]\w+s\b"
    rf"|(?<=\w )\b(?!(?:Sie|Ihnen|Ihr|Ihre|Ihren|Ihrem|Wir|Du)\b)[A-ZÄÖÜ]\w{{2,}}\s+(?:der|einer|dieser|unserer|Ihrer|aller){_BEHIND}"
)
_CLAUSE = re.compile(r"[^,;:–]+")
_BECOME = re.compile(r"\b(?:[wW]ird|[wW]erden|[wW]erdet|[wW]irst|[wW]erde|[wW]urden?|[wW]orden)\b")
_STRONG = (
    "boten|brochen|bunden|fahren|fangen|fohlen|funden|gangen|geben|gessen|gossen|griffen|haben|halten|hoben|holfen|laden|lassen|legen|lesen|loren|messen|"
    "nommen|raten|rufen|schieden|schlagen|schlossen|schnitten|schoben|schrieben|sehen|sprochen|standen|stohlen|storben|tragen|trieben|troffen|wiesen|wogen|"
    "worben|worfen|zogen"
)
_PREFIX = "be|emp|ent|er|miss|ver|zer|über|unter|wider|hinter"
_PARTICIPLE = re.compile(
    rf"\b(?:(?:[a-zäöü]{{2,6}})?ge[a-zäöüß]{{2,}}(?:t|en)|(?:{_PREFIX})[a-zäöüß]+t|(?:[a-zäöü]{{2,6}})?(?:{_PREFIX})(?:{_STRONG})|[a-zäöüß]{{2,}}iert)\b"
)
_NO_PARTICIPLE = re.compile(
    r"(?:geht|gehen|geben|gelten|gehören|gewinnen|genießen|geschehen|gelingen|gefallen|gegen|gesamt|gerecht|bekannt|bereit|beliebt|vertraut|"
    r"überhaupt|unterbricht|verrückt|vielleicht|angehen|angeben|weggehen|hingehen|mitgehen|weitergehen|abgeben|ausgeben|umgehen|losgehen|aufgeben|weitergeben)"
)


def genitives(sentence: str) -> Iterator[Span]:
    """Yield where the genitive stands in a sentence: "wegen des Umzugs", "die Kosten der Wohnung"."""
    for found in _GENITIVE.finditer(sentence):
        yield found.span()


def passives(sentence: str) -> Iterator[Span]:
    """Yield where the passive stands in a sentence: from "werden" to its participle, within one clause. The future is none."""
    for clause in _CLAUSE.finditer(sentence):
        become = _BECOME.search(clause[0])
        done = [one for one in _PARTICIPLE.finditer(clause[0]) if not _NO_PARTICIPLE.fullmatch(one[0])]
        if become and done:
            places = [*become.span(), *done[-1].span()]
            yield clause.start() + min(places), clause.start() + max(places)
