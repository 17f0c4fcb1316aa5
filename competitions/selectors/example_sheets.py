"""A small sheet for each system, made so that its parameters show: what an organiser looks at while changing them.

Nobody in it exists. An example is a document as the engines take it, with the rows in which a person reads it.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from competitions.selectors import example_points
from competitions.selectors.example_rows import NAMES, Example, Row, document, whole
from competitions.selectors.example_scales import Scale, number

JUDGES = ("A", "B", "C", "D", "E")
MOST = 15
# Four couples and five judges: two of them level in every column, so that head to head (or the next column) decides.
PLACES = ((3, 3, 2, 1, 4), (2, 1, 4, 3, 2), (1, 4, 3, 4, 3), (4, 2, 1, 2, 1))
SECOND = ((1, 2, 2, 1, 3), (3, 1, 1, 2, 1), (2, 3, 4, 4, 2), (4, 4, 3, 3, 4))
RAW = ((84, 80, 82, 86, 60), (84, 82, 80, 80, 84), (78, 84, 84, 78, 82), (76, 78, 82, 80, 80))
# Marks of three judges over two throw-downs, as shares of a slider's end; votes of five judges.
SLIDES = (
    ((-5, 2, 1, -3, -1, 2), (1, 1, -1, 2, 3, 1), (-2, 1, -2, -1, 1, 1)),
    ((4, -2, 1, 1, 1, -1), (2, 1, 1, -1, 1, 1), (3, 2, 1, 0, -1, 1)),
)
VOTES = (("red", "blue", "blue", "red", "blue"), ("red", "red", "blue", "red", "tie"))
ONE_VOTE = ("red", "blue", "tie", "red", "blue")
COUNTS = ((3, 2), (1, 4), (4, 1))
GROUP = (
    ("1", "2", ((2, 1), (1, 2))),
    ("3", "4", ((3, 0), (2, 1))),
    ("1", "3", ((2, 1), (2, 1))),
    ("2", "4", ((3, 0), (2, 1))),
    ("1", "4", ((0, 3), (2, 1))),
    ("2", "3", ((1, 2), (1, 2))),
)


def build(system: str, params: Mapping[str, Any]) -> Example:
    """The example of a system with these parameters; KeyError where there is none."""
    family = system.partition(":")[0]
    return (_BUILDERS.get(system) or _BUILDERS[family])(system, params)


def _table(rows: Sequence[Sequence[object]], part: str = "") -> tuple[Row, ...]:
    return tuple(Row(str(index), part, tuple(str(cell) for cell in row)) for index, row in enumerate(rows, 1))


def _entries(count: int) -> list[str]:
    return [str(number) for number in range(1, count + 1)]


def _final(system: str, params: Mapping[str, Any]) -> Example:
    last = whole(params.get("places_to"))
    rows = PLACES if last is None else tuple(tuple(min(mark, last + 1) for mark in row) for row in PLACES)
    sheet = {entry: list(row) for entry, row in zip(_entries(4), rows, strict=True)}
    values = {"judges": list(JUDGES), "dances": ["1"], "entries": _entries(4), "marks": {"1": sheet}}
    return Example(document(system, params, values), JUDGES, _table(rows), who="couple")


def _several(system: str, params: Mapping[str, Any]) -> Example:
    """Two dances; with a rule for it, one couple does not dance the second."""
    is_absent = bool(params.get("not_danced"))
    second = SECOND[:3] if is_absent else SECOND
    dances = {"Sa": PLACES, "Ru": _closed_up(second)}
    marks = {
        dance: {entry: list(row) for entry, row in zip(_entries(len(rows)), rows, strict=True)}
        for dance, rows in dances.items()
    }
    values: dict[str, Any] = {"judges": list(JUDGES), "dances": ["Sa", "Ru"], "entries": _entries(4), "marks": marks}
    if is_absent:
        values["not_danced"] = {"Ru": ["4"]}
    rows = [row for dance, title in (("Sa", _("Samba")), ("Ru", _("Rumba"))) for row in _table(dances[dance], title)]
    note = _("No. 4 did not dance the rumba.") if is_absent else ""
    return Example(document(system, params, values), JUDGES, tuple(rows), who="couple", note=note)


def _closed_up(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """Each judge's places without the gaps of who is missing."""
    columns = [sorted(column) for column in zip(*rows, strict=True)]
    return [[columns[judge].index(mark) + 1 for judge, mark in enumerate(row)] for row in rows]


def _single(system: str, params: Mapping[str, Any]) -> Example:
    if not params.get("not_danced"):
        return _final(system, params)
    rows = _closed_up(PLACES[:3])
    sheet = {entry: list(row) for entry, row in zip(_entries(3), rows, strict=True)}
    values = {
        "judges": list(JUDGES),
        "dances": ["1"],
        "entries": _entries(4),
        "marks": {"1": sheet},
        "not_danced": {"1": ["4"]},
    }
    note = _("No. 4 did not dance.")
    return Example(document(system, params, values), JUDGES, _table(rows), who="couple", note=note)


def _callback(system: str, params: Mapping[str, Any]) -> Example:
    """As many as are wanted and three more, the last of those wanted level with the next one."""
    wanted = whole(params.get("wanted")) or 1
    count = min(wanted + 3, MOST)
    asked = params.get("crosses")
    limits = asked if isinstance(asked, list) else [asked or wanted] * 2
    crosses = min(whole(limits[0]) or wanted, count)
    columns = [_one_judge(count, crosses, judge) for judge in range(len(JUDGES))]
    rows = [list(row) for row in zip(*columns, strict=True)]
    sheet = dict(zip(_entries(count), rows, strict=True))
    values = {"judges": list(JUDGES), "dances": ["1"], "entries": _entries(count), "marks": {"1": sheet}}
    shown = [["✕" if mark else "·" for mark in row] for row in rows]
    return Example(document(system, params, values), JUDGES, _table(shown), who="couple")


def _one_judge(count: int, crosses: int, judge: int) -> list[int]:
    """Crosses for the first entries; every second judge passes over the last of them for the one after it."""
    given = set(range(min(crosses, count)))
    if judge % 2 and 0 < crosses < count:
        given = given - {crosses - 1} | {crosses}
    if judge == len(JUDGES) - 1 and 1 < crosses < count - 1:
        given = given - {crosses - 1} | {crosses + 1}
    return [int(index in given) for index in range(count)]


def _alternates(system: str, params: Mapping[str, Any]) -> Example:
    wanted = whole(params.get("wanted")) or 1
    count = min(wanted + 3, MOST)
    worth = params.get("points")
    known = worth if isinstance(worth, Mapping) and worth else {"Y": 10, "N": 0}
    marks = sorted(known, key=lambda mark: -number(known[mark], Decimal(0)))
    yes, no, between = marks[0], marks[-1], marks[1:-1]
    rows = []
    for index in range(count):
        usual = [yes] * 5 if index < wanted - 1 else [no] * 5
        if wanted - 1 <= index <= wanted + 1:
            usual = [
                yes if (judge + index) % 2 else (between or [no])[(judge + index) % max(1, len(between))]
                for judge in range(5)
            ]
        rows.append(usual)
    sheet = dict(zip(_entries(count), rows, strict=True))
    values = {"judges": list(JUDGES), "dances": ["1"], "entries": _entries(count), "marks": {"1": sheet}}
    return Example(document(system, params, values), JUDGES, _table(rows), who="dancer")


def _placement(system: str, params: Mapping[str, Any]) -> Example:
    limits = params.get("scale")
    scale = Scale.of({"max": 100, **(limits if isinstance(limits, Mapping) else {})})
    rows = [[scale.share(mark) for mark in row] for row in RAW]
    sheets = {
        judge: {entry: row[column] for entry, row in zip(_entries(4), rows, strict=True)}
        for column, judge in enumerate(JUDGES)
    }
    return Example(document(system, params, {"sheets": sheets}), JUDGES, _table(rows), who="dancer")


def _battle(system: str, params: Mapping[str, Any]) -> Example:
    judging = params.get("judging")
    if judging == "sliders":
        return _sliders(system, params)
    if judging == "round_counts":
        counts = tuple(
            Row("", _("Round %(number)d") % {"number": index}, tuple(map(str, pair)))
            for index, pair in enumerate(COUNTS, 1)
        )
        return Example(
            document(system, params, {"rounds": [list(pair) for pair in COUNTS]}),
            (_("red"), _("blue")),
            counts,
            who="dancer",
        )
    rounds = [ONE_VOTE] if judging == "vote_once" else list(VOTES)
    values = {"votes": list(ONE_VOTE)} if judging == "vote_once" else {"rounds": [list(votes) for votes in VOTES]}
    words = {"red": _("red"), "blue": _("blue"), "tie": _("tie")}
    rows = [
        Row("", _("Round %(number)d") % {"number": index}, tuple(words[vote] for vote in votes))
        for index, votes in enumerate(rounds, 1)
    ]
    return Example(document(system, params, values), JUDGES, tuple(rows), who="dancer", names=sides())


def _sliders(system: str, params: Mapping[str, Any]) -> Example:
    ends = [str(end) for end in params.get("weights") or []]
    rounds = [[example_points.slides(row, ends) for row in judges] for judges in SLIDES]
    rows = [
        Row("", _("Round %(number)d") % {"number": index}, tuple(" ".join(cells) for cells in judges))
        for index, judges in enumerate(rounds, 1)
    ]
    note = _("Below 0 is for red, above 0 for blue; one figure for each slider.")
    return Example(
        document(system, params, {"rounds": rounds}), JUDGES[:3], tuple(rows), who="dancer", note=note, names=sides()
    )


def sides() -> dict[str, str]:
    """Who stands on the two sides of a battle."""
    return {"red": NAMES["1"], "blue": NAMES["2"]}


def _group(system: str, params: Mapping[str, Any]) -> Example:
    battles = [{"a": a, "b": b, "rounds": [list(pair) for pair in rounds]} for a, b, rounds in GROUP]
    rows = [
        Row("", f"{NAMES[a]} – {NAMES[b]}", tuple(f"{first} : {second}" for first, second in rounds))
        for a, b, rounds in GROUP
    ]
    columns = (_("Round %(number)d") % {"number": 1}, _("Round %(number)d") % {"number": 2})
    return Example(document(system, params, {"battles": battles}), columns, tuple(rows), who="dancer")


_BUILDERS: Mapping[str, Callable[[str, Mapping[str, Any]], Example]] = {
    "skating:single": _single,
    "skating:multi": _several,
    "skating:callback": _callback,
    "relative_placement:final": _final,
    "relative_placement:callback": _alternates,
    "placement": _placement,
    "points": example_points.build,
    "ido": example_points.build_ido,
    "battle": _battle,
    "group": _group,
}
