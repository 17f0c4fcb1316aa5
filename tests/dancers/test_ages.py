"""Ages on the boundary days, and the rule for 29 February: a year older on 1 March of a common year."""

from datetime import date

import pytest

from dancers.selectors import ages


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2012, 11, 22), date(2026, 11, 21), 13),
        (date(2012, 11, 22), date(2026, 11, 22), 14),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
        (date(2012, 2, 29), date(2028, 2, 28), 15),
        (date(2012, 2, 29), date(2028, 2, 29), 16),
        (date(2026, 1, 1), date(2026, 1, 1), 0),
    ],
)
def test_age_on_when_the_day_is_near_the_birthday(born: date, day: date, age: int) -> None:
    assert ages.age_on(born, day) == age


def test_age_in_year_when_the_birthday_is_still_to_come() -> None:
    assert ages.age_in_year(date(2012, 12, 31), 2026) == 14


@pytest.mark.parametrize(
    ("born", "day", "minor"),
    [
        (None, date(2026, 11, 22), True),
        (date(2008, 11, 23), date(2026, 11, 22), True),
        (date(2008, 11, 22), date(2026, 11, 22), False),
        (date(2008, 2, 29), date(2026, 2, 28), True),
        (date(2008, 2, 29), date(2026, 3, 1), False),
    ],
)
def test_is_minor_when_near_eighteen_or_unknown(born: date | None, day: date, minor: bool) -> None:
    assert ages.is_minor(born, day) is minor
