"""Tries to write wrong rows past every service: the database says no."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from dancers.models import (
    Academy,
    AcademyManager,
    Consent,
    DanceStyle,
    Invitation,
    Membership,
    Person,
    SignInThrottle,
    Troupe,
    TroupeMember,
    User,
)
from tests.factories.people import make_academy, make_consent, make_member, make_person, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def refused(write: Callable[[], object], constraint: str) -> None:
    """The write breaks exactly this constraint (SQLite names columns instead for plain unique ones)."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        write()
    assert constraint in str(error.value)


def invitation(**fields: object) -> Invitation:
    values: dict[str, object] = {
        "email": "new@example.org",
        "token_hash": "h1",
        "expires_at": datetime.now(UTC) + timedelta(days=1),
        **fields,
    }
    return Invitation(academy=make_academy(), invited_by=make_user(), **values)


def test_user_when_the_address_differs_only_in_case() -> None:
    make_user("one@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="ONE@example.org", password="x")])
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "constraint"),
    [({"language": "de"}, "dancers_user_language"), ({"email": ""}, "dancers_user_email_given")],
)
def test_user_when_a_value_is_wrong(change: dict[str, str], constraint: str) -> None:
    user = make_user()
    refused(lambda: User.objects.filter(pk=user.pk).update(**change), constraint)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"given_name": ""}, "dancers_person_given_name"),
        ({"birth_date": date(1899, 12, 31)}, "dancers_person_birth_date"),
        ({"country": "K"}, "dancers_person_country"),
        ({"merged_at": NOW}, "dancers_person_merged_at"),
    ],
)
def test_person_when_a_value_is_wrong(change: dict[str, object], constraint: str) -> None:
    person = make_person()
    refused(lambda: Person.objects.filter(pk=person.pk).update(**change), constraint)
    refused(lambda: Person.objects.bulk_create([Person(**{"given_name": "A", **change})]), constraint)


def test_person_when_merged_into_themselves_or_without_a_time() -> None:
    person, other = make_person(), make_person()
    row = Person.objects.filter(pk=person.pk)
    refused(lambda: row.update(merged_into=person, merged_at=NOW), "dancers_person_not_merged_into_self")
    refused(lambda: row.update(merged_into=other), "dancers_person_merged_at")
    assert row.update(merged_into=other, merged_at=NOW) == 1
    assert [p.pk for p in Person.objects.current()] == [other.pk]


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"name": ""}, "dancers_academy_name"),
        ({"slug": ""}, "dancers_academy_slug"),
        ({"country": "KAZ"[:1]}, "dancers_academy_country"),
        ({"status": "asleep"}, "dancers_academy_status"),
        ({"status": "closed"}, "dancers_academy_closed_at"),
        ({"closed_at": NOW}, "dancers_academy_closed_at"),
    ],
)
def test_academy_when_a_value_is_wrong(change: dict[str, object], constraint: str) -> None:
    academy = make_academy()
    refused(lambda: Academy.objects.filter(pk=academy.pk).update(**change), constraint)


def test_membership_when_wrong_or_doubled() -> None:
    member = make_member(make_academy())
    row = Membership.objects.filter(pk=member.pk)
    refused(lambda: row.update(role="guest"), "dancers_membership_role")
    refused(lambda: row.update(valid_to=date(2019, 12, 31)), "dancers_membership_order")
    twin = Membership(person=member.person, academy=member.academy, valid_from=date(2026, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.bulk_create([twin])
    row.update(valid_to=date(2025, 12, 31))
    Membership.objects.bulk_create([twin])
    assert Membership.objects.open().count() == 1


def test_academy_manager_when_doubled() -> None:
    user = make_user()
    academy = make_academy(manager=user)
    with pytest.raises(IntegrityError), transaction.atomic():
        AcademyManager.objects.bulk_create([AcademyManager(user=user, academy=academy)])


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"kind": "fame"}, "dancers_consent_kind"),
        ({"given_by_name": ""}, "dancers_consent_given_by"),
        ({"wording_version": ""}, "dancers_consent_wording"),
        ({"withdrawn_at": datetime(2025, 1, 1, tzinfo=UTC)}, "dancers_consent_order"),
    ],
)
def test_consent_when_a_value_is_wrong(change: dict[str, object], constraint: str) -> None:
    consent = make_consent(make_person())
    refused(lambda: Consent.objects.filter(pk=consent.pk).update(**change), constraint)


def test_consent_when_two_of_a_kind_stand() -> None:
    person = make_person()
    make_consent(person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.bulk_create([Consent(person=person, kind="full_name", given_by_name="A", wording_version="1")])


def test_invitation_when_wrong() -> None:
    refused(lambda: Invitation.objects.bulk_create([invitation(email="")]), "dancers_invitation_email")
    refused(lambda: Invitation.objects.bulk_create([invitation(expires_at=NOW - timedelta(days=900))]), "_order")
    refused(lambda: Invitation.objects.bulk_create([invitation(accepted_at=NOW)]), "dancers_invitation_accepted")
    both = invitation(accepted_at=NOW, accepted_by=make_user(), revoked_at=NOW)
    refused(lambda: Invitation.objects.bulk_create([both]), "dancers_invitation_one_end")
    Invitation.objects.bulk_create([invitation()])
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.bulk_create([invitation()])


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"key": ""}, "dancers_dancestyle_key"),
        ({"title_en": ""}, "dancers_dancestyle_title"),
        ({"group": "loud"}, "dancers_dancestyle_group"),
        ({"colour": "puce"}, "dancers_dancestyle_colour"),
        ({"marker": "star"}, "dancers_dancestyle_marker"),
    ],
)
def test_style_when_a_value_is_wrong(change: dict[str, str], constraint: str) -> None:
    refused(lambda: DanceStyle.objects.bulk_create([DanceStyle(**{"key": "k", "title_en": "K", **change})]), constraint)


def test_troupe_when_wrong() -> None:
    refused(lambda: Troupe.objects.bulk_create([Troupe(name="")]), "dancers_troupe_name")
    refused(lambda: Troupe.objects.bulk_create([Troupe(name="A", country="K")]), "dancers_troupe_country")
    troupe, person = Troupe.objects.create(name="Gauhar"), make_person()
    TroupeMember.objects.create(troupe=troupe, person=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        TroupeMember.objects.bulk_create([TroupeMember(troupe=troupe, person=person)])
    backwards = TroupeMember(
        troupe=troupe, person=make_person(), valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 1)
    )
    refused(lambda: TroupeMember.objects.bulk_create([backwards]), "dancers_troupemember_order")


def test_throttle_when_doubled() -> None:
    SignInThrottle.objects.create(key="k", window_started_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignInThrottle.objects.bulk_create([SignInThrottle(key="k", window_started_at=NOW)])


def test_person_when_something_points_to_them() -> None:
    member = make_member(make_academy())
    with pytest.raises(IntegrityError), transaction.atomic():
        member.person.delete()
