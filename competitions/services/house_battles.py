"""The shapes of battles that the house brings along, as data: brackets, groups before a bracket, a preselection, one vote.

`throw_downs` is how often each side dances in a battle of the stage; without it the ruleset says so. `seeding` is Round.seeding_text.
"""

from itertools import pairwise
from typing import Any

Titles = dict[str, str]
Json = dict[str, Any]

ROUND_OF_16: Titles = {"en": "Round of 16", "ru": "1/8 финала", "kk": "1/8 финал"}
QUARTER: Titles = {"en": "Quarter-finals", "ru": "Четвертьфиналы", "kk": "Ширек финалдар"}
SEMI: Titles = {"en": "Semi-finals", "ru": "Полуфиналы", "kk": "Жартылай финалдар"}
BRONZE: Titles = {"en": "Battle for third place", "ru": "Баттл за третье место", "kk": "Үшінші орын үшін баттл"}
FINAL: Titles = {"en": "Final", "ru": "Финал", "kk": "Финал"}
SHOWCASE: Titles = {"en": "Preselection", "ru": "Отбор", "kk": "Іріктеу"}
APPEARANCE: Json = {"titles": {"en": "Showcase", "ru": "Выход", "kk": "Шығу"}, "kind": "appearance", "short": "S"}

# The stages of a bracket, the largest first: key, titles, how many stand in it.
STAGES = (("r16", ROUND_OF_16, 16), ("qf", QUARTER, 8), ("sf", SEMI, 4))
# Paris 2024: the winners of each half meet in a semi-final.
PARIS_PAIRS = [["A1", "D2"], ["C1", "B2"], ["B1", "C2"], ["D1", "A2"]]
BY_DRAW: Json = {"by": "draw"}


def _stage(key: str, titles: Titles, ruleset: str, **more: Any) -> Json:
    return {
        "key": key,
        "kind": "knockout",
        "titles": titles,
        "ruleset": ruleset,
        "submit_by": "part",
        "release_rule": "instant",
        **more,
    }


def _link(before: str, after: str, cut: str, **more: Any) -> Json:
    return {"from": before, "to": after, "cut": cut, **more}


def _bracket(
    ruleset: str, size: int, *, bronze: bool, first: Json | None = None, **every: Any
) -> tuple[list[Json], list[Json]]:
    """The rounds and links of a bracket of this size; `first` is said of its first stage alone."""
    rounds: list[Json] = []
    for key, titles, room in STAGES:
        if room <= size:
            own = {**every, **(first or {})} if room == size else every
            rounds.append(_stage(key, titles, ruleset, **own))
    links = [_link(one["key"], other["key"], "winners") for one, other in pairwise(rounds)]
    last = rounds[-1]["key"]
    if bronze:
        rounds.append(_stage("bronze", BRONZE, ruleset, **every))
        links.append(_link(last, "bronze", "losers"))
    rounds.append(_stage("final", FINAL, ruleset, **every))
    links.append(_link(last, "final", "winners"))
    return rounds, links


def _plain(ruleset: str, size: int, *, bronze: bool = True, **every: Any) -> Json:
    rounds, links = _bracket(ruleset, size, bronze=bronze, first={"seeding": BY_DRAW}, **every)
    return {"rounds": rounds, "links": links}


def _groups_then_bracket() -> Json:
    """Four groups of four; the two best of each go on; three throw-downs from the quarter-finals on."""
    groups: list[Json] = [
        {
            "key": f"group-{letter.lower()}",
            "kind": "group",
            "titles": {"en": f"Group {letter}", "ru": f"Группа {letter}", "kk": f"{letter} тобы"},
            "ruleset": "wdsf_breaking",
            "table_ruleset": "breaking_group",
            "throw_downs": 2,
            "submit_by": "part",
            "release_rule": "instant",
        }
        for letter in "ABCD"
    ]
    seeding = {"pairs": PARIS_PAIRS, "losers": ["rounds", "votes"]}
    rounds, links = _bracket("wdsf_breaking", 8, bronze=True, first={"seeding": seeding}, throw_downs=3)
    best = [_link(group["key"], "qf", "places", value=1, value_to=2, ties="ask") for group in groups]
    return {"rounds": [*groups, *rounds], "links": [*best, *links]}


def _preselection(size: int) -> Json:
    showcase = {
        "key": "pre",
        "kind": "ranked",
        "titles": SHOWCASE,
        "ruleset": "battle_preselection",
        "parts": [APPEARANCE],
        "submit_by": "entry",
        "release_rule": "one",
    }
    first, *_rest = [key for key, _titles, room in STAGES if room == size]
    rounds, links = _bracket("wdsf_breaking", size, bronze=True, first={"seeding": {"by": "places"}})
    return {"rounds": [showcase, *rounds], "links": [_link("pre", first, "count", value=size, ties="ask"), *links]}


def _format(key: str, english: str, russian: str, kazakh: str, spec: Json) -> Json:
    return {"key": key, "titles": {"en": english, "ru": russian, "kk": kazakh}, "spec": spec}


FORMATS: tuple[Json, ...] = (
    _format(
        "breaking-8",
        "Breaking 1 on 1, bracket of 8",
        "Брейкинг 1 на 1, сетка на 8",
        "Брейкинг 1-ге 1, 8-дік тор",
        _plain("wdsf_breaking", 8),
    ),
    _format(
        "breaking-16",
        "Breaking 1 on 1, bracket of 16",
        "Брейкинг 1 на 1, сетка на 16",
        "Брейкинг 1-ге 1, 16-лық тор",
        _plain("wdsf_breaking", 16),
    ),
    _format(
        "breaking-groups",
        "Breaking, four groups of four, then quarter-finals",
        "Брейкинг, четыре группы по четыре, затем четвертьфиналы",
        "Брейкинг, төрттен төрт топ, содан кейін ширек финалдар",
        _groups_then_bracket(),
    ),
    _format(
        "breaking-preselection-16",
        "Breaking, preselection, then the best 16",
        "Брейкинг, отбор, затем лучшие 16",
        "Брейкинг, іріктеу, содан кейін үздік 16",
        _preselection(16),
    ),
    _format(
        "crew-votes-8",
        "Crew battle, a vote in every throw-down, bracket of 8",
        "Баттл команд, голос за каждый выход, сетка на 8",
        "Топтық баттл, әр шығуға дауыс, 8-дік тор",
        _plain("vote_round", 8, bronze=False),
    ),
    _format(
        "one-vote-8",
        "Battle with one vote after it, bracket of 8",
        "Баттл с одним голосом в конце, сетка на 8",
        "Соңында бір дауыс берілетін баттл, 8-дік тор",
        _plain("vote_once", 8, bronze=False),
    ),
)
