"""Rounds: made from a format, opened, closed, drawn on."""

import json
from typing import Any

import pytest

from competitions.models import Competition, Format, Round, RoundEntry, RoundEntrySource, Scoresheet
from competitions.services import formats, heats, rounds, rulings, tabulation
from dancers.errors import NotAllowed, RuleRefused
from tests.factories import contest
from tests.factories.contest import Staff, actor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Staff:
    return contest.make_festival_with_staff()


def small_format() -> Format:
    """The house's three rounds with small numbers."""
    shape = Format.objects.get(festival=None, key="three-rounds-latin")
    spec = json.loads(shape.spec_text)
    for item, wanted in zip(spec["rounds"][:2], (4, 2), strict=True):
        item["wanted"], item["crosses"] = wanted, [wanted, wanted]
    shape.spec_text = json.dumps(spec)
    shape.save(update_fields=["spec_text"])
    return shape


def planned(staff: Staff) -> Competition:
    """A competition with six entries, its rounds made and the first panel seated."""
    competition = contest.make_competition(staff.festival, format=small_format())
    contest.make_entries(competition, [106, 101, 102, 103, 104, 105])
    formats.create_rounds(actor=actor_of(staff.owner), user=staff.owner, competition=competition)
    contest.make_panel(competition.rounds.get(position=1))
    return competition


def open_first(staff: Staff) -> Round:
    competition = planned(staff)
    first = competition.rounds.get(position=1)
    return rounds.open_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=first)


def mark_crosses(round_: Round, crosses: dict[str, list[int]]) -> None:
    """Give the same crosses in every dance: number -> one value per judge; then hand everything in."""
    places = {row.entry.numbers.get().label: row.round_entry for row in sources(round_)}
    for part in round_.parts.all():
        for label, values in crosses.items():
            contest.put_row(round_, places[label], part, values)
    contest.hand_in(round_)


def sources(round_: Round) -> list[RoundEntrySource]:
    return list(RoundEntrySource.objects.filter(round_entry__round=round_).order_by("round_entry__order"))


def test_rounds_when_made_from_a_format_have_its_dances_and_links(staff: Staff) -> None:
    competition = planned(staff)

    made = list(competition.rounds.order_by("position"))
    assert [row.kind for row in made] == ["recall", "recall", "final"]
    assert [row.parts.count() for row in made] == [3, 3, 5]
    assert [row.links_out.count() for row in made] == [1, 1, 0]
    assert made[0].title_kk == "Бірінші кезең"


def test_rounds_when_made_twice_are_kept(staff: Staff) -> None:
    competition = planned(staff)

    with pytest.raises(RuleRefused, match="has its rounds already"):
        formats.create_rounds(actor=actor_of(staff.owner), user=staff.owner, competition=competition)
    assert competition.rounds.count() == 3


@pytest.mark.parametrize(
    "spec",
    [
        "no json",
        "{}",
        '{"rounds": []}',
        '{"rounds": [{"key": "a"}], "links": [{"from": "a", "to": "b"}]}',
        '{"rounds": [{"key": "a", "kind": "final", "ruleset": "skating", "titles": 3, "parts": [{"titles": {}}]}]}',
        '{"rounds": [{"key": "a", "kind": "dream", "ruleset": "skating", "titles": {"en": "A"}, "parts": [{"titles": {}}]}]}',
    ],
)
def test_rounds_when_the_format_is_broken_are_refused_with_a_sentence(staff: Staff, spec: str) -> None:
    shape = Format.objects.create(title_en="Broken", key="broken", spec_text=spec)
    competition = contest.make_competition(staff.festival, format=shape)

    with pytest.raises(RuleRefused, match="format"):
        formats.create_rounds(actor=actor_of(staff.owner), user=staff.owner, competition=competition)
    assert not competition.rounds.exists()


def test_opening_stands_the_entries_in_number_order_and_freezes_the_ruleset(staff: Staff) -> None:
    first = open_first(staff)

    assert [row.entry.numbers.get().label for row in sources(first)] == ["101", "102", "103", "104", "105", "106"]
    assert json.loads(first.ruleset_text)["system"] == "skating:callback"
    assert Scoresheet.objects.filter(seat__round=first).count() == 9
    assert Competition.objects.get(pk=first.competition_id).status == Competition.Status.RUNNING


def test_opening_twice_is_refused(staff: Staff) -> None:
    first = open_first(staff)

    with pytest.raises(RuleRefused, match="was opened already"):
        rounds.open_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=first)
    assert first.round_entries.count() == 6


def test_opening_by_a_viewer_is_not_allowed(staff: Staff) -> None:
    competition = planned(staff)

    for user in (staff.viewer, staff.registrar, staff.stranger, contest.make_festival_with_staff().scrutineer):
        with pytest.raises(NotAllowed):
            rounds.open_round(actor=actor_of(user), user=user, round=competition.rounds.get(position=1))


def test_opening_without_panel_numbers_or_closed_entries_says_which(staff: Staff) -> None:
    competition = contest.make_competition(staff.festival, status="open")
    row = contest.make_round(competition)
    contest.make_entry(competition)

    def try_it() -> str:
        with pytest.raises(RuleRefused) as refused:
            rounds.open_round(actor=actor_of(staff.chair), user=staff.chair, round=row)
        return refused.value.message

    assert "no panel" in try_it()
    contest.make_seat(row, "A")
    assert "not closed yet" in try_it()
    competition.status = "closed"
    competition.save()
    assert "no number" in try_it()
    row.refresh_from_db()
    assert row.status == "planned"
    assert not row.round_entries.exists()


def test_closing_with_a_sheet_missing_names_judge_and_dance(staff: Staff) -> None:
    first = open_first(staff)

    with pytest.raises(RuleRefused, match="judge A, Samba"):
        rounds.close_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=first)


def test_a_tie_at_the_line_waits_for_the_chair_and_then_draws_the_next_round(staff: Staff) -> None:
    first = open_first(staff)
    user, actor = staff.scrutineer, actor_of(staff.scrutineer)
    mark_crosses(
        first,
        {"101": [1, 1, 1], "102": [1, 1, 1], "103": [1, 1, 1], "104": [1, 0, 0], "105": [0, 1, 0], "106": [0, 0, 1]},
    )
    rounds.close_round(actor=actor, user=user, round=first)
    tabulated = tabulation.tabulate_round(actor=actor, user=user, round=first)

    with pytest.raises(RuleRefused, match="tie lies across"):
        rounds.draw_next_round(actor=actor, user=user, round=first)
    with pytest.raises(NotAllowed):
        rulings.decide_recall_line(
            actor=actor_of(staff.registrar), user=staff.registrar, round=first, recall="all", reason="six fit"
        )
    rulings.decide_recall_line(
        actor=actor_of(staff.chair), user=staff.chair, round=first, recall="all", reason="six fit"
    )
    decided = tabulation.tabulate_round(actor=actor, user=user, round=first)
    following = rounds.draw_next_round(actor=actor, user=user, round=first)

    assert decided.number == tabulated.number + 1
    assert following.round_entries.count() == 6
    assert [seat.letter for seat in following.seats.order_by("letter")] == ["A", "B", "C"]
    assert rounds.draw_next_round(actor=actor, user=user, round=first) == following
    assert following.round_entries.count() == 6

    rulings.decide_recall_line(
        actor=actor_of(staff.chair), user=staff.chair, round=first, recall="none", reason="only six minutes left"
    )
    tabulation.tabulate_round(actor=actor, user=user, round=first)
    assert "was drawn before" in rounds.stale_reason(following)
    with pytest.raises(RuleRefused, match="Draw it again"):
        rounds.open_round(actor=actor, user=user, round=following)
    rounds.draw_next_round(actor=actor, user=user, round=first)
    assert following.round_entries.count() == 3
    assert rounds.stale_reason(following) == ""


def test_a_decision_on_the_line_falls_when_others_are_tied(staff: Staff) -> None:
    first = open_first(staff)
    user, actor = staff.scrutineer, actor_of(staff.scrutineer)
    mark_crosses(
        first,
        {"101": [1, 1, 1], "102": [1, 1, 1], "103": [1, 1, 1], "104": [1, 0, 0], "105": [0, 1, 0], "106": [0, 0, 1]},
    )
    tabulation.tabulate_round(actor=actor, user=user, round=first)
    rulings.decide_recall_line(actor=actor, user=user, round=first, recall="all", reason="all fit")
    first_dance, second_dance = first.parts.order_by("position")[:2]
    rows = {row.entry.numbers.get().label: row.round_entry for row in sources(first)}
    contest.put_row(first, rows["104"], first_dance, [1, 0, 1])
    contest.put_row(first, rows["106"], first_dance, [0, 0, 0])
    contest.put_row(first, rows["105"], second_dance, [0, 1, 1])
    contest.put_row(first, rows["106"], second_dance, [0, 0, 0])

    result = tabulation.tabulate_round(actor=actor, user=user, round=first)

    outcome = json.loads(result.outcome_text)
    assert outcome["tied_at_line"] == [str(rows["104"].pk), str(rows["105"].pk)]
    assert "recalled" not in outcome


def test_heats_split_evenly_and_are_replaced(staff: Staff) -> None:
    first = open_first(staff)

    made = heats.make_heats(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=first, heats=2)
    assert [heat.places.count() for heat in made] == [3, 3]
    again = heats.make_heats(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=first, heats=4)
    assert sorted(heat.places.count() for heat in again) == [1, 1, 2, 2]
    assert Round.objects.get(pk=first.pk).round_entries.filter(heat_places__isnull=False).count() == 6
    with pytest.raises(RuleRefused, match="7 heats cannot"):
        heats.make_heats(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=first, heats=7)


def test_change_recall_only_before_the_round_opens(staff: Staff) -> None:
    competition = planned(staff)
    first = competition.rounds.get(position=1)
    arguments: dict[str, Any] = {"actor": actor_of(staff.chair), "user": staff.chair, "round": first}
    rounds.change_recall(**arguments, wanted=3, crosses_min=3, crosses_max=4)
    first.refresh_from_db()
    assert (first.wanted, first.crosses_min, first.crosses_max) == (3, 3, 4)
    with pytest.raises(RuleRefused, match="At least one"):
        rounds.change_recall(**arguments, wanted=3, crosses_min=4, crosses_max=3)
    rounds.open_round(actor=actor_of(staff.chair), user=staff.chair, round=first)
    with pytest.raises(RuleRefused, match="waits to be opened"):
        rounds.change_recall(**arguments, wanted=2, crosses_min=2, crosses_max=2)


def test_reopening_needs_a_reason(staff: Staff) -> None:
    first = open_first(staff)
    contest.hand_in(first)
    rounds.close_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=first)

    with pytest.raises(RuleRefused, match="Say why"):
        rounds.reopen_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=first, reason=" ")
    rounds.reopen_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=first, reason="wrong sheet")
    assert Round.objects.get(pk=first.pk).status == "open"
    assert RoundEntry.objects.filter(round=first).count() == 6
