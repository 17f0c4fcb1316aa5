"""Public pages, accounts, the portal, the judge's sheet and mails are complete in Russian and Kazakh."""

import re

import pytest
from babel.messages.catalog import Message

from tools import catalogues

# What a dancer, a guardian, a spectator or a judge reads. Desk and admin are marked, too; a gap there breaks no build.
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
    "competitions/selectors/eligibility.py",
    "competitions/selectors/entry_grid.py",
    "competitions/selectors/entry_window.py",
    "competitions/selectors/judge_pages.py",
    "competitions/selectors/portal.py",
    "competitions/selectors/to_do.py",
    "competitions/services/appointments.py",
    "competitions/services/entries.py",
    "competitions/services/handing_in.py",
    "competitions/services/judging.py",
    "competitions/services/participation.py",
    "competitions/services/receipts.py",
    "competitions/services/registration.py",
    "competitions/services/roster.py",
    "competitions/services/sheet_rules.py",
    "competitions/forms",
    "competitions/models",
    "config/django_words.py",
    "dancers/forms",
    "dancers/models",
    "dancers/permissions.py",
    "dancers/views",
    "dancers/services",
    "events/models",
    "events/services/invitations.py",
    "events/views",
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


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_catalogue_has_every_plural_form_when_a_word_is_counted(language: str) -> None:
    forms = int(re.search(r"nplurals=(\d)", catalogues.PLURALS[language])[1])  # type: ignore[index]  # a header has it

    wrong = [
        message.id[0]
        for message in counted(language)
        if isinstance(message.string, tuple) and any(message.string) and len(message.string) != forms
    ]

    assert wrong == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_catalogue_is_written_in_the_language_when_translated(language: str) -> None:
    """English quotes and words in capitals give a slip away."""
    slips = []
    for message in catalogues.read(language):
        for words in words_of(message.string):
            plain = re.sub(r"%\(\w+\)[sd]|\{\w+\}", "", words)
            if "“" in plain or re.search(r"[А-ЯӘҒҚҢӨҰҮҺІЁ]{5,}", plain):
                slips.append(words)

    assert slips == []


def counted(language: str) -> list[Message]:
    """The messages that come in plural forms."""
    return [message for message in catalogues.read(language) if isinstance(message.id, tuple)]


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
