"""`manage.py audit_results`: what it counts, what it names, and with which exit code it ends."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from audit import triggers
from competitions.models import Mark, Release, Result
from tests.competitions.public import stage

pytestmark = pytest.mark.django_db


def audit() -> str:
    """What the command says where all is well."""
    out = StringIO()
    call_command("audit_results", stdout=out, stderr=out)
    return out.getvalue()


def refused() -> str:
    """What it says where something is not."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("audit_results", stdout=out, stderr=out)
    return out.getvalue() + str(error.value)


def tamper(model: type[Result] | type[Release], **fields: object) -> None:
    """Change what only grows, as somebody with the database in hand could."""
    triggers.drop_triggers(connection)
    model._base_manager.update(**fields)
    triggers.create_triggers(connection)


def test_nothing_stored_is_no_fault() -> None:
    assert audit() == "0 results recomputed, all as stored: 0 same, 0 differ.\n"


def test_every_result_of_every_release_is_recomputed() -> None:
    stage.make_released(stage.PICTURE)
    show = stage.make_released()
    show.correct()

    assert audit() == "3 results recomputed, all as stored: 3 same, 0 differ.\n"


def test_another_outcome_another_digest_and_unreadable_sheets_are_named() -> None:
    show = stage.make_released()
    result = Result.objects.get()
    tamper(Result, outcome_text="{}")
    assert f"Result {result.pk} (round {show.final.pk}, number 1): the sheets give another outcome" in refused()

    tamper(Result, digest="0" * 64)
    said = refused()
    assert "the digest is not that of its sheets" in said
    assert "1 of 1 results differ, 1 releases differ" in said


def test_release_that_was_rewritten_is_named() -> None:
    stage.make_released()
    tamper(Release, ranking_text='{"rows":[]}')

    said = refused()

    assert "the digest is not its content's" in said
    assert "1 result recomputed: 1 same. 0 of 1 results differ, 1 releases differ" in said


def test_gap_in_the_numbers_is_named() -> None:
    show = stage.make_released()
    tamper(Result, number=3)

    assert f"Results of round {show.final.pk}: 1 of them, the highest number is 3" in refused()


def test_mark_that_is_not_its_operations_is_named() -> None:
    stage.make_released()
    mark = Mark.objects.order_by("pk")[0]
    Mark.objects.filter(pk=mark.pk).update(value=9)

    said = refused()

    assert f"Mark {mark.pk} (seat {mark.seat_id}): it is not what operation {mark.operation_id} set" in said
    assert "1 marks differ" in said
