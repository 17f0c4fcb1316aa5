"""The trail: what is recorded, what is refused, and that nobody can change it afterwards."""

import json

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.utils import IntegrityError

from audit import triggers
from audit.actors import Actor
from audit.models import AuditEntry, AuditPersonalDetail
from audit.selectors import trail as trail_list
from audit.services import trail

pytestmark = pytest.mark.django_db


def recorded(**fields: object) -> AuditEntry:
    given: dict[str, object] = {
        "actor": Actor.user(7),
        "action": "release.published",
        "subject_kind": "competition",
        "subject_id": 3,
    }
    return trail.record(**{**given, **fields})  # type: ignore[arg-type]  # a test's shorthand


def test_entry_holds_who_what_and_why() -> None:
    entry = recorded(
        actor=Actor.judge(12), festival_id=5, reason="Wrong number", detail={"б": [1, True, None], "a": "x"}
    )

    entry.refresh_from_db()
    assert (entry.actor_kind, entry.actor_key, entry.festival_key, entry.reason) == ("judge", "12", 5, "Wrong number")
    assert entry.detail_text == '{"a":"x","б":[1,true,null]}'


def test_entry_falls_with_its_transaction() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        recorded()
        raise RuntimeError

    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize("detail", [{"sum": 0.5}, {"deep": [{"sum": 0.5}]}, {"row": (1, 0.5)}])
def test_floats_are_refused_at_any_depth(detail: dict[str, object]) -> None:
    with pytest.raises(TypeError, match="no floats"):
        recorded(detail=detail)
    assert AuditEntry.objects.count() == 0


def test_a_long_device_name_is_cut_to_its_column() -> None:
    assert len(recorded(device="x" * 300).device) == 80


@pytest.mark.parametrize(
    "wrong", [{"actor_kind": "robot"}, {"action": ""}, {"subject_id": ""}, {"actor_key": ""}, {"subject_kind": ""}]
)
def test_nameless_entries_are_refused_by_the_database(wrong: dict[str, str]) -> None:
    entry = recorded()
    fields = {
        field.attname: getattr(entry, field.attname) for field in AuditEntry._meta.concrete_fields if field.name != "id"
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.bulk_create([AuditEntry(**{**fields, **wrong})])


def test_an_entry_cannot_be_changed() -> None:
    entry = recorded()
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(reason="Something else")
    entry.refresh_from_db()
    assert entry.reason == ""


def test_an_entry_cannot_be_deleted() -> None:
    recorded()
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        AuditEntry.objects.all().delete()
    assert AuditEntry.objects.count() == 1


def test_the_table_cannot_be_truncated_on_postgresql() -> None:
    recorded()
    # SQLite has no TRUNCATE: DELETE without WHERE is the same there.
    statement = "DELETE FROM audit_auditentry" if connection.vendor == "sqlite" else "TRUNCATE audit_auditentry CASCADE"
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.count() == 1


def test_personal_values_lie_beside_and_can_be_erased() -> None:
    entry = recorded(subject_kind="person", subject_id=9, personal=("Сәуле", "Сауле"))
    other = recorded(subject_kind="person", subject_id=10, personal=("a", "b"))

    assert trail.erase_personal_detail(subject_kind="person", subject_id=9) == 1

    personal = AuditPersonalDetail.objects.get(entry=entry)
    assert (personal.before_text, personal.after_text) == ("", "")
    assert AuditPersonalDetail.objects.get(entry=other).before_text == "a"
    assert "Сәуле" not in json.dumps(list(AuditEntry.objects.values("detail_text", "reason")), ensure_ascii=False)


def test_lists_are_newest_first_and_narrowed() -> None:
    first = recorded(festival_id=1)
    second = recorded(festival_id=1, action="entry.withdrawn", subject_kind="entry", subject_id=4)
    recorded(festival_id=2)

    assert list(trail_list.list_entries(festival_id=1)) == [second, first]
    assert list(trail_list.list_entries(subject=("entry", 4))) == [second]
    assert list(trail_list.list_entries(festival_id=1, action_prefix="release.")) == [first]


@pytest.mark.django_db(transaction=True)
def test_guards_stand_again_after_a_test_with_commits() -> None:
    recorded()
    triggers.drop_triggers(connection)
    AuditEntry.objects.all().delete()
    triggers.create_triggers(connection)
    triggers.create_triggers(connection)  # twice is as once
    entry = recorded()
    with pytest.raises(DatabaseError, match="only grows"):
        AuditEntry.objects.filter(pk=entry.pk).update(reason="x")


def test_every_guarded_table_has_its_guards() -> None:
    if connection.vendor == "sqlite":
        query = "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT DISTINCT event_object_table FROM information_schema.triggers"
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert {row[0] for row in cursor.fetchall()} == set(triggers.guarded_tables())
    assert "audit_auditentry" in triggers.guarded_tables()
