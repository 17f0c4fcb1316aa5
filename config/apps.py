"""Registers the admin site of Sahna in place of Django's default one, and finds the admin rooms that are split over files."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import apps
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.utils.module_loading import module_has_submodule


class AdminConfig(DjangoAdminConfig):
    default_site = "config.admin_site.SahnaAdminSite"

    def ready(self) -> None:
        """Let Django import each app's `admin`, then every file of those that are packages (their `__init__` is empty)."""
        super().ready()
        for app in apps.get_app_configs():
            if app.module is not None and module_has_submodule(app.module, "admin"):
                room = import_module(f"{app.name}.admin")
                for found in iter_modules(getattr(room, "__path__", [])):
                    import_module(f"{room.__name__}.{found.name}")
