"""Wrong passwords counted per account and address of the network together: forty colleagues behind one venue's
address still sign in while one account is being guessed at."""

from django.db import models


class SignInThrottle(models.Model):
    """How often a password was wrong for one account from one network address, within the running window."""

    key = models.CharField(max_length=64, unique=True)  # a hash: the table tells nobody who tried to sign in
    failures = models.PositiveIntegerField(default=0)
    window_started_at = models.DateTimeField(db_index=True)
    blocked_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.failures}"
