"""Who acts: named by kind and key, so that a service, a judge's device and a nightly job are written down alike.

Knows no other app: the key is a primary key as text, never a name.
"""

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["user", "judge", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts. The label is for messages on the screen; it is personal and is never stored in the trail."""

    kind: ActorKind
    key: str
    label: str = ""

    @classmethod
    def user(cls, user_pk: int, label: str = "") -> "Actor":
        """Return the actor of a signed-in account."""
        return cls("user", str(user_pk), label)

    @classmethod
    def judge(cls, appointment_pk: int, label: str = "") -> "Actor":
        """Return the actor of a judge's device: the appointment, because judges need no account."""
        return cls("judge", str(appointment_pk), label)

    @classmethod
    def system(cls, name: str) -> "Actor":
        """Return the actor of a command, a task or the demo."""
        return cls("system", name)
