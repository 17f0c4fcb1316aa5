"""Who gets into the portal: only one's own academy and oneself; all else is not found."""

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Entry, Participation
from dancers.models import Membership
from tests.competitions.portal.conftest import party_url
from tests.factories import registration as people
from tests.factories.contest import make_festival, make_user
from tests.factories.registration import School


def pages_of(school: School) -> list[str]:
    """Every page of a school, with things that exist."""
    competition = people.make_open_competition(make_festival(slug="meet"), slug="folk")
    dancer = people.make_dancer(school)
    entry = people.enter(school, competition, dancer)
    manager_id = school.academy.managers.get().pk
    return [
        party_url(school, rest)
        for rest in (
            "",
            "details/",
            "managers/",
            f"managers/{manager_id}/remove/",
            "dancers/",
            "dancers/new/",
            f"dancers/{dancer.public_id}/",
            f"dancers/{dancer.public_id}/consents/",
            f"dancers/{dancer.public_id}/leave/",
            "festivals/meet/",
            "festivals/meet/folk/enter/",
            f"entries/{entry.pk}/",
            f"entries/{entry.pk}/withdraw/",
        )
    ]


@pytest.mark.django_db
def test_own_pages_open(school: School, manager: Client) -> None:
    assert {manager.get(url).status_code for url in pages_of(school)} == {200}


@pytest.mark.django_db
def test_visitor_is_asked_to_sign_in(school: School, client: Client) -> None:
    for url in [*pages_of(school), "/en/portal/", "/en/portal/new-academy/", "/en/portal/my-record/"]:
        answer = client.get(url)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("accounts:sign_in"))


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_other_academys_manager_finds_nothing(school: School, client: Client, method: str) -> None:
    pages = pages_of(school)
    client.force_login(people.make_school().manager)

    # 405: a page that only shows takes no POST from anybody.
    assert {getattr(client, method)(url).status_code for url in pages} <= {404, 405}
    assert Entry.objects.get().status == "accepted"
    assert Membership.objects.open().filter(academy=school.academy).count() == 1
    assert school.academy.managers.count() == 1


@pytest.mark.django_db
def test_other_academys_things_are_not_found_under_the_own_address(school: School, manager: Client) -> None:
    other = people.make_school()
    competition = people.make_open_competition(slug="folk")
    dancer = people.make_dancer(other)
    entry = people.enter(other, competition, dancer)
    other_manager = other.academy.managers.get()

    for rest in (
        f"dancers/{dancer.public_id}/",
        f"dancers/{dancer.public_id}/consents/",
        f"dancers/{dancer.public_id}/leave/",
        f"entries/{entry.pk}/",
        f"entries/{entry.pk}/withdraw/",
        f"managers/{other_manager.pk}/remove/",
    ):
        assert manager.get(party_url(school, rest)).status_code == 404
        assert manager.post(party_url(school, rest)).status_code in {404, 405}
    entry.refresh_from_db()
    assert entry.status == "accepted"


@pytest.mark.django_db
def test_other_academys_dancer_is_no_choice_of_a_form(school: School, manager: Client) -> None:
    festival = make_festival(slug="meet")
    competition = people.make_open_competition(festival, slug="folk")
    people.make_asked(festival, school)
    foreign = people.make_dancer(people.make_school())

    answer = manager.post(party_url(school, "festivals/meet/folk/enter/"), {"dancer": foreign.public_id})

    assert "This dancer is not on your roster" in answer.content.decode()
    assert competition.entries.count() == 0


@pytest.mark.django_db
def test_unverified_user_is_told_to_open_the_letter(client: Client) -> None:
    client.force_login(make_user(email_verified_at=None))

    answer = client.get("/en/portal/", follow=True)

    assert "confirm your e-mail address" in answer.content.decode()


@pytest.mark.django_db
def test_draft_festival_and_draft_competition_are_not_found(school: School, manager: Client) -> None:
    make_festival(slug="secret", status="draft")
    people.make_open_competition(make_festival(slug="meet"), slug="draft", status="draft")

    assert manager.get(party_url(school, "festivals/secret/")).status_code == 404
    assert manager.post(party_url(school, "festivals/secret/ask/")).status_code == 404
    assert manager.get(party_url(school, "festivals/meet/draft/enter/")).status_code == 404
    assert not Participation.objects.exists()


@pytest.mark.django_db
def test_asking_is_no_act_of_a_link(school: School, manager: Client) -> None:
    make_festival(slug="meet")

    assert manager.get(party_url(school, "festivals/meet/ask/")).status_code == 405
    assert not Participation.objects.exists()


@pytest.mark.django_db
def test_user_without_a_record_has_no_page_of_their_own(client: Client) -> None:
    client.force_login(make_user())

    assert client.get("/en/portal/me/").status_code == 404


@pytest.mark.django_db
def test_dancer_alone_sees_their_own_page_only(client: Client) -> None:
    me, other = people.make_dancer(None), people.make_dancer(None)
    client.force_login(make_user(person=me))

    assert client.get("/en/portal/me/").status_code == 200
    assert client.get(f"/en/portal/me/dancers/{me.public_id}/").status_code == 200
    assert client.get(f"/en/portal/me/dancers/{other.public_id}/").status_code == 404
    assert client.get("/en/portal/me/details/").status_code == 404
    assert client.get("/en/portal/me/managers/").status_code == 404
    assert client.get("/en/portal/me/dancers/new/").status_code == 404


@pytest.mark.django_db
def test_pages_are_not_kept_and_not_indexed(school: School, manager: Client) -> None:
    answer = manager.get(party_url(school, "dancers/"))

    assert answer["Cache-Control"] == "private, no-store"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
