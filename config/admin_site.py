"""The admin site: Django's own pages, for staff who have a role at a festival, in the zone of the festival that was chosen."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from competitions.admin import navigation, scope
from competitions.selectors import setup_steps

# Longer keys than any database gives are nobody's.
KEY_LENGTH = 19


class SahnaAdminSite(admin.AdminSite):
    site_header = _("Sahna")
    site_title = _("Sahna")
    index_title = _("What now")
    enable_nav_sidebar = True
    empty_value_display = "–"

    def has_permission(self, request: HttpRequest) -> bool:
        """Let in staff with a role at a festival, and the owners of the installation."""
        if not (request.user.is_active and getattr(request.user, "is_staff", False)):
            return False
        current = scope.of(request)
        return current.is_superuser or bool(current.roles)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send everybody to the one page where accounts sign in; somebody signed in who may not be here is told so."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", reverse("admin:index")))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add to Django's values the festivals of the bar and the navigation by idea."""
        context = super().each_context(request)
        current = scope.of(request)
        places = navigation.groups(request, context["available_apps"])
        return {
            **context,
            "scope": current,
            "scope_name": current.names.get(current.chosen) if current.chosen is not None else None,
            "scope_roles": scope.role_names(current),
            "navigation": places,
            "here": navigation.here(places),
            "zone_name": str(current.zone),
        }

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Wrap the view so that times are shown and read in the chosen festival's zone."""
        checked = super().admin_view(view, cacheable)

        def in_zone(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            with timezone.override(scope.of(request).zone):
                response: HttpResponse = checked(request, *args, **kwargs)
                if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                    response.render()
                return response

        return in_zone

    def get_urls(self) -> list[URLResolver | URLPattern]:
        return [path("scope/", self.admin_view(require_POST(self.choose_festival)), name="scope"), *super().get_urls()]

    def choose_festival(self, request: HttpRequest) -> HttpResponse:
        """Work in the festival that was pressed, or in all of one's own; back to the page one came from."""
        wanted = request.POST.get("festival", "")
        scope.choose(request, int(wanted) if wanted.isdecimal() and len(wanted) < KEY_LENGTH else None)
        back = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(
            back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        return HttpResponseRedirect(back if safe else reverse("admin:index"))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show, for each festival of the user's, what asks for a hand now."""
        current = scope.of(request)
        ids = [current.chosen] if current.chosen is not None else list(current.names)
        steps = setup_steps.next_steps(ids[: setup_steps.SHOWN])
        return super().index(
            request, {**(extra_context or {}), "festival_steps": steps, "left_out": len(ids) - len(steps)}
        )
