"""The one way in which account forms are laid out: fields in order, one button."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit


def one_button(label: object) -> FormHelper:
    """Return a helper for a posted form with this button; its name stays out of the data."""
    helper = FormHelper()
    helper.form_class = "form"
    helper.add_input(Submit("send", str(label), css_id=""))
    return helper
