"""Whose rows a Session may see and change."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The part of the store one Session works in.

    Shape:  `municipality_id` alone = a coordinator: everything of one municipality. With `traeger_ids` = staff of those Traeger: the catalogue of the
            municipality to read, only their own Angebote to see and change (an empty tuple: none); `is_lead`: also what
            these Traeger say of themselves, and the people who work for them and no other. `account_id`: who works in it; only their own unsaved texts are theirs.
            Scope.system() = doors, jobs and the loader: everything.
    Errors: ValueError for a scope that names nothing.
    """

    municipality_id: str | None = None
    traeger_ids: tuple[str, ...] | None = None
    is_lead: bool = False
    account_id: str | None = None
    is_system: bool = False

    def __post_init__(self) -> None:
        if self.is_system == (self.municipality_id is not None):
            raise ValueError("a scope names one municipality, or it is Scope.system()")
        if self.is_system and self.traeger_ids is not None:
            raise ValueError("Scope.system() is not narrowed to Traeger")
        if self.is_lead and self.traeger_ids is None:
            raise ValueError("a lead leads Traeger that are named")

    @classmethod
    def system(cls) -> "Scope":
        """Return the scope of the program itself: every municipality, and the conversations."""
        return cls(is_system=True)
