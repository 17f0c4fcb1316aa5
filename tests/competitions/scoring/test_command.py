"""The tabulate command: one JSON line a case, one sentence for what cannot be read, on a Python with nothing else."""

from __future__ import annotations

import contextlib
import io
import json
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from competitions.scoring.__main__ import main

from .sheets import several_dances

PROJECT = Path(__file__).parents[3]


def _write(folder: Path, document: object) -> str:
    path = folder / "sheets.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def _lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


def test_bare_python_tabulates(tmp_path: Path) -> None:
    path = _write(tmp_path, [{"id": "a", **several_dances("P 1 Q 2")}])
    run = subprocess.run(
        [sys.executable, "-E", "-s", "-S", "-m", "competitions.scoring", "tabulate", path],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    (line,) = _lines(run.stdout)
    assert line["id"] == "a"
    assert line["outcome"]["places"] == {"P": 1, "Q": 2}


def test_bad_case_is_answered_and_the_rest_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = several_dances("P 1 Q 2")
    cases = [{"id": 1, **good}, {"id": "bad", **good, "system": "waltz"}, 7, {"id": 4, **good}, {**good, "id": [1]}]
    assert main(["tabulate", _write(tmp_path, cases)]) == 0
    lines = _lines(capsys.readouterr().out)
    assert [line["id"] for line in lines] == [1, "bad", 3, 4, "a list of 1"]
    assert [("outcome" in line, "error" in line) for line in lines] == [
        (True, False), (False, True), (False, True), (True, False), (True, False)
    ]  # fmt: skip


def test_number_that_is_none_spoils_its_own_case_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = several_dances("P 1 Q 2")
    path = tmp_path / "sheets.json"
    path.write_text(f'[{{"id": 1, "system": NaN}}, {json.dumps(good)}]')
    assert main(["tabulate", str(path)]) == 0
    bad, fine = _lines(capsys.readouterr().out)
    assert bad == {"id": 1, "error": "NaN is not an exact number."}
    assert "outcome" in fine


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is not JSON"),
        (b"\xff\xfe[1]", "The file is not UTF-8 text"),
        (b"[" * 200_000, "The file is nested too deeply."),
        (b"[]", "The file holds no sheets."),
        (b'[{"system": "waltz"}]', "No sheet of the file could be tabulated."),
        (b"NaN", "No sheet of the file could be tabulated."),
        (b'{"a": 1' + b"0" * 400 + b"}", "No sheet of the file could be tabulated."),
    ],
)
def test_file_without_an_answer_gives_one_sentence_and_status_2(
    content: bytes, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sheets.json"
    path.write_bytes(content)
    assert main(["tabulate", str(path)]) == 2
    error = capsys.readouterr().err
    assert error.startswith(sentence)
    assert error.count("\n") == 1


def test_answers_go_to_any_stream(tmp_path: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()) as answers:
        assert main(["tabulate", _write(tmp_path, several_dances("P 1 Q 2"))]) == 0
    assert _lines(answers.getvalue())[0]["id"] == 1


def test_module_runs_as_a_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["scoring", "tabulate", "/no/such/file"])
    monkeypatch.delitem(sys.modules, "competitions.scoring.__main__")
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("competitions.scoring", run_name="__main__")
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("The file cannot be read")
