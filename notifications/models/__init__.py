from notifications.models.notices import SECRET_KINDS, Delivery, Notice, NoticeKind

__all__ = ["SECRET_KINDS", "Delivery", "Notice", "NoticeKind"]
