"""Forms troupes."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from dancers import permissions
from dancers.errors import RuleRefused
from dancers.models import Academy, Person, Troupe, TroupeMember
from dancers.selectors import countries, folding
from dancers.services import wording


def form_troupe(
    *,
    actor: Actor,
    name: str,
    academy: Academy | None = None,
    city: str = "",
    country: str = "",
    members: Sequence[Person] = (),
) -> Troupe:
    """Make a troupe, an academy's or guests', with its members; return it. Refuses an empty or over-long name."""
    _require(actor, academy)
    values = _checked(name, city, country)
    with transaction.atomic():
        troupe = Troupe.objects.create(academy=academy, **values)
        TroupeMember.objects.bulk_create(TroupeMember(troupe=troupe, person=person) for person in members)
        trail.record(actor=actor, action="troupe.formed", subject_kind="troupe", subject_id=troupe.pk)
    return troupe


def edit_troupe(*, actor: Actor, troupe: Troupe, name: str, academy: Academy | None, city: str, country: str) -> Troupe:
    """Write the name, academy and place over the troupe's; refuses as `form_troupe` does."""
    _require(actor, troupe.academy)
    _require(actor, academy)
    values = {**_checked(name, city, country), "academy": academy}
    changed = [field for field, value in values.items() if getattr(troupe, field) != value]
    if changed:
        with transaction.atomic():
            for field in changed:
                setattr(troupe, field, values[field])
            troupe.save(update_fields=changed)
            trail.record(
                actor=actor,
                action="troupe.edited",
                subject_kind="troupe",
                subject_id=troupe.pk,
                detail={"fields": changed},
            )
    return troupe


def _require(actor: Actor, academy: Academy | None) -> None:
    """An academy's troupe is its managers'; guests belong to nobody, so that the installation's owner keeps them."""
    if academy is None:
        permissions.require_owner(actor)
    else:
        permissions.require_manager(actor, academy)


def _checked(name: str, city: str, country: str) -> dict[str, str]:
    name = wording.take(name, _("The troupe's name"), longest=150, required=True)
    city = wording.take(city, _("City"))
    code = country.strip().upper()
    if code and not countries.is_country(code):
        raise RuleRefused(_("“%(code)s” is not the code of a country.") % {"code": country})
    return {"name": name, "city": city, "country": code, "search_key": folding.fold(name, city)}
