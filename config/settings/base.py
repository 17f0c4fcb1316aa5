"""What holds in every way of running. Values come from the environment (config/environment.py); no rule of the sport is a setting."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from config import environment, typed_django

BASE_DIR = Path(__file__).resolve().parent.parent.parent
typed_django.allow_subscripts()
DATA_DIR = Path(environment.text("SAHNA_DATA", str(BASE_DIR / "var"))).absolute()
DATA_DIR.mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = [
    "config.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "django_htmx",
    "audit",
    "notifications",
    "live",
    "dancers",
    "events",
    "competitions",
]

MIDDLEWARE = [
    "config.middleware.publish_declared",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.security_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.language.speak_own_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.AnswerRefusals",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "dancers.User"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "accounts:home"
LOGOUT_REDIRECT_URL = "public:home"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates", BASE_DIR / "notifications" / "channels" / "email" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "config.context.site",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "sahna"
CRISPY_TEMPLATE_PACK = "sahna"

DATABASES = {"default": environment.database(DATA_DIR)}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian")), ("kk", _("Kazakh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
# Django has no Kazakh formats; ours lie in config/formats.
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False  # the judge's pad reads it at send time
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Where a judge's PIN is taken: the venue's own networks and this machine; six digits alone never suffice from outside.
JUDGE_PIN_NETWORKS = environment.networks(
    "SAHNA_PIN_NETWORKS",
    "127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,169.254.0.0/16,::1/128,fc00::/7,fe80::/10",
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Work in the background. Without REDIS_URL the worker and beat are threads of the one process (config/embedded.py).
REDIS_URL = environment.text("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL or "memory://"
# Without max_retries=0 a request would wait six seconds for a broker that is down (measured); the outbox sweep sends later.
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"max_retries": 0, "socket_connect_timeout": 1} if REDIS_URL else {"polling_interval": 0.1}
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_TASK_IGNORE_RESULT = True
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "tell-due-releases": {"task": "competitions.tell_due_releases", "schedule": 20.0, "options": {"expires": 20}},
    "forget-devices": {"task": "competitions.forget_devices", "schedule": 6 * 3600.0, "options": {"expires": 3600}},
    "send-due-notices": {"task": "notifications.send_due_notices", "schedule": 15.0, "options": {"expires": 15}},
}

MAIL_FOLDER = DATA_DIR / "mail"
EMAIL_BACKEND = "notifications.channels.email.folder.EmailBackend"
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", "Sahna <sahna@localhost>")
globals().update(environment.mail())

SITE_URL = environment.text("SITE_URL", "http://127.0.0.1:8000")
# The demo's sign-ins exist only beside its mark, and are shown and taken on loopback only.
SAHNA_DEMO = environment.flag("SAHNA_DEMO", default=(DATA_DIR / "demo").exists())
SAHNA_ON_LAN = environment.flag("SAHNA_ON_LAN", default=False)
# Published pages are kept in the process up to this size; without Redis the worker lives in the web process.
SAHNA_PAGE_BYTES = environment.number("SAHNA_PAGES_MB", 64, low=1, high=4096) * 1024 * 1024
SAHNA_EMBEDDED_WORKER = environment.flag("SAHNA_EMBEDDED_WORKER", default=True)
BUILD_ID = environment.text("SAHNA_BUILD", "dev")
