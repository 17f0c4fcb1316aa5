"""One laptop, embedded defaults: SQLite, worker threads inside the web process, mail into a folder."""

import secrets

from config import environment

from .base import *

DEBUG = environment.flag("DEBUG", default=False)


def _own_secret() -> str:
    """Return the secret key of this installation; made once, kept in the data folder, readable by its owner only."""
    path = DATA_DIR / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


SECRET_KEY = environment.text("SECRET_KEY") or _own_secret()
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
