"""Which Angebote are translated, read without reading them whole: thousands are looked through for one list."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from angebote.model import AngebotText
from angebote.store.tables import AngebotRow, AngebotTextRow
from angebote.translating import state_of, text_hash


def translated_in_all(session: Session, tags: Collection[str]) -> set[str]:
    """Return the ids of the Angebote the Session sees that have a text in each of these languages, none made from an older source."""
    row, text = AngebotRow, AngebotTextRow
    whole = (
        select(text.angebot_id, func.min(text.source_hash).label("first"), func.max(text.source_hash).label("last"))
        .where(text.language.in_(tags))
        .group_by(text.angebot_id)
        .having(func.count() == len(tags))
        .subquery()
    )
    found = session.execute(
        select(row.id, text.name, text.does, text.does_not, text.next_step, whole.c.first, whole.c.last)
        .join(whole, whole.c.angebot_id == row.id)
        .join(text, and_(text.angebot_id == row.id, text.language == row.source_language))
    )
    return {id_ for id_, *words, first, last in found if first == last and (first is None or first == _hash(*words))}


def _hash(name: str, does: str, does_not: str, next_step: str) -> str:
    return text_hash(AngebotText(name=name, does=does, does_not=does_not, next_step=next_step))


def lacking_translations(session: Session, ids: Iterable[str], tags: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Return in which of these languages each of these Angebote has no text, or one made from an older source."""
    row, text = AngebotRow, AngebotTextRow
    columns = (row.id, row.source_language, text.language, text.name, text.does, text.does_not, text.next_step, text.source_hash)
    texts: dict[str, dict[str, AngebotText]] = {}
    sources: dict[str, str] = {}
    found = session.execute(select(*columns).join(text, text.angebot_id == row.id).where(row.id.in_(list(ids))))
    for id_, source, tag, name, does, does_not, next_step, made_from in found:
        sources[id_] = source
        texts.setdefault(id_, {})[tag] = AngebotText(
            name=name, does=does, does_not=does_not, next_step=next_step, source_hash=made_from
        )
    return {id_: tuple(_lacking(texts[id_], source, tags)) for id_, source in sources.items()}


def _lacking(texts: Mapping[str, AngebotText], source: str, tags: Collection[str]) -> Iterable[str]:
    return (tag for tag in tags if tag != source and state_of(texts.get(tag), texts[source]) in ("missing", "outdated"))
