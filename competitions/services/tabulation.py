"""Turns a round's sheets into a stored Result. The only module of the house that calls the engines.

A Result holds the very text that was computed and its digest, so that anyone can recompute it; it is never changed. Nothing is
computed from sheets that are not whole: what is missing is said, with judge, dance and entry.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Result, Round, RoundEntry, RoundLink, Ruling, Scoresheet
from competitions.permissions import desk
from competitions.scoring import checks, registry, sentences, sheet_file
from competitions.scoring.types import Outcome
from competitions.selectors import bout_sheets, portions, round_names, round_sheets, sheet_documents
from competitions.selectors.battle_advance import BATTLES
from competitions.selectors.round_sheets import Document
from dancers.errors import RuleRefused
from dancers.models import User

NAMED_SHEETS = 6


def build_document(round_: Round) -> Document:
    """The round's sheets as the engines take them, with the chair's decision on the recall line where it still fits.

    A decision was made about certain tied entries; when a correction ties others, it no longer holds and must be made anew.
    """
    document = sheet_documents.read_document(round_sheets.load_sheets(round_))
    draws_line = round_.kind == Round.Kind.RECALL or document["params"].get("advance") is not None
    if not draws_line or document["input"].get("entries") == []:
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


def tabulate_document(document: Mapping[str, Any]) -> Outcome:
    """The outcome of a document that is no round's (a standing's); raises scoring.checks.SheetRefused."""
    return registry.tabulate(document)


def recompute(result: Result) -> str:
    """The outcome's text, computed anew from the stored sheets (for `audit_results` and the check list)."""
    return sheet_file.canonical(registry.tabulate(json.loads(result.sheets_text)).as_document())


def dance_places(round_: Round) -> dict[int, dict[int, str]]:
    """The places of those dances of a final whose sheets are whole already: for the desk's eyes, stored nowhere."""
    if round_.kind != Round.Kind.FINAL or round_.status == Round.Status.PLANNED:
        return {}
    document = build_document(round_)
    if not document["system"].startswith("skating:"):
        return {}
    found: dict[int, dict[int, str]] = {}
    for dance in document["input"]["dances"]:
        try:
            values = registry.tabulate(_one_dance(document, dance)).values
        except checks.SheetRefused:
            continue
        places: Mapping[str, object] = values.get("places", {})  # type: ignore[assignment]  # the engine's documented form
        found[int(dance)] = {int(entry): str(place) for entry, place in places.items()}
    return {dance: places for dance, places in found.items() if places}


def bouts_so_far(round_: Round) -> dict[int, Mapping[str, Any]]:
    """What became of each battle of an open stage whose throw-downs are whole, by its number: for the desk's eyes, stored nowhere."""
    document = build_document(round_)
    found: dict[int, Mapping[str, Any]] = {}
    for bout in document["input"]["bouts"]:
        sides = [side for side in (bout["red"], bout["blue"]) if side is not None]
        rulings = [ruling for ruling in document["rulings"] if ruling.get("bout") in (None, bout["id"])]
        alone = {**document, "input": {"entries": sides, "bouts": [bout]}, "rulings": rulings}
        try:
            values: Mapping[str, Any] = registry.tabulate(alone).values
        except checks.SheetRefused:
            continue
        found[int(bout["id"])] = values["bouts"][bout["id"]]
    return found


def fold_seeds(size: int) -> list[int]:
    """The seeds of a bracket of this size (a power of two) from top to bottom, as the bracket engine folds them."""
    order: Any = registry.tabulate({"system": "bracket:standard", "input": {"entries": size}}).values["order"]
    return [int(seed) for seed in order]


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
    standing = [row for row in round_sheets.standing_rulings(round_) if row.kind == Ruling.Kind.RECALL_LINE]
    payload = json.loads(standing[-1].payload_text) if standing else {}
    if "recall" in payload:
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
    """The sheets that are owed and not handed in, as "judge B, Samba"; a trainee and a judge ruled lost owe none."""
    lost = {
        ruling.seat_id
        for ruling in round_sheets.standing_rulings(round_)
        if ruling.kind in (Ruling.Kind.JUDGE_LOST, Ruling.Kind.RECUSAL) and _is_for_all(ruling)
    }
    idle = set()
    if round_.kind in BATTLES:
        idle = {f"part:{part}" for part in bout_sheets.idle_parts(round_sheets.load_sheets(round_))}
    if round_.submit_by == Round.SubmitBy.ENTRY:  # nobody marks who has left
        gone = round_.round_entries.exclude(status=RoundEntry.Status.DANCING).values_list("pk", flat=True)
        idle |= {f"entry:{entry}" for entry in gone}
    titles = portions.titles_of(round_)
    owed = Q(seat__counts=True) | Q(seat__casts=True) | Q(seat__deducts=True)
    rows = Scoresheet.objects.filter(owed, seat__round=round_).exclude(status=Scoresheet.Status.SUBMITTED)
    return [
        _("judge %(letter)s, %(dance)s")
        % {"letter": row.seat.letter, "dance": titles.get(row.portion_key, round_.title)}
        for row in rows.select_related("seat").order_by("seat__letter", "pk")
        if row.seat_id not in lost and row.portion_key not in idle
    ]


def _is_for_all(ruling: Ruling) -> bool:
    payload = json.loads(ruling.payload_text)
    return not payload.get("dances") and not payload.get("entry")


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
