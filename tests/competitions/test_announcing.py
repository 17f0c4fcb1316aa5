"""A competition is announced once at an address of its own, and each place has its money once."""

import pytest

from competitions.models import Competition, Format, Prize
from competitions.services import announcing, formats
from dancers.errors import NotAllowed, RuleRefused
from tests.factories import contest as rows

pytestmark = pytest.mark.django_db


def details(**fields: object) -> announcing.CompetitionDetails:
    """What is announced in these tests, with one thing changed."""
    formats.install_house_formats()
    values: dict[str, object] = {
        "titles": {"en": "Folk solo", "ru": "Соло", "kk": "Жеке би"},
        "slug": "folk-solo",
        "style": rows.make_style("folk"),
        "shape": Format.objects.get(key="single-dance-final"),
        **fields,
    }
    return announcing.CompetitionDetails(**values)  # type: ignore[arg-type]  # the test changes one field at a time


def test_competition_is_a_draft_with_its_titles_when_announced() -> None:
    staff = rows.make_festival_with_staff()

    made = announcing.announce_competition(
        actor=rows.actor_of(staff.owner), user=staff.owner, festival=staff.festival, details=details()
    )

    assert (made.status, made.title_kk, made.format.key if made.format else "") == (
        "draft",
        "Жеке би",
        "single-dance-final",
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"slug": "results"}, "belongs to a page of the festival"),
        ({"ages": (12, 10)}, "The youngest age, 12, is above the oldest, 10"),
    ],
)
def test_competition_is_refused_when_odd(fields: dict[str, object], sentence: str) -> None:
    staff = rows.make_festival_with_staff()

    with pytest.raises(RuleRefused, match=sentence):
        announcing.announce_competition(
            actor=rows.actor_of(staff.owner), user=staff.owner, festival=staff.festival, details=details(**fields)
        )

    assert not Competition.objects.exists()


def test_competition_is_refused_when_the_address_is_taken_or_the_section_is_foreign() -> None:
    staff, other = rows.make_festival_with_staff(), rows.make_festival_with_staff()
    foreign = other.festival.sections.create(title_en="Folk", position=1)
    announcing.announce_competition(
        actor=rows.actor_of(staff.owner), user=staff.owner, festival=staff.festival, details=details()
    )

    for change, sentence in (
        ({}, "already has a competition"),
        ({"slug": "b", "section": foreign}, "another festival"),
    ):
        with pytest.raises(RuleRefused, match=sentence):
            announcing.announce_competition(
                actor=rows.actor_of(staff.owner), user=staff.owner, festival=staff.festival, details=details(**change)
            )

    assert Competition.objects.count() == 1


def test_nobody_announces_at_a_festival_of_others() -> None:
    staff = rows.make_festival_with_staff()

    for user in (staff.stranger, staff.viewer, staff.chair):
        with pytest.raises(NotAllowed):
            announcing.announce_competition(
                actor=rows.actor_of(user), user=user, festival=staff.festival, details=details()
            )

    assert not Competition.objects.exists()


def test_money_is_offered_once_a_place_and_never_below_one() -> None:
    staff = rows.make_festival_with_staff()
    competition = rows.make_competition(staff.festival)
    offer = {
        "actor": rows.actor_of(staff.owner),
        "user": staff.owner,
        "competition": competition,
        "titles": {"en": "First"},
    }

    announcing.offer_money(place=1, amount_minor=100_000_00, **offer)  # type: ignore[arg-type]  # the same but for two

    for place, amount, sentence in ((1, 5, "has its money already"), (2, 0, "above zero"), (0, 5, "above zero")):
        with pytest.raises(RuleRefused, match=sentence):
            announcing.offer_money(place=place, amount_minor=amount, **offer)  # type: ignore[arg-type]
    assert list(Prize.objects.values_list("place_from", "on_offer_minor", "currency")) == [(1, 100_000_00, "KZT")]
