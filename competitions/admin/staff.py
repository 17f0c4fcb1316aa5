"""Who works at a festival. People are asked by invitation; an owner may add somebody whose address they know."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from competitions.admin import actions, shown
from competitions.admin.changelist import FestivalFilter
from competitions.admin.scoped import OneFestivalForm, ScopedAdmin
from dancers.errors import RuleRefused
from dancers.models import User
from events.models import StaffInvitation, StaffRole
from events.services import invitations, staff


class StaffRoleForm(OneFestivalForm):
    """Names the user by address, so that nobody can leaf through other people's accounts."""

    email = forms.EmailField(label=_("e-mail"), help_text=_("Of somebody who has an account already."))

    class Meta:
        model = StaffRole
        fields = ("festival", "role")

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).strip().lower()
        found = User.objects.filter(email=email, is_active=True).first()
        if found is None:
            raise forms.ValidationError(
                _("Nobody with the address %(email)s has an account; send an invitation."), params={"email": email}
            )
        self.instance.user = found
        return email

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        taken = StaffRole.objects.filter(
            user_id=self.instance.user_id,
            festival=self.cleaned_data.get("festival"),
            role=self.cleaned_data.get("role", ""),
        )
        if taken.exists():
            raise forms.ValidationError(_("This user has this role already."))
        return values


@admin.register(StaffRole)
class StaffRoleAdmin(ScopedAdmin):
    form = StaffRoleForm
    list_display = ("user", "role", "festival", "added_at")
    list_filter = (FestivalFilter, "role")
    list_select_related = ("user", "festival")
    search_fields = ("user__email",)
    ordering = ("festival", "role", "pk")
    fields = ("festival", "email", "role")

    def write(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        given = staff.give_role(
            actor=actions.who(request)["actor"], festival=obj.festival, user=obj.user, role=obj.role
        )
        obj.pk = given.pk

    def delete_model(self, request: HttpRequest, obj: StaffRole) -> None:
        staff.take_role(actor=actions.who(request)["actor"], festival=obj.festival, user=obj.user, role=obj.role)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Take the role; the last owner keeps theirs, with a sentence that says so."""
        try:
            with transaction.atomic():
                return super().delete_view(request, object_id, extra_context)
        except RuleRefused as refusal:
            messages.error(request, refusal.message)
            return HttpResponseRedirect(reverse("admin:events_staffrole_changelist"))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        found = super().get_actions(request)
        found.pop("delete_selected", None)  # one by one, through the service that knows the last owner
        return found


class StaffInvitationForm(OneFestivalForm):
    """Whom to invite to which role; the service makes the secret and owes the letter."""

    class Meta:
        model = StaffInvitation
        fields = ("festival", "email", "role")

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        email = str(self.cleaned_data.get("email", "")).strip().lower()
        festival, role = self.cleaned_data.get("festival"), self.cleaned_data.get("role", "")
        if StaffRole.objects.filter(user__email=email, festival=festival, role=role).exists():
            raise forms.ValidationError(_("This user has this role already."))
        return values


@admin.register(StaffInvitation)
class StaffInvitationAdmin(ScopedAdmin):
    """Sent by an owner, never changed: a second one to the same address and role ends the first."""

    form = StaffInvitationForm
    list_display = ("email", "role", "festival", "state", "expires_at")
    list_filter = (FestivalFilter, "role")
    list_select_related = ("festival",)
    search_fields = ("email",)
    ordering = ("-created_at", "-pk")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Ask for three things; show everything but the secret of one that was sent."""
        asked = ("festival", "email", "role")
        return asked if obj is None else (*asked, "invited_by", "created_at", "expires_at", "accepted_at", "revoked_at")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def write(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        caller = actions.who(request)
        sent = invitations.invite_staff(
            actor=caller["actor"],
            festival=obj.festival,
            email=obj.email,
            role=obj.role,
            inviter=caller["user"],
            language=caller["user"].language,
        )
        obj.pk = sent.pk

    @admin.display(description=_("state"))
    def state(self, row: StaffInvitation) -> SafeString:
        if row.accepted_at is not None:
            return shown.chip("accepted", _("accepted"))
        return shown.chip("withdrawn", _("revoked")) if row.revoked_at is not None else shown.chip("pending", _("sent"))
