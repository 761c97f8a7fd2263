"""The web doors on a real port, and Chromium in front of them."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests.doors.web.serving import serve

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Serve Beispielstadt in a thread; give its address."""
    served = serve(folder)
    bound = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(served.app, log_level="warning", ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        bound.close()
        served.store.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open the browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def somebody(browser: Browser, address: str, **wishes: object) -> Iterator[Page]:
    """A person with a fresh browser. At the end: nothing was asked of another host, nothing was refused by the page's own policy."""
    context: BrowserContext = browser.new_context(base_url=address, **{"locale": "de-DE", **wishes})  # type: ignore[arg-type]
    page, elsewhere, faults = context.new_page(), list[str](), list[str]()

    def note(request: Request) -> None:
        if not request.url.startswith((address, "data:")):
            elsewhere.append(request.url)

    def note_fault(text: str) -> None:
        if "status of 4" not in text and "net::ERR_FAILED" not in text:
            faults.append(text)

    page.on("request", note)
    page.on("console", lambda message: note_fault(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: note_fault(str(error)))
    page.set_default_timeout(15_000)
    try:
        yield page
        assert elsewhere == []
        assert faults == []
    finally:
        context.close()
