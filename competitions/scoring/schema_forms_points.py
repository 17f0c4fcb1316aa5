"""The parameters of points systems and placement tables, as the fields of a form."""

from __future__ import annotations

from . import schema_words as words
from .schema_fields import Field


def line_fields(prefix: str) -> tuple[Field, ...]:
    """The cut: a number or a share, and what becomes of a tie at the line."""
    return (
        Field(
            f"{prefix}count",
            "integer",
            ("Number that goes on", "Сколько проходит", "Өтетін саны"),
            ("Leave empty where a share is set.", "Пусто, если задана доля.", "Үлес берілсе, бос қалдырыңыз."),
            low=1,
        ),
        Field(
            f"{prefix}percent",
            "decimal",
            ("Share that goes on, percent", "Доля проходящих, %", "Өтетін үлес, %"),
            ("Rounded up to whole entries.", "Округляется вверх.", "Жоғары қарай дөңгелектенеді."),
            high=100,
            is_above_zero=True,
        ),
        Field(
            f"{prefix}ties",
            "choice",
            ("Level at the line", "Поровну на черте", "Шекте тең болса"),
            ("What becomes of those who are level there.", "Что с теми, кто там поровну.", "Сол жерде тең болғандар."),
            choices=words.LINE_TIES,
            default="include",
        ),
    )


def aggregate_fields(prefix: str) -> tuple[Field, ...]:
    """How the marks of the judges become one value."""
    trimmed, drop = (
        (f"{prefix}op", words.TRIMS),
        ("How many marks are left out.", "Сколько оценок отбрасывается.", "Қанша баға алынады."),
    )
    return (
        Field(
            f"{prefix}op",
            "choice",
            ("Marks of the judges become", "Оценки судей дают", "Төреші бағалары береді"),
            ("How many marks become one value.", "Как из оценок получается число.", "Бағалардан бір сан қалай шығады."),
            choices=words.OPERATIONS,
            is_required=True,
        ),
        Field(
            f"{prefix}drop_low",
            "integer",
            ("Lowest left out", "Отбросить наименьших", "Ең төменін алу"),
            drop,
            0,
            99,
            default=0,
            when=trimmed,
        ),
        Field(
            f"{prefix}drop_high",
            "integer",
            ("Highest left out", "Отбросить наибольших", "Ең жоғарысын алу"),
            drop,
            0,
            99,
            default=0,
            when=trimmed,
        ),
        Field(
            f"{prefix}min_judges",
            "integer",
            ("Fewest judges for leaving out", "Отбрасывать не менее чем при", "Алу үшін ең аз төреші"),
            (
                "With fewer judges nothing is left out.",
                "При меньшем числе судей не отбрасывается.",
                "Төреші аз болса, алынбайды.",
            ),
            0,
            default=0,
            when=trimmed,
        ),
        Field(
            f"{prefix}tolerance",
            "decimal",
            ("Tolerance around the median", "Допуск от медианы", "Медианадан рұқсат"),
            ("A mark exactly at it stays.", "Оценка ровно на границе остаётся.", "Дәл шектегі баға қалады."),
            low=0,
            is_required=True,
            when=(f"{prefix}op", ("median_tolerance",)),
            is_general_knowledge=True,
        ),
    )


def digits_field(key: str, labels: tuple[str, str, str], default: int | None = None) -> Field:
    """A number of decimal places."""
    helps = ("A half is rounded up.", "Половина округляется вверх.", "Жартысы жоғары дөңгелектенеді.")
    return Field(key, "integer", labels, helps, 0, 12, default=default)


def limit_fields(prefix: str, *, is_general_knowledge: bool = False) -> tuple[Field, ...]:
    """Which marks are legal."""
    return (
        Field(
            f"{prefix}min",
            "decimal",
            ("Lowest mark", "Наименьшая оценка", "Ең төмен баға"),
            is_general_knowledge=is_general_knowledge,
        ),
        Field(
            f"{prefix}max",
            "decimal",
            ("Highest mark", "Наибольшая оценка", "Ең жоғары баға"),
            is_general_knowledge=is_general_knowledge,
        ),
        Field(
            f"{prefix}step",
            "decimal",
            ("Step", "Шаг", "Қадам"),
            is_above_zero=True,
            is_general_knowledge=is_general_knowledge,
        ),
    )


_DENSE = Field(
    "dense",
    "boolean",
    ("Places 1, 2, 2, 3", "Места 1, 2, 2, 3", "Орындар 1, 2, 2, 3"),
    ("Otherwise 1, 2, 2, 4.", "Иначе 1, 2, 2, 4.", "Әйтпесе 1, 2, 2, 4."),
    default=False,
)
_CRITERIA = Field(
    "criteria",
    "rows",
    ("Criteria", "Критерии", "Өлшемдер"),
    ("What judges mark.", "Что оценивают судьи.", "Төрешілер нені бағалайды."),
    is_required=True,
    fields=(
        Field("id", "text", ("Name", "Название", "Атауы"), is_required=True),
        Field("weight", "decimal", ("Weight", "Вес", "Салмағы"), default="1"),
        *limit_fields(""),
    ),
)
_TIERS = (
    Field(
        "tiers",
        "rows",
        ("Titles by score", "Звания по баллам", "Балл бойынша атақтар"),
        ("From this score on.", "Начиная с этого балла.", "Осы балдан бастап."),
        fields=(
            Field("min", "decimal", ("From", "От", "Бастап"), is_required=True),
            Field("name", "text", ("Title", "Звание", "Атақ"), is_required=True),
        ),
    ),
    Field(
        "place_titles",
        "texts",
        ("Titles by place", "Звания по местам", "Орын бойынша атақтар"),
        ("From the first place on.", "Начиная с первого места.", "Бірінші орыннан бастап."),
    ),
    Field(
        "no_tier",
        "text",
        ("Everybody else", "Остальные", "Қалғандары"),
        ("The title of who gets none.", "Звание остальных.", "Атақ алмағандардың атағы."),
    ),
)

POINTS: tuple[Field, ...] = (
    _CRITERIA,
    Field(
        "order",
        "choice",
        ("First", "Сначала", "Алдымен"),
        ("What is computed first.", "Что считается сначала.", "Алдымен не есептеледі."),
        choices=words.ORDERS,
        default="per_criterion",
    ),
    *aggregate_fields("aggregate."),
    Field(
        "parts",
        "texts",
        ("Dances or rounds", "Танцы или туры", "Билер не кезеңдер"),
        ("Empty for one.", "Пусто, если один.", "Біреу болса, бос."),
    ),
    Field(
        "combine",
        "choice",
        ("Dances become", "Танцы дают", "Билер береді"),
        ("How they become one score.", "Как из них получается балл.", "Олардан балл қалай шығады."),
        choices=words.COMBINES,
        default="sum",
    ),
    Field(
        "floor",
        "decimal",
        ("No score below", "Балл не ниже", "Балл төмен емес"),
        ("After deductions.", "После вычетов.", "Шегерімнен кейін."),
    ),
    digits_field("round", ("Decimals of the score", "Знаков у балла", "Балдың ондық таңбалары"), 2),
    digits_field("round_criteria", ("Round each criterion to", "Округлять критерий до", "Өлшемді дөңгелектеу")),
    digits_field("report_criteria", ("Show each criterion with", "Показывать критерий с", "Өлшемді көрсету таңбасы")),
    Field(
        "rank_on",
        "choice",
        ("Places by", "Места по", "Орындар"),
        ("Which score decides.", "Какой балл решает.", "Қай балл шешеді."),
        choices=words.RANK_ON,
        default="rounded",
    ),
    Field(
        "tie_break",
        "items",
        ("Level scores", "При равных баллах", "Балл тең болса"),
        (
            "From left to right; then the place is shared.",
            "Слева направо; затем место делится.",
            "Солдан оңға; сосын орын бөлінеді.",
        ),
        choices=words.SCORE_TIES,
        default=(),
    ),
    _DENSE,
    *_TIERS,
    Field(
        "blank_rows",
        "choice",
        ("A judge's blank row", "Пустая строка судьи", "Төрешінің бос жолы"),
        choices=words.BLANK_ROWS,
        default="missing",
    ),
    *line_fields("advance."),
)

PLACEMENT: tuple[Field, ...] = (
    *limit_fields("scale.", is_general_knowledge=True),
    Field(
        "table",
        "decimals",
        ("Points by place", "Очки за места", "Орын ұпайлары"),
        ("From the first place on.", "Начиная с первого места.", "Бірінші орыннан бастап."),
    ),
    Field(
        "scheme",
        "choice",
        ("Without a table", "Без таблицы", "Кестесіз"),
        ("What a place is worth.", "Чего стоит место.", "Орынның құны."),
        choices=words.SCHEMES,
    ),
    Field(
        "tie_points",
        "choice",
        ("Tied on a sheet", "Поровну на листе", "Парақта тең"),
        ("What each of them gets.", "Что получает каждый.", "Әрқайсысы не алады."),
        choices=words.TIE_POINTS,
        default="average",
    ),
    digits_field("tie_round", ("Round a shared mean to", "Округлять среднее до", "Орташаны дөңгелектеу")),
    Field(
        "drop_high_low_if_sheets",
        "integer",
        (
            "Leave out best and worst with so many sheets",
            "Без лучшего и худшего при числе листов",
            "Осынша парақта шеткілерсіз",
        ),
        ("Only with exactly so many.", "Только ровно при таком числе.", "Дәл осынша болса ғана."),
        low=3,
        is_general_knowledge=True,
    ),
    Field(
        "zero_is_no_prize",
        "boolean",
        ("A mark of 0 is no prize", "Оценка 0 без приза", "0 бағасына жүлде жоқ"),
        default=False,
    ),
    Field(
        "tie_break",
        "choices",
        ("Level totals", "При равной сумме", "Қосынды тең болса"),
        choices=words.SHEET_TIES,
        default=(),
        is_general_knowledge=True,
    ),
    _DENSE,
    *line_fields("advance."),
)
