"""The worked examples of docs/scoring come out as the pages say."""

from __future__ import annotations

from typing import Any

import pytest

from competitions.scoring.registry import tabulate
from competitions.scoring.rulesets import PRESETS

from .sheets import from_places
from .test_callback import call_back


def by_preset(key: str, sheet: dict[str, Any], **params: Any) -> Any:
    preset = PRESETS[key]
    document = {"system": preset.system, "params": {**preset.params, **params}, "input": sheet}
    return tabulate(document).as_document()


def entries(rows: dict[str, dict[str, dict[str, Any]]]) -> dict[str, Any]:
    return {"entries": [{"id": entry, "marks": marks} for entry, marks in rows.items()]}


def criteria_of(key: str) -> list[str]:
    rows: Any = PRESETS[key].params["criteria"]
    return [row["id"] for row in rows]


def test_skating_over_several_dances() -> None:
    outcome = tabulate(from_places("P 1214 Q 2431 R 3322 S 4143")).as_document()
    assert outcome["totals"] == {"P": 8, "Q": 10, "R": 10, "S": 12}
    assert outcome["places"] == {"P": 1, "Q": 2, "R": 3, "S": 4}
    assert outcome["rule_used"]["Q"] == "R10"


def test_callbacks() -> None:
    sheet = {"P": "Y Y Y", "Q": "Y Y A1", "R": "Y A1 A1", "S": "A1 A1 A1", "T": "Y N N"}
    outcome = call_back(sheet, 3)
    assert (outcome["recalled"], outcome["alternates"]) == (["P", "Q", "R"], ["S"])


def test_points_with_the_outer_marks_dropped() -> None:
    rows = [(8, 9, 10, 7, 8), (8, 8, 9, 7, 9), (8, 8, 8, 7, 9), (7, 8, 8, 9, 9), (8, 9, 9, 8, 8)]
    names = criteria_of("trim_per_criterion")
    marks = {judge: {name: row[i] for name, row in zip(names, rows, strict=True)} for i, judge in enumerate("ABCDE")}
    outcome = by_preset("trim_per_criterion", entries({"1": marks}))
    assert outcome["scores"] == {"1": "124"}
    (score,) = [reason for reason in outcome["reasons"] if reason["kind"] == "score"]
    assert list(score["criteria"].values()) == [25, 25, 24, 25, 25]


def test_points_of_ballet() -> None:
    pairs = [(95, 92), (96, 94), (93, 95)]
    marks = {judge: {"technical": one, "artistic": two} for judge, (one, two) in zip("ABC", pairs, strict=True)}
    assert by_preset("ballet_yagp", entries({"1": marks}))["scores"] == {"1": "94.17"}


def test_konkurs_by_points() -> None:
    means = {"12": ["9.5", 9, 9], "7": [9, "8.5", "9.5"], "31": [8, 8, "7.5"], "4": [6, "5.5", 6]}
    names = criteria_of("konkurs_threshold")
    rows = {
        entry: {judge: dict.fromkeys(names, mark) for judge, mark in zip("ABC", row, strict=True)}
        for entry, row in means.items()
    }
    outcome = by_preset("konkurs_threshold", entries(rows))
    assert outcome["scores"] == {"12": "9.17", "7": "9.00", "31": "7.83", "4": "5.83"}
    assert [title.split()[0] for title in outcome["tiers"].values()] == ["Лауреат", "Лауреат", "Лауреат", "Участник"]
    assert outcome["tiers"]["7"] == "Лауреат I степени"
    assert outcome["tiers"]["31"] == "Лауреат III степени"


def test_konkurs_by_place() -> None:
    names = criteria_of("konkurs_place")
    means = {"1": "9.5", "2": 9, "3": 9, "4": "8.5"}
    rows = {entry: {"A": dict.fromkeys(names, mark)} for entry, mark in means.items()}
    outcome = by_preset("konkurs_place", entries(rows))
    assert outcome["ranks"] == {"1": 1, "2": 2, "3": 2, "4": 3}
    assert [title.removesuffix(" степени") for title in outcome["tiers"].values()] == [
        "Лауреат I", "Лауреат II", "Лауреат II", "Лауреат III"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "marks", "score"),
    [
        ("wdsf_js10", "8 8.5 8.5 8.5 8.5 9 9 9 9 9 9.5", "8.778"),
        ("wdsf_js20", "8 9 9.5", "8.875"),
        ("wdsf_js21", "8 9 9.5", "8.957"),
        ("wdsf_js30", "6 8 8.5 9 9.25 9.5", "8.850"),
    ],
)
def test_wdsf_components(key: str, marks: str, score: str) -> None:
    aggregate: Any = PRESETS[key].params["aggregate"]
    document = {"system": "component:x", "params": {**aggregate, "places": 3}, "input": {"marks": marks.split()}}
    assert tabulate(document).as_document()["score"] == score


def test_highland() -> None:
    sheets = {
        "1": {"a": 90, "b": 88, "c": 88, "d": 89},
        "2": {"a": 85, "b": 91, "c": 84, "d": 83},
        "3": {"a": 92, "b": 90, "c": 80, "d": 81},
    }
    outcome = by_preset("highland", {"sheets": sheets})
    assert outcome["points"] == {"a": 365, "b": 290, "c": 186, "d": 215}
    assert outcome["ranks"] == {"a": 1, "b": 2, "d": 3, "c": 4}


def test_stage_of_battles() -> None:
    def bout(key: str, red: str, blue: str, *rounds: str, extra: str = "") -> dict[str, Any]:
        sides = {"r": "red", "b": "blue"}
        votes = [[sides[vote] for vote in row] for row in rounds]
        more = {"tiebreak": [[sides[vote] for vote in extra]]} if extra else {}
        return {"id": key, "red": red, "blue": blue, "judges": ["A", "B", "C"], "rounds": votes, **more}

    bouts = [
        bout("1", "11", "14", "rrb", "rbr"),
        bout("2", "12", "13", "rrb", "brb", extra="bbr"),
        bout("3", "15", "16", "rrr", "rrr"),
    ]
    sheet = {"entries": ["11", "12", "13", "14", "15", "16"], "bouts": bouts}
    battle = {"judging": "vote_round", "rounds": 2, "extra_rounds": 1}
    params = {"battle": battle, "losers": ["rounds", "votes"]}
    outcome: Any = tabulate({"system": "bouts:knockout", "params": params, "input": sheet}).as_document()
    assert outcome["winners"] == ["11", "13", "15"]
    assert {entry: outcome["place_ranges"][entry][0] for entry in ("12", "14", "16")} == {"12": 4, "14": 5, "16": 6}
