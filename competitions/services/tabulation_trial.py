"""Computes an example for somebody who is choosing parameters. Nothing is read from the database and nothing is written."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from competitions.scoring import checks, registry, sentences
from competitions.scoring.types import Outcome
from dancers.errors import RuleRefused

# What nobody foresaw in parameters that passed every check is said like any other refusal.
_SLIPS = (checks.SheetRefused, ValueError, TypeError, KeyError, ArithmeticError, IndexError, AttributeError)


def try_out(document: Mapping[str, Any]) -> Outcome:
    """The outcome of an example document; refuses, with one sentence, parameters with which it cannot be computed."""
    try:
        outcome = registry.tabulate(document)
    except _SLIPS as error:
        raise RuleRefused(_say(error)) from error
    if "invalid" in outcome.values:
        lines = sentences.explain(outcome.as_document(), language=_language())
        raise RuleRefused(" ".join(line.text for line in lines if line.kind == "refused"))
    return outcome


def _say(error: Exception) -> str:
    reason = error.reason if isinstance(error, checks.SheetRefused) else ""
    said = {
        "range": _("a number is outside what is possible, or a mark of the example is not one that these limits allow"),
        "crosses": _("the judges of the example cannot give so many crosses"),
        "unknown": _("something is named that the example does not have"),
        "missing": _("something is missing"),
        "ruling": _("a decision of the chair would be needed"),
        "doubled": _("the same name stands twice"),
        "choice": _("a choice is not one of those that are known"),
    }.get(reason)
    if said is None:
        return _("The example cannot be computed with these parameters.")
    return _("The example cannot be computed with these parameters: %(why)s.") % {"why": said}


def _language() -> sentences.LanguageCode:
    code = (get_language() or "en")[:2]
    return code if code in ("en", "ru", "kk") else "en"  # type: ignore[return-value]  # one of the three
