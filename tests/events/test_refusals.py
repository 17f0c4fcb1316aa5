"""The meet's services refuse by themselves whoever has no role for it, another festival's owner included."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from audit.actors import Actor
from audit.models import AuditEntry
from dancers.errors import NotAllowed
from dancers.models import User
from events.models import ProgrammeItem
from events.services import festivals, invitations, programme, staff, stages
from events.services.festivals import FestivalDetails
from tests.factories.meet import make_festival, make_item, make_role, make_session
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
DETAILS = FestivalDetails(titles={"en": "Mine"}, city="Astana", starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 2))
Attempt = Callable[[Actor, User, ProgrammeItem], object]


ATTEMPTS: dict[str, Attempt] = {
    "found a series": lambda actor, user, item: festivals.found_series(actor=actor, titles={"en": "Mine"}),
    "found a festival": lambda actor, user, item: festivals.found_festival(actor=actor, details=DETAILS, owner=user),
    "edit the festival": lambda actor, user, item: festivals.edit_festival(
        actor=actor, festival=item.session.stage.festival, details=DETAILS
    ),
    "cancel the festival": lambda actor, user, item: festivals.set_status(
        actor=actor, festival=item.session.stage.festival, status="cancelled", reason="x"
    ),
    "add a section": lambda actor, user, item: festivals.add_section(
        actor=actor, festival=item.session.stage.festival, titles={"en": "x"}
    ),
    "add a stage": lambda actor, user, item: stages.add_stage(
        actor=actor, festival=item.session.stage.festival, titles={"en": "x"}
    ),
    "add a session": lambda actor, user, item: stages.add_session(
        actor=actor,
        stage=item.session.stage,
        titles={"en": "x"},
        starts_at=item.session.ends_at,
        ends_at=item.session.ends_at + timedelta(hours=1),
    ),
    "give oneself a role": lambda actor, user, item: staff.give_role(
        actor=actor, festival=item.session.stage.festival, user=user, role="owner"
    ),
    "take a role": lambda actor, user, item: staff.take_role(
        actor=actor, festival=item.session.stage.festival, user=user, role="viewer"
    ),
    "invite oneself": lambda actor, user, item: invitations.invite_staff(
        actor=actor, festival=item.session.stage.festival, email=user.email, role="owner", inviter=user
    ),
    "add an item": lambda actor, user, item: programme.add_item(
        actor=actor, session=item.session, kind="heat", titles={"en": "x"}
    ),
    "add a performance": lambda actor, user, item: programme.add_performance(
        actor=actor, session=item.session, titles={"en": "x"}
    ),
    "move an item": lambda actor, user, item: programme.move_item(actor=actor, item=item, position=1),
    "start an item": lambda actor, user, item: programme.start_item(actor=actor, item=item),
    "end an item": lambda actor, user, item: programme.end_item(actor=actor, item=item),
    "skip an item": lambda actor, user, item: programme.skip_item(actor=actor, item=item, reason="x"),
}


@pytest.mark.parametrize("what", ATTEMPTS)
def test_service_when_a_viewer_here_and_owner_elsewhere_calls_it(what: str) -> None:
    item, user = make_item(make_session(), 1), make_user()
    make_role(user, item.session.stage.festival, "viewer")
    make_role(user, make_festival(), "owner")
    with pytest.raises(NotAllowed):
        ATTEMPTS[what](Actor.user(user.pk), user, item)
    assert not AuditEntry.objects.exists()


def test_service_when_the_role_allows_it() -> None:
    item, deck, owner = make_item(make_session(), 1), make_user(), make_user()
    festival = item.session.stage.festival
    make_role(deck, festival, "deck_captain")
    make_role(owner, festival, "owner")
    programme.start_item(actor=Actor.user(deck.pk), item=item)
    with pytest.raises(NotAllowed):
        programme.add_item(actor=Actor.user(deck.pk), session=item.session, kind="heat", titles={"en": "x"})
    staff.give_role(actor=Actor.user(owner.pk), festival=festival, user=deck, role="stage_manager")
    programme.add_item(actor=Actor.user(deck.pk), session=item.session, kind="heat", titles={"en": "x"})
