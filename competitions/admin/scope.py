"""In whose festivals a request may work: read once per request, asked by every list, form, inline, action and button."""

from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from competitions.permissions import setup
from competitions.permissions.setup import Act
from competitions.selectors import festival_scope
from events.models import Festival, Role, StaffRole

SESSION_KEY = "admin_festival"


@dataclass(frozen=True)
class Scope:
    """The roles of one user by festival, and the festival that was chosen in the bar."""

    is_superuser: bool
    roles: Mapping[int, frozenset[str]]
    names: Mapping[int, str]
    zones: Mapping[int, str]
    chosen: int | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which times are shown and typed: the chosen festival's, else that of the newest."""
        pk = self.chosen if self.chosen is not None else next(iter(self.zones), None)
        return ZoneInfo("UTC" if pk is None else self.zones[pk])

    def festivals(self, act: Act, model: type[Model]) -> frozenset[int] | None:
        """Return the festivals in which the user may do this to rows of the model; None means all."""
        if self.is_superuser:
            return None
        label = model._meta.label_lower
        return frozenset(pk for pk, roles in self.roles.items() if setup.may(roles, act, label))

    def festivals_for(self, action: str) -> frozenset[int] | None:
        """Return the festivals in which the user may press this button; None means all."""
        if self.is_superuser:
            return None
        return frozenset(pk for pk, roles in self.roles.items() if setup.may_run(roles, action))

    def may(self, act: Act, model: type[Model], row: Model | None = None) -> bool:
        """Whether the user may do this to the row (without one: anywhere)."""
        if self.is_superuser:
            return True
        allowed = self.festivals(act, model) or frozenset()
        if row is None:
            return bool(allowed)
        festival_id = festival_scope.festival_id_of(row)
        if festival_id is None:
            return act == "see" and bool(allowed) and model._meta.label_lower in festival_scope.HOUSE_ROWS
        return festival_id in allowed

    def may_run(self, action: str, row: Model | None = None) -> bool:
        """Whether the user may press this button for the row's festival (without a row: anywhere)."""
        allowed = self.festivals_for(action)
        if allowed is None:
            return True
        return bool(allowed) if row is None else festival_scope.festival_id_of(row) in allowed


_scopes: WeakKeyDictionary[HttpRequest, Scope] = WeakKeyDictionary()


def of(request: HttpRequest) -> Scope:
    """Return the scope of the request's user; two queries the first time, none afterwards."""
    if request not in _scopes:
        _scopes[request] = _read(request)
    return _scopes[request]


def _read(request: HttpRequest) -> Scope:
    user = request.user
    if not user.is_authenticated or not user.is_active or not user.is_staff:
        return Scope(is_superuser=False, roles={}, names={}, zones={})
    roles: dict[int, frozenset[str]] = {}
    if user.is_superuser:
        festivals = Festival.objects.all()
    else:
        for festival_id, role in StaffRole.objects.filter(user_id=user.pk).values_list("festival_id", "role"):
            roles[festival_id] = roles.get(festival_id, frozenset()) | {role}
        festivals = Festival.objects.filter(pk__in=roles)
    found = list(festivals.order_by("-starts_on", "-pk"))
    names = {festival.pk: festival.title for festival in found}
    zones = {festival.pk: festival.time_zone for festival in found}
    return Scope(user.is_superuser, roles, names, zones, _chosen(request, names))


def _chosen(request: HttpRequest, names: Mapping[int, str]) -> int | None:
    wanted = request.session.get(SESSION_KEY)
    if isinstance(wanted, int) and wanted in names:
        return wanted
    return next(iter(names)) if len(names) == 1 else None


def choose(request: HttpRequest, festival_id: int | None) -> None:
    """Work in this festival from now on (None: in all of one's own); one that is not the user's is ignored."""
    scope = of(request)
    if festival_id is not None and festival_id not in scope.names:
        return
    request.session[SESSION_KEY] = festival_id
    _scopes.pop(request, None)


def enter(request: HttpRequest, festival_id: int | None) -> None:
    """A row of this festival is being opened: when another one was chosen, this becomes the chosen one, with its zone."""
    current = of(request)
    if festival_id is None or current.chosen in (None, festival_id) or festival_id not in current.names:
        return
    choose(request, festival_id)
    timezone.activate(of(request).zone)


def role_names(current: Scope) -> str:
    """Return the words for what the user is in the chosen festival."""
    if current.is_superuser:
        return str(_("owner of the installation"))
    roles = current.roles.get(current.chosen, frozenset()) if current.chosen is not None else frozenset()
    return ", ".join(str(Role(role).label) for role in sorted(roles))
