"""Makes a festival's own rulesets and formats: from a preset of the house, or as a copy to edit."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Format, Ruleset
from competitions.permissions import desk, setup
from competitions.services import house_rulesets
from dancers.errors import NotAllowed, RuleRefused
from dancers.models import User
from events.models import Festival

Copied = TypeVar("Copied", Ruleset, Format)

KEY_LENGTH = 60
RULESET_TEXTS = ("family", "preset", "edition", "params_text", "title_en", "title_ru", "title_kk")
FORMAT_TEXTS = ("spec_text", "title_en", "title_ru", "title_kk")


def copy_ruleset(*, actor: Actor, user: User, ruleset: Ruleset, festival: Festival) -> Ruleset:
    """A copy of a ruleset for the festival; refuses where the festival has the same one already, unchanged."""
    return _copy(actor, user, ruleset, festival, RULESET_TEXTS)


def copy_format(*, actor: Actor, user: User, shape: Format, festival: Festival) -> Format:
    """A copy of a format for the festival; refuses where the festival has the same one already, unchanged."""
    return _copy(actor, user, shape, festival, FORMAT_TEXTS)


def fill_from_preset(row: Ruleset) -> None:
    """Give a new row what its preset says: family, edition, parameters, titles that are empty, and a key of its own."""
    made = next((one for one in house_rulesets.all_rows() if one.preset == row.preset), None)
    if made is None:
        raise RuleRefused(_("There is no preset “%(key)s”; nothing was saved.") % {"key": row.preset})
    for name in ("family", "edition", "params_text"):
        setattr(row, name, getattr(made, name))
    if not (row.title_en or row.title_ru or row.title_kk):
        row.title_en, row.title_ru, row.title_kk = made.title_en, made.title_ru, made.title_kk
    row.title_en = row.title_en or made.title_en
    row.key = free_key(Ruleset, row.festival_id, made.key)


def free_key(model: type[Ruleset] | type[Format], festival_id: int | None, wanted: str) -> str:
    """The wanted key, or the first of wanted-2, wanted-3 … that the festival (None: the house) does not have."""
    own = Q(festival__isnull=True) if festival_id is None else Q(festival_id=festival_id)
    taken = set(model.objects.filter(own, key__startswith=wanted[:50]).values_list("key", flat=True))
    tries = (wanted if number == 1 else f"{wanted[: KEY_LENGTH - 5]}-{number}" for number in range(1, len(taken) + 2))
    return next(key for key in tries if key not in taken)


def _copy(actor: Actor, user: User, row: Copied, festival: Festival, texts: tuple[str, ...]) -> Copied:
    model = type(row)
    label = model._meta.label_lower
    if not setup.may(desk.roles_at(user, festival), "add", label):
        raise NotAllowed(_("Your role at this festival does not allow this."))
    if row.festival_id not in (None, festival.pk):
        raise NotAllowed(_("This belongs to another festival."))
    with transaction.atomic():
        Festival.objects.select_for_update().get(pk=festival.pk)  # two presses at once make one copy
        values = {name: getattr(row, name) for name in texts}
        _refuse_same(model, row, festival, values)
        made = model.objects.create(festival=festival, key=free_key(model, festival.pk, row.key), **values)
        trail.record(
            actor=actor,
            action="setup.copied",
            subject_kind=model._meta.model_name or "",
            subject_id=str(made.pk),
            festival_id=festival.pk,
            detail={"from": row.pk},
        )
    return made


def _refuse_same(model: Any, row: Ruleset | Format, festival: Festival, values: Mapping[str, str]) -> None:
    same = model.objects.filter(festival=festival, **values).exclude(pk=row.pk).order_by("pk").first()
    if same is not None:
        raise RuleRefused(
            _("%(festival)s has a copy of “%(title)s” already (%(key)s), unchanged; edit that one. Nothing was made.")
            % {"festival": festival.title, "title": row.title, "key": same.key}
        )
