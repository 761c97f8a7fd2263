"""The built index of words, kept in a file beside the word files, so that a start only maps it into memory."""

from collections.abc import Callable, Iterator
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import NamedTemporaryFile

from angebote.understanding.flat import Parts, pack, unpack

_FOLDER = "built"
_READABLE = 0o644
_SOURCES = (("locales", (".toml", ".txt", ".po", ".py")), ("angebote.understanding", (".toml", ".py")), ("angebote", (".toml",)))


def folder_of_words() -> Path:
    """Return where the index is kept."""
    return Path(str(files("locales"))) / _FOLDER


def kept_parts(build: Callable[[], Parts], folder: Path, state: str) -> Parts:
    """Return the parts of the index that was built of this state of the word files; build and keep them if there is none.

    Shape: where the program may not write beside its files, the index is built at every start and held in memory.
    """
    path = folder / f"{state}.words"
    if not path.is_file():
        packed = pack(build())
        if not _kept(path, packed):
            return unpack(memoryview(packed))
    with path.open("rb") as file:
        return unpack(memoryview(mmap(file.fileno(), 0, access=ACCESS_READ)))


def fingerprint() -> str:
    """Return a name for the state of all word files and of the code that reads them."""
    digest = blake2b(digest_size=16)
    for package, endings in _SOURCES:
        for file in _files_in(files(package), endings):
            digest.update(file.name.encode("utf-8"))
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _files_in(folder: Traversable, endings: tuple[str, ...]) -> Iterator[Traversable]:
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.is_dir() and one.name != _FOLDER:
            yield from _files_in(one, endings)
        elif one.name.endswith(endings):
            yield one


def _kept(path: Path, packed: bytes) -> bool:
    """Write the file as a whole, remove those of earlier states, and tell whether that was possible."""
    try:
        path.parent.mkdir(exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(packed)
        Path(file.name).chmod(_READABLE)
        Path(file.name).replace(path)
    except OSError:
        return False
    for other in path.parent.iterdir():
        if other != path:
            other.unlink(missing_ok=True)
    return True
