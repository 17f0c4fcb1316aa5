"""Settings from the environment: a wrong value stops the start with one sentence that names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import environment
from tests.services.server import ROOT

WRONG = [
    ({"DEBUG": "perhaps"}, "DEBUG is “perhaps”; it must be yes or no."),
    ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL starts with “mysql”"),
    ({"EMAIL_URL": "pigeon://x"}, "EMAIL_URL must look like smtp://"),
    ({"SAHNA_PAGES_MB": "0"}, "SAHNA_PAGES_MB is “0”; it must be a whole number from 1 to 4096."),
    ({"SECRET_KEY_FILE": "/does/not/exist"}, "SECRET_KEY_FILE names /does/not/exist, which cannot be read"),
    ({"DJANGO_SETTINGS_MODULE": "config.settings.prod"}, "SECRET_KEY must be set"),
    ({"DJANGO_SETTINGS_MODULE": "config.settings.prod", "SECRET_KEY": "x" * 60}, "ALLOWED_HOSTS must name"),
    ({"SAHNA_PIN_NETWORKS": "10.0.0.0/8, the hall"}, "“the hall”, which is no network"),
]


def run(arguments: list[str], given: dict[str, str], folder: Path) -> "subprocess.CompletedProcess[str]":
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "SAHNA_DATA": str(folder)}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**kept, **settings, **given},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("given", "sentence"), WRONG, ids=lambda value: next(iter(value)) if isinstance(value, dict) else ""
)
def test_a_wrong_value_stops_the_start_with_one_sentence(given: dict[str, str], sentence: str, tmp_path: Path) -> None:
    done = run(["manage.py", "check"], given, tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("Sahna cannot start: ")
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_front_door_says_the_same_sentence(tmp_path: Path) -> None:
    done = run(["-m", "config.serve", "--port", "0"], {"DEBUG": "perhaps"}, tmp_path)
    assert done.returncode == 1
    assert done.stderr.strip() == "Sahna cannot start: DEBUG is “perhaps”; it must be yes or no."


def test_the_secret_of_an_installation_is_made_once_and_is_its_owners(tmp_path: Path) -> None:
    assert run(["manage.py", "check"], {}, tmp_path).returncode == 0
    secret = tmp_path / "secret-key"
    first = secret.read_text()
    assert len(first) > 50
    assert secret.stat().st_mode & 0o077 == 0
    run(["manage.py", "check"], {}, tmp_path)
    assert secret.read_text() == first


def test_a_postgresql_address_becomes_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://sahna:p%40ss@db.example:5433/fest%20ival")
    settings = environment.database(tmp_path)
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert (settings["NAME"], settings["USER"], settings["PASSWORD"]) == ("fest ival", "sahna", "p@ss")
    assert (settings["HOST"], settings["PORT"]) == ("db.example", "5433")


def test_sqlite_is_the_default_and_keeps_what_was_acknowledged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    options = environment.database(tmp_path)["OPTIONS"]
    assert isinstance(options, dict)
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in options["init_command"]
    assert "journal_mode=WAL" in options["init_command"]


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtps://u:p@mail.example", 465, False, True),
        ("smtp+tls://mail.example:587", 587, True, False),
    ],
)
def test_a_mail_server_is_named_by_its_address(
    monkeypatch: pytest.MonkeyPatch, url: str, port: int, tls: bool, ssl: bool
) -> None:
    monkeypatch.setenv("EMAIL_URL", url)
    settings = environment.mail()
    assert (settings["EMAIL_PORT"], settings["EMAIL_USE_TLS"], settings["EMAIL_USE_SSL"]) == (port, tls, ssl)
