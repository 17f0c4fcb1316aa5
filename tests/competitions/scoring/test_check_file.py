"""verify and explain: a published file is recomputed and told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from competitions.scoring.__main__ import main
from competitions.scoring.registry import tabulate
from competitions.scoring.sheet_file import canonical, digest

from .sheets import several_dances


def published() -> dict[str, Any]:
    sheets = several_dances("P 112 Q 221 R 333", "P 222 Q 111 R 333")
    return {**sheets, "outcome": tabulate(sheets).as_document(), "digest": digest(canonical(sheets))}


def run(folder: Path, document: Any, *arguments: str) -> int:
    path = folder / "sheets.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return main([arguments[0], str(path), *arguments[1:]])


def test_same_when_nothing_was_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = published()
    assert run(tmp_path, document, "verify") == 0
    assert capsys.readouterr().out == f"1: same (sheets {document['digest']})\n"


def test_release_that_says_less_is_the_same(tmp_path: Path) -> None:
    document = published()
    document["outcome"] = {"places": document["outcome"]["places"]}
    assert run(tmp_path, document, "verify") == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d["outcome"]["places"].__setitem__("P", 9), "outcome.places.P: the file says 9, the sheets give"),
        (lambda d: d["outcome"].__setitem__("extra", 1), "outcome.extra: the file says 1, the sheets give nothing"),
        (lambda d: d["outcome"].__setitem__("places", 1), "outcome.places: the file says 1"),
        (lambda d: d["outcome"]["reasons"].pop(), "outcome.reasons: the file says a list of"),
        (lambda d: d["outcome"]["reasons"][0].__setitem__("judges", True), "outcome.reasons[0].judges"),
        (lambda d: d.__setitem__("digest", "0"), 'digest: the file says "0"'),
        (lambda d: d["input"]["marks"]["D1"].update(P=[1, 1, 1], Q=[2, 2, 2]), "outcome."),
    ],
)
def test_difference_is_named(change: Any, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = published()
    change(document)
    assert run(tmp_path, document, "verify") == 1
    assert message in capsys.readouterr().out


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"system": "x"}, "states no outcome"),
        ([], "holds no sheets"),
        ([3], "A sheet must be a mapping"),
        ({**several_dances("P 1"), "outcome": {}, "x": json.loads("[" * 60 + "]" * 60)}, "nested more than 40 levels"),
    ],
)
def test_nothing_to_verify_gives_one_sentence(
    document: Any, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, document, "verify") == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_explain_tells_one_entry_in_a_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, published(), "explain", "--entry", "R", "--lang", "ru") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "3-е  № R  Сумма 6: равных нет.  Правило 9"
    assert len(lines) == 2


def test_explain_of_a_stranger_gives_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, published(), "explain", "--entry", "X") == 2
    assert capsys.readouterr().err == "There is nothing to tell about this entry.\n"


def release(*earlier: Any) -> dict[str, Any]:
    """A release's file: the final, what it says about itself, and the rounds before with sheets of their own."""
    return {**published(), "festival": {"title": "Spring"}, "earlier_rounds": list(earlier)}


def earlier(**change: Any) -> dict[str, Any]:
    sheets = several_dances("P 1 Q 2")
    row = {"outcome": tabulate(sheets).as_document(), "digest": digest(canonical(sheets)), "sheets": sheets}
    return {"title": {"en": "Semi-final"}, **row, **change}


def test_file_of_a_release_verifies_with_its_earlier_rounds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, release(earlier(), {"title": {"en": "Without sheets"}}, 7), "verify") == 0
    wrong = {"system": "skating:multi", "places": {"P": 2}}
    assert run(tmp_path, release(earlier(), earlier(outcome=wrong, digest="0")), "verify") == 1
    told = capsys.readouterr().out
    assert "earlier_rounds[1], outcome.places.P: the file says 2, the sheets give 1." in told
    assert 'earlier_rounds[1], digest: the file says "0"' in told
    assert run(tmp_path, {**published(), "earlier_rounds": 5}, "verify") == 0


def test_rounds_inside_earlier_rounds_are_not_followed(tmp_path: Path) -> None:
    inner: dict[str, Any] = earlier(outcome={"places": {"P": 9}})
    for _ in range(100):
        inner = earlier(sheets={**several_dances("P 1 Q 2"), "earlier_rounds": [inner]})
    assert run(tmp_path, release(inner), "verify") == 0


def test_half_of_a_character_has_no_digest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, {**published(), "note": "\ud800"}, "verify") == 2
    assert capsys.readouterr().err == "The sheet holds half of a character, which has no bytes in UTF-8.\n"
