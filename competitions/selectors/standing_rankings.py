"""The ranking of a standing as a release holds it, compiled from its newest Result: winners by id, group by group."""

import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from competitions.models import Competition, Result, Standing
from competitions.scoring import sheet_file
from competitions.selectors import standing_documents
from dancers.models.titles import in_language

Row = dict[str, Any]
# The name of the only group where results are not grouped (scoring.standings).
ALL = "all"


def newest_result(standing: Standing) -> Result | None:
    """The standing's newest Result, if it was ever tabulated."""
    return standing.results.select_related("tabulated_by__person").order_by("-number", "-pk").first()


def outcome_of(result: Result | None) -> Mapping[str, Any]:
    """The outcome that a Result holds; empty for none."""
    found: Mapping[str, Any] = json.loads(result.outcome_text) if result else {}
    return found


def show_figure(figure: str) -> str:
    """A compared figure as people read it: a third has no decimal of its own, so it is rounded to two."""
    if "/" not in figure:
        return figure
    value = Fraction(figure)
    hundredths = abs(value) * 100
    whole = (hundredths.numerator * 2 + hundredths.denominator) // (hundredths.denominator * 2)
    return f"{'-' if value < 0 else ''}{whole // 100}.{whole % 100:02d}"


def group_titles(competitions: Iterable[Competition]) -> dict[str, str]:
    """The words that make up the names of groups, in the reader's language: divisions, sizes, competitions."""
    found: dict[str, str] = {}
    for row in competitions:
        words = standing_documents.words_of(row)
        found[words["competition"]] = row.title
        found[words["size"]] = row.get_size_display()
        if row.division_en:
            found[words["age"]] = in_language(row, "division")
    return found


def say_group(group: str, titles: Mapping[str, str]) -> str:
    """A group's name as people read it; empty where there is one group only."""
    if group == ALL:
        return ""
    return ", ".join(titles.get(word, word) for word in group.split(" / ") if word != standing_documents.UNNAMED)


def group_title(standing: Standing, group: str) -> str:
    """The same for one group of a standing."""
    return say_group(group, group_titles(standing.competitions.all()))


def compile_ranking(standing: Standing, result: Result | None) -> dict[str, Any]:
    """The ranking: rows by group and place, and the competitions it stands on. No personal data."""
    outcome = outcome_of(result)
    document: Mapping[str, Any] = json.loads(result.sheets_text) if result else {}
    steps = [step for step in outcome.get("reasons", ()) if step["kind"] == "standing_place"]
    entries = standing_documents.entries_by_key(document) if result else {}
    by_academy = document.get("params", {}).get("method") == "academies"
    return {
        "standing": standing.pk,
        "groups": list(outcome.get("standings", {})),
        "rows": [row for step in steps for row in _rows(step, entries, by_academy=by_academy)],
        "sources": document.get("sources", []),
        "result": result.pk if result else None,
    }


def _rows(step: Mapping[str, Any], entries: Mapping[str, Sequence[int]], *, by_academy: bool) -> list[Row]:
    first, last = step["places"]
    return [
        {
            "group": step["group"],
            "entry": None if by_academy else entries[key][0],
            "entries": [] if by_academy else list(entries[key]),
            "academy": int(key) if by_academy else None,
            "place_from": first,
            "place_to": last,
            "total": str(step["figure"]),
            "counted": [str(figure) for figure in step["counted"][key]],
            "is_awarded": step["is_awarded"],
            "status": "placed",
        }
        for key in step["entries"]
    ]


def digest_of(ranking: Mapping[str, Any], result: Result | None) -> str:
    """The digest of what a release would say: the ranking and the digest of the Result behind it."""
    results = {f"standing:{result.standing_id}": result.digest} if result else {}
    return sheet_file.digest(sheet_file.canonical({"ranking": ranking, "results": results}))
