"""Says whether this process can serve: used by the start-up script, the tests and a load balancer."""

from django.db import connection
from django.http import HttpRequest, HttpResponse


def show_health(request: HttpRequest) -> HttpResponse:
    """Answer “ok” when the database answers; the error page with 503 otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return HttpResponse("ok\n", content_type="text/plain")
