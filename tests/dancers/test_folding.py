"""Search keys meet across alphabets; sort keys follow the Kazakh one."""

import pytest

from dancers.selectors.folding import KEY_LENGTH, fold, sort_key


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        (["Әлия", "ӘЛИЯ", "Алия", "Aliya", "Alia"], "alia"),
        (["Ғабит", "Габит", "Gabit", "Ghabit"], "gabit"),
        (["Қуаныш", "Куаныш", "Kuanysh", "Quanysh"], "kuanis"),
        (["Ңұрлан", "Нурлан", "Nurlan"], "nurlan"),
        (["Өмірбек", "Омирбек", "Omirbek"], "omirbek"),
        (["Ұлжан", "Ulzhan", "Uljan"], "uljan"),
        (["Үміт", "Умит", "Umit"], "umit"),
        (["Һәкім", "Хаким", "Hakim", "Khakim"], "hakim"),
        (["Ілияс", "Ильяс", "Ilyas"], "ilias"),
        (["Фёдор", "Федор", "Fyodor", "Fedor"], "fedor"),
        (["Щербакова", "Shcherbakova"], "serbakova"),
        (["Чернышевский", "Chernyshevsky", "Chernyshevskiy"], "cernisevski"),
        (["O'Connor", "O’Connor", "OConnor"], "okonor"),
    ],
)
def test_fold_when_a_name_is_spelled_in_several_ways(spellings: list[str], key: str) -> None:
    assert [fold(spelling) for spelling in spellings] == [key] * len(spellings)


def test_fold_when_names_differ() -> None:
    assert fold("Алия") != fold("Алина")
    assert fold("Chen") != fold("Ken")


def test_fold_when_several_words_are_joined() -> None:
    assert fold("Анна-Мария", "Smith, John") == "ana maria smith john"


def test_fold_when_the_text_is_longer_than_the_column() -> None:
    assert len(fold("щя" * 400)) == KEY_LENGTH


def test_sort_key_when_letters_are_kazakh() -> None:
    names = [
        "Ілияс",
        "Әлия",
        "Алия",
        "Беков",
        "Үміт",
        "Умит",
        "Ұлжан",
        "Яна",
        "Anna",
        "Ёлка",
        "Ели",
        "Қуаныш",
        "Куаныш",
    ]
    assert sorted(names, key=sort_key) == [
        *["Anna", "Алия", "Әлия", "Беков", "Ели", "Ёлка", "Куаныш", "Қуаныш", "Умит", "Ұлжан", "Үміт", "Ілияс", "Яна"]
    ]


def test_sort_key_when_one_family_name_begins_another() -> None:
    assert sort_key("Бек", "Яна") < sort_key("Бекова", "Анна")


def test_sort_key_when_a_letter_carries_an_accent() -> None:
    assert sort_key("Émile") == sort_key("Emile")
