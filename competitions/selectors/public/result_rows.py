"""The places of a released result as rows: podium, the final's table, who went out round by round, judges, decisions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from competitions.models import Competition, Entry, Round
from competitions.scoring import sentences
from competitions.scoring.sentences import LanguageCode, Line, Who
from competitions.selectors import money
from competitions.selectors.public import naming
from competitions.selectors.public.naming import Partner
from competitions.selectors.public.result_source import ResultSource, RoundSource, Row
from dancers.selectors import countries
from events.models import Festival

# A longer word does not fit a step of the podium on a phone at full size.
LONG_WORD = 12
NUMBER = re.compile(r"\d{1,6}[A-Za-z]?")
WHO: Mapping[str, Who] = {"couple": "couple", "duo": "couple", "solo": "dancer"}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One entry's line in a table of places."""

    anchor: str
    place_text: str
    is_placed: bool
    number: str
    names: tuple[Partner, ...]
    from_line: str
    marks: tuple[str, ...]
    total: str
    prize: str
    note: str
    why_url: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class PodiumGroup:
    """One entry on a step."""

    names: tuple[tuple[str, str], ...]
    academy: str
    is_long: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the podium; an empty one belongs to a place that a tie took up."""

    step: int
    place_text: str
    groups: tuple[PodiumGroup, ...]
    prize: str
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class OutGroup:
    """Who went out of one round, with what the figure at the right means."""

    title: str
    total_label: str
    rows: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One line of "How this was decided"; `parts` is the text in pieces with what to show bold."""

    which: str
    lead: str
    parts: tuple[tuple[str, bool], ...]
    rules: str


@dataclass(frozen=True, slots=True)
class JudgeRow:
    letter: str
    name: str


def final_rows(source: ResultSource) -> tuple[PlaceRow, ...]:
    """Return those whom the final placed; in the order of names, without places, where only names are published."""
    return _in_order(source, [row for row in source.ranking if row["status"] == "placed"])


def _in_order(source: ResultSource, rows: Sequence[Row]) -> tuple[PlaceRow, ...]:
    """The rows best first; by names where only names are published, so that their order tells nothing."""
    found = _as_couples([(row["round_entry"], _place_row(source, row)) for row in rows])
    if source.release.detail == "names":
        found.sort(key=lambda row: row.names[0].text)
    return tuple(found)


def _as_couples(rows: Sequence[tuple[int, PlaceRow]]) -> list[PlaceRow]:
    """Join the two lines of a drawn couple (one place in the round, two entries) into one."""
    found: list[PlaceRow] = []
    before = None
    for place, row in rows:
        if place == before:
            first = found.pop()
            lines = dict.fromkeys(line for line in (first.from_line, row.from_line) if line)
            number = "/".join(label for label in (first.number, row.number) if label)
            row = replace(first, names=(*first.names, *row.names), number=number, from_line=" · ".join(lines))
        found.append(row)
        before = place
    return found


def podium(source: ResultSource) -> tuple[Step, ...]:
    """Return up to three steps in the order of the places; nothing when fewer than two entries were placed."""
    placed = [row for row in source.ranking if row["status"] == "placed" and row["place_from"] <= 3]
    steps: list[Step] = []
    for step in (1, 2, 3):
        rows = [row for row in placed if row["place_from"] == step]
        if rows:
            groups = tuple(_groups(source, rows))
            prizes = {_prize_text(source, row["entry"]) for row in rows}
            text = naming.places(step, rows[0]["place_to"])
            steps.append(Step(step, text, groups, prizes.pop() if len(prizes) == 1 else ""))
        elif any(row["place_from"] < step <= row["place_to"] for row in placed):
            steps.append(Step(step, "", (), "", is_empty=True))
    return tuple(steps) if len(placed) > 1 else ()


def out_groups(source: ResultSource) -> tuple[OutGroup, ...]:
    """Return who went out, the last round first, then those without a place."""
    found = []
    for stage in reversed(source.rounds):
        rows = [row for row in source.ranking if row["round"] == stage.round.pk and row["status"] == "out"]
        if rows:
            label = ""
            if source.release.detail in ("totals", "marks") and stage.round.kind == Round.Kind.RECALL:
                label = _crosses_label(stage, str(rows[0]["round_entry"]))
            found.append(OutGroup(stage.round.title, label, _in_order(source, rows)))
    aside = [row for row in source.ranking if row["status"] not in ("placed", "out")]
    if aside:
        found.append(OutGroup(_("Without a place"), "", _in_order(source, aside)))
    return tuple(found)


def _crosses_label(stage: RoundSource, key: str) -> str:
    """Return "crosses of 28"; nothing where the round was not judged by crosses."""
    sheets = stage.sheets["input"]
    if "dances" not in sheets or "marks" not in sheets:
        return ""
    return _("crosses of %(total)s") % {"total": sum(len(sheets["marks"][dance][key]) for dance in sheets["dances"])}


def _out_label(source: ResultSource, stage: RoundSource, row: Row) -> str:
    """Return what the figure at the right of those who went out means; empty where no figures are published."""
    if source.release.detail not in ("totals", "marks"):
        return ""
    if stage.outcome["system"] == "skating:callback":
        crosses = sum(
            len(stage.sheets["input"]["marks"][dance][str(row["round_entry"])])
            for dance in stage.sheets["input"]["dances"]
        )
        return _("crosses of %(total)s") % {"total": crosses}
    return _("Score") if "scores" in stage.outcome else _("Points") if row["total"] else ""


def decisions(source: ResultSource, stage: RoundSource, *, entry: str | None = None) -> tuple[Line, ...]:
    """Return the lines that explain one round, in the reader's language; with `entry` (its key), those about it alone."""
    if "invalid" in stage.outcome:
        return ()
    names, numbers = keyed_names(source), keyed_numbers(source)
    titles = {str(part.pk): part.title for part in stage.parts}
    who = WHO.get(source.competition.size, "group")
    outcome, lang = stage.outcome, language()
    return tuple(
        sentences.explain(outcome, language=lang, names=names, numbers=numbers, titles=titles, who=who, entry=entry)
    )


def decision_rows(lines: Sequence[Line]) -> tuple[DecisionRow, ...]:
    """Return the lines after the opening as rows."""
    shown = [line for line in lines if line.kind != "opening"]
    return tuple(DecisionRow(line.places, _closed(line.heading), line.parts, line.rules_label) for line in shown)


def _closed(heading: str) -> str:
    """Return the names with one full stop, also after an initial."""
    return f"{heading}." if heading and not heading.endswith(".") else heading


def judges(stage: RoundSource) -> tuple[JudgeRow, ...]:
    """Return the panel. Judges act in office: their names are public in full."""
    rows = []
    for letter, person in stage.judges:
        country = countries.country_name(person.country) if person.country else ""
        rows.append(JudgeRow(letter, ", ".join(part for part in (person.full_name, country) if part)))
    return tuple(rows)


def lead(source: ResultSource) -> str:
    """Return "Final · 6 couples · 7 judges · 5 dances"."""
    stage = source.final
    if stage is None:
        return count_entries(source.competition.size, len(source.ranking))
    placed = sum(row["status"] == "placed" for row in source.ranking)
    judged, danced = len(stage.judges), len(stage.parts)
    parts = [stage.round.title, count_entries(source.competition.size, placed)]
    parts.append(ngettext("%(count)s judge", "%(count)s judges", judged) % {"count": judged})
    if danced > 1:
        parts.append(ngettext("%(count)s dance", "%(count)s dances", danced) % {"count": danced})
    return " · ".join(parts)


def count_entries(size: str, count: int) -> str:
    """Return "6 couples", "14 dancers", "7 crews"."""
    if size == Competition.Size.SOLO:
        text = ngettext("%(count)s dancer", "%(count)s dancers", count)
    elif size in (Competition.Size.COUPLE, Competition.Size.DUO):
        text = ngettext("%(count)s couple", "%(count)s couples", count)
    elif size == Competition.Size.CREW:
        text = ngettext("%(count)s crew", "%(count)s crews", count)
    else:
        text = ngettext("%(count)s group", "%(count)s groups", count)
    return text % {"count": count}


def count_contests(count: int) -> str:
    """Return "41 competitions"; nothing for none."""
    return ngettext("%(count)s competition", "%(count)s competitions", count) % {"count": count} if count else ""


def unit(size: str) -> str:
    """Return the heading over the names."""
    if size == Competition.Size.SOLO:
        return _("Dancer")
    if size in (Competition.Size.COUPLE, Competition.Size.DUO):
        return _("Couple")
    return _("Group")


def language() -> LanguageCode:
    """Return the reader's language as the sentences know it."""
    code = (get_language() or "en")[:2]
    return code if code in ("ru", "kk") else "en"  # type: ignore[return-value]  # one of the three


def keyed_names(source: ResultSource) -> dict[str, str]:
    """Return names by the key of a place in a round, for every round of the ranking's documents."""
    return {
        key: " / ".join(source.names[entry].pair for entry in entries)
        for key, entries in source.partners_of_key.items()
    }


def keyed_numbers(source: ResultSource) -> dict[str, str]:
    """Return numbers on backs by the key of a place in a round."""
    found = {
        key: "/".join(source.numbers[entry] for entry in entries if source.numbers[entry])
        for key, entries in source.partners_of_key.items()
    }
    return {key: label for key, label in found.items() if label}


def _place_row(source: ResultSource, row: Row) -> PlaceRow:
    entry = source.entries[row["entry"]]
    shows_totals = source.release.detail in ("totals", "marks")
    parts = source.final.parts if source.final else ()
    number = source.numbers[entry.pk]
    return PlaceRow(
        anchor=anchor_of(source, entry.pk),
        place_text="" if source.release.detail == "names" else naming.places(row["place_from"], row["place_to"]),
        is_placed=row["place_from"] is not None,
        number=number,
        names=source.names[entry.pk].partners,
        from_line=academy_line(source, row["entry"]),
        marks=tuple(row["points"].get(str(part.pk), "") for part in parts) if shows_totals else (),
        total=(row["total"] or "") if shows_totals else "",
        prize="" if source.release.detail == "names" else _prize_text(source, entry.pk),
        note=status_note(row["status"]),
        why_url=why_url(source, entry.pk),
        title="" if source.release.detail == "names" else row.get("title") or "",
    )


def anchor_of(source: ResultSource, entry_id: int) -> str:
    """Return the name of the entry's row in its page."""
    return f"n-{source.numbers[entry_id] or entry_id}"


def why_url(source: ResultSource, entry_id: int) -> str:
    """Return the address of "why this place" for the entry; empty where the release does not publish the marks."""
    if not source.shows_marks or source.release.kind == "withdrawn":
        return ""
    number = source.numbers[entry_id]
    is_own = NUMBER.fullmatch(number) and list(source.numbers.values()).count(number) == 1
    key = number if is_own else why_key(entry_id)
    if source.newer is None:
        return competition_url(source.competition, "why", key=key)
    return competition_url(source.competition, "release_why", key=key, number=source.release.number)


def why_key(entry_id: int) -> str:
    """Return the key of an entry in an address where its number is not known or not its own."""
    return f"e{entry_id}"


def entry_of_why(source: ResultSource, key: str) -> int | None:
    """Return the entry that a key in an address means: a number on a back that only one wears, or `e` and the entry's id."""
    wearers = [entry for entry, number in source.numbers.items() if number and number == key]
    if NUMBER.fullmatch(key) and len(wearers) == 1:
        return wearers[0]
    return next((entry for entry in source.entries if why_key(entry) == key), None)


def keys_in(source: ResultSource, stage: RoundSource, entry_id: int) -> tuple[str, ...]:
    """Return the entry's keys in the documents of one round: one as a rule, none where it did not stand there."""
    own = {key for key, entries in source.partners_of_key.items() if entry_id in entries}
    return tuple(sorted(key for key in own if source.round_of_key[key] == stage.round.pk))


def release_url(source: ResultSource) -> str:
    """Return the address of the release that is shown: the result's own while it is the newest."""
    if source.newer is None:
        return competition_url(source.competition, "result")
    return competition_url(source.competition, "release", number=source.release.number)


def status_note(status: str) -> str:
    """Return why a row has no place; empty for one that has."""
    return {
        "withdrawn": _("withdrawn"),
        "disqualified": _("disqualified"),
        "no_show": _("did not come"),
        "hors_concours": _("not in competition"),
    }.get(status, "")


def _groups(source: ResultSource, rows: Sequence[Row]) -> Iterator[PodiumGroup]:
    """The entries on one step; a drawn couple stands as one."""
    for _place, same in groupby(rows, key=lambda row: row["round_entry"]):
        entries = [row["entry"] for row in same]
        partners = [partner for entry in entries for partner in source.names[entry].partners]
        academies = dict.fromkeys(line for entry in entries if (line := academy_line(source, entry)))
        yield podium_group(partners, " · ".join(academies))


def podium_group(partners: Sequence[Partner], academy: str) -> PodiumGroup:
    """Return an entry as it stands on a step."""
    names = tuple((partner.given, partner.rest) for partner in partners)
    if len(names) == 1 and not names[0][1]:
        names = (("", names[0][0]),)
    longest = max(len(word) for pair in names for part in pair for word in (part.split() or [""]))
    return PodiumGroup(names, academy, longest > LONG_WORD)


def academy_line(source: ResultSource, entry_id: int) -> str:
    """Return "Шаңырақ, Астана": the academy as it was on entry, with its city."""
    return academy_of(source.entries[entry_id])


def academy_of(entry: Entry) -> str:
    """Return the same of one entry (its academy loaded)."""
    name = entry.academy_name or (entry.academy.name if entry.academy else "")
    city = entry.academy.city if entry.academy else ""
    return ", ".join(part for part in (name, city) if part)


def _prize_text(source: ResultSource, entry_id: int) -> str:
    """Return what the entry receives: one sum a currency (a shared place has a part of several prizes), then other prizes."""
    awards = source.awards.get(entry_id, ())
    amounts = [(row.amount_minor, row.prize.currency) for row in awards if row.amount_minor is not None]
    others = [row.prize.title for row in awards if row.amount_minor is None]
    return ", ".join([*money.show_sums(amounts, source.festival.currency_digits), *others])


def competition_url(competition: Competition, name: str = "competition", **extra: object) -> str:
    """Return the address of one of the competition's public pages."""
    kwargs = {"festival_slug": competition.festival.slug, "slug": competition.slug, **extra}
    return reverse(f"public:{name}", kwargs=kwargs)


def festival_url(festival: Festival, name: str = "festival") -> str:
    """Return the address of one of the festival's public pages."""
    return reverse(f"public:{name}", kwargs={"festival_slug": festival.slug})
