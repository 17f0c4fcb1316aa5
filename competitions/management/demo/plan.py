"""What the demo festival holds, as data: sections, competitions with the state each is left in, and prizes in tenge."""

from dataclasses import dataclass, field

Titles = tuple[str, str, str]  # English, Russian, Kazakh

SERIES: Titles = ("Altyn Adym", "Алтын Адым", "Алтын Адым")
SERIES_SLUG = "altyn-adym"
TAGLINE: Titles = ("Festival of dance in Astana", "Фестиваль танца в Астане", "Астанадағы би фестивалі")

SECTIONS: dict[str, Titles] = {
    "folk": ("Kazakh folk dance", "Казахский народный танец", "Қазақ халық биі"),
    "ballet": ("Ballet", "Балет", "Балет"),
    "contemporary": ("Contemporary", "Контемпорари", "Контемпорари"),
    "hiphop": ("Hip-hop", "Хип-хоп", "Хип-хоп"),
    "ballroom": ("Ballroom", "Бальные танцы", "Бал билері"),
}

STYLES: dict[str, tuple[Titles, str, str, str]] = {
    # key: titles, group, colour, marker
    "kazakh-folk": (("Kazakh folk", "Казахский народный", "Қазақ халық биі"), "folk", "gold", "disc"),
    "ballet": (("Ballet", "Балет", "Балет"), "classical", "violet", "square"),
    "contemporary": (("Contemporary", "Контемпорари", "Контемпорари"), "contemporary", "green", "triangle"),
    "hip-hop": (("Hip-hop", "Хип-хоп", "Хип-хоп"), "street", "rose", "diamond"),
    "breaking": (("Breaking", "Брейкинг", "Брейкинг"), "street", "rose", "square"),
    "latin": (("Latin", "Латина", "Латын билері"), "ballroom", "sky", "diamond"),
}


@dataclass(frozen=True)
class Contest:
    """One competition of the plan. `left` is the state it is left in: open, closed, half, final, released, corrected."""

    slug: str
    section: str
    style: str
    titles: Titles
    division: Titles
    format: str
    size: str
    entries: int
    left: str
    born: tuple[int, int]
    ages: tuple[int | None, int | None]
    prizes: tuple[int, ...] = ()  # whole tenge for places 1, 2, 3 …
    seed: int = 0  # of the final's marks; chosen so that what the plan promises (a tie, Rule 11) comes out
    heroine: int = 0  # how strong the heroine is here (0: she does not take part; 990: nobody comes near)
    pieces: tuple[str, ...] = field(default=())


FOLK_PIECES = ("Қара жорға", "Былқылдақ", "Айжан қыз", "Балбырауын", "Қамажай", "Шашу", "Аққу", "Тәттімбет")
BALLET_PIECES = ("Китри", "Одетта", "Жизель", "Эсмеральда", "Лиза", "Гамзатти", "Медора", "Аврора")
MODERN_PIECES = ("Дала", "Without a map", "Тыныс", "Осколки", "Line 9", "Кірпік", "Salt", "Түн")

CONTESTS = (
    Contest(
        "folk-solo-10-12",
        "folk",
        "kazakh-folk",
        ("Kazakh folk solo, 10–12", "Казахский народный танец, соло, 10–12", "Қазақ халық биі, жеке, 10–12"),
        ("10–12", "10–12", "10–12"),
        "single-dance-final",
        "solo",
        8,
        "released",
        (2014, 2015),
        (10, 12),
        (100_000, 60_000, 40_000),
        seed=83,
        pieces=FOLK_PIECES,
    ),
    Contest(
        "folk-solo-13-15",
        "folk",
        "kazakh-folk",
        ("Kazakh folk solo, 13–15", "Казахский народный танец, соло, 13–15", "Қазақ халық биі, жеке, 13–15"),
        ("13–15", "13–15", "13–15"),
        "konkurs-threshold",
        "solo",
        7,
        "half",
        (2011, 2012),
        (13, 15),
        (120_000, 80_000, 50_000),
        pieces=FOLK_PIECES,
    ),
    Contest(
        "ballet-variation-13-15",
        "ballet",
        "ballet",
        ("Ballet variation, 13–15", "Балетная вариация, 13–15", "Балет вариациясы, 13–15"),
        ("13–15", "13–15", "13–15"),
        "single-dance-final",
        "solo",
        7,
        "corrected",
        (2011, 2012),
        (13, 15),
        (150_000, 100_000, 50_000),
        pieces=BALLET_PIECES,
    ),
    Contest(
        "contemporary-solo-adults",
        "contemporary",
        "contemporary",
        ("Contemporary solo, adults", "Контемпорари, соло, взрослые", "Контемпорари, жеке, ересектер"),
        ("Adults", "Взрослые", "Ересектер"),
        "konkurs-place",
        "solo",
        8,
        "released",
        (1996, 2007),
        (18, None),
        (400_000, 250_000, 150_000),
        heroine=990,
        pieces=MODERN_PIECES,
    ),
    Contest(
        "contemporary-solo-13-15",
        "contemporary",
        "contemporary",
        ("Contemporary solo, 13–15", "Контемпорари, соло, 13–15", "Контемпорари, жеке, 13–15"),
        ("13–15", "13–15", "13–15"),
        "single-dance-final",
        "solo",
        16,
        "closed",
        (2011, 2012),
        (13, 15),
        pieces=MODERN_PIECES,
    ),
    Contest(
        "hip-hop-solo-adults",
        "hiphop",
        "hip-hop",
        ("Hip-hop solo, adults", "Хип-хоп, соло, взрослые", "Хип-хоп, жеке, ересектер"),
        ("Adults", "Взрослые", "Ересектер"),
        "recall-and-final",
        "solo",
        5,
        "open",
        (1998, 2007),
        (16, None),
        (300_000, 150_000, 100_000),
        heroine=990,
        pieces=MODERN_PIECES,
    ),
    Contest(
        "breaking-adults",
        "hiphop",
        "breaking",
        ("Breaking 1 on 1, adults", "Брейкинг 1 на 1, взрослые", "Брейкинг 1-ге 1, ересектер"),
        ("Adults", "Взрослые", "Ересектер"),
        "breaking-8",
        "solo",
        7,
        "released",
        (1996, 2007),
        (16, None),
        (200_000, 120_000, 80_000),
    ),
    Contest(
        "latin-adults-open",
        "ballroom",
        "latin",
        (
            "Latin, adults, open class",
            "Латиноамериканская программа, взрослые, открытый класс",
            "Латын билері, ересектер, ашық сынып",
        ),
        ("Adults", "Взрослые", "Ересектер"),
        "three-rounds-latin",
        "couple",
        20,
        "released",
        (1994, 2007),
        (16, None),
        (1_500_000, 800_000, 400_000, 150_000, 100_000, 50_000),
        seed=41,
    ),
)


def _past(slug: str, style: str, titles: Titles, division: Titles, born: tuple[int, int], strength: int) -> Contest:
    section, pieces = {
        "kazakh-folk": ("folk", FOLK_PIECES),
        "ballet": ("ballet", BALLET_PIECES),
        "contemporary": ("contemporary", MODERN_PIECES),
    }[style]
    return Contest(
        slug, section, style, titles, division, "single-dance-final", "solo", 7, "released", born, (None, None),
        (300_000, 200_000, 100_000), heroine=strength, pieces=pieces,
    )  # fmt: skip


CHILDREN: Titles = ("10–12", "10–12", "10–12")
ADULTS: Titles = ("Adults", "Взрослые", "Ересектер")
FOLK_CHILDREN: Titles = (
    "Kazakh folk solo, 10–12",
    "Казахский народный танец, соло, 10–12",
    "Қазақ халық биі, жеке, 10–12",
)
BALLET_ADULTS: Titles = ("Ballet variation, adults", "Балетная вариация, взрослые", "Балет вариациясы, ересектер")
MODERN_ADULTS: Titles = (
    "Contemporary solo, adults",
    "Контемпорари, соло, взрослые",
    "Контемпорари, жеке, ересектер",
)

PAST = (
    # year, contests of that year's festival; all released. The heroine learns.
    (2016, (_past("folk-solo-10-12", "kazakh-folk", FOLK_CHILDREN, CHILDREN, (2004, 2006), 520),)),
    (2017, (_past("folk-solo-10-12", "kazakh-folk", FOLK_CHILDREN, CHILDREN, (2005, 2007), 990),)),
    (
        2023,
        (
            _past("ballet-variation-adults", "ballet", BALLET_ADULTS, ADULTS, (1996, 2005), 530),
            _past("contemporary-solo-adults", "contemporary", MODERN_ADULTS, ADULTS, (1996, 2005), 690),
        ),
    ),
    (
        2025,
        (
            _past("ballet-variation-adults", "ballet", BALLET_ADULTS, ADULTS, (1996, 2007), 780),
            _past("contemporary-solo-adults", "contemporary", MODERN_ADULTS, ADULTS, (1996, 2007), 850),
        ),
    ),
)

SECOND_DAY: Titles = ("Day 2", "День второй", "Екінші күн")
SPRING: Titles = ("Alatau Spring", "Весна Алатау", "Алатау көктемі")
SPRING_SLUG = "alatau-spring"
SPRING_TAGLINE: Titles = ("Young dancers in Almaty", "Юные танцоры в Алматы", "Алматыдағы жас бишілер")


@dataclass(frozen=True)
class Slot:
    """One slot of today's programme. `at` is minutes from now; `late` says how late it began, None: not begun."""

    kind: str
    titles: Titles
    at: int
    minutes: int
    late: int | None = None
    is_over: bool = False
    contest: str = ""


def _contest_slot(slug: str, at: int, minutes: int, *, late: int | None = None, is_over: bool = False) -> Slot:
    titles = next(contest.titles for contest in CONTESTS if contest.slug == slug)
    return Slot("heat", titles, at, minutes, late, is_over, slug)


GUESTS: Titles = ("Guests: Naz dance theatre", "Гости: театр танца «Наз»", "Қонақтар: «Наз» би театры")
CEREMONY: Titles = ("Prize-giving: folk dance", "Награждение: народный танец", "Марапаттау: халық биі")
GALA: Titles = ("Prize-giving and gala", "Награждение и гала-концерт", "Марапаттау және гала-концерт")
BREAK: Titles = ("Break", "Перерыв", "Үзіліс")

# The main stage runs some twelve minutes late, the chamber stage on time.
PROGRAMME: tuple[tuple[Slot, ...], ...] = (
    (
        _contest_slot("latin-adults-open", -110, 50, late=2, is_over=True),
        _contest_slot("folk-solo-10-12", -60, 30, late=12, is_over=True),
        _contest_slot("folk-solo-13-15", -30, 40, late=13),
        Slot("performance", GUESTS, 10, 8),
        Slot("ceremony", CEREMONY, 20, 20),
        Slot("ceremony", GALA, 120, 60),
    ),
    (
        _contest_slot("ballet-variation-13-15", -100, 40, late=0, is_over=True),
        _contest_slot("contemporary-solo-adults", -55, 40, late=1, is_over=True),
        Slot("break", BREAK, -10, 20, 0),
        _contest_slot("contemporary-solo-13-15", 10, 50),
        _contest_slot("hip-hop-solo-adults", 65, 45),
    ),
)

# What may be entered for the spring: address, style, titles, division, ages.
SPRING_CONTESTS = (
    ("folk-solo-10-12", "kazakh-folk", FOLK_CHILDREN, CHILDREN, (10, 12)),
    ("contemporary-solo-adults", "contemporary", MODERN_ADULTS, ADULTS, (18, None)),
)
