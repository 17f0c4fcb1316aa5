"""Ages, reckoned in one place. A birth date that is unknown means: a minor.

Somebody born on 29 February turns a year older on 1 March of a common year: on 28 February the year is not yet full.
"""

from datetime import date

ADULT_AGE = 18


def birthday_in(birth_date: date, year: int) -> date:
    """Return the day in that year on which a person turns a year older."""
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def age_on(birth_date: date, day: date) -> int:
    """Return the full years lived on that day (the birthday itself counts)."""
    return day.year - birth_date.year - (day < birthday_in(birth_date, day.year))


def age_in_year(birth_date: date, year: int) -> int:
    """Return the age reached in that calendar year, whatever the day: the rule of many federations."""
    return year - birth_date.year


def adult_from(birth_date: date) -> date:
    """Return the eighteenth birthday."""
    return birthday_in(birth_date, birth_date.year + ADULT_AGE)


def is_minor(birth_date: date | None, day: date) -> bool:
    """Whether the person must be treated as a child on that day."""
    return birth_date is None or day < adult_from(birth_date)
