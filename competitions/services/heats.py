"""Splits a round over the floor: who dances at once. Heats never enter the arithmetic."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Heat, HeatPlace, Round, RoundEntry
from competitions.permissions import desk
from dancers.errors import RuleRefused
from dancers.models import User
from events.models import ProgrammeItem


def make_heats(
    *, actor: Actor, user: User, round: Round, heats: int, programme_item: ProgrammeItem | None = None
) -> list[Heat]:
    """Spread those who dance evenly over this many heats, in their order, replacing the round's earlier heats.

    Refused: a closed round, a round without entries, no heats or more heats than entries, a slot of another festival.
    """
    festival = round.competition.festival
    desk.require(user, festival, desk.CALLS_HEATS)
    if programme_item is not None and programme_item.session.stage.festival_id != festival.pk:
        raise RuleRefused(_("This slot of the programme is not of this festival."))
    with transaction.atomic():
        row = Round.objects.select_for_update().get(pk=round.pk)
        if row.status == Round.Status.CLOSED:
            raise RuleRefused(_("%(round)s is closed; its heats stay as they were.") % {"round": row.title})
        dancing = list(row.round_entries.filter(status=RoundEntry.Status.DANCING).order_by("order", "pk"))
        if not 1 <= heats <= len(dancing):
            raise RuleRefused(
                _("%(count)d dance in %(round)s; %(heats)d heats cannot be made of them.")
                % {"count": len(dancing), "round": row.title, "heats": heats}
            )
        item = programme_item or _slot_of(row)
        _remove_heats(row)
        made = [_make_heat(row, item, number) for number in range(1, heats + 1)]
        HeatPlace.objects.bulk_create(
            HeatPlace(heat=made[index * heats // len(dancing)], round_entry=entry)
            for index, entry in enumerate(dancing)
        )
        trail.record(
            actor=actor,
            action="heats.made",
            subject_kind="round",
            subject_id=row.pk,
            festival_id=festival.pk,
            detail={"heats": [heat.pk for heat in made]},
        )
    return made


def _make_heat(round_: Round, item: ProgrammeItem | None, number: int) -> Heat:
    """The heat of this number; a slot that other competitions share keeps its heats and takes these in as well."""
    festival_id = round_.competition.festival_id
    if item is None:
        return Heat.objects.create(festival_id=festival_id, number=number)
    heat, _made = Heat.objects.get_or_create(programme_item=item, number=number, defaults={"festival_id": festival_id})
    return heat


def _slot_of(round_: Round) -> ProgrammeItem | None:
    heat = (
        Heat.objects.filter(places__round_entry__round=round_).select_related("programme_item").order_by("pk").first()
    )
    return heat.programme_item if heat else None


def _remove_heats(round_: Round) -> None:
    heats = Heat.objects.filter(places__round_entry__round=round_).distinct()
    touched = list(heats.values_list("pk", flat=True))
    HeatPlace.objects.filter(round_entry__round=round_).delete()
    Heat.objects.filter(pk__in=touched, places__isnull=True).delete()
