"""Shapes of formats in set-up forms: one clear sentence for each slip."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from competitions.forms import format_shape
from competitions.services import house_formats

PART = {"titles": {"en": "Samba"}, "short": "Sa"}
FINAL = {"key": "final", "kind": "final", "ruleset": "skating", "titles": {"en": "Final"}, "parts": [PART]}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"rounds": []}, "at least one round"),
        ({"rounds": "no"}, "at least one round"),
        ({"rounds": [FINAL, FINAL]}, "a “key” of its own"),
        (
            {"rounds": [{**FINAL, "kind": "quarter"}]},
            "Round “final”: “kind” must be recall, final, ranked, knockout, group.",
        ),
        ({"rounds": [{**FINAL, "titles": {"ru": "Финал"}}]}, "“titles” must be an object"),
        ({"rounds": [{**FINAL, "parts": []}]}, "“parts” must be a list of dances"),
        ({"rounds": [{**FINAL, "parts": ["Samba"]}]}, "“parts” must be dances with titles"),
        ({"rounds": [{**FINAL, "kind": "recall"}]}, "“wanted” must be a whole number above zero"),
        ({"rounds": [{**FINAL, "crosses": [3, 2]}]}, "the smaller first"),
        ({"links": [{"from": "r1", "to": "final"}]}, "names the round “r1”, which is not there"),
        ({"links": [{"from": "final", "to": "final", "cut": "luck"}]}, "unknown “cut”"),
        ({"links": [{"from": "final", "to": "final"}]}, "needs a “value” above zero"),
        ({"links": 5}, "must be a list of links"),
    ],
)
def test_shape_when_it_cannot_be_built(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        format_shape.refuse_broken({"rounds": [FINAL], **change})
    assert sentence in refused.value.messages[0]


def test_shapes_of_the_house_are_accepted() -> None:
    assert house_formats.FORMATS
    for shape in house_formats.FORMATS:
        format_shape.refuse_broken(shape["spec"])
