"""A shared place holds a part of several prizes; the public reads one sum a currency."""

import pytest

from competitions.selectors import money


@pytest.mark.parametrize(
    ("amounts", "shown"),
    [
        ([], []),
        ([(30_000_00, "KZT"), (20_000_00, "KZT")], ["50\u202f000\u00a0₸"]),
        ([(30_000_00, "KZT"), (100_50, "EUR"), (1, "KZT")], ["30\u202f000.01\u00a0₸", "100.50\u00a0€"]),
    ],
)
def test_sums_are_one_for_each_currency(amounts: list[tuple[int, str]], shown: list[str]) -> None:
    assert money.show_sums(amounts, 2) == shown
