from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from angebote.understanding.flat import FlatIndex, FlatRows, FlatWords, Parts, below, nested, pack, unpack
from angebote.understanding.kept import fingerprint, folder_of_words, kept_parts
from angebote.understanding.lexicon import LanguageWords, Lexicon, lexicon
from angebote.understanding.reading import understand_with

TEXTS = st.text(max_size=8)
NUMBERS = st.integers(0, 2**32 - 1)


def words() -> Parts:
    return FlatWords.parts_of(["Schulden", "Miete"])


@given(st.lists(st.tuples(TEXTS, NUMBERS), max_size=30), TEXTS)
def test_an_index_gives_the_numbers_of_each_key_and_none_of_another(pairs: list[tuple[str, int]], other: str) -> None:
    index = FlatIndex(unpack(memoryview(pack(FlatIndex.parts_of(pairs)))))

    for key in {*(key for key, _ in pairs), other}:
        expected = sorted({number for one, number in pairs if one == key})
        assert list(index.get(key)) == expected
        assert index.first(key) == (expected[0] if expected else None)


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=20),
    st.lists(st.lists(NUMBERS, max_size=4), max_size=9),
)
def test_words_and_rows_come_back_as_they_were(texts: list[str], rows: list[list[int]]) -> None:
    parts = unpack(memoryview(pack({**nested("texts", FlatWords.parts_of(texts)), **nested("rows", FlatRows.parts_of(rows))})))

    assert list(FlatWords(below("texts", parts))) == texts
    assert [FlatRows(below("rows", parts))[number] for number in range(len(rows))] == rows


def test_a_file_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="not a file of words"):
        unpack(memoryview(b"PK\x03\x04 something else"))


def test_a_lexicon_read_from_its_file_understands_what_the_built_one_does() -> None:
    own = [
        LanguageWords(tag="en", lexicon={"money_debt": {"strong": ["debts", "owe * money"], "together": [["letter", "bailiff"]]}})
    ]
    again = Lexicon(parts=unpack(memoryview(pack(Lexicon.parts_of(own)))))

    for text in ("I have debts", "I owe him some money", "a letter of the bailiff", "detbs", "nothing"):
        assert understand_with(again, text, None, "en") == understand_with(Lexicon(own), text, None, "en")


def test_the_index_is_built_once_for_a_state_and_old_ones_go(tmp_path: Path) -> None:
    built: list[int] = []

    def build() -> Parts:
        built.append(1)
        return words()

    folder = tmp_path / "built"
    first = FlatWords(kept_parts(build, folder, "one"))
    assert list(first) == list(FlatWords(kept_parts(build, folder, "one"))) == ["Schulden", "Miete"]
    assert len(built) == 1

    kept_parts(build, folder, "two")
    assert len(built) == 2
    assert [file.name for file in folder.iterdir()] == ["two.words"]
    assert list(first) == ["Schulden", "Miete"]


def test_where_nothing_may_be_written_the_index_is_held_in_memory(tmp_path: Path) -> None:
    folder = tmp_path / "built"
    folder.write_text("a file stands where the folder would be", "utf-8")

    assert list(FlatWords(kept_parts(words, folder, "one"))) == ["Schulden", "Miete"]


def test_the_registered_words_are_kept_under_the_state_of_their_files() -> None:
    lexicon()

    assert (folder_of_words() / f"{fingerprint()}.words").is_file()
