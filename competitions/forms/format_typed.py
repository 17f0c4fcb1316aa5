"""Between the shape of a format (nested JSON) and what stands in the boxes of its form.

What the form has no box for (a seeding, say) is carried over from the stored shape: each row knows which one it was.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

Typed = dict[str, Any]
Row = dict[str, Any]

TITLES = ("title_en", "title_ru", "title_kk")
ROUND_TEXTS = ("key", *TITLES, "kind", "ruleset", "table_ruleset", "pool", "submit_by", "release_rule")
ROUND_NUMBERS = ("wanted", "throw_downs", "crosses_from", "crosses_to")
PART_BOXES = (*TITLES, "short", "kind", "requirement")
LINK_TEXTS = ("from", "to", "pool", "cut", "ties", "carry")
LINK_NUMBERS = ("value", "value_to", "weight_from", "weight_to")
CONTINUES = "places_continue"
MOST = 40
LONGEST = 200
NUMBER = re.compile(r"\d{1,9}")
# What the boxes of a round, a part and a link stand for; anything else in the stored shape is carried over.
ROUND_KEYS = {
    "key",
    "titles",
    "kind",
    "ruleset",
    "table_ruleset",
    "pool",
    "submit_by",
    "release_rule",
    "wanted",
    "throw_downs",
    "crosses",
    "parts",
}
PART_KEYS = {"titles", "short", "kind", "requirement"}
LINK_KEYS = {"from", "to", "pool", "cut", "ties", "carry", "value", "value_to", "weight", "places_continue"}


def from_spec(spec: Mapping[str, Any]) -> Typed:
    """What the boxes show for a stored shape."""
    rounds, links = _list(spec.get("rounds")), _list(spec.get("links"))
    return {
        "rounds": [_round_boxes(item, index) for index, item in enumerate(rounds)],
        "links": [_link_boxes(item, index) for index, item in enumerate(links)],
    }


def _round_boxes(item: Mapping[str, Any], index: int) -> Row:
    row = {"was": str(index), **_titles(item), **{name: _text(item.get(name)) for name in ("key", *ROUND_TEXTS[4:])}}
    crosses = _pair(item.get("crosses"))
    row |= {"wanted": _text(item.get("wanted")), "throw_downs": _text(item.get("throw_downs"))}
    row |= {"crosses_from": _text(crosses[0]), "crosses_to": _text(crosses[1])}
    parts = _list(item.get("parts"))
    row["parts"] = [
        {
            "was": str(place),
            **_titles(part),
            **{name: _text(part.get(name)) for name in ("short", "kind", "requirement")},
        }
        for place, part in enumerate(parts)
    ]
    return row


def _link_boxes(item: Mapping[str, Any], index: int) -> Row:
    row = {"was": str(index), **{name: _text(item.get(name)) for name in (*LINK_TEXTS, "value", "value_to")}}
    weight = _pair(item.get("weight"))
    row |= {"weight_from": _text(weight[0]), "weight_to": _text(weight[1])}
    row[CONTINUES] = "" if item.get(CONTINUES, True) else "no"
    return row


def _titles(item: Mapping[str, Any]) -> Row:
    titles = item.get("titles")
    if not isinstance(titles, Mapping):
        return dict.fromkeys(TITLES, "")
    return {name: _text(titles.get(name[-2:])) for name in TITLES}


def _pair(value: object) -> tuple[object, object]:
    return (value[0], value[1]) if isinstance(value, list) and len(value) == 2 else ("", "")


def _text(value: object) -> str:
    return "" if value is None else str(value)


def from_post(data: Mapping[str, Any], prefix: str) -> Typed:
    """What was typed, in the order of the rows; blank dances and links are left out."""
    rounds = []
    for index in _indexes(data, f"{prefix}-rounds"):
        name = f"{prefix}-rounds-{index}"
        row = _posted(data, name, ("was", *ROUND_TEXTS, *ROUND_NUMBERS))
        row["parts"] = _rows(data, f"{name}-parts", ("was", *PART_BOXES), {"was", "kind"})
        rounds.append(row)
    names = ("was", *LINK_TEXTS, *LINK_NUMBERS, CONTINUES)
    return {"rounds": rounds, "links": _rows(data, f"{prefix}-links", names, set(names) - {"from", "to", "value"})}


def _indexes(data: Mapping[str, Any], name: str) -> list[int]:
    found = re.compile(re.escape(name) + r"-(\d{1,4})-")
    return sorted({int(match[1]) for key in data if (match := found.match(key))})[:MOST]


def _posted(data: Mapping[str, Any], name: str, boxes: Sequence[str]) -> Row:
    return {box: str(data.get(f"{name}-{box}") or "").strip()[:LONGEST] for box in boxes}


def _rows(data: Mapping[str, Any], name: str, boxes: Sequence[str], idle: set[str]) -> list[Row]:
    rows = [_posted(data, f"{name}-{index}", boxes) for index in _indexes(data, name)]
    return [row for row in rows if any(text for box, text in row.items() if box not in idle)]


def press(typed: Typed, add: str, remove: str, up: str) -> Typed:
    """The form after a button was pressed: a row more, a row less, or a round one place earlier."""
    if add:
        rows = _table(typed, add)
        if rows is not None and len(rows) < MOST:
            rows.append({"parts": [{}]} if add == "rounds" else {})
    key, _colon, number = (remove or up).rpartition(":")
    rows = _table(typed, key)
    index = int(number) if NUMBER.fullmatch(number) else -1
    if rows is not None and 0 <= index < len(rows):
        row = rows.pop(index)
        if up:
            rows.insert(max(0, index - 1), row)
    return typed


def _table(typed: Typed, key: str) -> list[Row] | None:
    """The rows named by "rounds", "links" or "rounds.2.parts"."""
    match = re.fullmatch(r"rounds\.(\d{1,4})\.parts", key)
    if match is None:
        found = typed.get(key) if key in ("rounds", "links") else None
        return found if isinstance(found, list) else None
    rounds = typed["rounds"]
    index = int(match[1])
    return rounds[index].setdefault("parts", []) if index < len(rounds) else None


def to_spec(typed: Typed, stored: Mapping[str, Any]) -> dict[str, Any]:
    """The shape that the boxes mean; empty boxes are left out."""
    before = _list(stored.get("rounds"))
    return {
        "rounds": [_round(row, _kept(row, before)) for row in typed["rounds"]],
        "links": [_link(row, _kept(row, _list(stored.get("links")))) for row in typed["links"]],
    }


def _list(value: object) -> list[Any]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _kept(row: Row, stored: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    was = row.get("was", "")
    return stored[int(was)] if NUMBER.fullmatch(was) and int(was) < len(stored) else {}


def _round(row: Row, stored: Mapping[str, Any]) -> dict[str, Any]:
    item = {key: value for key, value in stored.items() if key not in ROUND_KEYS}
    item |= {"titles": _said(row)}
    item |= {name: row[name] for name in ("key", *ROUND_TEXTS[4:]) if row.get(name)}
    item |= {name: _number(row[name]) for name in ("wanted", "throw_downs") if row.get(name)}
    ends = [row.get("crosses_from") or row.get("crosses_to"), row.get("crosses_to") or row.get("crosses_from")]
    if all(ends):
        item["crosses"] = [_number(end) for end in ends if end]
    parts = [_part(part, _kept(part, _list(stored.get("parts")))) for part in row.get("parts", ()) if _is_filled(part)]
    return {**item, "parts": parts} if parts else item


def _is_filled(part: Row) -> bool:
    return any(part.get(name) for name in (*TITLES, "short", "requirement"))


def _part(row: Row, stored: Mapping[str, Any]) -> dict[str, Any]:
    item = {key: value for key, value in stored.items() if key not in PART_KEYS}
    item |= {"titles": _said(row)}
    return item | {name: row[name] for name in ("short", "kind", "requirement") if row.get(name)}


def _link(row: Row, stored: Mapping[str, Any]) -> dict[str, Any]:
    item = {key: value for key, value in stored.items() if key not in LINK_KEYS}
    item |= {name: row[name] for name in LINK_TEXTS if row.get(name)}
    item |= {name: _number(row[name]) for name in ("value", "value_to") if row.get(name)}
    if row.get("weight_from") or row.get("weight_to"):
        item["weight"] = [_number(row.get(name, "")) for name in ("weight_from", "weight_to")]
    return {**item, CONTINUES: False} if row.get(CONTINUES) == "no" else item


def _said(row: Row) -> dict[str, str]:
    return {name[-2:]: row[name] for name in TITLES if row.get(name)}


def _number(text: str) -> int | str:
    return int(text) if NUMBER.fullmatch(text) else text
