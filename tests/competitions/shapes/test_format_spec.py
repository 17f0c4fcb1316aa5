"""The language of formats: each slip in one sentence, and the house's own without one."""

from typing import Any

import pytest

from competitions.services import format_spec, house_formats

DANCE = {"titles": {"en": "Dance"}}


def make_round(key: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "kind": "ranked", "titles": {"en": key}, "ruleset": "x", "parts": [DANCE], **more}


FIRST, LAST = make_round("r1"), make_round("final", kind="final")


def slip(*links: dict[str, Any], rounds: tuple[dict[str, Any], ...] = (FIRST, LAST)) -> str:
    return format_spec.first_slip({"rounds": list(rounds), "links": list(links)})


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ({"cut": "percent", "value": 101}, "takes more than 100 percent"),
        ({"cut": "places", "value": 7, "value_to": 3}, "“value_to” that is not below its “value”"),
        ({"cut": "all", "carry": "all"}, "“carry” must be none, sum, weight"),
        ({"cut": "all", "carry": "weight"}, "needs a “weight” exactly when it carries by weight"),
        ({"cut": "all", "weight": [1, 2]}, "needs a “weight” exactly when it carries by weight"),
        ({"cut": "all", "carry": "weight", "weight": [1, 0]}, "“weight” must be two whole numbers"),
        ({"cut": "all", "carry": "weight", "weight": [0.5, 1]}, "“weight” must be two whole numbers"),
        ({"cut": "all", "places_continue": "no"}, "“places_continue” must be true or false"),
        ({"cut": "all", "pool": "leader"}, "must name the pool of that round"),
        ({"cut": "all", "luck": 1}, "has “luck”, which no link has"),
        ({"cut": "rest"}, "takes the rest, but no other link leaves that round"),
        ({"cut": "winners"}, "no battles are danced there"),
        ({"cut": "count", "value": True}, "needs a “value” above zero"),
    ],
)
def test_link_that_cannot_be_built(link: dict[str, Any], sentence: str) -> None:
    assert sentence in slip({"from": "r1", "to": "final", **link})


def test_links_that_lead_back_or_twice() -> None:
    assert "must lead to a later round" in slip({"from": "final", "to": "r1", "cut": "all"})
    twice = {"from": "r1", "to": "final", "cut": "all"}
    assert "Two links lead from “r1” to “final”." in slip(twice, twice)


def test_pools_that_do_not_meet() -> None:
    leaders = make_round("leaders", pool="leader")
    link = {"from": "leaders", "to": "final", "cut": "all", "pool": "leader"}
    assert "one round of leaders and one of followers" in slip(link, rounds=(leaders, LAST))
    other = make_round("followers", pool="follower")
    assert "leads to a round of the other pool" in slip({**link, "to": "followers"}, rounds=(leaders, other, LAST))


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"pool": "dancer"}, "“pool” must be leader, follower"),
        ({"throw_downs": 0}, "“throw_downs” must be a whole number above zero"),
        ({"parts": [{**DANCE, "requirement": 5}]}, "“requirement” must be a text of 200 signs at most"),
        ({"parts": [{**DANCE, "kind": "song"}]}, "dances whose kind is dance, appearance, throw_down"),
        ({"seeding": []}, "“seeding” must be an object"),
    ],
)
def test_round_that_cannot_be_built(more: dict[str, Any], sentence: str) -> None:
    assert sentence in slip(rounds=(make_round("r1", **more),))


@pytest.mark.parametrize("shape", [None, [], 5, {}, {"rounds": {}}, {"rounds": [5]}, {"rounds": [FIRST], "links": [5]}])
def test_anything_else_is_said_and_never_a_trace_back(shape: object) -> None:
    assert format_spec.first_slip(shape)


def test_shapes_of_the_house_have_no_slip() -> None:
    assert [shape["key"] for shape in house_formats.FORMATS if format_spec.first_slip(shape["spec"])] == []
