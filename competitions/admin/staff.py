"""Who works at a festival. People are asked by invitation; an owner may add somebody whose address they know."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from competitions.admin import shown
from competitions.admin.changelist import FestivalFilter
from competitions.admin.scoped import OneFestivalForm, ReadOnlyAdmin, ScopedAdmin
from dancers.models import User
from events.models import StaffInvitation, StaffRole


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


@admin.register(StaffInvitation)
class StaffInvitationAdmin(ReadOnlyAdmin):
    list_display = ("email", "role", "festival", "state", "expires_at")
    list_filter = (FestivalFilter, "role")
    list_select_related = ("festival",)
    search_fields = ("email",)
    ordering = ("-created_at", "-pk")
    fields = ("email", "role", "festival", "invited_by", "created_at", "expires_at", "accepted_at", "revoked_at")

    @admin.display(description=_("state"))
    def state(self, row: StaffInvitation) -> SafeString:
        if row.accepted_at is not None:
            return shown.chip("accepted", _("accepted"))
        return shown.chip("withdrawn", _("revoked")) if row.revoked_at is not None else shown.chip("pending", _("sent"))
