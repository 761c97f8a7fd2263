"""The web doors of Beispielstadt, and somebody with a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.doors.web.serving import Served, serve


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    made = serve(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def person(served: Served) -> TestClient:
    """Somebody whose browser asks for English."""
    return TestClient(served.app, headers={"accept-language": "en"})
