"""Invitations to an academy and to a festival: used once, by the one they mean."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from audit.actors import Actor
from dancers.errors import RuleRefused
from dancers.models import AcademyManager, Invitation, User
from dancers.services.invitations import invite_manager
from events.models import StaffInvitation, StaffRole
from events.services.invitations import invite_staff
from notifications.models import Notice
from tests.factories.meet import make_festival, make_role
from tests.factories.people import PASSWORD, make_academy, make_user

pytestmark = pytest.mark.django_db
ACTOR = Actor.system("test")
HOME = "/en/accounts/"


def last_path() -> str:
    payload = json.loads(Notice.objects.order_by("pk").reverse()[0].payload_text)
    return str(payload["url_path"]).replace("{lang}", "en")


def ask_manager(email: str = "new@example.org") -> str:
    owner = make_user()
    invite_manager(actor=ACTOR, academy=make_academy("Samruk", manager=owner), email=email, inviter=owner)
    return last_path()


def ask_staff(email: str = "new@example.org", role: str = "scrutineer") -> str:
    invite_staff(actor=ACTOR, festival=make_festival(), email=email, role=role, inviter=make_user(), language="kk")
    return last_path()


def test_invite_staff_when_the_letter_is_owed() -> None:
    path = ask_staff()
    payload = json.loads(Notice.objects.get().payload_text)
    assert payload["festival"]["en"] == "Altyn Adym"
    assert payload["role"]["en"] == "scrutineer"
    secret = path.rstrip("/").rsplit("/", 1)[1]
    assert len(secret) >= 43
    assert secret not in StaffInvitation.objects.get().token_hash


@pytest.mark.parametrize("ask", [ask_manager, ask_staff])
def test_accept_when_the_invited_is_new(client: Client, ask: object) -> None:
    path = ask_manager() if ask is ask_manager else ask_staff()
    assert client.get(path).status_code == 200
    assert User.objects.filter(email="new@example.org").count() == 0
    weak = client.post(path, {"password": "short"})
    assert "too short" in weak.context["message"]
    assert User.objects.filter(email="new@example.org").count() == 0
    assert client.post(path, {"password": PASSWORD}).headers["Location"] == HOME
    user = User.objects.get(email="new@example.org")
    assert user.is_verified
    assert client.get(HOME).status_code == 200
    gained = AcademyManager.objects.filter(user=user).count(), StaffRole.objects.filter(user=user).count()
    assert gained == ((1, 0) if ask is ask_manager else (0, 1))
    again = client.post(path)
    assert (again.status_code, b"accepted already" in again.content) == (410, True)


def test_accept_when_the_invited_has_an_account(client: Client) -> None:
    user = make_user("dana@example.org")
    path = ask_staff("Dana@example.org")
    taken = client.post(path, {"password": PASSWORD})
    assert "account with this e-mail address already" in taken.context["message"]
    client.force_login(user)
    assert client.get(path).status_code == 200
    assert StaffRole.objects.count() == 0
    assert client.post(path).headers["Location"] == HOME
    assert StaffRole.objects.get().role == "scrutineer"
    assert "scrutineer" in client.get(HOME).content.decode()


@pytest.mark.parametrize("ask", [ask_manager, ask_staff])
def test_accept_when_somebody_else_holds_the_letter(client: Client, ask: object) -> None:
    path = ask_manager() if ask is ask_manager else ask_staff()
    other = make_user("other@example.org")
    client.force_login(other)
    assert "is for new@example.org" in client.post(path).context["message"]
    assert AcademyManager.objects.filter(user=other).count() + StaffRole.objects.filter(user=other).count() == 0
    assert Invitation.objects.filter(accepted_at__isnull=False).count() == 0


def test_accept_when_too_old_revoked_or_unknown(client: Client) -> None:
    path = ask_staff()
    StaffInvitation.objects.update(
        created_at=timezone.now() - timedelta(days=30), expires_at=timezone.now() - timedelta(days=1)
    )
    assert b"too old" in client.post(path, {"password": PASSWORD}).content
    StaffInvitation.objects.update(revoked_at=timezone.now())
    assert b"not valid" in client.get(path).content
    unknown = client.get("/en/accounts/festival-invitation/nothing/")
    assert (unknown.status_code, b"not valid" in unknown.content) == (410, True)
    assert User.objects.filter(email="new@example.org").count() == 0


def test_invite_when_invited_again() -> None:
    festival, inviter = make_festival(), make_user()
    for _turn in range(2):
        invite_staff(actor=ACTOR, festival=festival, email="new@example.org", role="dj", inviter=inviter)
    assert StaffInvitation.objects.filter(revoked_at__isnull=True).count() == 1


def test_invite_when_refused() -> None:
    user, festival = make_user("dana@example.org"), make_festival()
    make_role(user, festival, "dj")
    with pytest.raises(RuleRefused, match="has this role already"):
        invite_staff(actor=ACTOR, festival=festival, email="dana@example.org", role="dj", inviter=user)
    with pytest.raises(RuleRefused, match="no role"):
        invite_staff(actor=ACTOR, festival=festival, email="dana@example.org", role="king", inviter=user)
    academy = make_academy(manager=user)
    with pytest.raises(RuleRefused, match=r"manages .* already"):
        invite_manager(actor=ACTOR, academy=academy, email="dana@example.org", inviter=user)
    with pytest.raises(RuleRefused, match="not an e-mail"):
        invite_manager(actor=ACTOR, academy=academy, email="dana", inviter=user)
    assert Notice.objects.count() == 0
