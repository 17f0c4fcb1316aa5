"""The test settings with pages of its own, so that the front door is tried apart from what the pages show."""

from config.settings.test import *  # noqa: F403

ROOT_URLCONF = "tests.live.site.urls"
EMAIL_BACKEND = "notifications.channels.email.folder.EmailBackend"
