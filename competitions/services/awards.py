"""Gives prizes on a release, keeps what changed, withholds and pays. Awards are never deleted: a change withdraws and replaces.

Awarded + withheld + unallocated = on offer, in every currency, whatever the ties (selectors.prize_money.ledgers).
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Award, Competition, Payout, Prize, Release, ReleaseState
from competitions.permissions import desk
from competitions.selectors import held_releases, money, prize_money
from competitions.selectors.prize_money import Ledger, Share
from dancers.errors import RuleRefused
from dancers.models import User
from events.models import Festival

Status = Award.Status


@dataclass(frozen=True, slots=True)
class AwardChange:
    """What a release changed: awards that are new or replace another, and awards that were taken back."""

    given: tuple[Award, ...]
    withdrawn: tuple[Award, ...]


def compute(*, actor: Actor, release: Release) -> AwardChange:
    """Give the prizes that the release's ranking wins; called inside the release's transaction.

    Awards of an older release that are the same stay as they are (withheld and paid ones too). The others are withdrawn with
    the correction's reason, and a new award for the same prize replaces each while there is one.
    """
    subject = release.subject
    wanted = {share.key: share for share in prize_money.shares_of(subject, json.loads(release.ranking_text))}
    computed = Award.objects.select_for_update().filter(
        Q(entry__isnull=False) | Q(academy__isnull=False), prize__in=subject.prizes.all(), release__isnull=False
    )
    old = list(computed.exclude(status=Status.WITHDRAWN).order_by("pk"))
    gone = [award for award in old if not _is_same(award, wanted.get(_key(award)))]
    kept = {_key(award) for award in old if award not in gone}
    held = {award.pk for award in gone if award.status == Status.WITHHELD}
    for award in gone:
        _set_status(award, Status.WITHDRAWN, release.reason or _("The result was corrected."))
    fresh = [share for key, share in wanted.items() if key not in kept]
    given = [_give(share, before, release, held) for share, before in _match(fresh, gone)]
    if given or gone:
        trail.record(
            actor=actor,
            action="awards.computed",
            subject_kind="release",
            subject_id=release.pk,
            festival_id=release.festival.pk,
            detail={"given": [award.pk for award in given], "withdrawn": [award.pk for award in gone]},
        )
    return AwardChange(tuple(given), tuple(gone))


def withhold(*, actor: Actor, user: User, award: Award, reason: str) -> None:
    """Hold a prize back, with a reason. Refused: one that is paid, or not awarded."""
    desk.require(user, festival_of(award.prize), desk.DECIDES_PRIZES)
    if not reason.strip():
        raise RuleRefused(_("Say why the prize is withheld."))
    with transaction.atomic():
        row = _lock(award)
        if row.status != Status.AWARDED:
            raise RuleRefused(
                _("This prize is %(state)s; it cannot be withheld.") % {"state": row.get_status_display()}
            )
        _refuse_paid(row)
        _set_status(row, Status.WITHHELD, reason.strip())
        _record(actor, "award.withheld", row, reason=reason.strip())
    award.status, award.reason = row.status, row.reason


def give_after_all(*, actor: Actor, user: User, award: Award, reason: str) -> None:
    """Give a prize that was withheld, with a reason."""
    desk.require(user, festival_of(award.prize), desk.DECIDES_PRIZES)
    if not reason.strip():
        raise RuleRefused(_("Say why the prize is given after all."))
    with transaction.atomic():
        row = _lock(award)
        if row.status != Status.WITHHELD or (row.entry_id is None and row.academy_id is None):
            raise RuleRefused(_("This prize is not withheld."))
        _set_status(row, Status.AWARDED, reason.strip())
        _record(actor, "award.given", row, reason=reason.strip())
    award.status, award.reason = row.status, row.reason


def mark_paid(
    *, actor: Actor, user: User, award: Award, paid_minor: int, reference: str, currency: str | None = None
) -> Payout:
    """Write down that an award's money was paid, once.

    Refused: an award that is not given or has no money, another amount or currency than the award's, no reference, a second
    time, and while the result is taken back.
    """
    desk.require(user, festival_of(award.prize), desk.PAYS)
    with transaction.atomic():
        row = _lock(award)
        _refuse_payment(row, paid_minor, currency or row.prize.currency, reference)
        payout = Payout.objects.create(
            award=row, paid_minor=paid_minor, paid_at=timezone.now(), by=user, reference=reference.strip()
        )
        _record(actor, "award.paid", row, reason="", paid_minor=paid_minor)
    return payout


def ledger(scope: Competition | Festival) -> list[Ledger]:
    """What is on offer, awarded, withheld, unallocated and paid, one row per currency."""
    if isinstance(scope, Competition):
        return prize_money.ledgers(scope.prizes.all())
    return prize_money.ledgers(prize_money.prizes_of_festival(scope.pk))


def festival_of(prize: Prize) -> Festival:
    """The festival whose prize it is."""
    owner = prize.competition or prize.standing
    if owner is not None:
        return owner.festival
    assert prize.festival is not None
    return prize.festival


def _is_same(award: Award, share: Share | None) -> bool:
    return share is not None and award.amount_minor == share.amount_minor and award.place == share.place


def _key(award: Award) -> tuple[int, int | None, int | None]:
    return (award.prize_id, award.entry_id, award.academy_id)


def _match(shares: Iterable[Share], gone: list[Award]) -> list[tuple[Share, Award | None]]:
    """Each new share with the award it replaces: the same winner's old one, else any old one of the same prize."""
    free = {_key(award): award for award in gone}
    own = {share: free.pop(share.key, None) for share in shares}
    others: dict[int, list[Award]] = defaultdict(list)
    for award in free.values():
        others[award.prize_id].append(award)
    return [
        (share, before or (others[share.prize_id].pop(0) if others[share.prize_id] else None))
        for share, before in own.items()
    ]


def _give(share: Share, before: Award | None, release: Release, held: set[int]) -> Award:
    """A new award. What the jury held back from the same winner stays held back; whether still rightly so, it decides."""
    is_held = before is not None and before.pk in held and _key(before) == share.key
    return Award.objects.create(
        prize_id=share.prize_id,
        entry_id=share.entry_id,
        academy_id=share.academy_id,
        place=share.place,
        amount_minor=share.amount_minor,
        release=release,
        status=Status.WITHHELD if is_held else Status.AWARDED,
        status_at=release.at,
        reason=release.reason if is_held else "",
        replaces=before,
    )


def _set_status(award: Award, status: str, reason: str) -> None:
    award.status, award.status_at, award.reason = status, timezone.now(), reason[:300]
    award.save(update_fields=["status", "status_at", "reason"])


def _refuse_payment(award: Award, paid_minor: int, currency: str, reference: str) -> None:
    prize = award.prize
    if award.status != Status.AWARDED or award.amount_minor is None:
        raise RuleRefused(_("This prize is not money that is due; nothing was paid."))
    _refuse_paid(award)
    if currency != prize.currency:
        raise RuleRefused(
            _("The prize is in %(wanted)s, not in %(given)s; nothing was paid.")
            % {"wanted": prize.currency, "given": currency}
        )
    if paid_minor != award.amount_minor:
        raise RuleRefused(
            _("The award is %(wanted)s; %(given)s is another amount, so nothing was paid.")
            % {
                "wanted": money.show_money(award.amount_minor, currency),
                "given": money.show_money(paid_minor, currency),
            }
        )
    if not reference.strip():
        raise RuleRefused(_("Write the reference of the payment: a receipt or a transfer number."))
    if award.release_id and ReleaseState.objects.filter(release=award.release_id, retracted_at__isnull=False).exists():
        raise RuleRefused(_("The result behind this prize was taken back; wait for the corrected one."))
    if held_releases.held_states().filter(release=award.release_id).exists():
        raise RuleRefused(_("The result behind this prize is not public yet; it is paid afterwards."))


def _refuse_paid(award: Award) -> None:
    payout = Payout.objects.filter(award=award).first()
    if payout is not None:
        raise RuleRefused(
            _("This prize was paid already (%(reference)s); it is paid once.") % {"reference": payout.reference}
        )


def _lock(award: Award) -> Award:
    rows = Award.objects.select_for_update(of=("self",)).select_related(
        "prize__competition__festival", "prize__standing__festival", "prize__festival"
    )
    return rows.get(pk=award.pk)


def _record(actor: Actor, action: str, award: Award, *, reason: str, **detail: object) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="award",
        subject_id=award.pk,
        festival_id=festival_of(award.prize).pk,
        reason=reason,
        detail={"prize": award.prize_id, **detail},
    )
