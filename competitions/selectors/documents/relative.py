"""Relative placement's preliminary rounds: yes, alternates and no of each judge. Its final is the skating builder's."""

from competitions.models import Round, RoundEntry, Ruling
from competitions.selectors import round_sheets
from competitions.selectors.documents import skating
from competitions.selectors.mark_forms import CALLBACK_LETTERS
from competitions.selectors.round_sheets import Document, RoundSheets


def build(sheets: RoundSheets) -> Document:
    """The document of a callback round or a final (services.tabulation adds a ruling on the line)."""
    if sheets.round.kind != Round.Kind.RECALL:
        return skating.build(sheets)
    counted = round_sheets.dancing(sheets.entries)
    document: Document = {
        **round_sheets.head(sheets, {"wanted": sheets.round.wanted}),
        "input": {
            "judges": skating.judges_of(sheets),
            "dances": [str(part.pk) for part in sheets.parts],
            "entries": [str(entry.pk) for entry in counted],
            "marks": {
                str(part.pk): {
                    str(entry.pk): [CALLBACK_LETTERS[mark or 0] for mark in sheets.row(entry, part)]
                    for entry in counted
                }
                for part in sheets.parts
            },
        },
        "rulings": round_sheets.lost_judges(sheets),
    }
    chief = chief_order(sheets, counted)
    if chief:
        document["input"]["chief"] = chief
    gone = [entry for entry in sheets.entries if entry not in counted]
    if gone:
        document["left_out"] = [{"entry": str(entry.pk), "status": entry.status} for entry in gone]
    return document


def chief_order(sheets: RoundSheets, counted: list[RoundEntry]) -> dict[str, int]:
    """The chief judge's order of tied entries: a casting vote by ruling, by place in the order that it names."""
    known = {str(entry.pk) for entry in counted}
    found: dict[str, int] = {}
    for _ruling, payload in sheets.of_kind(Ruling.Kind.CASTING_VOTE):
        named = [entry for entry in payload.get("order", []) if entry in known]
        found |= {entry: len(found) + place for place, entry in enumerate(named, 1)}
    return found
