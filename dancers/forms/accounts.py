"""Forms of the account pages. They ask for the shape of what is typed; the services know the rules."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from dancers.forms.layout import one_button

# A longer text costs the hash function time and gains nobody anything.
LONGEST_PASSWORD = 200


class PasswordField(forms.CharField):
    """A password, never trimmed and never shown again."""

    def __init__(self, *, autocomplete: str, **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(strip=False, max_length=LONGEST_PASSWORD, widget=widget, **kwargs)


class AddressField(forms.EmailField):
    """An e-mail address; `autocomplete` tells the browser whether it is the name of a sign-in."""

    def __init__(self, *, autocomplete: str = "email", **kwargs: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": autocomplete, "inputmode": "email"})
        super().__init__(label=_("E-mail"), max_length=254, widget=widget, **kwargs)


class AccountForm(forms.Form):
    """A form with one button."""

    button: object = _("Save")

    @property
    def helper(self) -> FormHelper:
        """How crispy-forms lays it out."""
        return one_button(self.button)


class SignInForm(AccountForm):
    """E-mail and password, and where to go afterwards."""

    email = AddressField(autocomplete="username")
    password = PasswordField(autocomplete="current-password", label=_("Password"))
    next = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    button = _("Sign in")


class SignUpForm(AccountForm):
    """A new account, for somebody who looks after an academy or dances without one."""

    ACADEMY = "academy"
    DANCER = "dancer"

    email = AddressField()
    password = PasswordField(
        autocomplete="new-password",
        label=_("Password"),
        help_text=_("At least 10 characters; three or four words are easier to remember than signs."),
    )
    wants = forms.ChoiceField(
        label=_("What will you do here?"),
        choices=[(ACADEMY, _("Enter dancers of my academy")), (DANCER, _("Dance without an academy"))],
        widget=forms.RadioSelect,
        initial=ACADEMY,
    )
    button = _("Sign up")


class AddressForm(AccountForm):
    """An address to which a letter goes."""

    email = AddressField()
    button = _("Send the letter")


class KnownPasswordForm(AccountForm):
    """The password that was chosen at sign-up."""

    password = PasswordField(autocomplete="current-password", label=_("Password"))
    button = _("Verify and sign in")


class NewPasswordForm(AccountForm):
    """A new password."""

    password = PasswordField(
        autocomplete="new-password",
        label=_("New password"),
        help_text=_("At least 10 characters; three or four words are easier to remember than signs."),
    )
    button = _("Save the password")


class ChangePasswordForm(NewPasswordForm):
    """The old password and a new one."""

    old = PasswordField(autocomplete="current-password", label=_("Old password"))
    field_order = ["old", "password"]


class FirstOwnerForm(AccountForm):
    """The first account of an installation."""

    email = AddressField(autocomplete="username")
    password = PasswordField(autocomplete="new-password", label=_("Password"), help_text=_("At least 10 characters."))
    button = _("Make the owner's account")
