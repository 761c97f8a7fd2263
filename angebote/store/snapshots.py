"""The towns as the dialogue sees them: kept in memory, read again when the database says that a catalogue changed."""

from collections.abc import Mapping
from threading import Lock
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from angebote.model import Town
from angebote.store.catalogue import read_town
from angebote.store.engine import Store
from angebote.store.scope import Scope
from angebote.store.tables import MunicipalityRow


class Towns:
    """The present snapshot of every town. One for each process, shared by all its threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._towns: Mapping[str, Town] = MappingProxyType({})
        self._versions = select(MunicipalityRow.slug, MunicipalityRow.version).order_by(
            MunicipalityRow.name, MunicipalityRow.slug
        )

    def current(self) -> Mapping[str, Town]:
        """Return all towns by slug, in the order of their names; a town that did not change stays the same object."""
        with self._store.session(Scope.system(), is_reading=True) as session:
            versions = self._read_versions(session)
            if not self._is_current(versions):
                self._renew(session, versions)
        return self._towns

    def _read_versions(self, session: Session) -> dict[str, int]:
        return {slug: version for slug, version in session.execute(self._versions)}  # noqa: C416 - rows are not pairs for the type checker

    def _is_current(self, versions: Mapping[str, int]) -> bool:
        towns = self._towns
        return list(towns) == list(versions) and all(towns[slug].version == version for slug, version in versions.items())

    def _renew(self, session: Session, versions: Mapping[str, int]) -> None:
        with self._lock:
            known = self._towns
            renewed = {
                slug: known[slug] if slug in known and known[slug].version == version else read_town(session, slug)
                for slug, version in versions.items()
            }
            self._towns = MappingProxyType({slug: town for slug, town in renewed.items() if town is not None})
