"""The words of each letter. A line is used when every value that it names is known; the first such subject wins.

Values are filled in by name after translation; they are data and are escaped by the templates.
"""

from dataclasses import dataclass
from string import Formatter

from django.utils.translation import gettext_lazy as _

from notifications.models import NoticeKind


@dataclass(frozen=True, slots=True)
class Words:
    """One kind's letter: possible subjects, heading, lines and the button's label. All are lazy translations."""

    subjects: tuple[object, ...]
    heading: object
    lines: tuple[object, ...]
    button: object


def fill(text: object, values: dict[str, str]) -> str:
    """Return the text with its values; empty when one of them is not known."""
    pattern = str(text)
    names = {name for _literal, name, _spec, _conversion in Formatter().parse(pattern) if name}
    if not all(values.get(name) for name in names):
        return ""
    return pattern.format_map(values)


WORDS: dict[str, Words] = {
    NoticeKind.ENTRY_ACCEPTED: Words(
        subjects=(_("Entry accepted: {entry}, {competition}"), _("Entry accepted")),
        heading=_("You are in"),
        lines=(
            _("{entry} is entered in “{competition}”."),
            _("Number on the back: {number}."),
            _("The programme shows when and on which stage, as soon as it is set."),
        ),
        button=_("See the competition"),
    ),
    NoticeKind.ENTRY_WAITLISTED: Words(
        subjects=(_("On the waiting list: {entry}, {competition}"), _("On the waiting list")),
        heading=_("The competition is full"),
        lines=(
            _("{entry} is on the waiting list of “{competition}”."),
            _("We write again as soon as a place is free. There is nothing you need to do."),
        ),
        button=_("See the competition"),
    ),
    NoticeKind.ENTRY_REFUSED: Words(
        subjects=(_("Entry not accepted: {entry}, {competition}"), _("Entry not accepted")),
        heading=_("This entry was not accepted"),
        lines=(
            _("{entry} was not accepted for “{competition}”."),
            _("Reason: {reason}"),
            _("Your other entries stay as they are."),
        ),
        button=_("See your entries"),
    ),
    NoticeKind.PARTICIPATION_APPROVED: Words(
        subjects=(_("You may take part: {festival}"), _("You may take part")),
        heading=_("Welcome to the festival"),
        lines=(_("{academy} may take part in {festival}."), _("You can enter your dancers now.")),
        button=_("Enter dancers"),
    ),
    NoticeKind.PARTICIPATION_REFUSED: Words(
        subjects=(_("Taking part was not approved: {festival}"), _("Taking part was not approved")),
        heading=_("Taking part was not approved"),
        lines=(_("{academy} was not approved for {festival}."), _("Reason: {reason}")),
        button=_("See the festival"),
    ),
    NoticeKind.RESULT_RELEASED: Words(
        subjects=(_("Results: {competition}"), _("Results are published")),
        heading=_("The results are published"),
        lines=(
            _("{entry}: place {place}."),
            _("The page shows every mark and explains in plain words how each place was decided."),
        ),
        button=_("See the result"),
    ),
    NoticeKind.RESULT_CORRECTED: Words(
        subjects=(_("Corrected result: {competition}"), _("A result was corrected")),
        heading=_("A result was corrected"),
        lines=(
            _("{entry}: place {place} after the correction."),
            _("Reason: {reason}"),
            _("What was published before stays readable on the same page."),
        ),
        button=_("See the corrected result"),
    ),
    NoticeKind.PRIZE_AWARDED: Words(
        subjects=(_("A prize: {prize}"), _("A prize for you")),
        heading=_("Congratulations"),
        lines=(
            _("{entry} wins {prize}."),
            _("In money: {amount}."),
            _("Reason: {reason}"),
            _("The organisers will tell you how it is handed over."),
        ),
        button=_("See the result"),
    ),
    NoticeKind.VERIFY_EMAIL: Words(
        subjects=(_("Confirm your e-mail address"),),
        heading=_("One step left"),
        lines=(
            _("Press the button to confirm that this address is yours."),
            _("The link is good for {hours} hours."),
            _("If you did not sign up to Sahna, ignore this letter: nothing happens."),
        ),
        button=_("Confirm the address"),
    ),
    NoticeKind.PASSWORD_RESET: Words(
        subjects=(_("A new password"),),
        heading=_("Choose a new password"),
        lines=(
            _("Somebody, we hope it was you, asked for a new password for this address."),
            _("The link works once and is good for {hours} hours."),
            _("If it was not you, ignore this letter: your password stays as it is."),
        ),
        button=_("Choose a password"),
    ),
    NoticeKind.INVITATION: Words(
        subjects=(_("Invitation: {festival}"), _("Invitation: {academy}"), _("An invitation")),
        heading=_("You are invited"),
        lines=(
            _("{inviter} invites you to work together on Sahna."),
            _("As: {role}."),
            _("The link is good for {hours} hours."),
            _("If you do not know what this is about, ignore this letter: nothing happens."),
        ),
        button=_("Accept the invitation"),
    ),
}
