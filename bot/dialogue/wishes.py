"""Wishes as short codes, so that a conversation remembers them without a word the person wrote."""

from collections.abc import Iterable

from angebote.understanding.need import Wishes

PREFIXES = {"languages": "speaks", "target_groups": "group", "formats": "format", "access": "access"}


def codes_of(wishes: Wishes) -> tuple[str, ...]:
    """Return wishes as codes: "speaks:fa", "group:women", "now", "free", "age:8"."""
    codes = [f"{prefix}:{value}" for name, prefix in PREFIXES.items() for value in getattr(wishes, name)]
    codes += ["now"] if wishes.is_now else []
    codes += ["free"] if wishes.is_free else []
    codes += [f"age:{wishes.age}"] if wishes.age is not None else []
    return tuple(codes)


def wishes_of(codes: Iterable[str]) -> Wishes:
    """Return the wishes that codes stand for; unknown codes are passed over."""
    pairs = [code.partition(":")[::2] for code in codes]
    ages = [int(value) for key, value in pairs if key == "age" and value.isdecimal()]
    return Wishes(
        languages=_values(pairs, "speaks"),
        target_groups=_values(pairs, "group"),
        formats=_values(pairs, "format"),
        access=_values(pairs, "access"),
        is_now=("now", "") in pairs,
        is_free=("free", "") in pairs,
        age=ages[-1] if ages else None,
    )


def wishes_without_languages(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the codes but for those that ask for advice in a language."""
    return tuple(code for code in codes if not code.startswith(f"{PREFIXES['languages']}:"))


def _values(pairs: Iterable[tuple[str, ...]], key: str) -> tuple[str, ...]:
    return tuple(value for name, value in pairs if name == key and value)
