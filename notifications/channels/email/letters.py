"""Turns a delivery into a letter in its reader's language: subject, text and HTML from one set of words."""

import json
from collections.abc import Mapping
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils import translation

from notifications.channels.email.words import WORDS, fill
from notifications.errors import Undeliverable
from notifications.models import Delivery


def compose(delivery: Delivery) -> EmailMultiAlternatives:
    """Return the letter. The Message-ID is made of the delivery's idempotency key, so a repeat can be told from a new one.

    An address that is none is Undeliverable. Values cannot add header lines: the subject is folded to one line.
    """
    _refuse_odd_address(delivery.address)
    payload: dict[str, object] = json.loads(delivery.notice.payload_text)
    words = WORDS[delivery.notice.kind]
    with translation.override(delivery.language):
        values = _values(payload, delivery.language)
        parts = {
            "language": delivery.language,
            "subject": _first(words.subjects, values),
            "heading": str(words.heading),
            "greeting": values.get("person", ""),
            "festival": values.get("festival", ""),
            "competition": values.get("competition", ""),
            "lines": [line for line in (fill(text, values) for text in words.lines) if line],
            "button": str(words.button),
            "url": _address(payload, delivery.language),
            "site_url": settings.SITE_URL,
        }
        text = render_to_string("mail/letter.txt", parts)
        html = render_to_string("mail/letter.html", parts)
    letter = EmailMultiAlternatives(
        subject=" ".join(str(parts["subject"]).split())[:200],
        body=text,
        to=[delivery.address],
        headers={
            "Message-ID": f"<{delivery.idempotency_key}@{_domain()}>",
            "Content-Language": delivery.language,
            "Auto-Submitted": "auto-generated",
        },
    )
    letter.attach_alternative(html, "text/html")
    return letter


def _refuse_odd_address(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError as error:
        raise Undeliverable(f"“{address[:80]}” is no e-mail address.") from error


def _values(payload: Mapping[str, object], language: str) -> dict[str, str]:
    """Return the payload's words in one language, each on one line; a title falls back to English, then to any language."""
    values = {}
    for key, value in payload.items():
        if isinstance(value, Mapping):
            value = value.get(language) or value.get("en") or next((title for title in value.values() if title), "")
        values[key] = "" if value is None else " ".join(str(value).split())
    return values


def _first(subjects: tuple[object, ...], values: dict[str, str]) -> str:
    return next(subject for subject in (fill(text, values) for text in subjects) if subject)


def _address(payload: Mapping[str, object], language: str) -> str:
    path = str(payload.get("url_path") or "/{lang}/").replace("{lang}", language)
    return f"{settings.SITE_URL.rstrip('/')}/{path.lstrip('/')}"


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
