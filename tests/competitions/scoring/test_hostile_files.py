"""Files that nobody vouches for: one sentence and status 2, or the spoiled sheet answered and the rest computed."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from competitions.scoring import sheet_file
from competitions.scoring.__main__ import main

from .sheets import several_dances

PROJECT = Path(__file__).parents[3]
GOOD = json.dumps(several_dances("P 112 Q 221"))
MARK = '{"system": "points:x", "params": {"criteria": [{"id": "a"}], "aggregate": {"op": "mean"}},'
CASES = {
    "NaN": (MARK + '"input": {"entries": [{"id": "1", "marks": {"A": {"a": NaN}}}]}}', "NaN is not an exact number"),
    "infinity": (
        MARK + '"input": {"entries": [{"id": "1", "marks": {"A": {"a": -Infinity}}}]}}',
        "-Infinity is not an exact",
    ),
    "10^400": (
        MARK + f'"input": {{"entries": [{{"id": "1", "marks": {{"A": {{"a": 1{"0" * 400}}}}}}}]}}}}',
        "more than 40 digits",
    ),
    "10^9000": (
        MARK + f'"input": {{"entries": [{{"id": "1", "marks": {{"A": {{"a": 1{"0" * 9000}}}}}}}]}}}}',
        "9001 digits",
    ),
    "1e400": (
        MARK + '"input": {"entries": [{"id": "1", "marks": {"A": {"a": 1e400}}}]}}',
        'the mark "1E+400" is not a mark',
    ),
    "1e-400": (MARK + '"input": {"entries": [{"id": "1", "marks": {"A": {"a": 1e-400}}}]}}', "is not a mark"),
    "1e999999999": (
        MARK + '"input": {"entries": [{"id": "1", "marks": {"A": {"a": 1e99999999999999999999}}}]}}',
        "not",
    ),
    "NaN as a text": (
        MARK + '"input": {"entries": [{"id": "1", "marks": {"A": {"a": "NaN"}}}]}}',
        'the mark "NaN" is not a mark',
    ),
    "a doubled key": (
        '{"system": "bracket:x", "system": "bracket:y", "input": {"entries": 3}}',
        'The key "system" stands twice',
    ),
    "deep nesting": ('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
    "deep nesting with brackets in texts": (
        '{"a": "]}\\"]", "b": ' + '{"x":' * 50_000 + "1" + "}" * 50_001,
        "nested too deeply",
    ),
    "nesting beyond any sheet": (
        '{"system": "bracket:x", "input": ' + "[" * 300 + "]" * 300 + "}",
        "must be a mapping",
    ),
    "deep parameters": (
        '{"system": "bracket:x", "params": ' + '{"a":' * 400 + "1" + "}" * 401 + "",
        "input must be a mapping",
    ),
    "a text": ('"skating"', "A sheet must be a mapping"),
    "a bare number": ("1", "A sheet must be a mapping"),
    "a half surrogate": ('{"system": "\\ud800:x", "input": {}}', "is unknown"),
    "a zero byte": ('{"system": "\\u0000", "input": {}}', "is unknown"),
}


def run(path: Path, capsys: pytest.CaptureFixture[str], command: str = "tabulate") -> tuple[int, list[Any], str]:
    status = main([command, str(path)])
    told = capsys.readouterr()
    return status, [json.loads(line) for line in told.out.splitlines()], told.err


@pytest.mark.parametrize("name", CASES)
def test_spoiled_sheet_is_answered_and_the_rest_goes_on(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, sentence = CASES[name]
    path = tmp_path / "sheets.json"
    path.write_text(f"[{GOOD}, {content}, {GOOD}]", encoding="utf-8")
    status, answers, error = run(path, capsys)
    assert (status, error, len(answers)) == (0, "", 3)
    assert "outcome" in answers[0]
    assert answers[2]["outcome"] == answers[0]["outcome"]
    assert sentence in answers[1]["error"]
    assert len(answers[1]["error"]) < 200
    assert answers[1]["error"].count("\n") == 0


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("command", ["tabulate", "verify", "explain"])
def test_file_of_one_spoiled_sheet_is_refused_with_one_sentence(
    name: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sheets.json"
    path.write_text(CASES[name][0], encoding="utf-8")
    assert main([command, str(path)]) == 2
    error = capsys.readouterr().err
    assert error.endswith("\n")
    assert error.count("\n") == 1
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (GOOD.encode("utf-16"), "not UTF-8 text"),
        (GOOD.encode("utf-32"), "The file is not"),
        ('{"system": "Вальс"}'.encode("cp1251"), "not UTF-8 text: byte 13"),
        (GOOD.encode()[:-1] + b"\xed\xa0\x80}", "not UTF-8 text"),
        (b"\x1f\x8b\x08\x00", "not UTF-8 text"),
        (b"\x00" * 10, "not JSON"),
        (b"", "not JSON"),
        (b"[" + GOOD.encode() + b",]", "not JSON"),
        (GOOD.encode() + b"1", "something follows its end"),
        (b"[" * 1_000_000, "nested too deeply"),
        (b'[{"a":' * 300_000, "nested too deeply"),
    ],
)
@pytest.mark.parametrize("command", ["tabulate", "verify", "explain"])
def test_file_that_is_none_is_refused_with_one_sentence(
    data: bytes, sentence: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sheets.json"
    path.write_bytes(data)
    assert main([command, str(path)]) == 2
    error = capsys.readouterr().err
    assert sentence in error or (command == "verify" and "states no outcome" in error)
    assert error.count("\n") == 1


def test_too_large_file_is_refused_before_a_byte_is_parsed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sheets.json"
    with path.open("wb") as file:
        file.seek(sheet_file.MAX_BYTES)
        file.write(b"1")

    def parse(data: bytes) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr("competitions.scoring.__main__.read_documents", parse)
    assert main(["tabulate", str(path)]) == 2
    assert capsys.readouterr().err == "The file is larger than 32 MB.\n"


@pytest.mark.parametrize("content", ["{}", "[[]]", '"x"', "0"])
def test_memory_stays_bounded_whatever_fills_the_file(content: str, tmp_path: Path) -> None:
    """As much as fits into a file, in one sheet and in many, within a gigabyte."""
    path = tmp_path / "sheets.json"
    number = min(sheet_file.MAX_BYTES // (len(content) + 2), sheet_file.MAX_VALUES // 4) - 10
    body = ",".join([content] * number)
    path.write_text(
        '[{"system": "advance:x", "params": {"count": 1}, "input": {"scores": [' + body + "]}}]", encoding="utf-8"
    )

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))

    ended = subprocess.run(
        [sys.executable, "-E", "-s", "-S", "-m", "competitions.scoring", "tabulate", str(path)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )
    assert ended.returncode == 2, ended.stderr[-300:]
    assert ended.stderr == "No sheet of the file could be tabulated.\n"
