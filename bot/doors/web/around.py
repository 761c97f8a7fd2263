"""The pages around the conversation: emergency, privacy, imprint, deleting, leaving quickly."""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from bot.dialogue.emergencies import crisis_card
from bot.dialogue.model import Conversation
from bot.dialogue.options import CRISIS_OPTIONS
from bot.dialogue.scene import Scene, scene_of
from bot.doors.web.door import WebDoor
from bot.doors.web.languages import page_language
from bot.doors.web.links import find_town
from bot.doors.web.rendering import Json, reply_json
from bot.doors.web.sentences import FORGOTTEN_AFTER, PRIVACY_CONTACT, RESPONSIBLE, sentences
from locales import Text, ltr, say

ELSEWHERE = "https://www.dwd.de/"  # the weather: a page nobody has to explain
PRIVACY = ("text", "state", "name", "cookie", "hosts", "counts", "location", "delete")


def around_router(door: WebDoor) -> APIRouter:
    """Return the routes."""
    around = _Around(door)
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    router.add_api_route("/emergency", around.emergency, methods=["GET"], name="emergency")
    router.add_api_route("/privacy", around.privacy, methods=["GET"], name="privacy")
    router.add_api_route("/imprint", around.imprint, methods=["GET"], name="imprint")
    router.add_api_route("/delete", around.delete, methods=["POST"], name="delete")
    router.add_api_route("/leave", around.leave, methods=["GET"], name="leave")
    return router


@dataclass(frozen=True, slots=True)
class _Around:
    door: WebDoor

    def emergency(self, request: Request) -> Response:
        """Numbers for every emergency, with the town's own places if the town is known."""
        tag = page_language(request)
        scene = self._scene(request, tag)
        kinds = [
            {"icon": icon, "label": say(sentence, tag), "card": _card(kind, scene)}
            for kind, (icon, sentence) in CRISIS_OPTIONS.items()
        ]
        return self.door.pages.page(request, "emergency.html", tag, kinds=kinds, operator=self.door.operator(None))

    def privacy(self, request: Request) -> Response:
        """What is kept, for how long, and who answers for it."""
        tag = page_language(request)
        return self.door.pages.page(request, "privacy.html", tag, facts=self._facts(tag), towns=self._responsible(tag))

    def imprint(self, request: Request) -> Response:
        """Who runs this, as the law asks for it."""
        tag = page_language(request)
        return self.door.pages.page(request, "imprint.html", tag, towns=self._responsible(tag))

    def delete(self, request: Request) -> Response:
        """Delete the conversation at once, and say so."""
        tag = page_language(request)
        words = sentences(tag)
        title, advice, link = words["deleted_title"], words["deleted"], words["deleted_new"]
        page = self.door.pages.page(request, "message.html", tag, title=title, advice=advice, link=link, number=None)
        return self.door.forget(request, page)

    def leave(self, request: Request) -> Response:
        """Forget the conversation and go to a harmless page."""
        return self.door.forget(request, RedirectResponse(ELSEWHERE, status_code=303))

    def _responsible(self, tag: str) -> list[Json]:
        return [
            {
                "name": town.name,
                "operator": town.operator,
                "responsible": say(RESPONSIBLE, tag, operator=ltr(town.operator, tag)),
                "imprint": town.imprint,
                "contact": say(PRIVACY_CONTACT, tag, contact=ltr(town.privacy_contact, tag)) if town.privacy_contact else None,
            }
            for town in self.door.served().values()
        ]

    def _scene(self, request: Request, tag: str) -> Scene:
        towns = self.door.served()
        town = find_town(request.query_params.get("town", ""), towns) or (next(iter(towns.values())) if len(towns) == 1 else None)
        return scene_of(Conversation(language=tag, town=town.slug if town else None), towns, self.door.clock())

    def _facts(self, tag: str) -> list[Text]:
        minutes = say(FORGOTTEN_AFTER, tag, minutes=ltr(str(self.door.settings.conversation_minutes), tag))
        facts = [sentences(tag)[f"privacy_{name}"] for name in PRIVACY]
        return [*facts[:2], minutes, *facts[2:]]


def _card(kind: str, scene: Scene) -> Json:
    return reply_json(crisis_card(kind, scene), scene.language)
