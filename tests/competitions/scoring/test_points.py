"""Points systems: published examples, every setting, every ruling, refusals and properties."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competitions.scoring.checks import SheetRefused
from competitions.scoring.registry import tabulate
from competitions.scoring.rulesets import PRESETS
from competitions.scoring.sentences import explain

Marks = dict[str, dict[str, dict[str, Any]]]


def points(marks: Marks, params: Any, deductions: dict[str, list[str]] | None = None, **more: Any) -> Any:
    """The outcome for marks[entry][judge][criterion]."""
    entries = [
        {"id": entry, "marks": table, "deductions": (deductions or {}).get(entry, [])} for entry, table in marks.items()
    ]
    return tabulate({"system": "points:test", "params": params, "input": {"entries": entries}, **more}).as_document()


def one_criterion(marks: dict[str, list[Any]]) -> Marks:
    return {entry: {f"J{i}": {"a": mark} for i, mark in enumerate(row)} for entry, row in marks.items()}


ONE = {"criteria": [{"id": "a", "min": 0, "max": 10, "step": "0.5"}], "aggregate": {"op": "mean"}, "round": 1}


def test_ballet_mean_of_means() -> None:
    """YAGP, en.ygp-germany.com/awardsandscores: 93.5, 95 and 94 give 94.17."""
    sheet: Marks = {
        "x": {
            "A": {"technical": 95, "artistic": 92},
            "B": {"technical": 96, "artistic": 94},
            "C": {"technical": 93, "artistic": "95"},
        }
    }
    assert points(sheet, PRESETS["ballet_yagp"].params)["scores"] == {"x": "94.17"}


def test_crew_panels_and_deductions() -> None:
    """Hip Hop International: performance 4.35 and skill 4.20 less 0.05 are 8.50."""
    panel = {f"P{i}": {"performance": mark} for i, mark in enumerate(("4.1", "4.3", "4.4", "4.6"))}
    panel |= {f"S{i}": {"skill": mark} for i, mark in enumerate(("4.0", "4.2", "4.2", "4.5"))}
    outcome = points({"x": panel}, PRESETS["hhi_crew"].params, {"x": ["0.05"]})
    assert outcome["scores"] == {"x": "8.50"}
    assert outcome["reasons"][1]["criteria"] == {"performance": "4.35", "skill": "4.2"}


def test_isu_trimmed_mean() -> None:
    """ISU-like: 63.25 / 7 = 9.04."""
    marks = ["8.75", "8.75", 9, 9, 9, 9, "9.25", "9.25", "9.25"]
    params = {"criteria": [{"id": "a"}], "aggregate": {"op": "trimmed_mean", "drop_low": 1, "drop_high": 1}}
    assert points(one_criterion({"x": marks}), params)["scores"] == {"x": "9.04"}


def test_tie_goes_down_the_list_of_criteria() -> None:
    """Crown Up: both 124, Technique 25 against 24."""
    keys = ("Technique", "Music and rhythm", "Interpretation", "Choreography", "Overall impression")
    sums = {"A": (25, 25, 24, 25, 25), "B": (24, 26, 24, 25, 25)}
    marks: Marks = {}
    for entry, row in sums.items():
        marks[entry] = {f"J{i}": {} for i in range(5)}
        for key, total in zip(keys, row, strict=True):
            middle = [total // 3, total // 3, total - 2 * (total // 3)]
            for judge, mark in zip(marks[entry].values(), sorted([1, *middle, 10]), strict=True):
                judge[key] = mark
    outcome = points(marks, PRESETS["trim_per_criterion"].params)
    assert outcome["scores"] == {"A": "124", "B": "124"}
    assert outcome["ranks"] == {"A": 1, "B": 2}
    assert "Technique decides: No. A has 25, No. B has 24." in " ".join(x.text for x in explain(outcome, language="en"))


@pytest.mark.parametrize(
    ("item", "marks", "order"),
    [
        ("raw_sum", {"P": [1, 9, 9], "Q": [2, 9, 9]}, "QP"),
        ("best_judge", {"P": [9, 9, 10], "Q": [9, 9, 9]}, "PQ"),
        (["judge", "J0"], {"P": [9, 9, 1], "Q": [8, 9, 10]}, "PQ"),
        ("countback", {"P": [9, 9, 9], "Q": [9, 9, 10]}, "QP"),
        (["criterion", "a"], {"P": [9, 9, 9], "Q": [9, 9, 9]}, "both"),
    ],
)
def test_tie_break_items(item: Any, marks: dict[str, list[int]], order: str) -> None:
    params = {**ONE, "aggregate": {"op": "median"}, "tie_break": [item]}
    outcome = points(one_criterion(marks), params)
    expected = {"P": 1, "Q": 1} if order == "both" else {entry: rank for rank, entry in enumerate(order, 1)}
    assert outcome["ranks"] == expected
    for language in ("en", "ru", "kk"):
        assert [line for line in explain(outcome, language=language) if line.kind == "tie"]


def test_titles_by_threshold_are_inclusive() -> None:
    params = {**ONE, "tiers": [{"name": "II", "min": "8"}, {"name": "I", "min": "9"}], "no_tier": "rest"}
    outcome = points(one_criterion({"P": [9], "Q": ["8.5"], "R": ["7.5"]}), params)
    assert outcome["tiers"] == {"P": "I", "Q": "II", "R": "rest"}


def test_titles_by_place_with_dense_ranks() -> None:
    params = {**ONE, "place_titles": ["I", "II"], "dense": True}
    outcome = points(one_criterion({"P": [9], "Q": [9], "R": [8], "S": [7]}), params)
    assert outcome["ranks"] == {"P": 1, "Q": 1, "R": 2, "S": 3}
    assert outcome["tiers"] == {"P": "I", "Q": "I", "R": "II", "S": None}


def test_jury_withholds_shares_and_adds_titles() -> None:
    params = {**ONE, "tiers": [{"name": "I", "min": "9"}], "no_tier": "rest"}
    rulings = [
        {"kind": "title_withheld", "entry": "P"},
        {"kind": "title_shared", "entries": ["Q", "R"], "title": "II"},
        {"kind": "title_added", "entry": "Q", "title": "Grand Prix"},
    ]
    outcome = points(one_criterion({"P": [9], "Q": [8], "R": [7]}), params, rulings=rulings)
    assert outcome["tiers"] == {"P": "rest", "Q": "Grand Prix", "R": "II"}
    said = [line.text for line in explain(outcome, language="en") if line.kind == "ruling"]
    assert said == [
        "The jury withheld the title I.",
        "The jury shared the title II.",
        "The jury gave the title Grand Prix.",
    ]


@pytest.mark.parametrize("kind", ["casting_vote", "re_dance"])
def test_chair_settles_a_tie(kind: str) -> None:
    outcome = points(one_criterion({"P": [9], "Q": [9]}), ONE, rulings=[{"kind": kind, "order": ["Q", "P"]}])
    assert outcome["ranks"] == {"Q": 1, "P": 2}
    outcome = points(one_criterion({"P": [9], "Q": [9]}), ONE, rulings=[{"kind": kind, "order": ["Q", "X"]}])
    assert outcome["ranks"] == {"P": 1, "Q": 1}


def test_penalty_floor_and_disqualification() -> None:
    rulings = [
        {"kind": "penalty", "entry": "P", "points": "1.5"},
        {"kind": "penalty", "entry": "Q", "points": 20},
        {"kind": "disqualified", "entry": "R"},
    ]
    outcome = points(one_criterion({"P": [9], "Q": [9], "R": [9]}), {**ONE, "floor": "0"}, rulings=rulings)
    assert outcome["scores"] == {"P": "7.5", "Q": "0.0"}


def test_abstention_leaves_before_the_mean() -> None:
    marks = one_criterion({"P": [9, None, 5], "Q": [6, 6, 6]})
    ruling = {"kind": "abstained", "judge": "J1", "entry": "P"}
    for order in ("per_criterion", "per_judge"):
        outcome = points(marks, {**ONE, "order": order}, rulings=[ruling])
        assert outcome["scores"] == {"P": "7.0", "Q": "6.0"}
    with pytest.raises(SheetRefused, match="a sum with a mark less is not comparable"):
        points(marks, {**ONE, "aggregate": {"op": "sum"}}, rulings=[ruling])
    with pytest.raises(SheetRefused, match="the mark is missing") as refused:
        points(marks, ONE)
    assert (refused.value.judge, refused.value.entry) == ("J1", "P")


def test_nobody_left_to_mark_is_refused() -> None:
    marks = one_criterion({"P": [None], "Q": [6]})
    for order in ("per_criterion", "per_judge"):
        with pytest.raises(SheetRefused, match="left"):
            points(marks, {**ONE, "order": order}, rulings=[{"kind": "abstained", "judge": "J0", "entry": "P"}])


def test_lost_judge_does_not_count() -> None:
    outcome = points(one_criterion({"P": [9, 1]}), ONE, rulings=[{"kind": "judge_lost", "judge": "J1"}])
    assert outcome["scores"] == {"P": "9.0"}


def test_blank_row_of_an_absent_judge_leaves_where_the_ruleset_says_so() -> None:
    marks = one_criterion({"P": [9, None]})
    assert points(marks, {**ONE, "blank_rows": "absent"})["scores"] == {"P": "9.0"}


@pytest.mark.parametrize(("how", "score"), [("sum", "15.0"), ("mean", "7.5"), ("last", "6.0"), ("best", "9.0")])
def test_dances_are_combined(how: str, score: str) -> None:
    entry = {"id": "P", "parts": {"one": {"J": {"a": 9}}, "two": {"J": {"a": 6}}}}
    params = {**ONE, "parts": ["one", "two"], "combine": how}
    outcome: Any = tabulate({"system": "points:x", "params": params, "input": {"entries": [entry]}}).as_document()
    assert outcome["scores"] == {"P": score}


@pytest.mark.parametrize(
    ("ties", "advance", "tied"),
    [("include", ["P", "Q", "R"], None), ("exclude", ["P"], None), ("break", ["P"], ["Q", "R"])],
)
def test_cut_and_its_ties(ties: str, advance: list[str], tied: list[str] | None) -> None:
    params = {**ONE, "advance": {"count": 2, "ties": ties}}
    outcome = points(one_criterion({"P": [9], "Q": [8], "R": [8], "S": [7]}), params)
    assert outcome["advance"] == advance
    assert outcome.get("tied_at_line") == tied
    assert explain(outcome, language="kk")[-1].kind == "cut"


@pytest.mark.parametrize(("chosen", "advance"), [("all", ["P", "Q"]), ("none", []), (["Q"], ["Q"])])
def test_ruling_settles_the_cut(chosen: Any, advance: list[str]) -> None:
    params = {**ONE, "advance": {"percent": "50", "ties": "break"}}
    rulings = [{"kind": "recall_line", "recall": chosen}]
    assert points(one_criterion({"P": [9], "Q": [9]}), params, rulings=rulings)["advance"] == advance


GOOD = one_criterion({"P": [9, 8], "Q": [7, 6]})


@pytest.mark.parametrize(
    ("params", "more", "message"),
    [
        ({**ONE, "aggregate": {"op": "magic"}}, {}, "must be one of"),
        ({**ONE, "aggregate": {"op": "median_tolerance", "tolerance": "-1"}}, {}, "tolerance must be a number from 0"),
        ({**ONE, "criteria": []}, {}, "list of criteria is empty"),
        ({**ONE, "criteria": [{"id": "a", "weight": "x"}]}, {}, "which is no number"),
        ({**ONE, "criteria": [{"id": "a", "step": 0}]}, {}, "step of a must be above 0"),
        ({**ONE, "criteria": [{"id": "b"}]}, {}, 'criterion "a" is unknown'),
        ({**ONE, "criteria": [{"id": "a"}, {"id": "b"}]}, {}, 'nobody marked the criterion "b"'),
        ({**ONE, "criteria": [{"id": "a", "max": 5}]}, {}, 'Judge "J0", entry "P": the mark 9 is not a mark for "a"'),
        ({**ONE, "criteria": [{"id": "a", "min": 7}]}, {}, "the mark 6 is not a mark"),
        ({**ONE, "criteria": [{"id": "a", "step": 2}]}, {}, "the mark 9 is not a mark"),
        ({**ONE, "floor": "low"}, {}, "floor must be a number"),
        ({**ONE, "tie_break": ["dice"]}, {}, "item of the setting tie_break"),
        ({**ONE, "tie_break": [["criterion", "z"]]}, {}, "criterion of the setting tie_break"),
        ({**ONE, "tiers": [{"name": "x"}]}, {}, "lower bound of a tier"),
        ({**ONE, "dense": 1}, {}, "must be true or false"),
        ({**ONE, "advance": {"percent": 0}}, {}, "percent must be a number above 0"),
        ({**ONE, "advance": {"count": 1.5}}, {}, "must be a whole number of at least 1"),
        (ONE, {"rulings": [{"kind": "penalty", "entry": "X", "points": 1}]}, "which is not in the round"),
        (ONE, {"rulings": [{"kind": "penalty", "entry": "P", "points": "-1"}]}, "is not a number from 0 on"),
        (ONE, {"rulings": [{"kind": "title_added", "entry": "P", "title": "x"}]}, "the ruleset has none"),
        (ONE, {"rulings": [{"kind": "disqualified", "entry": entry} for entry in "PQ"]}, "No entry is left"),
        ({**ONE, "place_titles": ["I"]}, {"rulings": [{"kind": "title_added", "entries": ["Z"], "title": "x"}]}, "no place"),
    ],
)  # fmt: skip
def test_spoiled_ruleset_or_ruling_is_refused(params: Any, more: Any, message: str) -> None:
    with pytest.raises(SheetRefused, match=message):
        points(GOOD, params, **more)


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ([], "list of entries is empty"),
        ([{"id": "P", "marks": {"J": {"a": 1}}}] * 2, 'entry "P" stands twice'),
        ([{"id": "P", "marks": {"J": {"a": True}}}], 'the mark "True" is not'),
        ([{"id": "P", "marks": {"J": {"a": [1]}}}], "a list of 1"),
        ([{"id": "P", "marks": {"J": {"a": 1}}}, {"id": "Q", "marks": {"J": {"a": True}}}], 'the mark "True" is not'),
        ([{"id": "P", "marks": {"J": {"a": 1}}}, {"id": "Q", "marks": {"J": {"a": 1, "b": 2}}}], "does not mark it"),
        (
            [{"id": "P", "marks": {"J": {"a": 1}}}, {"id": "Q", "marks": {"J": {}}}],
            'criterion "a": the mark is missing',
        ),
        ([{"id": "P", "marks": {"J": {"a": 1}}}, {"id": "Q", "marks": {}}], 'the judge "J" has no marks'),
        ([{"id": "P", "marks": {"J": {"a": 1}}, "deductions": ["-1"]}], "is not a number from 0 on"),
    ],
)
def test_spoiled_entries_are_refused(entries: Any, message: str) -> None:
    with pytest.raises(SheetRefused, match=message):
        tabulate({"system": "points:x", "params": ONE, "input": {"entries": entries}})


MEANS = st.sampled_from(["mean", "median", "trimmed_mean", "sum", "trimmed_sum", "edge_half"])
PANELS = st.integers(1, 5).flatmap(
    lambda judges: st.lists(st.lists(st.integers(0, 20), min_size=judges, max_size=judges), min_size=1, max_size=5)
)


@given(PANELS, MEANS, st.sampled_from(["per_judge", "per_criterion"]), st.data())
@settings(max_examples=150, deadline=None)
def test_better_mark_never_worsens_and_order_changes_nothing(
    rows: Any, op: str, order: str, data: st.DataObject
) -> None:
    marks = {f"e{i}": [f"{mark // 2}.{5 * (mark % 2)}" for mark in row] for i, row in enumerate(rows)}
    params = {**ONE, "criteria": [{"id": "a"}], "order": order, "aggregate": {"op": op, "drop_low": 1, "drop_high": 1}}
    before = points(one_criterion(marks), params)
    turned = {entry: dict(reversed(table.items())) for entry, table in reversed(one_criterion(marks).items())}
    after = points(turned, params)
    assert (before["scores"], before["ranks"]) == (after["scores"], after["ranks"])
    entry = data.draw(st.sampled_from(sorted(marks)))
    judge = data.draw(st.integers(0, len(marks[entry]) - 1))
    better = {**marks, entry: [*marks[entry][:judge], "10.5", *marks[entry][judge + 1 :]]}
    assert points(one_criterion(better), params)["ranks"][entry] <= before["ranks"][entry]


@given(PANELS)
@settings(max_examples=100, deadline=None)
def test_scores_in_the_reasons_can_be_recomputed(rows: Any) -> None:
    marks = {f"e{i}": row for i, row in enumerate(rows)}
    outcome = points(one_criterion(marks), {**ONE, "criteria": [{"id": "a"}], "round": 4})
    for reason in outcome["reasons"][1:]:
        if reason["kind"] == "score":
            (entry,) = reason["entries"]
            assert Fraction(str(reason["exact"])) == Fraction(sum(marks[entry]), len(marks[entry]))
            assert abs(Fraction(reason["score"]) - Fraction(str(reason["exact"]))) <= Fraction(1, 20000)


def test_entry_without_any_whole_judge_is_refused() -> None:
    """Each judge's sum needs all of its criteria; here both abstained in one."""
    marks = {"A": {"x": 5, "y": None}, "B": {"x": None, "y": 5}}
    whole = {"A": {"x": 5, "y": 5}, "B": {"x": 5, "y": 5}}
    document = {
        "system": "points:x",
        "params": {"criteria": [{"id": "x"}, {"id": "y"}], "order": "per_judge", "aggregate": {"op": "mean"}},
        "input": {"entries": [{"id": "1", "marks": whole}, {"id": "2", "marks": marks}]},
        "rulings": [{"kind": "abstained", "judge": judge, "entry": "2"} for judge in ("A", "B")],
    }
    with pytest.raises(SheetRefused, match="no judge's marks are left"):
        tabulate(document)


@pytest.mark.parametrize("mark", [True, False])
def test_truth_is_no_mark_also_when_one_and_zero_were_seen(mark: bool) -> None:
    rows = [{"id": str(index), "marks": {"A": {"x": value}}} for index, value in enumerate((0, 1, mark))]
    params = {"criteria": [{"id": "x"}], "aggregate": {"op": "mean"}}
    with pytest.raises(SheetRefused, match='entry "2"'):
        tabulate({"system": "points:x", "params": params, "input": {"entries": rows}})


def test_missing_cell_with_a_ruling_is_left_out() -> None:
    full, gap = {"x": 6, "y": 8}, {"x": 6}
    entries = [{"id": "1", "marks": {"A": full, "B": full}}, {"id": "2", "marks": {"A": full, "B": gap}}]
    params = {"criteria": [{"id": "x"}, {"id": "y"}], "aggregate": {"op": "mean"}}
    ruling = {"kind": "abstained", "judge": "B", "entry": "2", "criterion": "y"}
    document = {"system": "points:x", "params": params, "input": {"entries": entries}, "rulings": [ruling]}
    assert tabulate(document).values["scores"] == {"1": "14.00", "2": "14.00"}
    gap["z"] = 9
    with pytest.raises(SheetRefused, match="this judge does not mark it"):
        tabulate(document)


def test_dense_places_are_labelled_as_they_are() -> None:
    params = {**ONE, "dense": True}
    outcome = points(one_criterion({"P": [9], "Q": [9], "R": [8], "S": [8]}), params)
    lines = explain(outcome, language="en")
    assert [line.places for line in lines if line.kind == "decision"] == ["1st", "1st", "2nd", "2nd"]
    assert {line.places for line in lines if line.kind == "tie"} == {""}


def test_countback_leaves_out_a_judge_who_abstained() -> None:
    marks = one_criterion({"P": [None, 8, 8], "Q": [8, 8, 8], "R": [9, 7, 7]})
    params = {**ONE, "aggregate": {"op": "median"}, "tie_break": ["countback"]}
    outcome = points(marks, params, rulings=[{"kind": "abstained", "judge": "J0", "entry": "P"}])
    assert outcome["ranks"] == {"Q": 1, "P": 2, "R": 3}  # two firsts each, and Q has a second besides
