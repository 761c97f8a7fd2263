import pytest
from hypothesis import given
from hypothesis import strategies as st

from angebote.understanding.normalise import MESSAGE_LIMIT, fold, marked, read_message

ANY_TEXT = st.text(alphabet=st.characters(), max_size=200)
TRICKY_TEXT = st.text(alphabet="aAıİiIßäÄ\u0308\u200c\u200d می نمی ها های .,!?١۴4½ª我中ሐ\u202e\ud800'’-\n", max_size=60)


@given(ANY_TEXT | TRICKY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT | TRICKY_TEXT)
def test_every_word_has_a_place_in_the_typed_text(text: str) -> None:
    message = read_message(text)

    assert len(message.words) == len(message.clauses) == len(message.sentences) == len(message.spans)
    assert all(0 <= first < last <= len(message.text) for first, last in message.spans)
    assert [first for first, _ in message.spans] == sorted(first for first, _ in message.spans)


@given(ANY_TEXT)
def test_case_makes_no_difference(text: str) -> None:
    assert fold(text.lower().upper()) == fold(text.lower().upper().lower())


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("İSTANBUL ISPARTA ığdır iş İş IŞ", "istanbul isparta igdir is is is"),
        ("Straße STRASSE", "strasse strasse"),
        ("Über U\u0308ber", "uber uber"),
        ("مُحَمَّد", "محمد"),
        ("أإآا", "اااا"),
        ("مكتبة مكتبه", "مكتبه مكتبه"),
        ("کتاب ی", "كتاب ي"),
        ("پلار مې ناروغ دی", "پلار مه ناروغ دي"),
        ("می‌خواهم می خواهم ميخواهم", "ميخواهم ميخواهم ميخواهم"),
        ("کتاب‌ها کتاب ها", "كتابها كتابها"),
        ("٤٥١٤٣ ۴۵۱۴۳ ４５１４３", "45143 45143 45143"),
        ("ёлка їжа", "елка іжа"),
        ("ՀԱՅ ΆΛΦΑ λόγος", "հայ αλφα λογοσ"),
        ("我不会", "我 不 会"),
        ("我想離婚", "我 想 离 婚"),
        ("Dolmetscher*innen, e.V.", "dolmetscher innen e v"),
        ("so\u00adzial\u200bamt\u202e", "sozialamt"),
        ("h̷̢i̸l̶f̵e", "hilfe"),
        ("🏠 \ud800", ""),
    ],
)
def test_spellings_are_levelled(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_the_way_back_gives_the_persons_own_spelling() -> None:
    message = read_message("Ich habe MÄHNUNG, می خواهم  کار!")

    assert message.spelling(2, 2) == "MÄHNUNG"
    assert message.spelling(3, 4) == "می خواهم کار"


def test_clauses_end_at_commas_and_sentences_at_full_stops() -> None:
    message = read_message("Hallo, Welt. Neu")

    assert message.clauses == (0, 1, 2)
    assert message.sentences == (0, 0, 1)


def test_only_the_beginning_of_an_endless_text_is_read() -> None:
    assert len(read_message("a " * 100_000).words) == MESSAGE_LIMIT // 2
    assert read_message(" " * 1_000_000).words == ()
    assert read_message("a" + "\u0301" * 100_000).words == ("a",)


@pytest.mark.parametrize(
    ("older", "newer"), [("tòa án", "toà án"), ("Dọa", "doạ"), ("khỏe", "khoẻ"), ("thủy", "thuỷ"), ("quý", "quý")]
)
def test_both_ways_of_writing_a_vietnamese_tone_are_one(older: str, newer: str) -> None:
    assert marked(older) == marked(newer) == newer
