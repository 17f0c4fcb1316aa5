"""Work of the contest in the background. A task is only another door to a service."""

from celery import shared_task

from competitions.services import releases


@shared_task(name="competitions.tell_due_releases")
def tell_due_releases() -> int:
    """Owe the letters of releases whose embargo has passed; return of how many."""
    return releases.tell_due()
