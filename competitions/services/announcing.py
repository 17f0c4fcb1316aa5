"""Announces a competition of a festival, and the prizes on offer in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Competition, Format, Prize
from competitions.models.contests import RESERVED_SLUGS
from competitions.permissions import desk
from dancers.errors import RuleRefused
from dancers.models import DanceStyle, User
from events.models import Festival, Section
from live.services import versions


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetitionDetails:
    """What is announced: titles and division by language, style, shape, whom it takes."""

    titles: Mapping[str, str]
    slug: str
    style: DanceStyle
    shape: Format
    section: Section | None = None
    division: Mapping[str, str] = field(default_factory=dict)
    ages: tuple[int | None, int | None] = (None, None)
    level: str = ""
    size: str = Competition.Size.SOLO
    members: tuple[int, int] = (1, 1)
    capacity: int | None = None
    tie_money: str = Competition.TieMoney.POOL
    position: int = 0


def announce_competition(*, actor: Actor, user: User, festival: Festival, details: CompetitionDetails) -> Competition:
    """Add a competition in the state of a draft; entries are opened by services.contests.

    Refuses an address that another competition of the festival has, a section of another festival, and ages out of order.
    """
    desk.require(user, festival, desk.SETS_UP)
    _refuse_odd_details(festival, details)
    with transaction.atomic():
        competition = Competition.objects.create(
            festival=festival,
            section=details.section,
            slug=details.slug,
            style=details.style,
            format=details.shape,
            **{f"title_{code}": details.titles.get(code, "") for code in ("en", "ru", "kk")},
            **{f"division_{code}": details.division.get(code, "") for code in ("en", "ru", "kk")},
            age_min=details.ages[0],
            age_max=details.ages[1],
            level=details.level,
            size=details.size,
            members_min=details.members[0],
            members_max=details.members[1],
            capacity=details.capacity,
            tie_money=details.tie_money,
            position=details.position,
            status_at=timezone.now(),
        )
        trail.record(
            actor=actor,
            action="competition.announced",
            subject_kind="competition",
            subject_id=competition.pk,
            festival_id=festival.pk,
        )
        versions.raise_tags("home", f"festival:{festival.pk}")
    return competition


def offer_money(
    *,
    actor: Actor,
    user: User,
    competition: Competition,
    place: int,
    amount_minor: int,
    titles: Mapping[str, str],
) -> Prize:
    """Put money on one place of a competition, in minor units of the festival's currency.

    Refuses an amount below one minor unit, a place below 1, and a place that has its money already.
    """
    desk.require(user, competition.festival, desk.SETS_UP)
    if amount_minor < 1 or place < 1:
        raise RuleRefused(_("A prize needs an amount above zero and a place from 1; nothing was written."))
    with transaction.atomic():
        if competition.prizes.filter(kind=Prize.Kind.MONEY, place_from__lte=place, place_to__gte=place).exists():
            raise RuleRefused(_("Place %(place)s has its money already; it was kept.") % {"place": place})
        prize = Prize.objects.create(
            competition=competition,
            kind=Prize.Kind.MONEY,
            place_from=place,
            place_to=place,
            on_offer_minor=amount_minor,
            currency=competition.festival.currency,
            **{f"title_{code}": titles.get(code, "") for code in ("en", "ru", "kk")},
        )
        trail.record(
            actor=actor,
            action="prize.offered",
            subject_kind="prize",
            subject_id=prize.pk,
            festival_id=competition.festival_id,
            detail={"place": place, "amount_minor": amount_minor},
        )
        versions.raise_tags(f"festival:{competition.festival_id}", f"competition:{competition.pk}")
    return prize


def _refuse_odd_details(festival: Festival, details: CompetitionDetails) -> None:
    if details.slug in RESERVED_SLUGS:
        raise RuleRefused(
            _("The address “%(slug)s” belongs to a page of the festival; nothing was added.") % {"slug": details.slug}
        )
    if Competition.objects.filter(festival=festival, slug=details.slug).exists():
        raise RuleRefused(
            _("%(festival)s already has a competition at the address “%(slug)s”; nothing was added.")
            % {"festival": festival.title, "slug": details.slug}
        )
    if details.section is not None and details.section.festival_id != festival.pk:
        raise RuleRefused(_("The section belongs to another festival; nothing was added."))
    youngest, oldest = details.ages
    if youngest is not None and oldest is not None and youngest > oldest:
        raise RuleRefused(
            _("The youngest age, %(youngest)s, is above the oldest, %(oldest)s; nothing was added.")
            % {"youngest": youngest, "oldest": oldest}
        )
