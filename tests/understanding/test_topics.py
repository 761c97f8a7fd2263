import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from angebote.understanding import Need, understand
from angebote.understanding.lexicon import LanguageWords, Lexicon
from angebote.understanding.reading import understand_with
from tests.understanding.words import read, topics


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Ich habe eine Mahnung bekommen", "money_debt"),
        ("Mahnugn!", "money_debt"),
        ("Mietschulden", "money_debt"),
        ("Schuldnerberatung", "money_debt"),
        ("Buergergeld", "money_debt"),
        ("ich kann meine letzten Rechnungen nicht bezahlen", "money_debt"),
        ("Strom wurde mir abgestellt", "money_debt"),
        ("GEZ", "money_debt"),
        ("Geld", "money_debt"),
        ("Konto und Rechnung und noch so viele andere Sachen im Haus unten", "money_debt"),
        ("Gesundheitsberatung", "health"),
        ("haus ordnung", "neighbourhood"),
    ],
)
def test_german_messages_find_their_topic(text: str, topic: str) -> None:
    assert topics(text)[:1] == [topic]


@pytest.mark.parametrize(
    "text",
    [
        "Mein Opa hat früher viel Geld verdient damals beim Bergbau unter Tage gearbeitet",
        "Taschengeld und Mahnung",
        "GEZZ",
        "Der Strom fließt",
        "kann Peter und Paul und Maria und Josef nicht bezahlen",
        "drohen",
        "🤷 ...",
        "",
        "asdf qwertz",
    ],
)
def test_messages_about_something_else_find_nothing(text: str) -> None:
    assert topics(text) == []


def test_several_needs_are_all_returned_with_the_persons_own_words_in_order() -> None:
    need = read("Wohnung kaputt, MAHNUNG vom Vermieter, brauche Arzt")

    assert {hit.id for hit in need.topics} == {"housing", "money_debt", "health"}
    assert next(hit for hit in need.topics if hit.id == "housing").because == ("Wohnung", "Vermieter")
    assert next(hit for hit in need.topics if hit.id == "money_debt").because == ("MAHNUNG",)
    assert all(0 < hit.score < 1 for hit in need.topics)


def test_a_german_word_from_a_letter_is_understood_in_an_arabic_sentence() -> None:
    need = read("وصلتني Mahnung ما هذا", "ar")

    assert [hit.id for hit in need.topics] == ["money_debt"]
    assert need.language == "ar"


def test_a_short_word_of_another_language_is_not_heard_in_an_ordinary_word() -> None:
    assert topics("this is my Iş", "en") == []
    assert topics("iş", "tr") == ["work_training"]


def test_arabic_words_do_not_become_each_other() -> None:
    assert topics("المكتبة", "ar") == ["community_leisure"]
    assert topics("مكتئبة", "ar") == []


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=300), st.sampled_from(["de", "ar", "xx", "", None]), st.booleans())
def test_any_text_has_an_answer(text: str, language: str | None, is_place_expected: bool) -> None:
    assert read(text, language, is_place_expected=is_place_expected).topics is not None


@pytest.mark.parametrize(
    "text", [" " * 1_000_000, "Mahnung " * 20_000, "a\u0301" * 50_000, "\ud800\udfff" * 50, "nicht ich will " * 5000, "我" * 9000]
)
def test_enormous_texts_have_an_answer(text: str) -> None:
    assert understand(text, None, "de").crisis is not None


def asked(text: str) -> Need:
    """Return what a lexicon with few weak words makes of a text."""
    words = Lexicon(
        [
            LanguageWords(
                tag="en",
                lexicon={
                    "family_parenting": {"strong": ["upbringing"], "weak": ["parents", "children"]},
                    "grief": {"strong": ["funeral"], "weak": ["dead"]},
                    "health": {"strong": ["clinic"]},
                    "mental_health": {"strong": ["depression"]},
                },
                wishes={"asks": ["where can I", "need"]},
                common=("my are both the a for and with in very to me i is was where can",),
            )
        ]
    )
    return understand_with(words, text, None, "en")


def test_a_weak_word_counts_in_a_long_sentence_that_asks_for_help() -> None:
    assert asked("yesterday evening the children laughed loudly about a red balloon").topics == ()
    assert [hit.id for hit in asked("where can I find something cheerful for the children tomorrow afternoon").topics] == [
        "family_parenting"
    ]


def test_a_question_asks_in_any_language_that_marks_it() -> None:
    long = "does anybody know what nice people do together after school with children"
    assert asked(long).topics == ()
    for mark in "?؟？፧":
        assert [hit.id for hit in asked(long + mark).topics] == ["family_parenting"]


def test_in_the_title_of_a_page_a_long_weak_word_is_meant_but_not_in_a_list_or_a_sentence() -> None:
    assert [hit.id for hit in asked("lively children afternoon").topics] == ["family_parenting"]
    assert asked("dogs, children, balloons").topics == ()
    assert asked("dead slow snail").topics == ()
    assert asked("lively children laughed yesterday").topics == ()


def test_a_short_text_of_nothing_but_weak_words_tells_all_their_topics_the_narrower_first() -> None:
    assert [hit.id for hit in asked("my parents are both dead").topics] == ["grief", "family_parenting"]


def test_of_two_topics_said_alike_the_narrower_comes_first() -> None:
    assert [hit.id for hit in asked("a clinic for depression").topics] == ["mental_health", "health"]


def test_a_weak_word_in_a_long_sentence_is_no_answer_but_tells_what_to_offer_first() -> None:
    need = asked("yesterday evening the children laughed loudly about a red balloon")

    assert (need.topics, need.likely_first) == ((), ())
    assert [hit.id for hit in need.possible] == ["family_parenting"]


def test_a_weak_word_beside_what_was_said_outright_is_only_possible() -> None:
    need = asked("the funeral was very expensive and yesterday the children sang beautifully")

    assert [hit.id for hit in need.topics] == ["grief"]
    assert [hit.id for hit in need.possible] == ["family_parenting"]
    assert [hit.id for hit in need.likely_first] == ["grief", "family_parenting"]


@pytest.mark.parametrize(("text", "is_meant"), [("vay tiền", True), ("vay tien", True), ("vậy tiền", False), ("vây tien", False)])
def test_in_vietnamese_the_marks_that_are_typed_must_be_those_of_the_entry(text: str, is_meant: bool) -> None:
    words = Lexicon([LanguageWords(tag="vi", lexicon={"money_debt": {"strong": ["vay tiền"]}})])

    assert bool(understand_with(words, text, None, "vi").topics) == is_meant


@pytest.mark.parametrize(
    ("text", "language", "topics"),
    [
        ("not a doctor, a lawyer", "en", ["legal_advice"]),
        ("Ich brauche keinen Arzt, sondern einen Anwalt", "de", ["legal_advice"]),
        ("doktor değil, avukat", "tr", ["legal_advice"]),
        ("мне нужен не врач, а юрист", "ru", ["legal_advice"]),
        ("دکتر نه، وکیل", "fa", ["legal_advice"]),
        ("不是医生，是律师", "zh", ["legal_advice"]),
        ("keine Wohnung, brauche Anwalt", "de", ["housing", "legal_advice"]),
        ("not a doctor", "en", ["health"]),
        ("dzwonili ze szpitala, mama nie żyje", "pl", ["grief", "health"]),
    ],
)
def test_what_is_denied_is_not_meant_but_a_want_is_no_denial(text: str, language: str, topics: list[str]) -> None:
    assert [hit.id for hit in understand(text, None, language).topics] == topics
