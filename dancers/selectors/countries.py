"""The countries of the world by their two-letter codes, named in the reader's language."""

from functools import cache

from babel import Locale
from django.utils.translation import get_language

# Codes of groups and of no place that Babel lists beside the countries.
_NOT_COUNTRIES = {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"}


@cache
def names(language: str) -> dict[str, str]:
    """Return code and name of every country in the language."""
    territories = Locale(language).territories
    return {
        code: name
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
    }


def is_country(code: str) -> bool:
    """Whether there is a country with this code."""
    return code in names("en")


def country_name(code: str) -> str:
    """Return the country's name in the reader's language; the code itself where it is unknown."""
    return names((get_language() or "en")[:2]).get(code, code)


def choices() -> list[tuple[str, str]]:
    """Return codes and names for a form, sorted by name, with an empty first choice."""
    language = (get_language() or "en")[:2]
    return [("", ""), *sorted(names(language).items(), key=lambda pair: pair[1])]
