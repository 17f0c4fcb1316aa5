"""The ceremonies of a festival and the announcer's remote."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from competitions.forms.ceremony import PressForm
from competitions.models import Competition, Release
from competitions.permissions import desk as rights
from competitions.selectors import ceremony_desk
from competitions.services import ceremony
from competitions.views.desk.access import carry_out, for_staff, who
from competitions.views.desk.rounds import say_errors
from competitions.views.desk.walls import wall_context
from events.models import Festival


@require_safe
@for_staff(rights.REVEALS)
def show_ceremonies(request: HttpRequest, festival: Festival) -> HttpResponse:
    """What waits to be revealed at the festival."""
    context = {**wall_context(request, festival), "waiting": ceremony_desk.waiting(festival, timezone.now())}
    return render(request, "desk/ceremonies.html", context)


@require_safe
@for_staff(rights.REVEALS)
def show_remote(request: HttpRequest, festival: Festival, competition_id: int) -> HttpResponse:
    """The remote of one competition: what is on the screens, what comes next, and one large button."""
    release = _find(festival, competition_id)
    remote = ceremony_desk.remote(release, timezone.now())
    context = {**wall_context(request, festival), "competition": release.contest, "remote": remote}
    return render(request, "desk/ceremony.html", context)


@require_POST
@for_staff(rights.REVEALS)
def press(request: HttpRequest, festival: Festival, competition_id: int) -> HttpResponse:
    """One press of the remote."""
    release, form = _find(festival, competition_id), PressForm(request.POST)
    back = reverse("desk:ceremony", args=[festival.slug, competition_id])
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return redirect(back)
    return carry_out(request, lambda: _act(request, release, form), done=_done(form), back=back)


def _act(request: HttpRequest, release: Release, form: PressForm) -> None:
    act, expected = form.cleaned_data["act"], form.cleaned_data["expected"]
    if act == "begin":
        ceremony.begin(**who(request), release=release)
    elif act == "next":
        ceremony.reveal_next(**who(request), release=release, expected=expected)
    elif act == "podium":
        ceremony.reveal_to_podium(**who(request), release=release, expected=expected)
    elif act == "hide":
        ceremony.hide_last(**who(request), release=release, expected=expected)
    else:
        ceremony.end(**who(request), release=release)


def _done(form: PressForm) -> str:
    """What is said after the press; nothing while places are called, so that nothing moves under the finger."""
    return {
        "hide": _("The last place is off the screens again."),
        "end": _("The whole result is public, and the letters go."),
    }.get(form.cleaned_data["act"], "")


def _find(festival: Festival, competition_id: int) -> Release:
    competition = get_object_or_404(
        Competition.objects.select_related("festival"), pk=competition_id, festival=festival
    )
    release = ceremony_desk.newest(competition)
    if release is None:
        raise Http404
    return release
