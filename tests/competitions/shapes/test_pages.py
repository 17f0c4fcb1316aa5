"""The pages of shapes: where a round leads at the desk, ties decided, rounds drawn, entries seeded; roles and pieces in the portal."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Entry, EntryMember, Piece
from competitions.services import pieces
from competitions.services.registration import PieceIn
from dancers.errors import NotAllowed, RuleRefused
from tests.competitions.shapes.contest_day import Day, change_link, make_day, set_wanted
from tests.factories import contest
from tests.factories import registration as people
from tests.factories.registration import School

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def address(day: Day, name: str, *args: int) -> str:
    return reverse(f"desk:{name}", args=[day.competition.festival.slug, *args])


@pytest.fixture
def tied() -> Day:
    """Crews of which three are level at the line of two."""
    day = make_day("hhi-crews", 4)
    change_link(day.link(1, 2), value_from=2, ties="ask")
    day.seat(1, letters="ABCD")
    day.dance(1, {1: 9, 2: 8, 3: 8, 4: 8})
    return day


def test_round_page_says_where_it_leads_and_the_chair_decides_a_tie_there(tied: Day, client: Client) -> None:
    client.force_login(tied.staff.chair)
    here, link = address(tied, "round", tied.round(1).pk), tied.link(1, 2)
    page = text(client.get(here))
    assert "The best 2 · 1 of 4 go on; tie at the line: 3 entries" in page
    assert "Tied at the line: No. 2, No. 3, No. 4" in page
    assert "Without the tied entries 1 go on, with all of them 4." in page
    assert "Draw Semi-final" not in page

    decide = address(tied, "decide_line", link.pk)
    assert "Reason" in text(client.post(decide, {f"line{link.pk}-recall": "all"}, follow=True))
    page = text(client.post(decide, {f"line{link.pk}-recall": "all", f"line{link.pk}-reason": "it fits"}, follow=True))
    assert "Decided: 4 go on." in page
    assert "Draw Semi-final with 4" in page
    assert "Draw Semi-final with 4" in text(client.get(here))

    client.post(address(tied, "draw_next_round", tied.round(1).pk), {"to": tied.round(2).pk})
    assert tied.standing(2) == ["1", "2", "3", "4"]
    assert "drawn" in text(client.get(here))


def test_line_is_decided_by_the_chair_alone_and_on_links_of_the_festival(tied: Day, client: Client) -> None:
    link = tied.link(1, 2)
    given = {f"line{link.pk}-recall": "all", f"line{link.pk}-reason": "x"}
    client.force_login(tied.staff.owner)
    assert client.post(address(tied, "decide_line", link.pk), given).status_code == 403
    other = contest.make_festival_with_staff()
    client.force_login(other.chair)
    assert client.post(reverse("desk:decide_line", args=[other.festival.slug, link.pk]), given).status_code == 404
    assert not tied.round(1).rulings.exists()


def test_entries_page_seeds_an_entry_and_says_what_that_means(client: Client) -> None:
    day = make_day("recall-and-final", 3)
    client.force_login(day.staff.registrar)
    entry = day.competition.entries.order_by("pk")[0]
    page = text(client.get(address(day, "entries", day.competition.pk)))
    assert "A seeded entry starts in a later round" in page

    said = text(client.post(address(day, "start_in", entry.pk), {"round": day.round(2).pk}, follow=True))
    assert "starts in Final." in said
    assert Entry.objects.get(pk=entry.pk).starts_in == day.round(2)
    assert client.post(address(day, "start_in", entry.pk), {"round": 99_999}).status_code == 404
    client.post(address(day, "start_in", entry.pk), {"round": ""})
    assert Entry.objects.get(pk=entry.pk).starts_in is None

    set_wanted(day.round(1), 1)
    day.seat(1)
    day.open(1)
    assert "A seeded entry starts" not in text(client.get(address(day, "entries", day.competition.pk)))


@pytest.fixture
def school() -> School:
    return people.make_school("Шаңырақ")


def test_whoever_enters_a_jack_and_jill_says_leader_or_follower(school: School, client: Client) -> None:
    festival = contest.make_festival(slug="meet")
    people.make_open_competition(festival, slug="jj", title_en="Jack & Jill", drawn_couples=True)
    people.make_asked(festival, school)
    dancer = people.make_dancer(school)
    client.force_login(school.manager)
    url = f"/en/portal/academy/{school.academy.slug}/festivals/meet/jj/enter/"
    assert "The partner is drawn for the final." in text(client.get(url))

    client.post(url, {"dancer": dancer.public_id})
    assert not Entry.objects.exists()
    client.post(url, {"dancer": dancer.public_id, "role": "follower"})
    assert EntryMember.objects.get().role == "follower"


def test_role_is_asked_by_the_service_too(school: School) -> None:
    festival = contest.make_festival()
    competition = people.make_open_competition(festival, title_en="Jack & Jill", drawn_couples=True)
    people.make_asked(festival, school)
    with pytest.raises(RuleRefused, match="as a leader or as a follower"):
        people.enter(school, competition, people.make_dancer(school))


def enter_konkurs(school: School) -> tuple[Day, Entry]:
    day = make_day("konkurs-two-rounds", 0, status="open")
    people.make_asked(day.competition.festival, school)
    return day, people.enter(school, day.competition, people.make_dancer(school))


def test_academy_reads_what_each_round_asks_and_writes_its_piece(school: School, client: Client) -> None:
    day, entry = enter_konkurs(school)
    client.force_login(school.manager)
    base = f"/en/portal/academy/{school.academy.slug}/entries/{entry.pk}/"
    page = text(client.get(base))
    assert "classical variation" in page
    assert "no piece yet" in page

    form = f"{base}rounds/{day.round(2).pk}/"
    assert "contemporary piece" in text(client.get(form))
    assert client.post(form, {"piece_title": ""}).status_code == 200
    client.post(form, {"piece_title": "Дала", "piece_length": "2:30"})
    client.post(form, {"piece_title": "Дала желі", "piece_length": "2:40"})
    assert [(p.title, p.duration_s, p.round_id) for p in Piece.objects.all()] == [("Дала желі", 160, day.round(2).pk)]
    assert "Дала желі" in text(client.get(base))
    other = contest.make_round(contest.make_competition())
    assert client.get(f"{base}rounds/{other.pk}/").status_code == 404


def test_piece_is_refused_to_strangers_and_once_the_round_has_opened(school: School) -> None:
    day, entry = enter_konkurs(school)
    piece = PieceIn("Дала", 150)
    with pytest.raises(NotAllowed):
        pieces.set_piece(**day.who(day.staff.stranger), entry=entry, round=day.round(1), piece=piece)
    row = day.round(1)
    row.status, row.opened_at, row.ruleset_text = "open", contest.OPENED, "{}"
    row.save(update_fields=["status", "opened_at", "ruleset_text"])
    with pytest.raises(RuleRefused, match="has opened"):
        pieces.set_piece(**day.who(day.staff.registrar), entry=entry, round=row, piece=piece)
    with pytest.raises(RuleRefused, match="Write the title"):
        pieces.set_piece(**day.who(day.staff.registrar), entry=entry, round=day.round(2), piece=PieceIn(""))
    assert not Piece.objects.exists()
