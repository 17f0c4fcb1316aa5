"""Rulesets of standings above competitions."""

from __future__ import annotations

from .presets import Preset

_SILHOUETTE = "silhouettedancechampionship.com/scoring/awards"

STANDINGS: tuple[Preset, ...] = (
    Preset(
        "standing_best",
        "standing:best",
        (
            "Best of each age, level and size",
            "Лучшие по возрасту, уровню и составу",
            "Жас, деңгей, құрам бойынша үздіктер",
        ),
        "1",
        f"{_SILHOUETTE}; danceovations.net/awards",
        "rule text",
        {"method": "best", "on": "score", "by": ("age", "level", "size"), "count": 3, "min_entries": 4},
        ("the fewest entries of a group, 4",),
    ),
    Preset(
        "standing_grand_prix",
        "standing:grand_prix",
        ("Grand Prix of all nominations", "Гран-при среди всех номинаций", "Барлық номинация бойынша Гран-при"),
        "1",
        "studopedia.ru/19_85143",
        "rule text",
        {"method": "best", "on": "score", "by": (), "count": 1, "max_place": 1, "ties": "break"},
        ("the jury may withhold it: a ruling", "scores of different nominations are compared as they are"),
    ),
    Preset(
        "standing_grand_prix_each",
        "standing:grand_prix",
        ("Grand Prix of each nomination", "Гран-при каждой номинации", "Әр номинацияның Гран-приі"),
        "1",
        "studopedia.ru/19_85143",
        "rule text",
        {"method": "best", "on": "score", "by": ("competition",), "count": 1, "max_place": 1, "ties": "break"},
        ("the jury may withhold it: a ruling",),
    ),
    Preset(
        "standing_combined",
        "standing:combined",
        ("Several competitions, sum of places", "Многоборье, сумма мест", "Бірнеше жарыс, орындар қосындысы"),
        "1",
        "usual in ten-dance and all-round championships",
        "general knowledge",
        {"method": "combined", "on": "place", "count": 3, "tie_break": ("countback",)},
        ("level sums are separated by the better single place; else the place is shared",),
    ),
    Preset(
        "standing_combined_scores",
        "standing:combined",
        ("Several competitions, sum of scores", "Многоборье, сумма баллов", "Бірнеше жарыс, балдар қосындысы"),
        "1",
        "usual in all-round championships",
        "general knowledge",
        {"method": "combined", "on": "score", "count": 3, "aggregate": "sum"},
        ("level sums share the place",),
    ),
    Preset(
        "standing_academy",
        "standing:academies",
        ("Best academy by its best five", "Лучшая студия по пяти лучшим", "Үздік бес нәтижесі бойынша үздік студия"),
        "2024",
        _SILHOUETTE,
        "rule text",
        {"method": "academies", "on": "score", "best_of": 5, "aggregate": "mean", "count": 1},
        ("an academy with fewer entries is left out",),
    ),
    Preset(
        "standing_criterion",
        "standing:criterion",
        ("Best of one criterion", "Лучший по одному критерию", "Бір өлшем бойынша үздік"),
        "1",
        "usual",
        "general knowledge",
        {"method": "best", "on": "criterion", "criterion": "Technique", "by": (), "count": 1},
        ("which criterion",),
    ),
)
