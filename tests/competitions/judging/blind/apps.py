"""Takes away what makes a repeated operation harmless: the look for operations known by their id. For a control alone."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig


class BlindConfig(AppConfig):
    """Loaded by blind/settings.py in a server process of the control's own."""

    name = "tests.competitions.judging.blind"
    label = "blind"

    def ready(self) -> None:
        # The app's models are not there before this moment.
        judge_cells: Any = import_module("competitions.selectors.judge_cells")
        load = judge_cells.load_cells

        def load_blind(*arguments: Any) -> Any:
            cells = load(*arguments)
            cells.known = {}
            return cells

        judge_cells.load_cells = load_blind
