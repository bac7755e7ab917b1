"""Import time of nastava over that of ipywidgets, side by side in one run.

Each import happens in a fresh interpreter; the two alternate, and the median of each is compared. What an
empty interpreter takes is measured as well and taken off both.

Run: make bench, or: python benchmarks/import_time.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from _common import verdict

ROUNDS = 15
AIM = 0.5


def seconds(code: str) -> float:
    """Return the wall time of a fresh interpreter that runs the code."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print the three medians and the ratio."""
    codes = {"empty": "pass", "nastava": "import nastava", "ipywidgets": "import ipywidgets"}
    for code in codes.values():  # fill the caches of the disk and of the bytecode
        seconds(code)
    times: dict[str, list[float]] = {name: [] for name in codes}
    for _ in range(ROUNDS):
        for name, code in codes.items():
            times[name].append(seconds(code))
    median = {name: statistics.median(values) for name, values in times.items()}
    for name, value in median.items():
        print(f"{name:<12}{value * 1000:8.1f} ms")
    ratio = (median["nastava"] - median["empty"]) / (median["ipywidgets"] - median["empty"])
    print(verdict("import nastava / import ipywidgets, interpreter taken off", ratio, AIM))


if __name__ == "__main__":
    main()
