"""The shared vectors: published results, worked examples and agreed random panels, through the tabulate command.

They live outside the project. SAHNA_VECTORS names their folder; without it the usual place beside a checkout is looked
at, and where that is absent too the test skips. A folder that is named but missing is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]


def _folder() -> Path:
    named = os.environ.get("SAHNA_VECTORS")
    if named:
        folder = (PROJECT / named).resolve()
        assert folder.is_dir(), f"SAHNA_VECTORS names {folder}, which is not a folder"
        return folder
    folder = PROJECT.parent / "shared" / "vectors"
    if not folder.is_dir():
        pytest.skip(f"no vectors at {folder}, and SAHNA_VECTORS is not set")
    return folder


def test_every_vector_matches() -> None:
    compare = _folder() / "compare.py"
    run = subprocess.run(
        [sys.executable, str(compare), "--python", sys.executable],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
