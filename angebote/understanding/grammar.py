"""What the program must know about the words of a language beyond its lexicon, read once from its grammar.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import locales
from angebote.understanding.normalise import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """Endings, beginnings and small words of one language; the fields are explained in docs/how-to/write-a-lexicon.md. All words are folded."""

    letters: frozenset[str] = frozenset()
    stem: int = 4
    cut: int = 4
    mistake: int = 5
    endings: frozenset[str] = frozenset()
    light: frozenset[str] = frozenset()
    articles: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()
    is_chained: bool = False
    softened: Mapping[str, str] = field(default_factory=dict)
    but: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    instead: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    spellings: Mapping[str, str] = field(default_factory=dict)
    heads: frozenset[str] = frozenset()
    links: tuple[str, ...] = ()
    is_romanised: bool = False
    is_tonal: bool = False

    def has_ending(self, rest: str) -> bool:
        """Return whether the rest of a word is an ending (or a chain of endings)."""
        if not rest or rest in self.endings:
            return True
        return self.is_chained and len(rest) <= _LONGEST_CHAIN and self._is_chain(rest)

    def _is_chain(self, rest: str) -> bool:
        return any(
            rest[:size] in self.endings and (size == len(rest) or self._is_chain(rest[size:])) for size in range(1, len(rest) + 1)
        )

    @property
    def longest_ending(self) -> int:
        """The most letters an ending can have."""
        return _LONGEST_CHAIN if self.is_chained else max(map(len, self.endings), default=0)


_LONGEST_CHAIN = 10


@cache
def grammar_of(tag: str) -> Grammar:
    """Return the grammar of a language; a variant has that of its language, an unknown language an empty one."""
    return _grammar(locales.read_words(tag, "grammar"))


def _grammar(row: Mapping[str, Any]) -> Grammar:
    return Grammar(
        letters=frozenset(row.get("letters", "")),
        stem=row.get("stem", 4),
        cut=row.get("cut", row.get("stem", 4)),
        mistake=row.get("mistake", 5),
        endings=frozenset(fold(row.get("endings", "")).split()),
        light=frozenset(fold(row.get("light", "")).split()),
        articles=_longest_first(row.get("articles", "")),
        beginnings=_longest_first(f"{row.get('articles', '')} {row.get('beginnings', '')}"),
        is_chained=row.get("is_chained", False),
        softened=row.get("softened", {}),
        but=frozenset(map(fold, row.get("but", ()))),
        not_before=frozenset(map(fold, row.get("not", ()))),
        not_after=frozenset(map(fold, row.get("not_after", ()))),
        no=frozenset(map(fold, row.get("no", ()))),
        instead=frozenset(map(fold, row.get("instead", ()))),
        near=frozenset(map(fold, row.get("near", ()))),
        spellings=row.get("spellings", {}),
        heads=frozenset(fold(row.get("heads", "")).split()),
        links=tuple(row.get("links", ())),
        is_romanised=row.get("romanised", False),
        is_tonal=row.get("is_tonal", False),
    )


def _longest_first(words: str) -> tuple[str, ...]:
    return tuple(sorted(set(fold(words).split()), key=lambda word: (-len(word), word)))
