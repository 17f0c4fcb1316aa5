"""A paper sheet typed twice by two people: it counts when both agree, and nothing counts before."""

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Mark, PaperEntry, Ruling, Scoresheet
from competitions.services import paper
from dancers.errors import NotAllowed, RuleRefused
from dancers.models import User
from events.models import Role
from tests.factories import contest, families
from tests.factories.contest import actor_of
from tests.factories.families import Floor

pytestmark = pytest.mark.django_db


@pytest.fixture
def floor() -> Floor:
    return families.open_floor("tv_ballroom", entries=2, letters="A")


def cells(floor: Floor, *marks: int) -> dict[tuple[int, int, str], int | None]:
    part = floor.round.parts.get()
    return {(floor.entries[number].pk, part.pk, "mark"): mark for number, mark in enumerate(marks, 1)}


def sheet_of(floor: Floor) -> Scoresheet:
    return Scoresheet.objects.get(seat=floor.seats["A"])


def keep(floor: Floor, user: User, *marks: int) -> PaperEntry:
    return paper.keep_first(
        actor=actor_of(user), user=user, scoresheet=sheet_of(floor), values=cells(floor, *marks), reason="Tablet fell."
    )


def test_same_typing_by_a_second_person_is_entered_and_handed_in(floor: Floor) -> None:
    keep(floor, floor.staff.scrutineer, 9, 8)
    assert not Mark.objects.exists()

    chair = floor.staff.chair
    paper.confirm_second(actor=actor_of(chair), user=chair, scoresheet=sheet_of(floor), values=cells(floor, 9, 8))

    assert sorted(mark.value or 0 for mark in Mark.objects.all()) == [8, 9]
    assert sheet_of(floor).status == "submitted"
    assert Ruling.objects.get(kind="paper").reason == "Tablet fell."
    assert paper.waiting_entry(sheet_of(floor)) is None


def test_another_typing_enters_nothing_and_names_the_cells(floor: Floor) -> None:
    keep(floor, floor.staff.scrutineer, 9, 8)
    chair = floor.staff.chair

    with pytest.raises(RuleRefused, match="differ at No\\. 2, Samba, mark") as refusal:
        paper.confirm_second(actor=actor_of(chair), user=chair, scoresheet=sheet_of(floor), values=cells(floor, 9, 7))

    assert "8" not in refusal.value.message
    assert not Mark.objects.exists()
    assert paper.waiting_entry(sheet_of(floor)) is not None


def test_one_person_cannot_be_both_and_others_cannot_type(floor: Floor) -> None:
    user = floor.staff.scrutineer
    keep(floor, user, 9, 8)

    with pytest.raises(RuleRefused, match="a second person"):
        paper.confirm_second(actor=actor_of(user), user=user, scoresheet=sheet_of(floor), values=cells(floor, 9, 8))
    with pytest.raises(RuleRefused, match="yours is the second"):
        keep(floor, floor.staff.chair, 9, 8)
    announcer = contest.make_staff(floor.competition.festival, Role.ANNOUNCER)
    with pytest.raises(NotAllowed):
        keep(floor, announcer, 9, 8)

    assert PaperEntry.objects.count() == 1


def test_impossible_marks_are_refused_at_the_first_typing(floor: Floor) -> None:
    with pytest.raises(RuleRefused, match="is not possible"):
        keep(floor, floor.staff.scrutineer, 99, 8)

    assert not PaperEntry.objects.exists()


def test_first_typing_thrown_away_is_typed_anew(floor: Floor) -> None:
    keep(floor, floor.staff.scrutineer, 9, 8)
    chair = floor.staff.chair

    paper.discard_first(actor=actor_of(chair), user=chair, scoresheet=sheet_of(floor), reason="The wrong sheet.")
    keep(floor, chair, 9, 7)

    assert PaperEntry.objects.filter(closed_at__isnull=True).count() == 1
    with pytest.raises(RuleRefused, match="No first typing"):
        paper.discard_first(
            actor=actor_of(chair), user=chair, scoresheet=Scoresheet(pk=0, seat=floor.seats["A"]), reason="x"
        )


def test_two_people_at_the_page(client: Client, floor: Floor) -> None:
    sheet = sheet_of(floor)
    slug = floor.competition.festival.slug
    address = reverse("desk:paper_sheet", args=[slug, sheet.pk])
    part = floor.round.parts.get().pk
    typed = {f"cell_{floor.entries[number].pk}_{part}_0": mark for number, mark in {1: "9", 2: "8"}.items()}

    client.force_login(floor.staff.scrutineer)
    first = client.post(address, {**typed, "reason": "Tablet fell.", "step": "first"}, follow=True).content.decode()
    alone = client.post(address, {**typed, "reason": "Tablet fell."})
    client.force_login(floor.staff.chair)
    page = client.get(address).content.decode()
    wrong = client.post(address, {**typed, next(iter(typed)): "7"})
    done = client.post(address, typed, follow=True).content.decode()

    assert "waits for a second person" in first
    assert alone.status_code == 422
    assert "typed this sheet already" in page
    assert 'value="9"' not in page
    assert wrong.status_code == 422
    assert "Both typings agree" in done
    assert client.get(reverse("desk:discard_paper", args=[slug, sheet.pk])).status_code == 405
