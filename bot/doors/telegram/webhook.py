"""Where Telegram delivers updates: the secret is checked before a byte of the body is read."""

import hmac
import json
import logging
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.requests import ClientDisconnect

from bot.doors.telegram.intake import Intake

PATH = "/telegram/webhook"
LARGEST_BODY_BYTES = 256 * 1024
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header

logger = logging.getLogger(__name__)


def webhook_router(intake: Intake, secret: str) -> APIRouter:
    """Return the route for Telegram's calls.

    Shape: 200 once the update is committed (also for one that cannot be read: it would come for ever), 403 for a wrong secret,
           413 for a body that is too large, 503 if the update must be delivered again.
    """
    router = APIRouter()

    @router.post(PATH, include_in_schema=False)
    async def take_update(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
            return Response(status_code=403)
        try:
            body = await _read_body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413)
        try:
            await intake.take(_values_of(body))
        except Exception as error:  # noqa: BLE001 - the database; Telegram delivers again
            logger.warning("telegram update waits kind=%s", type(error).__name__)
            return Response(status_code=503)
        return Response(status_code=200)

    return router


async def _read_body(request: Request) -> bytes | None:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY_BYTES:
            return None
    return bytes(body)


def _values_of(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None  # counted by the intake as an update that cannot be read
