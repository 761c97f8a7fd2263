"""Which role may do what: one table. Whose entries and people a role reaches is the scope's matter (access.py)."""

from collections.abc import Mapping
from typing import Literal

Role = Literal["editor", "lead", "coordinator", "operator"]
Right = Literal["people", "review", "traeger", "town", "audit"]
RIGHTS: Mapping[Role, frozenset[Right]] = {
    "editor": frozenset(),
    "lead": frozenset({"people", "review", "traeger"}),
    "coordinator": frozenset({"people", "review", "traeger", "town", "audit"}),
    "operator": frozenset({"people", "review", "traeger", "town", "audit"}),
}
"""Everybody may keep the entries of their scope, look at their own access and change it."""
MAY_INVITE: Mapping[Role, tuple[Role, ...]] = {
    "editor": (),
    "lead": ("editor", "lead"),
    "coordinator": ("editor", "lead", "coordinator"),
    "operator": ("editor", "lead", "coordinator", "operator"),
}
WORKS_FOR_TRAEGER: frozenset[Role] = frozenset({"editor", "lead"})
NEEDS_SECOND_STEP: frozenset[Role] = frozenset({"coordinator", "operator"})


def may(role: Role, right: Right) -> bool:
    """Tell whether a role has a right."""
    return right in RIGHTS[role]
