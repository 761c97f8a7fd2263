"""The Bot API over real HTTP, for one bot: long polling and webhook delivery, faults on command, every call judged."""

import asyncio
import itertools
import json
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

import aiohttp
from aiohttp import web

from tests.doors.telegram.judge import BadCall, judge

TOKEN = "4242:TheTokenThatNoLogMayHold"
Trouble = Literal["error", "no answer before", "slow"]


@dataclass(frozen=True, slots=True)
class Sent:
    """A call that Telegram took. `text` is what the person sees of it, without mark-up."""

    method: str
    params: Mapping[str, Any]
    text: str
    message_id: int

    @property
    def chat_id(self) -> int | None:
        """The chat it went to."""
        return self.params.get("chat_id")

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """All buttons, under the message or below the keyboard."""
        markup = self.params.get("reply_markup") or {}
        return [button for row in [*markup.get("inline_keyboard", ()), *markup.get("keyboard", ())] for button in row]


@dataclass(slots=True)
class Fault:
    """What goes wrong with the next calls of a method. Units: seconds."""

    method: str
    status: int = 500
    retry_after: float | None = None
    kind: Trouble = "error"
    times: int = 1
    seconds: float = 0.0
    chat_id: int | None = None


@dataclass(slots=True)
class Webhook:
    """Where updates are delivered."""

    url: str = ""
    secret: str = ""
    allowed: tuple[str, ...] = ()


@dataclass(slots=True)
class Told:
    """What the bot said about itself, by method and language code."""

    words: dict[tuple[str, str], Any] = field(default_factory=dict)


class BotApi:
    """One bot's Telegram. All public methods may be called from the test's thread."""

    def __init__(self, *, deliver_to: str = "") -> None:
        self.deliver_to = deliver_to
        self.sent: list[Sent] = []
        self.requests: list[tuple[str, Mapping[str, Any]]] = []
        self.deliveries: list[int] = []
        self.bad_calls: list[str] = []
        self.told = Told()
        self.webhook = Webhook()
        self.url = ""
        self._updates: deque[dict[str, Any]] = deque()
        self._taken = 0
        self._faults: list[Fault] = []
        self._numbers = itertools.count(1000)
        self._loop = asyncio.new_event_loop()
        self._news: asyncio.Event | None = None
        self._poll: asyncio.Task[Any] | None = None
        self._is_up = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._is_up.wait(60)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(60)

    # What people do

    def push(self, update: Any) -> int:
        """Let Telegram have an update (anything at all); return its number."""
        if isinstance(update, dict):
            update = {"update_id": next(self._numbers)} | update
        self._updates.append(update)
        self._loop.call_soon_threadsafe(self._wake)
        return int(update["update_id"]) if isinstance(update, dict) else 0

    def say(self, chat_id: int, text: str, *, language: str = "de") -> int:
        """A person writes something."""
        return self.push({"message": self._message(chat_id, language) | {"text": text}})

    def send(self, chat_id: int, content: Mapping[str, Any], *, language: str = "de") -> int:
        """A person sends something else: {"photo": [...]}, {"location": {...}}."""
        return self.push({"message": self._message(chat_id, language) | dict(content)})

    def press(self, chat_id: int, data: str, *, language: str = "de") -> int:
        """A person presses a button under a message."""
        query = {"id": f"q{next(self._numbers)}", "from": _person(chat_id, language), "chat_instance": "1", "data": data}
        return self.push({"callback_query": query | {"message": self._message(chat_id, language) | {"text": "old"}}})

    def redeliver(self, update_id: int, update: Mapping[str, Any]) -> None:
        """Telegram delivers an update again."""
        self._updates.appendleft({"update_id": update_id} | dict(update))
        self._loop.call_soon_threadsafe(self._wake)

    def trouble(self, fault: Fault) -> None:
        """Let the next calls go wrong."""
        self._faults.append(fault)

    # What a test looks at

    def to(self, chat_id: int) -> list[Sent]:
        """Return what a person was sent, oldest first."""
        return [one for one in list(self.sent) if one.chat_id == chat_id]

    def texts(self, chat_id: int) -> list[str]:
        """Return the texts a person was sent."""
        return [one.text for one in self.to(chat_id)]

    def is_taken(self, update_id: int) -> bool:
        """True if the bot confirmed the update (next offset asked for, or 200)."""
        return self._taken >= update_id

    def wait(self, holds: Callable[[], object], *, seconds: float = 60.0) -> None:
        """Wait until something holds. Errors: AssertionError if it never does."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, (
                f"waited in vain; bad calls: {self.bad_calls}; requests: {[name for name, _ in self.requests][-10:]}"
            )
            time.sleep(0.01)

    # The server

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        runner = self._loop.run_until_complete(self._start())
        self._loop.create_task(self._deliver())
        self._is_up.set()
        self._loop.run_forever()
        running = asyncio.all_tasks(self._loop)
        for task in running:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*running, return_exceptions=True))
        self._loop.run_until_complete(runner.cleanup())
        self._loop.close()

    async def _start(self) -> web.AppRunner:
        self._news = asyncio.Event()
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        return runner

    def _wake(self) -> None:
        assert self._news is not None
        self._news.set()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        params = await _params_of(request)
        self.requests.append((method, params))
        if request.match_info["token"] != TOKEN:
            return _error(401, "Unauthorized")
        fault = self._next_fault(method, params)
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        elif fault is not None and fault.kind == "no answer before":
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        elif fault is not None:
            return _error(fault.status, "on command", fault.retry_after)
        return await self._carry_out(method, params)

    def _next_fault(self, method: str, params: Mapping[str, Any]) -> Fault | None:
        for fault in self._faults:
            if fault.method == method and fault.chat_id in (None, params.get("chat_id")) and fault.times > 0:
                fault.times -= 1
                return fault
        return None

    async def _carry_out(self, method: str, params: Mapping[str, Any]) -> web.StreamResponse:
        try:
            text = judge(method, params)
        except BadCall as error:
            self.bad_calls.append(str(error))
            return _error(400, str(error))
        match method:
            case "getUpdates":
                return await self._get_updates(params)
            case "setWebhook":
                self.webhook = Webhook(params["url"], params.get("secret_token", ""), tuple(params.get("allowed_updates", ())))
                self._wake()
                return _result(True)
            case "deleteWebhook":
                assert params.get("drop_pending_updates") is not True
                self.webhook = Webhook()
                return _result(True)
            case "getMe":
                return _result({"id": 4242, "is_bot": True, "first_name": "Lotse", "username": "lotse_bot"})
            case "setMyCommands" | "setMyDescription" | "setMyShortDescription":
                self.told.words[method, params.get("language_code", "")] = params
                return _result(True)
        return _result(self._take(method, params, text))

    def _take(self, method: str, params: Mapping[str, Any], text: str) -> Any:
        number = next(self._numbers)
        seen = f"{params['title']}\n{params['address']}" if method == "sendVenue" else text
        self.sent.append(Sent(method, params, seen, number))
        if not method.startswith("send"):
            return True
        return {"message_id": number, "date": 1, "chat": {"id": params["chat_id"], "type": "private"}, "text": text}

    async def _get_updates(self, params: Mapping[str, Any]) -> web.StreamResponse:
        if self.webhook.url:
            return _error(409, "Conflict: can't use getUpdates method while webhook is active")
        if self._poll is not None and not self._poll.done():
            self._poll.cancel()
        self._poll = asyncio.create_task(self._wait_for_updates(int(params.get("offset", 0)), float(params.get("timeout", 0))))
        try:
            return _result(await self._poll)
        except asyncio.CancelledError:
            return _error(409, "Conflict: terminated by other getUpdates request")

    async def _wait_for_updates(self, offset: int, seconds: float) -> list[Any]:
        assert self._news is not None
        self._taken = max(self._taken, offset - 1)
        while self._updates and isinstance(self._updates[0], dict) and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        if not self._updates:
            self._news.clear()
            try:
                async with asyncio.timeout(seconds):
                    await self._news.wait()
            except TimeoutError:
                return []
        return list(self._updates)[:100]

    async def _deliver(self) -> None:
        async with aiohttp.ClientSession() as session:
            while True:
                if not (self.webhook.url and self._updates):
                    await asyncio.sleep(0.01)
                    continue
                await self._deliver_one(session, self._updates[0])

    async def _deliver_one(self, session: aiohttp.ClientSession, update: Any) -> None:
        pause = 0.05
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.secret, "Content-Type": "application/json"}
        path = "/" + self.webhook.url.split("/", 3)[3]
        while True:
            number = update["update_id"] if isinstance(update, dict) else 0
            self.deliveries.append(number)
            try:
                async with session.post(self.deliver_to + path, data=json.dumps(update), headers=headers) as answer:
                    if answer.status == 200:
                        self._updates.remove(update)
                        self._taken = max(self._taken, number)
                        return
            except aiohttp.ClientError:
                pause = min(pause, 1.0)
            await asyncio.sleep(pause)
            pause *= 2

    def _message(self, chat_id: int, language: str) -> dict[str, Any]:
        chat = {"id": chat_id, "type": "private", "first_name": "Canary-Name"}
        return {"message_id": next(self._numbers), "date": 1, "chat": chat, "from": _person(chat_id, language)}


def _person(chat_id: int, language: str) -> dict[str, Any]:
    return {"id": chat_id, "is_bot": False, "first_name": "Canary-Name", "username": "canary_user", "language_code": language}


async def _params_of(request: web.Request) -> Mapping[str, Any]:
    body = await request.read()
    return dict(json.loads(body)) if body else {}


def _result(value: Any) -> web.Response:
    return web.json_response({"ok": True, "result": value})


def _error(status: int, description: str, retry_after: float | None = None) -> web.Response:
    answer: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if retry_after is not None:
        answer["parameters"] = {"retry_after": retry_after}
    return web.json_response(answer, status=status)
