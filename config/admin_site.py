"""The admin site: Django's own, with Sahna's name; its look lives in templates/admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class SahnaAdminSite(admin.AdminSite):
    site_header = _("Sahna")
    site_title = _("Sahna")
    index_title = _("Set-up")
    enable_nav_sidebar = True
