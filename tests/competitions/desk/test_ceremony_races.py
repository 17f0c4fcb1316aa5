"""Two remotes pressed at the same instant reveal one place; the letters of an end go once. Each with its control."""

import time

from competitions.models import Release, ReleaseState
from competitions.services import ceremony
from dancers.errors import RuleRefused
from notifications.models import Notice
from tests.competitions.desk.test_races import at_once
from tests.competitions.public import stage
from tests.competitions.public.stage import Show
from tests.factories.contest import actor_of

FOUR: stage.Rows = [[[1, 1, 1], [2, 2, 2], [3, 3, 3], [4, 4, 4]]]


def begun() -> tuple[Show, Release]:
    show = stage.make_show(FOUR)
    release, user = show.release(for_ceremony=True), show.staff.owner
    ceremony.begin(actor=actor_of(user), user=user, release=release)
    return show, release


def test_two_remotes_at_once_reveal_one_place(own_database: str) -> None:
    show, release = begun()

    answers = at_once(
        own_database,
        *(
            lambda user=user: ceremony.reveal_next(actor=actor_of(user), user=user, release=release, expected=0)
            for user in (show.staff.owner, show.staff.scrutineer, show.staff.owner)
        ),
    )

    assert sum(isinstance(answer, RuleRefused) for answer in answers) == 2
    assert ReleaseState.objects.get().reveal_step == 1


def test_without_the_expected_step_two_presses_reveal_two_places(own_database: str) -> None:
    """The control: presses that only say "next" run into the place above."""
    show, release = begun()

    def press_blindly() -> None:
        for _attempt in range(100):
            step = ReleaseState.objects.get(release=release).reveal_step or 0
            try:
                user = show.staff.owner
                ceremony.reveal_next(actor=actor_of(user), user=user, release=release, expected=step)
            except RuleRefused:
                time.sleep(0.01)
            else:
                return

    at_once(own_database, press_blindly, press_blindly)

    assert ReleaseState.objects.get().reveal_step == 2


def test_two_ends_at_once_tell_everybody_once(own_database: str) -> None:
    show, release = begun()

    answers = at_once(
        own_database,
        *(
            lambda user=user: ceremony.end(actor=actor_of(user), user=user, release=release)
            for user in (show.staff.owner, show.staff.scrutineer)
        ),
    )

    assert sum(isinstance(answer, RuleRefused) for answer in answers) == 1
    assert Notice.objects.filter(dedupe_key=f"release:{release.pk}:told").count() == 1
    assert Notice.objects.filter(dedupe_key__startswith=f"release:{release.pk}:entry").count() == 4
