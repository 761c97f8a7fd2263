"""Which language a page is in: the address, else what the browser asks for, else the home language."""

from fastapi import Request

from locales import HOME_LANGUAGE, find_language


def guessed_language(request: Request) -> str | None:
    """Return the tag of the best language of Accept-Language that the product speaks, None if there is none."""
    wishes = [_wish(part) for part in request.headers.get("accept-language", "")[:500].split(",")]
    for weight, tag in sorted(wishes, key=lambda wish: -wish[0]):
        language = find_language(tag)
        if weight > 0 and language is not None:
            return language.tag
    return None


def page_language(request: Request) -> str:
    """Return the language of a page that belongs to no conversation: the one chosen (`?lang=`), the one of the page before (`?shown=`: no choice),
    else the browser's, else the home language.
    """
    for key in ("lang", "shown"):
        named = find_language(request.query_params.get(key, "")[:40])
        if named is not None:
            return named.tag
    return guessed_language(request) or HOME_LANGUAGE


def _wish(part: str) -> tuple[float, str]:
    tag, _, weight = part.strip().partition(";q=")
    try:
        return (float(weight) if weight else 1.0), tag
    except ValueError:
        return 0.0, tag
