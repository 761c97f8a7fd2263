"""What residents say is wrong, through the doors and into the store: counted once, and nobody is in it."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from angebote.model import Town
from angebote.store import Store, open_store
from angebote.store.snapshots import Towns
from angebote.store.tables import FeedbackRow
from bot.dialogue.engine import advance
from bot.dialogue.model import Pressed, Said
from bot.doors.telegram.keyboards import inline_keyboard
from bot.doors.turn import Turns
from bot.jobs import run_once
from bot.settings import Settings
from tests.doors.web.serving import serve
from tests.store.towns import SYSTEM, a_full_town, another_town, store_town
from tests.transcripts.form_driver import FormDriver

LATE = datetime(2026, 2, 3, 23, 30, tzinfo=UTC)
PRESS = Pressed("report:closed:schuldenberatung")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with two towns."""
    opened = open_store(f"sqlite:///{tmp_path / 'lotse.sqlite3'}")
    opened.upgrade()
    for town in (a_full_town(), another_town()):
        store_town(opened, town)
    yield opened
    opened.close()


@pytest.fixture
def turns(store: Store) -> Turns:
    """Turns of the real dialogue on that store."""
    settings = Settings(_env_file=None, town="beispielstadt", conversation_minutes=30)  # type: ignore[call-arg]
    return Turns(store, Towns(store), key=b"k" * 32, settings=settings, advance=advance)


def counted(store: Store) -> list[tuple[str, str, date, str, int]]:
    with store.session(SYSTEM, is_reading=True) as session:
        return [(row.angebot_id, row.reason, row.day, row.language, row.n) for row in session.scalars(select(FeedbackRow))]


def test_a_press_is_counted_on_the_day_of_the_town_in_the_persons_language(store: Store, turns: Turns) -> None:
    turns.take("web", "a", Said("borç"), now=LATE, guessed_language="tr")
    turns.take("web", "a", PRESS, now=LATE)

    assert counted(store) == [("schuldenberatung", "closed", date(2026, 2, 4), "tr", 1)]


def test_one_conversation_counts_once_and_another_one_counts_too(store: Store, turns: Turns) -> None:
    for _ in range(3):
        turns.take("telegram", "a", PRESS, now=LATE, guessed_language="de")
    turns.take("telegram", "b", PRESS, now=LATE, guessed_language="de", event_id="7")
    turns.take("telegram", "b", PRESS, now=LATE, guessed_language="de", event_id="7")

    assert [row[-1] for row in counted(store)] == [2]


def test_what_belongs_to_another_town_or_is_gone_is_not_counted(store: Store, turns: Turns) -> None:
    for action in ("report:closed:kleiderkammer", "report:closed:gone", "report:x:schuldenberatung", "wrong:kleiderkammer"):
        assert turns.take("web", "a", Pressed(action), now=LATE).replies

    assert counted(store) == []


def test_what_was_said_is_forgotten_after_half_a_year(store: Store, turns: Turns) -> None:
    turns.take("web", "a", PRESS, now=LATE)
    settings = Settings(_env_file=None)  # type: ignore[call-arg]

    run_once(store, LATE + timedelta(days=180), settings=settings)
    assert len(counted(store)) == 1
    run_once(store, LATE + timedelta(days=182), settings=settings)
    assert counted(store) == []


def test_the_button_stands_last_in_a_row_of_its_own_and_moves_no_other(turns: Turns) -> None:
    turn = turns.take("web", "a", Said("Schulden Altendorf"), now=LATE, guessed_language="de")
    card = next(reply.card for reply in turn.replies if reply.type == "card")
    before = inline_keyboard([option for option in card.options if not option.is_aside])
    after = inline_keyboard(card.options)

    assert before is not None
    assert after is not None
    assert after["inline_keyboard"][:-1] == before["inline_keyboard"]
    assert [button["callback_data"] for button in after["inline_keyboard"][-1]] == ["wrong:schuldenberatung"]


def test_the_plain_form_shows_it_below_everything_else_of_the_card(tmp_path: Path) -> None:
    towns: Mapping[str, Town] = {"beispielstadt": a_full_town()}
    served = serve(tmp_path, towns=towns)
    with TestClient(served.app) as client:
        driver = FormDriver(client)
        driver.start(town="beispielstadt", lang="en")
        page = client.post("/form", data={"is_new": "1", "text": "debts", "stadtteil": "Altendorf", "lang": "en"}).text
        card = page[page.index('<article class="card">') :].partition("</article>")[0]
        own_page = client.get("/angebote/schuldenberatung?lang=en").text
    served.store.close()

    assert card.rindex("Open as a page") < card.index('value="wrong:')
    assert card.count('value="wrong:') == 1
    assert "wrong:" not in own_page
