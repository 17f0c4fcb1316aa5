"""Draws the entries of a competition into the groups in which it begins."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Competition, Entry, Round
from competitions.permissions import desk
from competitions.selectors import bout_orders, bout_seeds, numbers
from competitions.selectors.battle_advance import first_groups
from competitions.services.bouts import SEED_BYTES
from dancers.errors import RuleRefused
from dancers.models import User
from live.services import versions

SMALLEST = 2


def draw_groups(
    *, actor: Actor, user: User, competition: Competition, by: str = bout_seeds.DRAW, seed: str = ""
) -> dict[int, list[Entry]]:
    """Deal the accepted entries over the groups and return them by round: drawn at random from `seed`, or by numbers.

    They are dealt in turn, there and back (A B C D D C B A …), so that the groups differ by one at most and the best numbers stand
    apart. Refused: entries still open, a group that is opened or whose entries stand, a number missing, fewer than two a group.
    """
    desk.require(user, competition.festival, desk.RUNS_ROUNDS)
    if by not in (bout_seeds.DRAW, bout_seeds.NUMBERS):
        raise RuleRefused(_("Groups are drawn at random or by numbers."))
    with transaction.atomic():
        row = Competition.objects.select_for_update().get(pk=competition.pk)
        groups = first_groups(row)
        entries, labels = _ready(row, groups)
        kept = seed.strip() or secrets.token_hex(SEED_BYTES)
        order = entries
        if by == bout_seeds.DRAW:
            order = [entries[index] for index in bout_orders.drawn([labels[one.pk] for one in entries], kept)]
        dealt: dict[int, list[Entry]] = {group.pk: [] for group in groups}
        for index, entry in enumerate(order):
            turn, place = divmod(index, len(groups))
            group = groups[place] if turn % 2 == 0 else groups[-1 - place]
            entry.starts_in = group
            dealt[group.pk].append(entry)
        Entry.objects.bulk_update(order, ["starts_in"])
        detail: dict[str, object] = {
            "by": by,
            "groups": {str(key): [one.pk for one in rows] for key, rows in dealt.items()},
        }
        if by == bout_seeds.DRAW:
            detail["seed"] = kept
        trail.record(
            actor=actor,
            action="groups.drawn",
            subject_kind="competition",
            subject_id=row.pk,
            festival_id=row.festival_id,
            detail=detail,
        )
        versions.raise_tags(f"festival:{row.festival_id}", f"competition:{row.pk}")
    return dealt


def _ready(competition: Competition, groups: list[Round]) -> tuple[list[Entry], dict[int, str]]:
    """The entries in the order of their numbers, with these; refuses what cannot be drawn."""
    words = {"competition": competition.title}
    if len(groups) < SMALLEST:
        raise RuleRefused(_("%(competition)s does not begin with groups.") % words)
    if competition.status in (Competition.Status.DRAFT, Competition.Status.OPEN):
        raise RuleRefused(_("Entries of %(competition)s are not closed yet; close them first.") % words)
    if any(group.status != Round.Status.PLANNED or group.round_entries.exists() for group in groups):
        raise RuleRefused(_("A group of %(competition)s was opened already; its entries stay.") % words)
    entries = list(Entry.objects.taking_part().filter(competition=competition).order_by("pk"))
    if len(entries) < SMALLEST * len(groups):
        raise RuleRefused(_("%(competition)s has too few entries for its groups.") % words)
    labels = numbers.labels_for(entries)
    bare = [entry.display_name for entry in entries if entry.pk not in labels]
    if bare:
        raise RuleRefused(
            _("%(count)d entries have no number (%(name)s); assign numbers first.")
            % {"count": len(bare), "name": bare[0]}
        )
    keys = {pk: (len(label), label) for pk, label in labels.items()}
    return sorted(entries, key=lambda entry: (keys[entry.pk], entry.pk)), labels
