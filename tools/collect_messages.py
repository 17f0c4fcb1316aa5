"""Brings locale/*/django.po up to date with the marked strings: `python -m tools.collect_messages`."""

from tools import catalogues

if __name__ == "__main__":
    catalogues.collect()
