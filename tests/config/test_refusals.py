"""What no view caught is still answered in the family's look: a refusal by 403, a broken request by 400."""

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from dancers.errors import NotAllowed


def refuse(request: HttpRequest) -> HttpResponse:
    raise NotAllowed("Only the registrar may.")


def break_off(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


urlpatterns = [path("refuse/", refuse), path("break/", break_off)]


@pytest.mark.parametrize(("address", "status"), [("/refuse/", 403), ("/break/", 400)])
@override_settings(ROOT_URLCONF="tests.config.test_refusals")
def test_page_when_no_view_answers(client: Client, address: str, status: int) -> None:
    answer = client.get(address)

    assert answer.status_code == status
    assert "<h1>" in answer.content.decode()
    assert "sahna" in answer.content.decode().lower()
    assert "Traceback" not in answer.content.decode()
