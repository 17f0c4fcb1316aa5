"""What every template may know of the site: languages for the switch, whether this is the demo, and the build."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url


def site(request: HttpRequest) -> dict[str, object]:
    """Return the page's address in each language (for the switch and for hreflang), and the demo flag."""
    path = request.get_full_path()
    return {
        "language_links": [
            (code, name, translate_url(path, code)) for code, name in (("en", "EN"), ("ru", "Рус"), ("kk", "Қаз"))
        ],
        "is_demo": settings.SAHNA_DEMO,
        "build_id": settings.BUILD_ID,
    }
