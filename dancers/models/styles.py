"""Styles of dance, with the colour and the shape that stand for them in charts and lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dancers.models.constraints import known_choice, not_blank
from dancers.models.titles import TranslatedTitle


class StyleGroup(models.TextChoices):
    FOLK = "folk", _("folk")
    CLASSICAL = "classical", _("classical")
    CONTEMPORARY = "contemporary", _("contemporary")
    STREET = "street", _("street")
    BALLROOM = "ballroom", _("ballroom")
    SOCIAL = "social", _("social")
    OTHER = "other", _("other")


class StyleColour(models.TextChoices):
    """Names of colours; what they look like is said in the style sheet's tokens."""

    SKY = "sky", _("sky")
    GOLD = "gold", _("gold")
    GREEN = "green", _("green")
    ROSE = "rose", _("rose")
    VIOLET = "violet", _("violet")
    EARTH = "earth", _("earth")


class StyleMarker(models.TextChoices):
    """The shape beside the colour, so that colour never speaks alone."""

    DISC = "disc", _("disc")
    SQUARE = "square", _("square")
    TRIANGLE = "triangle", _("triangle")
    DIAMOND = "diamond", _("diamond")


class DanceStyle(TranslatedTitle):
    """A style of dance: Kazakh folk dance, ballet, waltz, hip-hop. `key` is what code and imports say."""

    key = models.SlugField(_("key"), max_length=50, unique=True)
    group = models.CharField(_("group"), max_length=20, choices=StyleGroup.choices, default=StyleGroup.OTHER)
    colour = models.CharField(_("colour"), max_length=10, choices=StyleColour.choices, default=StyleColour.SKY)
    marker = models.CharField(_("marker"), max_length=10, choices=StyleMarker.choices, default=StyleMarker.DISC)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("dance style")
        verbose_name_plural = _("dance styles")
        constraints = [
            not_blank("dancers_dancestyle_key", "key"),
            not_blank("dancers_dancestyle_title", "title_en"),
            known_choice("dancers_dancestyle_group", "group", StyleGroup.values),
            known_choice("dancers_dancestyle_colour", "colour", StyleColour.values),
            known_choice("dancers_dancestyle_marker", "marker", StyleMarker.values),
        ]

    def __str__(self) -> str:
        return self.title_en
