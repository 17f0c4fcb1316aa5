"""The public page of a competition of battles, by the release's level of detail, and its files."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Competition
from competitions.services import instant_release
from tests.competitions.battles.test_desk import play_to_final
from tests.factories import battles as floor
from tests.factories import contest
from tests.factories.contest import Staff, actor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Staff:
    return contest.make_festival_with_staff()


def released(staff: Staff, detail: str = "marks") -> Competition:
    """A crew battle of four, released."""
    final = play_to_final(staff)
    competition = final.competition
    Competition.objects.filter(pk=competition.pk).update(detail=detail)
    floor.judge_all(final)
    competition.refresh_from_db()
    instant_release.release_now(actor=actor_of(staff.scrutineer), user=staff.scrutineer, competition=competition)
    return competition


def read(client: Client, competition: Competition, name: str = "result", **more: Any) -> str:
    args = {"festival_slug": competition.festival.slug, "slug": competition.slug, **more}
    answer = client.get(reverse(f"public:{name}", kwargs=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_result_when_marks_are_published(client: Client, staff: Staff) -> None:
    competition = released(staff)
    text = read(client, competition)
    assert 'class="bracket" tabindex="0" role="region"' in text
    assert text.count("went on without a battle") == 4
    assert text.count('href="#votes-') == 3
    assert text.count('class="battle-votes"') == 3
    assert text.count('class="vote-red"') == 3 * 2 * 3
    assert "Votes by judge" in text
    assert "style=" not in text
    printed = read(client, competition, "print_result")
    assert printed.count('class="battle-votes"') == 3


def test_result_when_totals_or_places_are_published(client: Client, staff: Staff) -> None:
    competition = released(staff, "totals")
    text = read(client, competition)
    assert 'class="battle-score">2<' in text
    assert "Votes by judge" not in text

    other = released(contest.make_festival_with_staff(), "places")
    text = read(client, other)
    assert "is-winner" in text
    assert 'class="battle-score">2<' not in text
    assert "Votes by judge" not in text


def test_result_when_only_names_are_published(client: Client, staff: Staff) -> None:
    text = read(client, released(staff, "names"))
    assert "bracket" not in text


def test_files_when_downloaded(client: Client, staff: Staff, tmp_path: Path) -> None:
    competition = released(staff)
    text = read(client, competition, "sheet_file")
    found = json.loads(text)
    assert found["system"] == "bouts:knockout"
    assert [row["title"]["en"] for row in found["earlier_rounds"]] == ["Quarter-finals", "Semi-finals"]
    path = tmp_path / "sheet.json"
    path.write_text(text)
    command = [sys.executable, "-m", "competitions.scoring", "verify", str(path)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "same" in answer.stdout
    marks = read(client, competition, "marks_file").splitlines()
    assert len(marks) == 1 + 3 * 2 * 3
    assert "Final,1.1,101," in marks[-6] + marks[-1]


def test_why_page_of_a_battle(client: Client, staff: Staff) -> None:
    competition = released(staff)
    text = read(client, competition, "why", key="101")
    assert "Place 1" in text
