"""Work of the contest in the background. A task is only another door to a service."""

from celery import shared_task

from competitions.services import ceremony, releases


@shared_task(name="competitions.tell_due_releases")
def tell_due_releases() -> int:
    """Owe the letters of releases whose embargo has passed or whose ceremony was left unended; return of how many."""
    return releases.tell_due() + ceremony.end_forgotten()
