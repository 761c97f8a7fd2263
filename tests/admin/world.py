"""Two towns with carriers, entries and people, and a browser of each person - everything real but the clock."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Mount
from starlette.testclient import TestClient

from admin.accounts import Account, Invitation, find_account, invite, set_password
from admin.app import build_panel
from admin.passwords import hash_password
from admin.rights import NEEDS_SECOND_STEP
from angebote.model import Angebot, AngebotText, Phone, Town
from angebote.store import Scope, Store, open_store
from angebote.store.catalogue import read_angebot, read_town, write_angebot
from angebote.store.tables import LocationRow, MunicipalityRow, StadtteilRow, TraegerRow
from locales import Text

KEY = b"a key of at least thirty-two characters"
SERVER = "http://testserver"
PASSWORD = "three blue bicycles"
TODAY = date(2026, 11, 25)
PEOPLE = {
    "own editor": Invitation(
        address="anna@example.org", name="Anna", role="editor", municipality="essen", traeger=("Haus Eins",)
    ),
    "lead": Invitation(address="lena@example.org", name="Lena", role="lead", municipality="essen", traeger=("Haus Eins",)),
    "editor of another Traeger": Invitation(
        address="ben@example.org", name="Ben", role="editor", municipality="essen", traeger=("Haus Zwei",)
    ),
    "coordinator": Invitation(address="clara@example.org", name="Clara", role="coordinator", municipality="essen"),
    "coordinator of another town": Invitation(address="dora@example.org", name="Dora", role="coordinator", municipality="bochum"),
    "operator": Invitation(address="otto@example.org", name="Otto", role="operator"),
}


def id_of(word: str) -> str:
    """Return the same UUID for the same word."""
    return str(uuid5(NAMESPACE_URL, word))


ENTRY = id_of("Angebot/Haus Eins")


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    moment: datetime = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def pass_time(self, **duration: float) -> None:
        self.moment += timedelta(**duration)


@dataclass
class World:
    """A store, the panel on it and its clock."""

    store: Store
    app: FastAPI
    clock: Clock

    def link_for(self, invitation: Invitation) -> str:
        """Invite someone now and return the path of their link below the panel."""
        with self.store.session(Scope.system()) as session:
            link = invite(session, invitation, address=SERVER, now=self.clock.now())
        return link.removeprefix(f"{SERVER}/admin")

    def browser(self, *, caller: str = "testclient") -> "Browser":
        """Return a browser nobody is signed in with."""
        whole = Starlette(routes=[Mount("/admin", self.app)])
        return Browser(TestClient(whole, base_url=f"{SERVER}/admin", follow_redirects=False, client=(caller, 50000)))

    @property
    def file(self) -> Path:
        """Where the database lies."""
        return Path(self.store.engine.url.database or "")

    def signed_in(self, who: str) -> "Browser":
        """Return a browser one of PEOPLE is signed in with: by a link where the password alone is not enough."""
        browser = self.browser()
        if PEOPLE[who].role in NEEDS_SECOND_STEP:
            link = self.link_for(PEOPLE[who])
            browser.post(link, page=link)
        else:
            browser.sign_in(PEOPLE[who].address, PASSWORD)
        return browser

    def account(self, who: str) -> Account:
        """Return one of PEOPLE as they are stored."""
        with self.store.session(Scope.system(), is_reading=True) as session:
            found = find_account(session, PEOPLE[who].address)
        assert found is not None
        return found

    def town(self) -> Town:
        """Return Essen as the doors see it now."""
        with self.store.session(Scope.system(), is_reading=True) as session:
            found = read_town(session, "essen")
        assert found is not None
        return found

    def keep(self, angebot: Angebot) -> Angebot:
        """Store an entry of Essen past the panel."""
        with self.store.session(Scope.system()) as session:
            return write_angebot(session, angebot, municipality_id=id_of("essen"))

    def entry(self, angebot_id: str = ENTRY) -> Angebot:
        """Return an entry as it is stored."""
        with self.store.session(Scope.system(), is_reading=True) as session:
            found = read_angebot(session, angebot_id)
        assert found is not None
        return found


@dataclass
class Browser:
    """A browser as the tests use it: it opens pages and sends the forms that stand on them."""

    client: TestClient

    def get(self, path: str) -> Response:
        return self.client.get(path)  # type: ignore[return-value]

    def post(self, path: str, fields: Mapping[str, object] | None = None, *, page: str = "/password") -> Response:
        """Send a form with the token of a page this browser can open."""
        return self.client.post(path, data={"csrf": self.form_token(page), **(fields or {})})  # type: ignore[return-value]

    def form_token(self, page: str) -> str:
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', self.client.get(page).text)
        return found[1] if found else ""

    def sign_in(self, address: str, password: str) -> Response:
        return self.post("/sign-in", {"address": address, "password": password}, page="/sign-in")

    def send_entry(self, angebot_id: str = ENTRY, **changed: object) -> Response:
        """Open the form of an entry, change some fields (dots written as __) and send it."""
        fields = fields_on(self.get(f"/angebote/{angebot_id}").text)
        fields |= {name.replace("__", "."): value for name, value in changed.items()}
        return self.client.post(f"/angebote/{angebot_id}", data=fields)  # type: ignore[return-value]


def fields_on(page: str) -> dict[str, object]:
    """Return what a browser would send for the big form of a page."""
    form = page[page.index('class="entry-form"') :]
    fields: dict[str, object] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = _attribute(tag, "name"), _attribute(tag, "value")
        if name and 'type="checkbox"' not in tag and ('type="radio"' not in tag or " checked" in tag):
            fields.setdefault(name, value)
        elif name and 'type="checkbox"' in tag and " checked" in tag:
            chosen = fields.setdefault(name, [])
            assert isinstance(chosen, list)
            chosen.append(value)
    for name, text in re.findall(r'<textarea id="[^"]*" name="([^"]*)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL):
        fields[name] = unescape(text)
    for name, options in re.findall(r'<select id="[^"]*" name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen_option = re.search(r'<option value="([^"]*)" selected', options)
        fields[name] = chosen_option[1] if chosen_option else ""
    return fields


def hidden_fields(page: str) -> dict[str, list[str]]:
    """Return the hidden fields of a page."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page):
        found.setdefault(name, []).append(unescape(value))
    return found


def plain_words(page: str) -> str:
    """Return the words of a page without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def make_database(file: Path) -> None:
    """Write a fresh database with two towns, their carriers, entries and people."""
    store = open_store(f"sqlite:///{file}")
    store.upgrade()
    for slug, name, houses in (("essen", "Essen", ("Haus Eins", "Haus Zwei")), ("bochum", "Bochum", ("Haus Drei",))):
        _add_town(store, slug, name, houses)
    _add_people(store)
    store.close()


def open_world(file: Path) -> World:
    """Open such a database with a panel on it."""
    store, clock = open_store(f"sqlite:///{file}"), Clock()
    panel = build_panel(
        store,
        key=KEY,
        address=SERVER,
        is_https=False,
        today=lambda: TODAY,
        now=clock.now,
        preview=lambda angebot, tag: {
            "icon": "🏠",
            "title": Text(angebot.text_for(tag)[0].name, angebot.text_for(tag)[1]),
            "traeger": "",
            "state": None,
            "facts": [],
        },
    )
    return World(store, panel, clock)


def an_entry(house: str, **changed: object) -> Angebot:
    """Return a published Angebot of a house."""
    fields: dict[str, object] = {
        "id": id_of(f"Angebot/{house}"),
        "traeger_id": id_of(house),
        "texts": {"de": AngebotText(name=f"Beratung {house}", does="Wir hören zu.")},
        "topics": ("housing",),
        "phones": (Phone(number="0201 123456"),),
        "status": "published",
    }
    return Angebot(**(fields | changed))  # type: ignore[arg-type]


def _add_town(store: Store, slug: str, name: str, houses: tuple[str, ...]) -> None:
    town = id_of(slug)
    with store.session(Scope.system()) as session:
        session.add(MunicipalityRow(id=town, slug=slug, name=name, state="NW"))
        session.flush()
        for number, part in enumerate((f"{name}-Nord", f"{name}-Süd")):
            session.add(StadtteilRow(id=id_of(part), municipality_id=town, slug=f"teil-{number}", name=part, level="Stadtteil"))
        for house in houses:
            session.add(TraegerRow(id=id_of(house), municipality_id=town, name=house))
        place = LocationRow(
            id=id_of(f"Ort/{slug}"), municipality_id=town, name="Altes Rathaus", street="Markt 1", postcode="45127", city=name
        )
        session.add(place)
    with store.session(Scope.system()) as session:
        for house in houses:
            write_angebot(session, an_entry(house), municipality_id=town)


def _add_people(store: Store) -> None:
    hashed = hash_password(PASSWORD)
    with store.session(Scope.system()) as session:
        for invitation in PEOPLE.values():
            invite(session, invitation, address=SERVER, now=Clock().now())
            account = find_account(session, invitation.address)
            assert account is not None
            set_password(session, account.id, hashed)
