"""What happened: the append-only trail. Knows no other app."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from audit import triggers


class AuditConfig(AppConfig):
    name = "audit"

    def ready(self) -> None:
        """After every migrate the guards stand: SQLite forgets a table's triggers when a migration rebuilds the table."""
        post_migrate.connect(_guard_again, sender=self, dispatch_uid="audit.guard_again")


def _guard_again(using: str, **_kwargs: object) -> None:
    triggers.create_triggers(connections[using])
