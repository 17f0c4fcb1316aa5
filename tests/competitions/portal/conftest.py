"""A school with its manager signed in."""

import pytest
from django.test import Client

from tests.factories import registration as people
from tests.factories.registration import School


@pytest.fixture
def school(db: None) -> School:
    return people.make_school("Шаңырақ")


@pytest.fixture
def manager(school: School, client: Client) -> Client:
    """A browser in which the school's manager is signed in."""
    client.force_login(school.manager)
    return client


def party_url(school: School, rest: str = "") -> str:
    """The address of a page of this school in the portal."""
    return f"/en/portal/academy/{school.academy.slug}/{rest}"
