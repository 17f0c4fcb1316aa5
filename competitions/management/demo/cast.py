"""The invented people of the demo: names of three traditions, four academies, judges and staff. Nobody here exists."""

import random
from dataclasses import dataclass
from datetime import date

GIRLS_KK = [
    "Айзере",
    "Томирис",
    "Аружан",
    "Інжу",
    "Дильназ",
    "Мәдина",
    "Әсел",
    "Айгерім",
    "Жанель",
    "Сымбат",
    "Ұлпан",
    "Қарлығаш",
    "Гүлназ",
    "Нұрай",
    "Көркем",
    "Балнұр",
    "Үміт",
    "Ңұрайым",
    "Меруерт",
    "Зере",
]
BOYS_KK = [
    "Данияр",
    "Нұрсұлтан",
    "Ержан",
    "Әлихан",
    "Бауыржан",
    "Мирас",
    "Темірлан",
    "Санжар",
    "Қуаныш",
    "Ғабит",
    "Өмірбек",
    "Ілияс",
    "Һәкім",
    "Арман",
    "Алдияр",
]
FAMILIES_KK = [
    "Құдайберген",
    "Әбілқайыр",
    "Сейіт",
    "Жұмағали",
    "Бекмұхамбет",
    "Тұрсынбек",
    "Ермек",
    "Серікбай",
    "Өтеген",
    "Төлеген",
    "Қасымжомарт",
    "Нысанбай",
    "Үсен",
    "Ғалымжан",
]
GIRLS_RU = ["Полина", "Екатерина", "Софья", "Алина", "Камила", "Варвара", "Анастасия", "Дарья", "Милана", "Ульяна"]
BOYS_RU = ["Артём", "Игорь", "Тимур", "Олег", "Кирилл", "Фёдор", "Матвей", "Глеб"]
FAMILIES_RU = [
    "Вознесенск",
    "Щербаков",
    "Назаров",
    "Карелин",
    "Рахимов",
    "Соловьёв",
    "Лебедев",
    "Ахметжанов",
    "Громов",
    "Терентьев",
]
GIRLS_EU = ["Dana", "Giulia", "Maja", "Ioana", "Clara", "Freja"]
BOYS_EU = ["Lukas", "Matteo", "Piotr", "Andrei", "Jonas", "Emil"]
FAMILIES_EU = [
    "Weber",
    "Brandt",
    "Ferrante",
    "Bellandi",
    "Kowalczyk",
    "Munteanu",
    "Lindqvist",
    "Hofmann",
    "Novák",
    "Dobre",
]


@dataclass(frozen=True)
class Performer:
    """One invented dancer: names as written, sex as the names go, birth date, and the academy's key."""

    given_name: str
    family_name: str
    birth_date: date
    academy: str
    is_girl: bool


@dataclass(frozen=True)
class School:
    """One invented academy and the mailbox of the person who manages it."""

    key: str
    name: str
    city: str
    country: str
    tradition: str
    manager: str
    language: str


SCHOOLS = (
    School("shanyraq", "Шаңырақ", "Астана", "KZ", "kk", "manager.shanyraq@demo.example", "kk"),
    School("grand", "Grand Dance", "Алматы", "KZ", "mixed", "manager.grand@demo.example", "ru"),
    School("avangard", "Авангард", "Москва", "RU", "ru", "manager.avangard@demo.example", "ru"),
    School("isarwinkel", "TC Isarwinkel", "München", "DE", "eu", "manager.isarwinkel@demo.example", "en"),
)

JUDGES = (
    ("Сәуле", "Ибраева", "kk", "KZ"),
    ("Henrik", "Lindqvist", "en", "SE"),
    ("Жанна", "Мұқанова", "kk", "KZ"),
    ("Paolo", "Conti", "en", "IT"),
    ("Олег", "Терентьев", "ru", "KG"),
    ("Marta", "Nowicka", "en", "PL"),
    ("Рустам", "Юсупов", "ru", "UZ"),
)

# The one whose record the demo tells: folk dance as a child, an academy in Moscow, then stages everywhere.
HEROINE = Performer("Аяулым", "Жұлдызқызы", date(2005, 3, 21), "avangard", is_girl=True)


def _family(tradition: str, stem: str, *, is_girl: bool) -> str:
    if tradition == "kk":
        return stem + ("қызы" if is_girl else "ұлы")
    if tradition == "ru":
        if stem.endswith("ск"):
            return stem + ("ая" if is_girl else "ий")
        return stem + ("а" if is_girl else "")
    return stem


_GIVEN = {
    "kk": (GIRLS_KK, BOYS_KK, FAMILIES_KK),
    "ru": (GIRLS_RU, BOYS_RU, FAMILIES_RU),
    "eu": (GIRLS_EU, BOYS_EU, FAMILIES_EU),
}


def make_performer(
    rng: random.Random, school: School, *, born: tuple[int, int], is_girl: bool, taken: set[str]
) -> Performer:
    """Return a dancer of this school born between the two years, with a name that is not taken yet."""
    while True:
        tradition = rng.choice(["kk", "ru", "kk"]) if school.tradition == "mixed" else school.tradition
        girls, boys, families = _GIVEN[tradition]
        given = rng.choice(girls if is_girl else boys)
        family = _family(tradition, rng.choice(families), is_girl=is_girl)
        if f"{given} {family}" not in taken:
            taken.add(f"{given} {family}")
            birth = date(rng.randint(*born), rng.randint(1, 12), rng.randint(1, 28))
            return Performer(given, family, birth, school.key, is_girl)
