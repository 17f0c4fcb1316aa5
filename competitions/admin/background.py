"""What runs behind: the trail of a festival, and (for superusers) what is owed and sent by mail."""

import json

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from audit.models import AuditEntry
from competitions.admin import shown
from competitions.admin.changelist import FestivalFilter
from competitions.admin.scoped import ReadOnlyAdmin


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """The trail. Personal values lie in a side table and are not shown here."""

    list_display = ("when", "actor_kind", "actor_key", "action", "subject_kind", "subject_id", "reason")
    list_filter = (FestivalFilter, "actor_kind", "action", "subject_kind", "at")
    search_fields = ("=subject_id", "action", "=actor_key", "reason")
    ordering = ("-id",)
    date_hierarchy = "at"
    show_full_result_count = False
    fields = ("at", "actor_kind", "actor_key", "action", "subject_kind", "subject_id", "reason", "device", "detail")

    @admin.display(description=_("at"), ordering="at")
    def when(self, row: AuditEntry) -> SafeString | str:
        return shown.moment(row.at)

    @admin.display(description=_("detail"))
    def detail(self, row: AuditEntry) -> str:
        return json.dumps(json.loads(row.detail_text), ensure_ascii=False, indent=1)
