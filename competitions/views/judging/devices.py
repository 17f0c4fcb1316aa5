"""What a judge's device sends by itself: operations in batches, and sheets handed in. JSON in, JSON out, CSRF on."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from competitions.forms import operations as messages
from competitions.forms.operations import Batch
from competitions.models import JudgeAppointment
from competitions.selectors import judge_pages, pad_ahead, presence
from competitions.selectors.judge_cells import is_known
from competitions.services import judging, pads
from competitions.views.judging.entrance import judge_device, signed_out
from dancers.errors import RuleRefused


@require_POST
@judge_device
def receive_operations(request: HttpRequest, appointment: JudgeAppointment) -> HttpResponse:
    """Apply a batch and answer with a receipt for each operation, and the state of what is asked for.

    A server that was restored from a backup does not know what it had acknowledged to the device: then nothing is taken,
    and the device sends everything again in the order of its making.
    """
    try:
        batch = messages.read_batch(request.body)
    except RequestDataTooBig:
        return too_big()
    except RuleRefused as refusal:
        return JsonResponse({"error": "shape", "message": refusal.message}, status=400)
    if batch.appointment not in (None, appointment.pk):
        return signed_out()
    if batch.knows and not is_known(batch.knows):
        return JsonResponse({"at": clock(appointment), "restored": True, "receipts": [], "sheets": []})
    for call in batch.calls:
        pads.call_scrutineer(appointment=appointment, client_id=call.client_id, seat=call.seat)
    with translation.override(batch.language):
        receipts = []
        if batch.operations:
            receipts = judging.apply_operations(
                appointment=appointment, device=batch.device, operations=batch.operations
            )
        return JsonResponse(
            {
                "at": clock(appointment),
                "receipts": [receipt.as_document() for receipt in receipts],
                **_standing(request, appointment, batch),
                "sheets": judge_pages.states_for(appointment, batch.sheets),
            }
        )


def _standing(request: HttpRequest, appointment: JudgeAppointment, batch: Batch) -> dict[str, object]:
    """What a device that asks for it is told beside receipts: its rounds when they changed, and its calls. A save asks for
    neither, and so stays as light as it is."""
    found: dict[str, object] = {}
    if batch.rounds is not None:
        pads.note_contact(
            appointment=appointment, device=batch.device, user_agent=request.headers.get("User-Agent", "")
        )
        rounds = pad_ahead.rounds_of(appointment)
        found["rounds"] = rounds if rounds["stamp"] != batch.rounds else {"stamp": rounds["stamp"]}
    if batch.rounds is not None or batch.calls:
        found["calls"] = presence.calls_of(appointment)
    return found


@require_POST
@judge_device
def hand_in(request: HttpRequest, appointment: JudgeAppointment, pk: int) -> HttpResponse:
    """Hand a sheet in as the device shows it; a refusal is one sentence and leaves the draft as it is."""
    try:
        message = messages.read_hand_in(request.body)
    except RequestDataTooBig:
        return too_big()
    except RuleRefused as refusal:
        return JsonResponse({"error": "shape", "message": refusal.message}, status=400)
    if message.appointment not in (None, appointment.pk):
        return signed_out()
    with translation.override(message.language):
        sheet = judge_pages.own_sheet(appointment, pk)
        if sheet is None:
            return JsonResponse({"error": "unknown", "message": _("This sheet is not yours.")}, status=404)
        try:
            version = judging.submit_sheet(
                appointment=appointment,
                scoresheet=sheet,
                device=message.device,
                seen=message.seen,
                after_version=message.after_version,
            )
        except RuleRefused as refusal:
            return JsonResponse({"error": "refused", "message": refusal.message}, status=409)
        return JsonResponse({"at": clock(appointment), "id": pk, "status": "submitted", "version": version.number})


def too_big() -> JsonResponse:
    """More than any sheet can hold: nothing was read of it."""
    message = _("This message is longer than any sheet: nothing was stored.")
    return JsonResponse({"error": "too_big", "message": message}, status=413)


def clock(appointment: JudgeAppointment) -> str:
    """The time on the wall of the hall."""
    return timezone.now().astimezone(appointment.festival.zone).strftime("%H:%M")
