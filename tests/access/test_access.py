"""Who may open which address: every address × every visitor × the own and another festival's things, against a reviewed table.

A letter a visitor: o opened (or a redirect into the site), s sent to sign in, x refused (403), - not found (404). POST is sent
without data, so "o" there means that the door is open, not that something was done.
"""

from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from tests.access.addresses import ADDRESSES, all_names
from tests.access.world import VISITORS, World, build_world

TABLE = Path(__file__).with_name("table.txt")
NOT_ALLOWED = 405


class _Undone(Exception):
    """Takes back whatever a request wrote."""


def test_every_address_stands_in_the_table() -> None:
    outside_admin = {name for name in all_names() if not name.startswith("admin:")}

    assert outside_admin == set(ADDRESSES)


@pytest.mark.django_db
@pytest.mark.parametrize("group", sorted({name.partition(":")[0] for name in ADDRESSES}))
def test_doors_open_only_for_those_in_the_table(group: str) -> None:
    own, other = build_world(), build_world()

    lines = [line for name in ADDRESSES if name.partition(":")[0] == group for line in lines_of(name, own, other)]

    assert lines == [line for line in TABLE.read_text().splitlines() if line.split()[1].partition(":")[0] == group]


def lines_of(name: str, own: World, other: World) -> list[str]:
    """One line a method: the letters of the visitors at their own festival, then at another's."""
    lines = []
    for method in ("GET", "POST"):
        paths = [reverse(name, kwargs=ADDRESSES[name](target)) for target in (own, other)]
        if letter_of(own, "superuser", method, paths[0]) == "m":
            continue  # the method is not for this address, whoever asks
        letters = ["".join(letter_of(own, visitor, method, path) for visitor in VISITORS) for path in paths]
        lines.append(f"{method:4} {name:36} {letters[0]} {letters[1]}")
    return lines


def letter_of(world: World, visitor: str, method: str, path: str) -> str:
    """Send the request as the visitor and say in a letter what came of it; what it wrote is taken back."""
    client = world.clients[visitor]
    answers: list[HttpResponse] = []
    try:
        with transaction.atomic():
            cookies = SimpleCookie(client.cookies.output(header="", sep=";"))
            answers.append(client.generic(method, path))  # type: ignore[arg-type]  # the test client's own answer class
            client.cookies = cookies
            raise _Undone
    except _Undone:
        pass
    answer = answers[0]
    if answer.status_code == NOT_ALLOWED:
        return "m"
    if answer.status_code in {301, 302}:
        return "s" if "/sign-in/" in answer.headers["Location"] else "o"
    refused = {401: "x", 403: "x", 404: "-", 410: "-"}
    return refused.get(answer.status_code, "o" if answer.status_code < 500 else "!")
