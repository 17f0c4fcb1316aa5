"""Titles and texts in the three languages of the house, in explicit columns, so that every row is plain to see."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGE_CODES = ("en", "ru", "kk")


class Language(models.TextChoices):
    ENGLISH = "en", _("English")
    RUSSIAN = "ru", _("Russian")
    KAZAKH = "kk", _("Kazakh")


def in_language(row: models.Model, field: str, language: str | None = None) -> str:
    """Return the row's `field` in the language (the active one when unsaid); English where that column is empty."""
    code = (language or get_language() or "en")[:2]
    wanted = getattr(row, f"{field}_{code}", "") if code in LANGUAGE_CODES else ""
    return str(wanted or getattr(row, f"{field}_en"))


class TranslatedTitle(models.Model):
    """A title in English (always) and in Russian and Kazakh (where given)."""

    title_en = models.CharField(_("title in English"), max_length=200)
    title_ru = models.CharField(_("title in Russian"), max_length=200, blank=True)
    title_kk = models.CharField(_("title in Kazakh"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return in_language(self, "title")

    def titles(self) -> dict[str, str]:
        """The title in each language, English standing in for what is empty; for frozen texts and mails."""
        return {code: in_language(self, "title", code) for code in LANGUAGE_CODES}


class TranslatedDescription(models.Model):
    """A longer text in three languages, all optional."""

    description_en = models.TextField(_("description in English"), blank=True)
    description_ru = models.TextField(_("description in Russian"), blank=True)
    description_kk = models.TextField(_("description in Kazakh"), blank=True)

    class Meta:
        abstract = True

    @property
    def description(self) -> str:
        """The description in the reader's language."""
        return in_language(self, "description")
