"""The test settings, with the guard against repeated operations removed."""

from config.settings.test import *  # noqa: F403
from config.settings.test import INSTALLED_APPS as ALL_APPS

INSTALLED_APPS = [*ALL_APPS, "tests.competitions.judging.blind.apps.BlindConfig"]
