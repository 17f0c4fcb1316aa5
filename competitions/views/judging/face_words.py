"""The words of the pad's sheets of criteria, alternates, deductions and battles; views/judging/words.py gives them on."""

from django.utils.translation import gettext as _


def criteria_words() -> dict[str, object]:
    """Steppers, the judge's own order, alternates and deductions."""
    return {
        "number": _("No. {n}"),
        "nth_of": _("{n} of {all}"),
        "total_so_far": _("Total so far"),
        "own_order": _("Your marks so far"),
        "excused": _("excused"),
        "not_marked": _("not marked"),
        "missing": _("{list} missing"),
        "tie": _("level"),
        "tie_to_settle": _("level: settle it"),
        "settle_tie": _("Settle the tie: {list}"),
        "less": _("{criterion}: less"),
        "more": _("{criterion}: more"),
        "no_such_mark": _("“{text}” is no mark of {criterion}: {note}. Nothing was changed."),
        "nobody_dances": _("Nobody dances here."),
        "doubled": _("A place is given twice"),
        "give": _("Give {list}"),
        "is_free": _("{choice} is free"),
        "deduction_of": _("No. {n}: deduction"),
        "take_off": _("No. {n}: take off {value}"),
        "clear": _("Clear"),
        "clear_of": _("No. {n}: no deduction"),
        "nothing_off": _("nothing"),
        "no_deductions": _("No deductions."),
    }


def battle_words() -> dict[str, object]:
    """Votes and sliders. Judges see numbers, never names."""
    return {
        "red": _("Red"),
        "blue": _("Blue"),
        "red_of": _("Red {n}"),
        "blue_of": _("Blue {n}"),
        "tie_vote": _("Tie"),
        "vote_for": _("Who wins?"),
        "vote_now": _("Tap the winner"),
        "no_decision": _("No decision: move a slider"),
        "balanced": _("no decision"),
        "sum": _("Sum"),
    }
