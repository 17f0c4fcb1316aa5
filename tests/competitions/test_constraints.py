"""Every constraint of the contest's tables, tried from below: what a service would refuse, `bulk_create` and `update` cannot write.

A constraint that is not in the tables here fails `test_every_constraint_is_tried`.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.utils import timezone

from competitions.models import (
    Award,
    Bout,
    Competition,
    CoupleDraw,
    Credit,
    DeclaredInterest,
    Entry,
    EntryMember,
    Format,
    Heat,
    HeatPlace,
    JudgeAppointment,
    JudgeComment,
    Mark,
    NumberAssignment,
    Operation,
    PadDevice,
    PanelSeat,
    PaperEntry,
    Participation,
    Payout,
    Piece,
    PinLock,
    Prize,
    Release,
    ReleaseState,
    Result,
    Round,
    RoundEntry,
    RoundEntrySource,
    RoundLink,
    RoundPart,
    Ruleset,
    Ruling,
    Scoresheet,
    ScrutineerCall,
    SeatOccupancy,
    SheetVersion,
    Standing,
    StandingMember,
)
from competitions.services import releases, rulings, tabulation
from events.models import FestivalSeries, Section
from tests.factories import contest, standings
from tests.factories.contest import actor_of

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - timedelta(days=400)
INSERT_ONLY = (Operation, SheetVersion, Ruling, Result, Release, CoupleDraw)

# model, what is changed on a valid row. A value may be the name of a row of the scene ("@competition").
CHECKS: dict[str, tuple[type[models.Model], dict[str, Any]]] = {
    "competition_slug_free": (Competition, {"slug": "results"}),
    "competition_status_known": (Competition, {"status": "paused"}),
    "competition_size_known": (Competition, {"size": "choir"}),
    "competition_age_rule_known": (Competition, {"age_rule": "by_eye"}),
    "competition_tie_money_known": (Competition, {"tie_money": "dice"}),
    "competition_detail_known": (Competition, {"detail": "all"}),
    "competition_ages_in_order": (Competition, {"age_min": 12, "age_max": 11}),
    "competition_members_in_order": (Competition, {"members_min": 2, "members_max": 1}),
    "competition_capacity_positive": (Competition, {"capacity": 0}),
    "participation_one_subject": (Participation, {"academy": "@academy"}),
    "participation_decision_dated": (Participation, {"status": "approved", "decided_at": None}),
    "entry_status_known": (Entry, {"status": "maybe"}),
    "entry_has_name": (Entry, {"display_name": ""}),
    "entrymember_role_known": (EntryMember, {"role": "star"}),
    "entrymember_times_in_order": (EntryMember, {"valid_to": LONG_AGO}),
    "piece_has_title": (Piece, {"title": ""}),
    "piece_length_possible": (Piece, {"duration_s": 7201}),
    "credit_kind_known": (Credit, {"kind": "driver"}),
    "number_one_holder": (NumberAssignment, {"entry": None}),
    "number_has_label": (NumberAssignment, {"label": ""}),
    "number_times_in_order": (NumberAssignment, {"valid_to": LONG_AGO}),
    "judgeappointment_role_known": (JudgeAppointment, {"role": "guest"}),
    "judgeappointment_language_known": (JudgeAppointment, {"language": "xx"}),
    "paddevice_times_in_order": (PadDevice, {"last_seen": LONG_AGO}),
    "scrutineercall_answer_whole": (ScrutineerCall, {"answered_at": LONG_AGO}),
    "panelseat_has_letter": (PanelSeat, {"letter": ""}),
    "panelseat_pool_known": (PanelSeat, {"pool": "both"}),
    "seatoccupancy_times_in_order": (SeatOccupancy, {"valid_to": LONG_AGO}),
    "scoresheet_status_dated": (Scoresheet, {"status": "submitted", "submitted_at": None}),
    "sheetversion_number_positive": (SheetVersion, {"number": 0}),
    "operation_outcome_known": (Operation, {"outcome": "lost"}),
    "operation_has_client_id": (Operation, {"client_id": ""}),
    "mark_abstained_has_no_value": (Mark, {"value": 1, "abstained_by": "@ruling"}),
    "mark_has_origin": (Mark, {"operation": None}),
    "prize_one_scope": (Prize, {"festival": "@festival"}),
    "prize_kind_known": (Prize, {"kind": "hug"}),
    "prize_money_complete": (Prize, {"currency": ""}),
    "prize_places_in_order": (Prize, {"place_from": 3, "place_to": 2}),
    "award_one_winner": (Award, {"academy": "@academy", "status": "withheld", "reason": "x"}),
    "award_given_has_winner": (Award, {"entry": None}),
    "award_one_basis": (Award, {"ruling": "@ruling"}),
    "award_status_known": (Award, {"status": "lost", "reason": "x"}),
    "award_change_has_reason": (Award, {"status": "withdrawn", "reason": ""}),
    "payout_positive": (Payout, {"paid_minor": 0}),
    "payout_has_reference": (Payout, {"reference": ""}),
    "ruling_kind_known": (Ruling, {"kind": "coin"}),
    "ruling_one_subject": (Ruling, {"round_entry": "@roundentry", "seat": "@panelseat"}),
    "ruling_has_reason": (Ruling, {"reason": ""}),
    "ruling_one_scope": (Ruling, {"competition": None}),
    "ruling_standing_has_no_round": (Ruling, {"competition": None, "standing": "@standing"}),
    "standing_one_scope": (Standing, {"slug": "other", "section": "@section", "series": "@series"}),
    "standing_status_known": (Standing, {"slug": "other", "status": "paused"}),
    "standing_release_rule_known": (Standing, {"slug": "other", "release_rule": "three"}),
    "standing_tie_money_known": (Standing, {"slug": "other", "tie_money": "dice"}),
    "standing_has_ruleset": (Standing, {"slug": "other", "ruleset_text": ""}),
    "standing_has_slug": (Standing, {"slug": ""}),
    "result_one_scope": (Result, {"competition": "@competition"}),
    "result_number_positive": (Result, {"number": 0}),
    "result_has_digest": (Result, {"digest": ""}),
    "release_number_positive": (Release, {"number": 0}),
    "release_one_scope": (Release, {"standing": "@standing"}),
    "release_kind_fits_number": (Release, {"number": 2, "kind": "published"}),
    "release_change_has_reason": (Release, {"number": 2, "kind": "corrected", "reason": ""}),
    "release_detail_known": (Release, {"detail": "gossip"}),
    "release_rule_known": (Release, {"rule": "none"}),
    "release_two_people": (Release, {"released_by": "@prepared_by"}),
    "releasestate_held_one_way": (ReleaseState, {"reveal_step": 0, "embargo_until": LONG_AGO}),
    "releasestate_steps_have_time": (ReleaseState, {"reveal_step": 1}),
    "round_kind_known": (Round, {"kind": "warm_up"}),
    "round_submit_by_known": (Round, {"submit_by": "mail"}),
    "round_release_rule_known": (Round, {"release_rule": "three"}),
    "round_status_dated": (Round, {"status": "open", "opened_at": None, "closed_at": None}),
    "round_open_is_frozen": (Round, {"ruleset_text": ""}),
    "round_recall_knows_wanted": (Round, {"kind": "recall", "wanted": None}),
    "round_crosses_in_order": (Round, {"crosses_min": 3, "crosses_max": 2}),
    "roundlink_rounds_differ": (RoundLink, {"to_round": "@from_round"}),
    "roundlink_cut_known": (RoundLink, {"cut": "knife"}),
    "roundlink_pool_known": (RoundLink, {"pool": "both"}),
    "roundlink_ties_known": (RoundLink, {"ties": "up"}),
    "roundlink_carry_known": (RoundLink, {"carry": "bag"}),
    "roundlink_weight_possible": (RoundLink, {"weight_den": 0}),
    "roundlink_cut_has_value": (RoundLink, {"cut": "count", "value_from": None}),
    "roundpart_kind_known": (RoundPart, {"kind": "song"}),
    "roundentry_status_known": (RoundEntry, {"status": "asleep"}),
    "roundentry_origin_known": (RoundEntry, {"origin": "found"}),
    "roundentry_pool_known": (RoundEntry, {"pool": "both"}),
    "roundentrysource_role_known": (RoundEntrySource, {"role": "half"}),
    "heat_number_positive": (Heat, {"number": 0}),
    "round_pool_known": (Round, {"pool": "both"}),
    "round_throw_downs_positive": (Round, {"throw_downs": 0}),
    "bout_sides_differ": (Bout, {"position": 2, "blue": "@roundentry"}),
    "coupledraw_number_positive": (CoupleDraw, {"number": 0, "reason": "x"}),
    "coupledraw_method_known": (CoupleDraw, {"number": 2, "reason": "x", "method": "dice"}),
    "coupledraw_has_witness": (CoupleDraw, {"number": 2, "reason": "x", "witness": ""}),
    "coupledraw_random_has_seed": (CoupleDraw, {"number": 2, "reason": "x", "seed_text": ""}),
    "coupledraw_again_has_reason": (CoupleDraw, {"number": 2, "reason": ""}),
    "declaredinterest_has_reason": (DeclaredInterest, {"academy": "@academy", "reason": ""}),
    "judgecomment_has_text": (JudgeComment, {"round_entry": "@second", "text": ""}),
    "paperentry_has_reason": (PaperEntry, {"closed_at": LONG_AGO, "reason": ""}),
    "ruleset_family_known": (Ruleset, {"family": "guessing"}),
}

# A row against the first is always against the second too; which of the two is named, each database decides.
IMPLIED_BY = {"release_number_positive": "release_kind_fits_number"}

# model, what the second row has otherwise than the first, so that only this constraint stands in its way.
UNIQUES: dict[str, tuple[type[models.Model], dict[str, Any]]] = {
    "competition_slug_unique": (Competition, {}),
    "participation_academy_once": (Participation, {"person": None, "academy": "@entered_academy"}),
    "participation_person_once": (Participation, {}),
    "entry_same_dancers_once": (Entry, {}),
    "entrymember_person_once": (EntryMember, {}),
    "credit_once": (Credit, {}),
    "number_label_unique": (NumberAssignment, {"entry": None, "person": "@person"}),
    "number_entry_holds_one": (NumberAssignment, {"label": "999"}),
    "judgeappointment_person_once": (JudgeAppointment, {"card_number": 2}),
    "judgeappointment_card_once": (JudgeAppointment, {"person": "@person"}),
    "paddevice_once": (PadDevice, {}),
    "scrutineercall_once": (ScrutineerCall, {}),
    "pinlock_once": (PinLock, {}),
    "panelseat_letter_unique": (PanelSeat, {}),
    "seatoccupancy_one_open": (SeatOccupancy, {}),
    "scoresheet_portion_unique": (Scoresheet, {}),
    "sheetversion_number_unique": (SheetVersion, {}),
    "mark_cell_unique": (Mark, {}),
    "award_once_per_release": (Award, {"replaces": None}),
    "award_academy_once_per_release": (Award, {"entry": None, "academy": "@academy"}),
    "result_round_number_unique": (Result, {}),
    "result_competition_number_unique": (Result, {"round": None, "competition": "@competition"}),
    "release_number_unique": (Release, {}),
    "release_standing_number_unique": (Release, {"competition": None, "standing": "@standing"}),
    "result_standing_number_unique": (Result, {"round": None, "standing": "@standing"}),
    "standing_slug_unique": (Standing, {}),
    "standingmember_once": (StandingMember, {}),
    "round_position_unique": (Round, {}),
    "roundlink_once": (RoundLink, {"pool": "leader"}),
    "roundlink_whole_once": (RoundLink, {}),
    "roundpart_position_unique": (RoundPart, {}),
    "roundentry_order_unique": (RoundEntry, {}),
    "roundentrysource_once": (RoundEntrySource, {}),
    "heat_number_unique": (Heat, {}),
    "heatplace_part_once": (HeatPlace, {"part": "@roundpart"}),
    "heatplace_round_once": (HeatPlace, {}),
    "bout_position_unique": (Bout, {}),
    "coupledraw_number_unique": (CoupleDraw, {}),
    "declaredinterest_once": (DeclaredInterest, {}),
    "judgecomment_once": (JudgeComment, {}),
    "paperentry_one_waits": (PaperEntry, {}),
    "ruleset_key_unique": (Ruleset, {"festival": "@festival"}),
    "ruleset_house_key_unique": (Ruleset, {"festival": None}),
    "format_key_unique": (Format, {"festival": "@festival"}),
    "format_house_key_unique": (Format, {"festival": None}),
}


@pytest.fixture
def scene() -> dict[str, Any]:
    """One valid row of every table, by the model's name in lower case, and a few rows more."""
    staff = contest.make_festival_with_staff()
    competition = contest.make_competition(staff.festival)
    final = contest.make_finalists(competition, [[[1, 1, 2], [2, 2, 1]]])
    prize = contest.make_prize(competition, 100_00, 1)
    chair, scrutineer = staff.chair, staff.scrutineer
    result = tabulation.tabulate_round(actor=actor_of(scrutineer), user=scrutineer, round=final)
    release = releases.publish(
        actor=actor_of(chair),
        user=chair,
        competition=competition,
        expected_digest=releases.preview(competition).digest,
    )
    award = Award.objects.get()
    payout = Payout.objects.create(award=award, paid_minor=1, paid_at=timezone.now(), by=staff.owner, reference="TR-1")
    first = final.round_entries.order_by("order")[0]
    entry = first.source_rows.get().entry
    seat = final.seats.get(letter="A")
    now = timezone.now()
    judge = seat.occupancies.get().appointment
    judge.card_number = 1
    judge.save(update_fields=["card_number"])
    earlier = contest.make_round(competition, kind="recall")
    standing = standings.make_standing(staff.festival, [competition])
    academy = contest.make_academy()
    contest.make_participation(staff.festival, academy=academy)
    piece = Piece.objects.create(entry=entry, title="Аққу")
    ruling = rulings.write(
        actor=actor_of(chair), user=chair, round_=final, kind=Ruling.Kind.PENALTY, payload={}, reason="late"
    )
    item = contest.make_programme_item(staff.festival)
    heat = Heat.objects.create(festival=staff.festival, programme_item=item, number=1)
    return {
        "festival": staff.festival,
        "academy": contest.make_academy(),
        "entered_academy": academy,
        "person": entry.members.get().person,
        "prepared_by": release.prepared_by,
        "from_round": earlier,
        "competition": competition,
        "participation": entry.participation,
        "entry": entry,
        "entrymember": entry.members.get(),
        "piece": piece,
        "credit": Credit.objects.create(piece=piece, person=contest.make_person(), kind="teacher"),
        "numberassignment": entry.numbers.get(),
        "judgeappointment": judge,
        "paddevice": PadDevice.objects.create(appointment=judge, device="pad-1", first_seen=now, last_seen=now),
        "scrutineercall": ScrutineerCall.objects.create(appointment=judge, client_id="call-1", at=now),
        "pinlock": PinLock.objects.create(festival=staff.festival, address="10.0.0.1", last_at=now),
        "panelseat": seat,
        "seatoccupancy": seat.occupancies.get(),
        "scoresheet": seat.scoresheets.get(),
        "sheetversion": seat.scoresheets.get().versions.get(),
        "operation": Operation.objects.filter(seat=seat).first(),
        "mark": Mark.objects.filter(seat=seat).first(),
        "standing": standing,
        "standingmember": standing.members.get(),
        "section": Section.objects.create(festival=staff.festival, title_en="Folk day", position=1),
        "series": FestivalSeries.objects.create(slug="altyn", title_en="Altyn"),
        "prize": prize,
        "award": award,
        "payout": payout,
        "ruling": ruling,
        "result": result,
        "release": release,
        "releasestate": release.state,
        "round": final,
        "roundlink": RoundLink.objects.create(from_round=earlier, to_round=final, value_from=2),
        "roundpart": final.parts.get(),
        "roundentry": first,
        "roundentrysource": first.source_rows.get(),
        "heat": heat,
        "heatplace": HeatPlace.objects.create(heat=heat, round_entry=first),
        "bout": Bout.objects.create(round=final, position=1, red=first),
        "coupledraw": CoupleDraw.objects.create(
            round=final,
            number=1,
            method="random",
            seed_text="seed",
            witness="Witness",
            pairs_text="[]",
            drawn_by=chair,
            at=timezone.now(),
        ),
        "second": final.round_entries.order_by("order")[1],
        "declaredinterest": DeclaredInterest.objects.create(
            appointment=seat.occupancies.get().appointment,
            academy=academy,
            reason="Teaches there.",
            declared_at=timezone.now(),
        ),
        "judgecomment": JudgeComment.objects.create(
            seat=seat, round_entry=first, text="Softer knees.", written_at=timezone.now()
        ),
        "paperentry": PaperEntry.objects.create(
            scoresheet=seat.scoresheets.get(),
            values_text="{}",
            reason="A tablet fell.",
            entered_by=chair,
            at=timezone.now(),
        ),
        "ruleset": contest.make_ruleset(),
        "format": Format.objects.filter(festival=None).first(),
    }


def changed(scene: dict[str, Any], model: type[models.Model], changes: dict[str, Any]) -> models.Model:
    """A copy of the scene's row with these changes; not saved."""
    row = model._base_manager.get(pk=scene[model._meta.model_name or ""].pk)
    row.pk = None
    row._state.adding = True
    if isinstance(row, Operation) and "client_id" not in changes:
        row.client_id = "copy"
    for name, value in resolved(scene, changes).items():
        setattr(row, name, value)
    return row


def resolved(scene: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {
        name: scene[value[1:]] if isinstance(value, str) and value.startswith("@") else value
        for name, value in changes.items()
    }


def try_to_write(model: type[models.Model], row: models.Model) -> str:
    """What the database says to this row; empty when it took it."""
    try:
        with transaction.atomic():
            model._base_manager.bulk_create([row])
    except IntegrityError as error:
        return str(error)
    return ""


def try_to_update(row: models.Model, changes: dict[str, Any]) -> str:
    """What the database says to these changes; empty when it took them."""
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**changes)
    except IntegrityError as error:
        return str(error)
    return ""


def test_rows_against_a_check_are_refused(scene: dict[str, Any]) -> None:
    """One scene for all of them: each attempt ends in its own savepoint."""
    taken = []
    for name, (model, changes) in CHECKS.items():
        said = [try_to_write(model, changed(scene, model, changes))]
        if model not in INSERT_ONLY:
            said.append(try_to_update(scene[model._meta.model_name or ""], resolved(scene, changes)))
        names = (f"competitions_{name}", f"competitions_{IMPLIED_BY.get(name, name)}")
        if not all(words and any(item in words for item in names) for words in said):
            taken.append((name, said))

    assert taken == []


def test_money_without_an_amount_is_refused_although_a_comparison_with_nothing_is_not_false(
    scene: dict[str, Any],
) -> None:
    with pytest.raises(IntegrityError, match="competitions_prize_money_complete"), transaction.atomic():
        Prize.objects.filter(pk=scene["prize"].pk).update(on_offer_minor=None)


def test_second_rows_like_the_first_are_refused(scene: dict[str, Any]) -> None:
    taken = []
    for name, (model, changes) in UNIQUES.items():
        with transaction.atomic():
            first = try_to_write(model, changed(scene, model, changes))
            # Where the changed copy does not meet the scene's own row, the second copy meets the first.
            said = first or try_to_write(model, changed(scene, model, changes))
            transaction.set_rollback(True)
        if not names_constraint(said, model, name):
            taken.append((name, said))

    assert taken == []


def names_constraint(said: str, model: type[models.Model], name: str) -> bool:
    """Whether the refusal is this constraint's; SQLite names the columns, PostgreSQL the constraint."""
    constraint = next(item for item in model._meta.constraints if item.name == f"competitions_{name}")
    assert isinstance(constraint, models.UniqueConstraint)
    if connection.vendor != "sqlite":
        return f"competitions_{name}" in said
    concrete = {field.name: field.column for field in model._meta.concrete_fields}
    wanted = ", ".join(f"{model._meta.db_table}.{concrete[field]}" for field in constraint.fields)
    return said.endswith(f"failed: {wanted}")


def test_every_constraint_is_tried() -> None:
    standing = {
        constraint.name.removeprefix("competitions_")
        for model in apps.get_app_config("competitions").get_models()
        for constraint in model._meta.constraints
    }

    assert standing == set(CHECKS) | set(UNIQUES)


def test_what_is_written_once_cannot_be_changed_or_deleted(scene: dict[str, Any]) -> None:
    for model in INSERT_ONLY:
        row = scene[model._meta.model_name or ""]
        rows = model._base_manager.filter(pk=row.pk)
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            rows.update(id=row.pk)
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            rows._raw_delete(rows.db)
        assert rows.exists()
