"""Where a round leads, in words for the desk: by which cut, who goes on, who is tied at the line, and what was drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import Result, Round, RoundLink
from competitions.selectors import advancing, couples, portions, standing_places
from competitions.selectors.advancing import Going

Cut = RoundLink.Cut


@dataclass(frozen=True, slots=True)
class Path:
    """One link out of a round. `is_drawn`: those who go on stand in the next round, so that nothing is to be done."""

    going: Going
    cut: str
    preview: str
    carried: str
    tied: str
    is_drawn: bool
    is_couples: bool

    @property
    def to_round(self) -> Round:
        """The round that follows."""
        return self.going.link.to_round

    @property
    def may_draw(self) -> bool:
        """Whether the next press draws the round."""
        return self.going.is_decided and not self.is_drawn and not self.is_couples

    @property
    def is_open_to_chair(self) -> bool:
        """Whether a tie at the line is there to be decided, or decided otherwise."""
        return bool(self.going.line_ties) and (bool(self.going.tied) or self.going.link.ties == RoundLink.Ties.ASK)


def paths_of(round_: Round, result: Result | None, goings: Sequence[Going] | None = None) -> list[Path]:
    """The round's links in their order, with what the newest Result says of each."""
    found = advancing.going_on(round_, result) if goings is None else goings
    return [_path(round_, going) for going in found]


def say_cut(link: RoundLink) -> str:
    """Who is taken, in words: "the best 12", "places 7 to 12"."""
    wanted = link.from_round.wanted if link.from_round.kind == Round.Kind.RECALL else link.value_from
    words = {"value": link.value_from, "to": link.value_to, "wanted": wanted}
    said: dict[str, str] = {
        Cut.ALL: _("everybody"),
        Cut.COUNT: _("the best %(wanted)s"),
        Cut.PERCENT: _("the better %(value)s %%"),
        Cut.PLACES: _("places %(value)s to %(to)s") if link.value_to else _("from place %(value)s on"),
        Cut.THRESHOLD: _("a score of %(value)s or more"),
        Cut.REST: _("those who do not go on otherwise"),
        Cut.WINNERS: _("the winners of the battles"),
        Cut.LOSERS: _("the losers of the battles"),
    }
    return said[link.cut] % words


def say_carried(link: RoundLink) -> str:
    """What goes along: the score, or a part of it; empty for nothing."""
    if link.carry == RoundLink.Carry.SUM:
        return _("the score goes along")
    if link.carry == RoundLink.Carry.WEIGHT:
        return _("%(num)s/%(den)s of the score goes along") % {"num": link.weight_num, "den": link.weight_den}
    return ""


def _path(round_: Round, going: Going) -> Path:
    labels = portions.labels_of(going.line_ties) if going.line_ties else {}
    is_couples = couples.is_drawn(going.link.to_round)
    drawn = standing_places.entries_of(place.pk for place in standing_places.drawn_by(going.link))
    wanted = standing_places.entries_of(going.entries)
    return Path(
        going=going,
        cut=say_cut(going.link),
        preview=_preview(going),
        carried=say_carried(going.link),
        tied=", ".join(_("No. %(number)s") % {"number": labels[place]} for place in going.line_ties),
        is_drawn=going.is_decided and bool(drawn) and drawn == wanted,
        is_couples=is_couples,
    )


def _preview(going: Going) -> str:
    if not going.is_ready:
        return _("not known yet")
    words = _("%(count)d of %(of)d go on") % {"count": len(going.entries), "of": going.of}
    if not going.line_ties:
        return words
    tied = ngettext("tie at the line: %(count)d entry", "tie at the line: %(count)d entries", len(going.line_ties)) % {
        "count": len(going.line_ties)
    }
    return f"{words}; {tied}"
