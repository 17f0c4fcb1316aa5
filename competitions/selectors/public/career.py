"""The career as a drawing: time across, place down on a logarithmic scale, one line per style; geometry only, in whole pixels.

Straight lines between results, because nothing is known in between. A style has a colour and a marker and its name at the start.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

GRID_PLACES = (1, 2, 3, 6, 12, 24, 48, 96)
SHAPES = {
    "disc": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0",
    "square": "M-4.5-4.5h9v9h-9z",
    "triangle": "M0-5.5 5.5 4.5h-11z",
    "diamond": "M0-6 6 0 0 6-6 0z",
}
LETTER = 7  # about the width of a letter of the labels
LINE = 15  # height of a label


@dataclass(frozen=True, slots=True)
class Point:
    """The best place at one festival in one style."""

    on: date
    place: int
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Track:
    """One style's results in the order of time."""

    name: str
    colour: str
    marker: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class GridLine:
    y: int
    text_y: int
    label: str


@dataclass(frozen=True, slots=True)
class YearLabel:
    x: int
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    x: int
    y: int
    shape: str
    is_win: bool
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Series:
    css: str
    name: str
    name_x: int
    name_y: int
    name_anchor: str
    points: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    x: int
    y1: int
    y2: int
    text_x: int
    text_y: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One size of the chart."""

    width: int
    height: int
    left: int
    right: int
    label_x: int
    years_y: int
    lines: tuple[GridLine, ...]
    years: tuple[YearLabel, ...]
    series: tuple[Series, ...]
    remark: Remark | None


@dataclass(frozen=True, slots=True)
class _Frame:
    """Turns days and places into pixels."""

    left: int
    right: int
    top: int
    bottom: int
    first: date
    last: date
    deepest: int

    def x(self, on: date) -> int:
        span = max((self.last - self.first).days, 1)
        return round(self.left + 12 + (self.right - self.left - 26) * (on - self.first).days / span)

    def y(self, place: int) -> int:
        deepest = max(self.deepest, 2)
        return round(self.top + (self.bottom - self.top) * math.log(min(place, deepest)) / math.log(deepest))


def draw(
    tracks: Sequence[Track], *, width: int, height: int, year_step: int, remark: tuple[Point, str] | None
) -> Drawing:
    """Return the chart at one size; `remark` is written over its point."""
    points = [point for track in tracks for point in track.points]
    first = min(point.on for point in points).replace(month=1, day=1)
    last = max(point.on for point in points)
    deepest = next(place for place in (*GRID_PLACES, 10_000) if place >= max(point.place for point in points))
    top = 40 if remark else 20
    frame = _Frame(36, width - 8, top, height - 56, first, max(last, first.replace(month=12, day=31)), max(deepest, 3))
    return Drawing(
        width=width,
        height=height,
        left=frame.left,
        right=frame.right,
        label_x=24,
        years_y=height - 12,
        lines=tuple(
            GridLine(frame.y(place), frame.y(place) + 4, str(place)) for place in GRID_PLACES if place <= frame.deepest
        ),
        years=_years(frame, year_step),
        series=_series(tracks, frame),
        remark=_remark(frame, remark) if remark else None,
    )


def _years(frame: _Frame, step: int) -> tuple[YearLabel, ...]:
    years = range(frame.first.year, frame.last.year + 1)
    step = max(step, -(-len(years) // 8)) if len(years) > step * 4 else 1 if len(years) <= 4 else step
    return tuple(
        YearLabel(frame.x(date(year, 1, 1)) if year > frame.first.year else frame.x(frame.first), str(year))
        for year in years[::step]
    )


def _series(tracks: Sequence[Track], frame: _Frame) -> tuple[Series, ...]:
    taken: list[tuple[int, int, int]] = []
    spots: set[tuple[int, int]] = set()
    found = []
    for track in sorted(tracks, key=lambda row: row.points[0].on):
        marks = tuple(_mark(point, track.marker, frame, spots) for point in track.points)
        x, y, anchor = _name_place(track.name, marks[0], frame, taken)
        line = " ".join(f"{mark.x},{mark.y}" for mark in marks) if len(marks) > 1 else ""
        found.append(Series(f"style-{track.colour}", track.name, x, y, anchor, line, marks))
    return tuple(found)


def _mark(point: Point, marker: str, frame: _Frame, spots: set[tuple[int, int]]) -> Mark:
    """A mark beside, not over, that of another style at the same festival and place."""
    x, y = frame.x(point.on), frame.y(point.place)
    while (x, y) in spots:
        x -= 15
    spots.add((x, y))
    return Mark(x, y, SHAPES[marker], point.place == 1, point.url, point.title)


def _name_place(name: str, mark: Mark, frame: _Frame, taken: list[tuple[int, int, int]]) -> tuple[int, int, str]:
    """Below the line's first point, moved down while another name is in the way; inside the drawing."""
    half = len(name) * LETTER // 2
    middle = min(max(mark.x, frame.left + half - 6), frame.right - half)
    y = mark.y + 22
    while any(abs(y - other) < LINE and middle - half < right and middle + half > left for left, right, other in taken):
        y += LINE
    taken.append((middle - half, middle + half, y))
    return middle, y, "middle"


def _remark(frame: _Frame, remark: tuple[Point, str]) -> Remark:
    point, text = remark
    x, y = frame.x(point.on), frame.y(point.place)
    half = len(text) * LETTER // 2
    middle = min(max(x, frame.left + half), frame.right - half)
    return Remark(x, frame.top - 14, y - 9, middle, frame.top - 20, "middle", text)
