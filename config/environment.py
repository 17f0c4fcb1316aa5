"""Reads the environment once, typed. A wrong value stops the start with one sentence; nothing else reads os.environ."""

import os
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


class WrongSetting(ImproperlyConfigured):
    """The environment holds a value that Sahna cannot use; the message names the variable, the value and what is allowed."""


def text(name: str, default: str = "") -> str:
    """Return the variable, or the default when it is unset or blank; NAME_FILE names a file to read instead (for secrets)."""
    path = os.environ.get(f"{name}_FILE", "").strip()
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise WrongSetting(f"{name}_FILE names {path}, which cannot be read: {error.strerror}.") from error
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    """Return a yes/no variable; refuses anything but yes, no, true, false, on, off, 1, 0."""
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise WrongSetting(f"{name} is “{value}”; it must be yes or no.")


def number(name: str, default: int, *, low: int, high: int) -> int:
    """Return a whole number between low and high, both included."""
    value = text(name, str(default))
    if not value.isdecimal() or not low <= int(value) <= high:
        raise WrongSetting(f"{name} is “{value}”; it must be a whole number from {low} to {high}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated list without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def networks(name: str, default: str) -> list[str]:
    """Return networks, such as 192.168.0.0/16, separated by commas."""
    found = words(name, default)
    for network in found:
        try:
            ip_network(network)
        except ValueError as error:
            raise WrongSetting(f"{name} holds “{network}”, which is no network such as 192.168.0.0/16.") from error
    return found


def one_of(name: str, allowed: tuple[str, ...], default: str) -> str:
    """Return the variable when it is one of the allowed words."""
    value = text(name, default)
    if value not in allowed:
        raise WrongSetting(f"{name} is “{value}”; it must be one of: {', '.join(allowed)}.")
    return value


def database(data_folder: Path) -> dict[str, object]:
    """Return Django's settings of the database that DATABASE_URL names; SQLite in the data folder when it is unset.

    SQLite: IMMEDIATE transactions (without them concurrent writers fail), WAL, and synchronous=FULL, because a mark that
    was acknowledged must survive a power cut.
    """
    url = text("DATABASE_URL")
    if not url or url.startswith("sqlite:"):
        path = url.removeprefix("sqlite:///") if url else str(data_folder / "sahna.sqlite3")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 10,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
            "TEST": {"NAME": None},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise WrongSetting(f"DATABASE_URL starts with “{parts.scheme}”; it must be postgresql:// or sqlite:///.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def mail() -> dict[str, object]:
    """Return Django's mail settings from EMAIL_URL (smtp:// or smtps://user:password@host:port); empty when it is unset."""
    url = text("EMAIL_URL")
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps", "smtp+tls"} or not parts.hostname:
        raise WrongSetting("EMAIL_URL must look like smtp://user:password@host:port (or smtps://, smtp+tls://).")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 10,
    }
