"""What is typed at the desk about a standing: the order of those who are level, an award withheld, a decision taken back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.models import Ruling

REASON_LENGTH = 300


class OrderForm(forms.Form):
    """A place for each of those who are level, how it was decided, and why."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Decided by"),
        choices=[
            (Ruling.Kind.CASTING_VOTE.value, gettext_lazy("the chair’s casting vote")),
            (Ruling.Kind.REDANCE.value, gettext_lazy("a re-dance")),
        ],
    )

    def __init__(self, *args: Any, keys: Sequence[str], labels: Mapping[str, str], **kwargs: Any) -> None:
        kwargs["prefix"] = f"level-{keys[0]}"
        super().__init__(*args, **kwargs)
        self.keys = list(keys)
        self.who = ", ".join(labels.get(key, key) for key in keys)
        choices = [(str(place), str(place)) for place in range(1, len(keys) + 1)]
        for key in keys:
            self.fields[f"place_{key}"] = forms.ChoiceField(
                label=labels.get(key, key), choices=[("", _("order")), *choices]
            )
        self.fields["reason"] = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        given = [values.get(f"place_{key}") for key in self.keys]
        if None not in given and len(set(given)) != len(given):
            raise forms.ValidationError(_("Give each of them a different place in the order."))
        return values

    @property
    def order(self) -> list[str]:
        """The keys, best first."""
        return sorted(self.keys, key=lambda key: int(self.cleaned_data[f"place_{key}"]))


class WithholdForm(forms.Form):
    """The group in which nothing is given, and why."""

    group = forms.ChoiceField(label=gettext_lazy("Award"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=REASON_LENGTH)

    def __init__(self, *args: Any, groups: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        kwargs["prefix"] = "withhold"
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(groups)
