"""A new place that someone types into the form of an entry."""

from sqlalchemy.orm import Session

from angebote.model import Location
from angebote.store.tables import LocationRow


def add_place(session: Session, place: Location, *, municipality_id: str) -> None:
    """Keep a new place of a town. The Session refuses a place outside of its scope."""
    session.add(
        LocationRow(
            id=place.id,
            municipality_id=municipality_id,
            name=place.name,
            street=place.street,
            postcode=place.postcode,
            city=place.city,
            stadtteil_id=place.stadtteil_id,
        )
    )
    session.flush()
