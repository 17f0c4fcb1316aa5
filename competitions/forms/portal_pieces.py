"""The portal's form of what an entry dances in one round."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competitions.forms.portal import make_helper
from competitions.forms.portal_entries import LengthField
from competitions.models import Piece
from competitions.services.registration import PieceIn


class RoundPieceForm(forms.Form):
    """Title, length and music of a piece."""

    piece_title = forms.CharField(label=_("Title of the piece"), max_length=200)
    piece_length = LengthField(label=_("Length"), required=False, help_text=_("Minutes and seconds, such as 3:20."))
    music_title = forms.CharField(label=_("Music"), max_length=200, required=False)

    def __init__(self, *args: Any, piece: Piece | None, **more: Any) -> None:
        if piece is not None:
            more["initial"] = {
                "piece_title": piece.title,
                "piece_length": piece.duration_s,
                "music_title": piece.music_title,
            }
        super().__init__(*args, **more)
        self.helper = make_helper(_("Keep"), "piece_title", "piece_length", "music_title")

    @property
    def piece(self) -> PieceIn:
        """What was typed, for the service."""
        values = self.cleaned_data
        return PieceIn(values["piece_title"], values["piece_length"], values["music_title"])
