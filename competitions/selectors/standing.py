"""Which states of an entry mean that it stands: it takes part, will when it is decided, or waits for a place."""

from competitions.models import Entry

STANDING = (Entry.Status.SUBMITTED, Entry.Status.ACCEPTED, Entry.Status.WAITLISTED)
