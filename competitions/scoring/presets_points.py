"""Rulesets of points systems: studio, festival, ballet, konkurs, crew, television and WDSF absolute judging."""

from __future__ import annotations

from collections.abc import Sequence

from .presets import Preset
from .types import Json


def _criteria(names: Sequence[str], weight: str = "1", **limits: Json) -> tuple[dict[str, Json], ...]:
    return tuple({"id": name, "weight": weight, **limits} for name in names)


def _tiers(*tiers: tuple[str, str]) -> tuple[dict[str, Json], ...]:
    return tuple({"min": low, "name": name} for low, name in tiers)


def _tie_by(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple(("criterion", name) for name in names)


_TRIM: dict[str, Json] = {"op": "trimmed_mean", "drop_low": 1, "drop_high": 1}
_CROWN_UP = ("Technique", "Music and rhythm", "Interpretation", "Choreography", "Overall impression")
_WDSF = ("PB", "QM", "MM", "PS", "CP")
_WDSF_FOUR = ("TQ", "MM", "PS", "CP")
_KONKURS = ("исполнительское мастерство", "композиция", "артистизм", "костюм")
_LAUREATES = ("Лауреат I степени", "Лауреат II степени", "Лауреат III степени")
_DIPLOMAS = ("Дипломант I степени", "Дипломант II степени", "Дипломант III степени")

POINTS: tuple[Preset, ...] = (
    Preset(
        "studio_sum3",
        "points:studio_sum3",
        ("Studio, three judges of 100", "Студия, три судьи по 100", "Студия, үш төреші 100-ден"),
        "2024",
        "turnitupdancecompetition.com/scoring; danceovations.net/awards",
        "rule text",
        {
            "criteria": (
                *_criteria(("Technique", "Performance", "Choreography"), min=0, max=30, step="0.1"),
                *_criteria(("Overall Look",), min=0, max=10, step="0.1"),
            ),
            "order": "per_judge",
            "aggregate": {"op": "sum"},
            "round": 1,
            "floor": "0",
            "tie_break": _tie_by("Performance"),
        },
        ("marks in tenths",),
    ),
    Preset(
        "studio_danceovations",
        "points:studio_danceovations",
        ("Studio, medals by total of 300", "Студия, медали по сумме 300", "Студия, 300 ұпайдан медальдар"),
        "2024",
        "danceovations.net/awards",
        "rule text",
        {
            "criteria": _criteria(("total",), min=0, max=100, step="0.1"),
            "order": "per_judge",
            "aggregate": {"op": "sum"},
            "round": 1,
            "tiers": _tiers(("291", "Absolute"), ("281", "High Gold"), ("271", "Gold"), ("261", "High Silver")),
        },
        ("below 261 nothing is stated", "marks in tenths"),
    ),
    Preset(
        "studio_silhouette",
        "points:studio_silhouette",
        ("Studio, medals by mean of 100", "Студия, медали по среднему 100", "Студия, 100-ден орташа медальдар"),
        "2024",
        "silhouettedancechampionship.com/scoring/awards",
        "rule text",
        {
            "criteria": _criteria(("total",), min=0, max=100, step="0.1"),
            "order": "per_judge",
            "aggregate": {"op": "mean"},
            "round": 1,
            "tiers": _tiers(
                ("97", "Diamond"),
                ("94", "Platinum"),
                ("90", "High Gold"),
                ("86", "Gold"),
                ("82", "High Silver"),
                ("78", "Silver"),
            ),
        },
        ("marks in tenths",),
    ),
    Preset(
        "trim_per_criterion",
        "points:trim_per_criterion",
        ("Five criteria, best and worst dropped", "Пять критериев, крайние отброшены", "Бес өлшем, шеткілері алынады"),
        "2024",
        "crownup.dance/scoring-system; plesniklubblok.ba/srpska-dance-open",
        "rule text",
        {
            "criteria": _criteria(_CROWN_UP, min=1, max=10, step=1),
            "order": "per_criterion",
            "aggregate": {"op": "trimmed_sum", "drop_low": 1, "drop_high": 1},
            "round": 0,
            "tie_break": _tie_by(*_CROWN_UP),
        },
        ("they write mean, but the stated maximum of 150 means the sum", "marks in whole numbers"),
    ),
    Preset(
        "world_of_dance",
        "points:world_of_dance",
        ("World of Dance, qualifier", "World of Dance, отбор", "World of Dance, іріктеу"),
        "2019",
        "World of Dance breakdown pages",
        "rule text",
        {
            "criteria": _criteria(
                ("performance", "technique", "choreography", "creativity", "presentation"), min=0, max=20, step=1
            ),
            "order": "per_judge",
            "aggregate": {"op": "mean"},
            "round": 1,
            "tiers": _tiers(("80", "pass")),
            "no_tier": "out",
        },
        ("one decimal place", "marks in whole numbers"),
    ),
    Preset(
        "hhi_crew",
        "points:hhi_crew",
        ("Hip-hop crew, two panels", "Хип-хоп, команда, две панели", "Хип-хоп, топ, екі алқа"),
        "2023",
        "hiphopinternational.co.uk/official-rules",
        "rule text",
        {
            "criteria": _criteria(("performance", "skill"), min=0, max=5, step="0.1"),
            "order": "per_criterion",
            "aggregate": _TRIM,
            "round": 2,
        },
        (
            "dropping the best and the worst",
            "the sizes of deductions, 0.05 to 1.0",
            "how ties are broken",
            "marks in tenths",
        ),
    ),
    Preset(
        "udo",
        "points:udo",
        ("Street dance by points", "Уличные танцы, по баллам", "Көше билері, ұпаймен"),
        "general",
        "UDO rule book, opening pages only",
        "general knowledge",
        {
            "criteria": _criteria(("technique", "performance", "choreography"), min=0, max=10, step=1),
            "order": "per_judge",
            "aggregate": {"op": "sum"},
            "round": 1,
        },
        ("the criteria and their scale",),
    ),
    Preset(
        "ballet_yagp",
        "points:ballet_yagp",
        ("Ballet, technical and artistic", "Балет, техника и артистизм", "Балет, техника және көркемдік"),
        "2024",
        "en.ygp-germany.com/awardsandscores",
        "rule text",
        {
            "criteria": _criteria(("technical", "artistic"), weight="0.5", min=0, max=100, step="0.5"),
            "order": "per_judge",
            "aggregate": {"op": "mean"},
            "round": 2,
            "advance": {"count": 12, "ties": "include"},
        },
        ("the jury may withhold awards: a ruling", "marks in halves"),
    ),
    Preset(
        "ballet_prix",
        "points:ballet_prix",
        ("Ballet prize, class and variations", "Балетный приз, класс и вариации", "Балет жүлдесі, сабақ пен вариация"),
        "general",
        "Prix de Lausanne, as commonly described",
        "general knowledge",
        {
            "criteria": (
                *_criteria(("class",), weight="0.5", min=0, max=100, step="0.5"),
                *_criteria(
                    ("classical variation", "contemporary variation"), weight="0.25", min=0, max=100, step="0.5"
                ),
            ),
            "order": "per_judge",
            "aggregate": {"op": "mean"},
            "round": 2,
            "advance": {"count": 20, "ties": "include"},
        },
        ("weights and the number of finalists", "marks in halves"),
    ),
    Preset(
        "konkurs_threshold",
        "points:konkurs",
        ("Konkurs, titles by score", "Конкурс, звания по баллам", "Байқау, атақ ұпай бойынша"),
        "10 points",
        "helpiks.su/1-150681",
        "rule text",
        {
            "criteria": _criteria(_KONKURS, weight="0.25", min=1, max=10, step="0.5"),
            "order": "per_judge",
            "aggregate": {"op": "mean"},
            "round": 2,
            "floor": "0",
            "dense": True,
            "tiers": _tiers(("9", _LAUREATES[0]), ("8", _LAUREATES[1]), ("7", _LAUREATES[2]), ("6", "Дипломант")),
            "no_tier": "Участник",
        },
        ("the bands 9, 8, 7, 6", "Гран-при is a ruling of the jury among Лауреат I", "marks in halves"),
    ),
    Preset(
        "konkurs_place",
        "points:konkurs",
        ("Konkurs, titles by place", "Конкурс, звания по местам", "Байқау, атақ орын бойынша"),
        "places 1–6",
        "studopedia.ru/19_85143; time overrun: mybiblioteka.su/9-80465",
        "rule text",
        {
            "criteria": _criteria(_KONKURS, weight="0.25", min=1, max=10, step="0.5"),
            "order": "per_judge",
            "aggregate": {"op": "mean"},
            "round": 2,
            "floor": "0",
            "dense": True,
            "place_titles": (*_LAUREATES, *_DIPLOMAS),
            "no_tier": "Участник",
        },
        ("dense places (two share II, III is still given)", "marks in halves"),
    ),
    Preset(
        "tv_ballroom",
        "points:sum",
        ("Television ballroom", "Телевизионные бальные танцы", "Теледидар бал билері"),
        "2004 on",
        "1,734 of 1,734 totals of a television series",
        "published results",
        {
            "criteria": _criteria(("mark",), min=1, max=10, step=1),
            "order": "per_judge",
            "aggregate": {"op": "sum"},
            "round": 0,
        },
    ),
    Preset(
        "isu_like",
        "points:isu_components",
        ("Components, one high and one low dropped", "Компоненты, без крайних", "Компоненттер, шеткісіз"),
        "2018",
        "ISU protocols, 8,630 of 8,630 lines",
        "published results",
        {
            "criteria": _criteria(
                ("Skating Skills", "Transitions", "Performance", "Composition", "Interpretation"),
                min="0.25",
                max=10,
                step="0.25",
            ),
            "order": "per_criterion",
            "aggregate": _TRIM,
            "round": 2,
            "round_criteria": 2,
            "report_criteria": 2,
        },
    ),
    Preset(
        "battle_preselection",
        "points:battle_preselection",
        ("Battle preselection", "Отбор на баттл", "Баттлға іріктеу"),
        "16 of all",
        "ostrowskistyl.pl",
        "rule text",
        {
            "criteria": _criteria(("mark",), min=1, max=10, step="0.1"),
            "order": "per_judge",
            "aggregate": {"op": "sum"},
            "round": 1,
            "advance": {"count": 16, "ties": "include"},
        },
        ("marks in tenths",),
    ),
    Preset(
        "wdsf_js10",
        "points:wdsf_js10",
        ("WDSF judging system 1.0", "Судейская система WDSF 1.0", "WDSF төрелік жүйесі 1.0"),
        "1.0",
        "a published waltz of eleven judges (cdnb.worlddancesport.org)",
        "published results",
        {
            "criteria": _criteria(_WDSF, min=1, max=10, step="0.5"),
            "order": "per_criterion",
            "aggregate": _TRIM,
            "round": 2,
            "rank_on": "exact",
            "report_criteria": 2,
        },
        ("a tie at the end is shared",),
    ),
    Preset(
        "wdsf_js20",
        "points:wdsf_js20",
        ("WDSF judging system 2.0", "Судейская система WDSF 2.0", "WDSF төрелік жүйесі 2.0"),
        "2.0",
        "worlddancesport.org/News/Officials-Brief-1132",
        "rule text",
        {
            "criteria": _criteria(_WDSF_FOUR, min=1, max=10, step="0.5"),
            "order": "per_criterion",
            "aggregate": {"op": "edge_half"},
            "round": 2,
            "rank_on": "exact",
            "report_criteria": 2,
        },
    ),
    Preset(
        "wdsf_js21",
        "points:wdsf_js21",
        ("WDSF judging system 2.1", "Судейская система WDSF 2.1", "WDSF төрелік жүйесі 2.1"),
        "2.1",
        "fellmann/jUdge, branch feature/system20",
        "another program",
        {
            "criteria": _criteria(_WDSF_FOUR, min=1, max=10, step="0.5"),
            "order": "per_criterion",
            "aggregate": {"op": "median_inverse_square"},
            "round": 2,
            "rank_on": "exact",
            "report_criteria": 2,
        },
        ("the weights 1 / (1 + d * d) are unconfirmed", "marks in halves"),
    ),
    Preset(
        "wdsf_js30",
        "points:wdsf_js30",
        ("WDSF judging system 3.0", "Судейская система WDSF 3.0", "WDSF төрелік жүйесі 3.0"),
        "3.0",
        "worlddancesport.org, Judging Systems",
        "rule text",
        {
            "criteria": _criteria(_WDSF_FOUR, min=1, max=10, step="0.25"),
            "order": "per_criterion",
            "aggregate": {"op": "median_tolerance", "tolerance": "1.2"},
            "round": 2,
            "rank_on": "exact",
            "report_criteria": 2,
        },
        ("the tolerance differs per round: 1.2 and 1.5 are seen", "the step of 0.25", "all marks out: the median"),
    ),
)
