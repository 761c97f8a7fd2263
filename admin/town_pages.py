"""What the pages about one town share: who may open them, which town was chosen, what was typed and what is wrong with it."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request, Response
from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy.orm import Session

from admin.access import Visitor, needs, not_found
from admin.faults import Fault, faults_of
from admin.fields import Choices
from admin.forms import Typed, first
from admin.pages import language_of_page
from admin.towns import town_names
from angebote.store.tables import MunicipalityRow

TownVisitor = Annotated[Visitor, Depends(needs("town"))]
SEEN = "seen"
"""The field that says what stood there when the form was opened."""


class TownForm(BaseModel):
    """One form about a town. Errors: ValidationError with Pydantic's types and those of admin/fields.py."""

    model_config = ConfigDict(frozen=True, validate_default=True)


Form = TypeVar("Form", bound=TownForm)


def open_town(session: Session, town_id: str, *, is_changing: bool = False) -> MunicipalityRow:
    """Return the town asked for, else the first by name, within what this person sees; who changes it lets nobody else do so meanwhile."""
    wanted = town_id or next(iter(town_names(session)), "")
    town = session.get(MunicipalityRow, wanted[:36], with_for_update=is_changing)
    if town is None:
        raise not_found()
    return town


def read_town_form(
    form: type[Form], typed: Typed, *, whole_form: Mapping[str, str], choices: Choices | None = None
) -> tuple[Form | None, tuple[Fault, ...]]:
    """Return what was typed as a form, or None and the faults. Shape: `whole_form` says at which field a fault of the whole is shown."""
    try:
        return form.model_validate(_raw(form, typed), context=choices), ()
    except ValidationError as error:
        return None, faults_of(error.errors(include_url=False, include_input=False), form.model_fields, whole_form)


def seen_of(value: object) -> str:
    """Return a mark of what stands there now: another one if somebody changes it."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]


def overtaken(typed: Typed, present: object) -> tuple[Fault, ...]:
    """Return a fault if somebody changed what a form is about since the form was opened."""
    return () if first(typed, SEEN) == seen_of(present) else (Fault(SEEN, "overtaken"),)


def town_page(
    request: Request,
    visitor: Visitor,
    session: Session,
    town: MunicipalityRow,
    template: str,
    *,
    typed: Typed | None = None,
    faults: Sequence[Fault] = (),
    labels: Mapping[str, str] | None = None,
    **values: Any,
) -> Response:
    """Return a page about a town. Shape: `labels` maps the fields of its form, in their order, to their labels."""
    language, shown = language_of_page(request), labels or {}
    found = {fault.field: fault.sentence(language) for fault in faults}
    return visitor.panel.pages.page(
        request,
        template,
        status=422 if faults else 200,
        visitor=visitor,
        town_id=town.id,
        town_name=town.name,
        towns=town_names(session),
        labels=shown,
        values={name: first(typed or {}, name) for name in shown},
        faults={name: found[name] for name in (*shown, *found) if name in found},
        **values,
    )


def _raw(form: type[TownForm], typed: Typed) -> dict[str, object]:
    """Return the fields of a form by what they are: ticks, lists of choices, or one value."""
    return {name: _value(typed, name, field.annotation) for name, field in form.model_fields.items()}


def _value(typed: Typed, name: str, kind: object) -> object:
    if kind is bool:
        return first(typed, name) == "yes"
    return tuple(typed.get(name, ())) if name.endswith("_ids") else first(typed, name)
