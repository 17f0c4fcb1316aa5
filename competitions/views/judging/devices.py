"""What a judge's device sends by itself: operations in batches, and sheets handed in. JSON in, JSON out, CSRF on."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from competitions.forms import operations as messages
from competitions.models import JudgeAppointment
from competitions.selectors import judge_pages
from competitions.services import judging
from competitions.views.judging.entrance import judge_device, signed_out
from dancers.errors import RuleRefused


@require_POST
@judge_device
def receive_operations(request: HttpRequest, appointment: JudgeAppointment) -> HttpResponse:
    """Apply a batch and answer with a receipt for each operation, and the state of the sheets asked for."""
    try:
        batch = messages.read_batch(request.body)
    except RuleRefused as refusal:
        return JsonResponse({"error": "shape", "message": refusal.message}, status=400)
    if batch.appointment not in (None, appointment.pk):
        return signed_out()
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
                "sheets": judge_pages.states_for(appointment, batch.sheets),
            }
        )


@require_POST
@judge_device
def hand_in(request: HttpRequest, appointment: JudgeAppointment, pk: int) -> HttpResponse:
    """Hand a sheet in as the device shows it; a refusal is one sentence and leaves the draft as it is."""
    try:
        message = messages.read_hand_in(request.body)
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


def clock(appointment: JudgeAppointment) -> str:
    """The time on the wall of the hall."""
    return timezone.now().astimezone(appointment.festival.zone).strftime("%H:%M")
