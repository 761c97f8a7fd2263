"""What a telephone number, a website, an email, a language and a time zone look like; each check notes its own fault."""

import re
from typing import get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale

from angebote.townfiles.entry import Entry
from angebote.townfiles.faults import suggestion
from angebote.understanding.need import CrisisKind
from locales import LANGUAGES

STATES = ("BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH")
EMERGENCIES: tuple[str, ...] = (*get_args(CrisisKind), "child_protection_24h")
_PHONE = re.compile(r"\+?[\d(][\d ()/\-]*")
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+")
_POSTCODE = re.compile(r"\d{5}")
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_WITHOUT_A_NAME = frozenset({"gsg", "kmr", "prs"})  # German sign language, Kurmanji, Dari: spoken in advice, missing in CLDR


def phone(entry: Entry, key: str, number: str) -> str:
    """Return a number as it is dialled; 3 to 15 digits (the shortest are emergency numbers, the longest E.164 allows)."""
    if number and not (len(number) <= 60 and _PHONE.fullmatch(number) and 3 <= sum(sign.isdigit() for sign in number) <= 15):
        entry.fault(key, f'"{number}" is not a telephone number. Write it as it is dialled: "0201 5550100".')
    return number


def website(entry: Entry, key: str = "website") -> str:
    """Return an address that begins with https."""
    address = entry.text(key, most=500)
    if address and not _is_https(address):
        entry.fault(key, f'"{address}" is not a full address. It must begin with https://.')
    return address


def email(entry: Entry, key: str = "email") -> str:
    """Return an email address."""
    address = entry.text(key, most=320)
    if address and not _EMAIL.fullmatch(address):
        entry.fault(key, f'"{address}" is not an email address. Write it as rat@hilfswerk.example.')
    return address


def postcode(entry: Entry, key: str, code: str) -> str:
    """Return a German postcode."""
    if code and not _POSTCODE.fullmatch(code):
        entry.fault(key, f'"{code}" is not a postcode. It has five digits: "45127".')
    return code


def language(entry: Entry, key: str, tag: str) -> str:
    """Return a BCP 47 tag; where the product has its own name for it ("prs" is read as "fa") that one."""
    known = {one.tag: one.tag for one in LANGUAGES} | {also: one.tag for one in LANGUAGES for also in one.also}
    names = Locale("en").languages
    if tag in known:
        return known[tag]
    if len(tag) > 20 or not _TAG.fullmatch(tag) or not (tag.partition("-")[0] in names or tag in _WITHOUT_A_NAME):
        entry.fault(key, f'"{tag}" is not a language. Use a BCP 47 tag such as "de" or "ar".{suggestion(tag, list(known))}')
    return tag


def timezone(entry: Entry, key: str = "timezone") -> str:
    """Return the name of a time zone, Europe/Berlin if it was left out."""
    name = entry.text(key, most=60) or "Europe/Berlin"
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        entry.fault(key, f'"{name}" is not a time zone. For Germany write "Europe/Berlin".')
    return name


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and "." in (parts.hostname or "") and not re.search(r"\s", address)
