"""The second step at sign-in, the browsers one is signed in with, and tries to get in."""

import re

import pyotp
import pytest

from tests.admin.world import PASSWORD, PEOPLE, Browser, World, plain_words

ANNA, CLARA = PEOPLE["own editor"].address, PEOPLE["coordinator"].address


def set_up(world: World, browser: Browser) -> tuple[pyotp.TOTP, list[str]]:
    """Set the second step up and return the app's codes and those on paper."""
    page = browser.get("/two-step").text
    secret = "".join(re.findall(r"<code>(.*?)</code>", page, re.DOTALL)[0].split())
    salt = re.findall(r'name="salt" value="([0-9a-f]+)"', page)[0]
    app = pyotp.TOTP(secret)
    answer = browser.post("/two-step", {"salt": salt, "code": app.at(world.clock.now())}, page="/two-step")
    return app, re.findall(r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>", answer.text)


def test_with_a_second_step_the_password_alone_opens_nothing(world: World) -> None:
    app, papers = set_up(world, world.signed_in("own editor"))
    browser = world.browser()
    answer = browser.sign_in(ANNA, PASSWORD)

    assert answer.status_code == 303
    for path in ("/angebote", "/own", "/password", "/two-step"):
        assert browser.get(path).headers["location"].startswith("/admin/second-step")
    assert len(set(papers)) == 10
    world.clock.pass_time(seconds=60)
    assert browser.post("/second-step", {"code": app.at(world.clock.now())}, page="/second-step").status_code == 303
    assert browser.get("/angebote").status_code == 200


def test_a_code_is_good_once_and_for_about_a_minute(world: World) -> None:
    app, _ = set_up(world, world.signed_in("own editor"))
    world.clock.pass_time(seconds=60)
    code = app.at(world.clock.now())
    first, second = world.browser(), world.browser()
    first.sign_in(ANNA, PASSWORD)
    second.sign_in(ANNA, PASSWORD)

    assert first.post("/second-step", {"code": f" {code[:3]} {code[3:]} "}, page="/second-step").status_code == 303
    assert second.post("/second-step", {"code": code}, page="/second-step").status_code == 422
    world.clock.pass_time(seconds=60)
    assert second.post("/second-step", {"code": code}, page="/second-step").status_code == 422


def test_a_code_on_paper_lets_in_once(world: World) -> None:
    _, papers = set_up(world, world.signed_in("own editor"))

    for expected in (303, 422):
        browser = world.browser()
        browser.sign_in(ANNA, PASSWORD)
        assert browser.post("/second-step", {"code": papers[3].upper()}, page="/second-step").status_code == expected


def test_guessing_codes_is_slowed_down(world: World) -> None:
    set_up(world, world.signed_in("own editor"))
    browser = world.browser()
    browser.sign_in(ANNA, PASSWORD)
    answers = [browser.post("/second-step", {"code": f"{n:06}"}, page="/second-step").text for n in range(7)]

    assert "zu viele Versuche" in answers[-1]
    assert "zu viele Versuche" not in answers[0]


@pytest.mark.parametrize("who", ["coordinator", "operator"])
def test_coordinators_and_operators_set_a_second_step_up_before_their_password_opens_anything(world: World, who: str) -> None:
    browser = world.browser()
    browser.sign_in(PEOPLE[who].address, PASSWORD)

    assert browser.get("/angebote").headers["location"] == "/admin/two-step"
    set_up(world, browser)
    assert browser.get("/angebote").status_code == 200


def test_a_link_is_enough_once_but_not_for_those_who_have_a_second_step(world: World) -> None:
    browser = world.signed_in("coordinator")
    assert "zweiten Schritt" in plain_words(browser.get("/angebote").text)
    set_up(world, browser)
    again = world.signed_in("coordinator")

    assert browser.get("/angebote").status_code == 200
    assert again.get("/angebote").headers["location"] == "/admin/second-step"


def test_the_second_step_can_be_taken_away_with_a_code_and_by_those_who_look_after_a_person(world: World) -> None:
    anna = world.signed_in("own editor")
    app, _ = set_up(world, anna)
    assert anna.post("/two-step/off", {"code": "000000"}, page="/own").status_code == 422
    world.clock.pass_time(seconds=90)
    assert anna.post("/two-step/off", {"code": app.at(world.clock.now())}, page="/own").status_code == 303
    assert not world.account("own editor").has_second_step

    set_up(world, anna)
    world.signed_in("lead").post(f"/people/{world.account('own editor').id}/lost-phone")
    assert not world.account("own editor").has_second_step


def test_the_secret_is_not_in_the_database(world: World) -> None:
    app, papers = set_up(world, world.signed_in("own editor"))
    stored = b"".join(file.read_bytes() for file in world.file.parent.iterdir())

    assert app.secret.encode() not in stored
    assert not any(paper.encode() in stored for paper in papers)


def test_one_sees_where_one_is_signed_in_and_signs_out_there(world: World) -> None:
    here, there = world.signed_in("own editor"), world.browser()
    there.client.headers["user-agent"] = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"
    there.sign_in(ANNA, PASSWORD)
    page = here.get("/own").text
    number = re.findall(r"/own/devices/([0-9a-f]{64})/end", page)

    assert "Firefox, Android" in page
    assert len(number) == 1
    assert here.post(f"/own/devices/{number[0]}/end", page="/own").status_code == 303
    assert there.get("/angebote").status_code == 303
    assert here.get("/angebote").status_code == 200


def test_nobody_signs_somebody_else_out(world: World) -> None:
    anna, ben = world.signed_in("own editor"), world.signed_in("editor of another Traeger")
    world.browser().sign_in(ANNA, PASSWORD)
    number = re.findall(r"/own/devices/([0-9a-f]{64})/end", anna.get("/own").text)[0]

    assert ben.post(f"/own/devices/{number}/end", page="/own").status_code == 404
    assert ben.post("/own/devices/others/end", page="/own").status_code == 303
    assert len(re.findall(r"/own/devices/[0-9a-f]{64}/end", anna.get("/own").text)) == 1


def test_everywhere_else_is_signed_out_at_once(world: World) -> None:
    here, there = world.signed_in("own editor"), world.signed_in("own editor")
    here.post("/own/devices/others/end", page="/own")

    assert there.get("/angebote").status_code == 303
    assert here.get("/angebote").status_code == 200


def test_whoever_tries_anothers_address_slows_down_themselves_alone(world: World) -> None:
    stranger = world.browser(caller="203.0.113.9")
    answers = [stranger.sign_in(ANNA, "wrong").status_code for _ in range(8)]

    assert answers[-1] == 429
    assert world.browser().sign_in(ANNA, PASSWORD).status_code == 303


def test_one_caller_may_not_try_many_addresses(world: World) -> None:
    stranger = world.browser(caller="203.0.113.9")
    answers = [stranger.sign_in(f"somebody{n}@example.org", "wrong").status_code for n in range(32)]

    assert answers[0] == 422
    assert answers[-1] == 429
