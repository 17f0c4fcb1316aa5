"""Nothing gives the order away: every page that somebody outside the jury can read, in two worlds that differ in the hidden order.

Each world is built, read to the last byte, and rolled back; then the next one is built in its place. What differs by nature (names,
public ids, the times of the run) is replaced by the same words in both; everything else must agree: status, headers, bytes (and
with them ETag and length, which are made from the bytes alone), and how often the database was asked.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from competitions.models import Competition, Entry, Release
from competitions.services import ceremony
from dancers.models import User
from events.models import Festival
from live.published import ATTRIBUTE, Declaration, make_page
from notifications.models import Notice
from tests.competitions.public import stage
from tests.competitions.public.stage import Show
from tests.factories import contest, people
from tests.factories.contest import actor_of

pytestmark = pytest.mark.django_db

PLAIN = ([1, 1, 1, 1], [2, 2, 2, 2], [3, 3, 3, 3], [4, 4, 4, 4], [5, 5, 5, 5])
TIED = ([1, 1, 1, 1], [2, 3, 2, 3], [3, 2, 3, 2], [4, 4, 4, 4], [5, 5, 5, 5])
LAST_TWO = (3, 4)
HELD = {
    "hour": ((PLAIN, (0, 1, 2, 3, 4)), (TIED, (4, 3, 1, 2, 0))),
    "ready": ((PLAIN, (0, 1, 2, 3, 4)), (TIED, (4, 3, 1, 2, 0))),
    "begun": ((PLAIN, (0, 1, 2, 3, 4)), (TIED, (4, 3, 1, 2, 0))),
    "half": ((PLAIN, (0, 1, 2, *LAST_TWO)), (PLAIN, (2, 0, 1, *LAST_TWO)), (TIED, (0, 1, 2, *LAST_TWO))),
}
# Made from the bytes alone, which are compared after the names are replaced.
FROM_BYTES = ("ETag", "Content-Length")
UNTIL = timezone.now().replace(microsecond=0) + timedelta(hours=3)


@dataclass(frozen=True)
class Reading:
    """What one reader gets of one page."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    etag: bytes
    until: float | None
    queries: int


class _Undone(Exception):
    """Takes a world back."""


def read_world(state: str, rows: Sequence[list[int]], order: Sequence[int]) -> dict[str, Reading]:
    """Build a world, read everything, and take it back."""
    found: dict[str, Reading] = {}
    try:
        with transaction.atomic():
            show, manager = build(rows, order)
            hold(show, state)
            words = Words(show)
            for name, client, path in channels(show, manager):
                found[name] = read(client, path, words)
            raise _Undone
    except _Undone:
        return found


def build(rows: Sequence[list[int]], order: Sequence[int]) -> tuple[Show, User]:
    """Five soloists of one academy, each with its mark; three prizes."""
    show = stage.make_show([[rows[place] for place in order]])
    for place in (1, 2, 3):
        contest.make_prize(show.competition, 100_000_00 // place, place)
    manager = people.make_user()
    academy = people.make_academy(manager=manager)
    participation = contest.make_participation(show.staff.festival, academy=academy)
    Entry.objects.filter(competition=show.competition).update(
        academy=academy, academy_name=academy.name, participation=participation
    )
    for index, entry in enumerate(show.entries):
        stage.call(show.persons[index], "Айым", f"Сериккызы-{index}")
        Entry.objects.filter(pk=entry.pk).update(display_name=f"Айым Сериккызы-{index}")
    today = timezone.localdate()
    Festival.objects.filter(pk=show.staff.festival.pk).update(starts_on=today, ends_on=today)
    return show, manager


def hold(show: Show, state: str) -> None:
    """Release it, held back as the state says."""
    if state == "hour":
        show.release(embargo_until=UNTIL)
        return
    release = show.release(for_ceremony=True)
    user = show.staff.owner
    if state != "ready":
        ceremony.begin(actor=actor_of(user), user=user, release=release)
    for step in range(2 if state == "half" else 0):
        ceremony.reveal_next(actor=actor_of(user), user=user, release=release, expected=step)


def channels(show: Show, manager: User) -> Iterator[tuple[str, Client, str]]:
    """Every page that somebody outside the jury can read: by name, who reads, and where."""
    public, portal, viewer, announcer = Client(), Client(), Client(), Client()
    portal.force_login(manager)
    viewer.force_login(show.staff.viewer)
    festival = show.staff.festival
    announcer.force_login(contest.make_staff(festival, "announcer"))
    for name in ("home", "results", "festivals", "dancers", "academies"):
        yield name, public, reverse(f"public:{name}")
    for index, person in enumerate(show.persons):
        yield f"search {index}", public, f"{reverse('public:search')}?q={quote(person.family_name)}"
        yield f"dancer {index}", public, reverse("public:dancer", args=[person.public_id])
        yield f"why {index}", public, show.url("why", key=str(101 + index))
        yield f"old why {index}", public, show.url("release_why", key=str(101 + index), number=1)
    academy = show.entries[0].academy
    assert academy is not None
    yield "academy", public, reverse("public:academy", args=[academy.slug])
    for tab in (
        "festival",
        *(f"festival_{tab}" for tab in ("now", "programme", "results", "competitions", "prizes", "info")),
    ):
        yield tab, public, reverse(f"public:{tab}", args=[festival.slug])
    yield "screen", public, reverse("public:screen", args=[festival.slug])
    for name in ("competition", "result", "print_result", "sheet_file", "marks_file"):
        yield name, public, show.url(name)
    for name in ("release", "print_release", "release_sheet_file", "release_marks_file"):
        yield name, public, show.url(name, number=1)
    party = f"academy/{academy.slug}"
    yield "portal", portal, reverse("portal:home")
    for name in ("party", "academy", "managers", "roster"):
        yield f"portal {name}", portal, reverse(f"portal:{name}", args=[party])
    yield "portal festival", portal, reverse("portal:festival", args=[party, festival.slug])
    for index, entry in enumerate(show.entries):
        yield f"portal entry {index}", portal, reverse("portal:entry", args=[party, entry.pk])
    for who, client in (("viewer", viewer), ("announcer", announcer)):
        yield f"{who} wall", client, reverse("desk:wall", args=[festival.slug])
        yield f"{who} wall part", client, reverse("desk:wall_part", args=[festival.slug])
        for name in ("release", "prizes"):
            args = [festival.slug, show.competition.pk] if name == "release" else [festival.slug]
            yield f"{who} {name}", client, reverse(f"desk:{name}", args=args)
    yield "announcer ceremonies", announcer, reverse("desk:ceremonies", args=[festival.slug])


class Words:
    """Replaces what differs by nature between two worlds with the same words."""

    def __init__(self, show: Show) -> None:
        pairs: list[tuple[str, str]] = []
        for index, (entry, person) in enumerate(zip(show.entries, show.persons, strict=True)):
            pairs.append((person.public_id, f"[{index}]"))
            pairs += [(f"/entries/{entry.pk}/", f"/entries/[{index}]/"), (f"/e{entry.pk}/", f"/e[{index}]/")]
        academy = show.entries[0].academy
        assert academy is not None
        festival, competition = show.staff.festival, show.competition
        pairs += [(academy.slug, "[academy]"), (academy.name, "[academy]")]
        pairs += [(festival.slug, "[festival]"), (festival.title, "[festival]"), (competition.slug, "[contest]")]
        for kind, pk in (("rounds", show.final.pk), ("competitions", competition.pk)):
            pairs.append((f"/{kind}/{pk}/", f"/{kind}/[id]/"))
        self._pairs = sorted(pairs, key=lambda pair: len(pair[0]), reverse=True)

    def replace(self, text: str) -> str:
        for old, new in self._pairs:
            text = text.replace(old, new)
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "[csrf]", text)
        text = re.sub(r'"X-CSRFToken": "[^"]+"', "[csrf]", text)
        # PostgreSQL does not take a row's number back with the row.
        text = re.sub(r"/managers/\d+/", "/managers/[id]/", text)
        text = re.sub(r"[\w.-]+@[\w.-]+\.\w+", "[address]", text)
        text = re.sub(r"seen=[0-9a-f]{16}", "seen=[version]", text)
        return re.sub(r"\b[0-2]\d:[0-5]\d\b", "[time]", text)


def read(client: Client, path: str, words: Words) -> Reading:
    with CaptureQueriesContext(connection) as queries:
        response: HttpResponse = client.get(path)  # type: ignore[assignment]  # the test client's own subclass
    body = words.replace(response.content.decode())
    declared: Declaration | None = getattr(response, ATTRIBUTE, None)
    etag = make_page(declared, {}, [], body.encode()).etag if declared else b""
    headers = tuple(sorted((name, words.replace(value)) for name, value in response.items() if name not in FROM_BYTES))
    until = declared.until if declared and state_is_fixed(declared) else None
    return Reading(response.status_code, headers, body, etag, until, len(queries))


def state_is_fixed(declared: Declaration) -> bool:
    """Whether the page's end is the embargo's, and not some seconds from the time of the run."""
    return declared.until == UNTIL.timestamp()


@pytest.mark.parametrize("state", HELD)
def test_hidden_order_changes_no_byte_anywhere(state: str) -> None:
    first, *others = [read_world(state, rows, order) for rows, order in HELD[state]]

    assert len(first) > 50
    for other in others:
        assert first.keys() == other.keys()
        for name in first:
            assert first[name] == other[name], f"{name}: {difference(first[name], other[name])}"


def difference(one: Reading, other: Reading) -> str:
    lines = difflib.unified_diff(one.body.splitlines(), other.body.splitlines(), lineterm="", n=0)
    return "\n".join([f"{one.status} {other.status} {one.queries} {other.queries}", *list(lines)[:20]])


def test_control_a_public_result_does_differ() -> None:
    """The comparison sees an order where there is one to see."""

    def read_public(order: Sequence[int]) -> dict[str, Reading]:
        found: dict[str, Reading] = {}
        try:
            with transaction.atomic():
                show, manager = build(PLAIN, order)
                show.release()
                words = Words(show)
                found = {name: read(client, path, words) for name, client, path in channels(show, manager)}
                raise _Undone
        except _Undone:
            return found

    first, other = read_public((0, 1, 2, 3, 4)), read_public((4, 3, 2, 1, 0))

    differing = {name for name in first if first[name] != other[name]}
    assert {"home", "results", "result", "academy", "dancer 0", "why 0", "sheet_file", "festival_results"} <= differing


@pytest.mark.parametrize("state", ["hour", "ready", "begun", "half"])
def test_digest_and_totals_of_a_held_release_are_on_no_page(state: str) -> None:
    show, manager = build(PLAIN, (0, 1, 2, 3, 4))
    hold(show, state)
    release = Release.objects.get()
    digests = [release.digest, *(result.digest for result in release.results.all())]

    for name, client, path in channels(show, manager):
        page = client.get(path).content.decode()
        assert not [digest for digest in digests if digest[:8] in page], name


def test_correction_under_embargo_leaves_every_page_as_it_was() -> None:
    show, manager = build(PLAIN, (0, 1, 2, 3, 4))
    show.release()
    words = Words(show)
    names = ("home", "results", "result", "academy", "festival_results", "festival_prizes", "print_result")
    before = {name: read(client, path, words).body for name, client, path in channels(show, manager) if name in names}
    people_before = [Client().get(reverse("public:dancer", args=[row.public_id])).content for row in show.persons]

    swap_first_two(show)
    show.release(reason="Judge A had swapped two numbers.", embargo_until=UNTIL)

    after = {name: read(client, path, words).body for name, client, path in channels(show, manager) if name in names}
    people_after = [Client().get(reverse("public:dancer", args=[row.public_id])).content for row in show.persons]
    for name in names:
        assert after[name] == before[name], name
    assert people_after == people_before


def swap_first_two(show: Show) -> None:
    first, second = show.final.round_entries.order_by("order")[:2]
    part = show.final.parts.get()
    contest.put_row(show.final, first, part, [2, 2, 2, 2])
    contest.put_row(show.final, second, part, [1, 1, 1, 1])
    show.tabulate()


def test_no_letter_names_a_place_before_its_time() -> None:
    show, _manager = build(PLAIN, (0, 1, 2, 3, 4))
    hold(show, "half")

    assert not Notice.objects.exists()
    assert Competition.objects.get(pk=show.competition.pk).status == Competition.Status.FINISHED
