"""What must hold in every engine: order changes nothing, a unanimous panel is followed, a better mark never harms.

A panel is a table of marks, the higher the better, one row an entry and one column a judge; each system writes it down in
its own way. Skating finals, whole stages of battles and brackets have pages of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competitions.scoring.registry import tabulate
from competitions.scoring.rulesets import PRESETS

Panel: TypeAlias = "dict[str, list[int]]"
QUICK = settings(max_examples=40, deadline=None)
BEST = 10
WORDS = {**dict.fromkeys(range(4), "N"), 4: "A3", 5: "A2", 6: "A1", **dict.fromkeys(range(7, 11), "Y")}


@st.composite
def panels(draw: st.DrawFn, *, distinct: bool = False) -> Panel:
    """One to six entries and one to five judges, full of ties unless each judge's marks must be distinct."""
    size, judges = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    column = st.permutations(range(1, BEST + 1)).map(lambda marks: marks[:size])
    columns = [
        draw(column if distinct else st.lists(st.integers(0, BEST), min_size=size, max_size=size))
        for _ in range(judges)
    ]
    return {f"e{index}": [marks[index] for marks in columns] for index in range(size)}


def judges_of(panel: Panel) -> list[str]:
    return [chr(65 + index) for index in range(len(next(iter(panel.values()))))]


def by_judge(row: list[int]) -> dict[str, int]:
    return {chr(65 + index): mark for index, mark in enumerate(row)}


def points(params: Mapping[str, Any]) -> Callable[[Panel], Any]:
    def document(panel: Panel) -> Any:
        rows = [
            {"id": entry, "marks": {judge: {"x": mark} for judge, mark in by_judge(row).items()}}
            for entry, row in panel.items()
        ]
        ruleset = {"criteria": [{"id": "x", "min": 0, "max": BEST, "step": 1}], **params}
        return {"system": "points:x", "params": ruleset, "input": {"entries": rows}}

    return document


def placement(params: Mapping[str, Any]) -> Callable[[Panel], Any]:
    def document(panel: Panel) -> Any:
        sheets = {judge: {entry: by_judge(row)[judge] for entry, row in panel.items()} for judge in judges_of(panel)}
        return {"system": "placement:x", "params": params, "input": {"sheets": sheets}}

    return document


def ido(params: Mapping[str, Any]) -> Callable[[Panel], Any]:
    def document(panel: Panel) -> Any:
        rows = [
            {"id": entry, "marks": {j: {"P": mark} for j, mark in by_judge(row).items()}}
            for entry, row in panel.items()
        ]
        return {"system": "ido:1d", "params": params, "input": {"entries": rows}}

    return document


def dance(
    system: str, params: Mapping[str, Any], write: Callable[[Panel], dict[str, list[Any]]]
) -> Callable[[Panel], Any]:
    def document(panel: Panel) -> Any:
        sheet = {"judges": judges_of(panel), "dances": ["D"], "entries": list(panel), "marks": {"D": write(panel)}}
        return {"system": system, "params": params, "input": sheet}

    return document


def as_places(panel: Panel) -> dict[str, list[Any]]:
    """Each judge's distinct marks as places."""
    columns = list(zip(*panel.values(), strict=True))
    return {
        entry: [1 + sum(other > mark for other in columns[i]) for i, mark in enumerate(row)]
        for entry, row in panel.items()
    }


def as_crosses(panel: Panel) -> dict[str, list[Any]]:
    return {entry: [int(mark > 5) for mark in row] for entry, row in panel.items()}


def as_words(panel: Panel) -> dict[str, list[Any]]:
    return {entry: [WORDS[mark] for mark in row] for entry, row in panel.items()}


def standing(panel: Panel) -> Any:
    rows = [{"id": entry, "score": sum(row), "age": "all"} for entry, row in panel.items()]
    return {"system": "standing:x", "params": {"method": "best"}, "input": {"entries": rows}}


def advance(panel: Panel) -> Any:
    scores = {entry: sum(row) for entry, row in panel.items()}
    return {"system": "advance:x", "params": {"percent": "50"}, "input": {"scores": scores}}


WORTH = PRESETS["wsdc_callback"].params["points"]
TABLE = {"table": [137, 91, 71, 53, 37, 23]}
ROUGH: dict[str, Callable[[Panel], Any]] = {
    **{f"points {op}": points({"aggregate": {"op": op}}) for op in ("sum", "mean", "median", "edge_half")},
    "points per judge": points({"aggregate": {"op": "mean"}, "order": "per_judge"}),
    "points trimmed": points({"aggregate": {"op": "trimmed_mean", "drop_low": 1, "drop_high": 1}}),
    "points countback": points({"aggregate": {"op": "sum"}, "tie_break": ["best_judge"]}),
    "placement table": placement(TABLE),
    "placement shared": placement({**TABLE, "tie_points": "share_best"}),
    "placement rank sum": placement({"scheme": "rank_sum"}),
    "placement borda": placement({"scheme": "borda"}),
    "recall": dance("skating:callback", {"wanted": 2, "strict_crosses": False}, as_crosses),
    "callback": dance("relative_placement:callback", {"points": WORTH, "wanted": 2}, as_words),
    "standing": standing,
    "advance": advance,
}
STRICT: dict[str, Callable[[Panel], Any]] = {
    "ido final": ido({"round": "final"}),
    "ido elimination": ido({"round": "elimination", "crosses": 1, "advance": 1}),
    "relative placement": dance("relative_placement:final", {}, as_places),
    "skating single": dance("skating:single", {}, as_places),
}
# Where nothing is cut off or rounded to a cross, six entries in one order come out in just that order.
EXACT = (
    *("points mean", "points sum", "points median", "points trimmed", "placement table", "placement rank sum"),
    *("placement borda", "standing", "ido final", "relative placement", "skating single"),
)


def ranks(outcome: Any) -> dict[str, Any]:
    """How good each entry came out; the smaller the better."""
    if "standings" in outcome:
        return {entry: places[0] for entry, places in outcome["standings"]["all"].items()}
    if "place_ranges" in outcome:
        return {entry: places[0] for entry, places in outcome["place_ranges"].items()}
    if isinstance(outcome.get("places"), dict):
        return {entry: places[0] for entry, places in outcome["places"].items()}
    for key in ("ranks", "rank"):
        if key in outcome:
            return dict(outcome[key])
    for key in ("crosses", "totals"):
        if key in outcome:
            return {entry: -Fraction(str(total)) for entry, total in outcome[key].items()}
    return dict.fromkeys(outcome["advance"], 0)


def result(document: Any) -> dict[str, Any]:
    return ranks(tabulate(document).as_document())


def turned(panel: Panel) -> Panel:
    """The same panel with the last judge and the last entry first."""
    return {entry: row[::-1] for entry, row in reversed(panel.items())}


def check_order(make: Callable[[Panel], Any], panel: Panel) -> None:
    assert result(make(panel)) == result(make(turned(panel)))


def check_unanimous(make: Callable[[Panel], Any], order: list[int], judges: int) -> None:
    panel = {f"e{index}": [mark] * judges for index, mark in enumerate(order)}
    found = result(make(panel))
    for one, mark in enumerate(order):
        for other, second in enumerate(order):
            if mark > second:  # a cut and a cross know fewer steps than marks: never behind is all that can be asked
                assert found.get(f"e{one}", 1) <= found.get(f"e{other}", 1)


def check_better(make: Callable[[Panel], Any], panel: Panel, data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(sorted(panel)))
    judge = data.draw(st.integers(0, len(panel[entry]) - 1))
    before = result(make(panel))
    better = {**panel, entry: [*panel[entry][:judge], BEST, *panel[entry][judge + 1 :]]}
    assert result(make(better)).get(entry, 1) <= before.get(entry, 1)


@pytest.mark.parametrize("name", ROUGH)
@given(panel=panels(), data=st.data())
@QUICK
def test_order_changes_nothing_and_a_better_mark_never_harms(name: str, panel: Panel, data: st.DataObject) -> None:
    check_order(ROUGH[name], panel)
    check_better(ROUGH[name], panel, data)


@pytest.mark.parametrize("name", STRICT)
@given(panel=panels(distinct=True))
@QUICK
def test_order_changes_nothing_where_each_judge_ranks(name: str, panel: Panel) -> None:
    check_order(STRICT[name], panel)


@pytest.mark.parametrize("name", [*ROUGH, *STRICT])
@given(order=st.permutations(range(1, 7)), judges=st.integers(1, 5))
@QUICK
def test_unanimous_panel_is_followed(name: str, order: list[int], judges: int) -> None:
    check_unanimous({**ROUGH, **STRICT}[name], order, judges)


@pytest.mark.parametrize("name", EXACT)
@given(order=st.permutations(range(1, 7)), judges=st.integers(1, 5))
@QUICK
def test_unanimous_order_is_the_result(name: str, order: list[int], judges: int) -> None:
    panel = {f"e{index}": [mark] * judges for index, mark in enumerate(order)}
    assert result({**ROUGH, **STRICT}[name](panel)) == {f"e{index}": 7 - mark for index, mark in enumerate(order)}


@given(panels())
@QUICK
def test_points_of_sheets_can_be_recounted_from_the_reasons(panel: Panel) -> None:
    outcome: Any = tabulate(placement(TABLE)(panel)).as_document()
    worth = [137, 91, 71, 53, 37, 23]
    totals: Counter[str] = Counter()
    for reason in outcome["reasons"]:
        if reason["kind"] != "sheet_points":
            continue
        marks = {entry: by_judge(row)[reason["sheet"]] for entry, row in panel.items()}
        for entry, mark in marks.items():
            before, level = sum(one > mark for one in marks.values()), sum(one == mark for one in marks.values())
            assert reason["places"][entry] == before + 1
            shared = Fraction(sum(worth[before : before + level]), level)
            assert Fraction(str(reason["points"][entry])) == shared
            totals[entry] += shared  # type: ignore[assignment]  # fractions add up as well
    assert {entry: Fraction(str(value)) for entry, value in outcome["points"].items()} == dict(totals)


@given(panels(distinct=True), st.integers(1, 6), st.integers(1, 6))
@QUICK
def test_ido_totals_crosses_and_places_can_be_recounted(panel: Panel, asked: int, wanted: int) -> None:
    final: Any = tabulate(STRICT["ido final"](panel)).as_document()
    assert final["judge_places"] == as_places(panel)
    size = len(panel)
    assert sum(first + last for first, last in final["places"].values()) == size * (size + 1)
    params = {"round": "elimination", "crosses": asked, "advance": wanted}
    outcome: Any = tabulate(ido(params)(panel)).as_document()
    assert outcome["crosses"] == {
        entry: sum(place <= asked for place in row) for entry, row in as_places(panel).items()
    }
    for reason in outcome["reasons"]:
        if reason["kind"] == "judge_totals":
            assert reason["totals"] == {entry: by_judge(row)[reason["judge"]] for entry, row in panel.items()}
    out = set(panel) - set(outcome["advance"])
    assert all(outcome["crosses"][one] > outcome["crosses"][other] for one in outcome["advance"] for other in out)


@given(panels(), st.integers(1, 6))
@QUICK
def test_callback_and_recall_totals_can_be_recounted(panel: Panel, wanted: int) -> None:
    worth: Any = WORTH
    callback = dance("relative_placement:callback", {"points": WORTH, "wanted": wanted}, as_words)
    outcome: Any = tabulate(callback(panel)).as_document()
    for entry, row in as_words(panel).items():
        assert Fraction(str(outcome["totals"][entry])) == sum(Fraction(str(worth[word])) for word in row)
    recall = dance("skating:callback", {"wanted": wanted, "strict_crosses": False}, as_crosses)
    outcome = tabulate(recall(panel)).as_document()
    assert outcome["totals"] == {entry: sum(row) for entry, row in as_crosses(panel).items()}


@given(panels(distinct=True))
@QUICK
def test_relative_placement_counts_can_be_recounted(panel: Panel) -> None:
    outcome: Any = tabulate(STRICT["relative placement"](panel)).as_document()
    marks = as_places(panel)
    for reason in outcome["reasons"]:
        for column in reason.get("columns", ()):
            for entry in column["counts"]:
                counted = [mark for mark in marks[entry] if mark <= column["column"]]
                assert column["counts"][entry] == len(counted)
                assert column.get("sums", {}).get(entry, sum(counted)) == sum(counted)


@given(panels(), st.integers(1, 6), st.sampled_from(["include", "exclude", "break"]))
@QUICK
def test_cut_lets_through_the_best_and_treats_ties_as_told(panel: Panel, count: int, ties: str) -> None:
    scores = {entry: sum(row) for entry, row in panel.items()}
    document = {"system": "advance:x", "params": {"count": count, "ties": ties}, "input": {"scores": scores}}
    outcome: Any = tabulate(document).as_document()
    inside = set(outcome["advance"])
    for entry in inside:
        assert all(other in inside for other in scores if scores[other] >= scores[entry])
    assert len(inside) >= min(count, len(scores)) if ties == "include" else len(inside) <= count
    assert not inside & set(outcome.get("tied_at_line", ()))


@given(st.lists(st.lists(st.integers(-20, 20).filter(bool), min_size=3, max_size=3), min_size=1, max_size=4), st.data())
@QUICK
def test_slider_towards_a_side_never_harms_it(rounds: list[list[int]], data: st.DataObject) -> None:
    params = {"judging": "sliders", "criteria": ["x"], "weights": ["20"]}

    def fight(given: list[list[int]]) -> Any:
        sheet = {"rounds": [[[mark] for mark in row] for row in given]}
        return tabulate({"system": "battle:x", "params": params, "input": sheet}).as_document()

    before = fight(rounds)
    assert before["votes_total"] == [
        sum(m < 0 for row in rounds for m in row),
        sum(m > 0 for row in rounds for m in row),
    ]
    for reason in before["reasons"][:-1]:
        assert reason["totals"] == rounds[reason["round"] - 1]
    assert fight([row[::-1] for row in rounds])["winner"] == before["winner"]
    number, judge = data.draw(st.integers(0, len(rounds) - 1)), data.draw(st.integers(0, 2))
    bluer = [[20 if (i, j) == (number, judge) else mark for j, mark in enumerate(row)] for i, row in enumerate(rounds)]
    order = ["red", "tie", "blue"]
    assert order.index(fight(bluer)["winner"]) >= order.index(before["winner"])


@given(st.integers(2, 5), st.data())
@QUICK
def test_group_table_can_be_recounted(size: int, data: st.DataObject) -> None:
    rounds = st.lists(st.integers(0, 5).map(lambda red: [red, 5 - red]), min_size=2, max_size=2)
    pairs = [(f"e{one}", f"e{other}") for one in range(size) for other in range(one + 1, size)]
    battles: list[Any] = [{"a": one, "b": other, "rounds": data.draw(rounds)} for one, other in pairs]
    outcome: Any = tabulate({"system": "group:x", "params": {}, "input": {"battles": battles}}).as_document()
    other: Any = tabulate({"system": "group:x", "params": {}, "input": {"battles": battles[::-1]}}).as_document()
    assert outcome["ranks"] == other["ranks"]
    for entry, row in outcome["table"].items():
        own = [
            (mine, theirs)
            for battle in battles
            for red, blue in battle["rounds"]
            for side, mine, theirs in ((battle["a"], red, blue), (battle["b"], blue, red))
            if side == entry
        ]
        assert row["rounds"] == sum(mine > theirs for mine, theirs in own)
        assert row["votes"] == sum(mine for mine, _ in own)
        better = [
            one for one in outcome["table"].values() if (one["rounds"], one["votes"]) > (row["rounds"], row["votes"])
        ]
        assert outcome["ranks"][entry] == 1 + len(better)


@given(st.lists(st.integers(0, BEST), min_size=1, max_size=9), st.data())
@QUICK
def test_component_stays_between_its_marks_and_grows_with_them(marks: list[int], data: st.DataObject) -> None:
    for op in ("mean", "median", "trimmed_mean", "edge_half", "median_inverse_square", "median_tolerance"):
        settings_of = {"op": op, "drop_low": 1, "drop_high": 1, "tolerance": "1.5", "places": 6}

        def value(given: list[int], ruleset: Any = settings_of) -> Fraction:
            outcome = tabulate({"system": "component:x", "params": ruleset, "input": {"marks": given}}).as_document()
            return Fraction(outcome["score"])

        assert min(marks) <= value(marks) <= max(marks)
        assert value(marks) == value(data.draw(st.permutations(marks)))
        if op in ("mean", "median", "trimmed_mean", "edge_half"):
            assert value([BEST, *marks[1:]]) >= value(marks)
