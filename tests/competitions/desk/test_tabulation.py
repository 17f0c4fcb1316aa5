"""A round's sheets become a Result, or a sentence that says what is missing and where."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from audit import triggers
from competitions.models import Mark, Result, Round, Scoresheet
from competitions.scoring import sheet_file
from competitions.services import rulings, tabulation
from dancers.errors import NotAllowed, RuleRefused
from tests.factories import contest
from tests.factories.contest import Staff, actor_of

pytestmark = pytest.mark.django_db
FOUR = [[[1, 1, 2], [2, 3, 1], [3, 2, 3], [4, 4, 4]]]


@pytest.fixture
def staff() -> Staff:
    return contest.make_festival_with_staff()


@pytest.fixture
def final(staff: Staff) -> Round:
    return contest.make_finalists(contest.make_competition(staff.festival), FOUR)


def tabulate(staff: Staff, row: Round) -> Result:
    return tabulation.tabulate_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=row)


def refusal(staff: Staff, row: Round) -> str:
    with pytest.raises(RuleRefused) as refused:
        tabulate(staff, row)
    assert not Result.objects.exists()
    return refused.value.message


def test_result_holds_the_text_that_was_computed(staff: Staff, final: Round) -> None:
    result = tabulate(staff, final)

    assert result.digest == sheet_file.digest(result.sheets_text)
    assert tabulation.recompute(result) == result.outcome_text
    assert (result.engine, result.number) == ("skating:single", 1)
    assert list(json.loads(result.outcome_text)["places"].values()) == [1, 2, 3, 4]


def test_a_sheet_not_handed_in_names_judge_and_dance(staff: Staff, final: Round) -> None:
    Scoresheet.objects.filter(seat__letter="B").update(status="reopened", submitted_at=None)

    assert "judge B, Samba" in refusal(staff, final)


def test_a_missing_mark_names_judge_dance_and_number(staff: Staff, final: Round) -> None:
    place = final.round_entries.order_by("order")[2]
    contest.put_mark(final.seats.get(letter="C"), place, final.parts.get(), None)

    assert "judge C, Samba, No. 103: a mark is missing" in refusal(staff, final)


def test_a_doubled_place_names_the_judge(staff: Staff, final: Round) -> None:
    place = final.round_entries.order_by("order")[2]
    contest.put_mark(final.seats.get(letter="C"), place, final.parts.get(), 2)

    words = refusal(staff, final)
    assert "C" in words
    assert "have the sheet corrected" in words


def test_uneven_crosses_are_refused_until_a_ruling_accepts_them(staff: Staff) -> None:
    competition = contest.make_competition(staff.festival)
    row = contest.make_marked_round(competition, [[[1, 1, 1], [1, 1, 1], [0, 0, 1]]], kind="recall", wanted=2)

    assert "judge C, Samba: the number of crosses" in refusal(staff, row)
    with pytest.raises(NotAllowed):
        rulings.accept_crosses(actor=actor_of(staff.owner), user=staff.owner, round=row, reason="given so")
    rulings.accept_crosses(actor=actor_of(staff.chair), user=staff.chair, round=row, reason="given so")
    assert json.loads(tabulate(staff, row).outcome_text)["exact"] is True


def test_a_judge_ruled_lost_owes_no_sheet_and_counts_nowhere(staff: Staff, final: Round) -> None:
    Scoresheet.objects.filter(seat__letter="C").update(status="draft", submitted_at=None)
    Mark.objects.filter(seat__letter="C").delete()
    seat = final.seats.get(letter="C")

    rulings.lose_judge(actor=actor_of(staff.chair), user=staff.chair, seat=seat, reason="fell ill")

    assert json.loads(tabulate(staff, final).outcome_text)["reasons"][0]["judges"] == 2
    with pytest.raises(RuleRefused, match="does not count anyway"):
        rulings.lose_judge(actor=actor_of(staff.chair), user=staff.chair, seat=seat, reason="again")


def test_the_last_judge_cannot_be_lost(staff: Staff) -> None:
    row = contest.make_finalists(contest.make_competition(staff.festival), [[[1], [2]]])

    with pytest.raises(RuleRefused, match="last one left"):
        rulings.lose_judge(actor=actor_of(staff.chair), user=staff.chair, seat=row.seats.get(), reason="ill")


def test_a_seat_that_does_not_count_stays_out_of_the_sheets(staff: Staff, final: Round) -> None:
    contest.make_seat(final, "T", counts=False)

    assert tabulation.build_document(final)["input"]["judges"] == ["A", "B", "C"]


def test_nobody_left_is_a_sentence(staff: Staff, final: Round) -> None:
    final.round_entries.update(status="withdrawn")

    assert "nobody is left" in refusal(staff, final)


def test_a_round_not_opened_has_nothing_to_tabulate(staff: Staff) -> None:
    row = contest.make_round(contest.make_competition(staff.festival))

    assert "was not opened" in refusal(staff, row)


def test_the_wrong_role_is_not_allowed(staff: Staff, final: Round) -> None:
    for user in (staff.viewer, staff.registrar, staff.jury_secretary, staff.stranger):
        with pytest.raises(NotAllowed):
            tabulation.tabulate_round(actor=actor_of(user), user=user, round=final)


def test_places_of_whole_dances_are_known_before_the_round_is(staff: Staff) -> None:
    row = contest.make_finalists(contest.make_competition(staff.festival), FOUR * 2)
    first, second = row.parts.order_by("position")
    Mark.objects.filter(part=second, seat__letter="A").delete()

    places = tabulation.dance_places(row)

    assert list(places) == [first.pk]
    assert sorted(places[first.pk].values()) == ["1", "2", "3", "4"]


def test_audit_results_reports_a_result_that_was_tampered_with(staff: Staff, final: Round) -> None:
    result = tabulate(staff, final)
    out = StringIO()
    call_command("audit_results", stdout=out)
    assert "1 result recomputed, all as stored" in out.getvalue()

    triggers.drop_triggers(connection)
    Result.objects.filter(pk=result.pk).update(
        outcome_text=result.outcome_text.replace('"places":{', '"places":{"9":1,')
    )
    triggers.create_triggers(connection)
    with pytest.raises(CommandError, match="1 of 1 results differ"):
        call_command("audit_results", stdout=out, stderr=out)
