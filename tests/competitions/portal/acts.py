"""What the tests of the portal do again and again: post a form, read a page, open a competition."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.competitions.portal.conftest import party_url
from tests.factories import registration as people
from tests.factories.contest import make_festival
from tests.factories.registration import School


def text(answer: Any) -> str:
    """The text of a page with single spaces."""
    return " ".join(answer.content.decode().split())


def send(client: Client, url: str, **fields: Any) -> HttpResponse:
    """Post a form and follow where it leads."""
    return client.post(url, fields, follow=True)  # type: ignore[return-value]  # the test client's own answer


def open_meet(school: School, **fields: Any) -> str:
    """A festival with one open competition at which the school is approved; the address of its form."""
    festival = make_festival(slug="meet")
    people.make_open_competition(festival, slug="contest", **fields)
    people.make_asked(festival, school)
    return party_url(school, "festivals/meet/contest/enter/")
