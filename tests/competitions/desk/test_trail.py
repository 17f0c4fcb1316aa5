"""The trail at the desk: who reads it, what the filters find, and that no other festival's act is in it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.actors import Actor
from audit.models import AuditEntry
from audit.services import trail
from tests.factories import contest
from tests.factories.contest import Staff, actor_of

pytestmark = pytest.mark.django_db
# Session and user, the festival and its roles, the wall, what the filters offer, the page with its names.
QUERIES = 14


@pytest.fixture
def staff() -> Staff:
    return contest.make_festival_with_staff()


def url(staff: Staff) -> str:
    return reverse("desk:trail", args=[staff.festival.slug])


def act(staff: Staff, action: str = "round.opened", **fields: object) -> AuditEntry:
    values: dict[str, object] = {
        "actor": actor_of(staff.scrutineer),
        "subject_kind": "round",
        "subject_id": 7,
        "festival_id": staff.festival.pk,
        **fields,
    }
    return trail.record(action=action, **values)  # type: ignore[arg-type]


def body(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def shown(page: str) -> list[str]:
    return [line.split("</code>")[0] for line in page.split("<td><code>")[1:]]


@pytest.mark.parametrize(
    ("role", "status"), [("owner", 200), ("scrutineer", 200), ("chair", 403), ("announcer", 403), ("registrar", 403)]
)
def test_only_owner_and_scrutineer_read_it(client: Client, staff: Staff, role: str, status: int) -> None:
    client.force_login(contest.make_staff(staff.festival, role))

    assert client.get(url(staff)).status_code == status


def test_line_says_who_what_why_values_and_device(client: Client, staff: Staff) -> None:
    act(staff, "sheet.reopened", reason="Swapped numbers", device="pad-17", detail={"version": 2})
    client.force_login(staff.owner)

    page = body(client, url(staff))

    name = staff.scrutineer.person.full_name if staff.scrutineer.person else staff.scrutineer.email
    for words in (name, "sheet.reopened", "Swapped numbers", "pad-17", "version: 2", "round 7"):
        assert words in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("action=round.closed", ["round.closed"]),
        ("about=sheet", ["sheet.submitted"]),
        ("about=round&number=8", ["round.closed"]),
        ("q=качеству", ["round.closed"]),
        ("q=pad-9", ["sheet.submitted"]),
        ("who=system:demo", ["sheet.submitted"]),
        ("q=nothing+of+the+kind", []),
    ],
)
def test_filters_narrow_the_list(client: Client, staff: Staff, query: str, found: list[str]) -> None:
    act(staff, "round.opened")
    act(staff, "round.closed", subject_id=8, reason="По Качеству звука")
    act(staff, "sheet.submitted", subject_kind="sheet", actor=Actor.system("demo"), device="pad-9")
    client.force_login(staff.owner)

    assert shown(body(client, f"{url(staff)}?{query}")) == found


def test_times_are_the_festivals(client: Client, staff: Staff) -> None:
    act(staff)
    client.force_login(staff.owner)
    local = timezone.localtime(timezone.now(), staff.festival.zone)
    early, late = (local + timedelta(minutes=by) for by in (-5, 5))

    assert shown(body(client, f"{url(staff)}?since={early:%Y-%m-%dT%H:%M}&until={late:%Y-%m-%dT%H:%M}"))
    assert not shown(body(client, f"{url(staff)}?until={early:%Y-%m-%dT%H:%M}"))
    assert not shown(body(client, f"{url(staff)}?since={late:%Y-%m-%dT%H:%M}"))


@pytest.mark.parametrize(
    "query", ["since=yesterday", "who=user:1;drop", "page=-1", "page=999999999", "q=%00", "action=x"]
)
def test_nonsense_is_told_or_ignored(client: Client, staff: Staff, query: str) -> None:
    act(staff)
    client.force_login(staff.owner)

    body(client, f"{url(staff)}?{query}")


def test_other_festivals_acts_are_nowhere(client: Client, staff: Staff) -> None:
    other = contest.make_festival_with_staff()
    foreign = act(other, "secret.act", reason="Their own business")
    client.force_login(staff.owner)

    assert "secret.act" not in body(client, url(staff))
    body(client, reverse("desk:trail_entry", args=[staff.festival.slug, foreign.pk]), status=404)
    body(client, url(other), status=404)


def test_personal_values_are_the_owners_alone_and_never_in_the_list(client: Client, staff: Staff) -> None:
    entry = act(staff, "person.renamed", personal=("Айым Серікқызы", "Айым Омарова"))
    one = reverse("desk:trail_entry", args=[staff.festival.slug, entry.pk])
    client.force_login(staff.scrutineer)
    assert "only the owner reads them" in body(client, one)
    assert "Омарова" not in body(client, one) + body(client, url(staff))

    client.force_login(staff.owner)
    assert "Омарова" not in body(client, url(staff))
    page = body(client, one)
    assert "Айым Серікқызы" in page
    assert "Айым Омарова" in page

    trail.erase_personal_detail(subject_kind="round", subject_id=7)
    assert "erased on request" in body(client, one)


def test_hostile_reason_is_inert(client: Client, staff: Staff) -> None:
    act(staff, reason="<img src=x onerror=alert(1)>", detail={"<b>": "<script>"})
    client.force_login(staff.owner)

    page = body(client, url(staff))

    assert "<img src=x" not in page
    assert "<script>" not in page.replace('<script type="module"', "")


def test_list_is_paged(client: Client, staff: Staff) -> None:
    for number in range(51):
        act(staff, subject_id=number)
    client.force_login(staff.owner)

    assert len(shown(body(client, url(staff)))) == 50
    assert len(shown(body(client, f"{url(staff)}?about=round&page=2"))) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_number_of_times(
    client: Client, django_assert_num_queries: object, staff: Staff, rows: int
) -> None:
    for number in range(rows):
        act(staff, subject_id=number, actor=actor_of(contest.make_user()))
    act(staff, actor=Actor.judge(contest.make_appointment(staff.festival).pk))
    client.force_login(staff.owner)
    with django_assert_num_queries(QUERIES):  # type: ignore[operator]
        body(client, url(staff))


def test_post_is_refused(client: Client, staff: Staff) -> None:
    client.force_login(staff.owner)

    assert client.post(url(staff)).status_code == 405
