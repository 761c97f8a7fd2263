"""Whatever is sent, nobody ever gets a 500."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.doors.web.serving import serve

ODD = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
FIELDS = ("text", "action", "lat", "lon", "town", "stadtteil", "topic", "lang", "is_new")
VALUES = st.one_of(
    ODD,
    st.sampled_from(["topic:money_debt", "place:altendorf", "more@0", "crisis:suicide", "lang:ar", "\u202e", "\x00", "1e999"]),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | ODD,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*FIELDS, "type", "event", "payload"]), inner, max_size=4)
    ),
    max_leaves=8,
)
often = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def anyone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("odd")
    served = serve(folder, turns_per_minute=100_000)
    yield TestClient(served.app, raise_server_exceptions=True)
    served.store.close()


@often
@given(path=st.sampled_from(["/", "/form"]), fields=st.dictionaries(st.sampled_from(FIELDS), VALUES))
def test_an_odd_form_is_answered(anyone: TestClient, path: str, fields: dict[str, str]) -> None:
    response = anyone.post(path, data=fields)

    assert response.status_code in (200, 422)
    assert "Number of this fault" not in response.text
    assert "Something went wrong on our side" not in response.text


@often
@given(
    path=st.sampled_from(["/", "/form", "/emergency", "/privacy", "/imprint"]),
    query=st.dictionaries(st.sampled_from(FIELDS), VALUES),
)
def test_an_odd_link_is_answered(anyone: TestClient, path: str, query: dict[str, str]) -> None:
    assert anyone.get(path, params=query).status_code == 200


@often
@given(event=JSON, more=st.dictionaries(st.sampled_from(["conversation", "town", "lang", "x"]), JSON, max_size=3))
def test_an_odd_body_is_answered(anyone: TestClient, event: object, more: dict[str, object]) -> None:

    response = anyone.post(
        "/api/v1/turns", content=json.dumps({"event": event, **more}), headers={"content-type": "application/json"}
    )

    assert response.status_code in (200, 404, 422)


@often
@given(
    content=st.binary(max_size=300),
    kind=st.sampled_from(
        ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "application/json", "x"]
    ),
)
def test_odd_bytes_are_answered(anyone: TestClient, content: bytes, kind: str) -> None:
    for path in ("/", "/form", "/api/v1/turns", "/delete"):
        assert anyone.post(path, content=content, headers={"content-type": kind}).status_code < 500


@often
@given(
    headers=st.dictionaries(
        st.sampled_from(["accept-language", "cookie", "authorization"]),
        st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=80),
    )
)
def test_odd_headers_are_answered(anyone: TestClient, headers: dict[str, str]) -> None:
    coded = {name.encode(): value.encode("latin-1") for name, value in headers.items()}

    for path in ("/", "/metrics", "/nowhere"):
        assert anyone.get(path, headers=coded).status_code in (200, 404)
