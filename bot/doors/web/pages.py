"""Templates to pages: what every page carries around its content, and how words are shown in the language they really are in."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from bot.doors.web.rendering import telephone
from bot.doors.web.sentences import PRODUCT, RESPONSIBLE, sentences
from locales import HOME_LANGUAGE, LANGUAGES, Text, language_of, say

_WORDS = Markup('<span lang="{tag}" dir="{direction}">{text}</span>')
_GERMAN = Markup(' lang="{tag}" dir="ltr"')


class Pages:
    """Makes pages. The templates are read from the package once."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=PackageLoader("bot.doors.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(words=_words, german=_german, linked=_linked, product=PRODUCT, static_version=_version())

    def page(self, request: Request, name: str, tag: str, *, status: int = 200, **content: Any) -> HTMLResponse:
        """Return a page in that language. Shape: `operator` in `content` names who is responsible, "" = not said."""
        return HTMLResponse(self.text(name, tag, **_frame(request, tag, str(content.pop("operator", ""))), **content), status)

    def text(self, name: str, tag: str, **content: Any) -> str:
        """Return a template as text, without a frame."""
        language = language_of(tag)
        return self._templates.get_template(name).render(tag=tag, direction=language.direction, w=sentences(tag), **content)


def _frame(request: Request, tag: str, operator: str) -> Mapping[str, Any]:
    path = _path(request)
    kept = (
        [(key, value) for key, value in request.query_params.multi_items() if key not in ("lang", "shown")]
        if request.method == "GET"
        else []
    )
    return {
        "language_name": language_of(tag).name,
        "languages": [
            {
                "tag": one.tag,
                "name": one.name,
                "direction": one.direction,
                "href": f"{path}?{urlencode([*kept, ('lang', one.tag)])}",
            }
            for one in LANGUAGES
        ],
        "responsible": say(RESPONSIBLE, tag, operator=operator) if operator else None,
    }


def _path(request: Request) -> str:
    """Where the list of languages leads: this page, if it can be opened again; never to another host ("//...")."""
    path = quote(request.url.path)
    return path if path == "/form" or (request.method == "GET" and not path.startswith("//")) else "/"


@pass_context
def _words(context: Context, value: Text | Mapping[str, str]) -> Markup:
    """Words, marked with their language where it is not the page's."""
    text, tag = (value.text, value.language) if isinstance(value, Text) else (value["text"], value["language"])
    if tag == context["tag"]:
        return escape(text)
    return _WORDS.format(tag=tag, direction=language_of(tag).direction, text=text)


@pass_context
def _linked(context: Context, key: str, line: Mapping[str, str]) -> Markup:
    """A line of a card; the number in a phone line and the address of a website become links."""
    words = _words(context, line)
    plain = line["text"].strip("\u2066\u2069")
    if key == "website" and plain.startswith(("https://", "www.")):
        address = plain if plain.startswith("https://") else f"https://{plain}"
        return Markup('<a href="{}" rel="noreferrer noopener">{}</a>').format(address, words)
    if key == "phone" and (tel := telephone(plain.partition(" (")[0])):
        return Markup('<a href="{}">{}</a>').format(tel, words)
    return words


@pass_context
def _german(context: Context) -> Markup:
    """The attributes of a German name on a page in another language."""
    return Markup("") if context["tag"] == HOME_LANGUAGE else _GERMAN.format(tag=HOME_LANGUAGE)


@cache
def _version() -> str:
    """A word that changes with the static files, so that browsers may keep them."""
    folder = files("bot.doors.web").joinpath("static")
    content = b"".join(folder.joinpath(name).read_bytes() for name in ("style.css", "chat.js", "icon.svg"))
    return hashlib.sha256(content).hexdigest()[:12]
