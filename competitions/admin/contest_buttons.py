"""What the lists of the contest can do: each button calls one service."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from competitions.admin.actions import button, who
from competitions.models import Award, Competition, Entry, JudgeAppointment, Participation, Round
from competitions.selectors import seating
from competitions.services import (
    appointments,
    awards,
    contests,
    entries,
    formats,
    numbers,
    panels,
    participation,
    tabulation,
)
from events.models import Festival, FestivalStatus
from events.services import festivals


@button(needs="open_entries", says=gettext_lazy("Open entries"))
def open_entries(request: HttpRequest, row: Competition, reason: str) -> str:
    contests.open_entries(**who(request), competition=row)
    return _("entries are open.")


@button(needs="close_entries", says=gettext_lazy("Close entries"), confirm=gettext_lazy("Close entries?"))
def close_entries(request: HttpRequest, row: Competition, reason: str) -> str:
    contests.close_entries(**who(request), competition=row)
    return _("entries are closed.")


@button(needs="create_rounds", says=gettext_lazy("Make the rounds of the format"))
def create_rounds(request: HttpRequest, row: Competition, reason: str) -> str:
    made = formats.create_rounds(**who(request), competition=row)
    return ngettext("%(n)d round was made.", "%(n)d rounds were made.", len(made)) % {"n": len(made)}


@button(needs="assign_numbers", says=gettext_lazy("Assign numbers"))
def assign_numbers(request: HttpRequest, row: Competition, reason: str) -> str:
    count = numbers.assign_numbers(**who(request), competition=row)
    return ngettext("%(n)d number was given.", "%(n)d numbers were given.", count) % {"n": count}


@button(needs="decide_participation", says=gettext_lazy("Approve"))
def approve(request: HttpRequest, row: Participation, reason: str) -> str:
    participation.decide(**who(request), participation=row, approve=True)
    return _("approved.")


@button(
    needs="decide_participation",
    says=gettext_lazy("Refuse, with a reason"),
    confirm=gettext_lazy("Refuse these requests to take part?"),
    asks_reason=True,
)
def refuse(request: HttpRequest, row: Participation, reason: str) -> str:
    participation.decide(**who(request), participation=row, approve=False, reason=reason)
    return _("refused.")


@button(needs="decide_entry", says=gettext_lazy("Accept"))
def accept_entry(request: HttpRequest, row: Entry, reason: str) -> str:
    entries.accept(**who(request), entry=row)
    return _("accepted.")


@button(
    needs="decide_entry",
    says=gettext_lazy("Refuse, with a reason"),
    confirm=gettext_lazy("Refuse these entries?"),
    asks_reason=True,
)
def refuse_entry(request: HttpRequest, row: Entry, reason: str) -> str:
    entries.refuse(**who(request), entry=row, reason=reason)
    return _("refused.")


@button(
    needs="withdraw_entry",
    says=gettext_lazy("Withdraw, with a reason"),
    confirm=gettext_lazy("Withdraw these entries? The waiting list moves up."),
    asks_reason=True,
)
def withdraw_entry(request: HttpRequest, row: Entry, reason: str) -> str:
    entries.withdraw(**who(request), entry=row, reason=reason)
    return _("withdrawn.")


@button(needs="seat_panel", says=gettext_lazy("Seat the festival's judges, A, B, C …"))
def seat_panel(request: HttpRequest, row: Round, reason: str) -> str:
    letters = seating.letters_for(row)
    panels.seat(**who(request), round=row, letters_to_appointments=letters)
    return _("seated: %(letters)s.") % {"letters": ", ".join(letters)}


@button(
    needs="tabulate",
    says=gettext_lazy("Tabulate"),
    confirm=gettext_lazy("Tabulate these rounds? A stored result stays."),
)
def tabulate(request: HttpRequest, row: Round, reason: str) -> str:
    result = tabulation.tabulate_round(**who(request), round=row)
    return _("result %(number)d is stored; another person releases it at the desk.") % {"number": result.number}


@button(
    needs="issue_links",
    says=gettext_lazy("Revoke the link, with a reason"),
    confirm=gettext_lazy("Revoke these links? Devices that are signed in stop at once."),
    asks_reason=True,
)
def revoke_link(request: HttpRequest, row: JudgeAppointment, reason: str) -> str:
    appointments.revoke(**who(request), appointment=row, reason=reason)
    return _("the link is revoked.")


@button(
    needs="awards",
    says=gettext_lazy("Withhold, with a reason"),
    confirm=gettext_lazy("Withhold these prizes?"),
    asks_reason=True,
)
def withhold(request: HttpRequest, row: Award, reason: str) -> str:
    awards.withhold(**who(request), award=row, reason=reason)
    return _("withheld.")


@button(
    needs="awards",
    says=gettext_lazy("Give after all, with a reason"),
    confirm=gettext_lazy("Give these prizes after all?"),
    asks_reason=True,
)
def give_after_all(request: HttpRequest, row: Award, reason: str) -> str:
    awards.give_after_all(**who(request), award=row, reason=reason)
    return _("given.")


@button(
    needs="awards",
    says=gettext_lazy("Mark as paid"),
    confirm=gettext_lazy("Mark these prizes as paid? It cannot be taken back."),
    asks_reason=True,
    asks=gettext_lazy("Reference of the payment"),
)
def mark_paid(request: HttpRequest, row: Award, reason: str) -> str:
    awards.mark_paid(**who(request), award=row, paid_minor=row.amount_minor or 0, reference=reason[:120])
    return _("paid.")


def _set_status(request: HttpRequest, row: Festival, status: str, reason: str = "") -> str:
    festivals.set_status(actor=who(request)["actor"], festival=row, status=status, reason=reason)
    return str(_("now %(status)s.")) % {"status": row.get_status_display()}


@button(
    needs="festival_status",
    says=gettext_lazy("Publish"),
    confirm=gettext_lazy("Publish? Everybody will see the festival."),
)
def publish(request: HttpRequest, row: Festival, reason: str) -> str:
    return _set_status(request, row, FestivalStatus.PUBLISHED)


@button(needs="festival_status", says=gettext_lazy("Finish"), confirm=gettext_lazy("Finish? Entries and judging end."))
def finish(request: HttpRequest, row: Festival, reason: str) -> str:
    return _set_status(request, row, FestivalStatus.FINISHED)


@button(
    needs="festival_status",
    says=gettext_lazy("Cancel, with a reason"),
    confirm=gettext_lazy("Cancel the festival? Its page will say so."),
    asks_reason=True,
)
def cancel(request: HttpRequest, row: Festival, reason: str) -> str:
    return _set_status(request, row, FestivalStatus.CANCELLED, reason)


FOR: dict[str, tuple[Any, ...]] = {
    "festival": (publish, finish, cancel),
    "competition": (open_entries, close_entries, create_rounds, assign_numbers),
    "participation": (approve, refuse),
    "entry": (accept_entry, refuse_entry, withdraw_entry),
    "round": (seat_panel, tabulate),
    "judgeappointment": (revoke_link,),
    "award": (withhold, give_after_all, mark_paid),
}
