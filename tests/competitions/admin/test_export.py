"""Lists that leave as CSV: inert in a spreadsheet, own festivals only, named columns only, written down."""

import csv
import io
import json

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import AuditEntry
from competitions.models import Entry
from competitions.selectors.cells import inert
from tests.factories import contest
from tests.factories.admin_world import make_staff_member


@pytest.mark.parametrize(
    "cell", ['=HYPERLINK("x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "|cmd", " =1", "＝1", "-cmd"]
)
def test_inert_when_cell_may_be_a_formula(cell: str) -> None:
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "+7", "12.50", "-3,25", "Айгүл", "", "101", "a=b", "1-2"])
def test_inert_when_cell_is_plain(cell: str) -> None:
    assert inert(cell) == cell


@pytest.mark.django_db
def test_export_of_entries(client: Client) -> None:
    festival = contest.make_festival()
    competition = contest.make_competition(festival, title_en="Latin")
    owner = make_staff_member(festival)
    client.force_login(owner)
    rows = [
        contest.make_entry(competition, 101, display_name="=1+1"),
        contest.make_entry(competition, display_name="Әлия, Ұлжан"),
    ]
    data = {"action": "export_csv", "_selected_action": [row.pk for row in rows]}
    response = client.post(reverse("admin:competitions_entry_changelist"), data)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert table[0] == ["No.", "Entry", "Competition", "Division", "Academy", "State", "Reason"]
    assert sorted(line[1] for line in table[1:]) == ["'=1+1", "Әлия, Ұлжан"]
    assert "2000-05-05" not in response.content.decode()
    entry = AuditEntry.objects.get(action="list.exported")
    assert (entry.actor_key, entry.festival_key) == (str(owner.pk), festival.pk)
    assert json.loads(entry.detail_text)["columns"] == [
        "number",
        "entry",
        "competition",
        "division",
        "academy",
        "status",
        "reason",
    ]


@pytest.mark.django_db
def test_export_when_viewer(client: Client) -> None:
    festival = contest.make_festival()
    entry = contest.make_entry(contest.make_competition(festival), 101)
    client.force_login(make_staff_member(festival, "viewer"))
    data = {"action": "export_csv", "_selected_action": [entry.pk]}
    response = client.post(reverse("admin:competitions_entry_changelist"), data)
    assert response.get("Content-Type", "").startswith("text/html")
    assert not AuditEntry.objects.filter(action="list.exported").exists()
    assert Entry.objects.count() == 1
