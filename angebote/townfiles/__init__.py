"""Towns as folders of TOML files: read into values, or refused with all their faults. The format is in docs/how-to/add-a-town.md."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from angebote.townfiles.faults import Fault
from angebote.townfiles.reading import TownFile, entry_id, read_town_texts

__all__ = ["Fault", "TownFile", "bundled_towns", "entry_id", "read_town_folder", "read_town_texts"]


def read_town_folder(path: Path | Traversable) -> TownFile | list[Fault]:
    """Read the folder of a town; return the town, or all faults in the order of files and lines."""
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    try:
        names = sorted(one.name for one in path.iterdir() if one.is_file() and one.name.endswith(".toml"))
    except OSError:
        return [Fault(path.name, 1, "", "is not a folder that can be read.")]
    for name in names:
        try:
            texts[name] = path.joinpath(name).read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            faults.append(Fault(name, 1, "", "cannot be read as UTF-8 text. Save it in this encoding."))
    return faults or read_town_texts(texts)


def bundled_towns() -> list[Traversable]:
    """Return the folders of the towns that come with the program, in the order of their names."""
    towns = files("angebote").joinpath("towns")
    if not towns.is_dir():
        return []
    return sorted((one for one in towns.iterdir() if one.joinpath("town.toml").is_file()), key=lambda one: one.name)
