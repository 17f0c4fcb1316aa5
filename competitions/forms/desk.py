"""What people type at the desk. A form checks shape; the services check rules."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competitions.forms.money import MoneyField
from competitions.models import Award, JudgeAppointment, RoundEntry, Ruling
from competitions.services import withdrawals

REASON_LENGTH = 300


class ReasonForm(forms.Form):
    """Why something is done; kept with it."""

    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH)


class RecallLineForm(ReasonForm):
    """All of the tied entries, or none of them."""

    recall = forms.ChoiceField(choices=[("all", _("all of them")), ("none", _("none of them"))])


class RecallNumbersForm(forms.Form):
    """How many the chair wants, and how many crosses each judge gives."""

    wanted = forms.IntegerField(label=_("Wanted in the next round"), min_value=1, max_value=999)
    crosses_min = forms.IntegerField(label=_("Fewest crosses"), min_value=0, max_value=999, required=False)
    crosses_max = forms.IntegerField(label=_("Most crosses"), min_value=0, max_value=999, required=False)


class HeatsForm(forms.Form):
    """Over how many heats the round is spread."""

    heats = forms.IntegerField(label=_("Heats"), min_value=1, max_value=99)


class WithdrawForm(ReasonForm):
    """How an entry leaves the round, and what becomes of the marks that it has."""

    field_order = ["kind", "effect", "reason"]

    kind = forms.ChoiceField(
        label=_("The entry"),
        choices=[
            (Ruling.Kind.WITHDRAWAL.value, _("withdraws")),
            (Ruling.Kind.NO_SHOW.value, _("did not come")),
            (Ruling.Kind.DISQUALIFICATION.value, _("is disqualified")),
        ],
    )
    effect = forms.ChoiceField(label=_("Its marks"), choices=[], required=False)

    def __init__(self, *args: Any, place: RoundEntry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(withdrawals.LEAVE_OUT, _("are kept and not counted"))]
        if withdrawals.offers_bottom(place):
            choices.append((withdrawals.BOTTOM, _("count in the dances it danced; bottom place in the others")))
        field = self.fields["effect"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        if len(choices) == 1:
            field.widget = forms.HiddenInput()
            field.initial = withdrawals.LEAVE_OUT

    def clean_effect(self) -> str:
        """An empty choice means: not counted."""
        return str(self.cleaned_data["effect"] or withdrawals.LEAVE_OUT)


class ReleaseForm(forms.Form):
    """What was looked at (its digest), why it is corrected, and until when the public waits."""

    digest = forms.CharField(widget=forms.HiddenInput(), max_length=64)
    reason = forms.CharField(label=_("Public reason for the correction"), max_length=REASON_LENGTH, required=False)
    embargo_until = forms.DateTimeField(
        label=_("Closed to the public until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_("Empty: public at once. In the festival's time."),
    )
    for_ceremony = forms.BooleanField(
        label=_("Keep it for the ceremony"),
        required=False,
        help_text=_("The announcer reveals it place by place; until then nobody reads it."),
    )


class PayForm(forms.Form):
    """What was paid, in which currency, and where that is written."""

    amount = MoneyField(label=_("Amount paid"))
    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3)
    reference = forms.CharField(label=_("Reference of the payment"), max_length=120)

    def __init__(self, *args: Any, award: Award, digits: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"amount": award.amount_minor, "currency": award.prize.currency}
        field = self.fields["amount"]
        assert isinstance(field, MoneyField)
        field.digits = digits

    def clean_currency(self) -> str:
        """Three letters, in capitals."""
        return str(self.cleaned_data["currency"]).upper()


class PanelForm(forms.Form):
    """One choice of judge for each letter; empty letters stay as they are."""

    def __init__(
        self,
        *args: Any,
        letters: Sequence[str],
        judges: Sequence[JudgeAppointment],
        seated: Mapping[str, int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.judges = {judge.pk: judge for judge in judges}
        choices = [("", "—")] + [(str(judge.pk), judge.person.full_name) for judge in judges]
        for letter in letters:
            self.fields[f"seat_{letter}"] = forms.ChoiceField(
                label=letter, choices=choices, required=False, initial=str(seated.get(letter, ""))
            )

    def seats(self) -> dict[str, JudgeAppointment]:
        """The judge chosen for each letter that has one."""
        chosen = {name.removeprefix("seat_"): value for name, value in self.cleaned_data.items() if value}
        return {letter: self.judges[int(value)] for letter, value in chosen.items()}
