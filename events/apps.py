"""The app of the meet: festivals, stages, sessions, the programme and who works there."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Festivals")
