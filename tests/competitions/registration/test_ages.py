"""Age divisions at their limits, by both rules, and the sentence that says no."""

from datetime import date
from typing import Any

import pytest

from competitions.models import Competition
from competitions.selectors import eligibility
from competitions.services import registration
from dancers.errors import RuleRefused
from tests.factories import registration as people
from tests.factories.contest import make_festival

pytestmark = pytest.mark.django_db


def folk_solo(**fields: Any) -> Competition:
    return people.make_open_competition(
        make_festival(starts_on=date(2026, 11, 20), ends_on=date(2026, 11, 22)), age_min=10, age_max=12, **fields
    )


@pytest.mark.parametrize(
    ("born", "may"),
    [
        (date(2016, 11, 20), True),  # turns 10 on the very day
        (date(2016, 11, 21), False),  # is 9 for one more day
        (date(2013, 11, 21), True),  # is 12 for one more day
        (date(2013, 11, 20), False),  # turns 13 on the very day
    ],
)
def test_age_on_the_day_at_its_limits(born: date, may: bool) -> None:
    person = people.make_dancer(None, birth_date=born)

    assert (eligibility.refusal_by_age(folk_solo(), person) == "") is may


@pytest.mark.parametrize(
    ("born", "may"),
    [
        (date(2016, 12, 31), True),  # reaches 10 in the year
        (date(2017, 1, 1), False),
        (date(2014, 1, 1), True),  # reaches 12 in the year
        (date(2013, 12, 31), False),
    ],
)
def test_age_in_the_year_at_its_limits(born: date, may: bool) -> None:
    person = people.make_dancer(None, birth_date=born)

    assert (eligibility.refusal_by_age(folk_solo(age_rule="in_year"), person) == "") is may


@pytest.mark.parametrize(
    ("day", "may"), [(date(2023, 2, 28), True), (date(2023, 3, 1), False), (date(2024, 2, 28), False)]
)
def test_born_on_29_february_turns_older_on_1_march_of_a_common_year(day: date, may: bool) -> None:
    """Born 29 February 2012: on 28 February 2023 still 10, on 1 March 2023 11; on 28 February 2024 11."""
    competition = people.make_open_competition(age_max=10, age_on=day)
    person = people.make_dancer(None, birth_date=date(2012, 2, 29))

    assert (eligibility.refusal_by_age(competition, person) == "") is may


def test_born_on_29_february_turns_twelve_on_that_day_of_a_leap_year() -> None:
    person = people.make_dancer(None, birth_date=date(2012, 2, 29))

    assert eligibility.age_of(people.make_open_competition(age_on=date(2024, 2, 28)), date(2012, 2, 29)) == 11
    assert eligibility.refusal_by_age(people.make_open_competition(age_min=12, age_on=date(2024, 2, 29)), person) == ""


def test_sentence_names_person_age_day_and_rule() -> None:
    school = people.make_school()
    person = people.make_dancer(school, "Aizere", "Sadykova", birth_date=date(2013, 11, 20))

    with pytest.raises(RuleRefused) as refusal:
        people.enter(school, folk_solo(), person)

    assert refusal.value.message == (
        "Aizere Sadykova is 13 on 20 November 2026; Folk solo, 10–12 takes dancers from 10 to 12."
    )


def test_sentence_of_the_year_rule_names_the_year() -> None:
    person = people.make_dancer(None, "Aizere", "Sadykova", birth_date=date(2013, 12, 31))

    assert eligibility.refusal_by_age(folk_solo(age_rule="in_year"), person) == (
        "Aizere Sadykova reaches the age of 13 in 2026; Folk solo, 10–12 takes dancers from 10 to 12."
    )


@pytest.mark.parametrize(
    ("limits", "words"), [({"age_min": 16}, "dancers from 16"), ({"age_max": 9}, "dancers up to 9")]
)
def test_sentence_with_one_limit_only(limits: dict[str, Any], words: str) -> None:
    person = people.make_dancer(None, birth_date=date(2014, 11, 20))

    assert eligibility.refusal_by_age(people.make_open_competition(**limits), person).endswith(f" takes {words}.")


def test_unknown_birth_date_is_asked_for_only_where_ages_count() -> None:
    person = people.make_dancer(None, "Інжу", "Тілеуқабылова", birth_date=None)

    assert eligibility.refusal_by_age(people.make_open_competition(), person) == ""
    assert eligibility.refusal_by_age(folk_solo(), person) == (
        "Інжу Тілеуқабылова has no birth date here; Folk solo, 10–12 takes dancers from 10 to 12. "
        "Add the birth date first."
    )


def test_partner_of_another_age_keeps_the_couple_out() -> None:
    school = people.make_school()
    competition = folk_solo(size="couple", title_en="Ballroom, 10–12")
    young = people.make_dancer(school, "Полина", "Воронцова", birth_date=date(2015, 5, 5))
    older = people.make_dancer(school, "Артём", "Кузнецов", birth_date=date(2012, 5, 5))

    with pytest.raises(RuleRefused, match=r"^Артём Кузнецов is 14 on"):
        people.enter(school, competition, older, young, roles=["leader", "follower"])

    assert competition.entries.count() == 0


def test_substitute_must_be_of_age_too() -> None:
    school = people.make_school()
    dancer = people.make_dancer(school, birth_date=date(2015, 5, 5))
    older = people.make_dancer(school, "Артём", "Кузнецов", birth_date=date(2012, 5, 5))

    with pytest.raises(RuleRefused, match=r"^Артём Кузнецов is 14"):
        people.enter(school, folk_solo(), dancer, older, roles=["dancer", "substitute"])


def test_size_is_counted_without_substitutes() -> None:
    school = people.make_school()
    competition = people.make_open_competition(size="small_group", members_min=2, members_max=3, title_en="Folk group")
    dancers = [people.make_dancer(school, f"Дана{i}", "Ким") for i in range(4)]

    entry = people.enter(school, competition, *dancers, roles=["dancer"] * 3 + ["substitute"], name="Шаңырақ")

    assert entry.members.count() == 4
    with pytest.raises(RuleRefused, match="takes from 2 to 3 dancers in an entry; this one has 4"):
        people.enter(school, competition, *dancers)


@pytest.mark.parametrize(("size", "count"), [("solo", 2), ("duo", 1), ("couple", 1)])
def test_sizes_with_a_fixed_number_of_dancers(size: str, count: int) -> None:
    school = people.make_school()
    dancers = [people.make_dancer(school, f"Дана{i}", "Ким") for i in range(count)]

    with pytest.raises(RuleRefused, match=f"takes exactly .* this one has {count}"):
        people.enter(school, people.make_open_competition(size=size), *dancers)


def test_couple_is_one_leader_and_one_follower() -> None:
    school = people.make_school()
    dancers = [people.make_dancer(school, f"Дана{i}", "Ким") for i in range(2)]
    competition = people.make_open_competition(size="couple")

    with pytest.raises(RuleRefused, match="one leader and one follower"):
        people.enter(school, competition, *dancers, roles=["leader", "leader"])

    assert people.enter(school, competition, *dancers, roles=["leader", "follower"]).display_name == (
        "Дана0 Ким – Дана1 Ким"
    )


def test_unknown_role_is_refused() -> None:
    school = people.make_school()
    dancer = people.make_dancer(school)

    with pytest.raises(RuleRefused, match="dancer, leader, follower or substitute"):
        people.enter(school, people.make_open_competition(), dancer, roles=["conductor"])


def test_same_dancer_named_twice_in_one_entry() -> None:
    school = people.make_school()
    dancer = people.make_dancer(school)

    with pytest.raises(RuleRefused, match="named twice"):
        people.enter(school, people.make_open_competition(size="duo"), dancer, dancer)


def test_piece_is_written_down() -> None:
    school = people.make_school()
    piece = registration.PieceIn(title=" Аққу ", duration_s=180, music_title="Қурай")

    entry = people.enter(school, people.make_open_competition(), people.make_dancer(school), piece=piece)

    row = entry.pieces.get()
    assert (row.title, row.duration_s, row.music_title) == ("Аққу", 180, "Қурай")


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (registration.PieceIn(title="", music_title="Қурай"), "title of the piece is empty"),
        (registration.PieceIn(title="Аққу", duration_s=7201), "7201 seconds is not possible"),
        (registration.PieceIn(title="Ж" * 300), "has 300 characters"),
    ],
)
def test_impossible_piece_enters_nobody(piece: registration.PieceIn, words: str) -> None:
    school = people.make_school()
    competition = people.make_open_competition()

    with pytest.raises(RuleRefused, match=words):
        people.enter(school, competition, people.make_dancer(school), piece=piece)

    assert competition.entries.count() == 0


def test_piece_left_empty_is_no_piece() -> None:
    school = people.make_school()

    entry = people.enter(
        school, people.make_open_competition(), people.make_dancer(school), piece=registration.PieceIn(title=" ")
    )

    assert entry.pieces.count() == 0
