"""Documents of a stage of battles: who met whom, what each judge gave in each throw-down, and what was decided without one.

Keys: an entry is its RoundEntry's id, a battle its number in the stage, a judge the seat's letter. A battle in which nobody stands
is not there; throw-downs that were not judged to the end are left out of a battle that nobody has to judge any more.
"""

from collections.abc import Iterable
from typing import Any

from competitions.models import RoundEntry
from competitions.selectors import bout_sheets, mark_forms, round_sheets
from competitions.selectors.bout_sheets import BoutSheets
from competitions.selectors.mark_forms import MarkForm
from competitions.selectors.round_sheets import Document, RoundSheets

# Parameters of the stage that stand beside those of one battle.
STAGE_PARAMS = ("losers", "group")


def build(sheets: RoundSheets) -> Document:
    """The document of a knock-out stage or of a group."""
    form = mark_forms.form_of(sheets.round)
    bouts = [item for item in bout_sheets.read_bouts(sheets) if not item.is_vacant]
    sides = {side.pk: side for item in bouts for side in (item.red, item.blue) if side is not None}
    document = round_sheets.head(sheets, {})
    document["params"] = stage_params(document["params"])
    document["input"] = {
        "entries": [str(entry.pk) for entry in sheets.entries if entry.pk in sides],
        "bouts": [_bout(sheets, form, item) for item in bouts],
    }
    document["rulings"] = [*round_sheets.lost_judges(sheets), *_rulings(bouts), *_out(sides.values())]
    gone = [entry for entry in sheets.entries if entry.pk not in sides]
    if gone:
        document["left_out"] = [{"entry": str(entry.pk), "status": entry.status, "marks": {}} for entry in gone]
    return document


def stage_params(params: Any) -> Document:
    """The parameters of one battle under "battle", those of the stage beside it."""
    battle = {name: value for name, value in params.items() if name not in STAGE_PARAMS}
    return {"battle": battle, **{name: params[name] for name in STAGE_PARAMS if name in params}}


def _bout(sheets: RoundSheets, form: MarkForm, item: BoutSheets) -> Document:
    red, blue = item.red, item.blue
    found: Document = {
        "id": str(item.bout.position),
        "red": str(red.pk) if red else None,
        "blue": str(blue.pk) if blue else None,
        "judges": [seat.letter for seat in sheets.seats],
    }
    if red is None or blue is None:
        return found
    given = [bout_sheets.marks_in(sheets, form, red, part) for part in item.parts]
    extra = [bout_sheets.marks_in(sheets, form, red, part) for part in item.extra]
    if item.is_idle:
        given, extra = ([row for row in rows if _is_full(row)] for rows in (given, extra))
    if _is_vote_once(sheets):
        if given:
            found["votes"] = given[0]
    elif given:
        found["rounds"] = given
    if extra:
        found["tiebreak"] = extra
    return found


def _is_vote_once(sheets: RoundSheets) -> bool:
    return sheets.ruleset is not None and sheets.ruleset.params.get("judging") == "vote_once"


def _is_full(row: dict[str, Any]) -> bool:
    return all(value is not None and value != [] and None not in list(value) for value in row.values())


def _out(sides: Iterable[RoundEntry]) -> list[Document]:
    """Who has left the stage: their battles of this stage go to the other side, and in a group count for nobody."""
    found = []
    for entry in sides:
        if entry.status != RoundEntry.Status.DANCING:
            kind = "disqualified" if entry.status == RoundEntry.Status.DISQUALIFIED else "withdrawn"
            found.append({"kind": kind, "entry": str(entry.pk)})
    return found


def _rulings(bouts: list[BoutSheets]) -> list[Document]:
    found = []
    for item in bouts:
        for kind, winner in (("walkover", item.walkover), ("casting_vote", item.casting_vote)):
            if winner is not None:
                found.append({"kind": kind, "bout": str(item.bout.position), "winner": winner})
    return found
