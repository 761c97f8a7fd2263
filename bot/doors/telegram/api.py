"""Calls to the Bot API, over aiohttp. The token never reaches a log."""

import asyncio
import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import aiohttp
from telegram import Bot
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CALL_SECONDS = 15.0
CONNECTIONS = 40


class CallError(Exception):
    """A call that brought no result.

    Shape: `status` is the HTTP status, 0 without an answer (refused, broken off, too slow).
    Units: `retry_after_seconds` is what Telegram asks to wait, 0 if it asks nothing.
    """

    def __init__(self, status: int, retry_after_seconds: float = 0.0) -> None:
        super().__init__(f"the Bot API answered {status}")
        self.status = status
        self.retry_after_seconds = retry_after_seconds

    @property
    def is_final(self) -> bool:
        """True if the same call would fail again (bad request, blocked by the person)."""
        return 400 <= self.status < 500 and self.status not in (401, 404, 409, 429)


class AiohttpRequest(BaseRequest):
    """The transport of python-telegram-bot on aiohttp: one session, JSON bodies, no redirects."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds a call may take if it does not say so itself."""
        return CALL_SECONDS

    async def initialize(self) -> None:
        """Open nothing yet: the session is made with the first call."""

    async def shutdown(self) -> None:
        """Close the session and its connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def post_json(self, url: str, body: Mapping[str, Any], seconds: float) -> tuple[int, bytes]:
        """Return status and body of the answer. Errors: TimeoutError, aiohttp.ClientError (their text may hold the token)."""
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CONNECTIONS))
        timeout = aiohttp.ClientTimeout(total=seconds)
        async with self._session.post(url, json=body, timeout=timeout, allow_redirects=False) as answer:
            return answer.status, await answer.read()

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002 - every call of the Bot API may be a POST
        request_data: RequestData | None = None,
        read_timeout: object = None,  # noqa: ARG002 - the same time limit for every call
        write_timeout: object = None,  # noqa: ARG002
        connect_timeout: object = None,  # noqa: ARG002
        pool_timeout: object = None,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Return status and body. Errors: TimedOut, NetworkError (neither names the address, which holds the token)."""
        body = request_data.parameters if request_data else {}
        try:
            return await self._post_patiently(url, body)
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from None

    async def _post_patiently(self, url: str, body: Mapping[str, Any]) -> tuple[int, bytes]:
        status, payload = await self.post_json(url, body, CALL_SECONDS)
        while status == HTTPStatus.TOO_MANY_REQUESTS:  # set-up is in no hurry
            await asyncio.sleep(max(_retry_after(_values_of(payload)), 1.0))
            status, payload = await self.post_json(url, body, CALL_SECONDS)
        return status, payload


class TelegramApi:
    """The Bot API for one bot: `bot` for typed set-up calls, `call` for everything that was rendered before."""

    def __init__(self, token: str, address: str) -> None:
        _silence_libraries()
        self._transport = AiohttpRequest()
        self.bot = Bot(token, base_url=f"{address}/bot", request=self._transport, get_updates_request=self._transport)

    async def call(self, method: str, params: Mapping[str, Any], *, seconds: float = CALL_SECONDS) -> Any:
        """Return the `result` of a Bot API call. Errors: CallError."""
        try:
            status, payload = await self._transport.post_json(f"{self.bot.base_url}/{method}", params, seconds)
        except (TimeoutError, aiohttp.ClientError):
            raise CallError(0) from None
        answer = _values_of(payload)
        if status == HTTPStatus.OK and answer.get("ok") is True:
            return answer.get("result")
        raise CallError(status if status != HTTPStatus.OK else HTTPStatus.BAD_GATEWAY, _retry_after(answer))

    async def close(self) -> None:
        """Close all connections."""
        await self._transport.shutdown()


def _values_of(payload: bytes) -> Mapping[str, Any]:
    try:
        answer = json.loads(payload)
    except ValueError:
        return {}  # a proxy's error page: the status says enough
    return answer if isinstance(answer, dict) else {}


def _retry_after(answer: Mapping[str, Any]) -> float:
    parameters = answer.get("parameters")
    asked = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return float(asked) if isinstance(asked, int | float) else 0.0


def _silence_libraries() -> None:
    """The libraries log whole addresses (with the token) and whole updates (with what people wrote): not even errors may pass."""
    for name in ("telegram", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
