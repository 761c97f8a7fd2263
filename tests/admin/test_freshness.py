"""Asking carriers whether their entries are still right: mails, signed links, reminders, marks, hiding - by time travel."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from admin.answers import answer_address
from admin.jobs import Done, work
from admin.mails import Office, waiting_mails
from admin.smtp import smtp_sender
from angebote.freshness import freshness_of
from angebote.store import Scope
from angebote.store.history import changes_of
from tests.admin.world import ENTRY, KEY, PEOPLE, SERVER, TODAY, World, id_of, plain_words

Sent = list[tuple[str, str, str]]


def go_by(world: World, days: int, sent: Sent | None = None) -> Done:
    """Let days pass and do what is due on the last of them; with `sent` there is a mail server that keeps what it gets."""
    world.clock.pass_time(days=days)
    send = None if sent is None else lambda to, subject, text: sent.append((to, subject, text))
    office = Office(key=KEY, address=SERVER, send=send)
    now = world.clock.now()
    return work(world.store, office, now=now, today=now.date(), after_days=180)


def confirmed_today(world: World) -> None:
    for house in ("Haus Eins", "Haus Zwei"):
        entry = world.entry(id_of(f"Angebot/{house}"))
        world.keep(replace(entry, checked_on=world.clock.now().date()))


def link_in(text: str) -> str:
    found = re.search(rf"{SERVER}/admin(/still-right/\S+)", text)
    assert found is not None
    return found[1]


def state(world: World) -> str:
    return freshness_of(world.entry(), world.clock.now().date())


def test_a_carrier_is_asked_after_180_days_and_not_before(world: World) -> None:
    confirmed_today(world)
    sent: Sent = []

    assert go_by(world, 179, sent).asked == 1, "the one of the other town was never confirmed"
    sent.clear()
    assert go_by(world, 1, sent).asked == 2
    assert sorted(to for to, _, _ in sent) == ["anna@example.org", "ben@example.org", "lena@example.org"]
    assert all("/still-right/" in text and "Stimmt noch alles?" in subject for _, subject, text in sent)
    assert go_by(world, 1, sent).asked == 0


def test_one_press_without_signing_in_confirms_an_entry(world: World) -> None:
    sent: Sent = []
    go_by(world, 0, sent)
    path = link_in(next(text for to, _, text in sent if to == "anna@example.org"))
    browser = world.browser()
    page = browser.get(path)
    answer = browser.post(f"{path}/{ENTRY}", {"answer": "right"}, page=path)

    assert "Beratung Haus Eins" in page.text
    assert "Beratung Haus Zwei" not in page.text
    assert answer.status_code == 303
    assert world.entry().checked_on == TODAY
    assert "Es wartet nichts auf eine Antwort" in plain_words(browser.get(path).text)
    with world.store.session(Scope.system(), is_reading=True) as session:
        assert [(one.author, one.action) for one in changes_of(session, ENTRY)] == [("Anna", "confirmed")]


def test_a_mail_scanner_that_opens_the_link_changes_nothing(world: World) -> None:
    sent: Sent = []
    go_by(world, 0, sent)
    path = link_in(sent[0][2])
    for _ in range(3):
        world.browser().get(path)
        world.browser().client.head(path)

    assert world.entry().checked_on is None
    assert world.browser().client.post(f"{path}/{ENTRY}", data={"answer": "right"}).status_code == 403


def test_what_is_no_more_goes_into_the_archive(world: World) -> None:
    sent: Sent = []
    go_by(world, 0, sent)
    path = link_in(next(text for to, _, text in sent if to == "anna@example.org"))
    browser = world.browser()
    browser.post(f"{path}/{ENTRY}", {"answer": "gone"}, page=path)

    assert world.entry().status == "archived"
    assert browser.post(f"{path}/{ENTRY}", {"answer": "right"}, page="/sign-in").status_code == 404


def test_the_link_opens_nothing_of_another_traeger_and_cannot_be_made_up(world: World) -> None:
    anna, today = world.account("own editor").id, world.clock.now().date()
    path = answer_address(KEY, SERVER, anna, today).removeprefix(f"{SERVER}/admin")
    other = id_of("Angebot/Haus Zwei")
    go_by(world, 0)
    browser = world.browser()

    assert browser.post(f"{path}/{other}", {"answer": "right"}, page=path).status_code == 404
    assert world.entry(other).checked_on is None
    for wrong in (
        path[:-1] + ("0" if path[-1] != "0" else "1"),
        path.replace(anna, world.account("operator").id),
        "/still-right/x",
    ):
        assert browser.get(wrong).status_code == 404


def test_the_link_ends_with_the_access_and_with_time(world: World) -> None:
    sent: Sent = []
    go_by(world, 0, sent)
    path = link_in(next(text for to, _, text in sent if to == "anna@example.org"))
    assert world.browser().get(path).status_code == 200
    world.app.state.panel = replace(world.app.state.panel, today=lambda: TODAY + timedelta(days=91))
    assert world.browser().get(path).status_code == 404
    world.app.state.panel = replace(world.app.state.panel, today=lambda: TODAY)
    world.signed_in("lead").post(f"/people/{world.account('own editor').id}/end")
    assert world.browser().get(path).status_code == 404


def test_an_entry_nobody_confirms_is_reminded_of_marked_and_hidden_and_comes_back_with_one_press(world: World) -> None:
    sent: Sent = []
    go_by(world, 0, sent)
    states = []
    for days in (13, 1, 14, 14, 14):
        sent.clear()
        go_by(world, days, sent)
        states.append((state(world), any(subject.startswith("Erinnerung") for _, subject, _ in sent)))

    assert states == [("asked", False), ("asked", True), ("asked", True), ("marked", False), ("hidden", False)]
    world.keep(replace(world.entry(), checked_on=world.clock.now().date()))
    assert state(world) == "confirmed"
    go_by(world, 1)
    assert world.entry().asked_on is None


def test_the_page_of_the_list_says_what_is_hidden_and_what_waits_for_an_answer(world: World) -> None:
    go_by(world, 0)
    assert "bitte bestätigen" in world.signed_in("own editor").get("/angebote").text
    world.app.state.panel = replace(world.app.state.panel, today=lambda: TODAY + timedelta(days=60))
    assert "zu lange nicht bestätigt" in world.signed_in("own editor").get("/angebote").text


def test_entries_nobody_could_be_asked_about_are_never_hidden(world: World) -> None:
    for who in PEOPLE:
        if who not in ("operator", "own editor"):
            world.signed_in("operator").post(f"/people/{world.account(who).id}/end")
    go_by(world, 0)
    go_by(world, 100)

    assert world.entry(id_of("Angebot/Haus Zwei")).asked_on is None
    assert state(world) == "hidden"


def test_without_a_mail_server_mails_wait_in_the_list_of_those_who_look_after_people(world: World) -> None:
    go_by(world, 0)
    lead = world.signed_in("lead")
    page = lead.get("/freshness").text
    mail_id = re.findall(r"/freshness/mails/([0-9a-f-]{36})/done", page)

    assert "anna@example.org" in page
    assert "ben@example.org" not in page
    assert link_in(page.replace("&#39;", "'"))
    assert lead.post(f"/freshness/mails/{mail_id[0]}/done").status_code == 303
    assert len(re.findall(r"/freshness/mails/([0-9a-f-]{36})/done", lead.get("/freshness").text)) == len(mail_id) - 1
    assert world.signed_in("coordinator of another town").post(f"/freshness/mails/{mail_id[1]}/done").status_code == 404


def test_a_mail_that_is_not_taken_is_tried_again_later(world: World) -> None:
    def refuse(_to: str, _subject: str, _text: str) -> None:
        raise ConnectionRefusedError

    office = Office(key=KEY, address=SERVER, send=refuse)
    now = world.clock.now()
    assert work(world.store, office, now=now, today=now.date(), after_days=180).sent == 0
    sent: Sent = []
    go_by(world, 0, sent)
    assert sent == []
    go_by(world, 1, sent)
    assert len(sent) == 4
    with world.store.session(Scope.system(), is_reading=True) as session:
        assert list(waiting_mails(session)) == []


def test_an_invitation_is_mailed_with_a_link_that_is_kept_nowhere(world: World) -> None:
    world.app.state.panel = replace(world.app.state.panel, has_mail_server=True)
    anna = world.account("own editor")
    world.signed_in("lead").post(f"/people/{anna.id}/mail")
    sent: Sent = []
    go_by(world, 0, sent)
    text = next(text for _, subject, text in sent if subject == "Ihr Anmelde-Link")
    path = re.findall(rf"{SERVER}/admin(/link/\S+)", text)[0]
    browser = world.browser()

    assert browser.post(path, page=path).status_code == 303
    assert path.split("/")[-1].encode() not in world.file.read_bytes()


def test_the_share_of_confirmed_entries_is_shown_by_traeger(world: World) -> None:
    world.keep(replace(world.entry(), checked_on=TODAY))
    shown = world.signed_in("coordinator").get("/freshness").text
    page = plain_words(shown)
    whole = shown[shown.index("whole-bar") : shown.index("<figcaption>")]

    assert re.findall(r'class="is-(\w+)" x="([\d.]+)" width="([\d.]+)"', whole) == [
        ("confirmed", "0.0", "50.0"),
        ("due", "50.0", "50.0"),
    ]
    assert "bestätigt: 1 noch zu bestätigen: 1" in page
    assert "Haus Eins 1 1 (100 %)" in page
    assert "Haus Zwei 1 0 (0 %)" in page
    assert "Haus Drei" not in page


@contextmanager
def a_mail_server() -> Iterator[tuple[int, list[str]]]:
    """A mail server that takes one mail and keeps the lines it was sent."""
    lines: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_serve_one, args=(server, lines), daemon=True)
        thread.start()
        yield server.getsockname()[1], lines
        thread.join(10)


def _serve_one(server: socket.socket, lines: list[str]) -> None:
    connection, _ = server.accept()
    with connection, connection.makefile("rwb", buffering=0) as talk:
        talk.write(b"220 here\r\n")
        is_data = False
        for raw in talk:
            line = raw.decode().rstrip("\r\n")
            lines.append(line)
            if is_data and line != ".":
                continue
            word = line.upper().partition(" ")[0]
            is_data = word == "DATA"
            talk.write({"DATA": b"354 go on\r\n", "QUIT": b"221 bye\r\n"}.get(word, b"250 fine\r\n"))
            if word == "QUIT":
                return


def test_a_mail_goes_out_through_a_real_mail_server() -> None:
    with a_mail_server() as (port, lines):
        smtp_sender(f"smtp://127.0.0.1:{port}?from=lotse@example.org")("anna@example.org", "Grüße", "Stimmt noch alles?\n")

    assert "mail FROM:<lotse@example.org>" in " ".join(lines)
    assert "rcpt TO:<anna@example.org>" in lines
    assert "Auto-Submitted: auto-generated" in lines
    assert "Stimmt noch alles?" in lines


@pytest.mark.parametrize("wrong", ["", "http://x?from=a@b", "smtp://?from=a@b.de", "smtp://host:25"])
def test_an_address_of_a_mail_server_that_cannot_be_read_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="smtp://"):
        smtp_sender(wrong)
