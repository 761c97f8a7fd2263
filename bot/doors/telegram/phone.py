"""Telephone numbers as a messenger makes them dialable."""

import re

COUNTRY_CODE = "+49"
_EXTRA = re.compile(r"[^\d+]")


def dialable(number: str) -> str:
    """Return a German number with its country code ("0201 23125-100" -> "+49 201 23125100"); 110, 112 and 116 111 stay as they are.

    Source: E.164; special numbers without a leading zero (110, 112, 115, 116xxx) have no form with a country code that is safe to dial.
    """
    plain = number.strip().removeprefix("tel:")
    digits = _EXTRA.sub("", plain.replace("(0)", ""))
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    if not digits.startswith("0"):
        return digits if digits.startswith("+") else plain
    area, _, rest = plain.lstrip("(").replace(")", " ").replace("/", " ").replace("-", " ").partition(" ")
    if not rest.strip():
        return f"{COUNTRY_CODE} {digits[1:]}"
    return f"{COUNTRY_CODE} {_EXTRA.sub('', area)[1:]} {_EXTRA.sub('', rest)}"
