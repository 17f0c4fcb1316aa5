"""Pages whose address names no language speak the one that the user chose."""

import pytest
from django.test import Client

from tests.factories import contest

pytestmark = pytest.mark.django_db


def test_desk_speaks_the_users_language_whatever_the_browser_asks() -> None:
    staff = contest.make_festival_with_staff(slug="altyn-adym")
    staff.registrar.language = "kk"
    staff.registrar.save(update_fields=["language"])
    client = Client(headers={"Accept-Language": "ru"})
    client.force_login(staff.registrar)

    page = client.get("/desk/altyn-adym/").content.decode()

    assert '<html lang="kk">' in page


def test_page_with_a_language_in_its_address_keeps_it_whatever_the_user_chose() -> None:
    user = contest.make_user(language="kk")
    client = Client()
    client.force_login(user)

    assert '<html lang="ru">' in client.get("/ru/accounts/").content.decode()


def test_visitor_is_sent_to_sign_in_in_the_browsers_language() -> None:
    answer = Client(headers={"Accept-Language": "ru"}).get("/desk/altyn-adym/")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/ru/accounts/sign-in/")
