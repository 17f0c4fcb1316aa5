from live.models.versions import PageVersion

__all__ = ["PageVersion"]
