"""Lets Django's classes be written with their type at run time, `ModelAdmin[Entry]`, as the type stubs declare them.

Called once by the settings. Nothing but the subscript is added; the class itself comes back.
"""

from django.contrib.admin.options import BaseModelAdmin
from django.db.models.fields import Field
from django.forms.formsets import BaseFormSet
from django.forms.models import BaseModelForm, BaseModelFormSet, ModelChoiceField
from django.views.generic.base import View

_GENERICS: tuple[type, ...] = (
    BaseModelAdmin,
    Field,
    BaseModelForm,
    BaseModelFormSet,
    BaseFormSet,
    ModelChoiceField,
    View,
)


def allow_subscripts() -> None:
    """Add `__class_getitem__` where Django has none."""
    for generic in _GENERICS:
        if not hasattr(generic, "__class_getitem__"):
            setattr(generic, "__class_getitem__", classmethod(lambda cls, _of: cls))  # noqa: B010  # mypy knows no such attribute
