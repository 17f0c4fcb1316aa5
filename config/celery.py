"""The Celery application. Tasks are found in each app's tasks.py; services wake them by name only."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("sahna")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# The web's threads wake tasks through `celery.current_app`: without this each thread would get an app of its own, with no broker.
app.set_default()
