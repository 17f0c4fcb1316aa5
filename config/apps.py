"""Registers the admin site of Sahna in place of Django's default one."""

from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    default_site = "config.admin_site.SahnaAdminSite"
