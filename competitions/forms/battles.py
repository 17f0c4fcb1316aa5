"""What people type about battles at the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from competitions.forms.desk import ReasonForm
from competitions.selectors import bout_seeds

WAYS = [
    (bout_seeds.DRAW, _("at random")),
    (bout_seeds.NUMBERS, _("by the numbers on their backs")),
    (bout_seeds.PLACES, _("by their places in the round before")),
]
SEED_LENGTH = 64


class BattleDrawForm(forms.Form):
    """How the battles of a stage, or its groups, are drawn."""

    by = forms.ChoiceField(label=_("Drawn"), choices=WAYS)
    seed = forms.CharField(
        label=_("Seed"),
        max_length=SEED_LENGTH,
        required=False,
        help_text=_("For a draw at random that anybody can repeat. Empty: the program makes one and keeps it."),
    )


class WinnerForm(ReasonForm):
    """Who wins a battle, and why that was decided."""

    winner = forms.ChoiceField(label=_("Winner"), choices=[("red", _("red")), ("blue", _("blue"))])
