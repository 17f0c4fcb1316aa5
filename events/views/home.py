"""The account's own page: everything that this user can go to."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dancers.models import Language, User
from dancers.selectors.academies import academies_of
from events.selectors import staff


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """List the user's academies, festivals and own record, and offer what is missing."""
    user = request.user
    assert isinstance(user, User)
    context = {
        "academies": list(academies_of(user)),
        "workplaces": staff.workplaces(user),
        "person": user.person,
        "languages": Language.choices,
    }
    return render(request, "accounts/home.html", context)
