"""Rulesets: the house's to look at and copy, a festival's own with a typed form and an example that is computed while one types."""

import json
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from competitions.admin import reading, scope
from competitions.admin.changelist import FestivalFilter
from competitions.admin.copying import CopiedForFestival
from competitions.admin.scoped import OneFestivalForm
from competitions.forms import params_typed, ruleset_params
from competitions.forms.ruleset_params import ParamsField
from competitions.models import Round, Ruleset
from competitions.scoring.presets import Preset
from competitions.scoring.schema import Problem
from competitions.selectors import rulesets
from competitions.services import house_rulesets, ruleset_example
from competitions.services import rulesets as ruleset_services
from events.models import Festival

CERTAINTY = {
    "rule text": gettext_lazy("from the text of a rule"),
    "published results": gettext_lazy("from published results"),
    "another program": gettext_lazy("from another program"),
    "general knowledge": gettext_lazy("general knowledge"),
    "own choice": gettext_lazy("our own choice"),
}
PARAMS = "params_text"


class RulesetForm(OneFestivalForm):
    """A ruleset that is there: titles, key and parameters."""

    params_text = ParamsField(label=gettext_lazy("parameters"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get(PARAMS)
        if isinstance(field, ParamsField):
            field.use(self.instance.preset)

    def is_valid(self) -> bool:
        """A button that adds a row, removes one or shows the example saves nothing, and a half-typed row is no slip yet."""
        right = super().is_valid()
        if not ruleset_params.asks_to_stay(self.data):
            return right
        if ruleset_params.PREVIEW not in self.data:
            self._errors = ErrorDict()
            field = self.fields.get(PARAMS)
            if isinstance(field, ParamsField):
                field.forget_problems()
        return False


class NewRulesetForm(OneFestivalForm):
    """A new ruleset: whose, and from which preset; the rest comes from the preset and is edited on the next page."""

    preset = forms.ChoiceField(label=gettext_lazy("Made from"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["preset"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = preset_choices()
        self.fields["title_en"].required = False
        self.fields["title_en"].help_text = _("Empty titles are those of the preset.")


def preset_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every preset by family, with its edition."""
    grouped: dict[str, list[tuple[str, str]]] = {}
    for row in house_rulesets.all_rows():
        name = f"{row.title} · {row.edition}" if row.edition else row.title
        grouped.setdefault(row.get_family_display(), []).append((row.preset, name))
    return list(grouped.items())


@admin.register(Ruleset)
class RulesetAdmin(CopiedForFestival):
    change_form_template = "admin/competitions/ruleset/change_form.html"
    form = RulesetForm
    list_display = ("title", "key", "family", "edition", "whose")
    list_filter = (FestivalFilter, "family")
    list_select_related = ("festival",)
    list_defer = (PARAMS,)
    search_fields = ("title_en", "title_ru", "title_kk", "key", "preset")
    ordering = ("family", "key", "pk")
    readonly_fields = ("settings",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = NewRulesetForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        titles = ("title_en", "title_ru", "title_kk")
        if obj is None:
            return ((None, {"fields": ("festival", "preset", titles)}),)
        shown = PARAMS if self.has_change_permission(request, obj) else "settings"
        return ((None, {"fields": (titles, "key")}), (_("Parameters"), {"fields": (shown,)}))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "key":
            field.help_text = _("Formats name a ruleset by its key; a festival’s own comes before the house’s.")
        return field

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.preview_view))
        return [path("preview/", view, name="competitions_ruleset_preview"), *super().get_urls()]

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """The example with the parameters that are typed at this moment; nothing is stored."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        values = example_of(request.POST.get("ruleset_preset", "")[:60], posted=request.POST)
        return TemplateResponse(request, "admin/competitions/ruleset/example.html", values)

    def copied(self, request: HttpRequest, row: Any, festival: Festival) -> Any:
        return ruleset_services.copy_ruleset(**self.who(request), ruleset=row, festival=festival)

    def write(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            ruleset_services.fill_from_preset(obj)
        super().write(request, obj, form, change)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        if "_popup" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        messages.success(request, _("“%(title)s” is there; set its parameters.") % {"title": obj.title})
        return HttpResponseRedirect(reverse("admin:competitions_ruleset_change", args=[obj.pk]))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        row = kwargs.get("obj")
        if row is not None:
            posted = request.POST if request.method == "POST" else None
            preset = rulesets.preset_of(row)
            frozen, more = rulesets.rounds_frozen_with(row, scope.of(request).festivals("see", Round))
            context |= {
                **example_of(row.preset, posted=posted, stored=row.params_text),
                **self.copy_context(request, row),
                "preset": origin(preset),
                "open_points": preset.open_points if preset else (),
                "frozen": frozen,
                "frozen_more": more,
                "preview_url": reverse("admin:competitions_ruleset_preview"),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=gettext_lazy("ruleset"), ordering="title_en")
    def title(self, row: Ruleset) -> str:
        return row.title

    @admin.display(description=gettext_lazy("whose"), ordering="festival")
    def whose(self, row: Ruleset) -> str:
        return str(row.festival or _("the house’s"))

    @admin.display(description=gettext_lazy("parameters"))
    def settings(self, row: Ruleset) -> SafeString | str:
        """The parameters of a row that may not be changed here, in words."""
        return reading.parameters(row.preset, json.loads(row.params_text or "{}"))


def origin(preset: Preset | None) -> dict[str, Any] | None:
    """Where a preset comes from and how sure that is."""
    if preset is None:
        return None
    is_general = preset.certainty == "general knowledge"
    return {"source": preset.source, "certainty": CERTAINTY[preset.certainty], "is_general": is_general}


def example_of(preset_key: str, *, posted: QueryDict | None = None, stored: str = "{}") -> dict[str, Any]:
    """The example for parameters that were typed (`posted`) or are stored, with the keys of the fields that count."""
    fields = ruleset_params.fields_of(preset_key)
    problems: tuple[Problem, ...] = ()
    if posted is None:
        params = json.loads(stored or "{}")
        typed = params_typed.from_params(fields, params)
    else:
        typed = params_typed.from_post(fields, posted, PARAMS, ruleset_params.pressed(posted))
        params, problems = ruleset_params.read_post(preset_key, posted, PARAMS)
    language = ruleset_params.language()
    return {
        "problems": [problem.message for problem in problems],
        "drawn": None if problems else ruleset_example.draw(rulesets.system_of(preset_key), params, language),
        "applies": [field.key for field in fields if params_typed.applies(fields, field, typed)],
    }
