"""What every template may know of the site: languages for the switch, who reads it, whether this is the demo, and the build.

A request without a session cookie must not touch the session (its page may be kept as bytes for everybody), so `viewer` and
`notes` are empty then; templates use these two and never `user` and `messages`.
"""

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import translate_url


def site(request: HttpRequest) -> dict[str, object]:
    """Return the page's address in each language (for the switch and for hreflang), and the demo flag."""
    path = request.get_full_path()
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return {
        "language_links": [
            (code, name, translate_url(path, code)) for code, name in (("en", "EN"), ("ru", "Рус"), ("kk", "Қаз"))
        ],
        "viewer": getattr(request, "user", None) if has_session else None,
        "notes": get_messages(request) if has_session or "messages" in request.COOKIES else (),
        "is_demo": settings.SAHNA_DEMO,
        "build_id": settings.BUILD_ID,
    }
