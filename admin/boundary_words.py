"""What the page of boundaries says about a file and its areas: one sentence for each thing that can be wrong."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from admin.boundary_match import Matches, State, names_in
from admin.plain import plain_line
from angebote.geojson import Area
from locales import Text, mark_panel, say_panel

UNREADABLE: Mapping[str, str] = {
    "empty": mark_panel("Please choose a file, or paste what stands in it."),
    "too_large": mark_panel(
        "This file is larger than 5 MB. Please leave out columns you do not need, or draw the borders less finely."
    ),
    "not_json": mark_panel("This is no GeoJSON file: it could not be read. Please export it once more as GeoJSON, in UTF-8."),
    "deep": mark_panel("This file is nested too deeply to be a map. Please export it once more as GeoJSON."),
    "type": mark_panel("This file is no collection of areas (FeatureCollection). Please export the areas as GeoJSON."),
    "no_areas": mark_panel("There is no area in this file."),
    "many_areas": mark_panel("There are more than 500 areas in this file. Please export the Stadtteile only."),
    "many_points": mark_panel(
        "The borders in this file have too many points. Please draw them less finely before you export them."
    ),
    "none_chosen": mark_panel("Please tick at least one Stadtteil whose boundary is to be kept."),
    "none_found": mark_panel(
        "No area of the file is called like a Stadtteil of this town. Please choose another property, or check the names."
    ),
}
LEFT_OUT: Mapping[str, str] = {
    "no_geometry": mark_panel("Without a border: {areas}"),
    "kind": mark_panel("A point or a line, not an area (Polygon or MultiPolygon is needed): {areas}"),
    "numbers": mark_panel("A position is not two plain numbers: {areas}"),
    "few_points": mark_panel("Fewer than three corners: {areas}"),
    "metres": mark_panel(
        "The positions are in metres (such as UTM), not in degrees. Please export them as WGS 84 (EPSG:4326): {areas}"
    ),
    "outside": mark_panel("Lies outside of Germany. Please check the coordinate system (WGS 84 is needed): {areas}"),
    "no_size": mark_panel("The border encloses no area: {areas}"),
    "crossing": mark_panel("The border crosses itself, so that inside and outside cannot be told: {areas}"),
    "fine": mark_panel("The border has too many points. Please draw it less finely: {areas}"),
    "unknown": mark_panel("No Stadtteil is called so: {areas}"),
    "unclear": mark_panel("Several Stadtteile are called so: {areas}"),
    "double": mark_panel("Stands in the file more than once; the first one counts: {areas}"),
}
MENDED: Mapping[str, str] = {
    "closed": mark_panel("The border was open and is closed now: {areas}"),
    "order": mark_panel("The order of the points was turned round, which changes nothing on the map: {areas}"),
    "swapped": mark_panel("Latitude and longitude were swapped and are the right way round now: {areas}"),
    "simplified": mark_panel(
        "The border was drawn more finely than needed and has fewer points now; it moves by 10 metres at most: {areas}"
    ),
    "holes": mark_panel("Has a hole; what lies in it does not belong to it: {areas}"),
    "hole_outside": mark_panel("A hole that does not lie in its area was left out: {areas}"),
}
STATES: Mapping[State, str] = {
    "new": mark_panel("new"),
    "changed": mark_panel("changes"),
    "same": mark_panel("stays as it is"),
}
AREA = mark_panel("area {number}")
AND_MORE = mark_panel("{areas} and {count} more")
NAMES_SHOWN = 8
MOST_NOTES = 1_500
_NOTE = re.compile(r"([a-z_]{1,20}) (\d{1,3}) (.{0,100})")


@dataclass(frozen=True, slots=True)
class Note:
    """Something about one area of a file: what (a key of LEFT_OUT or MENDED), its number and what it is called."""

    kind: str
    number: int
    name: str

    @property
    def as_field(self) -> str:
        """How it travels with the form from the preview to keeping."""
        return f"{self.kind} {self.number} {self.name}"


def notes_of(areas: Sequence[Area], name_property: str) -> Sequence[Note]:
    """Return what was found while reading a file: what is left out, and what was mended."""
    names = names_in(areas, name_property)
    kinds = [(area, kind) for area in areas for kind in (*((area.fault,) if area.fault else ()), *area.mended)]
    return [Note(kind, area.number, names.get(area.number, "")) for area, kind in kinds]


def notes_from(fields: Iterable[str]) -> Sequence[Note]:
    """Return the notes that came along with a form; what is none is left out."""
    found = [_NOTE.fullmatch(plain_line(one)) or _NOTE.fullmatch(f"{plain_line(one)} ") for one in list(fields)[:MOST_NOTES]]
    return [Note(one[1], int(one[2]), one[3]) for one in found if one and one[1] in {**LEFT_OUT, **MENDED}]


def matching_notes(matches: Matches, name_property: str) -> Sequence[Note]:
    """Return the areas that are no Stadtteil, or not clearly one."""
    kinds = (("unknown", matches.unknown), ("unclear", matches.unclear), ("double", matches.double))
    return [Note(kind, area.number, area.names.get(name_property, "")) for kind, areas in kinds for area in areas]


def in_words(notes: Sequence[Note], sentences: Mapping[str, str], language: str) -> Sequence[Text]:
    """Return one sentence for each kind of note that stands in `sentences`, with the names of its areas."""
    found = []
    for kind, sentence in sentences.items():
        names = [note.name or say_panel(AREA, language, number=note.number).text for note in notes if note.kind == kind]
        if names:
            found.append(say_panel(sentence, language, areas=_listed(names, language)))
    return found


def square_km(square_metres: float, language: str) -> str:
    """Return an area as people write it."""
    number = f"{square_metres / 1e6:.2f}"
    return f"{number.replace('.', ',') if language == 'de' else number}\u00a0km²"


def _listed(names: Sequence[str], language: str) -> str:
    shown = ", ".join(names[:NAMES_SHOWN])
    more = len(names) - NAMES_SHOWN
    return say_panel(AND_MORE, language, areas=shown, count=more).text if more > 0 else shown
