"""The task that sends. Another door to the service: woken by name on commit, and by beat every few seconds."""

from celery import shared_task

from notifications.services import delivery


@shared_task(name="notifications.send_due_notices", ignore_result=True)
def send_due_notices() -> None:
    """Send whatever is owed and due now."""
    delivery.send_due()
