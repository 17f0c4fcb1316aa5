"""The ceremony: who reveals, step by step, what a second press does, and when the letters go."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from audit.models import AuditEntry
from competitions import tasks
from competitions.models import Release, ReleaseState
from competitions.selectors import ceremonies
from competitions.services import ceremony, releases
from dancers.errors import NotAllowed, RuleRefused
from dancers.models import User
from live.models import PageVersion
from notifications.models import Notice
from tests.competitions.public import stage
from tests.competitions.public.stage import Show
from tests.factories import contest
from tests.factories.contest import actor_of

pytestmark = pytest.mark.django_db
FOUR: stage.Rows = [[[1, 1, 1], [2, 2, 2], [3, 3, 3], [4, 4, 4]]]
# Four judges share second and third place between two entries; fifth is alone.
SHARED: stage.Rows = [[[1, 1, 1, 1], [2, 3, 2, 3], [3, 2, 3, 2], [4, 4, 4, 4], [5, 5, 5, 5]]]


def prepared(rows: stage.Rows = FOUR, **fields: Any) -> tuple[Show, Release, User]:
    show = stage.make_show(rows, **fields)
    return show, show.release(for_ceremony=True), contest.make_staff(show.staff.festival, "announcer")


def press(act: Callable[..., None], release: Release, user: User, **fields: object) -> None:
    act(actor=actor_of(user), user=user, release=release, **fields)


def shown(release: Release) -> int | None:
    return ReleaseState.objects.get(release=release).reveal_step


def test_steps_go_from_the_last_place_up_and_a_shared_place_is_one() -> None:
    _show, release, _announcer = prepared(SHARED)

    steps = ceremonies.steps_of(release)

    assert [(step.place_from, step.place_to, len(step.entries)) for step in steps] == [
        (5, 5, 1),
        (4, 4, 1),
        (2, 3, 2),
        (1, 1, 1),
    ]


def test_who_went_out_before_the_final_is_in_no_step() -> None:
    show = stage.make_released_with_recall()

    assert [step.place_from for step in ceremonies.steps_of(show.competition.releases.get())] == [2, 1]


def test_announcer_reveals_step_by_step_and_every_press_is_in_the_trail() -> None:
    _show, release, announcer = prepared()

    press(ceremony.begin, release, announcer)
    for step in range(4):
        press(ceremony.reveal_next, release, announcer, expected=step)
    press(ceremony.end, release, announcer)

    assert shown(release) is None
    acts = AuditEntry.objects.filter(action__startswith="ceremony").order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["ceremony.begun", *["ceremony.revealed"] * 4, "ceremony.ended"]


def test_second_press_of_the_same_remote_reveals_nothing_more() -> None:
    _show, release, announcer = prepared()
    press(ceremony.begin, release, announcer)
    press(ceremony.reveal_next, release, announcer, expected=0)

    with pytest.raises(RuleRefused, match="pressed before you"):
        press(ceremony.reveal_next, release, announcer, expected=0)
    with pytest.raises(RuleRefused, match="has begun already"):
        press(ceremony.begin, release, announcer)

    assert shown(release) == 1


def test_nothing_is_revealed_beyond_the_first_place_nor_hidden_before_the_last() -> None:
    _show, release, announcer = prepared()
    press(ceremony.begin, release, announcer)
    with pytest.raises(RuleRefused, match="No place is revealed"):
        press(ceremony.hide_last, release, announcer, expected=0)
    for step in range(4):
        press(ceremony.reveal_next, release, announcer, expected=step)

    with pytest.raises(RuleRefused, match="Every place is revealed"):
        press(ceremony.reveal_next, release, announcer, expected=4)
    with pytest.raises(RuleRefused, match="Every place is revealed"):
        press(ceremony.reveal_to_podium, release, announcer, expected=4)


def test_mis_press_is_taken_off_the_screens_and_kept_in_the_trail() -> None:
    _show, release, announcer = prepared()
    press(ceremony.begin, release, announcer)
    press(ceremony.reveal_next, release, announcer, expected=0)

    press(ceremony.hide_last, release, announcer, expected=1)

    assert shown(release) == 0
    entry = AuditEntry.objects.get(action="ceremony.hidden")
    assert '"place":4' in entry.detail_text
    assert entry.actor_key == str(announcer.pk)


def test_places_below_the_podium_are_one_press_if_the_announcer_wants() -> None:
    _show, release, announcer = prepared(stage.PICTURE)
    press(ceremony.begin, release, announcer)

    press(ceremony.reveal_to_podium, release, announcer, expected=0)

    assert shown(release) == 3
    with pytest.raises(RuleRefused, match="below the podium"):
        press(ceremony.reveal_to_podium, release, announcer, expected=3)


@pytest.mark.parametrize(("role", "may"), [("announcer", True), ("owner", True), ("scrutineer", True), ("dj", False)])
def test_only_announcer_owner_and_scrutineer_hold_the_remote(role: str, may: bool) -> None:
    show, release, _announcer = prepared()
    user = contest.make_staff(show.staff.festival, role)

    if may:
        press(ceremony.begin, release, user)
        assert shown(release) == 0
    else:
        with pytest.raises(NotAllowed):
            press(ceremony.begin, release, user)


def test_announcer_of_another_festival_is_nobody_here() -> None:
    _show, release, _announcer = prepared()
    stranger = contest.make_staff(contest.make_festival(), "announcer")

    with pytest.raises(NotAllowed):
        press(ceremony.end, release, stranger)


def test_letters_go_at_the_end_and_not_before() -> None:
    show = stage.make_show(FOUR)
    contest.make_prize(show.competition, 100_000_00, 1)
    release = show.release(for_ceremony=True)
    announcer = contest.make_staff(show.staff.festival, "announcer")
    press(ceremony.begin, release, announcer)
    for step in range(4):
        press(ceremony.reveal_next, release, announcer, expected=step)
    assert not Notice.objects.exists()
    assert releases.tell_due() == 0

    press(ceremony.end, release, announcer)

    assert Notice.objects.filter(dedupe_key=f"release:{release.pk}:told").count() == 1
    assert Notice.objects.filter(dedupe_key__startswith=f"release:{release.pk}:entry").count() == 4
    assert Notice.objects.filter(dedupe_key__startswith="award:").count() == 1
    with pytest.raises(RuleRefused, match="not begun, or it is over"):
        press(ceremony.end, release, announcer)


def test_ceremony_that_nobody_ends_ends_by_itself_once_every_place_is_out() -> None:
    _show, release, announcer = prepared()
    press(ceremony.begin, release, announcer)
    press(ceremony.reveal_next, release, announcer, expected=0)
    long_ago = timezone.now() - timedelta(minutes=11)
    ReleaseState.objects.update(revealed_at=long_ago)
    assert ceremony.end_forgotten() == 0  # a pause in the middle is the announcer's

    ReleaseState.objects.update(reveal_step=4, revealed_at=timezone.now())
    assert ceremony.end_forgotten() == 0
    ReleaseState.objects.update(revealed_at=long_ago)

    assert ceremony.end_forgotten() == 1
    assert shown(release) is None
    assert Notice.objects.exists()


def test_hour_that_held_a_release_back_is_lifted_by_the_ceremony() -> None:
    show = stage.make_show(FOUR)
    release = show.release(embargo_until=timezone.now() + timedelta(hours=1))
    announcer = contest.make_staff(show.staff.festival, "announcer")

    press(ceremony.begin, release, announcer)

    state = ReleaseState.objects.get(release=release)
    assert (state.embargo_until, state.reveal_step) == (None, 0)


def test_public_retracted_replaced_and_names_only_releases_have_no_ceremony() -> None:
    show, release, announcer = prepared()
    chair = show.staff.chair
    releases.retract(actor=actor_of(chair), user=chair, release=release, reason="A sheet was mixed up.")
    with pytest.raises(RuleRefused, match="taken back"):
        press(ceremony.begin, release, announcer)

    public = stage.make_released(FOUR, staff=show.staff)
    with pytest.raises(RuleRefused, match="public already"):
        press(ceremony.begin, public.competition.releases.get(), announcer)

    names = stage.make_show(FOUR, staff=show.staff, detail="names")
    with pytest.raises(RuleRefused, match="no order to reveal"):
        names.release(for_ceremony=True)
    with pytest.raises(RuleRefused, match="Choose one"):
        stage.make_show(FOUR, staff=show.staff).release(for_ceremony=True, embargo_until=timezone.now())


def test_correction_of_a_result_that_was_public_has_no_ceremony() -> None:
    show = stage.make_released()
    part, first = show.final.parts.get(), show.final.round_entries.order_by("order")[0]
    second = show.final.round_entries.order_by("order")[1]
    contest.put_row(show.final, first, part, [2, 2, 2])
    contest.put_row(show.final, second, part, [1, 1, 1])
    show.tabulate()

    with pytest.raises(RuleRefused, match="a correction has no ceremony"):
        show.release(for_ceremony=True, reason="Judge A had swapped two numbers.")


def test_release_that_was_replaced_before_it_came_out_never_comes_out() -> None:
    show = stage.make_show()
    first = show.release(embargo_until=timezone.now() + timedelta(hours=1))
    second = show.correct()
    announcer = contest.make_staff(show.staff.festival, "announcer")
    Notice.objects.all().delete()

    ReleaseState.objects.filter(release=first).update(embargo_until=timezone.now() - timedelta(seconds=1))

    assert releases.tell_due() == 0
    assert ReleaseState.objects.get(release=first).superseded_at is not None
    assert ReleaseState.objects.get(release=second).superseded_at is None
    with pytest.raises(RuleRefused, match="newer release"):
        press(ceremony.begin, first, announcer)


def test_step_makes_the_result_and_the_screen_anew_and_no_other_page() -> None:
    show, release, announcer = prepared()
    press(ceremony.begin, release, announcer)
    before = dict(PageVersion.objects.values_list("tag", "version"))

    press(ceremony.reveal_next, release, announcer, expected=0)

    after = dict(PageVersion.objects.values_list("tag", "version"))
    raised = {tag for tag in after if after[tag] != before.get(tag)}
    assert raised == {f"competition:{show.competition.pk}", f"screen:{show.staff.festival.pk}"}


def test_the_task_of_due_letters_ends_forgotten_ceremonies_too() -> None:
    _show, release, announcer = prepared()
    press(ceremony.begin, release, announcer)
    ReleaseState.objects.update(reveal_step=4, revealed_at=timezone.now() - timedelta(minutes=11))

    assert tasks.tell_due_releases() == 1
    assert tasks.tell_due_releases() == 0
