"""Turns a round's sheets into a stored Result. The only module of the house that calls the engines.

A Result holds the very text that was computed and its digest, so that anyone can recompute it; it is never changed. Nothing is
computed from sheets that are not whole: what is missing is said, with judge, dance and entry.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Result, Round, RoundLink, Ruling, Scoresheet
from competitions.permissions import desk
from competitions.scoring import checks, registry, sentences, sheet_file
from competitions.scoring.types import Outcome
from competitions.selectors import portions, round_names, sheet_documents
from competitions.selectors.sheet_documents import Document
from dancers.errors import RuleRefused
from dancers.models import User

NAMED_SHEETS = 6


def build_document(round_: Round) -> Document:
    """The round's sheets as the engines take them, with the chair's decision on the recall line where it still fits.

    A decision was made about certain tied entries; when a correction ties others, it no longer holds and must be made anew.
    """
    document = sheet_documents.read_document(sheet_documents.load_sheets(round_))
    if round_.kind != Round.Kind.RECALL or not document["input"]["entries"]:
        return document
    decision = _line_decision(round_)
    if decision is not None:
        try:
            values = registry.tabulate(document).values
        except checks.SheetRefused:
            return document  # whoever tabulates is told why
        named = decision.pop("tied", None)
        if "tied_at_line" in values and named in (None, list(values["tied_at_line"])):  # type: ignore[call-overload]  # keys
            document["rulings"].append(decision)
    return document


def tabulate_round(*, actor: Actor, user: User, round: Round) -> Result:
    """Compute the round and store the outcome as its next Result; the same sheets again give the Result that is there.

    Refuses (naming judge, dance and entry) a round that was not opened, a sheet not handed in, a missing mark, a sheet
    that is no ranking, and uneven crosses that no ruling accepted. A tie at the recall line is no refusal: it is stored.
    """
    desk.require(user, round.competition.festival, desk.RUNS_ROUNDS)
    with transaction.atomic():
        row = Round.objects.select_for_update().get(pk=round.pk)
        _refuse_unready(row)
        document = build_document(row)
        text = sheet_file.canonical(document)
        digest = sheet_file.digest(text)
        latest = latest_result(row)
        if latest is not None and latest.digest == digest:
            return latest
        outcome = compute(row, document)
        result = Result.objects.create(
            round=row,
            number=latest.number + 1 if latest else 1,
            engine=document["system"],
            preset=document["preset"],
            edition=document["edition"],
            sheets_text=text,
            outcome_text=sheet_file.canonical(outcome.as_document()),
            digest=digest,
            tabulated_by=user,
            at=timezone.now(),
        )
        trail.record(
            actor=actor,
            action="round.tabulated",
            subject_kind="round",
            subject_id=row.pk,
            festival_id=row.competition.festival_id,
            detail={"result": result.pk, "number": result.number, "digest": digest},
        )
    return result


def latest_result(round_: Round) -> Result | None:
    """The round's newest Result, if it was ever tabulated."""
    return round_.results.order_by("-number", "-pk").first()


def is_current(round_: Round) -> bool:
    """Whether the newest Result was computed from the marks and rulings as they are now."""
    latest = latest_result(round_)
    return latest is not None and latest.digest == sheet_file.digest(sheet_file.canonical(build_document(round_)))


def compute(round_: Round, document: Document) -> Outcome:
    """The outcome of the document; refuses sheets that cannot be computed, in the reader's language."""
    try:
        outcome = registry.tabulate(document)
    except checks.SheetRefused as error:
        raise RuleRefused(_say_refusal(round_, error)) from error
    if "invalid" in outcome.values:
        raise RuleRefused(_say_broken(round_, outcome))
    return outcome


def recompute(result: Result) -> str:
    """The outcome's text, computed anew from the stored sheets (for `audit_results` and the check list)."""
    return sheet_file.canonical(registry.tabulate(json.loads(result.sheets_text)).as_document())


def dance_places(round_: Round) -> dict[int, dict[int, str]]:
    """The places of those dances of a final whose sheets are whole already: for the desk's eyes, stored nowhere."""
    if round_.kind != Round.Kind.FINAL or round_.status == Round.Status.PLANNED:
        return {}
    document = build_document(round_)
    found: dict[int, dict[int, str]] = {}
    for dance in document["input"]["dances"]:
        try:
            values = registry.tabulate(_one_dance(document, dance)).values
        except checks.SheetRefused:
            continue
        places: Mapping[str, object] = values.get("places", {})  # type: ignore[assignment]  # the engine's documented form
        found[int(dance)] = {int(entry): str(place) for entry, place in places.items()}
    return {dance: places for dance, places in found.items() if places}


def _one_dance(document: Document, dance: str) -> Document:
    sheets = document["input"]
    judges = sheets["judges"]
    absent = sheets.get("not_danced", {}).get(dance, [])
    return {
        "system": "skating:single",
        "params": document["params"],
        "input": {
            "judges": judges if isinstance(judges, list) else judges[dance],
            "dances": [dance],
            "entries": sheets["entries"],
            "marks": {dance: sheets["marks"][dance]},
            "not_danced": {dance: absent} if absent else {},
        },
        "rulings": [ruling for ruling in document["rulings"] if ruling["kind"] == "disqualified"],
    }


def _line_decision(round_: Round) -> dict[str, Any] | None:
    """The chair's standing decision on the recall line, or the format's own when its link says so."""
    standing = [row for row in sheet_documents.standing_rulings(round_) if row.kind == Ruling.Kind.RECALL_LINE]
    if standing:
        payload = json.loads(standing[-1].payload_text)
        return {"kind": "recall_line", "recall": payload["recall"], "tied": payload["tied"]}
    link = round_.links_out.order_by("pk").first()
    if link is None or link.ties == RoundLink.Ties.ASK:
        return None
    return {"kind": "recall_line", "recall": "all" if link.ties == RoundLink.Ties.IN else "none"}


def _refuse_unready(round_: Round) -> None:
    if round_.status == Round.Status.PLANNED:
        raise RuleRefused(_("%(round)s was not opened; there is nothing to tabulate.") % {"round": round_.title})
    missing = missing_sheets(round_)
    if missing:
        names = "; ".join(missing[:NAMED_SHEETS]) + (" …" if len(missing) > NAMED_SHEETS else "")
        raise RuleRefused(
            _("%(round)s is not whole: %(count)d sheets are not handed in (%(names)s). Nothing was tabulated.")
            % {"round": round_.title, "count": len(missing), "names": names}
        )
    if not round_.round_entries.exists():
        raise RuleRefused(_("Nobody stands in %(round)s.") % {"round": round_.title})


def missing_sheets(round_: Round) -> list[str]:
    """The sheets of counting seats that are not handed in, as "judge B, Samba"; a judge ruled lost owes none."""
    lost = {
        ruling.seat_id
        for ruling in sheet_documents.standing_rulings(round_)
        if ruling.kind == Ruling.Kind.JUDGE_LOST and not json.loads(ruling.payload_text).get("dances")
    }
    titles = {part.pk: part.title for part in round_.parts.all()}
    rows = Scoresheet.objects.filter(seat__round=round_, seat__counts=True).exclude(status=Scoresheet.Status.SUBMITTED)
    return [
        _("judge %(letter)s, %(dance)s")
        % {"letter": row.seat.letter, "dance": titles.get(portions.part_key(row.portion_key) or 0, round_.title)}
        for row in rows.select_related("seat").order_by("seat__letter", "pk")
        if row.seat_id not in lost
    ]


def _say_broken(round_: Round, outcome: Outcome) -> str:
    names = round_names.names_in(round_)
    lines = sentences.explain(
        outcome.as_document(),
        language=_language(),
        names=names.entries,
        numbers=names.numbers,
        titles=names.dances,
    )
    said = [line.text for line in lines if line.kind == "refused"]
    return " ".join([*said, _("Nothing was tabulated: have the sheet corrected.")])


def _say_refusal(round_: Round, error: checks.SheetRefused) -> str:
    """The refusal with the names that people use: the dance's title and the number on the back."""
    names = round_names.names_in(round_)
    where = [
        _("judge %(letter)s") % {"letter": error.judge} if error.judge else "",
        names.dances.get(error.dance or "", ""),
        _("No. %(number)s") % {"number": names.numbers[error.entry]} if error.entry in names.numbers else "",
    ]
    place = ", ".join(word for word in where if word)
    what = {
        "missing": _("a mark is missing"),
        "crosses": _("the number of crosses is not the one asked"),
        "range": _("a mark is not one that this sheet may hold"),
        "empty": _("nobody is left to be judged"),
        "ruling": _("a ruling does not fit these sheets"),
    }.get(error.reason, error.message)
    return _("%(round)s, %(place)s: %(what)s. Nothing was tabulated.") % {
        "round": round_.title,
        "place": place or _("the sheets"),
        "what": what,
    }


def _language() -> sentences.LanguageCode:
    code = (get_language() or "en")[:2]
    return code if code in ("en", "ru", "kk") else "en"  # type: ignore[return-value]  # one of the three
