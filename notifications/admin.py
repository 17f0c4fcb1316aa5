"""What was owed and what became of it, and the mail folder of an installation without a mail server. Superusers only."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from notifications.models import Delivery, Notice
from notifications.selectors import mail_folder
from notifications.services import delivery as sending


class OwnersOnly:
    """Addresses and private links lie here: nobody but the owners of the installation reads them; nobody changes them."""

    def has_view_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


@admin.register(Notice)
class NoticeAdmin(OwnersOnly, admin.ModelAdmin[Notice]):
    list_display = ("created_at", "kind", "subject_kind", "subject_id", "expanded_at")
    list_filter = ("kind",)
    search_fields = ("dedupe_key", "=subject_id")
    date_hierarchy = "created_at"
    ordering = ("-id",)
    exclude = ("payload_text", "recipients_text")
    show_full_result_count = False


@admin.register(Delivery)
class DeliveryAdmin(OwnersOnly, admin.ModelAdmin[Delivery]):
    change_list_template = "admin/notifications/delivery_list.html"
    list_display = ("address", "notice", "language", "status", "attempts", "due_at", "sent_at", "last_error")
    list_filter = ("status", "channel", "language", "notice__kind")
    list_select_related = ("notice",)
    search_fields = ("address",)
    ordering = ("-id",)
    show_full_result_count = False
    actions = ("send_again",)

    @admin.action(description=_("Try the given-up letters again"), permissions=["view"])
    def send_again(self, request: HttpRequest, chosen: QuerySet[Delivery]) -> None:
        count = sending.revive(ids=chosen.values_list("pk", flat=True))
        text = ngettext("%(count)d letter is in the queue again.", "%(count)d letters are in the queue again.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS if count else messages.WARNING)

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("mail-folder/", self.admin_site.admin_view(self.show_folder), name="mail_folder"),
            path("mail-folder/<str:name>", self.admin_site.admin_view(self.show_letter), name="mail_folder_letter"),
        ]
        return own + super().get_urls()

    def show_folder(self, request: HttpRequest) -> HttpResponse:
        """List the letters that lie in the mail folder, newest first."""
        to = request.GET.get("to", "")[:254]
        return self._page(
            request, "admin/notifications/mail_folder.html", letters=mail_folder.list_letters(to=to), to=to
        )

    def show_letter(self, request: HttpRequest, name: str) -> HttpResponse:
        """Show one letter's text with its links."""
        letter = mail_folder.find_letter(name)
        if letter is None:
            raise Http404
        return self._page(request, "admin/notifications/mail_letter.html", letter=letter)

    def _page(self, request: HttpRequest, template: str, **values: object) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("Mail folder"),
            "is_used": mail_folder.is_used(),
            **values,
        }
        return TemplateResponse(request, template, context)
