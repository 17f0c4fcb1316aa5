"""The language of pages whose address names none."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

# Judges' devices and machines have no language in their addresses either; they name it in what they send.
PLACES_OF_STAFF = ("/desk/", "/admin/")


def speak_own_language(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """The desk and the administration speak the language that the signed-in user chose, not the browser's."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(PLACES_OF_STAFF):
            language = getattr(request.user, "language", "")
            if language in dict(settings.LANGUAGES):
                translation.activate(language)
                request.LANGUAGE_CODE = language
        return get_response(request)

    return middleware
