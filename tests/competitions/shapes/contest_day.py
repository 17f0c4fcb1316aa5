"""A competition of a house format on its day: made, opened, judged by a panel of one mind, tabulated, drawn on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.utils import timezone

from competitions.models import Competition, Entry, Format, Mark, Operation, Result, Round, RoundEntry, RoundLink
from competitions.selectors import mark_forms, portions, rankings
from competitions.selectors.mark_forms import MarkForm
from competitions.services import advancing, formats, lines, rounds, tabulation
from tests.factories import contest
from tests.factories.contest import Staff, actor_of

_serial = count(1)


@dataclass(frozen=True)
class Day:
    """The competition with its staff; rounds by their position, entries by their number."""

    staff: Staff
    competition: Competition

    def round(self, position: int) -> Round:
        return self.competition.rounds.select_related("competition__festival", "ruleset").get(position=position)

    def link(self, before: int, after: int) -> RoundLink:
        return RoundLink.objects.get(from_round=self.round(before), to_round=self.round(after))

    def who(self, user: Any = None) -> dict[str, Any]:
        found = user or self.staff.scrutineer
        return {"actor": actor_of(found), "user": found}

    def seat(self, *positions: int, letters: str = "ABC") -> None:
        for position in positions:
            contest.make_panel(self.round(position), letters)

    def open(self, position: int) -> Round:
        return rounds.open_round(**self.who(), round=self.round(position))

    def dance(self, position: int, strengths: Mapping[int, int] | Sequence[int]) -> Result:
        """Open the round, have the whole panel mark it alike (numbers best first, or strengths), close and tabulate it."""
        row = self.open(position)
        judge_alike(row, strengths)
        rounds.close_round(**self.who(), round=row)
        return tabulation.tabulate_round(**self.who(), round=row)

    def tabulate(self, position: int) -> Result:
        return tabulation.tabulate_round(**self.who(), round=self.round(position))

    def draw(self, before: int, after: int | None = None) -> list[str]:
        """Draw the rounds that follow; return what was told about those who left."""
        to_round = self.round(after) if after else None
        drawn = advancing.draw_following(**self.who(), round=self.round(before), to_round=to_round)
        return [words for one in drawn for words in one.told]

    def decide(self, before: int, after: int, recall: str) -> None:
        lines.decide_line(**self.who(self.staff.chair), link=self.link(before, after), recall=recall, reason="fits")
        self.tabulate(before)

    def standing(self, position: int) -> list[str]:
        """The numbers that dance the round, in its order."""
        rows = list(self.round(position).round_entries.filter(status="dancing").order_by("order"))
        labels = portions.labels_of(rows)
        return [labels[row.pk] for row in rows]

    def ranking(self) -> list[tuple[str, int | None, int | None]]:
        """Number and places of each row of the ranking, in its order."""
        return [(number_of(row["entry"]), row["place_from"], row["place_to"]) for row in self.rows()]

    def rows(self) -> list[dict[str, Any]]:
        self.competition.refresh_from_db()
        ranking = rankings.compile_ranking(self.competition, rankings.stages_of(self.competition))
        return list(ranking["rows"])


def make_day(key: str, entries: int, *, change: Mapping[str, Any] | None = None, **fields: Any) -> Day:
    """A competition of the house's format with entries No. 1.., its rounds made; nobody sits on a panel yet."""
    staff = contest.make_festival_with_staff()
    formats.install_house_formats()
    shape = Format.objects.get(festival=None, key=key)
    competition = contest.make_competition(staff.festival, format=shape, **fields)
    contest.make_entries(competition, range(1, entries + 1))
    formats.create_rounds(actor=actor_of(staff.owner), user=staff.owner, competition=competition)
    return Day(staff, competition)


def set_wanted(row: Round, wanted: int) -> None:
    """How many are called back, and as many crosses."""
    row.wanted = row.crosses_min = row.crosses_max = wanted
    row.save(update_fields=["wanted", "crosses_min", "crosses_max"])


def change_link(link: RoundLink, **values: Any) -> None:
    """Another cut than the format's."""
    for name, value in values.items():
        setattr(link, name, value)
    link.save(update_fields=list(values))


def number_of(entry: int) -> str:
    """The number on an entry's back."""
    return Entry.objects.get(pk=entry).numbers.get(valid_to__isnull=True).label


def judge_alike(row: Round, strengths: Mapping[int, int] | Sequence[int]) -> None:
    """Every seat marks every entry by its strength (the greater the better); then every sheet is handed in."""
    known = strengths if isinstance(strengths, Mapping) else {number: -i for i, number in enumerate(strengths)}
    for seat in row.seats.order_by("letter"):
        form = mark_forms.form_of(row, seat)
        places = portions.entries_for(seat)
        labels = portions.labels_of(places)
        dancing = [place for place in places if place.status == "dancing"]
        force = {place.pk: known[int(labels[place.pk].split("/")[0])] for place in dancing}
        for part in row.parts.order_by("position"):
            for place in dancing:
                for criterion, value in _marks(form, row, force, place).items():
                    _put(seat, place, part, criterion, value)
    contest.hand_in(row)


def _marks(form: MarkForm, row: Round, force: Mapping[int, int], place: RoundEntry) -> dict[str, int | None]:
    better = sum(other > force[place.pk] for other in force.values())
    if form.kind == "cross":
        return {"": 1 if better < (row.crosses_max or 0) else None}
    if form.kind == "place":
        return {"": better + 1}
    if form.kind == "choice":
        wanted = row.crosses_max or 0
        return {"": 1 if better < wanted else 2 + better - wanted if better - wanted < 2 else None}
    return {scale.criterion: scale.high - better for scale in form.scales}


def _put(seat: Any, place: RoundEntry, part: Any, criterion: str, value: int | None) -> None:
    operation = Operation.objects.create(
        seat=seat,
        round_entry=place,
        part=part,
        criterion=criterion,
        value=value,
        client_id=f"shape-{next(_serial)}",
        body_digest="0" * 64,
        outcome=Operation.Outcome.APPLIED,
        received_at=timezone.now(),
    )
    Mark.objects.create(seat=seat, round_entry=place, part=part, criterion=criterion, value=value, operation=operation)
