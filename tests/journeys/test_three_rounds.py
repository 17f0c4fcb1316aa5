"""A whole competition over HTTP: first round, recall, semi-final, final; a tie at the line, and a withdrawal in the final.

Three dances in the first rounds, five in the final. The desk's people post the desk's forms; each judge's device sends operations.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from competitions.models import Competition, Format, Release, Round, RoundEntry, Scoresheet
from competitions.services import appointments, formats, releases
from dancers.models import User
from tests.factories import contest as rows
from tests.services.server import Answer, Server
from tests.services.visitor import Visitor

LETTERS = "ABC"
ENTRIES = range(101, 109)
PASSWORD = "secret-pass-1"
# What each judge gives: number -> one value per judge, the same in every dance.
FIRST = {number: [1, 1, 1] for number in range(101, 105)} | {105: [1, 0, 0], 106: [0, 1, 0], 107: [0, 0, 1]}
SEMI = {number: [1, 1, 1] for number in range(101, 105)}
FOUR_PLACES = {101: [1, 1, 2], 102: [2, 2, 1], 103: [3, 4, 3], 104: [4, 3, 4]}
THREE_PLACES = {101: [1, 1, 2], 102: [2, 3, 1], 103: [3, 2, 3]}


@dataclass
class Meet:
    """The festival with everybody's browser."""

    server: Server
    staff: rows.Staff
    competition: Competition
    judges: dict[str, Visitor] = field(default_factory=dict)
    desks: dict[str, Visitor] = field(default_factory=dict)

    def post(self, who: str, path: str, **fields: str) -> Answer:
        """Post a form of the desk as this person."""
        answer = self.desks[who].post_form(f"/desk/{self.staff.festival.slug}/{path}", fields)
        assert answer.status == 200, (path, answer.status, answer.text[-400:])
        return answer

    def round(self, position: int) -> Round:
        return self.competition.rounds.get(position=position)


def test_three_rounds_with_a_tie_and_a_withdrawal_reach_the_public_page(front_door: Server) -> None:
    meet = set_up(front_door)
    first, semi, final = (meet.round(position) for position in (1, 2, 3))
    assert [row.parts.count() for row in (first, semi, final)] == [3, 3, 5]

    run_first_round(meet, first)
    run_semi_final(meet, semi)
    run_final(meet, final)

    assert public_page(meet).status == 404
    release_by_two(meet)
    assert places_of(meet.competition) == {
        "101": (1, 1),
        "102": (2, 2),
        "103": (3, 3),
        "104": None,
        "105": (5, 7),
        "106": (5, 7),
        "107": (5, 7),
        "108": (8, 8),
    }
    page = public_page(meet)
    assert page.status == 200
    for entry in meet.competition.entries.all():
        assert entry.numbers.get().label in page.text


def run_first_round(meet: Meet, first: Round) -> None:
    """Three entries are tied at the line: the chair takes them all."""
    meet.post("scrutineer", f"rounds/{first.pk}/open/")
    judge(meet, first, FIRST)
    closed = meet.post("scrutineer", f"rounds/{first.pk}/close/")
    assert "Take all: 7 go on" in closed.text
    assert "Take none: 4 go on" in closed.text
    refused = meet.post("scrutineer", f"rounds/{first.pk}/draw/")
    assert "the chair decides first" in refused.text
    decision = {"line-recall": "all", "line-reason": "Seven fit on the floor."}
    meet.post("chair", f"rounds/{first.pk}/recall-line/", **decision)
    drawn = meet.post("scrutineer", f"rounds/{first.pk}/draw/")
    assert "Semi-final" in drawn.text
    assert numbers_in(meet.round(2)) == ["101", "102", "103", "104", "105", "106", "107"]


def run_semi_final(meet: Meet, semi: Round) -> None:
    """The count alone says who goes on; the panel came over from the first round."""
    meet.post("scrutineer", f"rounds/{semi.pk}/open/")
    judge(meet, semi, SEMI)
    meet.post("scrutineer", f"rounds/{semi.pk}/close/")
    meet.post("scrutineer", f"rounds/{semi.pk}/draw/")
    assert numbers_in(meet.round(3)) == ["101", "102", "103", "104"]


def run_final(meet: Meet, final: Round) -> None:
    """No. 104 withdraws after the first dance; the others are judged on among three."""
    meet.post("scrutineer", f"rounds/{final.pk}/open/")
    dances = list(final.parts.order_by("position"))
    judge(meet, final, FOUR_PLACES, dances=dances[:1])
    leaving = place_of(final, 104)
    page = f"rounds/{final.pk}/entries/{leaving.pk}/"
    asked = meet.desks["scrutineer"].open(f"/desk/{meet.staff.festival.slug}/{page}")
    assert "the places behind it close up" in asked.text
    meet.post("scrutineer", page, kind="withdrawal", reason="A twisted ankle.")
    judge(meet, final, THREE_PLACES, dances=dances[1:])
    meet.post("scrutineer", f"rounds/{final.pk}/close/")


def release_by_two(meet: Meet) -> None:
    """Who tabulated may not release; the chair may, once."""
    digest = releases.preview(meet.competition).digest
    path = f"competitions/{meet.competition.pk}/release/"
    alone = meet.desks["scrutineer"].post_form(f"/desk/{meet.staff.festival.slug}/{path}", {"digest": digest})
    assert alone.status == 422
    assert "waits for a second person" in alone.text
    assert "Release 1 is out." in meet.post("chair", path, digest=digest).text
    assert Release.objects.get().released_by == meet.staff.chair


def set_up(server: Server) -> Meet:
    """Eight numbered entries, three judges with links, two people of the desk, rounds made from a format at the desk."""
    staff = rows.make_festival_with_staff()
    competition = rows.make_competition(staff.festival, format=small_format())
    rows.make_entries(competition, list(ENTRIES))
    meet = Meet(server, staff, competition)
    for name in ("scrutineer", "chair"):
        meet.desks[name] = signed_in(server, getattr(staff, name))
    meet.post("scrutineer", f"competitions/{competition.pk}/rounds/")
    seats = {}
    for letter in LETTERS:
        judge_row = rows.make_appointment(staff.festival)
        token = appointments.issue_link(actor=rows.actor_of(staff.owner), user=staff.owner, appointment=judge_row)
        meet.judges[letter] = Visitor(server)
        assert meet.judges[letter].open(f"/j/{token}/").status == 200
        seats[f"seat_{letter}"] = str(judge_row.pk)
    meet.post("scrutineer", f"rounds/{meet.round(1).pk}/panel/", **seats)
    return meet


def small_format() -> Format:
    """The house's three rounds of Latin dances, with five and four wanted."""
    formats.install_house_formats()
    shape = Format.objects.get(festival=None, key="three-rounds-latin")
    spec = json.loads(shape.spec_text)
    for item, wanted in zip(spec["rounds"][:2], (5, 4), strict=True):
        item["wanted"], item["crosses"] = wanted, [wanted, wanted]
    shape.spec_text = json.dumps(spec)
    shape.save(update_fields=["spec_text"])
    return shape


def signed_in(server: Server, user: User) -> Visitor:
    """Somebody of the staff, signed in by the form."""
    visitor = Visitor(server)
    visitor.open("/en/accounts/sign-in/")
    answer = visitor.post_form("/en/accounts/sign-in/", {"email": user.email, "password": PASSWORD})
    assert answer.status == 200, answer.text[-400:]
    assert "sessionid" in visitor.cookies
    return visitor


def judge(
    meet: Meet, round_: Round, marks: Mapping[int, Sequence[int]], dances: Sequence[object] | None = None
) -> None:
    """Every judge's device sends these marks for these dances (all of them when none are named) and hands each sheet in."""
    for index, letter in enumerate(LETTERS):
        seat = round_.seats.get(letter=letter)
        for part in round_.parts.order_by("position"):
            if dances is not None and part not in dances:
                continue
            operations = [
                {
                    "id": secrets.token_hex(12),
                    "seat": seat.pk,
                    "entry": place_of(round_, number).pk,
                    "part": part.pk,
                    "value": row[index],
                }
                for number, row in marks.items()
                if row[index]
            ]
            send(meet.judges[letter], Scoresheet.objects.get(seat=seat, portion_key=f"part:{part.pk}"), operations)


def send(device: Visitor, sheet: Scoresheet, operations: list[dict[str, object]]) -> None:
    """The judge opens the sheet; one batch of operations, all applied; and the sheet is handed in."""
    assert device.open(f"/en/judge/sheets/{sheet.pk}/").status == 200
    answer = device.post_json("/judge/operations/", {"device": "tablet", "operations": operations})
    assert answer.status == 200, answer.text
    assert [row["outcome"] for row in json.loads(answer.text)["receipts"]] == ["applied"] * len(operations)
    seen = [[row["entry"], row["part"], row["value"]] for row in operations]
    handed = device.post_json(
        f"/judge/hand-in/{sheet.pk}/", {"device": "tablet", "language": "en", "after_version": 0, "marks": seen}
    )
    assert json.loads(handed.text)["status"] == "submitted", handed.text


def place_of(round_: Round, number: int) -> RoundEntry:
    return round_.round_entries.get(source_rows__entry__numbers__label=str(number))


def numbers_in(round_: Round) -> list[str]:
    places = round_.round_entries.order_by("order").values_list("source_rows__entry__numbers__label", flat=True)
    return [str(label) for label in places]


def places_of(competition: Competition) -> dict[str, tuple[int, int] | None]:
    """The released ranking: number -> the places that it covers, None without a place."""
    labels = {entry.pk: entry.numbers.get().label for entry in competition.entries.all()}
    ranking = json.loads(Release.objects.get(competition=competition).ranking_text)
    return {
        labels[row["entry"]]: (row["place_from"], row["place_to"]) if row["place_from"] else None
        for row in ranking["rows"]
    }


def public_page(meet: Meet) -> Answer:
    return Visitor(meet.server).open(f"/en/festivals/{meet.staff.festival.slug}/{meet.competition.slug}/result/")
