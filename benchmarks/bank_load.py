"""Loading and validating a bank of 5,000 items over ``yaml.load`` alone, side by side in one run.

The bank is made of the course's own questions (about 12 MB, every type, two languages). Three things take
turns: PyYAML's fastest loader on the text, which validates nothing; ``load_bank`` with an empty cache, which
reads, validates and fills the cache; ``load_bank`` with the cache filled, as in a new process. What a second
quiz of the same bank takes in one process is shown too.

Run: make bench, or: python benchmarks/bank_load.py
"""

from __future__ import annotations

import gc
import os
import shutil
import statistics
import tempfile
from pathlib import Path

import yaml
from _banks import write_bank
from _common import seconds, spread, verdict

from nastava.quizzes import bank as banks
from nastava.quizzes import load_bank

ITEMS = 5_000
ROUNDS = 5
AIM_COLD = 3.0
AIM_WARM = 0.3


def main() -> None:
    """Print the medians and the ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["NASTAVA_CACHE"] = str(folder / "cache")
        path = write_bank(folder, ITEMS)
        text = path.read_text(encoding="utf-8")
        print(f"{ITEMS} items, {path.stat().st_size / 1e6:.1f} MB")
        times = measure(path, text, folder / "cache")
    for what, values in times.items():
        print(f"{what:<28}{spread(values)}")
    alone, cold, warm, _again = (statistics.median(values) for values in times.values())
    print(verdict("load_bank / yaml.load", cold / alone, AIM_COLD))
    print(verdict("load_bank from the cache / yaml.load", warm / alone, AIM_WARM))


def measure(path: Path, text: str, cache: Path) -> dict[str, list[float]]:
    """Return the seconds of each, round by round."""
    cold, warm, again = "load_bank, no cache", "load_bank, from the cache", "load_bank, once more"
    alone = "yaml.load (CSafeLoader)"
    times: dict[str, list[float]] = {alone: [], cold: [], warm: [], again: []}
    small = write_bank(path.parent, 20, "small")
    load_bank(small)  # imports and schemas, which a process pays once, are not what is compared
    for _ in range(ROUNDS):
        shutil.rmtree(cache, ignore_errors=True)
        for what, taken in times.items():
            if what != again:
                banks.BANKS.clear()
            gc.collect()
            work = (lambda: yaml.load(text, yaml.CSafeLoader)) if what == alone else (lambda: load_bank(path))
            taken.append(seconds(work))
    return times


if __name__ == "__main__":
    main()
