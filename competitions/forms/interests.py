"""A judge's declared interest: which judge, which academy, and what it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competitions.forms.desk import ReasonForm
from competitions.models import JudgeAppointment, Participation
from dancers.models import Academy
from events.models import Festival


class JudgeField(forms.ModelChoiceField[JudgeAppointment]):
    """A judge by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.person.full_name)


class InterestForm(ReasonForm):
    """The judges of the festival and the academies that take part in it."""

    field_order = ("judge", "academy", "reason")
    judge = JudgeField(label=_("Judge"), queryset=JudgeAppointment.objects.none())
    academy = forms.ModelChoiceField(label=_("Academy"), queryset=Academy.objects.none())

    def __init__(self, *args: Any, festival: Festival, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        judges = JudgeAppointment.objects.filter(festival=festival, revoked_at__isnull=True).select_related("person")
        taking_part = Participation.objects.filter(festival=festival, academy__isnull=False).values("academy")
        academies = Academy.objects.filter(pk__in=taking_part).order_by("sort_key", "pk")
        for name, rows in {"judge": judges.order_by("person__sort_key", "pk"), "academy": academies}.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
