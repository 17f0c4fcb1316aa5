"""Adds and edits persons, and keeps their search and sort keys."""

import json
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from dancers import permissions
from dancers.errors import RuleRefused
from dancers.models import Academy, Membership, MembershipRole, Person, User
from dancers.selectors import countries, folding
from dancers.selectors import people as finding
from dancers.services import birth_dates, wording
from live.services import versions

FIELDS = ("given_name", "family_name", "patronymic", "stage_name", "birth_date", "country", "city")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails:
    """What is written down of a person; names as the person (or guardian) writes them."""

    given_name: str
    family_name: str = ""
    patronymic: str = ""
    stage_name: str = ""
    birth_date: date | None = None
    country: str = ""
    city: str = ""


def add_person(
    *,
    actor: Actor,
    details: PersonDetails,
    academy: Academy | None = None,
    role: str = MembershipRole.DANCER,
    since: date | None = None,
    is_somebody_else: bool = False,
) -> Person:
    """Add a person, as a member of the academy from `since` (today) when one is given; return the new person.

    Refuses an empty or over-long name, an impossible birth date, an unknown country, and a namesake with the same birth
    date in the same academy; where neither birth date is known, a human may say that it `is_somebody_else`. Persons of
    other academies are not looked at: no academy learns of another's child.
    """
    if academy is not None:
        permissions.require_manager(actor, academy)
    values = check_details(details)
    with transaction.atomic():
        if academy is not None and not (is_somebody_else and details.birth_date is None):
            Academy.objects.select_for_update().get(pk=academy.pk)  # two presses come one after the other
            _refuse_double(academy, values)
        person = Person.objects.create(**values, **_keys(values))
        if academy is not None:
            Membership.objects.create(
                person=person, academy=academy, role=role, valid_from=since or timezone.localdate()
            )
        trail.record(
            actor=actor,
            action="person.added",
            subject_kind="person",
            subject_id=person.pk,
            detail={"academy": academy.pk if academy else None},
            personal=("", _as_text(values)),
        )
    return person


def add_own_record(*, actor: Actor, user: User, details: PersonDetails) -> Person:
    """Add the person that the user is (a dancer without an academy). Refuses a second record of one user."""
    permissions.require(actor, lambda one: one.is_superuser or one == user)
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.pk)
        if locked.person_id is not None:
            raise RuleRefused(_("This account has a dancer's record already."))
        person = add_person(actor=actor, details=details)
        locked.person = person
        locked.save(update_fields=["person"])
    user.person = person
    return person


def edit_person(*, actor: Actor, person: Person, details: PersonDetails) -> Person:
    """Write the details over the person's, only where they differ; return the person. Refuses as `add_person` does,
    and a record that was merged into another."""
    permissions.require_person(actor, person)
    if person.merged_into_id is not None:
        raise RuleRefused(_("This record was joined to another one; edit that one."))
    values = check_details(details)
    for membership in Membership.objects.open().filter(person=person).select_related("academy"):
        _refuse_double(membership.academy, values, but_not=person)
    before = {field: getattr(person, field) for field in FIELDS}
    changed = [field for field in FIELDS if before[field] != values[field]]
    if not changed:
        return person
    with transaction.atomic():
        for field, value in {**values, **_keys(values)}.items():
            setattr(person, field, value)
        person.save(update_fields=[*changed, "search_key", "sort_key"])
        trail.record(
            actor=actor,
            action="person.edited",
            subject_kind="person",
            subject_id=person.pk,
            detail={"fields": changed},
            personal=(_as_text({f: before[f] for f in changed}), _as_text({f: values[f] for f in changed})),
        )
        versions.raise_tags(f"person:{person.pk}")
    return person


def check_details(details: PersonDetails) -> dict[str, object]:
    """Return the columns that the details give, tidied. Refuses what `add_person` refuses of the values themselves."""
    birth_dates.refuse_impossible(details.birth_date, today=timezone.localdate())
    country = details.country.strip().upper()
    if country and not countries.is_country(country):
        raise RuleRefused(_("“%(code)s” is not the code of a country.") % {"code": details.country})
    return {
        "given_name": wording.take(details.given_name, _("Given name"), required=True),
        "family_name": wording.take(details.family_name, _("Family name")),
        "patronymic": wording.take(details.patronymic, _("Patronymic")),
        "stage_name": wording.take(details.stage_name, _("Stage name")),
        "birth_date": details.birth_date,
        "country": country,
        "city": wording.take(details.city, _("City")),
    }


def _keys(values: dict[str, object]) -> dict[str, str]:
    """The given and family name come first in the search key: the check for doubles relies on it."""
    given, family, patronymic, stage = (
        str(values[field]) for field in ("given_name", "family_name", "patronymic", "stage_name")
    )
    return {
        "search_key": folding.fold(given, family, patronymic, stage),
        "sort_key": folding.sort_key(family, given, patronymic),
    }


def _refuse_double(academy: Academy, values: dict[str, object], but_not: Person | None = None) -> None:
    birth_date = values["birth_date"]
    assert birth_date is None or isinstance(birth_date, date)
    twin = finding.same_person_in_academy(
        academy,
        given_name=str(values["given_name"]),
        family_name=str(values["family_name"]),
        birth_date=birth_date,
        but_not=but_not,
    )
    if twin is not None:
        raise RuleRefused(
            _("%(name)s with the same birth date belongs to %(academy)s already. Nothing was doubled.")
            % {"name": twin.full_name, "academy": academy.name}
        )


def _as_text(values: dict[str, object]) -> str:
    return json.dumps({key: str(value) for key, value in values.items() if value}, ensure_ascii=False, sort_keys=True)
