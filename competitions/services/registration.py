"""Enters dancers into a competition: the one place where an entry is made, with every rule that can refuse it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Competition, Entry, EntryMember, Participation, Piece
from competitions.permissions import registration as rights
from competitions.selectors import eligibility, entry_window
from competitions.selectors.standing import STANDING
from competitions.services import entries, entry_letters, places
from dancers.errors import NotAllowed, RuleRefused
from dancers.models import Membership, Person, User
from dancers.models.titles import in_language
from dancers.services import wording

Role = EntryMember.Role
Size = Competition.Size
LONGEST_PIECE_S = 7200
# Sizes in which a dancer stands once; a group may show two numbers with dancers in common.
ONCE_EACH = (Size.SOLO, Size.DUO, Size.COUPLE)


@dataclass(frozen=True, slots=True)
class Member:
    """A person and what they are in the entry: dancer, leader, follower or substitute."""

    person_id: int
    role: str = "dancer"


@dataclass(frozen=True, slots=True)
class PieceIn:
    """What is danced, as it was typed."""

    title: str
    duration_s: int | None = None
    music_title: str = ""


def enter(
    *,
    actor: Actor,
    user: User,
    competition: Competition,
    participation: Participation,
    members: Sequence[Member],
    piece: PieceIn | None = None,
    name: str = "",
    at: datetime | None = None,
) -> Entry:
    """Make an entry and return it: accepted, sent in (the academy is not approved yet), or on the waiting list (full).

    `name` is what a group is called; without it the dancers' names are shown. `at` is the moment of arrival by the server's
    clock. Refuses, each with one sentence naming person, rule and value: entries closed, participation refused, a dancer of
    somebody else, a wrong number of dancers or wrong roles, a wrong age, the same dancers twice, an impossible piece.
    """
    moment = at or timezone.now()
    if not rights.can_act_for(user, participation):
        raise NotAllowed(_("These dancers belong to somebody else."))
    _refuse_participation(competition, participation)
    title = wording.take(name, _("The name of the group"), longest=200)
    music = checked_piece(piece)
    persons = _load_members(participation, members)
    with transaction.atomic():
        locked = places.lock_competition(competition.pk)
        _refuse_by_rules(locked, members, persons, moment)
        _refuse_doubles(locked, persons)
        entry = Entry.objects.create(
            competition=locked,
            participation=participation,
            academy=participation.academy,
            display_name=title or _names(persons),
            academy_name=participation.academy.name if participation.academy else "",
            division_name=in_language(locked, "division", "en"),
            status=_first_status(locked, participation),
            status_at=moment,
            entered_by=user,
            entered_at=moment,
            members_key=_members_key(persons),
        )
        _write_members(entry, members, moment)
        if music is not None:
            Piece.objects.create(
                entry=entry, title=music.title, duration_s=music.duration_s, music_title=music.music_title
            )
        _record(actor, entry, members)
    return entry


def _refuse_participation(competition: Competition, participation: Participation) -> None:
    if participation.festival_id != competition.festival_id:
        raise RuleRefused(_("%(competition)s belongs to another festival.") % {"competition": competition.title})
    if participation.status == Participation.Status.REFUSED:
        raise RuleRefused(
            _("The organiser has refused the participation: %(reason)s") % {"reason": participation.reason}
        )


def _load_members(participation: Participation, members: Sequence[Member]) -> list[Person]:
    """Return the persons in the order given; refuses one who is named twice, is unknown, or belongs to somebody else.

    Another academy's dancer and one that does not exist get the same answer, so that nobody learns which ids exist.
    """
    ids = [member.person_id for member in members]
    if len(set(ids)) != len(ids):
        raise RuleRefused(_("A dancer is named twice in this entry. Nothing was saved."))
    own = Person.objects.current().filter(pk__in=ids)
    if participation.person_id is not None:
        own = own.filter(pk=participation.person_id)
    else:
        roster = Membership.objects.open().filter(academy=participation.academy)
        own = own.filter(pk__in=roster.values("person_id"))
    found = {person.pk: person for person in own}
    if len(found) != len(ids):
        raise RuleRefused(_("One of the dancers is not on your roster. Nothing was saved."))
    return [found[person_id] for person_id in ids]


def _refuse_by_rules(
    competition: Competition, members: Sequence[Member], persons: Sequence[Person], moment: datetime
) -> None:
    dancing = [member for member in members if member.role != Role.SUBSTITUTE]
    sentences = [
        entry_window.why_closed(competition, moment),
        eligibility.refusal_by_size(competition, len(dancing)),
        _refusal_by_roles(competition, dancing),
        *(eligibility.refusal_by_age(competition, person) for person in persons),
    ]
    for sentence in sentences:
        if sentence:
            raise RuleRefused(sentence)


def _refusal_by_roles(competition: Competition, dancing: Sequence[Member]) -> str:
    roles = sorted(member.role for member in dancing)
    if competition.size == Size.COUPLE and roles != [Role.FOLLOWER, Role.LEADER]:
        return _("A couple of %(competition)s is one leader and one follower.") % {"competition": competition.title}
    if competition.drawn_couples and not set(roles) <= {Role.LEADER, Role.FOLLOWER}:
        return _("In %(competition)s everybody enters alone, as a leader or as a follower; choose which.") % {
            "competition": competition.title
        }
    if set(roles) - set(Role.values):
        return _("A dancer of an entry is a dancer, leader, follower or substitute.")
    return ""


def _refuse_doubles(competition: Competition, persons: Sequence[Person]) -> None:
    standing = Entry.objects.filter(competition=competition, status__in=STANDING)
    if standing.filter(members_key=_members_key(persons)).exists():
        raise RuleRefused(
            _("%(names)s: entered in %(competition)s already. Nothing was doubled.")
            % {"names": _names(persons), "competition": competition.title}
        )
    if competition.size not in ONCE_EACH:
        return
    twice = (
        EntryMember.objects.filter(entry__in=standing, valid_to__isnull=True, person__in=persons)
        .select_related("person", "entry")
        .order_by("pk")
        .first()
    )
    if twice is not None:
        raise RuleRefused(
            _("%(person)s dances in %(competition)s already, in the entry %(entry)s.")
            % {"person": twice.person.full_name, "competition": competition.title, "entry": twice.entry.display_name}
        )


def checked_piece(piece: PieceIn | None) -> PieceIn | None:
    """The piece with its words tidied; None for one of which nothing was typed; refuses an impossible one."""
    if piece is None or not (piece.title.strip() or piece.music_title.strip() or piece.duration_s):
        return None
    if piece.duration_s is not None and not 1 <= piece.duration_s <= LONGEST_PIECE_S:
        raise RuleRefused(
            _("A piece lasts from 1 second to 2 hours; %(seconds)s seconds is not possible.")
            % {"seconds": piece.duration_s}
        )
    return PieceIn(
        title=wording.take(piece.title, _("The title of the piece"), longest=200, required=True),
        duration_s=piece.duration_s,
        music_title=wording.take(piece.music_title, _("The music"), longest=200),
    )


def _first_status(competition: Competition, participation: Participation) -> str:
    if not places.has_place(competition):
        return Entry.Status.WAITLISTED
    is_approved = participation.status == Participation.Status.APPROVED
    return Entry.Status.ACCEPTED if is_approved else Entry.Status.SUBMITTED


def _write_members(entry: Entry, members: Sequence[Member], moment: datetime) -> None:
    EntryMember.objects.bulk_create(
        EntryMember(entry=entry, person_id=member.person_id, role=member.role, position=position, valid_from=moment)
        for position, member in enumerate(members, start=1)
    )


def _record(actor: Actor, entry: Entry, members: Sequence[Member]) -> None:
    person_ids = [member.person_id for member in members]
    trail.record(
        actor=actor,
        action="entry.entered",
        subject_kind="entry",
        subject_id=entry.pk,
        festival_id=entry.competition.festival_id,
        detail={"competition": entry.competition_id, "status": entry.status, "persons": person_ids},
    )
    entry_letters.tell_state(entry)
    entries.renew_pages([entry])


def _members_key(persons: Sequence[Person]) -> str:
    return ",".join(str(person_id) for person_id in sorted(person.pk for person in persons))


def _names(persons: Sequence[Person]) -> str:
    """Return the names as one line; a line that is too long for its column names the first dancer and counts the rest."""
    line = " – ".join(person.full_name for person in persons)
    if len(line) <= 200:
        return line
    return f"{persons[0].full_name[:190]} + {len(persons) - 1}"
