"""The cells of one dance of a seat's page: what each holds, and what a button of the plain form sends for it."""

from dataclasses import dataclass

from competitions.forms.marking import press_value
from competitions.models import RoundEntry, RoundPart
from competitions.selectors.judge_pages import SeatPage


@dataclass(frozen=True, slots=True)
class Cells:
    """One dance of a seat's page."""

    page: SeatPage
    part: RoundPart

    def value(self, entry: RoundEntry, criterion: str = "") -> int | None:
        """The steps or the value that a cell holds."""
        mark = self.page.marks.get((entry.pk, self.part.pk, criterion))
        return mark.value if mark else None

    def base(self, entry: RoundEntry, criterion: str = "") -> str:
        """The id of the operation that the cell's value comes from."""
        mark = self.page.marks.get((entry.pk, self.part.pk, criterion))
        return mark.operation.client_id if mark and mark.operation else ""

    def press(self, entry: RoundEntry, value: int | None, criterion: str = "") -> str:
        """What a button sends that puts this value into the cell."""
        return press_value(entry.pk, self.part.pk, value, self.base(entry, criterion), self.place(criterion))

    def name(self, entry: RoundEntry, criterion: str = "") -> str:
        """How a typed field names the cell."""
        place = self.place(criterion)
        return f"{entry.pk}" if place is None else f"{entry.pk}.{place}"

    def place(self, criterion: str) -> int | None:
        """The criterion's place in the form; None where a cell has no criterion."""
        return self.page.form.criteria.index(criterion) if criterion else None
