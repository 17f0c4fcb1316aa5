"""When entries may be sent in: by the server's clock, told in the festival's zone with its name."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from competitions.models import Competition
from competitions.selectors.public import dates
from events.models import Festival, FestivalStatus


def closes_at(competition: Competition) -> datetime | None:
    """Return the competition's own deadline, or else the festival's; None where neither is set."""
    return competition.entries_close_at or competition.festival.entries_close_at


def end_of(deadline: datetime) -> datetime:
    """Return the first moment that is too late. A deadline said to the minute, 23:59, lasts through that minute."""
    return deadline.replace(second=0, microsecond=0) + timedelta(minutes=1)


def tell_time(festival: Festival, moment: datetime) -> str:
    """Return the moment in the festival's zone, with the zone's name."""
    return dates.moment(moment, festival)


def is_open(competition: Competition, at: datetime) -> bool:
    """Whether an entry that arrives at this moment is in time."""
    return not why_closed(competition, at)


def why_closed(competition: Competition, at: datetime) -> str:
    """Return the sentence that says why no entry can be sent in at this moment; empty when one can."""
    festival = competition.festival
    if festival.status != FestivalStatus.PUBLISHED:
        return _("%(festival)s takes no entries now.") % {"festival": festival.title}
    opens = festival.entries_open_at
    if opens is not None and at < opens:
        return _("Entries for %(festival)s open on %(time)s.") % {
            "festival": festival.title,
            "time": tell_time(festival, opens),
        }
    deadline = closes_at(competition)
    if deadline is not None and at >= end_of(deadline):
        return _("Entries for %(competition)s closed on %(time)s.") % {
            "competition": competition.title,
            "time": tell_time(festival, deadline),
        }
    if competition.status != Competition.Status.OPEN:
        return _("%(competition)s takes no entries now.") % {"competition": competition.title}
    return ""
