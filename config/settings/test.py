"""The test run: fast password hashing, a database in memory unless DATABASE_URL names a server."""

import os
import tempfile
from pathlib import Path

from config import environment
from tests.services import postgres

from .base import *

DEBUG = False
SECRET_KEY = "only-for-tests-and-never-served"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
_own_folder = None if environment.text("SAHNA_DATA") else tempfile.TemporaryDirectory(prefix="sahna-test-")
DATA_DIR = Path(_own_folder.name if _own_folder else environment.text("SAHNA_DATA"))
if environment.one_of("SAHNA_TEST_DATABASE", ("sqlite", "postgres"), "sqlite") == "postgres":
    # Before anything asks for a connection: the fixtures' server is started, or the one that runs already is used.
    os.environ["DATABASE_URL"] = postgres.server_url()
    DATABASES = {"default": environment.database(DATA_DIR)}
MAIL_FOLDER = DATA_DIR / "mail"
STATIC_ROOT = DATA_DIR / "static"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")
SAHNA_DEMO = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
