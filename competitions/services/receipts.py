"""What a device is told about each operation, and the words for it.

A receipt is made from the stored operation alone, so that a repeat of the operation gets the same receipt.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from competitions.models import Operation
from competitions.selectors.judge_cells import Known

NO_VALUE = "–"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to one operation: `value` and `last` are the cell's as the operation left them.

    A conflict shows both values: `sent` is the device's, `value` the one that the cell holds by operation `last`.
    """

    client_id: str
    outcome: str
    code: str = ""
    message: str = ""
    sent: int | None = None
    value: int | None = None
    last: str | None = None
    original: "Receipt | None" = None

    def as_document(self) -> dict[str, object]:
        """The receipt as JSON."""
        return {
            "id": self.client_id,
            "outcome": self.outcome,
            "code": self.code,
            "message": self.message,
            "sent": self.sent,
            "value": self.value,
            "last": self.last,
            "original": self.original.as_document() if self.original else None,
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of an operation: its outcome, a stable code, and the facts that the sentence needs."""

    outcome: Operation.Outcome
    code: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    def as_text(self) -> str:
        """The verdict's code and facts as they are stored beside the outcome; empty for a plain "applied"."""
        known = {key: value for key, value in self.facts.items() if value is not None}
        document = {"code": self.code, **known} if self.code else known
        return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if document else ""


def refused(code: str, **facts: object) -> Verdict:
    """A refusal for a stable reason."""
    return Verdict(Operation.Outcome.REFUSED, code, facts)


def late(code: str, **facts: object) -> Verdict:
    """Kept for the scrutineer, not applied."""
    return Verdict(Operation.Outcome.LATE, code, facts)


def receipt_of(operation: Operation | Known) -> Receipt:
    """The receipt of a stored operation, in the reader's language."""
    facts = json.loads(operation.outcome_detail) if operation.outcome_detail else {}
    applied = operation.outcome == Operation.Outcome.APPLIED
    return Receipt(
        client_id=operation.client_id,
        outcome=operation.outcome,
        code=facts.get("code", ""),
        message=sentence(facts.get("code", ""), {**facts, "sent": operation.value}),
        sent=operation.value,
        value=operation.value if applied else facts.get("value"),
        last=operation.client_id if applied else facts.get("last"),
    )


def unstored(client_id: str, verdict: Verdict, original: Receipt | None = None) -> Receipt:
    """The receipt of an operation that names no cell of this judge and so cannot be kept."""
    return Receipt(
        client_id=client_id,
        outcome=verdict.outcome,
        code=verdict.code,
        message=sentence(verdict.code, verdict.facts),
        original=original,
    )


def sentence(code: str, facts: Mapping[str, object]) -> str:
    """One sentence for the reader that names the cell; empty for a plain "applied"."""
    wording = _wording().get(code) if code else None
    if wording is None:
        return ""
    number, dance = facts.get("number") or NO_VALUE, facts.get("dance") or ""
    cell = _("No. %(number)s, %(dance)s") if dance else _("No. %(number)s")
    criterion = facts.get("criterion")
    values = {
        "cell": cell % {"number": number, "dance": dance} + (f", {criterion}" if criterion else ""),
        "sent": facts.get("said") or _shown(facts.get("sent", facts.get("given"))),
        "value": facts.get("held") or _shown(facts.get("value")),
        "low": facts.get("low", ""),
        "high": facts.get("high", ""),
        "given": facts.get("given", ""),
    }
    return wording % values


def _shown(value: object) -> object:
    return _("no mark") if value is None else value


def _wording() -> dict[str, str]:
    return {
        "withdrawn": _("%(cell)s: the entry does not dance any more; the mark is kept and not counted."),
        "conflict": _("%(cell)s: this device says %(sent)s, but %(value)s was received from another device."),
        "submitted": _("%(cell)s: the sheet is handed in already; the mark is kept for the scrutineer."),
        "closed": _("%(cell)s: the round is closed; the mark is kept for the scrutineer as late."),
        "moved": _("%(cell)s: another judge sits in this seat now; the mark is kept for the scrutineer."),
        "cross": _("%(cell)s: a cross is 1 or nothing; “%(given)s” is neither."),
        "place": _("%(cell)s: a place is a whole number from 1 to %(high)s; “%(given)s” is not."),
        "choice": _("%(cell)s: a mark here is yes, an alternate or no; “%(given)s” is none of these."),
        "vote": _("%(cell)s: a vote is for red or for blue; “%(given)s” is neither."),
        "scale": _("%(cell)s: a mark is from %(low)s to %(high)s in its steps; “%(given)s” is not."),
        "abstained": _("%(cell)s: a ruling says that this judge abstains here."),
        "not_open": _("%(cell)s: the round is not open for marks yet."),
        "seat": _("This seat is not yours: nothing was stored."),
        "entry": _("This entry is not on the floor in this round: nothing was stored."),
        "part": _("You do not judge this dance: nothing was stored."),
        "criterion": _("This sheet knows no criterion “%(given)s”: nothing was stored."),
        "id": _("The mark came without an id of its own: nothing was stored."),
        "other_body": _("This id was used for another mark already: the first one holds."),
    }
