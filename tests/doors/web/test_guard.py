"""Security headers on everything, posts from foreign pages refused, bodies limited, nothing told in an error."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.routing import Mount
from starlette.testclient import TestClient

from bot.dialogue.model import Conversation
from bot.doors.web.guard import is_cross_site
from bot.doors.web.headers import HEADERS
from bot.server import build
from bot.settings import Settings
from tests.doors.web.reading import read_page
from tests.doors.web.serving import KEY, Served, serve

EXTRA = ("/nowhere", "/admin/nowhere", "/angebote/none", "//nowhere", "/static/none.css", "/api/v1/none")


def routes_of(routes: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every method and path an application answers to, mounted ones too."""
    for route in routes:
        if hasattr(route, "original_router"):
            yield from routes_of(route.original_router.routes, prefix)
        elif isinstance(route, Mount):
            yield from routes_of(route.routes, prefix + route.path)
        else:
            yield from ((method, prefix + re.sub(r"{[^}]*}", "x", route.path)) for method in route.methods or ())


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[FastAPI]:
    app = build(Settings(_env_file=None, data_dir=tmp_path, secret_key=KEY))  # type: ignore[call-arg]
    yield app
    app.state.store.close()


def test_every_route_carries_every_security_header(whole: FastAPI) -> None:
    person = TestClient(whole, raise_server_exceptions=False)
    wanted = [*routes_of(whole.routes), *(("GET", path) for path in EXTRA), ("PATCH", "/"), ("POST", "/emergency")]
    assert {"/", "/form", "/api/v1/turns", "/angebote/x", "/admin/sign-in"} <= {path for _, path in wanted}

    for method, path in wanted:
        response = person.request(method, path, follow_redirects=False)
        missing = {name for name, value in HEADERS.items() if response.headers.get(name) != value}
        assert (method, path, missing) == (method, path, set())
        assert "cache-control" in response.headers, path
        assert response.headers["x-request-id"], path
        assert "server" not in response.headers, path


def test_pages_are_never_stored_and_static_files_are_kept(person: TestClient) -> None:
    sheet = re.search(r'href="(/static/style.css\?[0-9a-f]+)"', person.get("/form").text)
    assert sheet

    assert person.get("/").headers["cache-control"] == "no-store"
    assert "immutable" in person.get(sheet[1]).headers["cache-control"]


def test_the_policy_allows_nothing_but_this_server() -> None:
    policy = HEADERS["content-security-policy"]

    assert policy.startswith("default-src 'none'")
    assert set(re.findall(r"'[a-z-]+'", policy)) == {"'none'", "'self'"}
    assert "http" not in policy


def test_https_is_kept_by_the_browser_once_it_was_used(tmp_path: Path) -> None:
    secure = serve(tmp_path, public_url="https://hilfe.example.org")
    response = TestClient(secure.app, base_url="https://hilfe.example.org").get("/")
    cookie = response.headers["set-cookie"]
    secure.store.close()

    assert response.headers["strict-transport-security"].startswith("max-age=31536000")
    assert cookie.startswith("__Host-lotse=")
    assert {"secure", "httponly", "samesite=lax", "path=/"} <= {part.strip().lower() for part in cookie.split(";")}


def test_without_https_the_cookie_has_no_false_name(person: TestClient) -> None:
    cookie = person.get("/").headers["set-cookie"]

    assert cookie.startswith("lotse=")
    assert "expires" not in cookie.lower()
    assert "max-age" not in cookie.lower()


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("path", ["/", "/form", "/delete", "/api/v1/turns"])
def test_a_post_from_a_page_of_another_site_is_refused_with_a_sentence(person: TestClient, path: str, site: str) -> None:
    response = person.post(path, data={"text": "hello"}, headers={"sec-fetch-site": site})

    assert response.status_code == 403
    assert "came from another page" in response.text


@pytest.mark.parametrize(
    ("headers", "is_refused"),
    [
        ({}, False),
        ({"sec-fetch-site": "same-origin"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "https://hilfe.example.org"}, True),
        ({"origin": "http://localhost:8000", "host": "localhost:8000"}, False),
        ({"origin": "https://hilfe.example.org", "host": "10.0.0.1"}, False),
        ({"origin": "https://evil.example", "host": "localhost:8000"}, True),
        ({"origin": "null", "host": "localhost:8000"}, True),
    ],
)
def test_what_counts_as_another_site(headers: dict[str, str], is_refused: bool) -> None:
    assert is_cross_site(Headers(headers), "hilfe.example.org") is is_refused


def test_links_from_other_sites_are_welcome(person: TestClient) -> None:
    assert person.get("/?lang=de", headers={"sec-fetch-site": "cross-site"}).status_code == 200


def test_a_body_that_is_too_large_is_refused_unread(person: TestClient) -> None:
    response = person.post("/", content=b"text=" + b"x" * 400_000, headers={"content-type": "application/x-www-form-urlencoded"})

    assert response.status_code == 413
    assert "That is too much text" in response.text


def test_a_body_without_a_length_is_limited_too(person: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        yield b"text="
        for _ in range(40):
            yield b"x" * 10_000

    response = person.post("/", content=endless(), headers={"content-type": "application/x-www-form-urlencoded"})

    assert response.status_code == 413


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nowhere", 404), ("GET", "/delete", 405), ("POST", "/", 422)])
@pytest.mark.parametrize("tag", ["de", "ar"])
def test_an_error_page_is_in_the_persons_language_and_has_the_emergency_button(
    person: TestClient, method: str, path: str, status: int, tag: str
) -> None:
    response = person.request(method, f"{path}?lang={tag}")

    page = read_page(response.text)
    assert response.status_code == status
    assert page.find("html")[0].attributes["lang"] == tag
    assert page.find("a", class_="emergency")[0].attributes["href"] == f"/emergency?shown={tag}"


def test_a_fault_of_ours_is_a_page_with_a_number_and_nothing_else(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    broken = serve(tmp_path)
    broken.app.add_api_route("/broken", _break)
    response = TestClient(broken.app, headers={"accept-language": "en"}).get("/broken")
    broken.store.close()

    number = re.search(r"Number of this fault: ([0-9a-f]{8})", read_page(response.text).text())
    assert response.status_code == 500
    assert number
    assert f"number={number[1]}" in caplog.text
    assert "canary" not in response.text + caplog.text
    assert "Traceback" not in response.text + caplog.text


def test_a_fault_in_the_dialogue_is_a_sentence_with_a_number(tmp_path: Path) -> None:
    broken = serve(tmp_path, advance=lambda *_: _break())
    response = TestClient(broken.app, headers={"accept-language": "en"}).get("/")
    broken.store.close()

    assert "Something went wrong on our side." in read_page(response.text).text()
    assert "canary" not in response.text


def test_what_somebody_writes_is_in_no_log(person: TestClient, served: Served, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    canary = "canary7391"

    person.post("/", data={"text": canary})
    person.post("/form", data={"text": canary, "is_new": "yes", "stadtteil": canary})
    token = person.post("/api/v1/turns", json={"event": {"type": "text", "text": canary}}).json()["conversation"]
    person.get(f"/{canary}?town={canary}")

    lines = [record.getMessage() for record in caplog.records if record.name != "httpx2"]
    assert any("POST /api/v1/turns 200" in line for line in lines)
    assert not [line for line in lines if canary in line or token in line or "testclient" in line]


def _break() -> tuple[Conversation, tuple[()]]:
    raise RuntimeError("canary")
