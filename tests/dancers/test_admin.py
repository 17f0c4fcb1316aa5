"""The owners' admin of people: literal query counts, folded search, writing through services, refused to others."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dancers.models import Academy, Consent, DanceStyle, Invitation, Membership, Person, Troupe, User
from notifications.models import Notice
from tests.factories.meet import make_festival, make_role
from tests.factories.people import make_academy, make_consent, make_member, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client: Client) -> Client:
    client.force_login(make_user("owner@example.org", is_staff=True, is_superuser=True))
    return client


def add_invitation() -> object:
    soon = datetime.now(UTC) + timedelta(days=1)
    academy = make_academy()
    return Invitation.objects.create(
        email="a@example.org", academy=academy, invited_by=make_user(), expires_at=soon, token_hash=str(academy.pk)
    )


def add_style() -> object:
    return DanceStyle.objects.create(key=f"style-{DanceStyle.objects.count()}", title_en="Waltz")


# Each list: how a row is made, and how many queries the page takes however many rows there are.
LISTS: dict[str, tuple[Callable[[], object], int]] = {
    "user": (lambda: make_user(person=make_person()), 5),
    "person": (lambda: make_member(make_academy()), 6),
    "dancer": (lambda: make_member(make_academy()), 7),
    "academy": (lambda: make_academy(manager=make_user()), 6),
    "membership": (lambda: make_member(make_academy()), 5),
    "invitation": (add_invitation, 5),
    "troupe": (lambda: Troupe.objects.create(name="Gauhar", academy=make_academy()), 6),
    "dancestyle": (add_style, 5),
    "consent": (lambda: make_consent(make_person()), 5),
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", LISTS)
def test_list_when_it_grows(
    owner: Client, name: str, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_row, queries = LISTS[name]
    for _row in range(rows):
        make_row()
    with django_assert_num_queries(queries):
        page = owner.get(f"/admin/dancers/{name}/")
    assert page.status_code == 200
    assert len(page.context["cl"].result_list) >= rows


@pytest.mark.parametrize("name", ["user", "membership", "invitation", "consent"])
@pytest.mark.parametrize("tail", ["", "add/", "1/change/", "1/history/", "1/delete/"])
def test_page_when_opened_by_staff_of_a_festival(client: Client, name: str, tail: str) -> None:
    LISTS[name][0]()
    staff = make_user(is_staff=True)
    make_role(staff, make_festival())
    client.force_login(staff)
    assert client.get(f"/admin/dancers/{name}/{tail}").status_code in {302, 403, 404}


@pytest.mark.parametrize("name", ["person", "dancer", "academy"])
def test_list_when_opened_by_staff_of_a_festival_without_them(client: Client, name: str) -> None:
    """Staff may see those of their own festivals (the contest's admin decides); nobody else's."""
    person = make_person("Hidden", "Hiddenova")
    make_member(make_academy("Hidden academy"), person)
    staff = make_user(is_staff=True)
    make_role(staff, make_festival())
    client.force_login(staff)
    assert b"Hidden" not in client.get(f"/admin/dancers/{name}/", follow=True).content


@pytest.mark.parametrize("text", ["алия", "ALIYA", "Әлия сери"])
def test_person_list_when_searched_in_any_alphabet(owner: Client, text: str) -> None:
    wanted = make_person("Әлия", "Серикова")
    make_person("Алина", "Серикова")
    assert list(owner.get("/admin/dancers/person/", {"q": text}).context["cl"].result_list) == [wanted]


NO_ROWS = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}
PERSON_INLINES = {f"{prefix}-{key}": value for prefix in ("memberships", "consents") for key, value in NO_ROWS.items()}
ACADEMY_INLINES = {f"{prefix}-{key}": value for prefix in ("managers", "memberships") for key, value in NO_ROWS.items()}


def test_person_when_added_with_a_membership(owner: Client) -> None:
    academy = make_academy()
    rows = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-academy": str(academy.pk),
        "memberships-0-role": "dancer",
        "memberships-0-valid_from": "2026-09-01",
    }
    page = owner.post("/admin/dancers/person/add/", {"given_name": " Дана ", "country": "kz", **PERSON_INLINES, **rows})
    assert page.status_code == 302
    person = Person.objects.get()
    assert (person.given_name, person.country, person.search_key) == ("Дана", "KZ", "dana")
    assert Membership.objects.get().person == person


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"given_name": "A", "birth_date": "1899-12-31"}, "lies before 1900"),
        ({"given_name": "A", "birth_date": "2999-01-01"}, "lies in the future"),
        ({"given_name": "A", "country": "XX"}, "not the code of a country"),
        ({"given_name": "A" * 300}, "at most 100 characters"),
    ],
)
def test_person_when_a_value_is_refused(owner: Client, values: dict[str, str], words: str) -> None:
    page = owner.post("/admin/dancers/person/add/", {**values, **PERSON_INLINES})
    assert page.status_code == 200
    assert words in page.content.decode()
    assert Person.objects.count() == 0


def test_person_when_edited(owner: Client) -> None:
    person = make_person("Dana", "Kim")
    page = owner.post(
        f"/admin/dancers/person/{person.pk}/change/", {"given_name": "Dana", "family_name": "Lee", **PERSON_INLINES}
    )
    assert page.status_code == 302
    person.refresh_from_db()
    assert (person.family_name, person.search_key) == ("Lee", "dana le")


def test_person_when_a_membership_overlaps(owner: Client) -> None:
    member = make_member(make_academy("Samruk"), valid_to=date(2026, 12, 31))
    rows = {
        "memberships-TOTAL_FORMS": "2",
        "memberships-INITIAL_FORMS": "1",
        "memberships-0-id": str(member.pk),
        "memberships-0-person": str(member.person_id),
        "memberships-1-academy": str(member.academy_id),
        "memberships-1-person": str(member.person_id),
        "memberships-1-role": "dancer",
        "memberships-1-valid_from": "2026-01-01",
    }
    url = f"/admin/dancers/person/{member.person_id}/change/"
    page = owner.post(url, {"given_name": "Changed", **PERSON_INLINES, **rows}, follow=True)
    assert "belongs to Samruk at that time already" in page.content.decode()
    assert (Membership.objects.count(), Person.objects.get().given_name) == (1, "Aigerim")


def test_academy_when_added_and_closed(owner: Client) -> None:
    owner.post("/admin/dancers/academy/add/", {"name": "Самұрық", "city": "Астана", "public": "on", **ACADEMY_INLINES})
    academy = Academy.objects.get()
    assert (academy.slug, academy.search_key) == ("samuryq", "samurik astana")
    owner.post("/admin/dancers/academy/", {"action": "close", "_selected_action": [academy.pk]})
    academy.refresh_from_db()
    assert academy.status == "closed"


def test_membership_when_ended_twice(owner: Client) -> None:
    member = make_member(make_academy())
    sent = {"action": "end_today", "_selected_action": [member.pk]}
    owner.post("/admin/dancers/membership/", sent)
    member.refresh_from_db()
    assert member.valid_to is not None
    page = owner.post("/admin/dancers/membership/", sent, follow=True)
    assert "ended already" in page.content.decode()


def test_consent_when_given_and_withdrawn(owner: Client) -> None:
    person = make_person(birth_date=None)
    owner.post("/admin/dancers/consent/add/", {"person": person.pk, "kind": "photo", "given_by_name": "Saule"})
    consent = Consent.objects.get()
    assert (consent.person, consent.withdrawn_at) == (person, None)
    owner.post("/admin/dancers/consent/", {"action": "withdraw", "_selected_action": [consent.pk]})
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None


def test_user_when_added_gets_a_letter(owner: Client) -> None:
    page = owner.post("/admin/dancers/user/add/", {"email": "New@Example.org", "language": "kk", "is_active": "on"})
    assert page.status_code == 302
    user = User.objects.get(email="new@example.org")
    assert (user.has_usable_password(), user.is_verified, user.language) == (False, False, "kk")
    assert [notice.kind for notice in Notice.objects.all()] == ["password_reset"]


def test_user_when_the_last_owner_would_go(owner: Client) -> None:
    user = User.objects.get()
    url = f"/admin/dancers/user/{user.pk}/change/"
    page = owner.post(url, {"email": user.email, "language": "en", "is_active": "on", "is_staff": "on"}, follow=True)
    assert "Somebody must remain" in page.content.decode()
    user.refresh_from_db()
    assert user.is_superuser


def test_user_when_the_address_changes(owner: Client) -> None:
    user = make_user("old@example.org")
    owner.post(
        f"/admin/dancers/user/{user.pk}/change/", {"email": "new@example.org", "language": "en", "is_active": "on"}
    )
    user.refresh_from_db()
    assert (user.email, user.is_verified) == ("new@example.org", False)
    assert [notice.kind for notice in Notice.objects.all()] == ["verify_email"]


def test_style_and_troupe_when_saved(owner: Client) -> None:
    style = {
        "key": "waltz",
        "title_en": "Waltz",
        "group": "ballroom",
        "colour": "gold",
        "marker": "disc",
        "position": "1",
    }
    owner.post("/admin/dancers/dancestyle/add/", style)
    saved = DanceStyle.objects.get()
    owner.post(f"/admin/dancers/dancestyle/{saved.pk}/change/", {**style, "title_en": "Slow waltz", "key": "other"})
    saved.refresh_from_db()
    assert (saved.title_en, saved.key) == ("Slow waltz", "waltz")
    rows = {f"members-{key}": value for key, value in NO_ROWS.items()}
    owner.post("/admin/dancers/troupe/add/", {"name": "Гауһар", **rows})
    troupe = Troupe.objects.get()
    owner.post(f"/admin/dancers/troupe/{troupe.pk}/change/", {"name": "Gauhar", "city": "Shymkent", **rows})
    troupe.refresh_from_db()
    assert (troupe.name, troupe.search_key) == ("Gauhar", "gauhar simkent")
