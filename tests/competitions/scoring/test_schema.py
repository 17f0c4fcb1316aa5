"""The published JSON Schema holds for what the project writes, and refuses what is no sheet file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from competitions.scoring.registry import tabulate
from competitions.scoring.sheet_file import canonical, digest

from .sheets import several_dances

SCHEMA = json.loads((Path(__file__).parents[3] / "docs/scoring/sheet-file.schema.json").read_text(encoding="utf-8"))


def published() -> dict[str, Any]:
    sheets = {"format": "sahna-sheet", "version": 1, **several_dances("P 112 Q 221", "P 222 Q 111"), "rulings": []}
    text = canonical({**sheets, "outcome": tabulate(sheets).as_document(), "digest": digest(canonical(sheets))})
    document: dict[str, Any] = json.loads(text)
    return document


def test_published_file_fits_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(published(), SCHEMA)


@pytest.mark.parametrize(
    "change",
    [
        {"system": "waltz"},
        {"version": 2},
        {"digest": "x"},
        {"input": {}},
        {"rulings": [{"kind": "whim"}]},
        {"system": "points:x"},
        {"system": "bracket:x"},
    ],
)
def test_what_is_no_sheet_file_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**published(), **change}, SCHEMA)
