from events.models.festivals import PUBLIC_STATUSES, Festival, FestivalSeries, FestivalStatus, Section
from events.models.programme import ItemKind, ItemStatus, Performance, ProgrammeItem, Session, Stage
from events.models.staff import Role, StaffInvitation, StaffRole

__all__ = [
    "PUBLIC_STATUSES",
    "Festival",
    "FestivalSeries",
    "FestivalStatus",
    "ItemKind",
    "ItemStatus",
    "Performance",
    "ProgrammeItem",
    "Role",
    "Section",
    "Session",
    "StaffInvitation",
    "StaffRole",
    "Stage",
]
