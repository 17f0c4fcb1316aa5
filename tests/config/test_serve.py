"""Starting on one machine: a taken port, the address in the hall's network, and who gets the demo."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config import serve
from tests.services.postgres import free_port
from tests.services.server import ROOT


def test_a_taken_port_is_one_sentence_with_the_way_out(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "config.serve", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, "SAHNA_DATA": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
    assert done.returncode == 1
    assert done.stderr.strip().endswith(f"Address already in use. Try: make run PORT={port + 1}")
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("10.0.0.7", False)],
)
def test_only_loopback_is_loopback(host: str, is_loopback: bool) -> None:
    assert serve._is_loopback(host) is is_loopback


def test_every_address_means_the_lan_address_for_links_and_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SITE_URL", "ALLOWED_HOSTS", "SAHNA_ON_LAN"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setattr(serve, "lan_address", lambda: "192.168.1.20")
    shown = serve._shown_address("0.0.0.0")
    serve._tell_settings("0.0.0.0", 8000, shown)
    assert os.environ["SITE_URL"] == "http://192.168.1.20:8000"
    assert "192.168.1.20" in os.environ["ALLOWED_HOSTS"].split(",")
    assert "*" not in os.environ["ALLOWED_HOSTS"]
    assert os.environ["SAHNA_ON_LAN"] == "yes"


def test_what_the_environment_says_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://sahna.example")
    monkeypatch.setenv("ALLOWED_HOSTS", "sahna.example")
    monkeypatch.setenv("SAHNA_ON_LAN", "no")
    serve._tell_settings("127.0.0.1", 8000, "127.0.0.1")
    assert os.environ["SITE_URL"] == "https://sahna.example"
    assert os.environ["ALLOWED_HOSTS"] == "sahna.example"


@pytest.mark.django_db
@pytest.mark.parametrize(("is_loopback", "wish"), [(False, "yes"), (True, "no"), (True, "0")])
def test_the_demo_is_never_built_on_a_lan_or_against_the_wish(
    monkeypatch: pytest.MonkeyPatch, is_loopback: bool, wish: str
) -> None:
    monkeypatch.setenv("SAHNA_DEMO", wish)
    assert serve._prepare_demo(is_loopback=is_loopback) is False
