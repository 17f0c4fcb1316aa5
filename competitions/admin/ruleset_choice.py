"""The choice of a round's ruleset: the festival's own first, then the house's; one that judges, or one for a group's table."""

from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest

from competitions.admin import scope
from competitions.admin.scoped import ScopedChoices
from competitions.models import Ruleset
from competitions.selectors import rulesets

FIELDS = ("ruleset", "table_ruleset")


class RulesetChoiceField(forms.ModelChoiceField[Ruleset]):
    """Says of rulesets with one title which is whose."""

    def label_from_instance(self, obj: Ruleset) -> str:
        """Return title, edition and, for a copy, whose it is."""
        name = f"{obj.title} · {obj.edition}" if obj.edition else obj.title
        return f"{name} ({obj.festival})" if obj.festival_id else name


class ChoosesRuleset(ScopedChoices):
    """A row with a ruleset, chosen from a list that says whose each is."""

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return [name for name in super().get_autocomplete_fields(request) if name not in FIELDS]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in FIELDS:
            kwargs["form_class"] = RulesetChoiceField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def scoped_choices(self, field: Any, request: HttpRequest) -> QuerySet[Any] | None:
        rows = super().scoped_choices(field, request)
        if rows is None or field.name not in FIELDS:
            return rows
        chosen = scope.of(request).chosen
        whose = Q() if chosen is None else Q(festival__isnull=True) | Q(festival_id=chosen)
        of_tables = Q(preset__in=rulesets.TABLE_PRESETS)
        fits = of_tables if field.name == "table_ruleset" else ~of_tables
        own_first = F("festival_id").desc(nulls_last=True)
        listed: QuerySet[Ruleset] = rows.filter(whose, fits).select_related("festival").defer("params_text")
        return listed.order_by(own_first, "family", "key", "pk")
