"""Names the app of the contest."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

TABLES = {"competitions_ruleset", "competitions_format"}


class CompetitionsConfig(AppConfig):
    name = "competitions"
    verbose_name = _("Contest")

    def ready(self) -> None:
        """After every migrate the house's formats stand; a migration would freeze them as they were on its day."""
        post_migrate.connect(_bring_formats, sender=self, dispatch_uid="competitions.bring_formats")


def _bring_formats(using: str, plan: Sequence[tuple[object, bool]] = (), **_kwargs: object) -> None:
    tables = set(connections[using].introspection.table_names())
    if any(backwards for _step, backwards in plan) or not tables.issuperset(TABLES):
        return  # on the way back, or before this app's turn
    # By name: models cannot be imported before the apps are ready, and this module is read before that.
    import_string("competitions.services.formats.install_house_formats")()
