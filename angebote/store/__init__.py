"""Where everything is kept: one database, one migration history. Nothing outside of this package knows SQLAlchemy's tables."""

from sqlalchemy.exc import SQLAlchemyError as DatabaseError

from angebote.store.engine import Store, StoreError, is_alive, open_store
from angebote.store.guard import ForeignRow, ScopedSession
from angebote.store.scope import Scope

__all__ = ["DatabaseError", "ForeignRow", "Scope", "ScopedSession", "Store", "StoreError", "is_alive", "open_store"]
