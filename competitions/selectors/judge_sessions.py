"""Which judge a device's session belongs to. A newer link, a revocation or the end of the festival ends it at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from competitions.models import JudgeAppointment

SESSION_APPOINTMENT = "judge_appointment"
SESSION_EPOCH = "judge_epoch"


def appointment_in(session: Mapping[str, Any], now: datetime) -> JudgeAppointment | None:
    """Return the appointment that the session was opened for, while its link is in force; at most one query."""
    key, epoch = session.get(SESSION_APPOINTMENT), session.get(SESSION_EPOCH)
    if not isinstance(key, int) or not epoch:
        return None
    rows = JudgeAppointment.objects.select_related("festival", "person")
    return rows.filter(pk=key, token_hash__startswith=epoch, revoked_at__isnull=True, expires_at__gt=now).first()
