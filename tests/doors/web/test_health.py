"""What those who watch over the server see."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.doors.web.serving import Served, serve

HERE = ("127.0.0.1", 50000)


def test_a_running_server_is_alive_and_ready(person: TestClient) -> None:
    assert person.get("/health/live").json() == {"status": "ok"}
    assert person.get("/health/ready").json() == {"status": "ok", "towns": 1}


def test_a_server_without_a_town_is_not_ready(tmp_path: Path) -> None:
    served = serve(tmp_path, towns={})
    response = TestClient(served.app).get("/health/ready")
    served.store.close()

    assert (response.status_code, response.json()) == (503, {"status": "no town is loaded"})


@pytest.mark.parametrize("peer", [HERE, ("::1", 50000)])
def test_this_machine_sees_the_numbers(served: Served, peer: tuple[str, int]) -> None:
    client = TestClient(served.app, client=peer)
    client.get("/angebote/schuldenberatung")

    text = client.get("/metrics").text

    assert 'lotse_http_requests_total{method="GET",route="/angebote/{angebot_id}",status="200"} 1' in text
    assert 'lotse_angebote{town="beispielstadt"} 1' in text


def test_other_machines_do_not_see_the_numbers(person: TestClient) -> None:
    assert person.get("/metrics").status_code == 404


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip"])
def test_a_request_that_a_proxy_passed_on_is_not_from_this_machine(served: Served, header: str) -> None:
    client = TestClient(served.app, client=HERE)

    assert client.get("/metrics", headers={header: "192.0.2.1"}).status_code == 404


def test_the_bearer_of_the_token_sees_the_numbers(tmp_path: Path) -> None:
    served = serve(tmp_path, metrics_token="open-sesame")
    client = TestClient(served.app)
    statuses = [
        client.get("/metrics", headers={"authorization": f"Bearer {word}"}).status_code for word in ("open-sesame", "wrong", "")
    ]
    served.store.close()

    assert statuses == [200, 404, 404]
