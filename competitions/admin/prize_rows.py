"""How a prize is typed: money in major units of its currency, an object or a title without any."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from competitions.admin.scoped import OneFestivalForm, ScopedInline
from competitions.forms.money import MoneyField
from competitions.models import Prize
from competitions.selectors import money
from events.selectors import currencies


class PrizeForm(OneFestivalForm):
    """Takes exact money. The currency is the festival's unless another one is typed."""

    on_offer_minor = MoneyField(
        label=_("money for each place"),
        required=False,
        help_text=_("In whole units, like 150000; for money prizes only."),
    )

    class Meta:
        model = Prize
        fields = (
            "competition",
            "standing",
            "festival",
            "kind",
            "title_en",
            "title_ru",
            "title_kk",
            "place_from",
            "place_to",
            "on_offer_minor",
            "currency",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = str(self.data.get(self.add_prefix("currency")) or self.instance.currency).strip().upper()
        field = self.fields.get("on_offer_minor")
        if isinstance(field, MoneyField) and typed:
            field.digits = money.digits_of(typed)

    def clean_currency(self) -> str:
        code = str(self.cleaned_data.get("currency") or "").strip().upper()
        if code and not currencies.is_currency(code):
            raise ValidationError(_("“%(code)s” is not a currency; an example is KZT."), params={"code": code})
        return code

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        amount, kind = self.cleaned_data.get("on_offer_minor"), self.cleaned_data.get("kind")
        if kind == Prize.Kind.MONEY and amount is None and "on_offer_minor" not in self.errors:
            self.add_error("on_offer_minor", _("A money prize needs its amount."))
        if kind == Prize.Kind.MONEY and not self.cleaned_data.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("A money prize needs its currency."))
        return values


class PrizeInline(ScopedInline):
    model = Prize
    form = PrizeForm
    fields = ("kind", "title_en", "place_from", "place_to", "on_offer_minor", "currency")
    ordering = ("place_from", "pk")
