"""Build the site: python docs/_site/build.py html build/site.

Every page is read anew, and a warning is an error: links to pages and headings that aren't there, pages that nothing
leads to, docstrings that can't be read. With ``linkcheck`` the addresses on the web are asked too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def build(builder: str, target: Path) -> subprocess.CompletedProcess[str]:
    """Build the site by one of Sphinx's builders into a folder."""
    package = str(ROOT / "src")
    # Neither whoever builds it nor their private keys have a say in what stands there.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NASTAVA_")}
    environment["PYTHONPATH"] = package
    with tempfile.TemporaryDirectory() as doctrees:
        command = [
            sys.executable, "-m", "sphinx", "--fail-on-warning", "--keep-going", "--quiet", "--fresh-env",
            "--builder", builder, "--conf-dir", str(ROOT / "docs"), "--doctree-dir", doctrees,
            str(ROOT), str(target),
        ]  # fmt: skip
        return subprocess.run(command, cwd=ROOT, env=environment, check=False, text=True)


if __name__ == "__main__":
    done = build(sys.argv[1], Path(sys.argv[2]).resolve())
    if not done.returncode:
        sys.stdout.write(f"{sys.argv[2]} is built.\n")
    sys.exit(done.returncode)
