"""Founds, edits and closes academies, and says who manages them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from dancers import permissions
from dancers.errors import RuleRefused
from dancers.models import Academy, AcademyManager, AcademyStatus, User
from dancers.selectors import countries, folding
from dancers.services import addresses, wording
from live.services import versions


def found_academy(
    *, actor: Actor, name: str, city: str = "", country: str = "", manager: User | None = None
) -> Academy:
    """Make an academy, managed by the user when one is given; return it.

    Refuses an empty or over-long name, an unknown country, and a second academy of the same name under the same manager
    (the form was sent twice). Equal names elsewhere are allowed: two towns may each have a “Sunrise”.
    """
    permissions.require(actor, lambda user: user.is_superuser or (permissions.is_known(user) and user == manager))
    values = check_details(name, city, country)
    with transaction.atomic():
        if manager is not None:
            _refuse_twin(manager, values)
        academy = addresses.create_at_free_address(Academy, values["name"], values)
        if manager is not None:
            AcademyManager.objects.create(user=manager, academy=academy)
        trail.record(
            actor=actor,
            action="academy.founded",
            subject_kind="academy",
            subject_id=academy.pk,
            detail={"manager": manager.pk if manager else None},
        )
    return academy


def edit_academy(
    *, actor: Actor, academy: Academy, name: str, city: str = "", country: str = "", public: bool = True
) -> Academy:
    """Write the name, place and visibility; the address (slug) never changes, so that links go on working."""
    permissions.require_manager(actor, academy)
    values: dict[str, str | bool] = {**check_details(name, city, country), "public": public}
    changed = [field for field, value in values.items() if getattr(academy, field) != value]
    if not changed:
        return academy
    with transaction.atomic():
        for field in changed:
            setattr(academy, field, values[field])
        academy.save(update_fields=changed)
        trail.record(
            actor=actor,
            action="academy.edited",
            subject_kind="academy",
            subject_id=academy.pk,
            detail={"fields": changed},
        )
        versions.raise_tags(f"academy:{academy.pk}")
    return academy


def close_academy(*, actor: Actor, academy: Academy, reason: str) -> None:
    """Close the academy: it enters nobody from now on, its past stays. A second call changes nothing."""
    permissions.require_manager(actor, academy)
    with transaction.atomic():
        closed = Academy.objects.filter(pk=academy.pk, status=AcademyStatus.ACTIVE).update(
            status=AcademyStatus.CLOSED, closed_at=timezone.now()
        )
        if closed:
            trail.record(
                actor=actor,
                action="academy.closed",
                subject_kind="academy",
                subject_id=academy.pk,
                reason=reason,
            )
            versions.raise_tags(f"academy:{academy.pk}")
    academy.refresh_from_db(fields=["status", "closed_at"])


def add_manager(*, actor: Actor, academy: Academy, user: User) -> AcademyManager:
    """Let the user manage the academy; somebody who does so already stays as they are."""
    permissions.require_manager(actor, academy)
    return admit_manager(actor=actor, academy=academy, user=user)


def admit_manager(*, actor: Actor, academy: Academy, user: User) -> AcademyManager:
    """Write the manager down without asking who acts: an invitation's link is itself the right."""
    with transaction.atomic():
        manager, is_new = AcademyManager.objects.get_or_create(academy=academy, user=user)
        if is_new:
            trail.record(
                actor=actor,
                action="academy.manager_added",
                subject_kind="academy",
                subject_id=academy.pk,
                detail={"user": user.pk},
            )
    return manager


def remove_manager(*, actor: Actor, academy: Academy, user: User) -> None:
    """Take the academy out of the user's hands. Refuses to take it from its last manager."""
    permissions.require_manager(actor, academy)
    with transaction.atomic():
        Academy.objects.select_for_update().get(pk=academy.pk)  # two managers must not remove each other at once
        if not AcademyManager.objects.filter(academy=academy).exclude(user=user).exists():
            raise RuleRefused(
                _("%(user)s is the last manager of %(academy)s; add another one first.")
                % {"user": user.email, "academy": academy.name}
            )
        removed, _rows = AcademyManager.objects.filter(academy=academy, user=user).delete()
        if removed:
            trail.record(
                actor=actor,
                action="academy.manager_removed",
                subject_kind="academy",
                subject_id=academy.pk,
                detail={"user": user.pk},
            )


def _refuse_twin(manager: User, values: dict[str, str]) -> None:
    """Refuse a second academy of the same name; the manager's row is locked, so that two presses come one after the other."""
    User.objects.select_for_update().get(pk=manager.pk)
    twin = Academy.objects.filter(managers__user=manager, search_key=values["search_key"], status=AcademyStatus.ACTIVE)
    if twin.exists():
        raise RuleRefused(_("You manage %(academy)s already. Nothing was doubled.") % {"academy": values["name"]})


def check_details(name: str, city: str, country: str) -> dict[str, str]:
    """Return the columns that the details give, tidied. Refuses an empty or over-long name and an unknown country."""
    code = country.strip().upper()
    if code and not countries.is_country(code):
        raise RuleRefused(_("“%(code)s” is not the code of a country.") % {"code": country})
    name = wording.take(name, _("The academy's name"), longest=150, required=True)
    city = wording.take(city, _("City"))
    return {
        "name": name,
        "city": city,
        "country": code,
        "search_key": folding.fold(name, city),
        "sort_key": folding.sort_key(name),
    }
