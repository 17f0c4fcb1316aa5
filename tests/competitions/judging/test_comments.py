"""Judges' comments: written by the judge of the seat, read by the academy after the release, and by nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from competitions.models import Competition, JudgeComment, ReleaseState
from competitions.selectors import comments
from competitions.services import releases
from competitions.services.comments import write_comment
from dancers.errors import NotAllowed, RuleRefused
from tests.factories import families
from tests.factories.contest import actor_of
from tests.factories.families import Floor

pytestmark = pytest.mark.django_db


@pytest.fixture
def floor() -> Floor:
    floor = families.open_floor("tv_ballroom", entries=2, letters="AB")
    for letter in "AB":
        floor.mark(letter, 1, "9")
        floor.mark(letter, 2, "8")
    return floor


def write(floor: Floor, text: str, letter: str = "A", number: int = 1) -> None:
    seat = floor.seats[letter]
    write_comment(
        appointment=seat.occupancies.get().appointment, seat=seat, round_entry=floor.entries[number], text=text
    )


def release(floor: Floor) -> None:
    floor.hand_in()
    floor.tabulate()
    competition, chair = Competition.objects.get(pk=floor.competition.pk), floor.staff.chair
    digest = releases.preview(competition).digest
    releases.publish(actor=actor_of(chair), user=chair, competition=competition, expected_digest=digest)


def read(floor: Floor, number: int = 1) -> list[str]:
    entry = floor.entries[number].source_rows.get().entry
    return [comment.text for comment in comments.for_academy(entry)]


def test_academy_reads_comments_after_the_release_and_not_under_embargo_or_review(floor: Floor) -> None:
    write(floor, "Мягче колени.")
    assert read(floor) == []
    release(floor)
    assert (read(floor), read(floor, 2)) == (["Мягче колени."], [])

    ReleaseState.objects.update(embargo_until=timezone.now() + timedelta(hours=1))
    assert read(floor) == []
    ReleaseState.objects.update(embargo_until=None, retracted_at=timezone.now())
    assert read(floor) == []


def test_comment_changes_goes_and_is_refused_when_too_long_or_foreign(floor: Floor) -> None:
    write(floor, "One")
    write(floor, " Two ")
    assert JudgeComment.objects.get().text == "Two"
    with pytest.raises(RuleRefused, match="at most 1000 letters"):
        write(floor, "ә" * 1001)
    seat, other = floor.seats["A"], families.open_floor("tv_ballroom", entries=1, letters="A")
    appointment = seat.occupancies.get().appointment
    with pytest.raises(RuleRefused):
        write_comment(appointment=appointment, seat=seat, round_entry=other.entries[1], text="x")
    with pytest.raises(NotAllowed):
        write_comment(appointment=appointment, seat=floor.seats["B"], round_entry=floor.entries[1], text="x")
    assert JudgeComment.objects.get().text == "Two"
    write(floor, "")
    assert not JudgeComment.objects.exists()


def test_judge_page_without_a_card_is_closed(client: Client, floor: Floor) -> None:
    address = reverse("judging:comments", args=[floor.seats["A"].pk])

    assert client.get(address).status_code in (302, 401, 403)
    assert client.post(address, {}).status_code in (302, 401, 403)
