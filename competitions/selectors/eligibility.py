"""Who may dance in a competition: age division and size. The grid asks here, and so does the service that enters."""

from datetime import date

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import Competition
from dancers.models import Person
from dancers.selectors import ages

Size = Competition.Size
# Sizes whose number of dancers is in their name, whatever the competition's limits say.
FIXED_SIZES = {Size.SOLO.value: 1, Size.DUO.value: 2, Size.COUPLE.value: 2}


def size_limits(competition: Competition) -> tuple[int, int]:
    """Return the fewest and most dancers of an entry."""
    fixed = FIXED_SIZES.get(competition.size)
    return (fixed, fixed) if fixed else (competition.members_min, competition.members_max)


def counted_on(competition: Competition) -> date:
    """Return the day on which ages are counted: the competition's own, or the festival's first."""
    return competition.age_on or competition.festival.starts_on


def asks_age(competition: Competition) -> bool:
    """Whether the competition is for an age division at all."""
    return competition.age_min is not None or competition.age_max is not None


def age_of(competition: Competition, birth_date: date) -> int:
    """Return the age that counts here: full years on the day, or the age reached in that day's year."""
    day = counted_on(competition)
    if competition.age_rule == Competition.AgeRule.IN_YEAR:
        return ages.age_in_year(birth_date, day.year)
    return ages.age_on(birth_date, day)


def has_age(competition: Competition, birth_date: date) -> bool:
    """Whether somebody born on this date is of the competition's ages, both limits included."""
    age = age_of(competition, birth_date)
    above = competition.age_min is None or age >= competition.age_min
    return above and (competition.age_max is None or age <= competition.age_max)


def tell_ages(competition: Competition) -> str:
    """Return the ages in words: "from 10 to 12", "from 16", "up to 9"."""
    low, high = competition.age_min, competition.age_max
    if low is not None and high is not None:
        return _("dancers from %(low)s to %(high)s") % {"low": low, "high": high}
    if low is not None:
        return _("dancers from %(low)s") % {"low": low}
    return _("dancers up to %(high)s") % {"high": high}


def refusal_by_age(competition: Competition, person: Person) -> str:
    """Return the sentence that keeps the person out (person, age, day, rule); empty when the age is right."""
    if not asks_age(competition):
        return ""
    words = {"person": person.full_name, "competition": competition.title, "ages": tell_ages(competition)}
    if person.birth_date is None:
        return _("%(person)s has no birth date here; %(competition)s takes %(ages)s. Add the birth date first.") % words
    if has_age(competition, person.birth_date):
        return ""
    day = counted_on(competition)
    words["age"] = str(age_of(competition, person.birth_date))
    if competition.age_rule == Competition.AgeRule.IN_YEAR:
        return _("%(person)s reaches the age of %(age)s in %(year)s; %(competition)s takes %(ages)s.") % {
            **words,
            "year": str(day.year),
        }
    return _("%(person)s is %(age)s on %(day)s; %(competition)s takes %(ages)s.") % {
        **words,
        "day": date_format(day, "j E Y"),
    }


def refusal_by_size(competition: Competition, count: int) -> str:
    """Return the sentence that says how many dancers an entry has and how many it has now; empty when it is right."""
    low, high = size_limits(competition)
    if low <= count <= high:
        return ""
    words = {"competition": competition.title, "low": low, "high": high, "count": count}
    if low == high:
        return (
            ngettext(
                "%(competition)s takes exactly %(low)s dancer in an entry; this one has %(count)s.",
                "%(competition)s takes exactly %(low)s dancers in an entry; this one has %(count)s.",
                low,
            )
            % words
        )
    return _("%(competition)s takes from %(low)s to %(high)s dancers in an entry; this one has %(count)s.") % words


def of_age(persons: QuerySet[Person], competition: Competition) -> QuerySet[Person]:
    """Keep those who are of the competition's ages; everybody where it asks for none."""
    if not asks_age(competition):
        return persons
    born = persons.filter(birth_date__isnull=False).values_list("pk", "birth_date")
    fitting = [pk for pk, birth_date in born if birth_date is not None and has_age(competition, birth_date)]
    return persons.filter(pk__in=fitting)


def count_left_out(persons: QuerySet[Person], competition: Competition) -> int:
    """Return how many are not of the competition's ages, those without a birth date among them."""
    return persons.count() - of_age(persons, competition).count() if asks_age(competition) else 0


def tell_rule(competition: Competition) -> str:
    """Return the age rule in one sentence for the form; empty where ages do not count."""
    if not asks_age(competition):
        return ""
    day = counted_on(competition)
    if competition.age_rule == Competition.AgeRule.IN_YEAR:
        return _("For %(ages)s, by the age reached in %(year)s.") % {"ages": tell_ages(competition), "year": day.year}
    return _("For %(ages)s, by the age on %(day)s.") % {
        "ages": tell_ages(competition),
        "day": date_format(day, "j E Y"),
    }
