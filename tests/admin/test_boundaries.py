"""Boundaries of the Stadtteile: seen, brought in with a look first, taken away, taken along."""

import json
import re
from typing import Any

import pytest
from starlette.responses import Response

from admin.uploads import LARGEST_FILE_BYTES, LARGEST_UPLOAD_BYTES
from angebote.area import stadtteile_at
from angebote.store import Scope
from angebote.store.audit import entries
from angebote.store.stadtteile import name_as_neighbours
from angebote.store.tables import StadtteilRow
from tests.admin.world import PEOPLE, Browser, World, hidden_fields, id_of, plain_words
from tests.angebote.test_geojson import LATITUDE_FIRST, RING, a_feature, a_file

PAGE = "/town/boundaries"
NORTH, SOUTH = id_of("Essen-Nord"), id_of("Essen-Süd")
SOUTH_RING = [[longitude, round(latitude - 0.02, 5)] for longitude, latitude in RING]


@pytest.fixture
def coordinator(world: World) -> Browser:
    return world.signed_in("coordinator")


def send(browser: Browser, content: bytes = b"", *, text: str = "", town: str = "essen") -> Response:
    """Send a file as a browser does: with an empty file where none was chosen."""
    fields = {"csrf": browser.form_token(PAGE), "town": id_of(town), "text": text}
    files = {"file": ("grenzen.geojson" if content else "", content, "application/geo+json")}
    return browser.client.post(PAGE, data=fields, files=files)  # type: ignore[return-value]


def go_on(browser: Browser, look: Response, **changed: Any) -> Response:
    """Send the form of the preview as it stands there, with some fields changed."""
    ticked = re.findall(r'name="keep" value="([^"]*)" checked', look.text)
    fields: dict[str, Any] = dict(
        hidden_fields(look.text[look.text.index('<form method="post" action="/admin/town/boundaries/keep"') :])
    )
    chosen = re.search(r'<option value="([^"]*)" selected', look.text)
    fields |= {"property": chosen[1]} if chosen else {}
    return browser.client.post(f"{PAGE}/keep", data=fields | {"keep": ticked, "action": "keep"} | changed)  # type: ignore[return-value]


def keep(browser: Browser, *features: Any) -> Response:
    """Bring a file in and keep all of it."""
    return go_on(browser, send(browser, a_file(*features)))


def test_boundaries_are_looked_at_first_and_then_reach_residents_and_the_log(world: World, coordinator: Browser) -> None:
    before = world.town()
    look = send(coordinator, a_file(a_feature(RING, name="ESSEN NORD"), a_feature(SOUTH_RING, name="essen-sued")))

    assert look.status_code == 200
    assert "Noch ist nichts gespeichert" in plain_words(look.text)
    assert world.town().version == before.version

    answer = go_on(coordinator, look)

    assert answer.headers["location"] == f"/admin/town/boundaries?town={id_of('essen')}&done=boundaries"
    assert [one.name for one in stadtteile_at(world.town(), 51.41, 7.01)] == ["Essen-Nord"]
    assert [one.name for one in stadtteile_at(world.town(), 51.39, 7.01)] == ["Essen-Süd"]
    assert world.town().version > before.version
    with world.store.session(Scope.system(), is_reading=True) as session:
        newest = entries(session, limit=1)[0]
    assert (newest.action, newest.subject, newest.author) == ("boundaries kept", "Essen: Essen-Nord, Essen-Süd", "Clara")
    assert "Grenzen" in plain_words(coordinator.get("/log").text)


def test_only_the_ticked_ones_are_kept(world: World, coordinator: Browser) -> None:
    look = send(coordinator, a_file(a_feature(RING, name="Essen-Nord"), a_feature(SOUTH_RING, name="Essen-Süd")))

    go_on(coordinator, look, keep=[SOUTH, id_of("Bochum-Nord"), "x"])

    assert [one.name for one in world.town().stadtteile.values() if one.boundary] == ["Essen-Süd"]


def test_nothing_ticked_is_said_and_the_rest_stays(world: World, coordinator: Browser) -> None:
    look = send(coordinator, a_file(a_feature(RING[::-1], name="Essen-Nord")))
    answer = go_on(coordinator, look, keep=[])

    assert answer.status_code == 422
    assert "Bitte kreuzen Sie mindestens einen Stadtteil an" in plain_words(answer.text)
    assert "Die Reihenfolge der Punkte wurde umgedreht" in plain_words(answer.text)
    assert go_on(coordinator, answer, keep=[NORTH]).status_code == 303


def test_the_page_shows_a_picture_with_words_and_names_what_has_no_boundary(coordinator: Browser) -> None:
    assert "<svg" not in coordinator.get(PAGE).text
    keep(coordinator, a_feature(RING, name="Essen-Nord"))

    page = coordinator.get(PAGE).text

    assert page.count("<svg") == 1
    assert re.search(r'<svg [^>]*role="img" aria-labelledby="map-title map-text"', page)
    assert re.search(r'<path class="present" d="M[0-9 LZM]+"><title>Essen-Nord</title>', page)
    assert "Ohne Grenze: Essen-Süd" in plain_words(page)
    assert re.search(r"3,0[0-9]\u00a0km²", page)
    assert "style=" not in page


def test_a_boundary_is_taken_away_and_that_is_in_the_log(world: World, coordinator: Browser) -> None:
    keep(coordinator, a_feature(RING, name="Essen-Nord"), a_feature(SOUTH_RING, name="Essen-Süd"))

    answer = coordinator.post(f"{PAGE}/away", {"stadtteil": NORTH}, page=PAGE)
    again = coordinator.post(f"{PAGE}/away", {"stadtteil": NORTH}, page=PAGE)

    assert (answer.status_code, again.status_code) == (303, 303)
    assert [one.name for one in world.town().stadtteile.values() if one.boundary] == ["Essen-Süd"]
    with world.store.session(Scope.system(), is_reading=True) as session:
        assert [(one.action, one.subject) for one in entries(session, limit=9)][:2] == [
            ("boundary away", "Essen-Nord"),
            ("boundaries kept", "Essen: Essen-Nord, Essen-Süd"),
        ]


def test_what_is_taken_along_can_be_brought_in_again(world: World, coordinator: Browser) -> None:
    hole = [[7.005, 51.405], [7.005, 51.41], [7.01, 51.41], [7.01, 51.405], [7.005, 51.405]]
    keep(coordinator, a_feature(RING, hole, name="Essen-Nord"))
    before = world.town().stadtteile[NORTH].boundary
    answer = coordinator.get(f"{PAGE}/download")

    assert answer.headers["content-disposition"] == 'attachment; filename="essen.geojson"'
    assert json.loads(answer.text)["features"][0]["properties"] == {"name": "Essen-Nord", "level": "Stadtteil"}
    look = send(coordinator, answer.text.encode())
    assert "bleibt, wie sie ist" in plain_words(look.text)
    go_on(coordinator, look)
    assert world.town().stadtteile[NORTH].boundary == before


def test_the_property_with_the_names_is_found_and_can_be_another_one(coordinator: Browser) -> None:
    first = a_feature(RING, gemeinde="Essen", teil="Essen-Nord", alt="Essen-Süd")
    second = a_feature(SOUTH_RING, gemeinde="Essen", teil="Essen-Süd", alt="früher")
    look = send(coordinator, a_file(first, second))

    assert '<option value="teil" selected' in look.text
    other = go_on(coordinator, look, property="alt", action="look")
    assert '<option value="alt" selected' in other.text
    assert "Kein Stadtteil heißt so: früher" in plain_words(other.text)
    none = go_on(coordinator, look, property="gemeinde", action="look")
    assert none.status_code == 422
    assert "Keine Fläche der Datei heißt wie ein Stadtteil" in plain_words(none.text)


def test_faults_of_areas_are_said_by_name_and_do_not_stop_the_others(coordinator: Browser) -> None:
    bow_tie = [[7.0, 51.4], [7.1, 51.5], [7.1, 51.4], [7.03, 51.5]]
    look = send(
        coordinator,
        a_file(
            a_feature(LATITUDE_FIRST[:-1], name="Essen-Nord"),
            a_feature(bow_tie, name="Essen-Süd"),
            a_feature([[360_000.0, 5_700_000.0]] * 4, nummer="x"),
            a_feature(SOUTH_RING, name="<b>Altenheim</b>"),
            a_feature(SOUTH_RING, name="Essen Nord"),
        ),
    )
    said = plain_words(look.text)

    assert look.status_code == 200
    assert "Die Grenze war offen und ist jetzt geschlossen: Essen-Nord" in said
    assert "Breite und Länge waren vertauscht und stimmen jetzt: Essen-Nord" in said
    assert "Die Grenze kreuzt sich selbst, innen und außen lassen sich nicht unterscheiden: Essen-Süd" in said
    assert "EPSG:4326" in said
    assert "Fläche 3" in said
    assert "Kein Stadtteil heißt so: <b>Altenheim</b>" in said
    assert "<b>Altenheim" not in look.text
    assert "Steht mehrmals in der Datei; die erste zählt: Essen Nord" in said
    assert "Nicht in der Datei; für sie ändert sich nichts: Essen-Süd" in said


def test_an_area_far_from_its_stadtteil_is_not_ticked(world: World, coordinator: Browser) -> None:
    with world.store.session(Scope.system()) as session:
        row = session.get(StadtteilRow, NORTH)
        assert row is not None
        row.latitude, row.longitude = 51.41, 7.01
    far_away = [[longitude + 3, latitude] for longitude, latitude in SOUTH_RING]
    look = send(coordinator, a_file(a_feature(RING, name="Essen-Nord"), a_feature(far_away, name="Essen-Süd")))

    assert "Liegt weit weg" in plain_words(look.text)
    assert f'value="{NORTH}" checked' in look.text
    assert f'value="{SOUTH}" checked' not in look.text
    assert look.text.count("<path") == 1
    go_on(coordinator, look)
    assert [one.name for one in world.town().stadtteile.values() if one.boundary] == ["Essen-Nord"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Bitte wählen Sie eine Datei"),
        (b"{kaputt", "keine GeoJSON-Datei"),
        (b"[" * 9_999, "zu tief verschachtelt"),
        (b'{"type": "Topology"}', "keine Sammlung von Flächen"),
        (b'{"type": "FeatureCollection", "features": []}', "keine Fläche"),
        (b" " * (LARGEST_FILE_BYTES + 1), "größer als 5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence_at_the_field(coordinator: Browser, content: bytes, sentence: str) -> None:
    answer = send(coordinator, content)

    assert answer.status_code == 422
    fault = re.search(r'id="file-fault"[^>]*>(.*?)</p>', answer.text, re.DOTALL)
    assert fault
    assert sentence in fault[1]
    assert 'aria-invalid="true"' in answer.text


def test_a_small_broken_file_can_be_put_right_in_the_page(coordinator: Browser) -> None:
    broken = send(coordinator, b'{"type": "<Kaputt>"')
    pasted = send(coordinator, text='{"type": "<Kaputt>"')

    for answer in (broken, pasted):
        assert "{&#34;type&#34;: &#34;&lt;Kaputt&gt;&#34;</textarea>" in answer.text
        assert "<details open>" in answer.text
    assert send(coordinator, text=a_file(a_feature(RING, name="Essen-Nord")).decode()).status_code == 200


def test_a_body_beyond_all_limits_is_refused(coordinator: Browser) -> None:
    assert send(coordinator, b" " * LARGEST_UPLOAD_BYTES).status_code == 413


@pytest.mark.parametrize(
    "changed",
    [
        {"areas": ""},
        {"areas": "[" * 9_999},
        {"areas": a_file(a_feature([[7.0, 51.4], [7.1, 51.5], [7.1, 51.4], [7.03, 51.5]], name="Essen-Nord")).decode()},
        {"property": "gibtesnicht"},
        {"note": ["x", "closed x y", "closed 99999 y", "crossing 1", "\u202e" * 50, *["closed 1 x"] * 1_900], "keep": []},
    ],
)
def test_what_comes_back_from_the_preview_is_looked_at_again(world: World, coordinator: Browser, changed: dict[str, Any]) -> None:
    look = send(coordinator, a_file(a_feature(RING, name="Essen-Nord")))

    assert go_on(coordinator, look, **changed).status_code == 422
    assert world.town().stadtteile[NORTH].boundary == ()


def test_a_large_town_goes_through_the_preview(world: World, coordinator: Browser) -> None:
    names = [f"Teil {number}" for number in range(60)]
    with world.store.session(Scope.system()) as session:
        for name in names:
            place = {"municipality_id": id_of("essen"), "slug": id_of(name), "level": "Stadtteil"}
            session.add(StadtteilRow(id=id_of(name), name=name, **place))
    features = [
        a_feature(
            [[7 + number / 100 + index / 1e5, 51.4 + (index % 2) / 5e3] for index in range(600)] + [[7.003 + number / 100, 51.3]],
            name=name,
        )
        for number, name in enumerate(names)
    ]

    assert keep(coordinator, *features).status_code == 303
    assert sum(len(one.boundary[0]) for one in world.town().stadtteile.values() if one.boundary) > 30_000
    assert coordinator.get(PAGE).text.count("<path") == 60


@pytest.mark.parametrize("who", PEOPLE)
def test_the_page_is_for_coordinators_and_operators(world: World, who: str) -> None:
    browser, may = world.signed_in(who), PEOPLE[who].role in ("coordinator", "operator")

    for path in (PAGE, f"{PAGE}/download"):
        assert browser.get(path).status_code == (200 if may else 404)
    assert send(browser, a_file()).status_code == (404 if who != "operator" and who != "coordinator" else 422)


def test_another_town_is_not_there(world: World, coordinator: Browser) -> None:
    for path in (PAGE, f"{PAGE}/download"):
        assert coordinator.get(f"{path}?town={id_of('bochum')}").status_code == 404
    assert send(coordinator, a_file(), town="bochum").status_code == 404
    look = send(coordinator, a_file(a_feature(RING, name="Essen-Nord")))
    assert go_on(coordinator, look, town=id_of("bochum")).status_code == 404
    assert coordinator.post(f"{PAGE}/away", {"stadtteil": id_of("Bochum-Nord")}, page=PAGE).status_code == 404


def test_an_operator_chooses_the_town(world: World) -> None:
    operator = world.signed_in("operator")

    assert "Grenzen der Stadtteile von Essen" in operator.get(f"{PAGE}?town={id_of('essen')}").text
    assert "Grenzen der Stadtteile von Bochum" in operator.get(PAGE).text


def test_neighbours_are_found_by_the_boundaries_and_kept_once_they_were_looked_at(world: World, coordinator: Browser) -> None:
    keep(coordinator, a_feature(RING, name="Essen-Nord"), a_feature(SOUTH_RING, name="Essen-Süd"))
    look = coordinator.get(f"{PAGE}/neighbours?town={id_of('essen')}")
    pairs = re.findall(r'name="pair" value="([^"]*)" checked', look.text)

    assert pairs == [" ".join(sorted((NORTH, SOUTH)))]
    assert not world.town().stadtteile[NORTH].neighbour_ids

    fields = {"csrf": coordinator.form_token(PAGE), "town": id_of("essen")}
    coordinator.client.post(f"{PAGE}/neighbours", data=fields | {"pair": ["x y", f"{NORTH} {NORTH}"]})

    assert not world.town().stadtteile[NORTH].neighbour_ids

    answer = coordinator.client.post(f"{PAGE}/neighbours", data=fields | {"pair": pairs})

    assert answer.headers["location"].endswith("done=neighbours")
    assert world.town().stadtteile[NORTH].neighbour_ids == (SOUTH,)
    assert world.town().stadtteile[SOUTH].neighbour_ids == (NORTH,)
    assert "Essen-Nord – Essen-Süd" in plain_words(coordinator.get("/log").text)
    assert "sind schon Nachbarn" in plain_words(coordinator.get(f"{PAGE}/neighbours").text)


def test_neighbours_that_do_not_touch_are_named_and_stay(world: World, coordinator: Browser) -> None:
    far = [[longitude, round(latitude - 0.1, 5)] for longitude, latitude in RING]
    keep(coordinator, a_feature(RING, name="Essen-Nord"), a_feature(far, name="Essen-Süd"))
    with world.store.session(Scope.system()) as session:
        name_as_neighbours(session, [(NORTH, SOUTH)], municipality_id=id_of("essen"))

    page = plain_words(coordinator.get(f"{PAGE}/neighbours").text)

    assert "Nachbarn ohne gemeinsame Linie" in page
    assert world.town().stadtteile[NORTH].neighbour_ids == (SOUTH,)
