"""Founds and edits festivals, their series and sections, and moves a festival through its states."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import available_timezones

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from dancers.errors import RuleRefused
from dancers.models import User
from dancers.permissions import require_owner
from dancers.selectors import countries
from dancers.services import addresses, wording
from events import permissions
from events.models import Festival, FestivalSeries, FestivalStatus, Role, Section, StaffRole
from events.selectors import currencies
from events.services.titles import take_titles
from live.services import versions

# Which state may follow which. A cancelled or finished festival may be published again: people make mistakes.
_NEXT: Mapping[str, frozenset[str]] = {
    FestivalStatus.DRAFT: frozenset({FestivalStatus.PUBLISHED, FestivalStatus.CANCELLED}),
    FestivalStatus.PUBLISHED: frozenset({FestivalStatus.DRAFT, FestivalStatus.FINISHED, FestivalStatus.CANCELLED}),
    FestivalStatus.FINISHED: frozenset({FestivalStatus.PUBLISHED}),
    FestivalStatus.CANCELLED: frozenset({FestivalStatus.PUBLISHED, FestivalStatus.DRAFT}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FestivalDetails:
    """What an organiser says of a festival. Texts are {"en": …, "ru": …, "kk": …}."""

    titles: Mapping[str, str]
    city: str
    starts_on: date
    ends_on: date
    venue: str = ""
    country: str = ""
    time_zone: str = "Asia/Almaty"
    currency: str = "KZT"
    taglines: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    entries_open_at: datetime | None = None
    entries_close_at: datetime | None = None
    contact_email: str = ""


def found_series(*, actor: Actor, titles: Mapping[str, str], slug: str = "") -> FestivalSeries:
    """Make a series and return it."""
    require_owner(actor)
    values = take_titles(titles)
    with transaction.atomic():
        series = addresses.create_at_free_address(FestivalSeries, slug or values["title_en"], values)
        trail.record(actor=actor, action="series.founded", subject_kind="series", subject_id=series.pk)
    return series


def found_festival(
    *,
    actor: Actor,
    details: FestivalDetails,
    owner: User | None = None,
    series: FestivalSeries | None = None,
    slug: str = "",
) -> Festival:
    """Make a festival as a draft, owned by the user when one is given; return it.

    Refuses an empty title or city, an end before the beginning, entries that close before they open, and a time zone,
    currency or country that does not exist.
    """
    require_owner(actor)
    values = _checked(details)
    with transaction.atomic():
        festival = addresses.create_at_free_address(
            Festival, slug or str(values["title_en"]), {**values, "series": series}
        )
        if owner is not None:
            StaffRole.objects.create(festival=festival, user=owner, role=Role.OWNER)
        _record(actor, "festival.founded", festival, {"owner": owner.pk if owner else None})
    return festival


def edit_festival(*, actor: Actor, festival: Festival, details: FestivalDetails) -> Festival:
    """Write the details over the festival's; its address (slug) never changes. Refuses as `found_festival` does."""
    permissions.require(actor, festival)
    values = _checked(details)
    changed = [name for name, value in values.items() if getattr(festival, name) != value]
    if not changed:
        return festival
    with transaction.atomic():
        for name in changed:
            setattr(festival, name, values[name])
        festival.save(update_fields=changed)
        _record(actor, "festival.edited", festival, {"fields": changed})
    return festival


def set_status(*, actor: Actor, festival: Festival, status: str, reason: str = "") -> None:
    """Move the festival into a state. The same state again changes nothing; refuses a step that makes no sense and a
    cancellation without a reason."""
    permissions.require(actor, festival)
    if festival.status == status:
        return
    if status not in _NEXT[festival.status]:
        raise RuleRefused(
            _("A festival that is %(now)s cannot become %(next)s.")
            % {"now": festival.get_status_display(), "next": dict(FestivalStatus.choices).get(status, status)}
        )
    if status == FestivalStatus.CANCELLED and not reason.strip():
        raise RuleRefused(_("Please write why the festival is cancelled."))
    with transaction.atomic():
        now = timezone.now()
        moved = Festival.objects.filter(pk=festival.pk, status=festival.status).update(status=status, status_at=now)
        if not moved:
            raise RuleRefused(_("Somebody changed the festival's state meanwhile; please look again."))
        was, festival.status, festival.status_at = festival.status, FestivalStatus(status), now
        _record(actor, f"festival.{status}", festival, {"was": was}, reason)


def add_section(*, actor: Actor, festival: Festival, titles: Mapping[str, str], position: int | None = None) -> Section:
    """Add a section, last when no position is given; return it. Refuses a position that is taken."""
    permissions.require(actor, festival)
    values = take_titles(titles)
    with transaction.atomic():
        Festival.objects.select_for_update().get(pk=festival.pk)
        sections = Section.objects.filter(festival=festival)
        if position is None:
            position = (sections.aggregate(last=Max("position"))["last"] or 0) + 1
        elif sections.filter(position=position).exists():
            raise RuleRefused(_("Position %(position)d is taken by another section.") % {"position": position})
        section = Section.objects.create(festival=festival, position=position, **values)
        _record(actor, "section.added", festival, {"section": section.pk})
    return section


def _checked(details: FestivalDetails) -> dict[str, object]:
    _refuse_dates(details)
    code = details.country.strip().upper()
    if code and not countries.is_country(code):
        raise RuleRefused(_("“%(code)s” is not the code of a country.") % {"code": details.country})
    currency = details.currency.strip().upper()
    if not currencies.is_currency(currency):
        raise RuleRefused(_("“%(code)s” is not the code of a currency.") % {"code": details.currency})
    if details.time_zone not in available_timezones():
        raise RuleRefused(_("“%(name)s” is not a time zone; an example is Asia/Almaty.") % {"name": details.time_zone})
    return {
        **take_titles(details.titles),
        **take_titles(details.taglines, field="tagline", required=False),
        **{
            f"description_{language}": details.descriptions.get(language, "").strip() for language in ("en", "ru", "kk")
        },
        "city": wording.take(details.city, _("City"), required=True),
        "venue": wording.take(details.venue, _("Venue"), longest=200),
        "country": code,
        "starts_on": details.starts_on,
        "ends_on": details.ends_on,
        "time_zone": details.time_zone,
        "currency": currency,
        "currency_digits": currencies.digits(currency),
        "entries_open_at": details.entries_open_at,
        "entries_close_at": details.entries_close_at,
        "contact_email": details.contact_email.strip(),
    }


def _refuse_dates(details: FestivalDetails) -> None:
    if details.ends_on < details.starts_on:
        raise RuleRefused(_("The last day of the festival lies before its first day."))
    opens, closes = details.entries_open_at, details.entries_close_at
    if opens is not None and closes is not None and closes <= opens:
        raise RuleRefused(_("Entries would close before they open."))


def _record(actor: Actor, action: str, festival: Festival, detail: Mapping[str, object], reason: str = "") -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="festival",
        subject_id=festival.pk,
        festival_id=festival.pk,
        detail=detail,
        reason=reason,
    )
    versions.raise_tags(f"festival:{festival.pk}", "home")
