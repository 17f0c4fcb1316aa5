"""The demo is built by services alone, promises what it shows, and can be left again."""

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from competitions.management.demo import clock, opinions
from competitions.models import Award, Competition, Entry, Release, Result, Round
from dancers.models import Person, User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def data_folder(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_DIR = tmp_path
    settings.MAIL_FOLDER = tmp_path / "mail"
    return tmp_path


def test_demo_reaches_every_state_and_its_results_recompute(data_folder: Path) -> None:
    out = io.StringIO()

    call_command("demo", stdout=out)

    states = set(Competition.objects.values_list("status", flat=True))
    assert states == {"open", "closed", "running", "finished"}
    assert 70 <= Person.objects.count() <= 130
    assert Release.objects.filter(kind="corrected").count() == 1
    final = Result.objects.filter(round__competition__slug="latin-adults-open", round__kind=Round.Kind.FINAL).get()
    assert "R11" in json.loads(final.outcome_text)["rule_used"].values()
    shared = Release.objects.get(competition__slug="folk-solo-10-12", competition__festival__slug__endswith=year())
    assert [row["place_from"] for row in json.loads(shared.ranking_text)["rows"]][:3] == [1, 2, 2]
    money: dict[int, int] = {}
    for award in Award.objects.filter(release=shared):
        money[award.entry_id or 0] = money.get(award.entry_id or 0, 0) + (award.amount_minor or 0)
    assert sorted(money.values()) == [50_000_00, 50_000_00, 100_000_00]
    assert Entry.objects.filter(members__person__given_name="Аяулым").count() == 8
    standing = Release.objects.get(standing__slug="best-academy")
    assert len(json.loads(standing.ranking_text)["rows"]) >= 3
    checked = io.StringIO()
    call_command("audit_results", stdout=checked)
    accounts = json.loads((data_folder / "demo-signins.json").read_text(encoding="utf-8"))
    assert {row["email"] for row in accounts} == set(User.objects.values_list("email", flat=True))

    with pytest.raises(CommandError, match="not empty"):
        call_command("demo", stdout=out)
    call_command("demo", "--leave", "--yes", stdout=out)

    assert not User.objects.exists()
    assert not Result.objects.exists()
    assert sorted(path.name for path in data_folder.iterdir()) == ["demo-left"]
    with pytest.raises(CommandError, match="not built by the demo"):
        call_command("demo", "--leave", "--yes", stdout=out)


def test_clock_stands_in_the_past_only_inside_the_block() -> None:
    past = datetime(2017, 11, 21, 9, tzinfo=UTC)

    with clock.standing_at(past):
        inside = timezone.now()

    assert timedelta(0) <= inside - past < timedelta(minutes=1)
    assert timezone.now().year > 2017


def test_opinions_are_whole_places_and_the_same_for_the_same_seed() -> None:
    marks = opinions.final_marks(41, entries=6, judges=7, dances=5)

    assert marks == opinions.final_marks(41, entries=6, judges=7, dances=5)
    for dance in marks:
        for judge in range(7):
            assert sorted(row[judge] for row in dance) == [1, 2, 3, 4, 5, 6]


def year() -> str:
    """The year of the festival that the demo holds today."""
    return str((timezone.localdate() - timedelta(days=1)).year)
