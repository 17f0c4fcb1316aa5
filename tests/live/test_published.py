"""The shelf of pages: bounded, keyed by what a page reads, and never a page that is old."""

import time

import pytest

from live.published import Declaration, Page, Shelf, canonical_query, make_page

VERSIONS = {"competition:7": 3}


def page(size: int = 1000, *, tags: tuple[str, ...] = ("competition:7",), until: float | None = None) -> Page:
    return make_page(Declaration(tags, (), until), VERSIONS, [(b"content-type", b"text/html")], bytes(size))


def test_a_page_is_good_while_its_tags_stay() -> None:
    made = page()
    assert made.is_good(VERSIONS)
    assert made.is_good({"competition:7": 3, "person:1": 9})
    assert not made.is_good({"competition:7": 4})
    assert not made.is_good({"competition:7": 2}), "a restored backup went back"
    assert not made.is_good({})
    assert made.is_good({"competition:7": 3}), "and good again when they are as they were"


def test_a_tag_that_was_never_raised_makes_the_page_old_when_it_is() -> None:
    made = page(tags=("festival:1",))
    assert made.is_good({})
    assert not made.is_good({"festival:1": 1})


def test_a_page_past_its_time_is_not_good_even_with_the_same_map() -> None:
    made = page(until=time.time() + 0.05)
    assert made.is_good(VERSIONS)
    time.sleep(0.06)
    assert not made.is_good(VERSIONS)


def test_the_shelf_stays_below_its_limit_and_drops_what_was_not_asked_for() -> None:
    one = page().size
    shelf = Shelf(limit=one * 5)
    for number in range(5):
        shelf.put(b"h", f"/{number}", "", page())
    assert shelf.get(b"h", "/0", "") is not None
    shelf.put(b"h", "/5", "", page())
    assert shelf.get(b"h", "/1", "") is None
    assert shelf.get(b"h", "/0", "") is not None
    assert shelf.size == one * 5


def test_a_page_in_place_of_another_is_counted_once() -> None:
    shelf = Shelf(limit=100_000)
    shelf.put(b"h", "/", "", page())
    shelf.put(b"h", "/", "", page())
    assert shelf.size == page().size


def test_a_page_too_large_for_the_shelf_is_not_kept() -> None:
    shelf = Shelf(limit=20_000)
    shelf.put(b"h", "/", "", page(size=6000))
    assert shelf.get(b"h", "/", "") is None
    assert shelf.size == 0


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        (b"", ""),
        (b"page=2", "page=2"),
        (b"utm=1&page=2&x=y", "page=2"),
        (b"q=%D2%9A&page=1", "page=1&q=%D2%9A"),
        (b"page=1&page=2", "page=1&page=2"),
        (b"page=", "page="),
        (b"&&=&page", "page="),
        (b"page=1;x=2", "page=1%3Bx%3D2"),
    ],
)
def test_only_declared_parameters_are_part_of_the_key(query: bytes, kept: str) -> None:
    assert canonical_query(query, ("page", "q")) == kept
