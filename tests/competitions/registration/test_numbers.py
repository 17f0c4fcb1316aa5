"""Numbers on backs: given in order, taken once, never another's after a mark."""

import pytest

from competitions.models import Competition, Entry, NumberAssignment
from competitions.selectors.numbers import labels_for
from competitions.services import numbers
from dancers.errors import RuleRefused
from dancers.models import User
from tests.factories import registration as people
from tests.factories.contest import (
    give_number,
    make_competition,
    make_entries,
    make_entry,
    make_festival,
    make_marked_round,
    make_staff,
)

pytestmark = pytest.mark.django_db


def make_owner(competition: Competition) -> User:
    return make_staff(competition.festival, "owner")


def assign(competition: Competition, start: int | None = None) -> int:
    owner = make_owner(competition)
    return numbers.assign_numbers(actor=people.actor_of(owner), user=owner, competition=competition, start=start)


def give(entry: Entry, label: str) -> NumberAssignment:
    owner = make_owner(entry.competition)
    return numbers.give_number(actor=people.actor_of(owner), user=owner, entry=entry, label=label)


def test_accepted_entries_get_numbers_in_their_order() -> None:
    competition = make_competition()
    first, second = make_entry(competition), make_entry(competition)
    waiting = make_entry(competition, status="waitlisted")

    assert assign(competition) == 2
    assert labels_for([first, second, waiting]) == {first.pk: "101", second.pk: "102"}


def test_assigning_again_finds_only_the_new() -> None:
    competition = make_competition()
    make_entry(competition)
    assign(competition)
    late = make_entry(competition)

    assert assign(competition) == 1
    assert assign(competition) == 0
    assert labels_for([late.pk]) == {late.pk: "102"}


def test_two_competitions_of_a_series_never_share_a_number() -> None:
    festival = make_festival()
    one, two = make_competition(festival), make_competition(festival)
    mine, other = make_entry(one), make_entry(two)
    give_number(other, 51)

    assign(one, start=50)
    late = make_entry(one)
    assign(one, start=50)

    assert labels_for([mine, late, other]) == {mine.pk: "50", late.pk: "52", other.pk: "51"}


def test_series_of_its_own_counts_for_itself() -> None:
    festival = make_festival()
    one, two = make_competition(festival), make_competition(festival, number_series="battle")
    mine, other = make_entry(one, 101), make_entry(two)

    assign(two)

    assert labels_for([mine, other]) == {mine.pk: "101", other.pk: "101"}


def test_impossible_start() -> None:
    with pytest.raises(RuleRefused, match="0 is not possible"):
        assign(make_competition(), start=0)


def test_number_taken_twice_names_the_holder() -> None:
    competition = make_competition()
    holder, entry = make_entry(competition, 101, display_name="Аружан Ким"), make_entry(competition, 102)

    with pytest.raises(RuleRefused, match=r"^Number 101 is on the back of Аружан Ким\. .* keeps what it has\.$"):
        give(entry, "101")

    assert labels_for([holder, entry]) == {holder.pk: "101", entry.pk: "102"}


def test_another_number_before_the_first_mark_frees_the_old_one() -> None:
    competition = make_competition()
    entry, other = make_entry(competition, 101), make_entry(competition, 102)

    give(entry, " a7 ")
    give(other, "101")

    assert labels_for([entry, other]) == {entry.pk: "A7", other.pk: "101"}


def test_own_number_again_changes_nothing() -> None:
    entry = make_entry(make_competition(), 101)

    assert give(entry, "101").pk == NumberAssignment.objects.get().pk


@pytest.mark.parametrize("label", ["", "0", "007", "12345678", "-3", "1 2", "١٢", "<b>", "A"])
def test_what_is_no_number(label: str) -> None:
    with pytest.raises(RuleRefused, match="is not a number for a back"):
        give(make_entry(make_competition()), label)


def test_entry_that_waits_gets_no_number() -> None:
    with pytest.raises(RuleRefused, match="is not accepted"):
        give(make_entry(make_competition(), status="waitlisted"), "5")


def test_marked_entry_keeps_its_number() -> None:
    competition = make_competition()
    make_marked_round(competition, [[[1, 1, 1], [2, 2, 2]]], numbers=(101, 102))
    entry = competition.entries.order_by("pk")[0]

    with pytest.raises(RuleRefused, match="has been marked as number 101 and keeps it"):
        give(entry, "300")

    assert labels_for([entry]) == {entry.pk: "101"}


def test_marked_number_is_never_given_to_another() -> None:
    """Even where somebody ended the assignment by other ways."""
    competition = make_competition()
    make_marked_round(competition, [[[1, 1, 1], [2, 2, 2]]], numbers=(101, 102))
    NumberAssignment.objects.filter(label="102").update(valid_to="2031-01-01T00:00:00Z")
    newcomer = make_entry(competition)

    with pytest.raises(RuleRefused, match="Judges have marked number 102 before"):
        give(newcomer, "102")
    assign(competition, start=101)

    assert "102" not in labels_for(competition.entries.all()).values()


def test_labels_are_read_in_one_query(django_assert_num_queries: pytest.FixtureRequest) -> None:
    entries = make_entries(make_competition(), [1, 2, 3])

    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's fixture has no public type
        assert labels_for(entries) == {entry.pk: label for entry, label in zip(entries, "123", strict=True)}
