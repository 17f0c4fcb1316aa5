"""Who goes on from a round by each of its links: read from the round's newest Result and the chair's decisions.

A link has a cut; level entries are never separated here: the link says whether those tied at its line go on, and where it
leaves that to people, a decision of the chair (a recall-line Ruling that names the link) holds as long as the same are tied.
Rounds judged by crosses draw their own line in the Result, and the first link that takes a number follows it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from competitions.models import Result, Round, RoundEntry, RoundLink, Ruling

Cut, Ties = RoundLink.Cut, RoundLink.Ties
Outcome = Mapping[str, Any]
# Places of a round that are level, best first.
Levels = list[list[int]]
BY_BATTLES = (Cut.WINNERS, Cut.LOSERS)
BY_NUMBER = (Cut.COUNT, Cut.PERCENT)


@dataclass(frozen=True, slots=True)
class Going:
    """Who goes on by one link, as ids of RoundEntries: `entries` for sure, `tied` across a line that nobody has decided."""

    link: RoundLink
    entries: tuple[int, ...]
    tied: tuple[int, ...] = ()
    of: int = 0
    line_ties: tuple[int, ...] = ()
    is_ready: bool = True

    @property
    def is_decided(self) -> bool:
        """Whether the round that follows may be drawn by this link."""
        return self.is_ready and not self.tied

    @property
    def choices(self) -> tuple[int, int]:
        """How many go on without the tied entries, and how many with them."""
        return len(self.entries), len(self.entries) + len(self.tied)


@dataclass(slots=True)
class _Field:
    """The round while its links are taken one after the other: who is level with whom, their scores, who is taken."""

    round: Round
    outcome: Outcome
    levels: Levels
    dancing: frozenset[int]
    decisions: Mapping[str, Mapping[str, Any]]
    taken: set[int]


def newest_result(round_: Round) -> Result | None:
    """The round's newest Result, if it was ever tabulated."""
    return round_.results.order_by("-number", "-pk").first()


def going_on(round_: Round, result: Result | None) -> list[Going]:
    """Who goes on by each link of the round, in the order of its links; nobody yet where there is no Result."""
    links = list(round_.links_out.select_related("to_round").order_by("pk"))
    if result is None or not links:
        return [Going(link, (), is_ready=False) for link in links]
    outcome = json.loads(result.outcome_text)
    dancing = frozenset(round_.round_entries.filter(status=RoundEntry.Status.DANCING).values_list("pk", flat=True))
    field = _Field(round_, outcome, levels_of(outcome, dancing), dancing, line_decisions(round_), set())
    engine_link = _engine_link(round_, links)
    found: dict[int, Going] = {}
    for link in sorted(links, key=_turn):
        going = _by_engine(link, field) if link.pk == engine_link else _by_cut(link, field, list(found.values()))
        field.taken |= {*going.entries, *going.tied}
        found[link.pk] = going
    return [found[link.pk] for link in links]


def going_by(link: RoundLink) -> Going:
    """Who goes on by this link, from the newest Result of the round it comes from."""
    from_round = link.from_round
    return next(one for one in going_on(from_round, newest_result(from_round)) if one.link.pk == link.pk)


def levels_of(outcome: Outcome, dancing: frozenset[int]) -> Levels:
    """The round's entries that dance and are placed or counted, level ones together, best first, in any family's outcome."""
    for name, best_is_low in (("place_ranges", True), ("ranks", True), ("places", True), ("rank", True)):
        if name in outcome:
            return _levels(outcome[name], dancing, best_is_low=best_is_low)
    for name in ("totals", "crosses", "scores"):
        if name in outcome:
            return _levels(outcome[name], dancing, best_is_low=False)
    return []


def line_decisions(round_: Round) -> Mapping[str, Mapping[str, Any]]:
    """The chair's standing decisions on the lines of this round, by the link that each is about."""
    ruling = (
        round_.rulings.filter(kind=Ruling.Kind.RECALL_LINE, replaced_by__isnull=True)
        .order_by("-decided_at", "-pk")
        .first()
    )
    found: Mapping[str, Mapping[str, Any]] = json.loads(ruling.payload_text).get("links", {}) if ruling else {}
    return found


def wanted_of(link: RoundLink, entries: int) -> int:
    """How many a link by number or percentage sends on: a percentage is rounded up."""
    value = link.value_from or 0
    return -(-value * entries // 100) if link.cut == Cut.PERCENT else value


def _turn(link: RoundLink) -> tuple[bool, int, int]:
    """Links take in turn: those from the top first, those who are left over last."""
    return (link.cut == Cut.REST, (link.value_from or 0) if link.cut == Cut.PLACES else 0, link.pk)


def _engine_link(round_: Round, links: Sequence[RoundLink]) -> int | None:
    """The link whose line is drawn with the crosses: the first that takes a number out of a recall round."""
    if round_.kind != Round.Kind.RECALL:
        return None
    return next((link.pk for link in links if link.cut in BY_NUMBER), None)


def _by_engine(link: RoundLink, field: _Field) -> Going:
    outcome = field.outcome
    tied = _ids(outcome.get("tied_at_line", ()))
    named = outcome.get("recalled")
    if named is None and not tied:
        named = outcome.get("advance")
    if named is None:
        sure = outcome["sure"] if "sure" in outcome else [e for e in outcome.get("advance", ()) if int(e) not in tied]
        return Going(link, _ids(sure), tied, len(field.dancing), tied)
    return Going(link, _ids(named), of=len(field.dancing), line_ties=tied)


def _by_cut(link: RoundLink, field: _Field, before: Sequence[Going]) -> Going:
    placed = [entry for level in field.levels for entry in level]
    size = len(placed)
    if link.cut == Cut.ALL:
        return Going(link, tuple(placed), of=size)
    if link.cut == Cut.REST:
        return _rest(link, field, before)
    if link.cut in BY_BATTLES:
        return _by_battles(link, field)
    if link.cut == Cut.THRESHOLD:
        scores = _scores(field.outcome)
        return Going(link, tuple(e for e in placed if scores.get(e, Fraction(-1)) >= (link.value_from or 0)), of=size)
    if link.cut == Cut.PLACES:
        return _by_line(link, field, link.value_from or 1, link.value_to or size)
    return _by_line(link, field, 1, wanted_of(link, size))


def _by_line(link: RoundLink, field: _Field, first: int, last: int) -> Going:
    """The places from `first` to `last`; level entries across the upper end are those whom the link above has not taken."""
    size = sum(map(len, field.levels))
    inside: list[int] = []
    place = 1
    for level in field.levels:
        ends = place + len(level) - 1
        free = [entry for entry in level if entry not in field.taken]
        if place > last:
            break
        if ends >= first and free:
            if ends > last:
                return _at_line(link, field, inside, free, size)
            inside += free
        place = ends + 1
    return Going(link, tuple(inside), of=size)


def _at_line(link: RoundLink, field: _Field, inside: list[int], tied: list[int], size: int) -> Going:
    """Those tied at the line go on, stay, or wait for the chair; a link that would send nobody waits for the chair too."""
    ties, line = link.ties, tuple(tied)
    if ties == Ties.OUT and not inside:
        ties = Ties.ASK
    if ties == Ties.ASK:
        decision = field.decisions.get(str(link.pk))
        if decision is None or sorted(map(int, decision["tied"])) != sorted(tied):
            return Going(link, tuple(inside), line, size, line)
        ties = Ties.IN if decision["recall"] == "all" else Ties.OUT
    chosen = (*inside, *tied) if ties == Ties.IN else tuple(inside)
    return Going(link, chosen, of=size, line_ties=line)


def _rest(link: RoundLink, field: _Field, before: Sequence[Going]) -> Going:
    """Everybody who danced and goes on by no other link; not known while another line is open."""
    if any(not going.is_decided for going in before):
        return Going(link, (), of=len(field.dancing), is_ready=False)
    left = [entry for level in field.levels for entry in level if entry not in field.taken]
    return Going(link, tuple(left), of=len(field.dancing))


def _by_battles(link: RoundLink, field: _Field) -> Going:
    """The winners or the losers that the stage's outcome names; not known before its last battle."""
    named = field.outcome.get("winners" if link.cut == Cut.WINNERS else "losers")
    if named is None or field.outcome.get("undecided"):
        return Going(link, (), of=len(field.dancing), is_ready=False)
    # Who has left the competition since (a winner who is hurt) is not stood in the next stage.
    return Going(link, tuple(place for place in _ids(named) if place in field.dancing), of=len(field.dancing))


def _levels(values: Mapping[str, Any], dancing: frozenset[int], *, best_is_low: bool) -> Levels:
    groups: dict[Fraction, list[int]] = {}
    for key, value in values.items():
        if int(key) in dancing:
            first = value[0] if isinstance(value, list) else value
            groups.setdefault(Fraction(str(first)), []).append(int(key))
    return [groups[value] for value in sorted(groups, reverse=not best_is_low)]


def _scores(outcome: Outcome) -> dict[int, Fraction]:
    for name in ("scores", "points", "totals", "crosses"):
        if name in outcome:
            return {int(key): Fraction(str(value)) for key, value in outcome[name].items()}
    return {}


def _ids(named: Any) -> tuple[int, ...]:
    """The places that an outcome names."""
    return tuple(int(key) for key in named)
