"""Short ways to owe something in a test, with defaults that no test relies on."""

import uuid
from typing import Any

from notifications.models import Notice
from notifications.services import outbox
from notifications.services.outbox import Recipient

PAYLOAD = {
    "url_path": "/{lang}/festivals/sahna-2026/competitions/7/",
    "festival": {"en": "Autumn Stage", "ru": "Осенняя сцена", "kk": "Күзгі сахна"},
    "competition": {"en": "Kazakh folk solo", "ru": "Казахский танец, соло", "kk": "Қазақ биі, жеке"},
    "entry": "Әсел Нұрғалиева",
    "number": "12",
    "place": "1",
}


def owed(*addresses: str, language: str = "en", **fields: Any) -> Notice:
    """Owe one notice to these addresses."""
    given: dict[str, Any] = {
        "kind": "result_released",
        "dedupe_key": uuid.uuid4().hex,
        "recipients": [Recipient(address, language) for address in addresses],
        "subject_kind": "competition",
        "subject_id": 7,
        "payload": PAYLOAD,
    }
    return outbox.owe(**{**given, **fields})
