"""A server behind a reverse proxy with TLS. Refuses to start on a missing or weak secret."""

from config import environment

from .base import *

DEBUG = False
SECRET_KEY = environment.text("SECRET_KEY")
if len(SECRET_KEY) < 50 or SECRET_KEY.startswith("django-insecure"):
    raise environment.WrongSetting("SECRET_KEY must be set to at least 50 random characters.")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS")
if not ALLOWED_HOSTS:
    raise environment.WrongSetting("ALLOWED_HOSTS must name the hosts that Sahna answers for, separated by commas.")
SITE_URL = environment.text("SITE_URL", f"https://{ALLOWED_HOSTS[0].lstrip('.')}")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS", SITE_URL)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = environment.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = environment.number("SECURE_HSTS_SECONDS", 31_536_000, low=0, high=63_072_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sahna-session"
CSRF_COOKIE_NAME = "__Host-sahna-csrf"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
