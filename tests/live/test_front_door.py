"""Published pages over HTTP from a running server: what is kept, for whom, and until when."""

import gzip
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from live.services import versions
from tests.live.conftest import Door
from tests.services.server import Answer, Server

SEEN_WITHIN = 1.5  # seconds; the reader asks every quarter


def rendered(answer: Answer) -> int:
    return int(answer.text.split()[1])


def test_a_declared_page_is_rendered_once_and_carries_djangos_own_headers(door: Door) -> None:
    first, second = door.get("/en/page/"), door.get("/en/page/")
    assert (rendered(first), rendered(second)) == (1, 1)
    assert first.body == second.body
    assert second.headers["cache-control"] == "public, max-age=0, s-maxage=2, must-revalidate"
    assert second.headers["vary"] == "Accept-Encoding"

    plain = door.get("/en/plain/")
    assert plain.headers["cache-control"] == "private, no-store"
    for name in (
        "content-security-policy",
        "x-frame-options",
        "x-content-type-options",
        "referrer-policy",
        "permissions-policy",
    ):
        assert second.headers[name] == plain.headers[name]


def test_the_language_is_in_the_path_and_keeps_its_own_page(door: Door) -> None:
    assert rendered(door.get("/en/page/")) == 1
    assert rendered(door.get("/kk/page/")) == 2
    assert rendered(door.get("/en/page/")) == 1


def test_a_known_page_is_answered_304(door: Door) -> None:
    page = door.get("/en/page/")
    again = door.get("/en/page/", {"If-None-Match": page.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == page.headers["etag"]
    assert door.get("/en/page/", {"If-None-Match": f'W/{page.headers["etag"]}, "x"'}).status == 304
    assert door.get("/en/page/", {"If-None-Match": '"x"'}).status == 200


def test_gzip_is_given_to_those_who_take_it_with_an_etag_of_its_own(door: Door) -> None:
    plain = door.get("/en/page/")
    packed = door.get("/en/page/", {"Accept-Encoding": "br, gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 5
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "content-encoding" not in door.get("/en/page/", {"Accept-Encoding": "gzip;q=0"}).headers
    assert door.get("/en/page/", {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["etag"]}).status == 304


def test_head_is_answered_without_a_body(door: Door) -> None:
    length = len(door.get("/en/page/").body)
    head = door.get("/en/page/", method="HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(length))


def test_what_a_view_does_not_read_is_no_part_of_the_page(door: Door) -> None:
    first = door.get("/en/page/?utm=1&junk=2")
    assert "junk=2" in first.text, "the view itself saw the first request whole"
    assert rendered(door.get("/en/page/")) == 2, "a page made with unknown parameters is not kept"
    for query in ("?utm=1", "?junk=%3Cscript%3E", "?utm=9&junk=2", "?"):
        answer = door.get(f"/en/page/{query}")
        assert rendered(answer) == 2
        assert "junk= " in answer.text


def test_a_declared_parameter_has_pages_of_its_own(door: Door) -> None:
    assert rendered(door.get("/en/page/")) == 1
    assert rendered(door.get("/en/page/?page=2")) == 2
    assert rendered(door.get("/en/page/?junk=1&page=2")) == 2
    assert "page=2" in door.get("/en/page/?page=2").text
    assert rendered(door.get("/en/page/")) == 1


@pytest.mark.parametrize("cookie", ["sessionid=abc", "a=b; sessionid=abc", "messages=x"])
def test_whoever_carries_a_session_goes_to_django_and_is_not_kept(door: Door, cookie: str) -> None:
    assert rendered(door.get("/en/page/")) == 1
    own = door.get("/en/page/", {"Cookie": cookie})
    assert rendered(own) == 2
    assert own.headers["cache-control"] == "private, no-store"
    assert rendered(door.get("/en/page/")) == 1
    assert rendered(door.get("/en/page/", {"Cookie": "theme=night; csrftoken=x"})) == 1


@pytest.mark.parametrize("path", ["/en/plain/", "/en/cookie/", "/en/session/"])
def test_what_is_not_for_everybody_is_never_kept(door: Door, path: str) -> None:
    first, second = door.get(path), door.get(path)
    assert rendered(second) == rendered(first) + 1
    assert second.headers["cache-control"] == "private, no-store"


def test_an_answer_that_is_not_200_is_never_kept(door: Door) -> None:
    assert door.get("/en/missing/").headers["cache-control"] == "private, no-store"
    assert "etag" not in door.get("/en/missing/").headers


def test_a_foreign_host_is_refused_and_never_kept(door: Door) -> None:
    assert door.get("/en/page/", {"Host": "evil.example"}).status == 400
    assert rendered(door.get("/en/page/")) == 1
    assert door.get("/en/page/", {"Host": "evil.example"}).status == 400


def test_a_raised_tag_makes_the_page_old_in_its_own_process_at_once(door: Door) -> None:
    assert rendered(door.get("/en/page/")) == 1
    door.get("/raise/", method="POST")
    assert rendered(door.get("/en/page/")) == 2
    assert rendered(door.get("/en/page/")) == 2


def test_a_tag_raised_elsewhere_is_seen_after_its_commit_and_not_before(door: Door) -> None:
    assert rendered(door.get("/en/page/")) == 1
    with transaction.atomic():
        versions.raise_tags("person:12", "unrelated:1")
        # SQLite lets one writer in at a time, so nothing is rendered here: kept bytes must answer.
        time.sleep(0.6)
        assert rendered(door.get("/en/page/")) == 1
    deadline = time.monotonic() + SEEN_WITHIN
    while rendered(door.get("/en/page/")) == 1:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert rendered(door.get("/en/page/")) == 2


def test_other_tags_leave_the_page_as_it_is(door: Door) -> None:
    assert rendered(door.get("/en/page/")) == 1
    versions.raise_tags("competition:8", "person:120")
    time.sleep(SEEN_WITHIN / 2)
    assert rendered(door.get("/en/page/")) == 1


def test_a_rolled_back_raise_changes_nothing(door: Door) -> None:
    assert rendered(door.get("/en/page/")) == 1
    with transaction.atomic():
        versions.raise_tags("competition:7")
        transaction.set_rollback(True)
    time.sleep(SEEN_WITHIN / 2)
    assert rendered(door.get("/en/page/")) == 1


def test_a_page_ends_at_its_time(door: Door) -> None:
    assert rendered(door.get("/en/embargoed/")) == 1
    assert rendered(door.get("/en/embargoed/")) == 1
    time.sleep(1.1)
    assert rendered(door.get("/en/embargoed/")) == 2


def test_thirty_readers_at_once_make_one_rendering(door: Door) -> None:
    with ThreadPoolExecutor(30) as pool:
        answers = list(pool.map(lambda _number: door.get("/en/slow/"), range(30)))
    assert {answer.status for answer in answers} == {200}
    assert {rendered(answer) for answer in answers} == {1}


def test_readers_of_an_undeclared_page_do_not_wait_for_each_other(door: Door) -> None:
    door.get("/en/plain/")
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _number: door.get("/en/plain/"), range(10)))
    assert sorted(rendered(answer) for answer in answers) == list(range(2, 12))


def test_header_names_with_underscores_do_not_pose_as_the_proxys(door: Door) -> None:
    assert door.get("/en/header/", {"X-Forwarded-For": "1.2.3.4"}).text == "1.2.3.4"
    assert door.get("/en/header/", {"X_Forwarded_For": "6.6.6.6"}).text == "none"


def test_the_server_stops_politely(front_door: Server) -> None:
    started = time.monotonic()
    assert front_door.stop() in {0, -15}
    assert time.monotonic() - started < 10
    assert "Traceback" not in front_door.log.read_text()
