"""The draw of couples for a Jack & Jill final: how it was drawn, from which seed, and who watched."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CoupleDraw(models.Model):
    """One drawing of leaders and followers into couples. Insert only: drawn again, it is another row."""

    class Method(models.TextChoices):
        RANDOM = "random", _("at random from the seed")
        LOTS = "lots", _("by lots drawn in the hall")

    round = models.ForeignKey(
        "competitions.Round", on_delete=models.PROTECT, related_name="couple_draws", verbose_name=_("round")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    method = models.CharField(_("method"), max_length=6, choices=Method.choices)
    seed_text = models.CharField(_("seed"), max_length=64, blank=True)
    witness = models.CharField(_("witness"), max_length=120)
    pairs_text = models.TextField(_("couples"), help_text=_("Canonical JSON: pairs of entries, leader first."))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    drawn_by = models.ForeignKey("dancers.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("drawn by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("draw of couples")
        verbose_name_plural = _("draws of couples")
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="competitions_coupledraw_number_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="competitions_coupledraw_number_positive"),
            models.CheckConstraint(
                condition=Q(method__in=["random", "lots"]), name="competitions_coupledraw_method_known"
            ),
            models.CheckConstraint(condition=~Q(witness=""), name="competitions_coupledraw_has_witness"),
            models.CheckConstraint(
                condition=~Q(method="random") | ~Q(seed_text=""), name="competitions_coupledraw_random_has_seed"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="competitions_coupledraw_again_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} draw {self.number}"
