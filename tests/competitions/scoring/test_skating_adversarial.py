"""Sheets that lack something or hold something that they must not: refused with judge, dance, entry and reason."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from competitions.scoring.checks import SheetRefused
from competitions.scoring.registry import tabulate

from .sheets import several_dances

Change = Callable[[dict[str, Any]], object]


def _document() -> dict[str, Any]:
    return several_dances("P 112 Q 221 R 333", "P 121 Q 212 R 333")


CHANGES: dict[str, tuple[Change, str, dict[str, str | None]]] = {
    "mark missing": (
        lambda d: d["input"]["marks"]["D0"]["Q"].__setitem__(1, None),
        'Judge "B", dance "D0", entry "Q": the mark is missing.',
        {"judge": "B", "dance": "D0", "entry": "Q", "reason": "missing"},
    ),
    "mark a word": (
        lambda d: d["input"]["marks"]["D1"]["P"].__setitem__(0, "first"),
        'the mark "first" is not a place.',
        {"judge": "A", "dance": "D1", "entry": "P", "reason": "not_a_number"},
    ),
    "mark a truth": (
        lambda d: d["input"]["marks"]["D1"]["P"].__setitem__(0, True),
        'the mark "True" is not a place.',
        {"reason": "not_a_number"},
    ),
    "mark a list": (
        lambda d: d["input"]["marks"]["D1"]["P"].__setitem__(0, [1]),
        "the mark a list of 1 is not a place.",
        {"reason": "not_a_number"},
    ),
    "mark half a place": (
        lambda d: d["input"]["marks"]["D1"]["P"].__setitem__(0, Decimal("1.5")),
        'the mark "1.5" is not a place.',
        {"reason": "range"},
    ),
    "mark beyond all bounds": (
        lambda d: d["input"]["marks"]["D1"]["P"].__setitem__(0, 10**400),
        "a number of more than 40 digits",
        {"judge": "A", "reason": "not_a_number"},
    ),
    "mark infinite": (
        lambda d: d["input"]["marks"]["D1"]["P"].__setitem__(0, Decimal("Infinity")),
        'the mark "Infinity" is not a place.',
        {"reason": "not_a_number"},
    ),
    "row short": (
        lambda d: d["input"]["marks"]["D0"]["R"].pop(),
        'Dance "D0", entry "R": 2 marks for 3 judges.',
        {"judge": "C", "entry": "R", "reason": "missing"},
    ),
    "row long": (
        lambda d: d["input"]["marks"]["D0"]["R"].append(3),
        "4 marks for 3 judges.",
        {"judge": None, "entry": "R", "reason": "too_many"},
    ),
    "row no list": (lambda d: d["input"]["marks"]["D0"].__setitem__("R", 3), "must be a list", {"reason": "shape"}),
    "entry without marks": (
        lambda d: d["input"]["marks"]["D0"].pop("R"),
        'Dance "D0": the entry "R" has no marks.',
        {"entry": "R", "reason": "missing"},
    ),
    "entry unknown": (
        lambda d: d["input"]["marks"]["D0"].__setitem__("X", [4, 4, 4]),
        'Dance "D0": the entry "X" is unknown.',
        {"entry": "X", "reason": "unknown"},
    ),
    "dance without marks": (
        lambda d: d["input"]["marks"].pop("D1"),
        'the dance "D1" has no marks.',
        {"dance": "D1", "reason": "missing"},
    ),
    "dance unknown": (
        lambda d: d["input"]["marks"].__setitem__("D9", {}),
        'the dance "D9" is unknown.',
        {"dance": "D9", "reason": "unknown"},
    ),
    "judge twice": (
        lambda d: d["input"].__setitem__("judges", ["A", "B", "A"]),
        'names "A" twice',
        {"reason": "doubled"},
    ),
    "no judges": (lambda d: d["input"].__setitem__("judges", []), "list of judges is empty", {"reason": "empty"}),
    "entry a number": (
        lambda d: d["input"].__setitem__("entries", ["P", 7]),
        "holds 7, which is not a text",
        {"reason": "shape"},
    ),
    "no entries": (lambda d: d["input"].pop("entries"), "must be a list, but it is missing", {"reason": "shape"}),
    "marks no mapping": (lambda d: d["input"].__setitem__("marks", 3), "must be a mapping", {"reason": "shape"}),
    "panel of an unknown dance": (
        lambda d: d["input"].__setitem__("judges", {"D0": ["A"], "D7": ["A"]}),
        'the dance "D1" has no marks',
        {"reason": "missing"},
    ),
    "not danced without the setting": (
        lambda d: d["input"].__setitem__("not_danced", {"D1": ["R"]}),
        "setting not_danced must be one of bottom_mean, but it is missing",
        {"reason": "choice"},
    ),
    "not danced by a stranger": (
        lambda d: d["input"].__setitem__("not_danced", {"D1": ["X"]}),
        'Not danced: the entry "X" is unknown.',
        {"entry": "X"},
    ),
    "not danced in an unknown dance": (
        lambda d: d["input"].__setitem__("not_danced", {"D5": ["P"]}),
        'Not danced: the dance "D5" is unknown.',
        {"reason": "unknown"},
    ),
    "ruling unknown": (
        lambda d: d.__setitem__("rulings", [{"kind": "recall_line"}]),
        'skating:multi knows no ruling "recall_line"',
        {"reason": "ruling"},
    ),
    "ruling without kind": (
        lambda d: d.__setitem__("rulings", [{}]),
        "kind of a ruling must be a text",
        {"reason": "shape"},
    ),
    "lost judge not on the panel": (
        lambda d: d.__setitem__("rulings", [{"kind": "judge_lost", "judge": "Z"}]),
        "who is not on the panel",
        {"judge": "Z"},
    ),
    "lost judge in an unknown dance": (
        lambda d: d.__setitem__("rulings", [{"kind": "judge_lost", "judge": "A", "dances": ["D9"]}]),
        'unknown dance "D9"',
        {"reason": "ruling"},
    ),
    "all judges lost": (
        lambda d: d.__setitem__("rulings", [{"kind": "judge_lost", "judge": judge} for judge in "ABC"]),
        "No judge is left",
        {"dance": "D0"},
    ),
    "disqualified stranger": (
        lambda d: d.__setitem__("rulings", [{"kind": "disqualified", "entry": "X"}]),
        "which is not in the round",
        {"entry": "X"},
    ),
    "everybody disqualified": (
        lambda d: d.__setitem__("rulings", [{"kind": "disqualified", "entry": entry} for entry in "PQR"]),
        "Every entry is disqualified",
        {"reason": "ruling"},
    ),
    "re-dance of entries that are not tied": (
        lambda d: d.__setitem__("rulings", [{"kind": "re_dance", "order": ["P", "R"]}]),
        "all entries that share a place",
        {"entry": "P"},
    ),
    "system unknown": (lambda d: d.__setitem__("system", "waltz"), 'The system "waltz" is unknown.', {}),
    "system missing": (lambda d: d.pop("system"), "The system must be a text, but it is missing.", {}),
    "input missing": (lambda d: d.pop("input"), "The input must be a mapping, but it is missing.", {}),
}


@pytest.mark.parametrize(("change", "message", "facts"), CHANGES.values(), ids=CHANGES)
def test_refused_when_the_sheet_is_spoiled(change: Change, message: str, facts: dict[str, str | None]) -> None:
    document = _document()
    change(document)
    with pytest.raises(SheetRefused) as refused:
        tabulate(document)
    assert message in refused.value.message
    assert {name: getattr(refused.value, name) for name in facts} == facts


def test_mark_of_somebody_who_did_not_dance_is_kept_but_not_counted() -> None:
    document = _document()
    document["params"] = {"not_danced": "bottom_mean"}
    document["input"]["not_danced"] = {"D1": ["R"], "D0": []}
    document["input"]["marks"]["D1"]["R"] = [1, 1, 1]
    assert tabulate(document).as_document()["dance_places"]["D1"]["R"] == 3


def test_long_value_is_shown_short() -> None:
    document = _document()
    document["input"]["marks"]["D0"]["P"][0] = "x" * 500 + "\x00"
    with pytest.raises(SheetRefused) as refused:
        tabulate(document)
    assert len(refused.value.message) < 120


def test_unprintable_value_is_shown_safely() -> None:
    document = _document()
    document["input"]["marks"]["D0"]["P"][0] = "a\x1b[31m"
    with pytest.raises(SheetRefused) as refused:
        tabulate(document)
    assert "\x1b" not in refused.value.message
