"""Every address of the site outside the admin, with what it names in a World. A new address without a line here fails the walk."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.world import Arguments


def walk(patterns: "list[URLPattern | URLResolver]", names: str = "") -> Iterator[str]:
    """Yield the full name of every address below the patterns; nameless ones by their route."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{names}{pattern.namespace}:" if pattern.namespace else names
            yield from walk(pattern.url_patterns, inner)
        else:
            yield f"{names}{pattern.name or pattern.pattern}"


def all_names() -> set[str]:
    """Return the names of every address of the site."""
    return set(walk(get_resolver().url_patterns))


NONE: Arguments = lambda world: {}  # noqa: E731
FESTIVAL: Arguments = lambda world: {"slug": world.slug}  # noqa: E731
ROUND: Arguments = lambda world: {"slug": world.slug, "round_id": world.round.pk}  # noqa: E731
BOUT: Arguments = lambda world: {"slug": world.slug, "bout_id": world.bout.pk}  # noqa: E731
SHEET: Arguments = lambda world: {"slug": world.slug, "sheet_id": world.sheet.pk}  # noqa: E731
OPEN: Arguments = lambda world: {"slug": world.slug, "competition_id": world.open.pk}  # noqa: E731
ENTRY: Arguments = lambda world: {"slug": world.slug, "entry_id": world.pending.pk}  # noqa: E731
LINK: Arguments = lambda world: {"slug": world.slug, "link_id": world.link.pk}  # noqa: E731
DRAWN: Arguments = lambda world: {"slug": world.slug, "round_id": world.drawn.pk}  # noqa: E731
AWARD: Arguments = lambda world: {"slug": world.slug, "award_id": world.award.pk}  # noqa: E731
TAKING_PART: Arguments = lambda world: {"slug": world.slug, "participation_id": world.participation.pk}  # noqa: E731
RELEASE: Arguments = lambda world: {  # noqa: E731
    "slug": world.slug,
    "competition_id": world.released.pk,
    "number": 1,
}
STANDING: Arguments = lambda world: {"slug": world.slug, "standing_id": world.standing.pk}  # noqa: E731
STANDING_1: Arguments = lambda world: {**STANDING(world), "number": 1}  # noqa: E731
PUBLIC_STANDING: Arguments = lambda world: {"festival_slug": world.slug, "slug": world.standing.slug}  # noqa: E731
PUBLIC_STANDING_1: Arguments = lambda world: {**PUBLIC_STANDING(world), "number": 1}  # noqa: E731
OWN_SHEET: Arguments = lambda world: {"pk": world.sheet.pk}  # noqa: E731
PARTY: Arguments = lambda world: {"party": f"academy/{world.academy_slug}"}  # noqa: E731
MEMBER: Arguments = lambda world: {**PARTY(world), "public_id": world.member.public_id}  # noqa: E731
PARTY_FESTIVAL: Arguments = lambda world: {**PARTY(world), "festival": world.slug}  # noqa: E731
PARTY_ENTRY: Arguments = lambda world: {**PARTY(world), "entry_id": world.pending.pk}  # noqa: E731
PUBLIC_FESTIVAL: Arguments = lambda world: {"festival_slug": world.slug}  # noqa: E731
UNRELEASED: Arguments = lambda world: {"festival_slug": world.slug, "slug": world.judged.slug}  # noqa: E731
UNRELEASED_1: Arguments = lambda world: {**UNRELEASED(world), "number": 1}  # noqa: E731

ADDRESSES: dict[str, Arguments] = {
    "health": NONE,
    "pad:enter": lambda world: {"token": world.token},
    "pad:operations": NONE,
    "pad:hand_in": OWN_SHEET,
    "pad:worker": NONE,
    "pad:cards": lambda world: {"festival": world.slug},
    "desk:home": NONE,
    "desk:wall": FESTIVAL,
    "desk:wall_part": FESTIVAL,
    "desk:round": ROUND,
    "desk:board_part": ROUND,
    "desk:open_round": ROUND,
    "desk:close_round": ROUND,
    "desk:reopen_round": ROUND,
    "desk:tabulate_round": ROUND,
    "desk:decide_recall_line": ROUND,
    "desk:accept_crosses": ROUND,
    "desk:change_recall": ROUND,
    "desk:draw_next_round": ROUND,
    "desk:make_heats": ROUND,
    "desk:panel": ROUND,
    "desk:declare_interest": ROUND,
    "desk:jury": ROUND,
    "desk:papers": ROUND,
    "desk:protocol": lambda world: {"slug": world.slug, "competition_id": world.judged.pk},
    "desk:take_back": lambda world: {**ROUND(world), "ruling_id": world.ruling.pk},
    "desk:withdraw": lambda world: {**ROUND(world), "place_id": world.place.pk},
    "desk:judges_part": FESTIVAL,
    "desk:answer_call": lambda world: {"slug": world.slug, "call_id": world.call.pk},
    "desk:unlock_pin": lambda world: {"slug": world.slug, "judge_id": world.call.appointment_id},
    "desk:unlock_pin_device": lambda world: {"slug": world.slug, "lock_id": 1},
    "desk:reopen_sheet": SHEET,
    "desk:paper_sheet": SHEET,
    "desk:settle_conflict": lambda world: {"slug": world.slug, "operation_id": world.operation.pk},
    "desk:discard_paper": SHEET,
    "desk:lose_judge": lambda world: {"slug": world.slug, "seat_id": world.sheet.seat_id},
    "desk:create_rounds": OPEN,
    "desk:release": lambda world: {"slug": world.slug, "competition_id": world.judged.pk},
    "desk:retract": RELEASE,
    "desk:standing": STANDING,
    "desk:tabulate_standing": STANDING,
    "desk:decide_standing": STANDING,
    "desk:withhold_standing": STANDING,
    "desk:undo_standing_ruling": lambda world: {**STANDING(world), "ruling_id": world.standing.rulings.get().pk},
    "desk:retract_standing": STANDING_1,
    "desk:lift_standing_embargo": STANDING_1,
    "desk:lift_embargo": RELEASE,
    "desk:trail": FESTIVAL,
    "desk:trail_entry": lambda world: {"slug": world.slug, "entry_id": world.act},
    "desk:ceremonies": FESTIVAL,
    "desk:ceremony": lambda world: {"slug": world.slug, "competition_id": world.released.pk},
    "desk:ceremony_press": lambda world: {"slug": world.slug, "competition_id": world.released.pk},
    "desk:registration": FESTIVAL,
    "desk:approve_participation": TAKING_PART,
    "desk:refuse_participation": TAKING_PART,
    "desk:entries": OPEN,
    "desk:open_entries": OPEN,
    "desk:close_entries": OPEN,
    "desk:assign_numbers": OPEN,
    "desk:promote_waiting": OPEN,
    "desk:accept_entry": ENTRY,
    "desk:refuse_entry": ENTRY,
    "desk:take_out_entry": ENTRY,
    "desk:give_number": ENTRY,
    "desk:draw_battles": ROUND,
    "desk:draw_groups": OPEN,
    "desk:release_now": OPEN,
    "desk:bout": BOUT,
    "desk:add_extra_round": BOUT,
    "desk:cast_battle_vote": BOUT,
    "desk:award_walkover": BOUT,
    "desk:undo_bout_decision": BOUT,
    "desk:start_in": ENTRY,
    "desk:decide_line": LINK,
    "desk:couples": DRAWN,
    "desk:take_alternate": lambda world: {**DRAWN(world), "link_id": world.link.pk},
    "desk:leave_out_of_draw": lambda world: {**DRAWN(world), "link_id": world.link.pk},
    "desk:prizes": FESTIVAL,
    "desk:pay": AWARD,
    "desk:withhold": AWARD,
    "desk:give": AWARD,
    "judging:list": NONE,
    "judging:pin": NONE,
    "judging:call": NONE,
    "judging:shell": NONE,
    "judging:practice": lambda world: {"pk": world.sheet.seat_id},
    "judging:comments": lambda world: {"pk": world.sheet.seat_id},
    "judging:sheet": OWN_SHEET,
    "judging:mark": OWN_SHEET,
    "judging:hand_in": OWN_SHEET,
    "accounts:home": NONE,
    "accounts:accept_staff_invitation": lambda world: {"secret": "not-a-secret"},
    "accounts:sign_in": NONE,
    "accounts:sign_out": NONE,
    "accounts:sign_up": NONE,
    "accounts:letter_sent": NONE,
    "accounts:verify_email": lambda world: {"token": "not-a-token"},
    "accounts:change_password": NONE,
    "accounts:forgot_password": NONE,
    "accounts:set_password": lambda world: {"token": "not-a-token"},
    "accounts:change_language": NONE,
    "accounts:accept_invitation": lambda world: {"secret": "not-a-secret"},
    "accounts:first_run": NONE,
    "portal:home": NONE,
    "portal:academy_add": NONE,
    "portal:own_record": NONE,
    "portal:party": PARTY,
    "portal:academy": PARTY,
    "portal:managers": PARTY,
    "portal:manager_remove": lambda world: {**PARTY(world), "manager_id": world.manager_row.pk},
    "portal:roster": PARTY,
    "portal:dancer_add": PARTY,
    "portal:dancer": MEMBER,
    "portal:consents": MEMBER,
    "portal:dancer_leave": MEMBER,
    "portal:festival": PARTY_FESTIVAL,
    "portal:ask": PARTY_FESTIVAL,
    "portal:enter": lambda world: {**PARTY_FESTIVAL(world), "competition": world.open.slug},
    "portal:entry": PARTY_ENTRY,
    "portal:piece": lambda world: {**PARTY_ENTRY(world), "round_id": world.asked_round.pk},
    "portal:withdraw": PARTY_ENTRY,
    "public:home": NONE,
    "public:style": NONE,
    "public:search": NONE,
    "public:results": NONE,
    "public:dancers": NONE,
    "public:dancer": lambda world: {"public_id": world.place.source_rows.get().entry.members.get().person.public_id},
    "public:academies": NONE,
    "public:academy": lambda world: {"slug": world.academy_slug},
    "public:screen": PUBLIC_FESTIVAL,
    "public:festivals": NONE,
    "public:festival": PUBLIC_FESTIVAL,
    "public:festival_now": PUBLIC_FESTIVAL,
    "public:festival_programme": PUBLIC_FESTIVAL,
    "public:festival_results": PUBLIC_FESTIVAL,
    "public:festival_competitions": PUBLIC_FESTIVAL,
    "public:festival_prizes": PUBLIC_FESTIVAL,
    "public:festival_info": PUBLIC_FESTIVAL,
    "public:competition": UNRELEASED,
    "public:standing": PUBLIC_STANDING,
    "public:print_standing": PUBLIC_STANDING,
    "public:standing_sheet_file": PUBLIC_STANDING,
    "public:standing_places_file": PUBLIC_STANDING,
    "public:standing_release": PUBLIC_STANDING_1,
    "public:print_standing_release": PUBLIC_STANDING_1,
    "public:standing_release_sheet_file": PUBLIC_STANDING_1,
    "public:standing_release_places_file": PUBLIC_STANDING_1,
    "public:result": UNRELEASED,
    "public:print_result": UNRELEASED,
    "public:sheet_file": UNRELEASED,
    "public:marks_file": UNRELEASED,
    "public:why": lambda world: {**UNRELEASED(world), "key": "101"},
    "public:release": UNRELEASED_1,
    "public:release_why": lambda world: {**UNRELEASED_1(world), "key": "101"},
    "public:print_release": UNRELEASED_1,
    "public:release_sheet_file": UNRELEASED_1,
    "public:release_marks_file": UNRELEASED_1,
}
