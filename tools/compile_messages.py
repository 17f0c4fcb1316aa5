"""Compiles the message catalogues: `python -m tools.compile_messages`. Needs no gettext programs."""

from tools import catalogues

if __name__ == "__main__":
    print(f"Catalogues compiled: {catalogues.compile_all()}")
