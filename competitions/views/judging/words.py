"""The words that the pad's script shows, in the page's language. A counted word comes in the forms that the language has.

The script picks a form by `Intl.PluralRules`: [for 1, for 2, for 5]; "{n}" and the like are filled in by it.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from competitions.views.judging.face_words import battle_words, criteria_words

# One number for each plural form of the three languages: one, few, many.
FORMS = (1, 2, 5)


def pad_words() -> dict[str, object]:
    """Every text of the pad that the script can show."""
    return {**_counted(), **_states(), **_acts(), **_ordinals(), **criteria_words(), **battle_words()}


def _counted() -> dict[str, object]:
    return {
        "choose": [ngettext("Choose {n} more", "Choose {n} more", n) for n in FORMS],
        "take_back": [ngettext("Take {n} back", "Take {n} back", n) for n in FORMS],
        "mark_more": [ngettext("Mark {n} more", "Mark {n} more", n) for n in FORMS],
        "mark_named": [ngettext("Mark {n} more: {criterion}", "Mark {n} more: {criterion}", n) for n in FORMS],
        "marks_missing": [ngettext("{n} mark missing", "{n} marks missing", n) for n in FORMS],
        "place": [ngettext("Place {n} more", "Place {n} more", n) for n in FORMS],
        "sending": [ngettext("Sending {n} mark…", "Sending {n} marks…", n) for n in FORMS],
        "received": [ngettext("{n} mark received, {time}", "All {n} marks received, {time}", n) for n in FORMS],
        "only_here": [ngettext("mark is on this device only", "marks are on this device only", n) for n in FORMS],
        "had_received": [
            ngettext("One was received before {time}.", "The first {n} were received before {time}.", n) for n in FORMS
        ],
    }


def _states() -> dict[str, object]:
    return {
        "of_chosen": _("of {n} chosen"),
        "of_chosen_whole": _("of {n} chosen: complete"),
        "of_range": _("chosen, {low} to {high} asked"),
        "nothing_yet": _("Ready. Nothing is marked yet."),
        "no_network": _("No network since {time} · trying every few seconds"),
        "no_network_yet": _("No network · trying every few seconds"),
        "keep_judging": _(
            "Keep judging. They are kept even if the tablet restarts, and go out by themselves when the network is back."
        ),
        "handed_in": _("{dance} is handed in, {time}"),
        "handed_in_before": _("{dance} is handed in"),
        "waits": _("{dance}: handing in waits to be sent"),
        "reopened": _("{dance} was reopened: change what is needed and hand it in again"),
        "signed_out": _("This link has ended. Show this tablet to the scrutineer: the marks on it are kept."),
        "no_storage": _(
            "This browser cannot keep marks on the device (private window, or storage is full). "
            "Open the link in another browser before you judge."
        ),
        "next_hint": _("Tap the next-best number"),
        "unplaced": _("Not placed yet"),
        "withdrawn": _("withdrawn"),
        "is_withdrawn": _("Number {n} has withdrawn"),
        "heat": _("Heat {n}"),
    }


def _acts() -> dict[str, object]:
    return {
        "review": _("Review and hand in"),
        "go_on": _("Go on to {dance}"),
        "to_rounds": _("Back to my rounds"),
        "summary": _("Hand in {dance}?"),
        "keep_mine": _("Keep {mark}"),
        "cross": _("a cross"),
        "no_mark": _("no mark"),
        "place_short": _("place {n}"),
        "conflict": _("No. {n}, {dance}: this device says {mine}, but {theirs} was received from another device."),
        "settle": _("Which one holds?"),
    }


def _ordinals() -> dict[str, object]:
    """The letters after a place, by its last digits; English alone writes them."""
    return {
        "ordinals": [
            pgettext("ordinal ending of 1, 21", "st"),
            pgettext("ordinal ending of 2, 22", "nd"),
            pgettext("ordinal ending of 3, 23", "rd"),
            pgettext("ordinal ending of all others", "th"),
        ]
    }


def ordinal_ending(place: int) -> str:
    """The letters after a place in the page's language."""
    endings = _ordinals()["ordinals"]
    assert isinstance(endings, list)
    index = place % 10 - 1 if place % 10 in (1, 2, 3) and place % 100 not in (11, 12, 13) else 3
    return str(endings[index])
