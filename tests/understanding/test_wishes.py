from angebote.understanding import Wishes
from tests.understanding.words import read


def test_wishes_are_the_coded_facts_of_an_angebot() -> None:
    wishes = read("Beratung für Frauen, sofort, telefonisch, ich sitze im Rollstuhl").wishes

    assert wishes == Wishes(target_groups=("women",), formats=("phone",), access=("step_free",), is_now=True)


def test_a_language_beside_speaks_is_a_wish() -> None:
    assert read("Schulden, ich brauche jemand der Arabisch spricht").wishes.languages == ("ar",)
    assert read("Anwalt auf Türkisch").wishes.languages == ("tr",)


def test_learning_german_is_no_wish_for_a_language() -> None:
    assert read("Deutsch lernen").wishes.languages == ()


def test_an_age_stands_beside_the_word_for_years() -> None:
    assert read("ich bin ١٦ Jahre alt").wishes.age == 16
    assert read("16-jährig").wishes.age == 16
    assert read("seit 2000 Jahre Rom").wishes.age is None
    assert read("16 Schulden").wishes.age is None


def test_the_whole_city_can_be_meant() -> None:
    assert read("Tafel in der ganzen Stadt, ganze Stadt").is_whole_city
