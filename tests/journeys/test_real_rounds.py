"""Real competitions, judged over HTTP on a running server: what was published then is what the public page says now.

The cases lie outside the project (SAHNA_VECTORS, see tests/competitions/scoring/test_vectors.py); each names its source.
"""

import json
import re
from decimal import Decimal
from typing import Any

from competitions.models import Round, Scoresheet
from competitions.services import judging, releases, rounds, tabulation
from tests.competitions.scoring.test_vectors import _folder as vectors_folder
from tests.factories import contest as rows
from tests.journeys import stage
from tests.services.server import Server
from tests.services.visitor import Visitor


def test_public_page_shows_the_published_places_when_real_finals_are_judged_over_http(front_door: Server) -> None:
    cases = [*real_cases("skating:multi"), *real_cases("skating:single")]
    assert len(cases) == 9
    for case in cases:
        staff = rows.make_festival_with_staff()
        marks = case["input"]["marks"]
        letters = case["input"]["judges"]
        floor = stage.open_floor(
            staff, numbers=case["input"]["entries"], letters=letters, dances=len(case["input"]["dances"])
        )
        for index, letter in enumerate(letters):
            stage.judge_by_http(front_door, floor, marks, letter, index)

        close_tabulate_release(floor)

        page = Visitor(front_door).open(f"/en/festivals/{staff.festival.slug}/{floor.competition.slug}/result/")
        assert page.status == 200, case["id"]
        assert places_on(page.text) == {key: Decimal(str(place)) for key, place in case["expected"]["places"].items()}


def test_totals_and_recalled_are_the_published_ones_when_real_recall_rounds_are_judged(front_door: Server) -> None:
    cases = real_cases("skating:callback")
    assert len(cases) == 18
    for case in cases:
        staff = rows.make_festival_with_staff()
        letters = case["input"]["judges"]
        marks = case["input"]["marks"]
        wanted = case["params"]["wanted"]
        floor = stage.open_floor(
            staff,
            numbers=case["input"]["entries"],
            letters=letters,
            dances=len(case["input"]["dances"]),
            kind="recall",
            wanted=wanted,
        )
        for index, letter in enumerate(letters):
            if all(sum(row[index] for row in marks[dance].values()) == wanted for dance in marks):
                stage.judge_by_http(front_door, floor, marks, letter, index)
            else:
                enter_on_paper(floor, marks, letter, index)
        rounds.close_round(actor=rows.actor_of(staff.scrutineer), user=staff.scrutineer, round=floor.round)

        result = tabulation.tabulate_round(
            actor=rows.actor_of(staff.scrutineer), user=staff.scrutineer, round=floor.round
        )

        outcome = json.loads(result.outcome_text)
        number_of = {str(row.pk): number for number, row in floor.entries.items()}
        assert {number_of[key]: total for key, total in outcome["totals"].items()} == case["expected"]["totals"]
        for key in ("recalled", "sure", "tied_at_line"):
            if key in case["expected"]:
                assert sorted(number_of[entry] for entry in outcome[key]) == sorted(case["expected"][key]), case["id"]


def real_cases(system: str) -> list[dict[str, Any]]:
    """The published cases of one system."""
    cases = json.loads((vectors_folder() / "skating.json").read_text(encoding="utf-8"))
    return [case for case in cases if case["kind"] == "real" and case["system"] == system]


def enter_on_paper(floor: stage.Floor, marks: stage.Marks, letter: str, index: int) -> None:
    """A sheet whose crosses are not the number asked comes in on paper, with a ruling."""
    staff = floor.staff
    for part, dance in zip(floor.round.parts.order_by("position"), marks, strict=True):
        sheet = Scoresheet.objects.get(seat=floor.seats[letter], portion_key=f"part:{part.pk}")
        values = {(floor.entries[number].pk, part.pk, ""): row[index] or None for number, row in marks[dance].items()}
        judging.enter_paper_sheet(
            actor=rows.actor_of(staff.scrutineer),
            user=staff.scrutineer,
            scoresheet=sheet,
            values=values,
            reason="The judge's paper sheet, entered as it stands.",
        )


def close_tabulate_release(floor: stage.Floor) -> None:
    """What two people do at the desk after the last sheet."""
    staff, round_ = floor.staff, Round.objects.get(pk=floor.round.pk)
    rounds.close_round(actor=rows.actor_of(staff.scrutineer), user=staff.scrutineer, round=round_)
    tabulation.tabulate_round(actor=rows.actor_of(staff.scrutineer), user=staff.scrutineer, round=round_)
    shown = releases.preview(floor.competition)
    releases.publish(
        actor=rows.actor_of(staff.chair), user=staff.chair, competition=floor.competition, expected_digest=shown.digest
    )


def places_on(page: str) -> dict[str, Decimal]:
    """The places of the table of all places by number; "2–3" is read as the mean of what is shared."""
    found = {}
    for number, text in re.findall(r'<tr id="n-(\d+)">\s*<td class="place">([\d–]+)</td>', page):
        ends = [Decimal(end) for end in text.split("–")]
        found[number] = sum(ends, Decimal(0)) / len(ends)
    return found
