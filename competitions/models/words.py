"""What people write beside the marks: a judge's comment on an entry, and a paper sheet typed once and waiting for a second person."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

COMMENT_LENGTH = 1000


class JudgeComment(models.Model):
    """A judge's words to one entry of a round; its academy reads them after the release, nobody else does."""

    seat = models.ForeignKey(
        "competitions.PanelSeat", on_delete=models.PROTECT, related_name="comments", verbose_name=_("seat")
    )
    round_entry = models.ForeignKey(
        "competitions.RoundEntry",
        on_delete=models.PROTECT,
        related_name="comments",
        verbose_name=_("entry in a round"),
    )
    text = models.CharField(_("comment"), max_length=COMMENT_LENGTH)
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("comment of a judge")
        verbose_name_plural = _("comments of judges")
        constraints = [
            models.UniqueConstraint(fields=["seat", "round_entry"], name="competitions_judgecomment_once"),
            models.CheckConstraint(condition=~Q(text=""), name="competitions_judgecomment_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} on {self.round_entry_id}"


class PaperEntry(models.Model):
    """A paper sheet as one person typed it; it counts only when a second person has typed the same."""

    scoresheet = models.ForeignKey(
        "competitions.Scoresheet", on_delete=models.PROTECT, related_name="paper_entries", verbose_name=_("scoresheet")
    )
    values_text = models.TextField(_("marks"), help_text=_("Canonical JSON."))
    reason = models.CharField(_("reason"), max_length=300)
    entered_by = models.ForeignKey(
        "dancers.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    at = models.DateTimeField(_("at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("paper sheet that waits")
        verbose_name_plural = _("paper sheets that wait")
        constraints = [
            models.UniqueConstraint(
                fields=["scoresheet"], condition=Q(closed_at__isnull=True), name="competitions_paperentry_one_waits"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="competitions_paperentry_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.scoresheet_id}"
