"""The start of a student's server: their own copy of the lessons, made or brought up to date, is its folder."""

import os
import sys
from pathlib import Path

from nastava.cli.workspace import prepare
from nastava.errors import NastavaError

c = get_config()  # noqa: F821  # Jupyter runs this file with that name defined

try:
    c.ServerApp.root_dir = str(prepare(Path.home() / "nastava", os.environ.get("NASTAVA_LESSONS")).root)
except NastavaError as error:  # a full disk, for instance: the server starts all the same, and says why
    sys.stderr.write(f"{error}\n")
