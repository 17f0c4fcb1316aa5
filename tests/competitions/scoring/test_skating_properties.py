"""What must hold for every skating sheet, tried by Hypothesis; every reason is recounted from the sheet."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from competitions.scoring.registry import tabulate
from competitions.scoring.working import dance_tables, marks_comparisons, places_comparisons

from .sheets import JUDGES, final

Rows = dict[str, list[int]]


@st.composite
def finals(draw: st.DrawFn, *, most_dances: int = 3) -> dict[str, Rows]:
    """marks[dance][entry], every judge a permutation; few patterns, so that ties are usual."""
    size = draw(st.integers(1, 6))
    judges = draw(st.integers(1, 5))
    patterns = draw(st.lists(st.permutations(range(1, size + 1)), min_size=1, max_size=3))
    dances = draw(st.integers(1, most_dances))
    marks: dict[str, Rows] = {}
    for dance in range(dances):
        columns = [draw(st.sampled_from(patterns)) for _ in range(judges)]
        marks[f"D{dance}"] = {f"e{index}": [column[index] for column in columns] for index in range(size)}
    return marks


def _outcome(marks: dict[str, Rows]) -> Any:
    return tabulate(final("skating:multi", marks)).as_document()


def _value(place: object) -> Fraction:
    return Fraction(str(place))


@given(finals())
@settings(max_examples=200, deadline=None)
def test_places_sum_to_the_triangular_number(marks: dict[str, Rows]) -> None:
    outcome = _outcome(marks)
    size = len(outcome["places"])
    for table in (outcome["places"], *outcome["dance_places"].values()):
        assert sum(map(_value, table.values())) == Fraction(size * (size + 1), 2)


@given(finals(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_order_of_judges_and_entries_changes_nothing(marks: dict[str, Rows], dice: Any) -> None:
    judges = len(next(iter(marks["D0"].values())))
    order = dice.sample(range(judges), judges)
    entries = dice.sample(list(marks["D0"]), len(marks["D0"]))
    turned = {
        dance: {entry: [rows[entry][index] for index in order] for entry in entries} for dance, rows in marks.items()
    }
    before, after = _outcome(marks), _outcome(turned)
    for key in ("places", "totals", "dance_places", "rule_used"):
        assert before[key] == after[key]


@given(st.permutations(range(1, 8)), st.integers(1, 9), st.integers(1, 4))
@settings(max_examples=50, deadline=None)
def test_unanimous_panel_gives_its_own_order(places: list[int], judges: int, dances: int) -> None:
    rows = {f"e{index}": [place] * judges for index, place in enumerate(places)}
    outcome = _outcome({f"D{dance}": rows for dance in range(dances)})
    assert outcome["places"] == {f"e{index}": place for index, place in enumerate(places)}


@given(finals())
@settings(max_examples=200, deadline=None)
def test_every_reason_can_be_recounted_from_the_sheet(marks: dict[str, Rows]) -> None:
    outcome = _outcome(marks)
    everything = {entry: [mark for rows in marks.values() for mark in rows[entry]] for entry in marks["D0"]}
    placed = dict.fromkeys(marks["D0"], 0)
    for reason in outcome["reasons"]:
        if reason["kind"] == "dance_place":
            _recount(reason["columns"], marks[reason["dance"]], reason["needed"])
        if reason["kind"] != "final_place":
            continue
        for entry in reason["entries"]:
            placed[entry] += 1
            assert _value(outcome["totals"][entry]) == _value(reason["total"])
        if "rule_10" in reason:
            rule = reason["rule_10"]
            for entry, count in rule["counts"].items():
                places = [_value(table[entry]) for table in outcome["dance_places"].values()]
                counted = [place for place in places if place <= rule["place"]]
                assert (len(counted), sum(counted)) == (count, _value(rule["sums"][entry]))
        if "rule_11" in reason:
            _recount(reason["rule_11"]["columns"], everything, reason["rule_11"]["needed"])
    assert set(placed.values()) == {1}


def _recount(columns: list[dict[str, Any]], rows: Rows, needed: int) -> None:
    for column in columns:
        for entry, count in column["counts"].items():
            counted = [mark for mark in rows[entry] if mark <= column["column"]]
            assert len(counted) == count
            assert sum(counted) == _value(column["sums"][entry])
    assert needed == len(next(iter(rows.values()))) // 2 + 1
    assert max(columns[0]["counts"].values()) >= needed


@given(finals())
@settings(max_examples=100, deadline=None)
def test_working_agrees_with_the_reasons(marks: dict[str, Rows]) -> None:
    document = final("skating:multi", marks)
    outcome = tabulate(document).as_document()
    for table in dance_tables(document, outcome):
        for row in table.rows:
            assert row.column is not None
            lit = [mark.mark for mark in row.marks if mark.lit]
            cell = row.columns[row.column - 1]
            assert len(lit) == cell.count
            assert sum(map(_value, lit)) == _value(cell.sum)
            assert cell.deciding
            assert cell.count >= table.needed
    for comparison in marks_comparisons(document, outcome):
        for candidate in comparison.candidates:
            assert candidate.count == sum(dance.count for dance in candidate.dances)
            assert candidate.has_majority == (candidate.count >= comparison.needed)
        assert comparison.candidates[0].entry == comparison.entries[0]
        assert comparison.candidates[0].has_majority
    for rule in places_comparisons(outcome):
        assert set(rule.entries) <= {entry for entry, _, _ in rule.rows}


@given(st.lists(st.lists(st.integers(0, 1), min_size=3, max_size=3), min_size=1, max_size=8), st.integers(1, 9))
@settings(max_examples=150, deadline=None)
def test_recall_never_splits_a_tie(rows: list[list[int]], wanted: int) -> None:
    entries = [f"e{index}" for index in range(len(rows))]
    marks = {"D": dict(zip(entries, rows, strict=True))}
    document = {
        "system": "skating:callback",
        "params": {"wanted": wanted, "strict_crosses": False},
        "input": {"judges": list(JUDGES[:3]), "dances": ["D"], "entries": entries, "marks": marks},
    }
    outcome: Any = tabulate(document).as_document()
    inside = set(outcome.get("recalled", outcome.get("sure")))
    for entry in inside:
        for other in entries:
            if outcome["totals"][other] >= outcome["totals"][entry]:
                assert other in inside
    assert outcome["exact"] == ("recalled" in outcome)
