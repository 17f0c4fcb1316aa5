"""A user: a sign-in by e-mail address. Linked to a Person or not; never the same thing."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dancers.models.constraints import known_choice, not_blank
from dancers.models.titles import Language


class UserManager(BaseUserManager["User"]):
    """Makes users for commands and tests; people sign up through services.accounts."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a user; the address is held in lower case, so that a sign-in finds it however it is typed."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an owner of the whole installation, who need not verify the address."""
        rights = {"is_staff": True, "is_superuser": True, "email_verified_at": timezone.now()}
        return self.create_user(email, password, **{**rights, **fields})

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A sign-in. `email_verified_at` is set once the person has shown that the letters reach them."""

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    person = models.OneToOneField(
        "dancers.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="user", verbose_name=_("person")
    )
    email_verified_at = models.DateTimeField(_("e-mail verified at"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.ENGLISH)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the admin"), default=False)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="dancers_user_email",
                violation_error_message=_("There is an account with this e-mail address already."),
            ),
            not_blank("dancers_user_email_given", "email"),
            known_choice("dancers_user_language", "language", Language.values),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_verified(self) -> bool:
        """Whether the address has been shown to reach its owner."""
        return self.email_verified_at is not None
