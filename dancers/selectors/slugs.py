"""Addresses made from names: readable Latin letters, and free at the moment of asking."""

import re
import unicodedata

from django.db import models

_LETTERS = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфхыэ", "abvgdeziyklmnoprstufhye", strict=True)),
        **dict(zip("әғқңөұүһі", "agqnouuhi", strict=True)),
        "ё": "yo",
        "ж": "zh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ь": "",
        "ъ": "",
        "ю": "yu",
        "я": "ya",
    }
)
_NOT_WORD = re.compile(r"[^a-z0-9]+")
LONGEST = 70


def make_slug(text: str) -> str:
    """Return the text as an address: Latin letters, digits and hyphens; `x` where nothing remains."""
    latin = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", latin)
    return _NOT_WORD.sub("-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")[:LONGEST] or "x"


def free_slug(model: type[models.Model], text: str) -> str:
    """Return an address that no row of the model has: the name's own, or with -2, -3 and so on."""
    wanted = make_slug(text)
    taken = set(model._default_manager.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number = 1
    slug = wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
