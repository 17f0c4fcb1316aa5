from audit.models.entries import AuditEntry, AuditPersonalDetail

__all__ = ["AuditEntry", "AuditPersonalDetail"]
