"""How many turns one person may take, and who counts as one person."""

import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.doors.web.limits import MOST_PEOPLE, Limits, network_of
from tests.doors.web.reading import read_page
from tests.doors.web.serving import serve


class Seconds:
    """A clock in seconds."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_bucket_refills_evenly() -> None:
    clock = Seconds()
    limits = Limits(6, clock)

    assert [limits.wait_seconds("192.0.2.1") for _ in range(7)] == [0] * 6 + [10]
    clock.now += 10
    assert [limits.wait_seconds("192.0.2.1") for _ in range(2)] == [0, 10]


def test_one_person_does_not_use_up_the_turns_of_another() -> None:
    limits = Limits(1, Seconds())

    assert [limits.wait_seconds(peer) for peer in ("192.0.2.1", "192.0.2.2", "192.0.2.1")] == [0, 0, 60]


@pytest.mark.parametrize(
    ("peer", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("testclient", "testclient"),
        (None, ""),
    ],
)
def test_who_counts_as_one_person(peer: str | None, network: str) -> None:
    assert network_of(peer) == network


def test_no_address_is_kept_in_memory() -> None:
    limits = Limits(5, Seconds())
    limits.wait_seconds("192.0.2.77")

    assert b"192.0.2.77" not in b"".join(limits._buckets)


def test_memory_stays_bounded_when_very_many_come() -> None:
    limits = Limits(5, Seconds())
    for number in range(MOST_PEOPLE + 50):
        limits.wait_seconds(str(number))

    assert len(limits._buckets) <= MOST_PEOPLE


def test_several_threads_share_one_count() -> None:
    limits = Limits(50, Seconds())
    results: list[int] = []
    threads = [threading.Thread(target=lambda: results.extend(limits.wait_seconds("x") for _ in range(20))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results.count(0) == 50


def test_too_many_turns_get_a_page_in_the_persons_language(tmp_path: Path) -> None:
    served = serve(tmp_path, turns_per_minute=1)
    person = TestClient(served.app)
    person.get("/?lang=ar")

    response = person.post("/?lang=ar", data={"text": "hello"})
    served.store.close()

    assert response.status_code == 429
    assert int(response.headers["retry-after"]) >= 1
    assert read_page(response.text).find("html")[0].attributes["lang"] == "ar"
    assert read_page(response.text).find("a", class_="emergency")


def test_pages_that_change_nothing_are_not_limited(tmp_path: Path) -> None:
    served = serve(tmp_path, turns_per_minute=1)
    person = TestClient(served.app)

    statuses = {person.get(path).status_code for path in ("/emergency", "/privacy", "/form") for _ in range(3)}
    served.store.close()

    assert statuses == {200}
