"""Conflicts of interest are told where the panel is made: credits, membership, declarations; nothing is decided by them."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Credit, DeclaredInterest, Piece
from competitions.selectors.interests import interests_in
from competitions.services import interests
from dancers.errors import RuleRefused
from dancers.models import Membership
from tests.factories import contest, families
from tests.factories.contest import actor_of
from tests.factories.families import Floor

pytestmark = pytest.mark.django_db


@pytest.fixture
def floor() -> Floor:
    return families.open_floor("tv_ballroom", entries=2, letters="AB")


def told(floor: Floor) -> list[tuple[str, str]]:
    return [(one.letter, one.words) for one in interests_in(floor.round)]


def with_academy(floor: Floor, number: int) -> Floor:
    entry = floor.entries[number].source_rows.get().entry
    entry.academy = contest.make_academy()
    entry.save(update_fields=["academy"])
    contest.make_participation(floor.competition.festival, academy=entry.academy)
    return floor


def test_nothing_is_told_of_strangers(floor: Floor) -> None:
    assert told(floor) == []


def test_teacher_of_a_piece_and_of_an_academy(floor: Floor) -> None:
    judge = floor.seats["B"].occupancies.get().appointment.person
    piece = Piece.objects.create(entry=floor.entries[2].source_rows.get().entry, title="Аққу")
    Credit.objects.create(piece=piece, person=judge, kind="choreographer")
    with_academy(floor, 1)
    academy = floor.entries[1].source_rows.get().entry.academy
    assert academy is not None
    Membership.objects.create(person=judge, academy=academy, role="teacher", valid_from=date(2020, 1, 1))

    assert told(floor) == [("B", "No. 1: teaches at its academy"), ("B", "No. 2: choreographer")]


def test_declared_interest_is_told_and_needs_a_reason_and_a_part_in_the_festival(floor: Floor) -> None:
    with_academy(floor, 1)
    academy = floor.entries[1].source_rows.get().entry.academy
    assert academy is not None
    user, judge = floor.staff.scrutineer, floor.seats["A"].occupancies.get().appointment
    for reason, chosen in ((" ", academy), ("My niece dances there.", contest.make_academy())):
        with pytest.raises(RuleRefused):
            interests.declare(actor=actor_of(user), user=user, appointment=judge, academy=chosen, reason=reason)

    interests.declare(actor=actor_of(user), user=user, appointment=judge, academy=academy, reason="My niece.")

    assert told(floor) == [("A", "No. 1: My niece.")]


def test_panel_page_tells_and_takes_declarations(client: Client, floor: Floor) -> None:
    with_academy(floor, 1)
    academy = floor.entries[1].source_rows.get().entry.academy
    assert academy is not None
    judge = floor.seats["A"].occupancies.get().appointment
    client.force_login(floor.staff.scrutineer)
    slug = floor.competition.festival.slug
    address = reverse("desk:declare_interest", args=[slug, floor.round.pk])

    sent = {"interest-judge": judge.pk, "interest-academy": academy.pk, "interest-reason": "My niece."}
    page = client.post(address, sent, follow=True).content.decode()
    assert "No. 1: My niece." in page
    foreign = {**sent, "interest-academy": contest.make_academy().pk}
    assert "Choose a judge and an academy" in client.post(address, foreign, follow=True).content.decode()
    assert client.get(address).status_code == 405
    assert DeclaredInterest.objects.count() == 1
