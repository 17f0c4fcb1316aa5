"""What academies and dancers are told about results and prizes, owed in the caller's transaction."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from competitions.models import Award, Competition, Entry, Release, Standing
from competitions.selectors import money, numbers
from competitions.selectors.public import naming
from competitions.services.entry_letters import readers_of
from dancers.models import Academy, ConsentKind, Person, User
from dancers.selectors import ages, consents
from notifications.models import NoticeKind
from notifications.services import outbox
from notifications.services.outbox import Recipient

Subject = Competition | Standing


def tell_release(release: Release, ranking: Mapping[str, Any]) -> None:
    """Owe one letter per entry of the ranking: its place, or after a correction what the reason was.

    A standing places whole festivals; there only those who are honoured are told.
    """
    is_first = release.kind == Release.Kind.PUBLISHED
    kind = NoticeKind.RESULT_RELEASED if is_first else NoticeKind.RESULT_CORRECTED
    subject = release.subject
    rows = [row for row in ranking["rows"] if row["entry"] is not None and row.get("is_awarded", True)]
    entries = _entries(row["entry"] for row in rows)
    labels, names = numbers.labels_for(entries.values()), _names(entries, subject)
    for row in rows:
        entry = entries[row["entry"]]
        outbox.owe(
            kind=kind.value,
            dedupe_key=f"release:{release.pk}:entry:{entry.pk}",
            recipients=_readers(entry),
            subject_kind="release",
            subject_id=release.pk,
            payload={
                **_scene(subject, entry, labels, names),
                "place": say_place(row["place_from"], row["place_to"]),
                "release_number": release.number,
                "reason": release.reason,
            },
        )


def tell_academies(release: Release, ranking: Mapping[str, Any]) -> None:
    """Owe the managers of each academy that a standing honours a letter; one that ranks dancers owes none here."""
    honoured = {row["academy"]: row for row in ranking["rows"] if row["academy"] is not None and row["is_awarded"]}
    kind = NoticeKind.RESULT_RELEASED if release.kind == Release.Kind.PUBLISHED else NoticeKind.RESULT_CORRECTED
    for academy in Academy.objects.filter(pk__in=honoured).order_by("pk"):
        row = honoured[academy.pk]
        users = User.objects.filter(is_active=True, academy_managers__academy=academy).order_by("pk")
        outbox.owe(
            kind=kind.value,
            dedupe_key=f"release:{release.pk}:academy:{academy.pk}",
            recipients=[Recipient(user.email, user.language, str(user.pk)) for user in users],
            subject_kind="release",
            subject_id=release.pk,
            payload={
                "url_path": result_path(release.subject),
                "festival": release.festival.titles(),
                "competition": release.subject.titles(),
                "entry": academy.name,
                "academy": academy.name,
                "number": "",
                "place": say_place(row["place_from"], row["place_to"]),
                "release_number": release.number,
                "reason": release.reason,
            },
        )


def tell_awards(awards: Iterable[Award], competition: Subject) -> None:
    """Owe the winners of these awards a letter; what is withheld is told by nobody but the jury."""
    given = [award for award in awards if award.status == Award.Status.AWARDED and award.entry_id is not None]
    entries = _entries(award.entry_id for award in given if award.entry_id is not None)
    labels, names = numbers.labels_for(entries.values()), _names(entries, competition)
    for award in given:
        entry = entries[award.entry_id or 0]
        amount = award.amount_minor
        outbox.owe(
            kind=NoticeKind.PRIZE_AWARDED.value,
            dedupe_key=f"award:{award.pk}",
            recipients=_readers(entry),
            subject_kind="award",
            subject_id=award.pk,
            payload={
                **_scene(competition, entry, labels, names),
                "prize": award.prize.titles(),
                "place": str(award.place or ""),
                "amount": money.show_money(amount, award.prize.currency) if amount is not None else "",
            },
        )


def say_place(first: int | None, last: int | None) -> str:
    """A place as it is printed: "1", or "2–3" for a shared one; empty for none."""
    if first is None:
        return ""
    return str(first) if last in (None, first) else f"{first}–{last}"


def result_path(competition: Subject) -> str:
    """The public page of the result of a competition or standing, with the place for the reader's language."""
    if isinstance(competition, Standing):
        return f"/{{lang}}/festivals/{competition.festival.slug}/standings/{competition.slug}/"
    return f"/{{lang}}/festivals/{competition.festival.slug}/{competition.slug}/result/"


def _names(entries: Mapping[int, Entry], competition: Subject) -> dict[int, str]:
    return naming.names_for_letters(entries.values(), timezone.now().astimezone(competition.festival.zone).date())


def _scene(competition: Subject, entry: Entry, labels: Mapping[int, str], names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "url_path": result_path(competition),
        "festival": competition.festival.titles(),
        "competition": competition.titles(),
        "entry": names[entry.pk],
        "academy": entry.academy_name,
        "number": labels.get(entry.pk, ""),
    }


def _entries(ids: Iterable[int]) -> dict[int, Entry]:
    rows = Entry.objects.filter(pk__in=set(ids)).select_related("participation__academy", "participation__person")
    return {row.pk: row for row in rows.order_by("pk")}


def _readers(entry: Entry) -> list[Recipient]:
    """Who entered them (the academy's managers, or the dancer alone), and dancers with an account who may be written to."""
    known = {reader.address: reader for reader in readers_of(entry.participation)}
    users = User.objects.filter(person__entry_members__entry=entry, person__entry_members__valid_to__isnull=True)
    for user in users.filter(is_active=True, email_verified_at__isnull=False).select_related("person").order_by("pk"):
        if user.person is not None and _may_write_to(user.person):
            known.setdefault(user.email, Recipient(address=user.email, language=user.language, user_key=str(user.pk)))
    return list(known.values())


def _may_write_to(person: Person) -> bool:
    """A grown-up with an account may be written to; a child only with the guardian's consent."""
    today = timezone.now().date()
    return not ages.is_minor(person.birth_date, today) or consents.has_consent(person, ConsentKind.MESSAGES, today)
