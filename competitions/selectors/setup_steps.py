"""What asks for a hand in a festival's set-up: the short "what now" of the admin's first page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from competitions.models import Competition, Entry, NumberAssignment, PanelSeat, Participation, Release, Round
from events.models import Festival

SHOWN = 12


@dataclass(frozen=True)
class Step:
    """One thing to do, and where."""

    text: str
    url: str


@dataclass(frozen=True)
class FestivalSteps:
    """A festival and its things to do; none of them: nothing waits."""

    festival: Festival
    steps: tuple[Step, ...]


def next_steps(festival_ids: Sequence[int]) -> list[FestivalSteps]:
    """Return the festivals, newest first, each with what waits; the number of queries does not grow with them."""
    festivals = Festival.objects.filter(pk__in=festival_ids).order_by("-starts_on", "-pk")
    waiting = {
        "participations": _count(
            Participation.objects.filter(status=Participation.Status.PENDING), festival_ids, "festival"
        ),
        "waitlisted": _entries(festival_ids, status=Entry.Status.WAITLISTED),
        "unnumbered": _unnumbered(festival_ids),
        "draft": _competitions(festival_ids, status=Competition.Status.DRAFT),
        "shapeless": _shapeless(festival_ids),
        "panelless": _panelless(festival_ids),
        "unreleased": _unreleased(festival_ids),
    }
    return [FestivalSteps(row, _steps(row.pk, waiting)) for row in festivals]


def _steps(festival_id: int, waiting: dict[str, dict[int, int]]) -> tuple[Step, ...]:
    found = []
    for key, sentence, place in _SENTENCES:
        count = waiting[key].get(festival_id, 0)
        if count:
            found.append(Step(sentence(count), f"{reverse('admin:' + place[0])}?of={festival_id}{place[1]}"))
    return tuple(found)


def _asks(count: int) -> str:
    return ngettext("%(n)d request to take part waits for you", "%(n)d requests to take part wait for you", count) % {
        "n": count
    }


def _waits(count: int) -> str:
    return ngettext("%(n)d entry is on a waiting list", "%(n)d entries are on a waiting list", count) % {"n": count}


def _bare(count: int) -> str:
    return ngettext("%(n)d accepted entry has no number", "%(n)d accepted entries have no number", count) % {"n": count}


def _drafts(count: int) -> str:
    return ngettext("%(n)d competition is a draft", "%(n)d competitions are drafts", count) % {"n": count}


def _no_rounds(count: int) -> str:
    return ngettext("%(n)d competition has no rounds", "%(n)d competitions have no rounds", count) % {"n": count}


def _no_panel(count: int) -> str:
    return ngettext("%(n)d planned round has no panel", "%(n)d planned rounds have no panel", count) % {"n": count}


def _no_release(count: int) -> str:
    return ngettext("%(n)d result is not released yet", "%(n)d results are not released yet", count) % {"n": count}


_SENTENCES = (
    ("participations", _asks, ("competitions_participation_changelist", "&status__exact=pending")),
    ("draft", _drafts, ("competitions_competition_changelist", "&status__exact=draft")),
    ("shapeless", _no_rounds, ("competitions_competition_changelist", "")),
    ("waitlisted", _waits, ("competitions_entry_changelist", "&status__exact=waitlisted")),
    ("unnumbered", _bare, ("competitions_entry_changelist", "&status__exact=accepted")),
    ("panelless", _no_panel, ("competitions_round_changelist", "&status__exact=planned")),
    ("unreleased", _no_release, ("competitions_competition_changelist", "&status__exact=running")),
)


def _count(rows: QuerySet[Participation], ids: Sequence[int], path: str) -> dict[int, int]:
    return dict(rows.filter(**{f"{path}__in": ids}).order_by().values_list(path).annotate(n=Count("pk")))


def _entries(ids: Sequence[int], *, status: str) -> dict[int, int]:
    rows = Entry.objects.filter(competition__festival__in=ids, status=status).order_by()
    return dict(rows.values_list("competition__festival").annotate(n=Count("pk")))


def _unnumbered(ids: Sequence[int]) -> dict[int, int]:
    numbered = NumberAssignment.objects.filter(entry=OuterRef("pk"), valid_to__isnull=True)
    rows = Entry.objects.taking_part().filter(~Exists(numbered), competition__festival__in=ids).order_by()
    return dict(rows.values_list("competition__festival").annotate(n=Count("pk")))


def _competitions(ids: Sequence[int], *, status: str) -> dict[int, int]:
    rows = Competition.objects.filter(festival__in=ids, status=status).order_by()
    return dict(rows.values_list("festival").annotate(n=Count("pk")))


def _shapeless(ids: Sequence[int]) -> dict[int, int]:
    live = Competition.objects.filter(festival__in=ids).exclude(status=Competition.Status.CANCELLED).order_by()
    rows = live.filter(~Exists(Round.objects.filter(competition=OuterRef("pk"))))
    return dict(rows.values_list("festival").annotate(n=Count("pk")))


def _panelless(ids: Sequence[int]) -> dict[int, int]:
    seats = PanelSeat.objects.filter(round=OuterRef("pk"))
    planned = Q(status=Round.Status.PLANNED, competition__festival__in=ids)
    rows = Round.objects.filter(planned, ~Exists(seats)).order_by()
    return dict(rows.values_list("competition__festival").annotate(n=Count("pk")))


def _unreleased(ids: Sequence[int]) -> dict[int, int]:
    """Competitions whose final is closed and that have no release."""
    finals = Round.objects.filter(competition=OuterRef("pk"), kind=Round.Kind.FINAL, status=Round.Status.CLOSED)
    released = Release.objects.filter(competition=OuterRef("pk"))
    rows = Competition.objects.filter(Exists(finals), ~Exists(released), festival__in=ids).order_by()
    return dict(rows.values_list("festival").annotate(n=Count("pk")))
