"""Which staff role may see and change which rows of its festival in the admin: one table, refused unless listed."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from events.models import Role

Act = Literal["see", "change", "add", "delete"]

EVERYBODY = frozenset(Role.values)
OWNER = frozenset({Role.OWNER.value})
REGISTRATION = frozenset({Role.OWNER.value, Role.REGISTRAR.value})
SCRUTINY = frozenset({Role.OWNER.value, Role.SCRUTINEER.value})
JURY = SCRUTINY | {Role.CHAIR.value, Role.JURY_SECRETARY.value}
# Who may read names of people who take part; a DJ needs the running order and no list of children.
NAMES = EVERYBODY - {Role.DJ.value}
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rights:
    """The roles that may see rows, change them, add new ones and delete them."""

    see: frozenset[str]
    change: frozenset[str] = NOBODY
    add: frozenset[str] = NOBODY
    delete: frozenset[str] = NOBODY


def _edited(see: frozenset[str], change: frozenset[str]) -> Rights:
    return Rights(see=see, change=change, add=change, delete=change)


# Key: the model's label. Marks and unreleased outcomes are the jury's alone, so that nobody learns a result early.
RIGHTS: dict[str, Rights] = {
    "events.festivalseries": Rights(see=EVERYBODY),
    "events.festival": Rights(see=EVERYBODY, change=OWNER),
    "events.section": _edited(EVERYBODY, OWNER),
    "events.stage": _edited(EVERYBODY, OWNER),
    "events.session": _edited(EVERYBODY, OWNER),
    "events.programmeitem": _edited(EVERYBODY, OWNER),
    "events.performance": _edited(EVERYBODY, OWNER),
    "events.staffrole": Rights(see=OWNER, add=OWNER, delete=OWNER),
    "events.staffinvitation": Rights(see=OWNER, add=OWNER),
    "competitions.competition": _edited(EVERYBODY, OWNER),
    "competitions.standing": _edited(EVERYBODY, OWNER),
    "competitions.standingmember": _edited(EVERYBODY, OWNER),
    "competitions.format": _edited(EVERYBODY, OWNER),
    "competitions.ruleset": _edited(EVERYBODY, OWNER),
    "competitions.participation": Rights(see=NAMES),
    "competitions.entry": Rights(see=NAMES, change=REGISTRATION),
    "competitions.entrymember": Rights(see=NAMES),
    "competitions.piece": _edited(NAMES, REGISTRATION),
    "competitions.credit": _edited(NAMES, REGISTRATION),
    "competitions.numberassignment": Rights(see=NAMES),
    "competitions.round": _edited(EVERYBODY, SCRUTINY),
    "competitions.roundlink": _edited(EVERYBODY, SCRUTINY),
    "competitions.roundpart": _edited(EVERYBODY, SCRUTINY),
    "competitions.roundentry": Rights(see=NAMES),
    "competitions.roundentrysource": Rights(see=NAMES),
    "competitions.bout": Rights(see=NAMES),
    "competitions.coupledraw": Rights(see=NAMES),
    "competitions.heat": Rights(see=NAMES),
    "competitions.heatplace": Rights(see=NAMES),
    "competitions.judgeappointment": Rights(see=NAMES, change=SCRUTINY, add=SCRUTINY, delete=SCRUTINY),
    "competitions.declaredinterest": Rights(see=JURY),
    "competitions.panelseat": _edited(NAMES, SCRUTINY),
    "competitions.seatoccupancy": Rights(see=NAMES),
    "competitions.prize": _edited(EVERYBODY, OWNER),
    "competitions.award": Rights(see=JURY),
    "competitions.payout": Rights(see=OWNER),
    "competitions.scoresheet": Rights(see=JURY),
    "competitions.judgecomment": Rights(see=NOBODY),
    "competitions.paperentry": Rights(see=JURY),
    "competitions.sheetversion": Rights(see=JURY),
    "competitions.operation": Rights(see=JURY),
    "competitions.mark": Rights(see=JURY),
    "competitions.ruling": Rights(see=JURY),
    "competitions.result": Rights(see=JURY),
    "competitions.release": Rights(see=JURY),
    "competitions.releasestate": Rights(see=JURY),
    "audit.auditentry": Rights(see=OWNER),
    "dancers.person": Rights(see=REGISTRATION | SCRUTINY),
    "dancers.dancer": Rights(see=REGISTRATION | SCRUTINY),
    "dancers.academy": Rights(see=NAMES),
    "dancers.troupe": Rights(see=NAMES),
    "dancers.dancestyle": Rights(see=EVERYBODY),
}

# What the buttons of the lists do, each by one service.
ACTIONS: dict[str, frozenset[str]] = {
    "festival_status": OWNER,
    "open_entries": REGISTRATION,
    "close_entries": REGISTRATION,
    "create_rounds": SCRUTINY,
    "copy_setup": OWNER,
    "assign_numbers": REGISTRATION,
    "decide_participation": REGISTRATION,
    "decide_entry": REGISTRATION,
    "withdraw_entry": REGISTRATION,
    "seat_panel": SCRUTINY,
    "issue_links": SCRUTINY,
    "tabulate": SCRUTINY,
    "awards": OWNER,
    "export": REGISTRATION | SCRUTINY,
}


def may(roles: Collection[str], act: Act, model_label: str) -> bool:
    """Whether somebody with these roles at a festival may do this to its rows of the model; unlisted models: no."""
    rights = RIGHTS.get(model_label)
    return rights is not None and not getattr(rights, act).isdisjoint(roles)


def may_run(roles: Collection[str], action: str) -> bool:
    """Whether somebody with these roles at a festival may press this button on its rows."""
    return not ACTIONS[action].isdisjoint(roles)
