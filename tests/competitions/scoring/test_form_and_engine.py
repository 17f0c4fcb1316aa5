"""What the form of a ruleset lets through, its engine takes: no parameter is refused on the day of the contest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from competitions.scoring import schema
from competitions.scoring.registry import tabulate
from competitions.scoring.rulesets import PRESETS
from competitions.scoring.schema_fields import Field

JUDGES = ["A", "B", "C"]
ENTRIES = ["1", "2", "3", "4"]

WILD: list[Any] = [
    *(None, "", 0, 1, -1, 2.5, "x", True, False, "NaN", "1e3", "1/2", " 1", "+1", "007", 10**400, "9" * 13),
    *(
        [],
        {},
        [None],
        [""],
        [1, 2],
        [2, 1],
        ["a", "a"],
        [["criterion", "a"]],
        [["judge", "A"]],
        [[]],
        {"a": 1},
        {"": 1},
    ),
    *(
        [{}],
        [{"id": "a"}],
        [{"id": "a"}, {"id": "a"}],
        [{"id": ""}],
        [{"min": "1", "name": "x"}],
        [{"min": None, "name": "x"}],
    ),
]


def good(field: Field) -> st.SearchStrategy[Any]:
    """Values that a careful organiser would type."""
    low = (field.low if field.low is not None else 0) + (1 if field.is_above_zero else 0)
    high = field.high if field.high is not None else low + 5
    whole = st.integers(low, min(high, low + 12))
    decimal = st.one_of(whole, whole.map(str), st.sampled_from(["0.5", "0.25", "7.125"]) if low <= 0 else whole)
    if field.is_above_zero:
        decimal = st.one_of(whole, st.sampled_from(["0.5", "0.1", "13.33"]))
    if field.key.endswith(("min", "max")):  # a lowest mark above the highest is no ruleset
        decimal = st.sampled_from([0, 1, "0.5", "-1"] if field.key.endswith("min") else [5, "7.5", "100"])
    keys = [choice.key for choice in field.choices]
    item = st.sampled_from(
        [*(choice.key for choice in field.choices if not choice.is_named), ["criterion", "a"], ["judge", "B"]]
    )
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "integer": st.one_of(whole, whole.map(str)),
        "integer_range": st.one_of(whole, st.tuples(st.just(1), st.integers(1, 4)).map(list)),
        "decimal": decimal,
        "choice": st.sampled_from(keys or ["x"]),
        "boolean": st.booleans(),
        "text": st.sampled_from(["a", "b", "Ы"]),
        "texts": st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, unique=True),
        "decimals": st.lists(decimal, min_size=1, max_size=4),
        "choices": st.lists(st.sampled_from(keys or ["x"]), unique=True),
        "items": st.lists(item, max_size=3),
        "worths": st.fixed_dictionaries({"Y": decimal, "N": decimal}),
    }
    if field.type != "rows":
        return kinds[field.type]
    row = st.fixed_dictionaries({}, optional={one.key: good(one) for one in field.fields if not one.is_required})
    needed = st.fixed_dictionaries({one.key: good(one) for one in field.fields if one.is_required})
    rows = st.tuples(row, needed).map(lambda pair: {**pair[0], **pair[1]})
    return st.lists(rows, min_size=1, max_size=3, unique_by=lambda one: str(one.get("id", one.get("name"))))


@st.composite
def params_of(draw: st.DrawFn, system: str) -> dict[str, Any]:
    """Parameters as a form may hand them in: most of them right, and at times one that nobody foresaw."""
    params: dict[str, Any] = {}
    form = schema.fields(system)
    wild = draw(st.sampled_from([*form, None, None])) if form else None
    for field in form:
        if not field.is_required and not draw(st.booleans()):
            continue
        value = draw(st.sampled_from(WILD)) if field is wild else draw(good(field))
        *groups, last = field.key.split(".")
        inner = params
        for group in groups:
            inner = inner.setdefault(group, {})
        inner[last] = value
    return params


def _mark(row: Mapping[str, Any]) -> str:
    """A mark that the limits of a criterion allow."""
    low, high, step = (
        None if row.get(key) in (None, "") else Fraction(str(row[key])) for key in ("min", "max", "step")
    )
    if low is not None:
        return str(row["min"])
    if high is None or high >= 0:
        return "0"
    return str(row["max"]) if step is None else str((high // step) * step)


def _points(params: Mapping[str, Any]) -> dict[str, Any]:
    marks = {judge: {row["id"]: _mark(row) for row in params["criteria"]} for judge in JUDGES}
    if params.get("parts"):
        return {"entries": [{"id": entry, "parts": dict.fromkeys(params["parts"], marks)} for entry in ENTRIES]}
    return {"entries": [{"id": entry, "marks": marks} for entry in ENTRIES]}


def _ido(params: Mapping[str, Any]) -> dict[str, Any]:
    """One entry, so that no judge has to choose between equal totals."""
    rows = params.get("dimensions") or [{"id": "P"}]
    return {"entries": [{"id": "1", "marks": {judge: {row["id"]: _mark(row) for row in rows} for judge in JUDGES}}]}


def _dances(params: Mapping[str, Any]) -> dict[str, Any]:
    marks = {entry: [place] * 3 for place, entry in enumerate(ENTRIES, start=1)}
    return {"judges": JUDGES, "dances": ["D"], "entries": ENTRIES, "marks": {"D": marks}}


def _places_to(params: Mapping[str, Any]) -> dict[str, Any]:
    last = int(params.get("places_to") or len(ENTRIES))
    marks = {entry: [min(place, last + 1)] * 3 for place, entry in enumerate(ENTRIES, start=1)}
    return {"judges": JUDGES, "dances": ["D"], "entries": ENTRIES, "marks": {"D": marks}}


def _crosses(params: Mapping[str, Any]) -> dict[str, Any]:
    """As many crosses as are asked; only as many entries as that needs."""
    asked = params.get("crosses")
    number = int((asked[0] if isinstance(asked, list | tuple) else asked) or 1)
    entries = [str(index) for index in range(max(number, 4))]
    marks = {entry: [int(index < number)] * 3 for index, entry in enumerate(entries)}
    return {"judges": JUDGES, "dances": ["D"], "entries": entries, "marks": {"D": marks}}


def _callback(params: Mapping[str, Any]) -> dict[str, Any]:
    first = next(iter(params["points"]))
    return {
        "judges": JUDGES,
        "dances": ["D"],
        "entries": ENTRIES,
        "marks": {"D": {one: [first] * 3 for one in ENTRIES}},
    }


def _battle(params: Mapping[str, Any]) -> dict[str, Any]:
    if params["judging"] == "vote_once":
        return {"votes": ["red", "blue", "tie"]}
    number = int(params.get("rounds") or 2)
    if params["judging"] == "sliders":
        return {"rounds": [[[str(weight) for weight in params["weights"]]] * 3] * number}
    one: Any = ["red", "blue", "red"] if params["judging"] == "vote_round" else [2, 1]
    return {"rounds": [one] * number}


def _bouts(params: Mapping[str, Any]) -> dict[str, Any]:
    return {"entries": ["1", "2"], "bouts": [{"id": "x", "red": "1", "blue": "2", **_battle(params["battle"])}]}


def _standing(params: Mapping[str, Any]) -> dict[str, Any]:
    row = {"age": "adults", "level": "A", "size": "solo", "academy": "Z", "place": 1, "score": "9", "competition": "c"}
    return {"entries": [{"id": "1", **row, "criteria": {str(params.get("criterion") or "x"): 5}}]}


def _scale(params: Mapping[str, Any]) -> dict[str, Any]:
    mark = _mark(params.get("scale") or {})
    return {"sheets": {judge: dict.fromkeys(ENTRIES, mark) for judge in JUDGES}}


KEYS = ("rounds", "votes", "battles", "slider_total", "head_to_head")
INPUTS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "skating:single": _dances,
    "skating:multi": _dances,
    "skating:callback": _crosses,
    "relative_placement:final": _places_to,
    "relative_placement:callback": _callback,
    "bouts:knockout": _bouts,
    "bouts:group": _bouts,
    "points:x": _points,
    "component:x": lambda params: {"marks": ["1", "2.5", 3]},
    "advance:x": lambda params: {"scores": {"1": 9, "2": 9, "3": "7.5"}},
    "placement:x": _scale,
    "ido:x": _ido,
    "battle:x": _battle,
    "group:x": lambda params: {"table": {one: dict.fromkeys(KEYS, int(one)) for one in ENTRIES}},
    "bracket:x": lambda params: {"entries": 5},
    "standing:x": _standing,
}


@pytest.mark.parametrize("system", INPUTS)
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_engine_takes_what_the_form_lets_through(system: str, data: st.DataObject) -> None:
    params = data.draw(params_of(system))
    problems = schema.check(system, params)
    assert all(problem.message for problem in problems)
    assume(not problems)
    outcome = tabulate({"system": system, "params": params, "input": INPUTS[system](params)})
    assert outcome.as_document()["reasons"]


@pytest.mark.parametrize("key", [key for key, preset in PRESETS.items() if preset.system != "standing:x"])
def test_engine_takes_every_preset(key: str) -> None:
    preset = PRESETS[key]
    family = preset.system.partition(":")[0]
    make = INPUTS.get(preset.system) or INPUTS[f"{family}:x"]
    tabulate({"system": preset.system, "params": preset.params, "input": make(preset.params)})
