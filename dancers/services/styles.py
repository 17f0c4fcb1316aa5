"""Keeps the list of dance styles."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from dancers import permissions
from dancers.models import DanceStyle
from dancers.services import wording


def set_style(
    *,
    actor: Actor,
    key: str,
    titles: Mapping[str, str],
    group: str,
    colour: str,
    marker: str,
    position: int = 0,
) -> DanceStyle:
    """Make the style with this key, or bring the existing one to these values; return it. Only the installation's owner may."""
    permissions.require_owner(actor)
    values = {
        "title_en": wording.take(titles.get("en", ""), _("The title in English"), longest=200, required=True),
        "title_ru": wording.take(titles.get("ru", ""), _("The title in Russian"), longest=200),
        "title_kk": wording.take(titles.get("kk", ""), _("The title in Kazakh"), longest=200),
        "group": group,
        "colour": colour,
        "marker": marker,
        "position": position,
    }
    with transaction.atomic():
        style, _is_new = DanceStyle.objects.update_or_create(key=key, defaults=values)
        trail.record(actor=actor, action="style.set", subject_kind="style", subject_id=style.pk, detail={"key": key})
    return style
