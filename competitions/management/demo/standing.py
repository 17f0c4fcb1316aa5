"""One standing of the demo festival: the best academy over the competitions that are released."""

from collections.abc import Sequence

from competitions.management.demo.contest import Meet
from competitions.management.demo.house import House, by_language
from competitions.models import Competition
from competitions.services import releases, standings

TITLES = ("Best academy", "Лучшая студия", "Үздік студия")
# Its competitions are judged by places, so an academy is measured by the mean of its three best ones.
PARAMS = {"method": "academies", "on": "place", "best_of": 3, "aggregate": "mean", "count": 3}


def honour_academies(house: House, meet: Meet, competitions: Sequence[Competition]) -> None:
    """Set the standing up, tabulate it and release it, each by the one whose office it is."""
    owner, scrutineer, chair = house.owner, house.staff["scrutineer"], house.staff["chair"]
    standing = standings.create_standing(
        actor=house.actor(owner),
        user=owner,
        festival=meet.festival,
        titles=by_language(TITLES),
        slug="best-academy",
        preset="standing_academy",
        params=PARAMS,
        competitions=competitions,
    )
    standings.tabulate_standing(actor=house.actor(scrutineer), user=scrutineer, standing=standing)
    digest = releases.preview(standing).digest
    releases.publish_subject(actor=house.actor(chair), user=chair, subject=standing, expected_digest=digest)
