"""The sign-ins of the demo, which its command writes into a file of the data folder."""

import json
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """One invented person who can be tried out."""

    email: str
    password: str
    who: str


def demo_sign_ins() -> list[DemoSignIn]:
    """Return the demo's sign-ins; none outside demo mode and none when the file is absent or broken."""
    if not settings.SAHNA_DEMO:
        return []
    try:
        rows = json.loads((settings.DATA_DIR / "demo-signins.json").read_text(encoding="utf-8"))
        return [DemoSignIn(str(row["email"]), str(row["password"]), str(row["who"])) for row in rows]
    except (OSError, ValueError, KeyError, TypeError):
        return []
