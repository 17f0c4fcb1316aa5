"""The account's own page: what is listed, in how many queries, and nobody else's."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories.meet import make_festival, make_role
from tests.factories.people import make_academy, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_home_when_it_grows(client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    user = make_user(person=make_person("Dana", "Kim"))
    for number in range(rows):
        make_academy(f"Academy {number}", manager=user)
        make_role(user, make_festival(f"Festival {number}"), "dj")
    make_academy("Foreign academy", manager=make_user())
    make_role(make_user(), make_festival("Foreign festival"))
    client.force_login(user)
    with django_assert_num_queries(5):
        page = client.get("/en/accounts/").content.decode()
    assert [page.count(f">Academy {n}<") + page.count(f">Festival {n}<") for n in range(rows)] == [2] * rows
    assert "Dana Kim" in page
    assert "Foreign" not in page
