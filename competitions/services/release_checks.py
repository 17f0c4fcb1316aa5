"""The check list before a release, in words. An open check stands in the way; a told one is for people to know."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import Award, Competition, Operation, Payout, RoundEntry, Scoresheet, Standing
from competitions.scoring import sheet_file
from competitions.selectors import conflicts, money, numbers, prize_money
from competitions.selectors.rankings import Stage
from competitions.services import advancing, rounds, tabulation

State = Literal["done", "open", "told"]


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list."""

    state: State
    words: str

    @property
    def is_open(self) -> bool:
        return self.state == "open"


def check_all(competition: Competition, stages: Sequence[Stage], ranking: Mapping[str, Any]) -> Iterator[Check]:
    """Every check of a competition, round by round and then over the whole ranking."""
    if not stages:
        yield Check("open", _("%(competition)s has no rounds yet.") % {"competition": competition.title})
        return
    # A round that nobody came into (no losers for a battle for third place) is not danced and holds nothing back.
    stages = [stage for stage in stages if not advancing.is_void(stage.round)]
    for stage in stages:
        yield from _check_round(stage)
    if any(stage.result is None for stage in stages):
        return
    yield _say_sheets(stages)
    yield from _check_marks(stages)
    yield from _say_entries(stages[-1], ranking)
    yield from _say_shared(competition, ranking)
    yield from check_money(competition, ranking)
    yield from _check_digests(stages)


def read_json(text: str) -> dict[str, Any]:
    """A stored canonical text as a mapping."""
    found: dict[str, Any] = json.loads(text)
    return found


def _check_round(stage: Stage) -> Iterator[Check]:
    round_, title = stage.round, {"round": stage.round.title}
    if round_.status == round_.Status.PLANNED:
        yield Check("open", _("%(round)s was not opened.") % title)
        return
    if round_.status == round_.Status.OPEN:
        yield Check("open", _("%(round)s is still open for marks; close it.") % title)
    if stage.result is None:
        yield Check("open", _("%(round)s was not tabulated.") % title)
        return
    if not tabulation.is_current(round_):
        yield Check(
            "open", _("The sheets of %(round)s have changed since it was tabulated; tabulate it again.") % title
        )
    if "tied_at_line" in stage.outcome and "recalled" not in stage.outcome:
        yield Check("open", _("A tie lies across the recall line of %(round)s; the chair decides.") % title)
    reason = rounds.stale_reason(round_)
    if reason:
        yield Check("open", reason)


def _say_sheets(stages: Sequence[Stage]) -> Check:
    sheets = Scoresheet.objects.filter(seat__round__in=[stage.round for stage in stages], seat__counts=True)
    handed_in = sheets.filter(status=Scoresheet.Status.SUBMITTED).count()
    return Check(
        "done", _("%(done)d of %(all)d sheets handed in and received") % {"done": handed_in, "all": sheets.count()}
    )


def _check_marks(stages: Sequence[Stage]) -> Iterator[Check]:
    round_ids = [stage.round.pk for stage in stages]
    waiting = conflicts.open_conflicts(round_ids).count()
    late = Operation.objects.filter(seat__round__in=round_ids, outcome=Operation.Outcome.LATE).count()
    if waiting:
        yield Check(
            "open",
            ngettext("%(count)d conflict is open.", "%(count)d conflicts are open.", waiting) % {"count": waiting},
        )
    if late:
        words = ngettext(
            "%(count)d mark came late; it is kept and not counted",
            "%(count)d marks came late; they are kept and not counted",
            late,
        )
        yield Check("told", words % {"count": late})
    if not waiting and not late:
        yield Check("done", _("No open conflict, nothing late"))


def _say_entries(last: Stage, ranking: Mapping[str, Any]) -> Iterator[Check]:
    rows = ranking["rows"]
    placed = [row for row in rows if row["place_from"] is not None]
    gone = [row for row in rows if row["place_from"] is None]
    labels = numbers.labels_for([row["entry"] for row in gone])
    states = dict(RoundEntry.Status.choices)
    words = [_("%(count)d entries: %(placed)d placed") % {"count": len(rows), "placed": len(placed)}]
    words += [
        _("No. %(number)s %(state)s")
        % {"number": labels.get(row["entry"], "–"), "state": states.get(row["status"], row["status"])}
        for row in gone
    ]
    yield Check("done" if placed else "open", ", ".join(words))
    judges = {len(panel) for panel in _panels(last)}
    if any(size % 2 == 0 for size in judges):
        yield Check("told", _("The panel is even; ties are likelier."))


def _panels(stage: Stage) -> list[list[str]]:
    assert stage.result is not None
    given = read_json(stage.result.sheets_text)["input"]
    if "bouts" in given:
        return [list(panel) for panel in {tuple(bout.get("judges") or ()) for bout in given["bouts"]} if panel]
    judges = given.get("judges")
    if judges is None:
        return []
    return [judges] if isinstance(judges, list) else list(judges.values())


def _say_shared(competition: Competition, ranking: Mapping[str, Any]) -> Iterator[Check]:
    """Every shared place with the numbers that share it and, where there is money, what each receives."""
    groups: dict[tuple[int, int], list[int]] = {}
    for row in ranking["rows"]:
        if row["place_from"] is not None and row["status"] == "placed":
            groups.setdefault((row["place_from"], row["place_to"]), []).append(row["entry"])
    shared = {covered: group for covered, group in groups.items() if len(group) > 1}
    if not shared:
        return
    labels = numbers.labels_for([entry for group in shared.values() for entry in group])
    shares = prize_money.shares_of(competition, ranking)
    currency = competition.festival.currency
    for (place, _last), group in sorted(shared.items()):
        names = ", ".join(_("No. %(number)s") % {"number": labels.get(entry, "–")} for entry in group)
        words = _("Place %(place)d is shared by %(names)s") % {"place": place, "names": names}
        amounts = [sum(share.amount_minor or 0 for share in shares if share.entry_id == entry) for entry in group]
        if any(amounts):
            rule = competition.get_tie_money_display()
            told = sorted(set(amounts), reverse=True)
            money_words = " / ".join(
                f"{amounts.count(amount)} × {money.show_money(amount, currency)}" for amount in told
            )
            words = f"{words}; {rule}: {money_words}"
        yield Check("told", words)


def check_money(subject: Competition | Standing, ranking: Mapping[str, Any]) -> Iterator[Check]:
    """Whether the prizes of a competition or standing are in the festival's money, and what was paid that is lost now."""
    foreign = subject.prizes.filter(on_offer_minor__isnull=False).exclude(currency=subject.festival.currency)
    for prize in foreign.order_by("pk"):
        yield Check(
            "open",
            _("The prize “%(prize)s” is in %(currency)s, the festival counts in %(festival)s.")
            % {"prize": prize.title, "currency": prize.currency, "festival": subject.festival.currency},
        )
    wanted = {(*share.key, share.amount_minor) for share in prize_money.shares_of(subject, ranking)}
    paid = Payout.objects.filter(award__prize__in=subject.prizes.all()).exclude(award__status=Award.Status.WITHDRAWN)
    for payout in paid.select_related("award__entry", "award__academy", "award__prize").order_by("pk"):
        award = payout.award
        if award.release_id and (award.prize_id, award.entry_id, award.academy_id, award.amount_minor) not in wanted:
            yield Check(
                "told",
                _("%(name)s was paid %(amount)s that this result takes away; it has to be settled by hand.")
                % {
                    "name": award.entry or award.academy,
                    "amount": money.show_money(payout.paid_minor, award.prize.currency),
                },
            )


def _check_digests(stages: Sequence[Stage]) -> Iterator[Check]:
    for stage in stages:
        result = stage.result
        assert result is not None
        if (
            tabulation.recompute(result) != result.outcome_text
            or sheet_file.digest(result.sheets_text) != result.digest
        ):
            yield Check(
                "open", _("%(round)s gives another outcome when it is computed again.") % {"round": stage.round.title}
            )
            return
    last = stages[-1].result
    assert last is not None
    yield Check(
        "done", _("Recomputed, the same digest %(digest)s") % {"digest": f"{last.digest[:4]} {last.digest[4:8]}"}
    )
