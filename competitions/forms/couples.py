"""The form of a draw of couples: at random from a seed, or by lots, one choice of follower for each leader."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competitions.models import CoupleDraw
from competitions.selectors.couples import Pair
from competitions.services.couple_draws import SEED_LENGTH

SEED_BYTES = 8


class CoupleDrawForm(forms.Form):
    """How the couples are drawn. `leaders` and `followers` are entries by id with what they are called."""

    method = forms.ChoiceField(
        label=_("How"), choices=CoupleDraw.Method.choices, widget=forms.RadioSelect, initial=CoupleDraw.Method.RANDOM
    )
    seed = forms.CharField(
        label=_("Seed"),
        max_length=SEED_LENGTH,
        required=False,
        help_text=_("Any text said aloud in the hall; everybody can repeat the draw with it."),
    )
    witness = forms.CharField(label=_("Witness"), max_length=120)
    reason = forms.CharField(
        label=_("Reason for drawing again"), max_length=300, required=False, help_text=_("Only for a second draw.")
    )

    def __init__(
        self, *args: Any, leaders: Mapping[int, str], followers: Mapping[int, str], is_again: bool, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.leaders = leaders
        self.fields["seed"].initial = secrets.token_hex(SEED_BYTES)
        if not is_again:
            del self.fields["reason"]
        choices = [("", "—"), *((str(entry), label) for entry, label in followers.items())]
        for entry, label in leaders.items():
            self.fields[f"pair_{entry}"] = forms.ChoiceField(label=label, choices=choices, required=False)

    @property
    def pairs(self) -> list[Pair]:
        """The couples as the lots paired them: those leaders for whom a follower was chosen."""
        chosen = {entry: self.cleaned_data.get(f"pair_{entry}") for entry in self.leaders}
        return [(entry, int(value)) for entry, value in chosen.items() if value]

    @property
    def lots(self) -> Sequence[forms.BoundField]:
        """The fields in which lots are typed."""
        return [self[f"pair_{entry}"] for entry in self.leaders]

    @property
    def plain_fields(self) -> Sequence[forms.BoundField]:
        """The fields beside the lots."""
        return [self[name] for name in ("seed", "witness", "reason") if name in self.fields]


def read_pairs(text: str) -> list[Pair] | None:
    """Couples as the page that showed them wrote them: "12:30,14:31"; None for anything else."""
    found = []
    for item in text.split(",")[:1000]:
        leader, _colon, follower = item.partition(":")
        if not (leader.isdecimal() and follower.isdecimal() and len(item) < 40):
            return None
        found.append((int(leader), int(follower)))
    return found


def write_pairs(pairs: Sequence[Pair]) -> str:
    """The couples for a hidden field."""
    return ",".join(f"{leader}:{follower}" for leader, follower in pairs)
