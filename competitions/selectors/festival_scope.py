"""Which festival a row belongs to, for every model that lists are scoped by. One table: a model that is not in it has no list."""

from collections.abc import Collection
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)

# Key: the model's label. Each path leads to the festival; a row with several paths belongs by the one that is set.
PATHS: dict[str, tuple[str, ...]] = {
    "events.festivalseries": ("festivals",),
    "events.festival": ("pk",),
    "events.section": ("festival",),
    "events.stage": ("festival",),
    "events.session": ("stage__festival",),
    "events.programmeitem": ("session__stage__festival",),
    "events.performance": ("programme_item__session__stage__festival",),
    "events.staffrole": ("festival",),
    "events.staffinvitation": ("festival",),
    "competitions.competition": ("festival",),
    "competitions.format": ("festival",),
    "competitions.ruleset": ("festival",),
    "competitions.participation": ("festival",),
    "competitions.entry": ("competition__festival",),
    "competitions.entrymember": ("entry__competition__festival",),
    "competitions.piece": ("entry__competition__festival",),
    "competitions.credit": ("piece__entry__competition__festival",),
    "competitions.numberassignment": ("festival",),
    "competitions.round": ("competition__festival",),
    "competitions.roundlink": ("from_round__competition__festival",),
    "competitions.roundpart": ("round__competition__festival",),
    "competitions.roundentry": ("round__competition__festival",),
    "competitions.roundentrysource": ("round_entry__round__competition__festival",),
    "competitions.bout": ("round__competition__festival",),
    "competitions.coupledraw": ("round__competition__festival",),
    "competitions.heat": ("festival",),
    "competitions.heatplace": ("heat__festival",),
    "competitions.judgeappointment": ("festival",),
    "competitions.declaredinterest": ("appointment__festival",),
    "competitions.panelseat": ("round__competition__festival",),
    "competitions.seatoccupancy": ("seat__round__competition__festival",),
    "competitions.standing": ("festival",),
    "competitions.standingmember": ("standing__festival",),
    "competitions.prize": ("competition__festival", "festival", "standing__festival"),
    "competitions.award": ("prize__competition__festival", "prize__festival", "prize__standing__festival"),
    "competitions.payout": (
        "award__prize__competition__festival",
        "award__prize__festival",
        "award__prize__standing__festival",
    ),
    "competitions.scoresheet": ("seat__round__competition__festival",),
    "competitions.judgecomment": ("seat__round__competition__festival",),
    "competitions.paperentry": ("scoresheet__seat__round__competition__festival",),
    "competitions.sheetversion": ("scoresheet__seat__round__competition__festival",),
    "competitions.operation": ("seat__round__competition__festival",),
    "competitions.mark": ("seat__round__competition__festival",),
    "competitions.ruling": ("competition__festival", "standing__festival"),
    "competitions.result": ("round__competition__festival", "competition__festival", "standing__festival"),
    "competitions.release": ("competition__festival", "standing__festival"),
    "competitions.releasestate": ("release__competition__festival", "release__standing__festival"),
    "audit.auditentry": ("festival_key",),
}
# Rows of no festival that every festival may use; only a superuser changes them.
HOUSE_ROWS = {
    "events.festivalseries": Q(),
    "competitions.format": Q(festival__isnull=True),
    "competitions.ruleset": Q(festival__isnull=True),
}


def is_scoped(model: type[Model]) -> bool:
    """Whether rows of the model belong to festivals."""
    return model._meta.label_lower in PATHS


def of_festivals(rows: QuerySet[M], festival_ids: Collection[int] | None, *, house: bool = True) -> QuerySet[M]:
    """Keep the rows of these festivals (None: of all), with the house's own rows unless `house` is false."""
    if festival_ids is None:
        return rows
    label = rows.model._meta.label_lower
    if house and label in HOUSE_ROWS and not HOUSE_ROWS[label]:
        return rows
    condition = HOUSE_ROWS[label] if house and label in HOUSE_ROWS else Q(pk__in=[])
    for path in PATHS[label]:
        condition |= Q(**{f"{path}__in": festival_ids})
    return rows.filter(condition)


def festival_id_of(row: Model) -> int | None:
    """Return the id of the row's festival; None for the house's rows and for rows that are not tied to one yet."""
    for path in PATHS.get(row._meta.label_lower, ()):
        found = _follow(row, path.split("__"))
        if found is not None:
            return found
    return None


def _follow(row: Model, steps: list[str]) -> int | None:
    holder: Model | None = row
    for step in steps[:-1]:
        if getattr(holder, f"{step}_id") is None and not holder.__dict__["_state"].fields_cache.get(step):
            return None
        holder = getattr(holder, step)
        if holder is None:
            return None
    last = steps[-1]
    if last == "festivals":
        return None
    value = getattr(holder, last if last in {"pk", "festival_key"} else f"{last}_id")
    return None if value is None else int(value)
