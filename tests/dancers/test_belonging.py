"""Academies, memberships, consents and troupes: refusals, second clicks and what is written beside."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from audit.actors import Actor
from audit.models import AuditEntry
from dancers import permissions
from dancers.errors import RuleRefused
from dancers.models import Academy, AcademyManager, Consent, Membership, Troupe
from dancers.selectors.academies import academies_of
from dancers.services import academies, consents, memberships, styles, troupes
from live.models import PageVersion
from tests.factories.people import make_academy, make_consent, make_member, make_person, make_user

pytestmark = pytest.mark.django_db
ACTOR = Actor.system("test")


def tags() -> set[str]:
    return set(PageVersion.objects.values_list("tag", flat=True))


def test_found_academy_when_the_name_is_taken_by_others() -> None:
    user = make_user()
    first = academies.found_academy(actor=ACTOR, name="Күн шуақ", city="Алматы", country="KZ")
    second = academies.found_academy(actor=ACTOR, name="Күн шуақ", city="Астана", country="KZ", manager=user)
    assert (first.slug, second.slug) == ("kun-shuaq", "kun-shuaq-2")
    assert list(academies_of(user)) == [second]


def test_found_academy_when_the_form_is_sent_twice() -> None:
    user = make_user()
    academies.found_academy(actor=ACTOR, name="Samruk", manager=user)
    with pytest.raises(RuleRefused, match="You manage SAMRUK already"):
        academies.found_academy(actor=ACTOR, name="SAMRUK", manager=user)
    assert Academy.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "country", "words"),
    [("", "KZ", "is empty"), ("A" * 300, "KZ", "300 characters; at most 150"), ("A", "Kazakhstan", "country")],
)
def test_found_academy_when_a_value_is_refused(name: str, country: str, words: str) -> None:
    with pytest.raises(RuleRefused, match=words):
        academies.found_academy(actor=ACTOR, name=name, country=country)
    assert Academy.objects.count() == 0


def test_edit_academy_when_renamed() -> None:
    academy = make_academy("Samruk", slug="samruk")
    academies.edit_academy(actor=ACTOR, academy=academy, name="Самұрық", city="Алматы", public=False)
    academy.refresh_from_db()
    assert (academy.name, academy.slug, academy.public, academy.search_key) == (
        "Самұрық",
        "samruk",
        False,
        "samurik almati",
    )
    assert f"academy:{academy.pk}" in tags()


def test_close_academy_when_pressed_twice() -> None:
    user = make_user()
    academy = make_academy(manager=user)
    academies.close_academy(actor=ACTOR, academy=academy, reason="Moved away")
    closed_at = academy.closed_at
    academies.close_academy(actor=ACTOR, academy=academy, reason="Moved away")
    assert academy.closed_at == closed_at
    assert AuditEntry.objects.filter(action="academy.closed").count() == 1
    assert list(academies_of(user)) == []
    assert not permissions.can_manage_academy(user, academy)


def test_remove_manager_when_the_last_one() -> None:
    user, other = make_user("a@example.org"), make_user("b@example.org")
    academy = make_academy("Samruk", manager=user)
    with pytest.raises(RuleRefused, match=r"a@example\.org is the last manager of Samruk"):
        academies.remove_manager(actor=ACTOR, academy=academy, user=user)
    academies.add_manager(actor=ACTOR, academy=academy, user=other)
    academies.add_manager(actor=ACTOR, academy=academy, user=other)
    academies.remove_manager(actor=ACTOR, academy=academy, user=user)
    assert [m.user for m in AcademyManager.objects.all()] == [other]


@pytest.mark.parametrize(
    ("since", "until"),
    [(date(2026, 1, 1), None), (date(2024, 1, 1), date(2024, 6, 30)), (date(2023, 1, 1), date(2024, 1, 1))],
)
def test_start_membership_when_it_overlaps(since: date, until: date | None) -> None:
    member = make_member(make_academy(), valid_from=date(2024, 1, 1))
    with pytest.raises(RuleRefused, match="at that time already"):
        memberships.start_membership(
            actor=ACTOR, person=member.person, academy=member.academy, since=since, until=until
        )
    assert Membership.objects.count() == 1


def test_start_membership_when_the_days_only_touch() -> None:
    member = make_member(make_academy(), valid_from=date(2024, 1, 1))
    memberships.end_membership(actor=ACTOR, membership=member, on=date(2025, 6, 30))
    again = memberships.start_membership(
        actor=ACTOR, person=member.person, academy=member.academy, since=date(2025, 7, 1)
    )
    assert list(Membership.objects.open()) == [again]
    assert tags() == {f"person:{member.person_id}", f"academy:{member.academy_id}"}


def test_start_membership_when_it_ends_before_it_begins() -> None:
    with pytest.raises(RuleRefused, match="ends before it begins"):
        memberships.start_membership(
            actor=ACTOR, person=make_person(), academy=make_academy(), since=date(2026, 2, 1), until=date(2026, 1, 1)
        )


def test_end_membership_when_too_early_or_twice() -> None:
    member = make_member(make_academy(), valid_from=date(2024, 1, 1))
    with pytest.raises(RuleRefused, match="before its first day"):
        memberships.end_membership(actor=ACTOR, membership=member, on=date(2023, 12, 31))
    memberships.end_membership(actor=ACTOR, membership=member, on=date(2025, 1, 1))
    with pytest.raises(RuleRefused, match="ended already"):
        memberships.end_membership(actor=ACTOR, membership=member, on=date(2026, 1, 1))
    member.refresh_from_db()
    assert member.valid_to == date(2025, 1, 1)


def test_consent_when_given_twice_and_withdrawn() -> None:
    child = make_person(birth_date=date(2014, 1, 1))
    first = consents.give_consent(actor=ACTOR, person=child, kind="full_name", given_by_name="Saule")
    again = consents.give_consent(actor=ACTOR, person=child, kind="full_name", given_by_name="Saule")
    assert first == again
    assert consents.withdraw_consent(actor=ACTOR, person=child, kind="full_name") is True
    assert consents.withdraw_consent(actor=ACTOR, person=child, kind="full_name") is False
    assert [e.action for e in AuditEntry.objects.order_by("pk")] == ["consent.given", "consent.withdrawn"]
    assert tags() == {f"person:{child.pk}"}


def test_consent_when_the_old_one_was_outgrown() -> None:
    person = make_person(birth_date=date(2007, 1, 1))
    make_consent(person, "photo", given_at="2020-01-01T00:00:00Z")
    consents.give_consent(actor=ACTOR, person=person, kind="photo", given_by_name="Dana herself")
    assert Consent.objects.filter(withdrawn_at__isnull=True).get().given_by_name == "Dana herself"


@pytest.mark.parametrize(("kind", "giver", "words"), [("fame", "Saule", "kind “fame”"), ("photo", "", "is empty")])
def test_consent_when_refused(kind: str, giver: str, words: str) -> None:
    with pytest.raises(RuleRefused, match=words):
        consents.give_consent(actor=ACTOR, person=make_person(), kind=kind, given_by_name=giver)


def test_troupe_when_formed_and_refused() -> None:
    troupe = troupes.form_troupe(actor=ACTOR, name="Gauhar", city="Shymkent", country="KZ", members=[make_person()])
    assert (troupe.members.count(), troupe.search_key) == (1, "gauhar simkent")
    with pytest.raises(RuleRefused, match="country"):
        troupes.form_troupe(actor=ACTOR, name="Gauhar", country="QQ")
    assert Troupe.objects.count() == 1


def test_style_when_set_twice() -> None:
    for title in ("Waltz", "Slow waltz"):
        style = styles.set_style(
            actor=ACTOR, key="waltz", titles={"en": title}, group="ballroom", colour="gold", marker="disc"
        )
    style.refresh_from_db()
    assert style.title == "Slow waltz"


def test_can_manage_academy_when_asked_by_each() -> None:
    manager, stranger = make_user(), make_user()
    unverified = make_user(email_verified_at=None)
    academy = make_academy(manager=manager)
    AcademyManager.objects.create(user=unverified, academy=academy)
    allowed = {
        "manager": permissions.can_manage_academy(manager, academy),
        "stranger": permissions.can_manage_academy(stranger, academy),
        "unverified": permissions.can_manage_academy(unverified, academy),
        "nobody": permissions.can_manage_academy(AnonymousUser(), academy),
        "superuser": permissions.can_manage_academy(make_user(is_superuser=True), academy),
    }
    assert allowed == {"manager": True, "stranger": False, "unverified": False, "nobody": False, "superuser": True}


def test_can_edit_person_when_asked_by_each() -> None:
    manager, person = make_user(), make_person()
    member = make_member(make_academy(manager=manager), person)
    own = make_user(person=person)
    other_manager = make_user()
    make_academy(manager=other_manager)
    assert permissions.can_edit_person(manager, person)
    assert permissions.can_edit_person(own, person)
    assert not permissions.can_edit_person(other_manager, person)
    assert not permissions.can_edit_person(AnonymousUser(), person)
    Membership.objects.filter(pk=member.pk).update(valid_to=date(2026, 1, 1))
    assert not permissions.can_edit_person(manager, person)
