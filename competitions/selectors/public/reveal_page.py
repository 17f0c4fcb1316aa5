"""A result in its ceremony, as far as it was revealed: what the result's page and the big screen may show, and no more.

Everything here is made from the steps that were revealed and from what was public before (who stood in the last round). It must
not depend on what comes: two rankings that agree in their revealed steps give the same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from competitions.models import Competition, Entry, NumberAssignment, Release, RoundEntry
from competitions.selectors import ceremonies
from competitions.selectors.ceremonies import PODIUM, RevealStep
from competitions.selectors.public import naming, result_rows
from competitions.selectors.public.naming import EntryName
from competitions.selectors.public.result_rows import PlaceRow, Step


@dataclass(frozen=True, slots=True)
class Called:
    """One entry on the step that was revealed last: its names line by line, and where it is from."""

    names: tuple[str, ...]
    number: str
    academy: str
    title: str


@dataclass(frozen=True, slots=True)
class LastCall:
    """The step that was revealed last. `step` is its step of the podium, 0 below it."""

    place_text: str
    step: int
    entries: tuple[Called, ...]


@dataclass(frozen=True, slots=True)
class RevealPage:
    """The places revealed so far, best first. `podium` has a dashed step for every place that is not revealed yet."""

    title: str
    podium: tuple[Step, ...]
    places: tuple[PlaceRow, ...]
    unit: str
    last: LastCall | None
    tags: tuple[str, ...]


def page(release: Release, *, is_over: bool = False) -> RevealPage:
    """Return the page of a release (its state and competition loaded) in its ceremony; with `is_over` every place. Five queries."""
    competition, shown = release.contest, _shown(release, is_over=is_over)
    ids = [entry for step in shown for entry in step.entries]
    entries = {row.pk: row for row in Entry.objects.filter(pk__in=ids).select_related("academy")}
    members = naming.members_by_entry(ids)
    names = naming.name_entries(entries.values(), members, {competition.pk: competition.size}, timezone.localdate())
    numbers = _numbers(ids)
    persons = [person.pk for group in members.values() for person in group]
    return RevealPage(
        title=competition.title,
        podium=_podium(shown, _finalists(competition), entries, names),
        places=tuple(
            _row(step, entries[pk], names[pk], numbers, title)
            for step in reversed(shown)
            for pk, title in zip(step.entries, step.titles, strict=True)
        ),
        unit=result_rows.unit(competition.size),
        last=_last(shown[-1], entries, names, numbers) if shown else None,
        tags=(
            f"competition:{competition.pk}",
            f"festival:{competition.festival_id}",
            *naming.person_tags(persons),
            *(f"academy:{row.academy_id}" for row in entries.values() if row.academy_id),
        ),
    )


def _shown(release: Release, *, is_over: bool) -> Sequence[RevealStep]:
    steps = ceremonies.steps_of(release)
    return steps if is_over else steps[: release.state.reveal_step or 0]


def _finalists(competition: Competition) -> int:
    """How many stood in the last round, whatever became of them there: known to everybody who watched."""
    last = competition.rounds.order_by("-position", "-pk").values("pk")[:1]
    return RoundEntry.objects.filter(round__in=last).count()


def _numbers(ids: Sequence[int]) -> dict[int, str]:
    """The number on each back, as the result page has it: the one that was given last."""
    given = NumberAssignment.objects.filter(entry__in=ids).order_by("valid_from", "pk")
    return {entry: label for entry, label in given.values_list("entry_id", "label") if entry is not None}


def _podium(
    shown: Sequence[RevealStep], finalists: int, entries: Mapping[int, Entry], names: Mapping[int, EntryName]
) -> tuple[Step, ...]:
    """Up to three steps in the order of the places; a place that a revealed tie took up is empty, one to come shows its number."""
    found = []
    for place in range(1, min(PODIUM, finalists) + 1):
        on = [step for step in shown if step.place_from == place]
        if on:
            groups = tuple(
                result_rows.podium_group(names[pk].partners, result_rows.academy_of(entries[pk]))
                for step in on
                for pk in step.entries
            )
            found.append(Step(place, naming.places(on[0].place_from, on[0].place_to), groups, ""))
        else:
            is_taken = any(step.place_from < place <= step.place_to for step in shown)
            found.append(Step(place, "" if is_taken else str(place), (), "", is_empty=True))
    return tuple(found) if finalists > 1 else ()


def _row(step: RevealStep, entry: Entry, name: EntryName, numbers: Mapping[int, str], title: str) -> PlaceRow:
    number = numbers.get(entry.pk, "")
    return PlaceRow(
        anchor=f"n-{number or entry.pk}",
        place_text=naming.places(step.place_from, step.place_to),
        is_placed=True,
        number=number,
        names=name.partners,
        from_line=result_rows.academy_of(entry),
        marks=(),
        total="",
        prize="",
        note="",
        title=title,
    )


def _last(
    step: RevealStep, entries: Mapping[int, Entry], names: Mapping[int, EntryName], numbers: Mapping[int, str]
) -> LastCall:
    called = tuple(
        Called(
            tuple(partner.text for partner in names[pk].partners),
            numbers.get(pk, ""),
            result_rows.academy_of(entries[pk]),
            title,
        )
        for pk, title in zip(step.entries, step.titles, strict=True)
    )
    place = _("Place %(place)s") % {"place": naming.places(step.place_from, step.place_to)}
    return LastCall(place, step.place_from if step.is_podium else 0, called)
