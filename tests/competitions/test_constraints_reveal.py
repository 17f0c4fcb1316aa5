"""The state beside a release cannot contradict itself, whoever writes it."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from competitions.models import ReleaseState
from tests.competitions.public import stage

pytestmark = pytest.mark.django_db


def refuses(constraint: str, **fields: object) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        ReleaseState.objects.update(**fields)
    assert constraint in str(error.value)


def test_release_is_held_by_an_hour_or_by_a_ceremony_but_not_by_both() -> None:
    stage.make_released()

    refuses("competitions_releasestate_held_one_way", reveal_step=0, embargo_until=timezone.now())


def test_what_was_revealed_has_a_time() -> None:
    stage.make_released()

    refuses("competitions_releasestate_steps_have_time", reveal_step=1, revealed_at=None)
    ReleaseState.objects.update(reveal_step=0)
    ReleaseState.objects.update(reveal_step=1, revealed_at=timezone.now())
