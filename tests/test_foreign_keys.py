"""Walks every model of the project: foreign keys point down the order of apps, and choices are held by the database.

import-linter cannot see foreign keys, because they are strings.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parent.parent
LEVELS = {"competitions": 3, "events": 2, "dancers": 1, "notifications": 0, "audit": 0, "live": 0}
# Django's own tables that a user stands on.
FOREIGN = {"auth", "contenttypes"}


def project_models() -> Iterator[type[models.Model]]:
    for label in LEVELS:
        yield from apps.get_app_config(label).get_models(include_auto_created=True)


def relations() -> Iterator[tuple[models.Field[object, object], type[models.Model]]]:
    for model in project_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.Field) and field.is_relation and isinstance(field.related_model, type):
                yield field, field.related_model


def is_downward(source: str, target: str) -> bool:
    return target in FOREIGN or source == target or LEVELS.get(target, 99) < LEVELS[source]


def test_every_foreign_key_points_down_the_order_of_apps() -> None:
    found = list(relations())
    wrong = [
        f"{field} -> {target._meta.label}"
        for field, target in found
        if not is_downward(field.model._meta.app_label, target._meta.app_label)
    ]
    assert wrong == []
    assert len(found) > 30


def test_is_downward_when_it_is_not() -> None:
    assert not is_downward("dancers", "events")
    assert not is_downward("audit", "live")
    assert is_downward("competitions", "dancers")


def named_values(model: type[models.Model], field: str) -> list[set[object]]:
    """For each check of the model: the values of the field that it names, by `field__in` or as `field=… OR field=…`."""
    named = []
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            values: set[object] = set()
            for key, value in leaves(constraint.condition):
                if key == f"{field}__in" and isinstance(value, list | tuple):
                    values.update(value)
                elif key == field:
                    values.add(value)
            named.append(values)
    return named


def leaves(condition: object) -> Iterator[tuple[str, object]]:
    for child in getattr(condition, "children", []):
        if isinstance(child, tuple):
            yield child
        else:
            yield from leaves(child)


def test_every_choices_field_is_held_by_a_check() -> None:
    loose = [
        str(field)
        for model in project_models()
        if not model._meta.proxy
        for field in model._meta.local_fields
        if field.choices
        and {code for code, _label in field.flatchoices if code}
        not in [values - {""} for values in named_values(model, field.name)]
    ]
    assert loose == []


def test_every_app_folder_is_known_to_import_linter() -> None:
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    not_rooms = {"tests", "bench", "tools"}
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - not_rooms
    assert set(configured["root_packages"]) == packages
