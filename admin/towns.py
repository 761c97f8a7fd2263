"""What a town offers to choose from in the form: its Traeger, Stadtteile and places, within what a person may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access import not_found
from admin.accounts import Account
from admin.fields import Choices, coded_choices
from admin.forms import NEW_PLACE
from admin.rights import WORKS_FOR_TRAEGER
from admin.spoken import SPOKEN
from angebote.model import Programme
from angebote.store.reading import programme_of
from angebote.store.tables import AngebotRow, LocationRow, MunicipalityRow, ProgrammeRow, StadtteilRow, TraegerRow
from locales import LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Stadtteil:
    """A Stadtteil in the list of choices. Units: `depth` is its level in the tree, 0 = right below the town."""

    id: str
    name: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TownChoices:
    """What may be chosen for an entry of one town.

    Shape: `traeger` and `places` map ids to names; only Traeger the person may write entries for; `needs_review`: nobody publishes alone;
           `programmes` maps ids to icons and names, `programmes_of` a Traeger to those it takes part in.
    """

    id: str
    name: str
    state: str
    traeger: Mapping[str, str]
    places: Mapping[str, str]
    stadtteile: Sequence[Stadtteil]
    programmes: Mapping[str, str] = field(default_factory=dict)
    programmes_of: Mapping[str, frozenset[str]] = field(default_factory=dict)
    needs_review: bool = False

    def choices(
        self, *, kept_languages: Sequence[str] = (), kept_texts: Sequence[str] = (), kept_programme: tuple[str, str] | None = None
    ) -> Choices:
        """Return what the form accepts; `kept_...` is what an entry already has, it stays possible: tags, its Traeger and programme."""
        programmes_of = dict(self.programmes_of)
        if kept_programme:
            traeger_id, programme_id = kept_programme
            programmes_of[traeger_id] = programmes_of.get(traeger_id, frozenset()) | {programme_id}
        stadtteil_ids = frozenset(one.id for one in self.stadtteile)
        return Choices(
            coded_choices()
            | {
                "traeger_id": frozenset(self.traeger),
                "location_id": frozenset(self.places) | {NEW_PLACE},
                "stadtteil_id": stadtteil_ids,
                "stadtteil_ids": stadtteil_ids,
                "languages": frozenset((*SPOKEN, *kept_languages)),
                "texts": frozenset((*(language.tag for language in LANGUAGES), *kept_texts)),
            },
            programmes_of,
        )


def read_choices(session: Session, account: Account, municipality_id: str) -> TownChoices | None:
    """Return the choices of a town, None if the town lies outside of what the Session sees."""
    town = session.get(MunicipalityRow, municipality_id)
    if town is None:
        return None
    programmes = _programmes(session, municipality_id)
    return TownChoices(
        id=town.id,
        name=town.name,
        state=town.state,
        traeger={id_: name for id_, name, _town in writable_traeger(session, account) if _town == municipality_id},
        programmes={one.id: f"{one.icon} {one.name}".strip() for one in programmes},
        programmes_of=_programmes_of(programmes),
        places=_places(session, municipality_id),
        stadtteile=stadtteil_tree(session, municipality_id),
        needs_review=town.needs_review,
    )


def writable_traeger(session: Session, account: Account) -> Sequence[tuple[str, str, str]]:
    """Return the Traeger an account may write entries for, by name: id, name, id of the town."""
    wanted = select(TraegerRow.id, TraegerRow.name, TraegerRow.municipality_id).order_by(TraegerRow.name)
    if account.role in WORKS_FOR_TRAEGER:
        wanted = wanted.where(TraegerRow.id.in_(account.traeger_ids))
    return [(id_, name, town) for id_, name, town in session.execute(wanted)]


def traeger_names(session: Session, municipality_id: str) -> Mapping[str, str]:
    """Return the Traeger of a town the Session sees, by name: id -> name."""
    found = select(TraegerRow.id, TraegerRow.name).where(TraegerRow.municipality_id == municipality_id).order_by(TraegerRow.name)
    return {id_: name for id_, name in session.execute(found)}  # noqa: C416 - dict() would take the result for a mapping


def town_names(session: Session) -> Mapping[str, str]:
    """Return the towns the Session sees: id -> name."""
    found = session.execute(select(MunicipalityRow.id, MunicipalityRow.name).order_by(MunicipalityRow.name))
    return {id_: name for id_, name in found}  # noqa: C416 - dict() would take the result for a mapping


def town_row(session: Session, wanted: str) -> MunicipalityRow:
    """Return the town asked for by its id, else ("") the first by name, within what the Session sees.

    Errors: HTTPException 404 if there is none.
    """
    found = session.get(MunicipalityRow, (wanted or next(iter(town_names(session)), ""))[:36])
    if found is None:
        raise not_found()
    return found


def stadtteil_tree(session: Session, municipality_id: str) -> list[Stadtteil]:
    """Return the Stadtteile of a town, each before those within it."""
    columns = (StadtteilRow.id, StadtteilRow.name, StadtteilRow.parent_id)
    found = session.execute(
        select(*columns).where(StadtteilRow.municipality_id == municipality_id).order_by(StadtteilRow.position, StadtteilRow.name)
    )
    children: dict[str | None, list[tuple[str, str]]] = {}
    for id_, name, parent_id in found:
        children.setdefault(parent_id, []).append((id_, name))
    return _below(children, None, 0)


def needs_review_in(session: Session) -> Mapping[str, bool]:
    """Return for each town the Session sees whether nobody publishes alone there."""
    found = session.execute(select(MunicipalityRow.id, MunicipalityRow.needs_review))
    return {id_: needs_review for id_, needs_review in found}  # noqa: C416 - dict() would take the result for a mapping


def town_of_angebot(session: Session, angebot_id: str) -> str | None:
    """Return the id of the town an entry belongs to, None if the Session does not see the entry."""
    return session.scalar(select(AngebotRow.municipality_id).where(AngebotRow.id == angebot_id))


def _places(session: Session, municipality_id: str) -> dict[str, str]:
    rows = session.scalars(select(LocationRow).where(LocationRow.municipality_id == municipality_id).order_by(LocationRow.name))
    return {row.id: f"{row.name}, {row.street}, {row.postcode} {row.city}" for row in rows}


def _programmes(session: Session, municipality_id: str) -> Sequence[Programme]:
    rows = session.scalars(
        select(ProgrammeRow).where(ProgrammeRow.municipality_id == municipality_id).order_by(ProgrammeRow.name)
    )
    return [programme_of(row) for row in rows]


def _programmes_of(programmes: Sequence[Programme]) -> Mapping[str, frozenset[str]]:
    taking_part = {traeger_id for one in programmes for traeger_id in one.traeger_ids}
    return {id_: frozenset(one.id for one in programmes if id_ in one.traeger_ids) for id_ in taking_part}


def _below(children: Mapping[str | None, Sequence[tuple[str, str]]], parent_id: str | None, depth: int) -> list[Stadtteil]:
    found: list[Stadtteil] = []
    for id_, name in children.get(parent_id, ()):
        found += [Stadtteil(id=id_, name=name, depth=depth), *_below(children, id_, depth + 1)]
    return found
