"""Stands those who go on in the round that follows, link by link, and says when what was drawn no longer fits.

A drawing that is made anew keeps whoever stays: the place with its number in the order, its rulings and its heats. Who comes
is added; who leaves is taken out, and where a decision about the leaving entry exists (a withdrawal), its place is kept aside
with the decision and told.
"""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Bout, Entry, Result, Round, RoundEntry, RoundEntrySource, RoundLink, Ruling
from competitions.permissions import desk
from competitions.selectors import advancing, couples, portions, round_sheets, standing_places
from competitions.selectors.advancing import Going
from competitions.selectors.standing_places import Unit
from competitions.services import panels, tabulation
from dancers.errors import RuleRefused
from dancers.models import User
from live.services import versions

Origin, State = RoundEntry.Origin, RoundEntry.Status
# Larger than any order in a round: places are moved out of the way before they are numbered anew.
ASIDE = 100_000
STATES = {
    Ruling.Kind.WITHDRAWAL: State.WITHDRAWN,
    Ruling.Kind.DISQUALIFICATION: State.DISQUALIFIED,
    Ruling.Kind.NO_SHOW: State.NO_SHOW,
}


# Systems that draw the line of a cut themselves, so that it stands in their Result with its reason.
LINED = ("points", "placement")
_TIES = {RoundLink.Ties.IN: "include", RoundLink.Ties.OUT: "exclude", RoundLink.Ties.ASK: "break"}


@dataclass(slots=True)
class Drawing:
    """One round that was drawn, and what has to be said about those who left it."""

    round: Round
    told: list[str] = field(default_factory=list)


def draw_following(*, actor: Actor, user: User, round: Round, to_round: Round | None = None) -> list[Drawing]:
    """Stand those who go on in the rounds that follow (or in `to_round` alone); the same drawing again changes nothing.

    A round without a panel gets this round's. Refused: no round follows, no result or one older than the marks, a line that
    the chair has not decided, battles that are not over, a following round that is open with other entries, a round whose
    couples are drawn (that has a page of its own).
    """
    desk.require(user, round.competition.festival, desk.RUNS_ROUNDS)
    with transaction.atomic():
        row = _lock(round)
        result = deciding_result(row)
        goings = [one for one in advancing.going_on(row, result) if to_round in (None, one.link.to_round)]
        if not goings:
            raise RuleRefused(_("No round follows %(round)s.") % {"round": row.title})
        return [_draw_by(actor, row, going, result) for going in goings]


def line_for(round_: Round) -> dict[str, object] | None:
    """The cut of the round's first link by number or percentage, as the engines take it; None where it has none."""
    if round_.kind not in (Round.Kind.RANKED, Round.Kind.FINAL):
        return None
    link = round_.links_out.filter(cut__in=advancing.BY_NUMBER).order_by("pk").first()
    if link is None:
        return None
    name = "percent" if link.cut == RoundLink.Cut.PERCENT else "count"
    return {name: link.value_from, "ties": _TIES[RoundLink.Ties(link.ties)]}


def settle_wanted(round_: Round) -> None:
    """Set how many a recall round calls back, and the crosses asked, where its link takes a percentage of those who dance."""
    link = round_.links_out.filter(cut=RoundLink.Cut.PERCENT).order_by("pk").first()
    if round_.kind != Round.Kind.RECALL or link is None:
        return
    wanted = max(1, advancing.wanted_of(link, round_.round_entries.filter(status=State.DANCING).count()))
    round_.wanted = wanted
    if round_.crosses_min is not None:
        round_.crosses_min = round_.crosses_max = wanted
    round_.save(update_fields=["wanted", "crosses_min", "crosses_max"])


def deciding_result(round_: Round) -> Result:
    """The round's newest Result; refuses where there is none, or the marks have changed since."""
    result = tabulation.latest_result(round_)
    if result is None:
        raise RuleRefused(_("%(round)s was not tabulated yet.") % {"round": round_.title})
    if not tabulation.is_current(round_):
        raise RuleRefused(
            _("The sheets of %(round)s have changed since it was tabulated; tabulate it again first.")
            % {"round": round_.title}
        )
    return result


def stale_reason(round_: Round) -> str:
    """Why the entries of this round no longer fit a round before it, in words; empty when they do (or it was not drawn)."""
    if couples.is_drawn(round_):
        return couples.stale_reason(round_)
    for link in round_.links_in.select_related("from_round", "to_round").order_by("pk"):
        drawn = standing_places.entries_of(place.pk for place in standing_places.drawn_by(link))
        if not drawn or advancing.newest_result(link.from_round) is None:
            continue
        going = advancing.going_by(link)
        if not going.is_decided or standing_places.entries_of(going.entries) != drawn:
            return _("%(next)s was drawn before %(round)s was tabulated again; its entries have changed.") % {
                "next": round_.title,
                "round": link.from_round.title,
            }
    return ""


def missing_reason(round_: Round) -> str:
    """Why this round, which follows others, cannot begin: who goes on by one of its links was not drawn yet."""
    if not round_.round_entries.exists():
        return _("%(round)s was not drawn yet.") % {"round": round_.title}
    for link in round_.links_in.select_related("from_round", "to_round").order_by("pk"):
        if couples.is_drawn(round_) or link.cut in advancing.BY_BATTLES or standing_places.drawn_by(link):
            continue
        if not round_.round_entries.filter(via_link__isnull=False).exists() or is_void(link.from_round):
            continue
        going = advancing.going_by(link)
        if not going.is_decided:
            return _("%(round)s waits for %(before)s: who comes from there is not decided yet.") % {
                "round": round_.title,
                "before": link.from_round.title,
            }
        if going.entries:
            return _("Those who come from %(before)s were not drawn into %(round)s yet.") % {
                "round": round_.title,
                "before": link.from_round.title,
            }
    return ""


def is_void(round_: Round) -> bool:
    """Whether nobody dances this round: it was not opened, and every round before it sends nobody here."""
    if round_.status != Round.Status.PLANNED or round_.round_entries.exists():
        return False
    links = list(round_.links_in.select_related("from_round", "to_round"))
    goings = [advancing.going_by(link) for link in links]
    return bool(links) and all(going.is_decided and not going.entries for going in goings)


def stand_seeded(round_: Round) -> None:
    """Stand the seeded entries that begin in this round, if they do not stand in it already."""
    standing = standing_places.entries_of(round_.round_entries.values_list("pk", flat=True))
    seeded = Entry.objects.taking_part().filter(starts_in=round_).exclude(pk__in=standing).order_by("pk")
    units: list[Unit] = [((pk, "whole"),) for pk in seeded.values_list("pk", flat=True)]
    if units:
        stand(round_, units, Origin.SEEDED, None, round_.pool)
        number_anew(round_)


def stand(round_: Round, units: list[Unit], origin: str, link: RoundLink | None, pool: str | None = None) -> None:
    """Make a place for each unit, behind those that stand already."""
    last = round_.round_entries.order_by("-order").values_list("order", flat=True).first() or 0
    places = RoundEntry.objects.bulk_create(
        RoundEntry(round=round_, order=last + order, origin=origin, via_link=link, pool=pool)
        for order, _unit in enumerate(units, 1)
    )
    RoundEntrySource.objects.bulk_create(
        RoundEntrySource(round_entry=place, entry_id=entry, role=role)
        for place, unit in zip(places, units, strict=True)
        for entry, role in unit
    )


def number_anew(round_: Round) -> None:
    """Bring the places of a round into the order of their numbers; those kept aside come last."""
    places = list(round_.round_entries.order_by("pk"))
    units = standing_places.units_of(place.pk for place in places)
    gone = {place.pk for place in standing_places.no_longer_recalled(round_)}
    turn = {unit: index for index, unit in enumerate(standing_places.in_number_order(list(units.values())))}
    places.sort(key=lambda place: (place.pk in gone, turn.get(units.get(place.pk, ()), ASIDE), place.pk))
    if [place.order for place in places] == list(range(1, len(places) + 1)):
        return
    round_.round_entries.update(order=F("order") + ASIDE)
    for order, place in enumerate(places, 1):
        place.order = order
    RoundEntry.objects.bulk_update(places, ["order"], batch_size=200)


def _draw_by(actor: Actor, row: Round, going: Going, result: Result) -> Drawing:
    _refuse_undecided(row, going)
    following = Round.objects.select_for_update().get(pk=going.link.to_round_id)
    units = standing_places.units_of(going.entries)
    wanted = standing_places.in_number_order([units[place] for place in going.entries])
    drawing = Drawing(following)
    if _entries(wanted) != standing_places.entries_of(place.pk for place in standing_places.drawn_by(going.link)):
        if following.status != Round.Status.PLANNED:
            raise RuleRefused(
                _("%(next)s is open already with other entries; settle it there.") % {"next": following.title}
            )
        drawing.told = _change(following, going.link, wanted)
        _record(actor, following, {"from": row.pk, "result": result.pk, "entries": sorted(_entries(wanted))})
    if following.status == Round.Status.PLANNED:
        stand_seeded(following)
        if not following.seats.exists():
            panels.copy_panel(actor=actor, from_round=row, to_round=following)
    return drawing


def _refuse_undecided(row: Round, going: Going) -> None:
    words = {"round": row.title, "next": going.link.to_round.title}
    if couples.is_drawn(going.link.to_round):
        raise RuleRefused(_("The couples of %(next)s are drawn; use its page for the draw.") % words)
    if going.tied:
        raise RuleRefused(_("A tie lies across the recall line of %(round)s: the chair decides first.") % words)
    if not going.is_decided:
        raise RuleRefused(_("Who goes on from %(round)s to %(next)s is not decided yet.") % words)


def _change(following: Round, link: RoundLink, wanted: list[Unit]) -> list[str]:
    """Replace only what changed; nobody has marks in a round that is not open, so nothing is lost but heats."""
    old = standing_places.drawn_by(link)
    units = standing_places.units_of(place.pk for place in old)
    leaving = [place for place in old if units.get(place.pk) not in wanted]
    told = [word for word in (take_out(following, place) for place in leaving) if word]
    here = set(standing_places.units_of(following.round_entries.values_list("pk", flat=True)).values())
    _take_back(following, link, wanted)
    stand(following, [unit for unit in wanted if unit not in here], Origin.RECALLED, link, following.pool)
    number_anew(following)
    return told


def take_out(following: Round, place: RoundEntry) -> str:
    """Take a place out of the drawing; one that a ruling names stays beside it, and that is said."""
    place.heat_places.all().delete()
    for side in ("red", "blue"):  # battles that were drawn are drawn again when their stage opens
        Bout.objects.filter(round=following, **{side: place}).update(**{side: None})
    if not place.rulings.exists():
        place.source_rows.all().delete()
        place.delete()
        return ""
    place.via_link, place.origin, place.status = None, Origin.RECALLED, State.WITHDRAWN
    place.save(update_fields=["via_link", "origin", "status"])
    number = portions.labels_of([place])[place.pk]
    return _("No. %(number)s is no longer in %(next)s; the decision that was made about it there is kept.") % {
        "number": number,
        "next": following.title,
    }


def _take_back(following: Round, link: RoundLink, wanted: list[Unit]) -> None:
    """Who left and comes again stands in the old place, in the state that the rulings about it say."""
    aside = standing_places.no_longer_recalled(following)
    units = standing_places.units_of(place.pk for place in aside)
    for place in aside:
        if units.get(place.pk) in wanted:
            take_back(following, place, origin=Origin.RECALLED, link=link)


def take_back(following: Round, place: RoundEntry, *, origin: str, link: RoundLink | None) -> None:
    """Stand a place that was kept aside in its round again, in the state that the rulings about it say."""
    rulings = round_sheets.standing_rulings(following)
    kinds = [row.kind for row in rulings if row.round_entry_id == place.pk and row.kind in STATES]
    place.via_link, place.origin = link, origin
    place.status = STATES[Ruling.Kind(kinds[-1])] if kinds else State.DANCING
    place.save(update_fields=["via_link", "origin", "status"])


def _entries(units: list[Unit]) -> set[int]:
    return {entry for unit in units for entry, _role in unit}


def _lock(round_: Round) -> Round:
    rows = Round.objects.select_for_update(of=("self",)).select_related("competition__festival", "ruleset")
    return rows.get(pk=round_.pk)


def _record(actor: Actor, row: Round, detail: dict[str, object]) -> None:
    festival_id = row.competition.festival_id
    trail.record(
        actor=actor,
        action="round.drawn",
        subject_kind="round",
        subject_id=row.pk,
        festival_id=festival_id,
        detail=detail,
    )
    versions.raise_tags("home", f"festival:{festival_id}", f"competition:{row.competition_id}")
