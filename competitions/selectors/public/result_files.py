"""A release's files: the open sheet file (which anybody may recompute) and the marks as a table for a spreadsheet."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from competitions.selectors.cells import inert
from competitions.selectors.public.result_source import ResultSource, RoundSource


def sheet_text(source: ResultSource) -> str:
    """Return the file: the final's own sheet with its outcome (what `tabulate` reads), and beside it names and earlier rounds.

    Keys stay keys in the documents; `entries` and `dances` say whom and what they mean, by public names.
    """
    main = source.final or source.rounds[-1]
    document: dict[str, Any] = {
        **main.sheets,
        "outcome": main.outcome,
        "digest": main.result.digest,
        "competition": source.competition.titles(),
        "festival": source.festival.titles(),
        "release": {"number": source.release.number, "kind": source.release.kind, "at": source.release.at.isoformat(),
                    "digest": source.release.digest, "reason": source.release.reason},
        "entries": {
            key: {"number": source.numbers[entry], "name": ", ".join(row.text for row in source.names[entry].partners)}
            for key, entry in sorted(source.entry_of_key.items(), key=lambda pair: int(pair[0]))
        },
        "dances": {str(part.pk): part.titles() for stage in source.rounds for part in stage.parts},
        "earlier_rounds": [_round(stage) for stage in source.rounds if stage is not main],
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _round(stage: RoundSource) -> dict[str, Any]:
    return {
        "title": stage.round.titles(),
        "digest": stage.result.digest,
        "sheets": stage.sheets,
        "outcome": stage.outcome,
    }


def marks_text(source: ResultSource) -> str:
    """Return a CSV with one row per round, dance, entry and judge; begins with a byte order mark, so that Excel reads it."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([_("Round"), _("Dance"), _("No."), _("Name"), _("Judge"), _("Mark")])
    for stage in source.rounds:
        titles = {str(part.pk): part.title for part in stage.parts}
        if "bouts" in stage.sheets["input"]:
            for row in _battle_rows(source, stage):
                writer.writerow([inert(cell) for cell in row])
            continue
        if "dances" not in stage.sheets["input"]:
            continue
        judges = stage.sheets["input"]["judges"]
        for dance, rows in stage.sheets["input"]["marks"].items():
            letters = judges if isinstance(judges, list) else judges[dance]
            for key, marks in rows.items():
                entry = source.entry_of_key[key]
                name = ", ".join(row.text for row in source.names[entry].partners)
                for letter, mark in zip(letters, marks, strict=False):
                    cells = (stage.round.title, titles.get(dance, dance), source.numbers[entry], name, letter, mark)
                    writer.writerow([inert("" if cell is None else str(cell)) for cell in cells])
    return "\ufeff" + target.getvalue()


def _battle_rows(source: ResultSource, stage: RoundSource) -> Iterator[tuple[str, ...]]:
    """Each vote of a stage of battles on the side that it was for; one that was for neither stands on red's line as "="."""
    for key, figures in stage.outcome["bouts"].items():
        for name, mark in (("judge", "."), ("extra", "+")):
            for number, votes in enumerate(figures.get(f"{name}_votes", ()), start=1):
                for letter, vote in zip(figures.get("judges", ()), votes, strict=False):
                    entry = source.entry_of_key[figures["blue" if vote == "blue" else "red"]]
                    who = ", ".join(row.text for row in source.names[entry].partners)
                    dance = f"{key}{mark}{number}"
                    yield stage.round.title, dance, source.numbers[entry], who, letter, "=" if vote == "tie" else "1"
