"""Rulesets that a festival can pick, copy and edit: data with edition, source and certainty; no code depends on them.

A preset's params are what an engine takes. An edition is never changed: a new edition is a new preset, and old results
go on naming the old one. What stands on general knowledge alone is for the organiser to change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .types import Json

Certainty = Literal["rule text", "published results", "another program", "general knowledge", "own choice"]
Titles = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Preset:
    """One ruleset: its system, parameters and where they come from. `open_points` are those that no text settles."""

    key: str
    system: str
    titles: Titles  # English, Russian, Kazakh
    edition: str
    source: str
    certainty: Certainty
    params: Mapping[str, Json] = field(default_factory=dict)
    open_points: tuple[str, ...] = ()

    def title(self, language: str) -> str:
        """The ruleset's name in a language."""
        return self.titles[("en", "ru", "kk").index(language)]


_DAWSON = "N. Schmidt after A. Dawson, dancesportkenya.com; German TSO, appendix 2; ltv-berlin.de 2003"
_WSDC = "WSDC Registry Event Rules 2023.1D, 3.4; Boogie by the Bay, Explanation of Relative Placement (2010)"

RANKING: tuple[Preset, ...] = (
    Preset(
        "skating_recall",
        "skating:callback",
        ("Skating system, recall round", "Скейтинг-система, отборочный тур", "Скейтинг жүйесі, іріктеу кезеңі"),
        "Rule 1",
        _DAWSON,
        "rule text",
        {"wanted": 12},
    ),
    Preset(
        "skating_single",
        "skating:single",
        ("Skating system, one dance", "Скейтинг-система, один танец", "Скейтинг жүйесі, бір би"),
        "Rules 2–8",
        _DAWSON,
        "rule text",
    ),
    Preset(
        "skating_multi",
        "skating:multi",
        ("Skating system, final", "Скейтинг-система, финал", "Скейтинг жүйесі, финал"),
        "Rules 2–11",
        _DAWSON,
        "rule text",
        {"not_danced": "bottom_mean"},
        ("a dance not danced: the 3S program's convention of sharing the bottom places",),
    ),
    Preset(
        "wsdc_callback",
        "relative_placement:callback",
        ("WSDC callbacks", "WSDC, отбор", "WSDC, іріктеу"),
        "2023.1D",
        _WSDC,
        "rule text",
        {"points": {"Y": 10, "A1": "4.5", "A2": "4.3", "A3": "4.2", "N": 0}, "wanted": 10, "alternates": 2},
    ),
    Preset(
        "wsdc_final",
        "relative_placement:final",
        ("Relative placement, final", "Relative placement, финал", "Relative placement, финал"),
        "2023.1D",
        _WSDC,
        "rule text",
    ),
)

_IRISH_TABLE: tuple[Json, ...] = (
    *(100, 75, 65, 60, 56, 53, 50, 47, 45, 43, 41),
    *range(39, 0, -1),
)  # the 11th place is worth 41; two open programs have 40 there
_HUNDRED: Json = {"min": 0, "max": 100, "step": 1}

SHEETS: tuple[Preset, ...] = (
    Preset(
        "irish",
        "placement:irish",
        ("Irish dance, championship", "Ирландский танец, чемпионат", "Ирланд биі, чемпионат"),
        "table 1–50",
        "irishdancinginsydney.com; FeisWorx page",
        "rule text",
        {
            "table": _IRISH_TABLE,
            "tie_points": "average",
            "advance": {"percent": "50", "ties": "include"},
            "scale": {"min": 0, "max": 100, "step": "0.5"},
        },
        (
            "equal totals share the place; some tabulators use countback",
            "rounding of a shared average",
            "marks from 0 to 100 in halves; a sheet that adds a judge's rounds needs a higher end",
        ),
    ),
    Preset(
        "highland",
        "placement:highland",
        ("Scottish highland", "Шотландский хайланд", "Шотланд хайланды"),
        "since 2017",
        "bchda.wildapricot.org/Scoring-and-Placings; highlanddancing.co.za",
        "rule text",
        {"table": (137, 91, 71, 53, 37, 23), "tie_points": "average", "zero_is_no_prize": True, "scale": _HUNDRED},
        ("ties inside a sheet are averaged", "marks from 0 to 100 in whole numbers"),
    ),
    Preset(
        "rank_sum",
        "placement:rank_sum",
        ("Sum of places", "Сумма мест", "Орындар қосындысы"),
        "1",
        "usual",
        "general knowledge",
        {"scheme": "rank_sum", "tie_points": "average", "scale": _HUNDRED},
    ),
    Preset(
        "borda",
        "placement:borda",
        ("Borda count", "Метод Борда", "Борда әдісі"),
        "1",
        "usual",
        "general knowledge",
        {"scheme": "borda", "tie_points": "average", "scale": _HUNDRED},
    ),
)

_SLIDER_SOURCE = "published battle reports of and8.dance; medium.com/@glissando; danceadjudicationnetwork.com/faqs"
_TWO_ROUNDS: dict[str, Json] = {"rounds": 2, "extra_rounds": 1, "slider_step": "0.01"}

BATTLES: tuple[Preset, ...] = (
    Preset(
        "trivium",
        "battle:trivium",
        ("Breaking, Trivium", "Брейкинг, Тривиум", "Брейкинг, Тривиум"),
        "2017–2023",
        _SLIDER_SOURCE,
        "published results",
        {
            "judging": "sliders",
            "criteria": ("technique", "variety", "performativity", "musicality", "creativity", "personality"),
            "weights": ("20", "13.33", "20", "13.33", "20", "13.33"),
            "decide": ("rounds", "votes"),
            **_TWO_ROUNDS,
        },
    ),
    Preset(
        "threefold",
        "battle:threefold",
        ("Breaking, Threefold", "Брейкинг, Threefold", "Брейкинг, Threefold"),
        "2022",
        _SLIDER_SOURCE,
        "published results",
        {
            "judging": "sliders",
            "criteria": ("physical", "artistic", "interpretative"),
            "weights": ("33.33", "33.33", "33.33"),
            "decide": ("rounds", "votes"),
            **_TWO_ROUNDS,
        },
    ),
    Preset(
        "wdsf_breaking",
        "battle:wdsf_breaking",
        ("Breaking, five criteria", "Брейкинг, пять критериев", "Брейкинг, бес өлшем"),
        "from 2023",
        "friedafrost.blogspot.com; Paris 2024 results",
        "rule text",
        {
            "judging": "sliders",
            "criteria": ("technique", "vocabulary", "execution", "musicality", "originality"),
            "weights": ("20", "20", "20", "20", "20"),
            "decide": ("rounds", "votes"),
            **_TWO_ROUNDS,
        },
        ("a percentage off a judge's total for misbehaviour is not used", "three rounds from the quarter-final on"),
    ),
    Preset(
        "vote_round",
        "battle:kozen",
        ("Votes per round (Kozen)", "Голос за раунд", "Раундқа дауыс"),
        "1",
        "published battle reports of and8.dance",
        "published results",
        {"judging": "vote_round", "decide": ("rounds",), "rounds": 2, "extra_rounds": 1},
    ),
    Preset(
        "vote_once",
        "battle:vote_once",
        ("One vote after the battle", "Один голос после баттла", "Баттлдан кейін бір дауыс"),
        "1",
        "published battle reports of and8.dance; idc-org.eu/rules-for-battle",
        "published results",
        {"judging": "vote_once", "tie_votes": "abstain", "rounds": 1, "extra_rounds": 3},
        ("how often an extra round may be danced",),
    ),
    Preset(
        "breaking_group",
        "group:breaking",
        ("Breaking group", "Группа в брейкинге", "Брейкинг тобы"),
        "Paris 2024",
        "oasport.it 2024/07; 95 of 95 groups",
        "published results",
        {"order": ("rounds", "votes"), "advance": 2},
        ("what separates two level on rounds and votes",),
    ),
    Preset(
        "bracket",
        "bracket:standard",
        ("Knock-out bracket", "Сетка на вылет", "Олимпиадалық тор"),
        "1",
        "usual folding of seeds",
        "general knowledge",
    ),
)
