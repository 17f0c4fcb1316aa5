"""What the chair types for a decision of the jury: one form a kind; numbers are those on the backs."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.forms.desk import ReasonForm
from competitions.models import PanelSeat, Round, RoundEntry, RoundPart, Ruling
from competitions.selectors import jury_matters, mark_forms, portions
from competitions.services import jury, rulings
from competitions.services.jury import Decider

Kind = Ruling.Kind
ACTIONS = (
    ("withheld", gettext_lazy("is withheld")),
    ("shared", gettext_lazy("is shared by them")),
    ("added", gettext_lazy("is given besides")),
)


class DecisionForm(ReasonForm):
    """The base of all: the round, its entries by the number on the back, and a reason."""

    kind: Kind
    field_order: Any = None

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round_
        entries = {entry.pk: entry for entry in round_.round_entries.order_by("order")}
        self.by_number = {label: entries[key] for key, label in portions.labels_of(list(entries.values())).items()}
        self.seats = {seat.letter: seat for seat in round_.seats.order_by("letter")}
        if "letter" in self.fields:
            self._choose("letter", [(letter, letter) for letter in self.seats])
        if "number" in self.fields:
            numbers = [(label, _("No. %(number)s") % {"number": label}) for label in self.by_number]
            self._choose("number", numbers if self.fields["number"].required else [("", "—"), *numbers])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_numbers(self) -> list[RoundEntry]:
        """The entries typed as numbers with commas or spaces between them."""
        words = str(self.cleaned_data["numbers"]).replace(",", " ").replace(";", " ").split()
        unknown = [word for word in words if word not in self.by_number]
        if unknown:
            raise forms.ValidationError(_("No. %(number)s does not stand in this round.") % {"number": unknown[0][:10]})
        return [self.by_number[word] for word in words]

    def entry(self) -> RoundEntry | None:
        """The entry that was chosen, if one was."""
        return self.by_number.get(self.cleaned_data.get("number") or "")

    def seat(self) -> PanelSeat:
        """The seat that was chosen."""
        return self.seats[self.cleaned_data["letter"]]

    def decide(self, decider: Decider) -> object:
        """Call the service of this kind."""
        raise NotImplementedError


class OrderForm(DecisionForm):
    """Tied entries in the order that was decided."""

    field_order: Any = ("numbers", "reason")
    numbers = forms.CharField(
        label=gettext_lazy("The tied numbers, best first"), max_length=200, help_text=gettext_lazy("As 12, 7, 31")
    )

    def decide(self, decider: Decider) -> object:
        order = self.cleaned_data["numbers"]
        return jury.order_tied(decider=decider, round=self.round, kind=self.kind, order=order)


class CastingVoteForm(OrderForm):
    kind = Kind.CASTING_VOTE


class RedanceForm(OrderForm):
    kind = Kind.REDANCE


class ChoiceForm(OrderForm):
    kind = Kind.JUDGE_CHOICE
    field_order = ("letter", "numbers", "reason")
    letter = forms.ChoiceField(label=gettext_lazy("Judge"))

    def decide(self, decider: Decider) -> object:
        return jury.choose_order(decider=decider, seat=self.seat(), order=self.cleaned_data["numbers"])


class PenaltyForm(DecisionForm):
    kind = Kind.PENALTY
    field_order = ("number", "points", "reason")
    number = forms.ChoiceField(label=gettext_lazy("Entry"))
    points = forms.CharField(label=gettext_lazy("Points taken off"), max_length=12)

    def decide(self, decider: Decider) -> object:
        entry = self.by_number[self.cleaned_data["number"]]
        return jury.penalise(decider=decider, round_entry=entry, points=self.cleaned_data["points"])


class DropForm(DecisionForm):
    kind = Kind.PLACEMENT_DROP
    field_order = ("number", "by", "reason")
    number = forms.ChoiceField(label=gettext_lazy("Entry"))
    by = forms.IntegerField(label=gettext_lazy("Places down"), min_value=1, max_value=99)

    def decide(self, decider: Decider) -> object:
        entry = self.by_number[self.cleaned_data["number"]]
        return jury.drop_places(decider=decider, round_entry=entry, by=self.cleaned_data["by"])


class AbstentionForm(DecisionForm):
    kind = Kind.ABSTENTION
    field_order = ("letter", "number", "dance", "criterion", "reason")
    letter = forms.ChoiceField(label=gettext_lazy("Judge"))
    number = forms.ChoiceField(label=gettext_lazy("Entry"), required=False)
    dance = forms.ChoiceField(label=gettext_lazy("Dance"), required=False)
    criterion = forms.ChoiceField(label=gettext_lazy("Criterion"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dances: dict[str, RoundPart] = {str(part.pk): part for part in self.round.parts.order_by("position")}
        self._choose("dance", [("", "—"), *((key, part.title) for key, part in self.dances.items())])
        scales = mark_forms.form_of(self.round).scales
        self._choose("criterion", [("", "—"), *((scale.criterion, scale.title) for scale in scales)])

    def decide(self, decider: Decider) -> object:
        return jury.abstain(
            decider=decider,
            seat=self.seat(),
            round_entry=self.entry(),
            part=self.dances.get(self.cleaned_data["dance"]),
            criterion=self.cleaned_data["criterion"],
        )


class RecusalForm(DecisionForm):
    kind = Kind.RECUSAL
    field_order = ("letter", "number", "reason")
    letter = forms.ChoiceField(label=gettext_lazy("Judge"))
    number = forms.ChoiceField(
        label=gettext_lazy("For one entry"), required=False, help_text=gettext_lazy("Empty: for the whole round.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if Kind.ABSTENTION not in jury_matters.kinds_for(self.round):
            del self.fields["number"]

    def decide(self, decider: Decider) -> object:
        seat = self.seat()
        return jury.abstain(decider=decider, seat=seat, round_entry=self.entry(), kind=Kind.RECUSAL)


class LostForm(DecisionForm):
    kind = Kind.JUDGE_LOST
    field_order = ("letter", "reason")
    letter = forms.ChoiceField(label=gettext_lazy("Judge"))

    def decide(self, decider: Decider) -> object:
        seat = self.seat()
        return rulings.lose_judge(actor=decider.actor, user=decider.user, seat=seat, reason=decider.reason)


class TitleForm(DecisionForm):
    kind = Kind.TITLE
    field_order = ("title", "action", "numbers", "reason")
    title = forms.CharField(label=gettext_lazy("Title"), max_length=80, required=False)
    action = forms.ChoiceField(label=gettext_lazy("The title"), choices=ACTIONS)
    numbers = forms.CharField(label=gettext_lazy("Entries"), max_length=200, help_text=gettext_lazy("As 12, 7, 31"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = ", ".join(jury_matters.titles_of(self.round))

    def decide(self, decider: Decider) -> object:
        data = self.cleaned_data
        return jury.rule_title(
            decider=decider, round=self.round, action=data["action"], entries=data["numbers"], title=data["title"]
        )


FORMS: Mapping[str, Callable[..., DecisionForm]] = {
    form.kind.value: form
    for form in (
        CastingVoteForm,
        RedanceForm,
        ChoiceForm,
        PenaltyForm,
        DropForm,
        AbstentionForm,
        TitleForm,
        RecusalForm,
        LostForm,
    )
}
