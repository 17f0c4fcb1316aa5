"""How often the public face of a thing has changed: one number for each tag (`competition:7`), which only grows."""

from typing import ClassVar

from django.db import models


class PageVersion(models.Model):
    """A tag's version. A page that was made from a tag is old as soon as the tag's number differs."""

    tag = models.CharField(max_length=80, primary_key=True)
    version = models.PositiveBigIntegerField()
    raised_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(version__gte=1), name="live_pageversion_version"),
            models.CheckConstraint(condition=~models.Q(tag=""), name="live_pageversion_tag"),
        ]

    def __str__(self) -> str:
        return f"{self.tag} {self.version}"
