"""Public pages, accounts, the portal, the judge's sheet and mails are complete in Russian and Kazakh."""

import pytest

from tools import catalogues

# What a dancer, a guardian, a spectator or a judge reads. Desk and admin are marked, too; their words come later.
COMPLETE = (
    "templates/public",
    "templates/judging",
    "templates/portal",
    "templates/accounts",
    "templates/components",
    "templates/errors",
    "templates/sahna",
    "templates/base.html",
    "templates/base_poster.html",
    "templates/base_judge.html",
    "templates/base_portal.html",
    "templates/base_account.html",
    "notifications/channels",
    "competitions/views/public",
    "competitions/views/judging",
    "competitions/views/portal",
    "competitions/selectors/public",
    "competitions/forms",
    "dancers/forms",
    "dancers/views",
    "dancers/services",
)


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_catalogue_is_complete_for_what_the_public_reads(language: str) -> None:
    assert catalogues.untranslated(language, COMPLETE) == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_catalogue_keeps_placeholders_when_translated(language: str) -> None:
    broken = [
        str(message.id)
        for message in catalogues.read(language)
        if message.id and any(not problem_free(message.id, words) for words in words_of(message.string))
    ]

    assert broken == []


def words_of(string: object) -> list[str]:
    """The translation's forms that are not empty."""
    forms = string if isinstance(string, (list, tuple)) else [string]
    return [str(form) for form in forms if form]


def problem_free(original: object, words: str) -> bool:
    """Whether the translation names no placeholder that the original lacks, and none of them is lost in a single form."""
    sources = original if isinstance(original, (list, tuple)) else [original]
    allowed = {name for source in sources for name in catalogues.placeholders(str(source))}
    found = catalogues.placeholders(words)
    is_plural = len(sources) > 1
    return found <= allowed and (is_plural or found == allowed)
