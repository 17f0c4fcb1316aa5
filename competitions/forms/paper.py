"""A paper sheet as a form: one field for each cell; crosses are ticked, everything else is typed as it stands on the paper."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from competitions.forms.desk import ReasonForm
from competitions.models import RoundEntry, RoundPart
from competitions.selectors.mark_forms import MarkForm
from competitions.selectors.portions import CellKey, Portion


class MarkField(forms.CharField):
    """One mark as people write it ("8.5", "A1", "red"); its value is the whole number that a cell holds."""

    def __init__(self, form: MarkForm, criterion: str, entries: int, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal" if form.scales else "text", "autocomplete": "off", "size": 4}
        super().__init__(required=False, max_length=12, widget=forms.TextInput(attrs=attrs), **kwargs)
        self.mark_form, self.criterion, self.entries = form, criterion, entries

    def clean(self, value: Any) -> int | None:
        """The cell's value; a sentence for what this sheet cannot hold."""
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        found = self._read(text)
        if found is None:
            raise forms.ValidationError(_("“%(value)s” is no mark of this sheet.") % {"value": text})
        return found

    def _read(self, text: str) -> int | None:
        scale = self.mark_form.scale_of(self.criterion)
        if scale is not None:
            return scale.steps(text)
        named = {choice.key.lower(): choice.value for choice in self.mark_form.choices}
        if named:
            return named.get(text.lower())
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else None


class PaperForm(ReasonForm):
    """A paper sheet: one field for each entry, dance and criterion."""

    def __init__(self, *args: Any, portion: Portion, values: Mapping[CellKey, int | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.portion = portion
        for entry, part, criterion in self._cells():
            value = values.get((entry.pk, part.pk, criterion))
            self.fields[self.name_of(entry.pk, part.pk, criterion)] = self._field(criterion, value)

    def _cells(self) -> list[tuple[RoundEntry, RoundPart, str]]:
        form = self.portion.form
        return [
            (entry, part, criterion)
            for entry in self.portion.dancing
            for part in self.portion.parts
            for criterion in form.criteria
        ]

    def _field(self, criterion: str, value: int | None) -> forms.Field:
        form = self.portion.form
        if form.kind == "cross":
            return forms.BooleanField(required=False, initial=bool(value))
        return MarkField(form, criterion, len(self.portion.entries), initial=form.text(criterion, value))

    def name_of(self, entry_id: int, part_id: int, criterion: str = "") -> str:
        """The name of one cell's field."""
        place = self.portion.form.criteria.index(criterion)
        return f"cell_{entry_id}_{part_id}" + (f"_{place}" if criterion else "")

    def values(self) -> dict[CellKey, int | None]:
        """The marks that were entered, by cell."""
        return {
            (entry.pk, part.pk, criterion): self._value(
                self.cleaned_data.get(self.name_of(entry.pk, part.pk, criterion))
            )
            for entry, part, criterion in self._cells()
        }

    def _value(self, given: object) -> int | None:
        if isinstance(given, bool):
            return 1 if given else None
        return given if isinstance(given, int) else None

    def heads(self) -> list[str]:
        """The columns' headings: dances, or criteria (with the dance, where there are several)."""
        form, parts = self.portion.form, self.portion.parts
        if form.criteria == ("",):
            return [part.title for part in parts]
        titles = [scale.title for scale in form.scales]
        return [f"{part.title}: {title}" if len(parts) > 1 else title for part in parts for title in titles]

    def rows(self, labels: Mapping[int, str]) -> list[tuple[str, list[forms.BoundField]]]:
        """The grid: one line per entry, one field per dance and criterion."""
        form = self.portion.form
        return [
            (
                labels[entry.pk],
                [
                    self[self.name_of(entry.pk, part.pk, criterion)]
                    for part in self.portion.parts
                    for criterion in form.criteria
                ],
            )
            for entry in self.portion.dancing
        ]
