"""The ceremonies of a festival as the one with the remote sees them: which wait, what is on the screens, and what comes next.

Who announces needs the next name to read it right, and no more: what lies further up is not on the remote.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from competitions.models import Competition, Entry, Release
from competitions.selectors import ceremonies, numbers
from competitions.selectors.ceremonies import RevealStep
from events.models import Festival


@dataclass(frozen=True, slots=True)
class RemoteEntry:
    """One entry to be called."""

    number: str
    name: str
    academy: str


@dataclass(frozen=True, slots=True)
class RemoteStep:
    place_from: int
    place_to: int
    entries: tuple[RemoteEntry, ...]

    @property
    def place_text(self) -> str:
        return str(self.place_from) if self.place_from == self.place_to else f"{self.place_from}–{self.place_to}"


@dataclass(frozen=True, slots=True)
class Remote:
    """The remote of one release. `revealed` goes back with every press; `below` says that the podium can be reached at once."""

    release: Release
    state: str
    revealed: int
    shown: tuple[RemoteStep, ...]
    next: RemoteStep | None
    below: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A competition whose newest release is held back. `until` is its hour, where it has one."""

    competition: Competition
    state: str
    until: datetime | None


def waiting(festival: Festival, now: datetime) -> tuple[Waiting, ...]:
    """Return what can be revealed at the festival, in the order of the competitions; one query."""
    held = Release.objects.filter(
        competition__festival=festival, state__retracted_at__isnull=True, state__superseded_at__isnull=True
    )
    rows = held.select_related("competition", "state").order_by("competition__position", "competition_id", "-number")
    return tuple(
        Waiting(row.contest, state_of(row, now), row.state.embargo_until)
        for row in rows
        if state_of(row, now) in ("hour", "ready", "running")
    )


def newest(competition: Competition) -> Release | None:
    """Return the competition's newest release with its state, whatever holds it."""
    rows = competition.releases.select_related("state", "competition__festival")
    return rows.order_by("-number", "-pk").first()


def state_of(release: Release, now: datetime) -> str:
    """Return "hour", "ready", "running", "gone" (taken back or replaced) or "public"."""
    state = release.state
    if state.retracted_at is not None or state.superseded_at is not None:
        return "gone"
    if state.reveal_step is not None:
        return "ready" if state.revealed_at is None else "running"
    return "hour" if state.embargo_until is not None and state.embargo_until > now else "public"


def remote(release: Release, now: datetime) -> Remote:
    """Return the remote of a release; two queries."""
    state, steps = state_of(release, now), ceremonies.steps_of(release)
    revealed = (release.state.reveal_step or 0) if state != "public" else len(steps)
    told = steps[: revealed + 1] if state == "running" else steps[:revealed]
    ids = [entry for step in told for entry in step.entries]
    entries, labels = Entry.objects.in_bulk(ids), numbers.labels_for(ids)
    rows = [_step(step, entries, labels) for step in told]
    return Remote(
        release=release,
        state=state,
        revealed=revealed,
        shown=tuple(reversed(rows[:revealed])),
        next=rows[revealed] if len(rows) > revealed else None,
        below=state == "running" and ceremonies.steps_before_podium(steps) > revealed + 1,
    )


def _step(step: RevealStep, entries: Mapping[int, Entry], labels: Mapping[int, str]) -> RemoteStep:
    return RemoteStep(step.place_from, step.place_to, tuple(_entries(step.entries, entries, labels)))


def _entries(ids: Sequence[int], entries: Mapping[int, Entry], labels: Mapping[int, str]) -> list[RemoteEntry]:
    return [RemoteEntry(labels.get(pk, ""), entries[pk].display_name, entries[pk].academy_name) for pk in ids]
