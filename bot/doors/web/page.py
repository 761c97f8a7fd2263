"""A card's own page: for printing, reading aloud and passing on - in the person's language and in German."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup

from angebote.freshness import freshness_of
from angebote.model import Angebot, Town
from angebote.opening import opening_at
from angebote.referral import Referral
from bot.dialogue.cards import card_of
from bot.dialogue.model import Card
from bot.doors.web.door import WebDoor
from bot.doors.web.languages import page_language
from bot.doors.web.rendering import Json, card_json
from locales import HOME_LANGUAGE


def page_router(door: WebDoor) -> APIRouter:
    """Return the route of a card's own page."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    router.add_api_route("/angebote/{angebot_id}", _CardPage(door).show, methods=["GET"], name="card")
    return router


@dataclass(frozen=True, slots=True)
class _CardPage:
    door: WebDoor

    def show(self, request: Request, angebot_id: str) -> Response:
        """Show one Angebot, or the way to the one it was put into.

        Errors: HTTPException 404 if it is not (or no longer) published, or hidden as nobody confirmed it for far too long.
        """
        tag = page_language(request)
        towns = self.door.served().values()
        town = next((town for town in towns if angebot_id in town.angebote), None)
        if town is None and (successor := next(filter(None, (one.successor_of(angebot_id) for one in towns)), None)):
            return RedirectResponse(f"/angebote/{successor.id}?lang={tag}", 302)
        if town is None or freshness_of(town.angebote[angebot_id], self.door.clock().date()) == "hidden":
            raise HTTPException(404)
        german = "" if tag.startswith(HOME_LANGUAGE) else self._in_german(town, angebot_id)
        card = self._card(town, angebot_id, tag)
        return self.door.pages.page(request, "card.html", tag, card=card, in_german=german, operator=town.operator)

    def _in_german(self, town: Town, angebot_id: str) -> Markup:
        return Markup(self.door.pages.text("card_alone.html", HOME_LANGUAGE, card=self._card(town, angebot_id, HOME_LANGUAGE)))  # noqa: S704 - escaped by the template

    def _card(self, town: Town, angebot_id: str, tag: str) -> Json:
        return card_json(plain_card(town.angebote[angebot_id], town, tag, self.door.clock()))


def plain_card(angebot: Angebot, town: Town, tag: str, moment: datetime) -> Card:
    """Return the card of an Angebot that nobody asked for in particular: without a reason why it is shown."""
    now = moment.astimezone(ZoneInfo(town.timezone))
    topic = angebot.topics[0] if angebot.topics else ""
    opening = opening_at(angebot, now, state=town.state, school_holidays=town.school_holidays)
    referral = Referral(angebot, topic=topic, rung="named", opening=opening, reasons=())
    return card_of(referral, town, tag, now)
