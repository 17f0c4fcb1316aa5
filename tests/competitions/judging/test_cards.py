"""The judges' cards: who may print them, what printing does to older links, and what a card holds."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from audit.models import AuditEntry
from competitions.models import JudgeAppointment
from tests.factories import contest
from tests.factories.contest import Staff

pytestmark = pytest.mark.django_db


def make_staff() -> Staff:
    today = timezone.now().date()
    return contest.make_festival_with_staff(starts_on=today, ends_on=today)


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]  # the project's own user
    return client


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("owner", 200),
        ("scrutineer", 200),
        ("jury_secretary", 200),
        ("registrar", 404),
        ("viewer", 404),
        ("stranger", 404),
    ],
)
def test_cards_when_asked_by(role: str, status: int) -> None:
    staff = make_staff()
    judge = contest.make_appointment(staff.festival)
    url = f"/desk/{staff.festival.slug}/judges/cards/"
    client = signed_in(getattr(staff, role))
    assert client.get(url).status_code == status
    client.post(url, {"judge": judge.pk})
    judge.refresh_from_db()
    assert (judge.token_hash is not None) == (status == 200)


def test_cards_when_nobody_is_signed_in_or_of_another_festival() -> None:
    staff, other = make_staff(), make_staff()
    url = f"/desk/{staff.festival.slug}/judges/cards/"
    assert Client().get(url).status_code == 302
    assert signed_in(other.owner).get(url).status_code == 404
    assert signed_in(other.owner).post(url, {"judge": "1"}).status_code == 404


def test_cards_when_printed_replace_the_chosen_judges_links_only() -> None:
    staff = make_staff()
    chosen, other = contest.make_appointment(staff.festival), contest.make_appointment(staff.festival)
    foreign = contest.make_appointment(contest.make_festival())
    JudgeAppointment.objects.filter(pk=chosen.pk).update(token_hash="a" * 64)
    JudgeAppointment.objects.filter(pk=other.pk).update(token_hash="b" * 64)
    client = signed_in(staff.scrutineer)
    url = f"/desk/{staff.festival.slug}/judges/cards/"
    assert "it will stop working" in client.get(url).text
    page = client.post(url, {"judge": [chosen.pk, foreign.pk]})
    assert "no-store" in page["Cache-Control"]
    (path,) = set(re.findall(r"/j/[\w-]{43}/", page.text))
    assert page.text.count('<svg viewBox="0 0 ') == 1  # without a viewBox the page would crop the code
    other.refresh_from_db()
    foreign.refresh_from_db()
    assert (other.token_hash, foreign.token_hash) == ("b" * 64, None)
    assert Client().get(path)["Location"] == "/en/judge/"
    assert AuditEntry.objects.get(action="judge.link_issued").subject_id == str(chosen.pk)


def test_cards_when_nobody_is_chosen_or_the_festival_is_over() -> None:
    staff = make_staff()
    client = signed_in(staff.owner)
    url = f"/desk/{staff.festival.slug}/judges/cards/"
    assert "No judge is appointed at this festival yet." in client.get(url).text
    judge = contest.make_appointment(staff.festival)
    assert "Choose at least one judge." in client.post(url).text
    staff.festival.starts_on = staff.festival.ends_on = timezone.now().date().replace(year=2020)
    staff.festival.save()
    assert "The festival is over" in client.post(url, {"judge": judge.pk}).text
