"""A form field for money: people type major units, the column holds minor ones, nothing is rounded on the way."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from competitions.selectors import money


class MoneyField(forms.CharField):
    """An amount above zero. `digits` is how many the currency has after the point."""

    def __init__(self, *, digits: int = 2, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.digits = digits
        self.widget.attrs.setdefault("inputmode", "decimal")

    def prepare_value(self, value: Any) -> Any:
        """Show the stored minor units as a person types them; what was typed stays as it was typed."""
        return money.show_major(value, self.digits) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """Return minor units, or None for an empty field; anything but an exact amount above zero is refused."""
        text = super().clean(value)
        if not text:
            return None
        minor = money.read_major(text, self.digits)
        if minor is None:
            raise ValidationError(
                _(
                    "“%(text)s” is not an amount of money; write 150000 or 12.50, with at most %(digits)d digits after the point."
                ),
                params={"text": text[:40], "digits": self.digits},
            )
        if minor <= 0:
            raise ValidationError(
                _("The amount is %(text)s; money on offer is above zero."), params={"text": text[:40]}
            )
        return minor

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare amounts, not spellings."""
        text = str(data or "").strip()
        if initial is None or not text:
            return bool(initial) != bool(text)
        return bool(money.read_major(text, self.digits) != initial)
