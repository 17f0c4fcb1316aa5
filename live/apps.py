"""What is seen now: version numbers, published bytes and streams. Knows no other app."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "live"
