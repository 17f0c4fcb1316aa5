"""Work of the contest in the background. A task is only another door to a service."""

from celery import shared_task

from competitions.services import ceremony, pads, releases


@shared_task(name="competitions.tell_due_releases")
def tell_due_releases() -> int:
    """Owe the letters of releases whose embargo has passed or whose ceremony was left unended; return of how many."""
    return releases.tell_due() + ceremony.end_forgotten()


@shared_task(name="competitions.forget_devices")
def forget_devices() -> int:
    """Delete what judges' devices told of themselves once it is of no use; return of how many rows."""
    return pads.forget_devices()
