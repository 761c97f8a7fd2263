"""Words that a town has of its own for a topic, read and written as a whole."""

from collections.abc import Mapping
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from angebote.store.tables import TopicWordRow


def read_topic_words(session: Session, municipality_id: str) -> Mapping[str, tuple[str, ...]]:
    """Return the own words of a town by topic, in the order in which they were given; topics without any are left out."""
    row = TopicWordRow
    wanted = select(row.topic, row.word).where(row.municipality_id == municipality_id)
    found: dict[str, tuple[str, ...]] = {}
    for topic, word in session.execute(wanted.order_by(row.topic, row.position, row.id)):
        found[topic] = (*found.get(topic, ()), word)
    return found


def write_topic_words(session: Session, words: Mapping[str, tuple[str, ...]], *, municipality_id: str) -> None:
    """Replace the own words of a town.

    Errors: ForeignRow if the town lies outside of the scope.
    """
    there = {
        (row.topic, row.word): row
        for row in session.scalars(select(TopicWordRow).where(TopicWordRow.municipality_id == municipality_id))
    }
    wanted = {(topic, word): number for topic, given in words.items() for number, word in enumerate(dict.fromkeys(given))}
    for key in there.keys() - wanted.keys():
        session.delete(there[key])
    for (topic, word), number in wanted.items():
        row = there.get((topic, word))
        if row is None:
            session.add(TopicWordRow(id=str(uuid4()), municipality_id=municipality_id, topic=topic, word=word, position=number))
        elif row.position != number:
            row.position = number
    session.flush()
