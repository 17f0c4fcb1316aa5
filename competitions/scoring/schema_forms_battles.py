"""The parameters of battles, groups and whole stages of battles, as the fields of a form."""

from __future__ import annotations

from dataclasses import replace

from . import schema_words as words
from .schema_fields import Field

BATTLE: tuple[Field, ...] = (
    Field(
        "judging", "choice", ("Judges give", "Судьи дают", "Төрешілер береді"), choices=words.JUDGING, is_required=True
    ),
    Field("criteria", "texts", ("Sliders", "Слайдеры", "Слайдерлер"), when=("judging", ("sliders",)), is_required=True),
    Field(
        "weights",
        "decimals",
        ("Ends of the sliders", "Пределы слайдеров", "Слайдер шектері"),
        ("One for each slider.", "По одному на слайдер.", "Әр слайдерге бір."),
        is_above_zero=True,
        when=("judging", ("sliders",)),
        is_required=True,
    ),
    Field(
        "decide",
        "choices",
        ("The battle is decided by", "Баттл решают", "Баттлды шешеді"),
        choices=words.DECIDE,
        default=("rounds", "votes"),
    ),
    Field(
        "tie_votes",
        "choice",
        ("A tie vote", "Голос «ничья»", "«Тең» дауысы"),
        choices=words.TIE_VOTES,
        default="abstain",
        when=("judging", ("vote_once",)),
    ),
    Field(
        "rounds",
        "integer",
        ("Rounds of a battle", "Раундов в баттле", "Баттл раундтары"),
        low=1,
        high=99,
        default=2,
        is_general_knowledge=True,
    ),
    Field(
        "extra_rounds",
        "integer",
        ("Extra rounds at most", "Дополнительных раундов не более", "Қосымша раунд ең көбі"),
        ("Danced where a battle is level.", "Если баттл равный.", "Баттл тең болса."),
        low=0,
        high=99,
        default=1,
        is_general_knowledge=True,
    ),
    Field(
        "slider_step",
        "decimal",
        ("Step of the sliders", "Шаг слайдеров", "Слайдер қадамы"),
        ("Only for the judge's screen.", "Только для экрана судьи.", "Тек төреші экраны үшін."),
        is_above_zero=True,
        default="0.01",
        when=("judging", ("sliders",)),
    ),
)

GROUP: tuple[Field, ...] = (
    Field(
        "order",
        "choices",
        ("Places by", "Места по", "Орындар"),
        choices=words.GROUP_ORDER,
        default=("rounds", "votes"),
        is_general_knowledge=True,
    ),
    Field("advance", "integer", ("How many go on", "Сколько проходит дальше", "Қанша өтеді"), low=1),
)

_LOSERS = Field(
    "losers",
    "choices",
    ("Who loses is placed by", "Места проигравших по", "Жеңілгендердің орны"),
    ("Empty: they share the places.", "Пусто: места делятся.", "Бос: орындар бөлінеді."),
    choices=words.DECIDE,
    default=(),
    alone="share",
    is_general_knowledge=True,
)


def _inside(group: str, form: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields of a form as they stand inside a group of settings."""
    return tuple(
        replace(
            field,
            key=f"{group}.{field.key}",
            when=None if field.when is None else (f"{group}.{field.when[0]}", field.when[1]),
        )
        for field in form
    )


BOUTS_KNOCKOUT: tuple[Field, ...] = (*_inside("battle", BATTLE), _LOSERS)
BOUTS_GROUP: tuple[Field, ...] = (*_inside("battle", BATTLE), *_inside("group", GROUP))
