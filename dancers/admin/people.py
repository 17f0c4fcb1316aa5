"""People in the admin: one list of everybody, one of dancers with their academies."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dancers.admin.owners import OwnerAdmin, OwnerInline, actor_of
from dancers.errors import RuleRefused
from dancers.models import Consent, Dancer, Membership, MembershipRole, Person
from dancers.selectors import people as finding
from dancers.services import memberships, people
from dancers.services.people import FIELDS, PersonDetails


class PersonAdminForm(forms.ModelForm[Person]):
    """Asks the service's questions before anything is written, so that what was typed stays on the page."""

    class Meta:
        model = Person
        fields = FIELDS

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if set(FIELDS) <= set(values):
            try:
                people.check_details(self.details())
            except RuleRefused as refusal:
                raise ValidationError(refusal.message) from refusal
        return values

    def details(self) -> PersonDetails:
        """Return what the form says."""
        return PersonDetails(**{field: self.cleaned_data[field] for field in FIELDS})


class MembershipInline(OwnerInline):
    model = Membership
    fields = ("academy", "role", "valid_from", "valid_to")
    autocomplete_fields = ("academy",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).select_related("academy", "person").order_by("-valid_from", "pk")


class ConsentInline(OwnerInline):
    model = Consent
    may_add = False
    fields = ("kind", "given_by_name", "given_at", "wording_version", "withdrawn_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Consent]:
        return super().get_queryset(request).order_by("-given_at", "pk")


@admin.register(Person)
class PersonAdmin(OwnerAdmin):
    form = PersonAdminForm
    folds_search = True
    list_display: tuple[str, ...] = ("full_name", "birth_date", "city", "country", "created_at")
    list_filter = ("country",)
    search_fields = ("search_key",)
    search_help_text = _("A name, in any alphabet")
    ordering = ("sort_key", "pk")
    inlines = (MembershipInline, ConsentInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(merged_into__isnull=True)

    @admin.display(description=_("name"), ordering="sort_key")
    def full_name(self, person: Person) -> str:
        return person.full_name

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write through the service; the row that the form filled in takes over what was written."""
        if change:
            stored = Person.objects.get(pk=obj.pk)
            saved = people.edit_person(actor=actor_of(request), person=stored, details=form.details())
        else:
            saved = people.add_person(actor=actor_of(request), details=form.details())
        obj.pk = saved.pk
        obj.refresh_from_db()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Start the memberships that were added below."""
        start_memberships(request, formset)


@admin.register(Dancer)
class DancerAdmin(PersonAdmin):
    """Those who dance in an academy now, or have their own sign-in."""

    list_display = ("full_name", "birth_date", "academies", "city")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        dancing = Membership.objects.open().filter(role=MembershipRole.DANCER).values("person_id")
        people_here = super().get_queryset(request).filter(Q(pk__in=dancing) | Q(user__isnull=False))
        return finding.with_academies(people_here)

    @admin.display(description=_("academies"))
    def academies(self, person: Person) -> str:
        return ", ".join(membership.academy.name for membership in person.memberships.all())


def start_memberships(request: HttpRequest, formset: Any) -> None:
    """Write the new memberships of an inline through the service."""
    for membership in formset.save(commit=False):
        if membership.pk is None:
            memberships.start_membership(
                actor=actor_of(request),
                person=membership.person,
                academy=membership.academy,
                role=membership.role,
                since=membership.valid_from,
                until=membership.valid_to,
            )
