"""A released standing's files: the open sheet file, which anybody may recompute, and its places as a table for a spreadsheet."""

import csv
import io
import json

from django.utils.translation import gettext as _

from competitions.selectors import standing_rankings
from competitions.selectors.cells import inert
from competitions.selectors.public import naming, standing_page
from competitions.selectors.public.standing_source import StandingSource


def sheet_text(source: StandingSource) -> str:
    """Return the stored sheet with its outcome and digest, and nothing else, so that `verify` finds it the same.

    Keys stay keys; the table of places says whom they mean, by public names.
    """
    document = {**source.sheets, "outcome": source.outcome, "digest": source.result.digest}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def places_text(source: StandingSource) -> str:
    """Return a CSV with one row per place; begins with a byte order mark, so that Excel reads it."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([_("Group"), _("Place"), _("Key"), _("No."), _("Name"), _("Academy"), _("Total"), _("Honoured")])
    titles = standing_rankings.group_titles(row.competition for row in source.counted)
    for row in source.rows:
        entry = source.entries.get(row["entry"]) if row["entry"] is not None else None
        cells = (
            standing_rankings.say_group(row["group"], titles),
            naming.places(row["place_from"], row["place_to"]),
            row["entry"] or row["academy"],
            source.numbers.get(row["entry"], ""),
            ", ".join(partner.text for partner in standing_page.names_of(row, source)),
            entry.academy_name if entry else "",
            row["total"],
            _("yes") if row["is_awarded"] else "",
        )
        writer.writerow([inert(str(cell)) for cell in cells])
    return "\ufeff" + target.getvalue()
