"""The big screen of a festival: the ceremony whose remote was pressed last, else what is on a stage now and what comes next.

It shows nothing that the public pages do not: who knows its address learns nothing early.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from competitions.models import Competition, Release
from competitions.selectors.public import programme, reveal_page, visibility
from competitions.selectors.public.programme import NowCard, ProgrammeRow, StageNow
from competitions.selectors.public.reveal_page import RevealPage
from events.models import Festival

# The last picture of a ceremony stays a while after its end.
STAYS = timedelta(minutes=3)
# Expected times drift; a resting screen is made anew as often as that.
MOVING = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """One fact at a time: `reveal` in a ceremony, else the stage's card (none when nothing is planned) and what follows."""

    reveal: RevealPage | None
    stage: str
    now: NowCard | None
    following: ProgrammeRow | None
    tags: tuple[str, ...]
    until: datetime


def page(festival: Festival, now: datetime, stage: str = "") -> ScreenPage:
    """Return what the screen shows. `stage` is a number, from 1 in the festival's order; without it, the first that is live."""
    tags = (f"screen:{festival.pk}", f"festival:{festival.pk}")
    release = _on_screen(festival, now)
    if release is not None:
        is_over = release.state.reveal_step is None
        reveal = reveal_page.page(release, is_over=is_over)
        until = (release.state.revealed_at or now) + STAYS if is_over else now + timedelta(hours=1)
        return ScreenPage(reveal, "", None, None, (*tags, *reveal.tags), until)
    shown = _stage(programme.stages_now(festival, now), stage)
    if shown is None or shown.card is None:
        return ScreenPage(None, shown.title if shown else "", None, None, tags, now + MOVING)
    is_live = shown.card.state == "live"
    rows = shown.rows if is_live else shown.rows[1:]
    return ScreenPage(None, shown.title, shown.card, rows[0] if rows else None, tags, now + MOVING)


def _on_screen(festival: Festival, now: datetime) -> Release | None:
    """The ceremony that was pressed last: under way, or over a moment ago; one query."""
    rows = visibility.announced_releases().filter(
        competition__festival=festival, state__retracted_at__isnull=True, state__revealed_at__isnull=False
    )
    newest = (
        rows.exclude(competition__status=Competition.Status.DRAFT)
        .select_related("competition__festival", "state")
        .order_by("-state__revealed_at", "-pk")
        .first()
    )
    if newest is None or newest.state.reveal_step is not None:
        return newest
    return newest if newest.state.revealed_at and newest.state.revealed_at + STAYS > now else None


def _stage(stages: tuple[StageNow, ...], asked: str) -> StageNow | None:
    if asked.isascii() and asked.isdecimal() and 0 < int(asked) <= len(stages):
        return stages[int(asked) - 1]
    live = [row for row in stages if row.card is not None and row.card.state == "live"]
    return next(iter(live or stages), None)
