"""Whole stages of battles: knock-out and group, with byes, walkovers, lost judges, ties and what is still open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competitions.scoring import schema
from competitions.scoring.check_file import verify
from competitions.scoring.checks import SheetRefused
from competitions.scoring.registry import tabulate
from competitions.scoring.sentences import explain

SCHEMA = json.loads((Path(__file__).parents[3] / "docs/scoring/sheet-file.schema.json").read_text(encoding="utf-8"))
VOTES: dict[str, Any] = {"judging": "vote_round", "decide": ["rounds", "votes"], "rounds": 2, "extra_rounds": 1}
ONCE: dict[str, Any] = {"judging": "vote_once", "rounds": 2}
SLIDERS: dict[str, Any] = {"judging": "sliders", "criteria": ["a", "b"], "weights": [20, "13.33"]}
BOTH_RED = [["red", "red", "blue"], ["red", "blue", "red"]]  # rounds 2:0, votes 4:2
LEVEL = [["red", "red", "blue"], ["blue", "red", "blue"]]  # rounds 1:1, votes 3:3


def bout(key: str, red: str, blue: Any, **sheet: Any) -> dict[str, Any]:
    return {"id": key, "red": red, "blue": blue, "judges": ["A", "B", "C"], **sheet}


def stage(
    shape: str, bouts: list[dict[str, Any]], battle: Any = VOTES, entries: Any = None, params: Any = None, **more: Any
) -> Any:
    sides = [side for one in bouts for side in (one.get("red"), one.get("blue")) if side is not None]
    return {
        "system": f"bouts:{shape}",
        "params": {"battle": battle, **(params or {})},
        "input": {"entries": entries or sorted(set(sides), key=str), "bouts": bouts},
        **more,
    }


def knockout(bouts: list[dict[str, Any]], battle: Any = VOTES, **more: Any) -> Any:
    return tabulate(stage("knockout", bouts, battle, **more)).as_document()


def group(bouts: list[dict[str, Any]], battle: Any = VOTES, **more: Any) -> Any:
    return tabulate(stage("group", bouts, battle, **more)).as_document()


def told(outcome: Any, language: Any = "en", **more: Any) -> str:
    return " ".join(f"{line.places} {line.head} {line.text}" for line in explain(outcome, language=language, **more))


FOUR = [bout("1", "11", "14", rounds=BOTH_RED), bout("2", "12", "13", rounds=LEVEL, tiebreak=[["blue", "blue", "red"]])]


def test_winners_share_and_losers_share() -> None:
    outcome = knockout(FOUR)
    assert outcome["winners"] == ["11", "13"]
    assert outcome["losers"] == ["14", "12"]
    assert outcome["place_ranges"] == {"11": [1, 2], "13": [1, 2], "14": [3, 4], "12": [3, 4]}
    first, second = outcome["bouts"]["1"], outcome["bouts"]["2"]
    assert (first["winner"], first["winner_entry"], first["step"]) == ("red", "11", "rounds")
    assert (first["rounds_won"], first["votes_total"], first["judge_votes"]) == ([2, 0], [4, 2], BOTH_RED)
    assert (second["step"], second["extra_votes"]) == ("tiebreak", [["blue", "blue", "red"]])
    assert "undecided" not in outcome


def test_losers_are_ranked_by_rounds_then_votes_where_the_ruleset_says_so() -> None:
    bouts = [*FOUR, bout("3", "15", "16", rounds=[["red"] * 3, ["red"] * 3])]
    outcome = knockout(bouts, params={"losers": ["rounds", "votes"]})
    assert outcome["place_ranges"]["12"] == [4, 4]  # one round won
    assert outcome["place_ranges"]["14"] == [5, 5]  # none, two votes
    assert outcome["place_ranges"]["16"] == [6, 6]  # none, no vote
    assert "4th No. 12. Lost in this stage; 1 round won." in told(outcome)
    level = knockout([*FOUR[:1], bout("2", "12", "13", rounds=BOTH_RED)], params={"losers": ["votes"]})
    assert level["place_ranges"] == {"11": [1, 2], "12": [1, 2], "14": [3, 4], "13": [3, 4]}
    assert "level with each other" in told(level)
    assert "Lost in this stage; 3 votes." in told(knockout(FOUR, params={"losers": ["votes"]}))


def test_final_has_a_first_and_a_second() -> None:
    outcome = knockout(FOUR[:1], params={"losers": ["rounds"]})
    assert outcome["place_ranges"] == {"11": [1, 1], "14": [2, 2]}
    assert "1st No. 11. Won this battle." in told(outcome)
    assert "2nd No. 14. Lost in this stage." in told(outcome)


def test_level_bout_is_open_until_a_casting_vote() -> None:
    bouts = [FOUR[0], bout("2", "12", "13", rounds=LEVEL)]
    outcome = knockout(bouts)
    assert outcome["undecided"] == ["2"]
    assert "place_ranges" not in outcome
    assert outcome["winners"] == ["11"]
    assert "Level, so an extra round or the chair’s casting vote has to decide: 2." in told(outcome)
    settled = knockout(bouts, rulings=[{"kind": "casting_vote", "bout": "2", "winner": "blue"}])
    assert settled["winners"] == ["11", "13"]
    assert settled["bouts"]["2"]["step"] == "casting_vote"
    assert "Battle 2: No. 13 wins by the casting vote." in told(settled)


def test_bout_without_marks_is_not_danced_yet() -> None:
    outcome = knockout([FOUR[0], bout("2", "12", "13")])
    assert outcome["not_danced"] == ["2"]
    assert set(outcome["bouts"]) == {"1"}
    assert "place_ranges" not in outcome
    assert "Not danced yet: 2." in told(outcome)


def test_bye_and_walkover() -> None:
    bouts = [bout("1", "11", None), bout("2", "12", "13", rounds=BOTH_RED)]
    rulings = [{"kind": "walkover", "bout": "2", "winner": "blue"}]
    outcome = knockout(bouts, rulings=rulings, params={"losers": ["rounds", "votes"]})
    assert outcome["place_ranges"] == {"11": [1, 2], "13": [1, 2], "12": [3, 3]}
    assert outcome["bouts"]["1"]["step"] == "bye"
    assert outcome["bouts"]["2"]["rounds_won"] == [0, 0]  # what was danced before does not count
    text = told(outcome)
    assert "No. 11 goes on unopposed" in text
    assert "No. 13 wins: the other side did not dance" in text


@pytest.mark.parametrize("kind", ["withdrawn", "disqualified"])
def test_who_is_out_has_no_place_and_the_other_side_goes_on(kind: str) -> None:
    outcome = knockout(FOUR, rulings=[{"kind": kind, "entry": "11"}])
    assert outcome[kind] == ["11"]
    assert outcome["winners"] == ["14", "13"]
    assert outcome["losers"] == ["12"]
    assert outcome["place_ranges"] == {"14": [1, 2], "13": [1, 2], "12": [3, 3]}
    assert outcome["bouts"]["1"]["step"] == kind
    both = knockout(FOUR, rulings=[{"kind": kind, "entry": entry} for entry in ("11", "14")])
    assert (both["bouts"]["1"]["winner"], both["bouts"]["1"]["step"]) == ("tie", "void")
    assert both["place_ranges"] == {"13": [1, 1], "12": [2, 2]}
    for language in ("en", "ru", "kk"):
        assert told(both, language)
    nobody = knockout(FOUR[:1], rulings=[{"kind": kind, "entry": entry} for entry in ("11", "14")])
    assert nobody["place_ranges"] == {}


def test_marks_by_judge_are_those_in_the_judges_order() -> None:
    by_judge = [{"C": "blue", "A": "red", "B": "red"}, {"A": "red", "B": "blue", "C": "red"}]
    assert knockout([bout("1", "11", "14", rounds=by_judge)]) == knockout([FOUR[0]])
    unnamed = {"id": "1", "red": "11", "blue": "14", "rounds": by_judge}
    assert knockout([unnamed])["bouts"]["1"]["judges"] == ["C", "A", "B"]
    assert knockout([{**unnamed, "rounds": BOTH_RED}])["bouts"]["1"]["winner"] == "red"


def test_lost_judge_counts_in_no_bout_or_not_in_the_named_one() -> None:
    rulings = [{"kind": "judge_lost", "judge": "A", "bout": "1"}]
    sheet = [[None, "red", "blue"], [None, "blue", "blue"]]
    outcome = knockout([bout("1", "11", "14", rounds=sheet), FOUR[1]], rulings=rulings)
    assert outcome["bouts"]["1"]["votes_total"] == [1, 3]
    assert outcome["bouts"]["1"]["judges"] == ["B", "C"]
    assert outcome["bouts"]["2"]["judges"] == ["A", "B", "C"]
    assert "Battle 1: by ruling the votes of judge A do not count." in told(outcome)
    everywhere = knockout(FOUR, rulings=[{"kind": "judge_lost", "judge": "A"}])
    assert {one["judges"][0] for one in everywhere["bouts"].values()} == {"B"}
    other_panel = bout("2", "12", "13", rounds=[["red"], ["red"]]) | {"judges": ["Z"]}
    assert (
        knockout([FOUR[0], other_panel], rulings=[{"kind": "judge_lost", "judge": "A"}])["bouts"]["2"]["winner"]
        == "red"
    )
    by_judge = {"id": "1", "red": "11", "blue": "14", "votes": {"A": "red", "B": "blue", "C": "blue"}}
    assert knockout([by_judge], ONCE, rulings=[{"kind": "judge_lost", "judge": "C", "bout": "1"}])["undecided"] == ["1"]


def test_sides_are_called_by_their_names_in_three_languages() -> None:
    outcome = knockout(FOUR)
    names = {"11": "Ada M.", "14": "Ben", "12": "Cy", "13": "Dee"}
    assert "Battle 1: Ada M. (red) against Ben (blue)." in told(outcome, names=names)
    assert "Баттл 1: Ada M. (красный) — Ben (синий)." in told(outcome, "ru", names=names)
    assert "1-баттл: Ada M. (қызыл) — Ben (көк)." in told(outcome, "kk", names=names)
    alone = explain(outcome, language="en", entry="12")
    assert {line.kind for line in alone} == {"opening", "bout", "round", "decision"}
    assert not any("No. 11" in line.text for line in alone)


TABLE = [
    bout("x", "P", "Q", rounds=BOTH_RED),
    bout("y", "Q", "R", rounds=LEVEL),
    bout("z", "R", "P", rounds=[["red", "red", "red"], ["blue", "blue", "red"]]),
]


def test_group_has_bouts_a_table_and_who_goes_on() -> None:
    outcome = group(TABLE, params={"group": {"order": ["rounds", "votes"], "advance": 1}})
    assert outcome["table"] == {
        "P": {"rounds": 3, "votes": 6, "battles": 1},
        "Q": {"rounds": 1, "votes": 5, "battles": 0},
        "R": {"rounds": 2, "votes": 7, "battles": 1},
    }
    assert outcome["place_ranges"] == {"P": [1, 1], "R": [2, 2], "Q": [3, 3]}
    assert outcome["advance"] == ["P"]
    assert outcome["bouts"]["y"]["winner"] == "tie"
    assert "undecided" not in outcome
    for language in ("en", "ru", "kk"):
        assert told(outcome, language)


def test_group_orders_by_sliders_and_head_to_head() -> None:
    slid = [bout("x", "P", "Q", rounds=[[["5.5", 0], [-5, 0]]]), bout("y", "Q", "R", rounds=[[[1, 0], [-2, 0]]])]
    slid = [{**one, "judges": ["A", "B"]} for one in (*slid, bout("z", "R", "P", rounds=[[[3, 0], ["-0.25", 0]]]))]
    outcome = group(slid, SLIDERS, params={"group": {"order": ["rounds", "votes", "slider_total"]}})
    assert outcome["table"]["P"]["slider_total"] == "2.25"
    assert outcome["place_ranges"] == {"P": [1, 1], "Q": [2, 2], "R": [3, 3]}
    assert "the sum of the sliders decides: 2.25" in told(outcome)
    pair = [bout("1", "P", "Q", rounds=LEVEL, tiebreak=[["blue"] * 3])]
    assert group(pair, params={"group": {"order": ["rounds", "head_to_head"]}})["place_ranges"] == {
        "Q": [1, 1],
        "P": [2, 2],
    }


def test_level_group_waits_for_a_ruling() -> None:
    pair = [bout("1", "P", "Q", rounds=LEVEL)]
    outcome = group(pair, params={"group": {"advance": 1}})
    assert (outcome["place_ranges"], outcome["tied_at_line"]) == ({"P": [1, 2], "Q": [1, 2]}, ["P", "Q"])
    for kind in ("casting_vote", "re_dance"):
        settled = group(pair, params={"group": {"advance": 1}}, rulings=[{"kind": kind, "order": ["Q", "P"]}])
        assert (settled["place_ranges"], settled["advance"]) == ({"Q": [1, 1], "P": [2, 2]}, ["Q"])


def test_casting_vote_may_settle_a_bout_of_a_group() -> None:
    pair = [bout("1", "P", "Q", rounds=LEVEL)]
    vote = {"kind": "casting_vote", "bout": "1", "winner": "blue"}
    outcome = group(pair, rulings=[vote])
    assert outcome["table"]["Q"] == {"rounds": 1, "votes": 3, "battles": 1}
    assert outcome["place_ranges"] == {"P": [1, 2], "Q": [1, 2]}
    by_battles = {"group": {"order": ["rounds", "votes", "battles"]}}
    assert group(pair, rulings=[vote], params=by_battles)["place_ranges"] == {"Q": [1, 1], "P": [2, 2]}


def test_group_is_open_until_all_have_met() -> None:
    outcome = group([TABLE[0], bout("y", "Q", "R")], params={"group": {"advance": 1}})
    assert outcome["not_danced"] == ["y"]
    assert outcome["not_met"] == [["P", "R"]]
    assert outcome["table"]["P"]["rounds"] == 2
    assert not {"place_ranges", "advance"} & set(outcome)
    assert "Have not met: No. P – No. R." in told(outcome)


def test_walkover_in_a_group_gives_all_rounds_and_votes() -> None:
    bouts = [TABLE[0], TABLE[1], bout("z", "R", "P")]
    outcome = group(bouts, rulings=[{"kind": "walkover", "bout": "z", "winner": "red"}])
    assert outcome["table"]["R"] == {"rounds": 3, "votes": 9, "battles": 1}
    assert outcome["table"]["P"] == {"rounds": 2, "votes": 4, "battles": 1}


def test_bouts_of_who_is_out_count_for_nobody() -> None:
    outcome = group(TABLE, rulings=[{"kind": "withdrawn", "entry": "R"}])
    assert outcome["table"] == {
        "P": {"rounds": 2, "votes": 4, "battles": 1},
        "Q": {"rounds": 0, "votes": 2, "battles": 0},
    }
    assert outcome["place_ranges"] == {"P": [1, 1], "Q": [2, 2]}
    all_out = group(TABLE, rulings=[{"kind": "withdrawn", "entry": entry} for entry in "PQR"])
    assert "place_ranges" not in all_out


@pytest.mark.parametrize("shape", ["knockout", "group"])
def test_stage_fits_the_published_schema_and_verifies_as_a_whole(shape: str) -> None:
    document = stage(shape, FOUR[:1])
    document["outcome"] = tabulate(document).as_document()
    jsonschema.validate(document, SCHEMA)
    assert verify(document).same
    document["outcome"]["bouts"]["1"]["votes_total"] = [5, 1]
    assert not verify(document).same


@pytest.mark.parametrize(
    ("bouts", "more", "message"),
    [
        ([], {"entries": ["1"]}, "list of bouts is empty"),
        ([*FOUR[:1], {**FOUR[1], "id": "1"}], {}, 'list of bouts names "1" twice'),
        ([bout("1", "11", "11")], {}, 'entry "11" cannot meet itself'),
        (FOUR, {"entries": ["11", "12", "13"]}, 'the entry "14" is unknown'),
        (FOUR, {"entries": ["11", "12", "13", "14", "15"]}, '"15" stands in no bout'),
        ([*FOUR, bout("3", "11", "12")], {}, 'entry "11" stands in two bouts'),
        ([bout("1", "11", "14", rounds=BOTH_RED[:1])], {}, 'Bout "1": there are 1 rounds, but 2 are danced'),
        ([bout("1", "11", "14", rounds=LEVEL, tiebreak=[["red"] * 3] * 2)], {}, "more than the ruleset allows"),
        ([bout("1", "11", "14", rounds=[["red"], ["red"]])], {}, 'Bout "1": round 1: 1 marks for 3 judges'),
        ([bout("1", "11", "14", rounds=[["red"] * 4] * 2)], {}, "4 marks for 3 judges"),
        ([bout("1", "11", "14", rounds=[{"A": "red", "B": "red"}] * 2)], {}, 'the judge "C" has no marks'),
        ([bout("1", "11", "14", rounds=[["red", "red", None]] * 2)], {}, "judge C, round 1: the vote"),
        ([bout("1", "11", "14", judges=["A", "A", "B"])], {}, 'names "A" twice'),
        ([bout("1", "11", 14)], {"entries": ["11"]}, 'blue side of bout "1" must be a text'),
        ([{"red": "11"}], {}, "id of a bout must be a text"),
        (FOUR, {"params": {"losers": ["luck"]}}, "item of the setting losers"),
        (FOUR, {"params": {"losers": "best"}}, 'must be "share" or a list'),
        (FOUR, {"params": {"battle": None}}, "setting battle must be a mapping"),
        (FOUR, {"rulings": [{"kind": "walkover", "bout": "9", "winner": "red"}]}, 'names the bout "9"'),
        (FOUR, {"rulings": [{"kind": "walkover", "winner": "red"}]}, "not in the stage"),
        (FOUR, {"rulings": [{"kind": "walkover", "bout": "1", "winner": "tie"}]}, "winner of the ruling walkover"),
        (FOUR, {"rulings": [{"kind": "casting_vote", "bout": "1"}]}, "winner of the ruling casting_vote"),
        ([bout("1", "11", None)], {"rulings": [{"kind": "walkover", "bout": "1", "winner": "blue"}]}, "empty corner"),
        (FOUR, {"rulings": [{"kind": "judge_lost", "judge": "Z"}]}, 'judge "Z", who is not on the panel'),
        (FOUR, {"rulings": [{"kind": "withdrawn", "entry": "99"}]}, 'entry "99", which is not in the stage'),
        (FOUR, {"rulings": [{"kind": "re_dance", "order": ["11", "14"]}]}, "knows no ruling"),
    ],
)
def test_spoiled_knockout_is_refused(bouts: Any, more: Any, message: str) -> None:
    with pytest.raises(SheetRefused, match=message):
        knockout(bouts, **more)


@pytest.mark.parametrize(
    ("bouts", "more", "message"),
    [
        ([bout("1", "P", None)], {}, "no byes in a group"),
        ([TABLE[0], bout("2", "Q", "P", rounds=LEVEL)], {}, 'Bout "2": "Q" and "P" have met before'),
        (TABLE, {"params": {"group": {"order": ["luck"]}}}, "item of the setting order"),
        (TABLE, {"params": {"group": {"order": ["slider_total"]}}}, "table has no slider_total"),
        (TABLE, {"params": {"group": 5}}, "setting group must be a mapping"),
    ],
)
def test_spoiled_group_is_refused(bouts: Any, more: Any, message: str) -> None:
    with pytest.raises(SheetRefused, match=message):
        group(bouts, **more)


def test_form_of_a_stage_checks_the_battle_inside() -> None:
    good = {"battle": {**SLIDERS, "rounds": 2}, "losers": "share"}
    assert schema.check("bouts:knockout", good) == ()
    assert schema.check("bouts:knockout", {**good, "losers": ["rounds", "votes"]}) == ()
    assert schema.check("bouts:group", {"battle": VOTES, "group": {"advance": 2}}) == ()
    wrong = {"battle": {**SLIDERS, "weights": [20]}, "losers": "best", "whim": 1}
    assert {one.key for one in schema.check("bouts:knockout", wrong)} == {"battle.weights", "losers", "whim"}
    by_sliders = {"group": {"order": ["slider_total"]}}
    assert {one.key for one in schema.check("bouts:group", {"battle": VOTES, **by_sliders})} == {"group.order"}
    assert schema.check("bouts:group", {"battle": SLIDERS, **by_sliders}) == ()
    assert {one.key for one in schema.check("bouts:group", {})} == {"battle.judging"}


VOTE = st.sampled_from(["red", "blue"])
ROUNDS = st.lists(st.lists(VOTE, min_size=3, max_size=3), min_size=2, max_size=2)
OTHER = {"red": "blue", "blue": "red", "tie": "tie"}


@given(st.lists(ROUNDS, min_size=1, max_size=6), st.randoms(use_true_random=False), st.booleans())
@settings(max_examples=80, deadline=None)
def test_order_of_bouts_entries_judges_and_corners_changes_no_place(sheets: Any, dice: Any, ranked: bool) -> None:
    params = {"losers": ["rounds", "votes"] if ranked else "share"}
    bouts = [bout(str(i), f"r{i}", f"b{i}", rounds=rounds) for i, rounds in enumerate(sheets)]
    before = knockout(bouts, params=params)
    turned = [
        bout(one["id"], one["blue"], one["red"], rounds=[[OTHER[vote] for vote in row[::-1]] for row in one["rounds"]])
        for one in bouts
    ]
    dice.shuffle(turned)
    entries = [side for one in turned for side in (one["red"], one["blue"])]
    dice.shuffle(entries)
    after = knockout(turned, params=params, entries=entries)
    assert before.get("place_ranges") == after.get("place_ranges")
    assert sorted(before["winners"]) == sorted(after["winners"])
    if "place_ranges" in before:
        covered = sorted(before["place_ranges"].values())
        assert sum(first + last for first, last in covered) == len(entries) * (len(entries) + 1)
    for reason in before["reasons"]:
        if reason["kind"] == "battle_round":
            votes = sheets[int(reason["bout"])][reason["round"] - 1]
            assert (reason["red"], reason["blue"]) == (votes.count("red"), votes.count("blue"))


@given(st.integers(2, 5), st.data())
@settings(max_examples=60, deadline=None)
def test_group_table_can_be_recounted_and_a_better_vote_never_worsens(size: int, data: st.DataObject) -> None:
    entries = [f"e{i}" for i in range(size)]
    pairs = [(one, other) for index, one in enumerate(entries) for other in entries[index + 1 :]]
    sheets = {f"{one}-{other}": data.draw(ROUNDS) for one, other in pairs}
    bouts = [bout(f"{one}-{other}", one, other, rounds=sheets[f"{one}-{other}"]) for one, other in pairs]
    before = group(bouts, entries=entries)
    for entry, row in before["table"].items():
        votes = [
            vote
            for one, other in pairs
            for vote in (v for round_ in sheets[f"{one}-{other}"] for v in round_)
            if entry == {"red": one, "blue": other}[vote]
        ]
        assert row["votes"] == len(votes)
    places = before["place_ranges"].values()
    assert sum(first + last for first, last in places) == size * (size + 1)
    shuffled = data.draw(st.permutations(bouts))
    assert group(shuffled, entries=entries[::-1])["place_ranges"] == before["place_ranges"]
    red, _ = pairs[0]
    better = [{**bouts[0], "rounds": [["red"] * 3, ["red"] * 3]}, *bouts[1:]]
    assert group(better, entries=entries)["place_ranges"][red][0] <= before["place_ranges"][red][0]
