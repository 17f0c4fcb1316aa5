"""Standings above competitions: made from a preset, its parameters in a typed form, its competitions beside it."""

import json
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.admin import shown
from competitions.admin.changelist import FestivalFilter
from competitions.admin.prize_rows import PrizeInline
from competitions.admin.rulesets import PARAMS, RulesetForm
from competitions.admin.scoped import KeepsAddress, OneFestivalForm, ScopedInline
from competitions.forms import params_lines, params_typed, ruleset_params
from competitions.forms.ruleset_params import ParamsField
from competitions.models import Standing, StandingMember
from competitions.scoring import sheet_file
from competitions.services import standings
from dancers.errors import RuleRefused

STATUSES = (Standing.Status.DRAFT, Standing.Status.OPEN, Standing.Status.CANCELLED)


class NewStandingForm(OneFestivalForm):
    """A new standing: whose, from which preset; the parameters are the preset's and are edited on the next page."""

    preset = forms.ChoiceField(label=gettext_lazy("made from"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["preset"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = standings.presets()

    def save(self, commit: bool = True) -> Any:
        self.instance.ruleset_text = standings.ruleset_text(self.cleaned_data["preset"])
        return super().save(commit)


class StandingForm(RulesetForm):
    """A standing that is there: titles, state and parameters."""

    params_text = ParamsField(label=gettext_lazy("parameters"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial[PARAMS] = sheet_file.canonical(self.instance.params)
        field = self.fields.get("status")
        if isinstance(field, forms.ChoiceField):
            field.choices = [(status.value, status.label) for status in STATUSES]

    def save(self, commit: bool = True) -> Any:
        if PARAMS in self.cleaned_data:
            params = json.loads(self.cleaned_data[PARAMS])
            self.instance.ruleset_text = standings.ruleset_text(self.instance.preset, params)
        return super().save(commit)


class MemberForm(OneFestivalForm):
    """Whose a competition may be is the formset's to say, which knows the standing."""

    def _related_rows(self) -> tuple[()]:
        return ()


class MemberFormSet(BaseInlineFormSet[Any, Any, Any]):
    """Refuses competitions that the standing is not of."""

    def clean(self) -> None:
        super().clean()
        given = [form.cleaned_data for form in self.forms if hasattr(form, "cleaned_data")]
        chosen = [row["competition"] for row in given if row.get("competition") and not row.get("DELETE")]
        if not chosen or not self.instance.ruleset_text or self.instance.festival_id is None:
            return
        try:
            standings.refuse_misfits(self.instance, chosen, is_whole=False)
        except RuleRefused as refusal:
            raise ValidationError(refusal.message) from refusal


class MemberInline(ScopedInline):
    model = StandingMember
    form = MemberForm
    formset = MemberFormSet
    fields = ("competition", "position")
    ordering = ("position", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("competition")


@admin.register(Standing)
class StandingAdmin(KeepsAddress):
    form = StandingForm
    change_form_template = "admin/competitions/standing/change_form.html"
    list_display = ("title_en", "festival", "made_from", "state")
    list_filter = (FestivalFilter, "status")
    list_select_related = ("festival",)
    search_fields = ("title_en", "title_ru", "title_kk", "slug")
    ordering = ("festival", "position", "pk")
    readonly_fields = ("settings", "made_from")
    inlines = (MemberInline, PrizeInline)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = NewStandingForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        titles, of = ("title_en", "title_ru", "title_kk"), ("section", "series")
        if obj is None:
            return ((None, {"fields": ("festival", "preset", titles, "slug", of, "position")}),)
        is_open = self.has_change_permission(request, obj) and not obj.releases.exists()
        return (
            (None, {"fields": (titles, "slug", of, ("status", "position"))}),
            (_("Result"), {"fields": ("release_rule", "tie_money")}),
            (_("Parameters"), {"fields": ("made_from", PARAMS if is_open else "settings")}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, "status") if obj is not None and obj.status == Standing.Status.FINISHED else fixed

    def write(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change or "status" in form.changed_data:
            obj.status_at = timezone.now()
        super().write(request, obj, form, change)

    @admin.display(description=gettext_lazy("made from"))
    def made_from(self, row: Standing) -> str:
        return dict(standings.presets()).get(row.preset, row.preset)

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def state(self, row: Standing) -> SafeString:
        return shown.status_chip(row)

    @admin.display(description=gettext_lazy("parameters"))
    def settings(self, row: Standing) -> SafeString | str:
        """The parameters of a standing that is released, in words."""
        fields = ruleset_params.fields_of(row.preset)
        typed = params_typed.from_params(fields, row.params)
        lines = params_lines.lines(fields, typed, prefix=PARAMS, language=ruleset_params.language())
        return render_to_string("components/params_read.html", {"lines": [line for line in lines if line.is_shown]})
