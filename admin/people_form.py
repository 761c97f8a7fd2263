"""Reading the form about a person: every fault named at its field, nothing lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from admin.forms import Typed, first
from admin.rights import MAY_INVITE, WORKS_FOR_TRAEGER, Role
from admin.staff import Person
from locales import mark_panel

LONGEST_NAME = 200
LONGEST_ADDRESS = 320
LONGEST_ACCESS = timedelta(days=10 * 366)
FAULTS = {
    "address": mark_panel("Please give an e-mail address, such as name@example.org."),
    "name": mark_panel("Please say how the person is called."),
    "role": mark_panel("Please choose what the person may do."),
    "traeger": mark_panel("Please choose at least one organisation; all of them in one town."),
    "town": mark_panel("Please choose the town."),
    "ends_on": mark_panel("Please give a day from today on, or leave it empty."),
}
TAKEN = mark_panel("Somebody else has this address already. Please ask the people who run this service.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What the one who sends the form may choose. Shape: `towns` and `traeger` map an id to a name, `town_of` a Traeger to its town."""

    own_role: Role
    towns: Mapping[str, str]
    traeger: Mapping[str, str]
    town_of: Mapping[str, str]
    today: date


def read_person(typed: Typed, allowed: Allowed, *, address: str | None = None) -> tuple[Person | None, Mapping[str, str]]:
    """Return the person a form tells of, or None and the faults: field -> English sentence. `address` is given where it stays."""
    wanted_role = first(typed, "role")
    role = next((one for one in MAY_INVITE[allowed.own_role] if one == wanted_role), None)
    traeger = [one for one in typed.get("traeger", ()) if one in allowed.traeger]
    town = _town(typed, allowed, role, traeger)
    typed_day = first(typed, "ends_on").strip()
    ends_on = _day(typed_day)
    email = address if address is not None else first(typed, "address").strip().lower()
    is_right = {
        "address": address is not None or _is_address(email),
        "name": bool(first(typed, "name").strip()),
        "role": role is not None,
        "traeger": role not in WORKS_FOR_TRAEGER or (bool(traeger) and town is not None),
        "town": role in WORKS_FOR_TRAEGER or role == "operator" or town is not None,
        "ends_on": not typed_day or (ends_on is not None and allowed.today <= ends_on <= allowed.today + LONGEST_ACCESS),
    }
    faults = {field: FAULTS[field] for field, right in is_right.items() if not right}
    if faults or role is None:
        return None, faults
    name = " ".join(first(typed, "name").split())[:LONGEST_NAME]
    return Person(address=email, name=name, role=role, municipality_id=town, traeger_ids=traeger, ends_on=ends_on), {}


def _town(typed: Typed, allowed: Allowed, role: Role | None, traeger: Sequence[str]) -> str | None:
    if role in WORKS_FOR_TRAEGER:
        towns = {allowed.town_of[one] for one in traeger}
        return towns.pop() if len(towns) == 1 else None
    chosen = first(typed, "town")
    if role == "operator":
        return None
    return chosen if chosen in allowed.towns else next(iter(allowed.towns)) if len(allowed.towns) == 1 else None


def _is_address(text: str) -> bool:
    name, at, host = text.partition("@")
    is_whole = bool(name and at and "." in host.strip(".") and "@" not in host)
    return is_whole and len(text) <= LONGEST_ADDRESS and text.isprintable() and not any(one.isspace() for one in text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
