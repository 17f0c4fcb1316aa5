"""Which judge a device's session belongs to. A newer link, a revocation or the end of the festival ends it at once.

Every tap asks this, so it is one plain query of the few columns that the judges' pages use: through the ORM it cost as much
as all the rest of a save (bench/bench_judging.py). The other columns are loaded when somebody reads them.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model

from competitions.models import JudgeAppointment
from dancers.models import Person
from events.models import Festival

SESSION_APPOINTMENT = "judge_appointment"
SESSION_EPOCH = "judge_epoch"


def _in_order(model: type[Model], names: Collection[str]) -> tuple[str, ...]:
    """The columns in the order in which `from_db` takes their values."""
    return tuple(field.attname for field in model._meta.concrete_fields if field.attname in names)


APPOINTMENT = _in_order(JudgeAppointment, {"id", "festival_id", "person_id", "token_hash", "store_key"})
FESTIVAL = _in_order(Festival, {"id", "time_zone", "title_en", "title_ru", "title_kk"})
PERSON = _in_order(Person, {"id", "given_name", "family_name"})
QUERY = f"""
    SELECT {", ".join(f"judge.{name}" for name in APPOINTMENT)}, {", ".join(f"meet.{name}" for name in FESTIVAL)},
        {", ".join(f"who.{name}" for name in PERSON)}
    FROM competitions_judgeappointment judge
    JOIN events_festival meet ON meet.id = judge.festival_id
    JOIN dancers_person who ON who.id = judge.person_id
    WHERE judge.id = %s AND judge.revoked_at IS NULL AND judge.expires_at > %s
"""  # noqa: S608  made of the constants above


def appointment_in(session: Mapping[str, Any], now: datetime) -> JudgeAppointment | None:
    """Return the appointment that the session was opened for, while its link is in force; at most one query."""
    key, epoch = session.get(SESSION_APPOINTMENT), session.get(SESSION_EPOCH)
    if not isinstance(key, int) or not isinstance(epoch, str) or not epoch:
        return None
    with connection.cursor() as cursor:
        cursor.execute(QUERY, [key, connection.ops.adapt_datetimefield_value(now)])
        row = cursor.fetchone()
    if row is None:
        return None
    appointment = JudgeAppointment.from_db(connection.alias, APPOINTMENT, row[: len(APPOINTMENT)])
    if not (appointment.token_hash or "").startswith(epoch):
        return None
    appointment.festival = Festival.from_db(connection.alias, FESTIVAL, row[len(APPOINTMENT) : -len(PERSON)])
    appointment.person = Person.from_db(connection.alias, PERSON, row[-len(PERSON) :])
    return appointment
