import pytest

from tests.understanding.words import read


@pytest.mark.parametrize(
    ("text", "conversation", "language"),
    [
        ("ich habe eine Mahnung bekommen", None, "de"),
        ("what do I need", None, "en"),
        ("мені потрібна робота", None, "uk"),
        ("мне нужна работа", None, "ru"),
        ("أريد شقة", None, "ar"),
        ("çok borç var", None, "tr"),
        ("وصلتني Mahnung", "ar", "ar"),
        ("Mahnung", "ar", None),
        ("Bürgergeld Schulden Wohnung", "en", None),
        ("ich habe was zu essen und du", "ar", "de"),
        ("what is my rent and what do I have", "de", "en"),
        ("أريد شقة في هذا", "de", "ar"),
        ("Wohnung", "de-simple", "de-simple"),
        ("123", "de", None),
        ("xyzzy", None, None),
        ("", None, None),
    ],
)
def test_the_language_is_told_where_it_can_be(text: str, conversation: str | None, language: str | None) -> None:
    assert read(text, conversation).language == language
