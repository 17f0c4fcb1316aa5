"""What every page of the pad gives its script: whose device this is, where to send, and the words."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from competitions.models import JudgeAppointment
from competitions.views.judging.words import pad_words


def envelope(appointment: JudgeAppointment) -> dict[str, object]:
    """The part of a page's data that is the same on all of them."""
    return {
        "language": get_language(),
        "appointment": appointment.pk,
        "store": appointment.store_key,
        "csrf": settings.CSRF_COOKIE_NAME,
        "urls": {
            "operations": reverse("pad:operations"),
            "hand_in": reverse("pad:hand_in", args=[0]),
            "list": reverse("judging:list"),
            "sheet": reverse("judging:sheet", args=[0]),
            "worker": reverse("pad:worker"),
        },
        "words": {**pad_words(), **_following()},
    }


def _following() -> dict[str, object]:
    """The words of going from sheet to sheet, and of what may go wrong on the way."""
    return {
        "next": _("Next: {round}"),
        "next_planned": _("Next: {round}, not open yet"),
        "not_held": _(
            "This page is not on the device, and there is no network now. It opens when the network is back."
        ),
        "do_not_close": _(
            "Do not close or reload this page: without network it could not be opened again. The marks would be kept."
        ),
        "go_on_without": _("You can go on without network"),
        "all_here": _("Everything is received, {time}"),
        "ready": _("Ready."),
        "waits_short": _("waits to be sent"),
        "floor_changed": _(
            "Somebody was added or has withdrawn, or the heats have changed: the numbers are shown as they are now."
        ),
        "restored": _("The server was restored from a copy: the marks of this device are sent to it again."),
        "call_waits": _("Your call waits on this device: it goes out with the network. Raise your hand."),
        "call_received": _("The scrutineer was called at {time}."),
        "call_coming": _("The scrutineer is coming ({time})."),
        "practice": _("Practice: nothing of this is kept or sent"),
        "practice_done": _("Practice: handed in here alone. Nothing was sent."),
    }
