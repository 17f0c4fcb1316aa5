"""The parameters of every family of systems, as the fields of a form."""

from __future__ import annotations

from collections.abc import Mapping

from . import schema_words as words
from .schema_fields import Field
from .schema_forms_battles import BATTLE, BOUTS_GROUP, BOUTS_KNOCKOUT, GROUP
from .schema_forms_points import PLACEMENT, POINTS, aggregate_fields, digits_field, limit_fields, line_fields

_WANTED = Field(
    "wanted",
    "integer",
    ("How many go on", "Сколько проходит дальше", "Қанша өтеді"),
    (
        "A tie at the line is decided by the chair.",
        "Ничью на черте решает председатель.",
        "Шектегі тең жағдайды төраға шешеді.",
    ),
    low=1,
    is_required=True,
)


_STANDING: tuple[Field, ...] = (
    Field(
        "method", "choice", ("Compared are", "Сравниваются", "Салыстырылады"), choices=words.METHODS, is_required=True
    ),
    Field("on", "choice", ("By", "По", "Бойынша"), choices=words.COMPARED, default="score"),
    Field("criterion", "text", ("Criterion", "Критерий", "Өлшем"), when=("on", ("criterion",)), is_required=True),
    Field(
        "by",
        "choices",
        ("Groups by", "Группы по", "Топтар"),
        ("Empty: all together.", "Пусто: все вместе.", "Бос: бәрі бірге."),
        choices=words.GROUPED_BY,
        default=(),
    ),
    Field("count", "integer", ("Places honoured", "Отмечается мест", "Марапатталатын орын"), low=1, default=1),
    Field(
        "min_entries",
        "integer",
        ("Fewest entries of a group", "Не меньше участников в группе", "Топтағы ең аз қатысушы"),
        low=1,
        default=1,
        is_general_knowledge=True,
    ),
    Field(
        "max_place",
        "decimal",
        ("Only places up to", "Только места до", "Тек орындар дейін"),
        ("1 for a Grand Prix.", "1 для Гран-при.", "Гран-при үшін 1."),
        low=1,
    ),
    Field(
        "best_of",
        "integer",
        ("Best results that count", "Сколько лучших считается", "Саналатын үздік нәтиже"),
        low=1,
        when=("method", ("academies",)),
        is_required=True,
    ),
    Field("aggregate", "choice", ("They become", "Они дают", "Олар береді"), choices=words.SUMS, default="sum"),
    Field(
        "tie_break",
        "choices",
        ("Level figures", "При равенстве", "Тең болса"),
        choices=words.STANDING_BREAKS,
        default=(),
        is_general_knowledge=True,
    ),
    Field(
        "ties",
        "choice",
        ("Level at the line", "Поровну на черте", "Шекте тең болса"),
        choices=words.STANDING_TIES,
        default="include",
    ),
)

_NOT_DANCED = Field(
    "not_danced",
    "choice",
    ("Who did not dance a dance", "Кто не танцевал танец", "Биді билемеген"),
    ("Empty: the sheet is refused.", "Пусто: лист не принимается.", "Бос: парақ қабылданбайды."),
    choices=words.NOT_DANCED,
    is_general_knowledge=True,
)

SYSTEMS: Mapping[str, tuple[Field, ...]] = {
    "skating:single": (_NOT_DANCED,),
    "skating:multi": (_NOT_DANCED,),
    "skating:callback": (
        _WANTED,
        Field(
            "crosses",
            "integer_range",
            ("Crosses asked of each judge", "Крестов от каждого судьи", "Әр төрешіден айқыш"),
            ("A number, or from and to.", "Число или от и до.", "Сан не аралық."),
            low=1,
        ),
        Field(
            "strict_crosses",
            "boolean",
            ("Every judge gives the same number", "Все судьи дают поровну", "Төрешілер бірдей санын береді"),
            default=True,
        ),
    ),
    "relative_placement:final": (
        Field(
            "places_to",
            "integer",
            ("Judges place only the first", "Судьи ставят только первые места", "Тек алғашқы орындар беріледі"),
            ("Empty: all of them.", "Пусто: все места.", "Бос: барлық орын."),
            low=1,
        ),
    ),
    "relative_placement:callback": (
        _WANTED,
        Field("points", "worths", ("Points of the marks", "Очки за отметки", "Белгілердің ұпайы"), is_required=True),
        Field("alternates", "integer", ("Alternates", "Запасные", "Қосалқылар"), low=0, default=0),
    ),
    "bouts:knockout": BOUTS_KNOCKOUT,
    "bouts:group": BOUTS_GROUP,
}
FAMILIES: Mapping[str, tuple[Field, ...]] = {
    "points": POINTS,
    "component": (
        *aggregate_fields(""),
        digits_field("places", ("Decimals", "Знаков после запятой", "Ондық таңбалар"), 2),
    ),
    "advance": line_fields(""),
    "placement": PLACEMENT,
    "ido": (
        Field("round", "choice", ("Round", "Тур", "Кезең"), choices=words.STAGES, is_required=True),
        Field(
            "crosses",
            "integer",
            ("Crosses of each judge", "Крестов у судьи", "Төрешінің айқыштары"),
            low=1,
            when=("round", ("elimination",)),
            is_required=True,
        ),
        Field(
            "advance",
            "integer",
            ("How many go on", "Сколько проходит дальше", "Қанша өтеді"),
            low=1,
            when=("round", ("elimination",)),
            is_required=True,
        ),
        Field(
            "dimensions",
            "rows",
            ("Dimensions", "Показатели", "Өлшемдер"),
            ("What judges mark.", "Что оценивают судьи.", "Төрешілер нені бағалайды."),
            fields=(
                Field("id", "text", ("Name", "Название", "Атауы"), is_required=True),
                *limit_fields(""),
            ),
        ),
    ),
    "battle": BATTLE,
    "group": GROUP,
    "bracket": (),
    "standing": _STANDING,
}
