"""Running battles: level ones, extra rounds, casting votes, walkovers, withdrawals, and a judge who changes a vote."""

import json
from typing import Any

import pytest

from competitions.models import Bout, Round, RoundEntry, Ruling, Scoresheet
from competitions.selectors import bout_sheets, round_sheets
from competitions.selectors.bout_sheets import BoutSheets
from competitions.services import battles, judging, rounds, rulings, tabulation
from dancers.errors import NotAllowed, RuleRefused
from tests.factories import battles as floor
from tests.factories import contest
from tests.factories.contest import Staff, actor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Staff:
    return contest.make_festival_with_staff()


def opened(staff: Staff, shape: str = "crew-votes-8", entries: int = 8, letters: str = "ABC") -> Round:
    """The quarter-finals, seeded by numbers and open."""
    competition = floor.make_battle(staff, shape, entries, letters=letters)
    first = floor.stage(competition, "Quarter-finals")
    battles.draw_battles(actor=actor_of(staff.chair), user=staff.chair, round=first, by="numbers")
    first.refresh_from_db()
    return floor.open_stage(staff, first)


def bout(round_: Round, position: int = 1) -> Bout:
    return round_.bouts.get(position=position)


def item(one: Bout) -> BoutSheets:
    items = bout_sheets.read_bouts(round_sheets.load_sheets(one.round))
    return next(row for row in items if row.bout.pk == one.pk)


def outcome(one: Bout) -> Any:
    return battles.outcome_of(one.round, item(one))


def vote_level(one: Bout) -> None:
    """One throw-down each."""
    first, second = one.parts.filter(is_decider=False).order_by("position")
    judges = one.round.seats.count()
    floor.vote(first, ["red"] * judges)
    floor.vote(second, ["blue"] * judges)


def chair(staff: Staff, **given: Any) -> dict[str, Any]:
    return {"actor": actor_of(staff.chair), "user": staff.chair, **given}


def test_state_of_a_battle_when_votes_come_in(staff: Staff) -> None:
    one = bout(opened(staff))
    assert outcome(one) == {}
    first, second = one.parts.order_by("position")
    floor.vote(first, ["red", "red", "blue"])
    assert outcome(one) == {}
    floor.vote(second, ["red", "blue", "red"])
    found = outcome(one)
    assert (found["winner"], found["rounds_won"], found["step"]) == ("red", (2, 0), "rounds")


def test_kozen_when_one_all_an_extra_round_decides(staff: Staff) -> None:
    one = bout(opened(staff))
    vote_level(one)
    assert outcome(one)["winner"] == "tie"
    battles.add_extra_round(**chair(staff), bout=one)
    with pytest.raises(RuleRefused, match="not level by the sheets that are in"):
        battles.add_extra_round(**chair(staff), bout=one)
    assert one.parts.filter(is_decider=True).count() == 1
    assert outcome(one) == {}
    floor.vote(one.parts.get(is_decider=True), ["blue", "red", "blue"])
    found = outcome(one)
    assert (found["winner"], found["step"]) == ("blue", "tiebreak")


def test_extra_round_when_the_ruleset_has_no_more(staff: Staff) -> None:
    one = bout(opened(staff, letters="ABCD"))
    vote_level(one)
    battles.add_extra_round(**chair(staff), bout=one)
    floor.vote(one.parts.get(is_decider=True), ["blue", "red", "blue", "red"])
    with pytest.raises(RuleRefused, match="every extra round"):
        battles.add_extra_round(**chair(staff), bout=one)
    battles.cast_vote(**chair(staff), bout=one, winner="red", reason="Cleaner in the extra round.")
    found = outcome(one)
    assert (found["winner"], found["step"]) == ("red", "casting_vote")


def test_casting_vote_when_the_battle_is_not_level(staff: Staff) -> None:
    one = bout(opened(staff))
    with pytest.raises(RuleRefused, match="not level"):
        battles.cast_vote(**chair(staff), bout=one, winner="red", reason="Too early.")
    floor.judge_all(one.round)
    with pytest.raises(RuleRefused, match="not level"):
        battles.cast_vote(**chair(staff), bout=one, winner="blue", reason="Against the judges.")
    assert not Ruling.objects.exists()


def test_casting_vote_when_a_judge_changes_a_vote_later(staff: Staff) -> None:
    one = bout(opened(staff))
    vote_level(one)
    with pytest.raises(RuleRefused, match="needs a reason"):
        battles.cast_vote(**chair(staff), bout=one, winner="red", reason=" ")
    battles.cast_vote(**chair(staff), bout=one, winner="red", reason="The chair decides.")
    second = one.parts.order_by("position")[1]
    for sheet in Scoresheet.objects.filter(portion_key=f"part:{second.pk}", seat__letter__in="AB"):
        judging.reopen_sheet(**chair(staff), scoresheet=sheet, reason="Tapped the wrong side.")
    assert outcome(one) == {}
    floor.vote(second, ["red", "red", "blue"])
    assert (outcome(one)["winner"], outcome(one)["step"]) == ("red", "rounds")
    floor.vote(second, ["blue", "blue", "blue"])
    assert (outcome(one)["winner"], outcome(one)["step"]) == ("red", "casting_vote")
    battles.undo_decision(**chair(staff), bout=one, reason="The judges agreed to an extra round.")
    assert outcome(one)["winner"] == "tie"
    with pytest.raises(RuleRefused, match="Nothing was ruled"):
        battles.undo_decision(**chair(staff), bout=one, reason="Again.")


def test_walkover_when_one_side_does_not_come(staff: Staff) -> None:
    stage = opened(staff)
    one = bout(stage, 2)
    battles.award_walkover(**chair(staff), bout=one, winner="blue", reason="Red was not at the stage.")
    assert (outcome(one)["winner"], outcome(one)["step"]) == ("blue", "walkover")
    with pytest.raises(RuleRefused, match="decided already"):
        battles.award_walkover(**chair(staff), bout=one, winner="red", reason="Second click.")
    floor.judge_all(stage)
    labels = floor.numbers_in(stage)
    Scoresheet.objects.filter(portion_key__in=[f"part:{part.pk}" for part in one.parts.all()]).update(
        status="draft", submitted_at=None
    )
    assert tabulation.missing_sheets(stage) == []
    floor.finish(staff, stage)
    result = json.loads(stage.results.get().outcome_text)
    assert [labels[int(key)] for key in result["winners"]] == ["101", "105", "102", "103"]
    assert [labels[int(key)] for key in result["losers"]] == ["108", "104", "107", "106"]


def test_stage_when_a_battle_is_level_at_its_end(staff: Staff) -> None:
    stage = opened(staff)
    floor.judge_all(stage)
    vote_level(bout(stage, 3))
    rounds.close_round(**chair(staff), round=stage)
    result = tabulation.tabulate_round(**chair(staff), round=stage)
    assert json.loads(result.outcome_text)["undecided"] == ["3"]
    with pytest.raises(RuleRefused):
        rounds.draw_next_round(**chair(staff), round=stage)
    battles.cast_vote(**chair(staff), bout=bout(stage, 3), winner="blue", reason="The chair decides.")
    tabulation.tabulate_round(**chair(staff), round=stage)
    semi = rounds.draw_next_round(**chair(staff), round=stage)
    assert sorted(floor.numbers_in(semi).values()) == ["101", "103", "104", "107"]


@pytest.mark.parametrize("kind", ["withdrawal", "no_show", "disqualification"])
def test_withdrawal_when_the_stage_is_open(staff: Staff, kind: str) -> None:
    stage = opened(staff)
    one = bout(stage)
    assert one.red is not None
    floor.withdraw(staff, one.red, kind)
    assert outcome(one)["winner"] == "blue"
    for other in stage.bouts.exclude(pk=one.pk):
        for part in other.parts.all():
            floor.vote(part, ["red"] * 3)
    floor.finish(staff, stage)
    result = json.loads(stage.results.get().outcome_text)
    assert result["winners"][0] == str(one.blue_id)
    assert str(one.red_id) not in result["place_ranges"]


def test_withdrawal_before_the_stage_opens(staff: Staff) -> None:
    stage = opened(staff)
    floor.judge_all(stage)
    floor.finish(staff, stage)
    semi = floor.stage(stage.competition, "Semi-finals")
    labels = floor.numbers_in(semi)
    place = RoundEntry.objects.get(pk=next(pk for pk, label in labels.items() if label == "104"))
    floor.withdraw(staff, place)
    floor.open_stage(staff, semi)
    assert floor.sides(semi) == [("101", "104"), ("102", "103")]
    assert [one.parts.count() for one in semi.bouts.order_by("position")] == [0, 2]
    floor.judge_all(semi)
    floor.finish(staff, semi)
    final = floor.stage(stage.competition, "Final")
    assert sorted(floor.numbers_in(final).values()) == ["101", "102"]


def test_vote_once_when_judges_abstain(staff: Staff) -> None:
    stage = opened(staff, "one-vote-8")
    one = bout(stage)
    assert one.parts.count() == 1
    floor.vote(one.parts.get(), ["blue", "tie", "tie"])
    assert outcome(one)["winner"] == "blue"
    floor.vote(one.parts.get(), ["blue", "tie", "red"])
    assert outcome(one)["winner"] == "tie"
    battles.add_extra_round(**chair(staff), bout=one)
    floor.vote(one.parts.get(is_decider=True), ["red", "red", "blue"])
    assert (outcome(one)["winner"], outcome(one)["step"]) == ("red", "tiebreak")


def test_acts_when_the_wrong_role_or_festival(staff: Staff) -> None:
    one = bout(opened(staff))
    vote_level(one)
    other = contest.make_festival_with_staff()
    for user in (staff.viewer, staff.registrar, staff.stranger, other.chair):
        who = {"actor": actor_of(user), "user": user, "bout": one}
        for act in (
            lambda who=who: battles.add_extra_round(**who),
            lambda who=who: battles.cast_vote(**who, winner="red", reason="x"),
            lambda who=who: battles.award_walkover(**who, winner="red", reason="x"),
            lambda who=who: battles.undo_decision(**who, reason="x"),
        ):
            with pytest.raises(NotAllowed):
                act()
    with pytest.raises(NotAllowed):
        battles.cast_vote(actor=actor_of(staff.owner), user=staff.owner, bout=one, winner="red", reason="x")


def test_sliders_when_a_judge_is_lost(staff: Staff) -> None:
    stage = opened(staff, "breaking-8")
    one = bout(stage)
    first, second = one.parts.order_by("position")
    floor.vote(first, [-500, 300, 200])
    floor.vote(second, [-100, -200, 700])
    found = outcome(one)
    assert (found["winner"], found["rounds_won"], found["votes_total"]) == ("tie", (1, 1), (3, 3))
    rulings.lose_judge(**chair(staff), seat=stage.seats.get(letter="C"), reason="Taken ill.")
    found = outcome(one)
    assert (found["winner"], found["rounds_won"], found["votes_total"]) == ("red", (1, 0), (3, 1))
