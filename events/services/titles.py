"""Takes titles in three languages in: English is required, the others may stay empty."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from dancers.services import wording


def take_titles(titles: Mapping[str, str], *, field: str = "title", required: bool = True) -> dict[str, str]:
    """Return the columns `title_en`, `title_ru`, `title_kk` from {"en": …, "ru": …, "kk": …}; refuses an empty English
    title where one is required, and over-long ones."""
    what = {"en": _("The title in English"), "ru": _("The title in Russian"), "kk": _("The title in Kazakh")}
    return {
        f"{field}_{code}": wording.take(titles.get(code, ""), name, longest=200, required=required and code == "en")
        for code, name in what.items()
    }
