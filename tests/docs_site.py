"""The documentation site, built once for all tests that look at it."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from nastava.content import content_root


@cache
def built() -> Path:
    """Return the folder of the site, built as ``make docs`` builds it: a warning fails."""
    folder = Path(tempfile.mkdtemp(prefix="nastava-site-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "docs/_site/build.py", "html", str(folder)],
        cwd=content_root(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder
