"""Decisions of the jury: inputs like marks, shown before they are confirmed, kept when they are taken back."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Mark, Result, Round, Ruling
from competitions.scoring import check_file
from competitions.selectors import jury_matters
from competitions.services import effects, jury, tabulation
from competitions.services.jury import Decider
from dancers.errors import NotAllowed, RuleRefused
from events.models import Role
from tests.factories import contest, families
from tests.factories.contest import actor_of
from tests.factories.families import Floor

pytestmark = pytest.mark.django_db

KONKURS = {"criteria": [{"id": "mark", "min": 1, "max": 10, "step": "0.5"}]}


def konkurs() -> Floor:
    """A konkurs judged by threshold: 9.5, 8.5, 8.5 and 5 by every judge."""
    floor = families.open_floor("konkurs_threshold", entries=4, letters="ABC", params=KONKURS)
    for letter in "ABC":
        for number, mark in {1: "9.5", 2: "8.5", 3: "8.5", 4: "5"}.items():
            floor.mark(letter, number, mark)
    floor.hand_in()
    return floor


def decider(floor: Floor) -> Decider:
    return Decider(actor_of(floor.staff.chair), floor.staff.chair, "The jury agreed.")


def outcome_of(floor: Floor) -> dict[str, dict[int, object]]:
    document = tabulation.build_document(floor.round)
    found = tabulation.compute(floor.round, document).as_document()
    names = ("ranks", "scores", "tiers")
    return {name: {floor.number_of(key): value for key, value in found.get(name, {}).items()} for name in names}


def test_casting_vote_puts_tied_entries_in_order_and_is_verified() -> None:
    floor = konkurs()
    assert outcome_of(floor)["ranks"] == {1: 1, 2: 2, 3: 2, 4: 3}

    jury.order_tied(
        decider=decider(floor),
        round=floor.round,
        kind=Ruling.Kind.CASTING_VOTE,
        order=[floor.entries[3], floor.entries[2]],
    )

    assert outcome_of(floor)["ranks"] == {1: 1, 3: 2, 2: 3, 4: 4}
    result = floor.tabulate()
    document = {**json.loads(result.sheets_text), "outcome": json.loads(result.outcome_text)}
    assert check_file.verify(document).same
    assert [ruling["kind"] for ruling in document["rulings"]] == ["casting_vote"]


def test_penalty_takes_points_and_a_second_one_replaces_the_first() -> None:
    floor = konkurs()

    jury.penalise(decider=decider(floor), round_entry=floor.entries[1], points="1")
    jury.penalise(decider=decider(floor), round_entry=floor.entries[1], points="2,5")

    assert str(outcome_of(floor)["scores"][1]) == "7.00"
    assert Ruling.objects.filter(kind="penalty").count() == 2


@pytest.mark.parametrize("points", ["0", "-1", "NaN", "1e400", "half", "", "0.00001"])
def test_penalty_that_is_no_number_above_zero_is_refused(points: str) -> None:
    floor = konkurs()

    with pytest.raises(RuleRefused):
        jury.penalise(decider=decider(floor), round_entry=floor.entries[1], points=points)

    assert not Ruling.objects.exists()


def test_title_withheld_shared_and_taken_back() -> None:
    floor = konkurs()
    before = outcome_of(floor)["tiers"]
    first = jury.rule_title(
        decider=decider(floor), round=floor.round, action="withheld", entries=[floor.entries[1]], title=""
    )
    jury.rule_title(
        decider=decider(floor),
        round=floor.round,
        action="added",
        entries=[floor.entries[4]],
        title="Дипломант I степени",
    )
    tiers = outcome_of(floor)["tiers"]
    assert (tiers[1], tiers[4]) != (before[1], before[4])
    assert tiers[4] == "Дипломант I степени"

    jury.take_back(decider=decider(floor), ruling=first)

    assert outcome_of(floor)["tiers"] == {**before, 4: "Дипломант I степени"}
    assert Ruling.objects.count() == 3
    with pytest.raises(RuleRefused, match="does not stand any more"):
        jury.take_back(decider=decider(floor), ruling=first)


def test_abstention_leaves_the_mean_and_the_sheet_can_be_handed_in() -> None:
    floor = families.open_floor("konkurs_threshold", entries=1, letters="AB", params=KONKURS)
    floor.mark("A", 1, "8")
    ruling = jury.abstain(decider=decider(floor), seat=floor.seats["B"], round_entry=floor.entries[1])
    floor.hand_in()

    assert str(outcome_of(floor)["scores"][1]) == "8.00"
    assert Mark.objects.get(seat=floor.seats["B"]).abstained_by == ruling
    (late,) = floor.mark("B", 1, "2")
    assert (late.outcome, late.code) == ("refused", "abstained")


def test_abstention_taken_back_brings_the_mark_back() -> None:
    floor = konkurs()
    ruling = jury.abstain(decider=decider(floor), seat=floor.seats["B"], round_entry=floor.entries[1])
    assert Mark.objects.get(abstained_by=ruling).value is None

    jury.take_back(decider=decider(floor), ruling=ruling)

    assert not Mark.objects.filter(abstained_by__isnull=False).exists()
    assert outcome_of(floor)["scores"][1] == outcome_of(konkurs())["scores"][1]


def test_judge_who_stands_aside_owes_no_sheet() -> None:
    floor = families.open_floor("tv_ballroom", entries=2, letters="ABC")
    for letter in "AB":
        floor.mark(letter, 1, "9")
        floor.mark(letter, 2, "8")
    floor.hand_in("AB")
    jury.abstain(decider=decider(floor), seat=floor.seats["C"], kind=Ruling.Kind.RECUSAL)

    result = floor.tabulate()

    assert [ruling["kind"] for ruling in json.loads(result.sheets_text)["rulings"]] == ["judge_lost"]


def test_effect_is_shown_and_nothing_is_written() -> None:
    floor = konkurs()

    effect = effects.effect_of(
        floor.round,
        lambda: jury.penalise(decider=decider(floor), round_entry=floor.entries[1], points="3"),
    )

    assert [
        (change.number, change.before.split(" · ")[0], change.after.split(" · ")[0]) for change in effect.changes
    ] == [
        ("2", "2", "1"),
        ("3", "2", "1"),
        ("1", "1", "2"),
    ]
    assert not Ruling.objects.exists()


def test_skating_final_knows_no_penalty_and_nobody_else_may_decide() -> None:
    floor = families.open_floor("skating_single", entries=2, letters="A")
    with pytest.raises(RuleRefused, match="does not know this decision"):
        jury.penalise(decider=decider(floor), round_entry=floor.entries[1], points="1")
    registrar = floor.staff.owner
    stranger = Decider(actor_of(registrar), contest.make_staff(floor.competition.festival, Role.REGISTRAR), "No.")
    with pytest.raises(NotAllowed):
        jury.abstain(decider=stranger, seat=floor.seats["A"], kind=Ruling.Kind.RECUSAL)

    assert Ruling.Kind.PENALTY not in jury_matters.kinds_for(floor.round)


def jury_page(floor: Floor) -> str:
    return reverse("desk:jury", args=[floor.competition.festival.slug, floor.round.pk])


def test_page_shows_the_effect_first_and_writes_on_confirmation(client: Client) -> None:
    floor = konkurs()
    client.force_login(floor.staff.chair)
    sent = {"kind": "penalty", "number": "1", "points": "3", "reason": "Two seconds over."}

    shown = client.post(jury_page(floor), {**sent, "step": "preview"})
    assert (shown.status_code, Ruling.objects.count()) == (200, 0)
    assert "What it changes" in shown.content.decode()
    done = client.post(jury_page(floor), {**sent, "step": "confirm"})

    assert done.status_code == 302
    assert Ruling.objects.get().reason == "Two seconds over."
    again = client.get(jury_page(floor)).content.decode()
    assert "Two seconds over." in again
    assert "Take back" in again


@pytest.mark.parametrize("kind", ["casting_vote", "redance", "penalty", "abstention", "title", "recusal", "judge_lost"])
def test_every_kind_of_a_konkurs_has_a_form_and_refuses_nothing_silently(client: Client, kind: str) -> None:
    floor = konkurs()
    client.force_login(floor.staff.chair)

    page = client.get(jury_page(floor), {"kind": kind})
    empty = client.post(jury_page(floor), {"kind": kind, "step": "confirm"})

    assert (page.status_code, empty.status_code) == (200, 422)
    assert not Ruling.objects.exists()


def test_unknown_kinds_and_foreign_rounds_are_not_found(client: Client) -> None:
    floor, other = konkurs(), konkurs()
    client.force_login(floor.staff.chair)

    assert client.get(jury_page(floor), {"kind": "placement_drop"}).status_code == 404
    assert client.get(jury_page(other)).status_code == 404
    foreign = reverse("desk:jury", args=[floor.competition.festival.slug, other.round.pk])
    assert client.get(foreign).status_code == 404
    numbers = {"kind": "casting_vote", "numbers": "2, 99", "reason": "x", "step": "confirm"}
    refused = client.post(jury_page(floor), numbers)
    assert "No. 99 does not stand in this round." in refused.content.decode()


def test_taking_back_on_its_page(client: Client) -> None:
    floor = konkurs()
    ruling = jury.penalise(decider=decider(floor), round_entry=floor.entries[1], points="3")
    client.force_login(floor.staff.chair)
    address = reverse("desk:take_back", args=[floor.competition.festival.slug, floor.round.pk, ruling.pk])

    assert "What it changes" in client.get(address).content.decode()
    assert Ruling.objects.count() == 1
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "The clock was wrong."}).status_code == 302
    assert client.post(address, {"reason": "Again."}).status_code == 422
    assert str(outcome_of(floor)["scores"][1]) == "9.50"
    assert Result.objects.count() == 0
    assert Round.objects.get(pk=floor.round.pk).status == "open"
