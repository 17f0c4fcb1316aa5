"""The house's shapes of contests judged by points, placings, callbacks and raw marks, as data: to be copied and changed.

The language is services.format_spec's and docs/formats.md describes it; each shape is danced through in a test.
"""

from typing import Any

Json = dict[str, Any]
Titles = dict[str, str]


def _titles(english: str, russian: str, kazakh: str) -> Titles:
    return {"en": english, "ru": russian, "kk": kazakh}


FIRST = _titles("First round", "Первый тур", "Бірінші кезең")
SECOND = _titles("Second round", "Второй тур", "Екінші кезең")
SEMI = _titles("Semi-final", "Полуфинал", "Жартылай финал")
FINAL = _titles("Final", "Финал", "Финал")
B_FINAL = _titles("B final", "Финал B", "B финалы")
PRELIMINARY = _titles("Preliminary round", "Отборочный тур", "Іріктеу кезеңі")
REPECHAGE = _titles("Repechage", "Утешительный тур", "Үміт кезеңі")
LEADERS = _titles("Leaders, preliminary", "Партнёры, отбор", "Жетекшілер, іріктеу")
FOLLOWERS = _titles("Followers, preliminary", "Партнёрши, отбор", "Ілесушілер, іріктеу")

DANCE: Json = {"titles": _titles("Dance", "Танец", "Би"), "short": "D"}
PERFORMANCE: Json = {
    "titles": _titles("Performance", "Выступление", "Өнер көрсету"),
    "short": "P",
    "kind": "appearance",
}
HIGHLAND: list[Json] = [
    {"titles": _titles("Highland Fling", "Хайланд-флинг", "Хайланд-флинг"), "short": "HF"},
    {"titles": _titles("Sword Dance", "Танец с мечами", "Қылыш биі"), "short": "SD"},
    {"titles": _titles("Seann Triubhas", "Шон Трус", "Шон Трус"), "short": "ST"},
    {"titles": _titles("Reel", "Рил", "Рил"), "short": "R"},
]
IRISH_HEAVY: Json = {"titles": _titles("Heavy shoe", "Жёсткая обувь", "Қатты аяқ киім"), "short": "H"}
IRISH_LIGHT: Json = {"titles": _titles("Light shoe", "Мягкая обувь", "Жұмсақ аяқ киім"), "short": "L"}
IRISH_SET: Json = {"titles": _titles("Set dance", "Сет", "Сет биі"), "short": "S"}


def _round(key: str, kind: str, titles: Titles, ruleset: str, parts: list[Json], **more: Any) -> Json:
    """A round whose sheets go in by dance; `more` as the language names it."""
    return {"key": key, "kind": kind, "titles": titles, "ruleset": ruleset, "parts": parts, "submit_by": "part", **more}


def _by_entry(key: str, kind: str, titles: Titles, ruleset: str, parts: list[Json]) -> Json:
    """A round of performances: each judge hands in a sheet after each entry."""
    return _round(key, kind, titles, ruleset, parts, submit_by="entry")


def _callback(key: str, titles: Titles, wanted: int, **more: Any) -> Json:
    return _round(key, "recall", titles, "wsdc_callback", [DANCE], wanted=wanted, crosses=[wanted, wanted], **more)


def _crosses(key: str, titles: Titles, wanted: int) -> Json:
    return _round(key, "recall", titles, "skating", [DANCE], wanted=wanted, crosses=[wanted, wanted])


def _link(before: str, after: str, cut: str, value: int | None = None, **more: Any) -> Json:
    return {"from": before, "to": after, "cut": cut, **({} if value is None else {"value": value}), **more}


def _format(key: str, titles: Titles, rounds: list[Json], links: list[Json] | None = None) -> Json:
    return {"key": key, "titles": titles, "spec": {"rounds": rounds, "links": links or []}}


def _appearance(requirement: str) -> Json:
    return {**PERFORMANCE, "requirement": requirement}


_SOCIAL: tuple[Json, ...] = (
    _format(
        "jack-and-jill",
        _titles(
            "Jack & Jill: leaders and followers called back apart, couples drawn for the final",
            "Jack & Jill: отбор партнёров и партнёрш отдельно, пары финала по жребию",
            "Jack & Jill: жетекшілер мен ілесушілер бөлек іріктеледі, финал жұптары жеребемен",
        ),
        [
            _callback("leaders", LEADERS, 10, pool="leader"),
            _callback("followers", FOLLOWERS, 10, pool="follower"),
            _round("final", "final", FINAL, "wsdc_final", [DANCE]),
        ],
        [
            _link("leaders", "final", "count", 10, pool="leader"),
            _link("followers", "final", "count", 10, pool="follower"),
        ],
    ),
    _format(
        "strictly",
        _titles(
            "Strictly: couples called back, final by relative placement",
            "Strictly: отбор пар, финал по relative placement",
            "Strictly: жұптарды іріктеу, финал relative placement бойынша",
        ),
        [_callback("prelim", PRELIMINARY, 7), _round("final", "final", FINAL, "wsdc_final", [DANCE])],
        [_link("prelim", "final", "count", 7)],
    ),
)

_KONKURS: tuple[Json, ...] = (
    _format(
        "konkurs-threshold",
        _titles(
            "Konkurs, one performance, titles by score",
            "Конкурс, одно выступление, звания по баллам",
            "Байқау, бір өнер, атақ ұпай бойынша",
        ),
        [_by_entry("final", "final", FINAL, "konkurs_threshold", [PERFORMANCE])],
    ),
    _format(
        "konkurs-place",
        _titles(
            "Konkurs, one performance, titles by place",
            "Конкурс, одно выступление, звания по местам",
            "Байқау, бір өнер, атақ орын бойынша",
        ),
        [_by_entry("final", "final", FINAL, "konkurs_place", [PERFORMANCE])],
    ),
    _format(
        "konkurs-two-rounds",
        _titles(
            "Konkurs, two rounds with different pieces; a third of the first counts in the second",
            "Конкурс, два тура с разными номерами; треть первого идёт во второй",
            "Байқау, нөмірлері бөлек екі кезең; біріншінің үштен бірі екіншіге қосылады",
        ),
        [
            _by_entry(
                "r1",
                "ranked",
                FIRST,
                "konkurs_threshold",
                [_appearance("Классикалық вариация / классическая вариация / classical variation")],
            ),
            _by_entry(
                "r2",
                "final",
                SECOND,
                "konkurs_place",
                [_appearance("Қазіргі би / современный номер / contemporary piece")],
            ),
        ],
        [_link("r1", "r2", "percent", 50, ties="in", carry="weight", weight=[1, 3])],
    ),
    _format(
        "studio-medals",
        _titles(
            "Studio: everyone placed, medals by score",
            "Студии: все оцениваются, медали по баллам",
            "Студиялар: бәрі бағаланады, медаль ұпай бойынша",
        ),
        [_by_entry("final", "final", FINAL, "studio_silhouette", [PERFORMANCE])],
    ),
    _format(
        "trim-half-then-final",
        _titles(
            "Best and worst mark dropped; the better half goes to the final",
            "Без лучшей и худшей оценки; в финал проходит половина",
            "Ең жоғары және ең төмен баға есепке алынбайды; жартысы финалға өтеді",
        ),
        [
            _by_entry("prelim", "ranked", PRELIMINARY, "trim_per_criterion", [PERFORMANCE]),
            _by_entry("final", "final", FINAL, "trim_per_criterion", [PERFORMANCE]),
        ],
        [_link("prelim", "final", "percent", 50, ties="in")],
    ),
    _format(
        "hhi-crews",
        _titles(
            "Hip-hop crews: preliminary, semi-final, final",
            "Хип-хоп, команды: отбор, полуфинал, финал",
            "Хип-хоп, командалар: іріктеу, жартылай финал, финал",
        ),
        [
            _by_entry("prelim", "ranked", PRELIMINARY, "hhi_crew", [PERFORMANCE]),
            _by_entry("semi", "ranked", SEMI, "hhi_crew", [PERFORMANCE]),
            _by_entry("final", "final", FINAL, "hhi_crew", [PERFORMANCE]),
        ],
        [_link("prelim", "semi", "count", 20, ties="in"), _link("semi", "final", "count", 8, ties="in")],
    ),
)

_RAW: tuple[Json, ...] = (
    _format(
        "irish-recall",
        _titles(
            "Irish championship: two rounds, half recalled for the set dance",
            "Ирландский чемпионат: два танца, половина допускается к сету",
            "Ирланд чемпионаты: екі би, жартысы сет биіне өтеді",
        ),
        [
            _round("r1", "ranked", FIRST, "irish", [IRISH_HEAVY, IRISH_LIGHT]),
            _round("recall", "final", FINAL, "irish", [IRISH_SET]),
        ],
        [_link("r1", "recall", "percent", 50, ties="in")],
    ),
    _format(
        "highland",
        _titles("Highland, four dances", "Хайланд, четыре танца", "Хайланд, төрт би"),
        [_round("final", "final", FINAL, "highland", HIGHLAND)],
    ),
    _format(
        "ido-3d",
        _titles(
            "IDO: elimination by crosses, final by places",
            "IDO: отбор крестами, финал местами",
            "IDO: іріктеу крестермен, финал орындармен",
        ),
        [
            _round("elimination", "recall", PRELIMINARY, "ido_3d_elimination", [PERFORMANCE], wanted=6, crosses=[6, 6]),
            _round("final", "final", FINAL, "ido_3d_final", [PERFORMANCE]),
        ],
        [_link("elimination", "final", "count", 6)],
    ),
)

_CROSSES: tuple[Json, ...] = (
    _format(
        "repechage",
        _titles(
            "First round, repechage for the others, second round, final",
            "Первый тур, утешительный тур, второй тур, финал",
            "Бірінші кезең, үміт кезеңі, екінші кезең, финал",
        ),
        [
            _crosses("r1", FIRST, 8),
            _crosses("repechage", REPECHAGE, 4),
            _crosses("r2", SECOND, 6),
            _round("final", "final", FINAL, "skating", [DANCE]),
        ],
        [
            _link("r1", "r2", "count", 8),
            _link("r1", "repechage", "rest"),
            _link("repechage", "r2", "count", 4),
            _link("r2", "final", "count", 6),
        ],
    ),
    _format(
        "a-and-b-final",
        _titles(
            "Semi-final, A final and B final (places go on)",
            "Полуфинал, финалы A и B (места по порядку)",
            "Жартылай финал, A және B финалдары (орын жалғасады)",
        ),
        [
            _crosses("semi", SEMI, 6),
            _round("a", "final", FINAL, "skating", [DANCE]),
            _round("b", "final", B_FINAL, "skating", [DANCE]),
        ],
        [_link("semi", "a", "count", 6), _link("semi", "b", "rest")],
    ),
)

FORMATS: tuple[Json, ...] = (*_SOCIAL, *_KONKURS, *_RAW, *_CROSSES)
