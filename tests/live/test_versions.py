"""Raising tags and knowing of it: in a transaction, by several processes at once, and with the database away."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from live.hub import Hub
from live.models import PageVersion
from live.services import versions

pytestmark = pytest.mark.django_db


def test_each_raise_adds_one_and_a_tag_named_twice_counts_once() -> None:
    versions.raise_tags("a:1", "b:2", "a:1")
    versions.raise_tags("a:1")
    assert dict(PageVersion.objects.values_list("tag", "version")) == {"a:1": 2, "b:2": 1}


def test_a_raise_without_tags_does_nothing() -> None:
    versions.raise_tags()
    assert PageVersion.objects.count() == 0


def test_an_undone_raise_never_happened() -> None:
    with transaction.atomic():
        versions.raise_tags("a:1")
        transaction.set_rollback(True)
    assert PageVersion.objects.count() == 0


def test_the_own_process_learns_on_commit_only(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        versions.raise_tags("a:1")
    assert len(callbacks) == 1


@pytest.mark.parametrize("wrong", [{"tag": "", "version": 1}, {"tag": "a:1", "version": 0}])
def test_an_impossible_version_is_refused_by_the_database(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PageVersion.objects.bulk_create([PageVersion(raised_at=timezone.now(), **wrong)])


def test_a_hub_reads_what_was_raised_and_forgets_what_the_database_forgot() -> None:
    hub = Hub()
    assert hub.versions is None
    versions.raise_tags("a:1")
    hub.read_whole()
    assert hub.versions == {"a:1": 1}

    versions.raise_tags("a:1", "b:1")
    hub.read_recent()
    assert hub.versions == {"a:1": 2, "b:1": 1}

    PageVersion.objects.update(version=1)
    hub.read_whole()
    assert hub.versions == {"a:1": 1, "b:1": 1}, "a restored backup may have gone back"


def test_the_map_stays_the_same_object_while_nothing_changes() -> None:
    versions.raise_tags("a:1")
    hub = Hub()
    hub.read_whole()
    before = hub.versions
    hub.read_recent()
    hub.read_whole()
    hub.learn({"a:1": 1})
    assert hub.versions is before


def test_what_was_learnt_while_reading_is_not_lost() -> None:
    """The commit came between the query and the end of the reading: its answer must not take the news back."""
    hub = Hub()
    hub.read_whole()

    class Rows:
        def values_list(self, *_names: str) -> list[tuple[str, int]]:
            hub.learn({"a:1": 5})
            return [("a:1", 4)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PageVersion, "objects", Rows())
        hub.read_whole()
    assert hub.versions == {"a:1": 5}
