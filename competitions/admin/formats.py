"""Formats: rounds, dances and links in boxes, drawn as a list beside the form; the house's are copied."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
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
from competitions.forms import format_spec_field, format_typed, ruleset_params
from competitions.forms.format_lines import Known
from competitions.forms.format_spec_field import SpecField
from competitions.models import Format
from competitions.selectors import format_drawing
from competitions.services import rulesets as ruleset_services
from events.models import Festival

SPEC = "spec_text"
ONE_ROUND = '{"rounds": [{"kind": "final"}]}'


class FormatForm(OneFestivalForm):
    """Titles, key and shape of a format."""

    spec_text = SpecField(label=gettext_lazy("shape"), initial=ONE_ROUND)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get(SPEC)
        if isinstance(field, SpecField):
            titles = format_drawing.ruleset_titles(self.festival_of_form())
            field.use(Known(*format_drawing.split_choices(titles)), self.instance.spec_text)

    def festival_of_form(self) -> int | None:
        """Whose rulesets the selects offer."""
        if self.instance.pk is not None:
            return int(self.instance.festival_id) if self.instance.festival_id else None
        wanted = str(self.data.get("festival") or self.initial.get("festival") or "")
        return int(wanted) if wanted.isdecimal() and len(wanted) < 19 else None

    def is_valid(self) -> bool:
        """A button that changes rows or draws the format saves nothing, and what is half typed is no slip yet."""
        right = super().is_valid()
        if not format_spec_field.asks_to_stay(self.data):
            return right
        if ruleset_params.PREVIEW not in self.data:
            self._errors = ErrorDict()
            field = self.fields.get(SPEC)
            if isinstance(field, SpecField):
                field.forget_slips()
        return False


@admin.register(Format)
class FormatAdmin(CopiedForFestival):
    change_form_template = "admin/competitions/format/change_form.html"
    form = FormatForm
    list_display = ("title", "key", "whose")
    list_filter = (FestivalFilter,)
    list_select_related = ("festival",)
    list_defer = (SPEC,)
    search_fields = ("title_en", "title_ru", "title_kk", "key")
    ordering = ("key", "pk")
    readonly_fields = ("drawn",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        named: tuple[Any, ...] = (("title_en", "title_ru", "title_kk"), "key")
        if obj is None:
            named = ("festival", *named)
        shown = SPEC if obj is None or self.has_change_permission(request, obj) else "drawn"
        return ((None, {"fields": named}), (_("Rounds"), {"fields": (shown,)}))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        made = super().get_form(request, obj, change=change, **kwargs)
        chosen = scope.of(request).chosen
        if obj is None and chosen is not None:
            return type(made.__name__, (made,), {"festival_of_form": lambda self: chosen})
        return made

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.preview_view))
        return [path("preview/", view, name="competitions_format_preview"), *super().get_urls()]

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """The drawing of what is typed at this moment; nothing is stored."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        rounds = drawn_of(request.POST, scope.of(request).chosen)
        return TemplateResponse(request, "components/format_drawing.html", {"rounds": rounds})

    def copied(self, request: HttpRequest, row: Any, festival: Festival) -> Any:
        return ruleset_services.copy_format(**self.who(request), shape=row, festival=festival)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        row = kwargs.get("obj")
        if request.method == "POST":
            rounds = drawn_of(request.POST, getattr(row, "festival_id", None) or scope.of(request).chosen)
        else:
            rounds = format_drawing.draw_format(row) if row is not None else ()
        context |= {
            **self.copy_context(request, row),
            "rounds": rounds,
            "preview_url": reverse("admin:competitions_format_preview"),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=gettext_lazy("format"), ordering="title_en")
    def title(self, row: Format) -> str:
        return row.title

    @admin.display(description=gettext_lazy("whose"), ordering="festival")
    def whose(self, row: Format) -> str:
        return str(row.festival or _("the house’s"))

    @admin.display(description=gettext_lazy("rounds"))
    def drawn(self, row: Format) -> SafeString:
        return drawing(row)


def drawing(row: Format) -> SafeString:
    """A stored format as a drawn list of its rounds."""
    return reading.drawn("components/format_drawing.html", rounds=format_drawing.draw_format(row))


def drawn_of(posted: Any, festival_id: int | None) -> tuple[format_drawing.DrawnRound, ...]:
    """The drawing of what was typed."""
    spec = format_typed.to_spec(format_spec_field.read_post(posted, SPEC), {})
    return format_drawing.draw(spec, format_drawing.ruleset_titles(festival_id))
