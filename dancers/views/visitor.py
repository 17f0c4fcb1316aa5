"""Where a request comes from, and where it may be sent on to."""

import ipaddress
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from dancers.models import User


def network_address(request: HttpRequest) -> str:
    """Return the visitor's network address, as the server tells it; headers that anybody can write are not believed."""
    return str(request.META.get("REMOTE_ADDR", ""))


def is_on_this_machine(request: HttpRequest) -> bool:
    """Whether the request comes from this very machine and asks for it by a loopback name: not over a LAN, and not
    through a proxy that runs here too."""
    if "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    host = request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    return _is_loopback(network_address(request)) and (host == "localhost" or _is_loopback(host.strip("[]")))


def is_in_networks(request: HttpRequest, networks: Iterable[str]) -> bool:
    """Whether the visitor is in one of these networks. Behind a proxy every address that it names must be: a visitor can
    add some, but not take the own one away. A proxy that does not say for whom it asks is not believed."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    hides_whom = not forwarded and "HTTP_X_FORWARDED_PROTO" in request.META
    if hides_whom or "HTTP_FORWARDED" in request.META:
        return False
    hops = [network_address(request), *(hop.strip() for hop in forwarded.split(",") if hop.strip())]
    allowed = [ipaddress.ip_network(network) for network in networks]
    try:
        return all(any(ipaddress.ip_address(hop.split("%")[0]) in network for network in allowed) for hop in hops)
    except ValueError:
        return False


def send_on(request: HttpRequest, user: User, wanted: str = "") -> HttpResponseRedirect:
    """Send a signed-in user to the wanted page when it is one of this site, else home in their language."""
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return HttpResponseRedirect(wanted)
    with translation.override(user.language):
        return HttpResponseRedirect(reverse(settings.LOGIN_REDIRECT_URL))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
