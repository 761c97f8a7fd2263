"""Coming in and going out: links, passwords, delays, sessions."""

from pathlib import Path

import pytest

from admin.accounts import (
    AccountError,
    Invitation,
    disable,
    find_account,
    first_sign_in_link,
    invite,
    list_accounts,
    new_password,
)
from admin.app import build_panel
from admin.passwords import hash_password, password_fault
from angebote.store import Scope, open_store
from tests.admin.world import KEY, PASSWORD, PEOPLE, SERVER, Browser, World

ANNA = PEOPLE["own editor"].address


NEW = Invitation(address="neu@example.org", name="Neu", role="operator")


@pytest.fixture
def link(world: World) -> str:
    """The link of someone who was just invited and has no password yet."""
    return world.link_for(NEW)


def test_a_link_signs_in_once_and_leads_to_the_password(world: World, link: str) -> None:
    browser = world.browser()

    first = browser.post(link, page=link)
    second = world.browser()
    again = second.post(link, page="/sign-in")

    assert (first.status_code, first.headers["location"]) == (303, "/admin/password?done=welcome")
    assert browser.get("/angebote").status_code == 200
    assert again.status_code == 404
    assert second.get("/angebote").status_code == 303


def test_opening_a_link_does_not_use_it_up(world: World, link: str) -> None:

    for _ in range(5):
        assert world.browser().get(link).status_code == 200
        world.browser().client.head(link)

    assert world.browser().post(link, page=link).status_code == 303


def test_a_link_ends_by_itself(world: World, link: str) -> None:
    world.clock.pass_time(hours=24)

    assert world.browser().get(link).status_code == 404
    assert world.browser().post(link, page="/sign-in").status_code == 404


def test_a_newer_link_ends_the_older_one(world: World, link: str) -> None:
    newer = world.link_for(NEW)

    assert world.browser().get(link).status_code == 404
    assert world.browser().get(newer).status_code == 200


def test_a_person_sets_a_password_after_the_link_and_comes_in_with_it(world: World, link: str) -> None:
    browser = world.browser()
    browser.post(link, page=link)
    before = dict(browser.client.cookies)

    answer = browser.post("/password", {"password": "vier rote Fahrräder", "again": "vier rote Fahrräder"})

    assert answer.headers["location"] == "/admin/angebote?done=password"
    assert dict(browser.client.cookies)["lotse-admin"] != before["lotse-admin"]
    assert world.browser().sign_in("NEU@example.org ", "vier rote Fahrräder").status_code == 303


@pytest.mark.parametrize(
    ("password", "again", "is_right"),
    [
        ("kurz", "kurz", False),
        ("elf zeichen", "elf zeichen", False),
        ("zwölf zeichen", "zwölf zeichen", True),
        ("zwölf zeichen", "zwölf  zeichen", False),
        ("neu@example.org", "neu@example.org", False),
        ("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", False),
        ("x" * 100_000, "x" * 100_000, False),
    ],
)
def test_a_new_password_is_long_enough_and_not_the_address(password: str, again: str, is_right: bool) -> None:
    assert (password_fault(password, again, "neu@example.org") is None) is is_right


def test_changing_a_password_later_needs_the_present_one(world: World) -> None:
    browser = world.signed_in("own editor")
    wish = {"password": "ein ganz neues Wort", "again": "ein ganz neues Wort"}

    assert browser.post("/password", wish).status_code == 422
    assert browser.post("/password", wish | {"old": "falsch"}).status_code == 422
    assert browser.post("/password", wish | {"old": PASSWORD}).status_code == 303


def test_a_link_lets_someone_who_forgot_it_choose_a_new_password(world: World) -> None:
    link, browser = world.link_for(PEOPLE["own editor"]), world.browser()
    browser.post(link, page=link)

    assert browser.post("/password", {"password": "ein ganz neues Wort", "again": "ein ganz neues Wort"}).status_code == 303
    assert world.browser().sign_in(ANNA, PASSWORD).status_code == 422


def test_a_new_password_ends_the_other_sessions(world: World) -> None:
    other, browser = world.signed_in("own editor"), world.signed_in("own editor")

    browser.post("/password", {"old": PASSWORD, "password": "ein ganz neues Wort", "again": "ein ganz neues Wort"})

    assert other.get("/angebote").status_code == 303
    assert browser.get("/angebote").status_code == 200


def test_unknown_and_wrong_get_the_same_answer(world: World) -> None:
    wrong = world.browser().sign_in(ANNA, "not the password")
    unknown = world.browser().sign_in("niemand@example.org", "not the password")

    def without(text: str, address: str) -> str:
        return text.replace(address, "")[: text.index('name="csrf"')]

    assert wrong.status_code == unknown.status_code == 422
    assert without(wrong.text, ANNA) == without(unknown.text, "niemand@example.org")


@pytest.mark.parametrize("address", [ANNA, "niemand@example.org"])
def test_failures_make_the_next_try_wait_longer_and_longer(world: World, address: str) -> None:
    browser = world.browser()
    for _ in range(5):
        assert browser.sign_in(address, "not the password").status_code == 422

    assert browser.sign_in(address, PASSWORD).status_code == 429
    world.clock.pass_time(seconds=31)
    assert browser.sign_in(address, "not the password").status_code == 422
    world.clock.pass_time(seconds=31)
    assert browser.sign_in(address, "not the password").status_code == 429
    world.clock.pass_time(seconds=30)
    expected = 303 if address == ANNA else 422
    assert browser.sign_in(address, PASSWORD).status_code == expected


def test_the_wait_never_grows_beyond_a_quarter_of_an_hour(world: World) -> None:
    browser = world.browser()
    for _ in range(20):
        browser.sign_in(ANNA, "not the password")
        world.clock.pass_time(minutes=15)

    assert browser.sign_in(ANNA, PASSWORD).status_code == 303


def test_signing_in_forgets_the_failures(world: World) -> None:
    browser = world.browser()
    for _ in range(4):
        browser.sign_in(ANNA, "not the password")
    browser.sign_in(ANNA, PASSWORD)

    assert world.browser().sign_in(ANNA, "not the password").status_code == 422
    assert world.browser().sign_in(ANNA, PASSWORD).status_code == 303


def test_a_session_ends_after_half_an_hour_of_rest(world: World) -> None:
    browser = world.signed_in("own editor")

    for _ in range(3):
        world.clock.pass_time(minutes=29)
        assert browser.get("/angebote").status_code == 200
    world.clock.pass_time(minutes=30)
    assert browser.get("/angebote").status_code == 303


def test_a_session_ends_after_twelve_hours_of_work(world: World) -> None:
    browser = world.signed_in("own editor")
    for _ in range(35):
        world.clock.pass_time(minutes=20)
        assert browser.get("/angebote").status_code == 200
    world.clock.pass_time(minutes=20)

    assert browser.get("/angebote").status_code == 303


def test_signing_out_ends_the_session_on_both_sides(world: World) -> None:
    browser = world.signed_in("own editor")
    token = browser.client.cookies["lotse-admin"]

    answer = browser.post("/sign-out")

    assert answer.headers["location"] == "/admin/sign-in?done=signed-out"
    assert "lotse-admin" not in dict(browser.client.cookies)
    browser.client.cookies.set("lotse-admin", token)
    assert browser.get("/angebote").status_code == 303


def test_signing_in_gives_a_new_token_each_time(world: World) -> None:
    browser = world.signed_in("own editor")
    first = browser.client.cookies["lotse-admin"]
    browser.sign_in(ANNA, PASSWORD)

    assert browser.client.cookies["lotse-admin"] != first


def test_no_token_and_no_password_stands_in_the_database(world: World, link: str, tmp_path: Path) -> None:
    browser = world.signed_in("own editor")
    secrets = [PASSWORD, browser.client.cookies["lotse-admin"], link.rpartition("/")[2]]

    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())

    assert not [secret for secret in secrets if secret.encode() in kept]


def test_a_disabled_account_is_out_at_once(world: World) -> None:
    browser = world.signed_in("own editor")
    with world.store.session(Scope.system()) as session:
        disable(session, ANNA)

    assert browser.get("/angebote").status_code == 303
    assert world.browser().sign_in(ANNA, PASSWORD).status_code == 422
    with pytest.raises(AccountError, match="disabled"), world.store.session(Scope.system()) as session:
        invite(session, PEOPLE["own editor"], address=SERVER, now=world.clock.now())


def test_cookies_are_bound_to_the_host_where_the_connection_is_secure(world: World) -> None:
    from starlette.testclient import TestClient

    app = build_panel(world.store, key=KEY, address="https://testserver", is_https=True, now=world.clock.now)
    browser = Browser(TestClient(app, base_url="https://testserver", follow_redirects=False))

    cookies = browser.sign_in(ANNA, PASSWORD).headers.get_list("set-cookie")

    cookie = next(one for one in cookies if one.startswith("__Host-lotse-admin="))
    assert {"Secure", "HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_the_first_link_comes_until_the_operator_has_a_password(world: World, tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    store.upgrade()

    link = first_sign_in_link(store, "https://hilfe.example.org", world.clock.now())
    later = first_sign_in_link(store, "https://hilfe.example.org", world.clock.now())
    with store.session(Scope.system(), is_reading=True) as session:
        (admin,) = list_accounts(session)
    new_password(store, admin.id, PASSWORD)

    assert link
    assert later
    assert link != later
    assert link.startswith("https://hilfe.example.org/admin/link/")
    assert (admin.address, admin.role, admin.has_password) == ("admin", "operator", False)
    assert first_sign_in_link(store, "https://hilfe.example.org", world.clock.now()) is None
    assert first_sign_in_link(world.store, "https://hilfe.example.org", world.clock.now()) is None
    store.close()


@pytest.mark.parametrize(
    ("invitation", "sentence"),
    [
        (Invitation(address="x", name="X", role="operator"), "not an e-mail address"),
        (Invitation(address="x@example.org", name="X", role="king"), "no role king"),
        (
            Invitation(address="x@example.org", name="X", role="coordinator", municipality="nirgends"),
            "Known towns: bochum, essen",
        ),
        (Invitation(address="x@example.org", name="X", role="coordinator"), "Known towns"),
        (Invitation(address="x@example.org", name="X", role="editor", municipality="essen"), "Haus Eins; Haus Zwei"),
        (Invitation(address="x@example.org", name="X", role="editor", municipality="essen", traeger=("Haus Drei",)), "Haus Drei"),
    ],
)
def test_an_invitation_that_does_not_fit_says_what_would_be_right(world: World, invitation: Invitation, sentence: str) -> None:
    with pytest.raises(AccountError, match=sentence), world.store.session(Scope.system()) as session:
        invite(session, invitation, address=SERVER, now=world.clock.now())

    with world.store.session(Scope.system(), is_reading=True) as session:
        assert find_account(session, invitation.address) is None


def test_disabling_an_unknown_account_says_so(world: World) -> None:
    with pytest.raises(AccountError, match="no account"), world.store.session(Scope.system()) as session:
        disable(session, "niemand@example.org")


def test_the_hash_is_argon2id_with_the_chosen_cost() -> None:
    assert hash_password(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize("path", ["/link/x", "/link/" + "x" * 100, "/link/" + "x" * 5000, "/link/%00", "/link/ü"])
def test_an_odd_link_is_answered_with_a_page(world: World, path: str) -> None:
    answer = world.browser().get(path)

    assert answer.status_code == 404
    assert "<h1>" in answer.text
