"""Takes typed words in: trimmed, composed, without invisible characters, and refused when empty or too long."""

import unicodedata

from django.utils.translation import gettext as _

from dancers.errors import RuleRefused

LONGEST_NAME = 100


def tidy(text: str) -> str:
    """Return the text composed (NFC), without control and invisible characters, with single spaces."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in composed)
    return " ".join("".join(c for c in visible if unicodedata.category(c) not in {"Cf", "Cs", "Co"}).split())


def take(text: str, what: str, *, longest: int = LONGEST_NAME, required: bool = False) -> str:
    """Return the tidied text. Refuses an empty one where it is required and one that is too long; `what` names the field
    (translated, e.g. “Given name”)."""
    words = tidy(text)
    if required and not words:
        raise RuleRefused(_("%(field)s is empty; please write it.") % {"field": what})
    if len(words) > longest:
        raise RuleRefused(
            _("%(field)s has %(length)d characters; at most %(longest)d fit. Nothing was saved.")
            % {"field": what, "length": len(words), "longest": longest}
        )
    return words
