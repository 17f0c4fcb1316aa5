"""Competitions with a released points result, and standings over them; released results are made through the models alone."""

import json
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from django.utils import timezone

from competitions.models import (
    Competition,
    Entry,
    EntryMember,
    Release,
    ReleaseState,
    Result,
    Round,
    Standing,
    StandingMember,
)
from competitions.scoring import registry, sheet_file
from competitions.scoring.rulesets import PRESETS
from dancers.models import Person, User
from events.models import Festival
from tests.factories import contest

_serial = count(1)
PARAMS = {
    "criteria": [{"id": "Technique", "min": 0, "max": 10}, {"id": "Artistry", "min": 0, "max": 10}],
    "aggregate": {"op": "mean"},
    "round": 2,
}


def make_judged(festival: Festival, marks: Sequence[tuple[int, int]], **fields: Any) -> Competition:
    """A competition whose final was judged by points, an entry for each pair of marks, and released once."""
    competition = contest.make_competition(festival, **{"status": Competition.Status.FINISHED, **fields})
    final = contest.make_round(competition, kind=Round.Kind.FINAL, status="closed")
    for _pair in marks:
        entry = contest.make_entry(competition)
        contest.give_number(entry, 500 + next(_serial))
        contest.make_round_entry(final, entry)
    release_scores(competition, marks)
    return competition


def release_scores(competition: Competition, marks: Sequence[tuple[int, int]], **fields: Any) -> Release:
    """The next release of the competition, with these marks in the order of its entries."""
    final = competition.rounds.get()
    places = list(final.round_entries.order_by("order", "pk"))
    document = {
        "format": "sahna-sheet",
        "version": 1,
        "system": "points:test",
        "preset": "",
        "edition": "",
        "params": PARAMS,
        "input": {
            "entries": [
                {"id": str(place.pk), "marks": {"A": {"Technique": pair[0], "Artistry": pair[1]}}}
                for place, pair in zip(places, marks, strict=True)
            ]
        },
        "rulings": [],
    }
    outcome = registry.tabulate(document).as_document()
    user = contest.make_user()
    text = sheet_file.canonical(document)
    number = competition.releases.count() + 1
    result = Result.objects.create(
        round=final,
        number=number,
        engine="points:test",
        sheets_text=text,
        outcome_text=sheet_file.canonical(outcome),
        digest=sheet_file.digest(text),
        tabulated_by=user,
        at=timezone.now(),
    )
    return _release(competition, final, result, outcome, user, fields)


def _release(
    competition: Competition,
    final: Round,
    result: Result,
    outcome: Mapping[str, Any],
    user: User,
    fields: Mapping[str, Any],
) -> Release:
    held = {name: fields[name] for name in ("embargo_until", "retracted_at") if name in fields}
    own = {name: value for name, value in fields.items() if name not in held}
    places = {str(place.pk): place for place in final.round_entries.all()}
    ranks: Mapping[str, int] = outcome["ranks"]
    rows = [
        {
            "entry": places[key].source_rows.get().entry_id,
            "place_from": rank,
            "place_to": rank + list(ranks.values()).count(rank) - 1,
            "total": outcome["scores"][key],
            "round": final.pk,
            "round_entry": int(key),
            "status": "placed",
            "points": {},
        }
        for key, rank in sorted(ranks.items(), key=lambda pair: (pair[1], int(pair[0])))
    ]
    ranking = {
        "competition": competition.pk,
        "rows": rows,
        "rounds": [{"round": final.pk, "result": result.pk, "kind": "final"}],
    }
    number = result.number
    release = Release.objects.create(
        competition=competition,
        number=number,
        ranking_text=sheet_file.canonical(ranking),
        digest=sheet_file.digest(sheet_file.canonical({"ranking": ranking, "results": {str(final.pk): result.digest}})),
        kind="published" if number == 1 else "corrected",
        detail=own.get("detail", "marks"),
        rule="one",
        reason="" if number == 1 else "A mark was wrong.",
        prepared_by=user,
        released_by=user,
        at=timezone.now(),
    )
    release.results.set([result])
    ReleaseState.objects.create(release=release, **held)
    return release


def make_standing(
    festival: Festival, competitions: Sequence[Competition], preset: str = "standing_grand_prix", **fields: Any
) -> Standing:
    """A standing over these competitions; `params` replaces the preset's parameters."""
    chosen, number = PRESETS[preset], next(_serial)
    params = fields.pop("params", json.loads(json.dumps(chosen.params)))
    ruleset = {"system": chosen.system, "preset": preset, "edition": chosen.edition, "params": params}
    values = {
        "slug": f"standing-{number}",
        "title_en": f"Grand Prix {number}",
        "status": Standing.Status.OPEN,
        "status_at": timezone.now(),
        "ruleset_text": sheet_file.canonical(ruleset),
        **fields,
    }
    standing = Standing.objects.create(festival=festival, **values)
    for place, competition in enumerate(competitions, start=1):
        StandingMember.objects.create(standing=standing, competition=competition, position=place)
    return standing


def dancer_of(entry: Entry) -> Person:
    """The one dancer of a solo entry."""
    return EntryMember.objects.get(entry=entry).person


def entries_of(competition: Competition) -> list[Entry]:
    """The entries of the competition in the order in which they were made."""
    return list(competition.entries.order_by("pk"))
