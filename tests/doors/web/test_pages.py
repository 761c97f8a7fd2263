"""The pages around the conversation."""

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from locales import LANGUAGES
from tests.builders import a_town, an_angebot
from tests.doors.web.reading import read_page
from tests.doors.web.serving import Served, serve

TAGS = [language.tag for language in LANGUAGES]


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("path", ["/", "/form", "/emergency", "/privacy", "/imprint", "/angebote/schuldenberatung"])
def test_every_page_opens_in_every_language(person: TestClient, path: str, tag: str) -> None:
    response = person.get(f"{path}?lang={tag}")

    html = read_page(response.text).find("html")[0]
    assert response.status_code == 200
    assert html.attributes["lang"] == tag
    assert html.find("h1")
    assert html.find("a", class_="emergency")


def test_every_page_links_to_itself_in_every_language_under_its_own_name(person: TestClient) -> None:
    page = read_page(person.get("/angebote/schuldenberatung?lang=en").text)

    links = page.find("details", class_="languages")[0].find("a")
    assert [(link.attributes["lang"], link.text()) for link in links] == [(one.tag, one.name) for one in LANGUAGES]
    assert links[0].attributes["href"] == "/angebote/schuldenberatung?lang=de"


def test_the_list_of_languages_never_leads_to_another_host(person: TestClient) -> None:
    page = read_page(person.get("http://testserver//evil.example/x?lang=de").text)

    assert {link.attributes["href"].partition("?")[0] for link in page.find("details", class_="languages")[0].find("a")} == {"/"}


def test_every_page_says_who_is_responsible(person: TestClient) -> None:
    for path in ("/", "/form", "/privacy", "/imprint", "/emergency", "/angebote/schuldenberatung"):
        assert "Responsible: Stadt Beispielstadt" in person.get(path).text


def test_a_card_of_its_own_is_in_the_persons_language_and_in_german(person: TestClient) -> None:
    page = read_page(person.get("/angebote/schuldenberatung?lang=ar").text)

    assert len(page.find("article", class_="card")) == 2
    german = page.find("section", lang="de", dir="ltr")[0]
    assert "0201 5550100" in german.text()


@pytest.mark.parametrize("tag", ["de", "de-simple"])
def test_a_card_in_german_stands_alone(person: TestClient, tag: str) -> None:
    assert len(read_page(person.get(f"/angebote/schuldenberatung?lang={tag}").text).find("article", class_="card")) == 1


def test_a_card_that_is_gone_leads_back_to_the_chat(person: TestClient) -> None:
    response = person.get("/angebote/gone?lang=de")

    assert response.status_code == 404
    assert read_page(response.text).find("main")[0].find("a", href="/?shown=de")


def test_the_emergency_page_has_numbers_to_dial_for_each_kind(person: TestClient) -> None:
    page = read_page(person.get("/emergency?lang=en").text)

    assert page.find("a", href="tel:112")
    assert page.find("a", href="tel:110")
    kinds = page.find("details", class_="kind")
    assert len(kinds) == 6
    assert all(kind.find("a", class_="button") for kind in kinds)
    assert "Notschlafstelle" in page.text()


def test_deleting_forgets_the_conversation_and_the_cookie(person: TestClient) -> None:
    person.post("/", data={"text": "Ich habe Schulden und wohne in Altendorf"})
    kept = person.cookies["lotse"]

    response = person.post("/delete?lang=en")
    person.cookies.set("lotse", kept)

    assert "Your data was deleted." in response.text
    assert 'lotse=""' in response.headers["set-cookie"]
    assert "Your earlier conversation has ended" in person.post("/", data={"text": "hello"}).text


def test_leaving_forgets_the_conversation_and_goes_to_a_harmless_page(person: TestClient) -> None:
    person.get("/")

    response = person.get("/leave", follow_redirects=False)

    assert response.status_code == 303
    assert response.headers["location"].startswith("https://")
    assert 'lotse=""' in response.headers["set-cookie"]


def test_the_privacy_page_says_how_long_is_kept(served: Served) -> None:
    person = TestClient(served.app, headers={"accept-language": "en"})

    assert "After 30 minutes without a message they are forgotten." in person.get("/privacy").text


def test_the_imprint_says_in_german_who_runs_this_and_the_page_about_privacy_whom_to_ask(tmp_path: Path) -> None:
    town = replace(a_town(), imprint="Stadt Beispielstadt\nMarkt 1", privacy_contact="datenschutz@beispiel.example")
    served = serve(tmp_path, towns={"beispielstadt": town})
    person = TestClient(served.app, headers={"accept-language": "ar"})
    imprint = person.get("/imprint").text

    assert '<p class="as-typed" lang="de" dir="ltr">Stadt Beispielstadt\nMarkt 1</p>' in imprint
    assert "datenschutz@beispiel.example" in person.get("/privacy").text
    assert 'href="/imprint?shown=ar"' in person.get("/").text
    served.store.close()


def test_no_page_names_anything_that_a_browser_would_load_from_elsewhere(person: TestClient) -> None:
    for path in ("/", "/form", "/emergency", "/privacy", "/imprint", "/angebote/schuldenberatung", "/nowhere"):
        page = read_page(person.get(path).text)
        loaded = [
            one.attributes.get("src") or one.attributes.get("href") or ""
            for tag in ("script", "link", "img")
            for one in page.find(tag)
        ]
        assert loaded
        assert all(address.startswith("/static/") for address in loaded)
        assert not page.find("style")
        assert not [
            one for one in page.walk() if "style" in one.attributes or any(name.startswith("on") for name in one.attributes)
        ]


def test_the_address_of_an_entry_that_was_put_into_another_leads_to_the_one_that_stays(tmp_path: Path) -> None:
    moved = {"alt": "neu", "neu": "schuldenberatung", "lost": "nowhere", "round": "about", "about": "round"}
    served = serve(tmp_path, towns={"beispielstadt": a_town(an_angebot(), moved=moved)})
    person = TestClient(served.app, headers={"accept-language": "en"}, follow_redirects=False)

    answers = {key: person.get(f"/angebote/{key}?lang=ar") for key in ("alt", "neu")}
    assert {answer.headers["location"] for answer in answers.values()} == {"/angebote/schuldenberatung?lang=ar"}
    assert {answer.status_code for answer in answers.values()} == {302}
    assert [person.get(f"/angebote/{key}").status_code for key in ("lost", "round", "nothing")] == [404, 404, 404]
    served.store.close()
