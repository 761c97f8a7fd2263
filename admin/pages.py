"""Pages of the panel: one template environment, the language of the page, and sentences that carry the language they really are in."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from locales import HOME_LANGUAGE, SOURCE_LANGUAGE, Text, mark_panel, say, say_panel

PANEL_LANGUAGES = (HOME_LANGUAGE, SOURCE_LANGUAGE)
LANGUAGE_COOKIE = "lotse-admin-language"
GERMANY = ZoneInfo("Europe/Berlin")
A_YEAR_SECONDS = 365 * 24 * 3600
_INDENTED = re.compile(r"\n[ \t]+(?=<(?!/textarea|/pre))")
# What a page says after something was done: the word in the address -> the sentence.
DONE: Mapping[str, str] = {
    "saved": mark_panel("Saved."),
    "saved-published": mark_panel("Saved. Residents see it from now on."),
    "sent-for-review": mark_panel("Saved. Somebody else looks at it before residents see it."),
    "planned": mark_panel("Saved. Residents see it from the day you chose."),
    "accepted": mark_panel("Done. Residents see it from now on."),
    "declined": mark_panel("The change is off the list; residents see what they saw before."),
    "confirmed": mark_panel("Thank you. It is noted that everything is right as of today."),
    "withdrawn": mark_panel("This entry is a draft now. Residents do not see it."),
    "archived": mark_panel("This entry is archived. Residents do not see it. You can bring it back at any time."),
    "intake": mark_panel("Noted. Residents see it from now on."),
    "kept": mark_panel("What you typed is kept for 14 days, for you alone. Open the entry to go on with it."),
    "dropped": mark_panel("What you had typed is thrown away. This is what is saved."),
    "holidays": mark_panel("Saved. The days without school hold from now on."),
    "added": mark_panel("Added."),
    "deleted": mark_panel("Deleted."),
    "places-merged": mark_panel("Both are one place now. Residents see it from now on."),
    "places-apart": mark_panel("These are two places again. Residents see it from now on."),
    "places-apart-partly": mark_panel("These are two places again. Entries that have another place by now stay there."),
    "boundaries": mark_panel("Saved. Positions of residents are read by these boundaries from now on."),
    "neighbours": mark_panel("Saved. These Stadtteile are next door to each other from now on."),
    "boundary-away": mark_panel("The boundary is taken away."),
    "seen-to": mark_panel("Noted. Thank you for seeing to it."),
    "undone": mark_panel("The change is taken back."),
    "undone-partly": mark_panel("The change is taken back, but for what was changed again since."),
    "changed": mark_panel("Somebody has changed this entry in the meantime. Please look at it first; nothing was changed now."),
    "password": mark_panel("Your new password holds from now on."),
    "access-ended": mark_panel("The access is ended."),
    "devices-ended": mark_panel("Signed out there."),
    "code-off": mark_panel("The second step is taken away."),
    "word-added": mark_panel("The word is added. The entry is found by it from now on."),
    "merged": mark_panel("Both are one entry now. The other one is in the archive."),
    "apart": mark_panel("Noted: these are two. The pair is not shown any more."),
    "bulk": mark_panel("Done. Each entry has it in its history."),
    "bulk-undone": mark_panel("All of it is taken back."),
    "bulk-undone-partly": mark_panel("Taken back, but for what is named here."),
    "changed-many": mark_panel(
        "Somebody has changed one of these entries at this moment. Nothing was changed; please try again."
    ),
    "again": mark_panel("The pair is compared again."),
    "copied": mark_panel("This is the copy, a draft. Please change what is different."),
    "mailed": mark_panel("The mail goes out within a few minutes."),
    "mail-done": mark_panel("The mail is off the list."),
    "town-saved": mark_panel("Saved. Residents notice it from now on."),
    "town-deleted": mark_panel("Deleted."),
    "signed-out": mark_panel("You are signed out."),
    "welcome": mark_panel("You are signed in."),
}


class Pages:
    """The templates of the panel. Made once, shared by all routes."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=PackageLoader("admin"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._templates.filters["day"] = _day
        self._templates.filters["moment"] = _moment

    def page(self, request: Request, name: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page in the language of the request; a language chosen in the address is kept in a cookie."""
        language = language_of_page(request)
        shared = {
            "language": language,
            "other_language": next(tag for tag in PANEL_LANGUAGES if tag != language),
            "base": base_of(request),
            "say_panel": lambda sentence, **filled: _markup(say_panel(sentence, language, **filled), language),
            "say_text": lambda sentence: say_panel(sentence, language),
            "label": lambda sentence: _markup(say(sentence, language), language),
            "words": lambda text, around=language: _markup(text, around),
            "done": DONE.get(request.query_params.get("done", "")),
            "here": request.url.path,
        }
        # What people typed is escaped: before a real tag, the beginning of a line holds nothing but the indentation of the templates.
        content = _INDENTED.sub("\n", self._templates.get_template(name).render(shared | values))
        response = HTMLResponse(content, status_code=status, headers={"Cache-Control": "no-store", "Content-Language": language})
        if request.query_params.get("lang") in PANEL_LANGUAGES:
            response.set_cookie(
                LANGUAGE_COOKIE, language, max_age=A_YEAR_SECONDS, path=base_of(request) or "/", httponly=True, samesite="lax"
            )
        return response


def redirect(request: Request, path: str, *, done: str = "") -> Response:
    """Return the answer to a form that did what was asked: go and look at that page of the panel."""
    address = f"{base_of(request)}{path}" + (f"{'&' if '?' in path else '?'}done={done}" if done else "")
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})


def base_of(request: Request) -> str:
    """Return the path under which the panel is mounted ("/admin")."""
    return str(request.scope.get("root_path", "")).rstrip("/")


def language_of_page(request: Request) -> str:
    """Return the language of the page: the one in the address, else the one chosen earlier, else German."""
    for wanted in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if wanted in PANEL_LANGUAGES:
            return str(wanted)
    return HOME_LANGUAGE


def _markup(text: Text, page_language: str) -> Markup:
    if text.language == page_language:
        return Markup("{}").format(text.text)
    return Markup('<span lang="{}" dir="{}">{}</span>').format(text.language, text.direction, text.text)


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _moment(at: datetime) -> str:
    return f"{at.astimezone(GERMANY):%d.%m.%Y, %H:%M}"
