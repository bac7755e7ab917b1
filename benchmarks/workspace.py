"""Making a learner's workspace with an empty cache over making it with a filled one, side by side in one run.

That is what ``nastava lab`` does before it starts JupyterLab: every lesson is copied, and every quiz, figure and
glossary in it is rendered, so that an unopened lesson shows them. Each time is that of a process of its own, from the
import of the code on, and with the CPU time that it took. A workspace that is there already is shown too.

Run: make bench, or: python benchmarks/workspace.py
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from _common import spread, verdict

ROUNDS = 3
AIM = 0.1
_WORK = """
import json, sys, time
wall, cpu = time.perf_counter(), time.process_time()
from pathlib import Path
from nastava.cli.workspace import prepare
prepare(Path(sys.argv[1]), "en")
print(json.dumps([time.perf_counter() - wall, time.process_time() - cpu]))
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        cache, workspace = folder / "cache", folder / "workspace"
        environment = {**os.environ, "NASTAVA_CACHE": str(cache), "JUPYTER_DATA_DIR": str(folder / "jupyter")}
        times: dict[str, list[list[float]]] = {"cold": [], "warm": [], "nothing to do": []}
        for _round in range(ROUNDS):
            shutil.rmtree(cache, ignore_errors=True)
            for state, taken in times.items():
                if state != "nothing to do":
                    shutil.rmtree(workspace, ignore_errors=True)
                taken.append(prepared(workspace, environment))
    for state, taken in times.items():
        walls, cpus = zip(*taken, strict=True)
        print(f"{state:14}{spread(walls, 's', 1)}   CPU{spread(cpus, 's', 1)}")
    cold, warm = (statistics.median(wall for wall, _cpu in times[state]) for state in ("cold", "warm"))
    print(verdict("a workspace, warm / cold", warm / cold, AIM))


def prepared(workspace: Path, environment: Mapping[str, str]) -> list[float]:
    """Return the seconds, and those of CPU, that a new process takes to make the workspace."""
    done = subprocess.run(
        [sys.executable, "-c", _WORK, str(workspace)],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return list(json.loads(done.stdout))


if __name__ == "__main__":
    main()
