"""Lists that leave the house as CSV: inert in every spreadsheet, and written down in the trail with their columns."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.selectors.cells import inert
from dancers.errors import RuleRefused
from dancers.models import User

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
LARGEST = 50_000


def export_rows(
    *,
    actor: Actor,
    user: User,
    festival_ids: Sequence[int],
    subject: str,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[str]],
) -> bytes:
    """Return the file (UTF-8 with its mark, so that Excel reads Kazakh) and record who took which columns.

    `columns` are (key, heading). Refuses more rows than a hand can check. The rows are from the caller's own festivals.
    """
    taken = list(rows)
    if len(taken) > LARGEST:
        raise RuleRefused(
            _(
                "The list has %(count)d rows; a file holds at most %(largest)d. Nothing was exported: narrow the list by a filter."
            )
            % {"count": len(taken), "largest": LARGEST}
        )
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow([inert(heading) for _key, heading in columns])
    writer.writerows([inert(cell) for cell in row] for row in taken)
    concerned: list[int | None] = [*festival_ids] or [None]
    for festival_id in concerned:
        trail.record(
            actor=actor,
            action="list.exported",
            subject_kind=subject,
            subject_id="list",
            festival_id=festival_id,
            detail={"columns": [key for key, _heading in columns], "rows": len(taken), "user": user.pk},
        )
    return (BYTE_ORDER_MARK + page.getvalue()).encode()
