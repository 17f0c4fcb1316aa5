"""Letters leave the house: a child without a guardian's consent goes by first name and initial there too."""

from datetime import date

import pytest

from competitions.models import Entry, EntryMember
from competitions.services import entry_letters, releases, tabulation
from notifications.models import Notice
from tests.factories import contest
from tests.factories.contest import actor_of
from tests.factories.people import make_consent

pytestmark = pytest.mark.django_db


def test_letters_when_a_child_may_not_be_named() -> None:
    staff = contest.make_festival_with_staff()
    competition = contest.make_competition(staff.festival)
    contest.make_prize(competition, 100_00, 1)
    contest.make_finalists(competition, [[[1, 1, 2], [2, 3, 1], [3, 2, 3]]])
    hidden, shown, _grown = (
        EntryMember.objects.get(entry=entry).person
        for entry in Entry.objects.filter(competition=competition).order_by("pk")
    )
    for person, family in ((hidden, "Құпия"), (shown, "Ашық")):
        person.family_name, person.birth_date = family, date(2014, 1, 1)
        person.save(update_fields=["family_name", "birth_date"])
        Entry.objects.filter(members__person=person).update(display_name=person.full_name)
    make_consent(shown)
    final = competition.rounds.get()
    tabulation.tabulate_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=final)
    digest = releases.preview(competition).digest
    releases.publish(actor=actor_of(staff.chair), user=staff.chair, competition=competition, expected_digest=digest)
    entry = Entry.objects.get(members__person=hidden)
    entry_letters.tell_state(entry)

    written = " ".join(Notice.objects.values_list("payload_text", flat=True))
    kinds = set(Notice.objects.values_list("kind", flat=True))
    assert {"entry_accepted", "result_released", "prize_awarded"} <= kinds
    assert "Құпия" not in written
    assert f"{hidden.given_name} Қ." in written
    assert "Ашық" in written
