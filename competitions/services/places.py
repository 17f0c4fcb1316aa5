"""The places of a competition: counted, given and handed on under one lock, so that none is given twice.

PostgreSQL locks the competition's row; on SQLite every transaction is IMMEDIATE and the statement alone suffices.
"""

from competitions.models import Competition, Entry


def lock_competition(competition_id: int) -> Competition:
    """Return the competition as it is now and keep others from giving its places until the transaction ends."""
    locked = Competition.objects.select_for_update(of=("self",)).select_related("festival")
    return locked.get(pk=competition_id)


def count_taken(competition: Competition) -> int:
    """Return how many entries hold a place: sent in and accepted ones."""
    return Entry.objects.filter(competition=competition).holding_a_place().count()


def has_place(competition: Competition) -> bool:
    """Whether one more entry would still hold a place. Ask under the lock; otherwise the answer is only a hint."""
    return competition.capacity is None or count_taken(competition) < competition.capacity


def next_waiting(competition: Competition) -> Entry | None:
    """Return the entry that has waited longest. By id, not by time: a clock may be set back, ids only grow."""
    waiting = Entry.objects.filter(competition=competition, status=Entry.Status.WAITLISTED)
    return waiting.select_related("participation", "competition__festival").order_by("pk").first()
