"""Who left a final: told beside the result, never ranked, and every table stays level."""

from datetime import date

import pytest
from django.test import Client

from competitions.selectors.public import result_marks, result_source
from competitions.selectors.public.result_source import ResultSource
from competitions.services import withdrawals
from tests.competitions.public import stage
from tests.factories import contest
from tests.factories.contest import actor_of

pytestmark = pytest.mark.django_db
TWO_DANCES: stage.Rows = [[[1, 1, 1], [2, 2, 2], [3, 3, 3]], [[1, 1, 1], [2, 2, 2], [3, 3, 3]]]


def leave(show: stage.Show, index: int, kind: str, **fields: str) -> None:
    """Take the entry at this place of the order out, and tabulate again."""
    place = show.final.round_entries.order_by("order")[index]
    user = show.staff.chair if kind == "disqualification" else show.staff.scrutineer
    withdrawals.withdraw(
        actor=actor_of(user), user=user, round_entry=place, kind=kind, reason="Torn ligament.", **fields
    )
    show.tabulate()


def load(show: stage.Show) -> ResultSource:
    source = result_source.load(show.staff.festival.slug, show.competition.slug)
    assert isinstance(source, ResultSource)
    return source


@pytest.mark.parametrize(
    ("kind", "word"),
    [("withdrawal", "withdrawn"), ("no_show", "did not come"), ("disqualification", "disqualified")],
)
def test_who_left_stands_without_a_place_and_the_reason_stays_inside(client: Client, kind: str, word: str) -> None:
    show = stage.make_show(TWO_DANCES)
    leave(show, 1, kind)
    show.release()

    page = client.get(show.url()).content.decode()

    assert "Without a place" in page
    assert word in page
    assert "Torn ligament" not in page


@pytest.mark.parametrize("kind", ["withdrawal", "disqualification"])
def test_tables_of_all_dances_have_a_row_for_everybody_who_counts(kind: str) -> None:
    show = stage.make_show(TWO_DANCES)
    leave(show, 1, kind)
    show.release()
    source = load(show)
    assert source.final is not None

    sheet = result_marks.sheet(source, source.final)

    assert sheet is not None
    assert len(sheet.entries) == 2
    assert [len(dance.rows) for dance in sheet.dances] == [2, 2]


def test_who_danced_one_of_two_dances_keeps_a_place_and_shows_dashes(client: Client) -> None:
    show = stage.make_show(TWO_DANCES)
    gone, third = show.final.round_entries.order_by("order")[1:3]
    last = show.final.parts.order_by("position")[1]
    contest.put_row(show.final, gone, last, [None, None, None])
    contest.put_row(show.final, third, last, [2, 2, 2])
    leave(show, 1, "withdrawal", effect="bottom")
    show.release()
    source = load(show)
    assert source.final is not None

    sheet = result_marks.sheet(source, source.final)

    assert sheet is not None
    second = {row.number: row for row in sheet.dances[1].rows}
    assert [cell.text for cell in second["102"].cells] == ["–", "–", "–"]
    assert client.get(show.url()).status_code == 200


def test_child_who_left_is_shortened_too(client: Client) -> None:
    show = stage.make_show(TWO_DANCES)
    stage.call(show.persons[1], "Айзере", "Сейілханова", birth_date=date(2015, 3, 7))
    leave(show, 1, "withdrawal")
    show.release()

    page = client.get(show.url()).content.decode()

    assert "Айзере С." in page
    assert "Сейілханова" not in page
