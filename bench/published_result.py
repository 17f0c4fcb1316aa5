"""The process that bench_results measures in: releases a final of 12 couples, 7 judges and 5 dances, and counts a page's queries."""

import json
from importlib import import_module

import django


def main() -> None:
    """Print one line of JSON: the page's address, and the queries of an uncached page with 12 and with 6 entries."""
    django.setup()
    import_module("django.core.management").call_command("migrate", verbosity=0)
    rows = import_module("tests.factories.contest")
    client = import_module("django.test").Client()
    capture = import_module("django.test.utils").CaptureQueriesContext
    connection = import_module("django.db").connection
    found: dict[str, object] = {}
    for entries in (6, 12):
        path = _release(rows, entries)
        client.get(path)
        with capture(connection) as queries:
            answer = client.get(path)
        assert answer.status_code == 200
        found |= {"path": path, f"queries_{entries}": len(queries)}
    print(json.dumps(found))


def _release(rows: object, entries: int) -> str:
    services = {name: import_module(f"competitions.services.{name}") for name in ("tabulation", "releases")}
    marks = import_module("competitions.management.demo.opinions").final_marks(5, entries=entries, judges=7, dances=5)
    staff = rows.make_festival_with_staff()  # type: ignore[attr-defined]  # imported after Django was set up
    competition = rows.make_competition(staff.festival)  # type: ignore[attr-defined]
    final = rows.make_finalists(competition, marks)  # type: ignore[attr-defined]
    actor = rows.actor_of(staff.scrutineer)  # type: ignore[attr-defined]
    services["tabulation"].tabulate_round(actor=actor, user=staff.scrutineer, round=final)
    services["releases"].publish(
        actor=rows.actor_of(staff.chair),  # type: ignore[attr-defined]
        user=staff.chair,
        competition=competition,
        expected_digest=services["releases"].preview(competition).digest,
    )
    return f"/en/festivals/{staff.festival.slug}/{competition.slug}/result/"


if __name__ == "__main__":
    main()
