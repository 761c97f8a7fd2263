"""What is compared to find Angebote that were entered twice, and the pairs that somebody called two."""

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from angebote.duplicates import Outline, PairKey, pair_key
from angebote.store.history import Author
from angebote.store.tables import AngebotDistinctRow, AngebotPhoneRow, AngebotRow, AngebotTextRow, LocationRow


def outlines(session: Session) -> list[Outline]:
    """Return what is compared of each Angebot the Session sees, but for archived ones."""
    row, text = AngebotRow, AngebotTextRow
    phones: dict[str, list[str]] = {}
    for angebot_id, number in session.execute(select(AngebotPhoneRow.angebot_id, AngebotPhoneRow.number)):
        phones.setdefault(angebot_id, []).append(number)
    found = session.execute(
        select(row.id, row.municipality_id, row.traeger_id, text.name, LocationRow.street, LocationRow.postcode)
        .join(text, and_(text.angebot_id == row.id, text.language == row.source_language))
        .outerjoin(LocationRow, LocationRow.id == row.location_id)
        .where(row.status != "archived")
        .order_by(row.id)
    )
    return [
        Outline(
            id=id_,
            municipality_id=town,
            traeger_id=traeger,
            name=name,
            phones=tuple(phones.get(id_, ())),
            street=street or "",
            postcode=postcode or "",
        )
        for id_, town, traeger, name, street, postcode in found
    ]


def kept_apart(session: Session) -> dict[PairKey, str]:
    """Return the pairs that were said to be two, with the name of who said so; the newest first."""
    row = AngebotDistinctRow
    found = session.execute(select(row.first_id, row.second_id, row.account).order_by(row.at.desc(), row.first_id))
    return {(first, second): account for first, second, account in found}


def keep_apart(session: Session, one_id: str, other_id: str, *, author: Author, municipality_id: str) -> None:
    """Remember that two Angebote are two.

    Errors: ForeignRow if one of them lies outside of the scope.
    """
    first, second = pair_key(one_id, other_id)
    if session.get(AngebotDistinctRow, (first, second)) is None:
        session.add(
            AngebotDistinctRow(
                first_id=first, second_id=second, account=author.name, at=author.at, municipality_id=municipality_id
            )
        )
        session.flush()


def compare_again(session: Session, one_id: str, other_id: str) -> bool:
    """Forget that two Angebote were said to be two; False if nobody said so."""
    row = session.get(AngebotDistinctRow, pair_key(one_id, other_id))
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True
