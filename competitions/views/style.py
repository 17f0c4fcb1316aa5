"""The style page: every component with realistic data, for those who build pages. Served in development and in the demo only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from competitions.views import style_samples as samples


def show_style(request: HttpRequest) -> HttpResponse:
    """Show each component once; nobody outside development or the demo finds this page."""
    if not (settings.DEBUG or settings.SAHNA_DEMO):
        raise Http404
    context = {
        "podium": samples.podium(),
        "shared_podium": samples.shared_podium(),
        "places": samples.places(),
        "out_rows": samples.out_rows(),
        "dances": [{"title": title, "short": short} for title, short in samples.DANCES],
        "decisions": samples.DECISIONS,
        "deciding": [
            samples.deciding("127", "Brandt – Weber", 23),
            samples.deciding("131", "Ахметжанов – Вознесенская", 16),
        ],
        "sheet": samples.sheet(),
        "now_cards": samples.NOW_CARDS,
        "programme": samples.PROGRAMME,
        "tabs": samples.TABS,
        "seats": samples.SEATS,
        "todo": samples.TODO,
        "cells": samples.CELLS,
        "tiles": [(number, number in ("108", "114")) for number in ("103", "108", "111", "114", "119")],
        "pips": ["on", "on", "on", "on", "", ""],
        "steps": [position < 14 for position in range(17)],
    }
    return render(request, "style/index.html", context)
