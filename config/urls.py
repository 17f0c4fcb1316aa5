"""Every address of the site. Pages for people carry their language (/en/, /ru/, /kk/); devices and machines have none."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config import health

handler500 = "config.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.show_health, name="health"),
    path("admin/", admin.site.urls),
    path("", include("competitions.urls.pad")),
    path("desk/", include("competitions.urls.desk")),
]

urlpatterns += i18n_patterns(
    path("", include("competitions.urls.judging")),
    path("accounts/", include("events.urls.accounts")),
    path("portal/", include("competitions.urls.portal")),
    path("", include("competitions.urls.public")),
)
