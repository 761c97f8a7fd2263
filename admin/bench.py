"""The test bench: type as a resident and see what is understood, who is answered in which order, and why an own entry stands where it does."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from admin.access import OwnForm, SignedInVisitor, Visitor, not_found
from admin.bench_view import Standing, Tried, shown_of
from admin.bench_words import MISSING, OTHERS_HAVE
from admin.entries import existing, open_entry
from admin.forms import Typed, first
from admin.pages import language_of_page, redirect
from admin.towns import town_names
from angebote.model import Angebot, Town
from angebote.ranking import what_others_have, why_missing
from angebote.referral import Referral, refer
from angebote.store.catalogue import Stale, write_angebot
from angebote.understanding import understand
from angebote.understanding.lexicon import lexicon
from angebote.understanding.need import Need
from angebote.understanding.normalise import fold, read_message
from locales import HOME_LANGUAGE, LANGUAGES, find_language

LONGEST_TEXT = 1000
MOST_SHOWN = 50
MOST_NEW_WORDS = 8
SHORTEST_WORD = 3
LONGEST_WORDS = 80
routes = APIRouter(prefix="/try")


@routes.get("")
def show_bench(request: Request, visitor: SignedInVisitor) -> Response:
    """The empty bench; an entry may be named whose place is to be watched."""
    return _page(request, visitor, {"entry": [request.query_params.get("entry", "")[:36]]}, None)


@routes.post("")
def try_text(request: Request, visitor: SignedInVisitor, typed: OwnForm) -> Response:
    """Show what becomes of a text. It is kept nowhere."""
    text = first(typed, "text")[:LONGEST_TEXT].strip()
    return _page(request, visitor, typed, _tried(visitor, typed, text) if text else None)


@routes.post("/words")
def add_words(request: Request, visitor: SignedInVisitor, typed: OwnForm) -> Response:
    """Add words of the text to those an entry is found by."""
    entry_id, word = first(typed, "entry")[:36], " ".join(first(typed, "word").split())[:LONGEST_WORDS]
    try:
        with visitor.session() as session:
            opened = open_entry(session, visitor, entry_id)
            angebot = existing(opened)
            if word and fold(word) not in {fold(one) for one in angebot.search_words}:
                words = (*angebot.search_words, word)
                write_angebot(
                    session,
                    replace(angebot, search_words=words),
                    municipality_id=opened.town.id,
                    author=visitor.author("changed"),
                )
    except Stale:
        return redirect(request, f"/angebote/{entry_id}", done="changed")
    return redirect(request, f"/angebote/{entry_id}", done="word-added")


def _tried(visitor: Visitor, typed: Typed, text: str) -> Tried | None:
    town = _town(visitor, first(typed, "town"))
    if town is None:
        return None
    language = find_language(first(typed, "language"))
    tag = language.tag if language else None
    need = understand(text, town, tag)
    chosen = first(typed, "stadtteil")
    if chosen in town.stadtteile and need.stadtteil_id is None:
        need = replace(need, stadtteil_id=chosen)
    now = visitor.panel.now().astimezone(ZoneInfo(town.timezone))
    referrals = refer(need, town, now, turn=0).referrals
    own = frozenset(one.id for one in town.angebote.values() if one.traeger_id in visitor.account.traeger_ids)
    with visitor.session(is_reading=True) as session:
        entry = _entry(session, visitor, first(typed, "entry"))
    standing = _standing(entry, need, town, referrals, text=text, now=now) if entry else None
    converse = visitor.panel.converse
    replies = converse(text, tag or need.language, town.slug, chosen or None) if converse else ()
    return Tried(
        need=need,
        town=town,
        referrals=referrals[:MOST_SHOWN],
        count=len(referrals),
        own_ids=own | ({entry.id} if entry else set()),
        standing=standing,
        replies=replies,
        tag=tag or need.language or HOME_LANGUAGE,
    )


def _standing(entry: Angebot, need: Need, town: Town, referrals: Sequence[Referral], *, text: str, now: datetime) -> Standing:
    places = [number for number, one in enumerate(referrals) if one.angebot.id == entry.id]
    place = places[0] if places else None
    others = what_others_have(referrals[place], referrals[place - 1]) if place else ()
    missing = () if place is not None else why_missing(entry, need, town, now)
    return Standing(
        angebot=entry,
        place=None if place is None else place + 1,
        missing=missing,
        others=others,
        new_words=_unknown_words(text, need),
    )


def _unknown_words(text: str, need: Need) -> list[str]:
    """Return words of the text that no language knows: what an entry could be found by."""
    message, known = read_message(text), lexicon()
    understood = {fold(part) for hit in need.topics for one in hit.because for part in one.split()}
    words = dict.fromkeys(
        message.spelling(place, place)
        for place, word in enumerate(message.words)
        if len(word) >= SHORTEST_WORD and not word.isdecimal() and word not in understood and not known.voters(word)
    )
    return list(words)[:MOST_NEW_WORDS]


def _entry(session: Session, visitor: Visitor, entry_id: str) -> Angebot | None:
    return existing(open_entry(session, visitor, entry_id[:36])) if entry_id else None


def _town(visitor: Visitor, wanted: str) -> Town | None:
    """Return the snapshot residents are answered from, of a town this person sees: the wanted one, else the first."""
    with visitor.session(is_reading=True) as session:
        seen = town_names(session)
    towns = {town.id: town for town in visitor.panel.towns().values() if town.id in seen}
    return towns.get(wanted) or next(iter(towns.values()), None)


def _page(request: Request, visitor: Visitor, typed: Typed, tried: Tried | None) -> Response:
    with visitor.session(is_reading=True) as session:
        entry = _entry(session, visitor, first(typed, "entry"))
        names = town_names(session)
    town = tried.town if tried else _town(visitor, first(typed, "town"))
    if town is None:
        raise not_found()
    values: Mapping[str, str] = {name: first(typed, name) for name in ("text", "language", "town", "stadtteil", "entry")}
    shown = shown_of(tried, language_of_page(request)) if tried else {}
    return visitor.panel.pages.page(
        request,
        "bench.html",
        visitor=visitor,
        values=values,
        tried=tried,
        entry=entry,
        towns=names,
        town=town,
        stadtteile=[(one.id, one.name) for one in town.stadtteile.values()],
        languages=[(one.tag, one.name) for one in LANGUAGES],
        missing=MISSING,
        others_have=OTHERS_HAVE,
        **shown,
    )
