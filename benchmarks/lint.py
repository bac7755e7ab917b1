"""Warnings of ``nastava check`` over banks of growing size: time per item, and how it grows.

Prints seconds of processor time for 1,000 and 5,000 items and the ratio of their times per item: 1 is linear. Beside it stands
the time to read the same bank, which every check pays anyway.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from random import Random

import yaml

from nastava.content import quizzes_dir
from nastava.quizzes.bank import parse_bank
from nastava.quizzes.lint import lint
from nastava.quizzes.source import read_source

SIZES = (1_000, 5_000)
WORDS = [
    a + b + c
    for a in "bdglmnprst"
    for b in ("ala", "eno", "iru", "omi")
    for c in ("dor", "kan", "lit", "mos")
]


def big_bank(folder: Path, size: int) -> Path:
    """Write a bank of so many items: the course's own, with a third of their words changed at random."""
    random = Random(1)
    bank = yaml.safe_load((quizzes_dir() / "kfor.yaml").read_text(encoding="utf-8"))
    items = []
    for number in range(size):
        item = yaml.safe_load(yaml.safe_dump(bank["items"][number % len(bank["items"])]))
        item["id"] = f"item-{number}"
        item["stem"] = {code: changed(text, random) for code, text in item["stem"].items()}
        for option in item.get("options", ()):
            option["text"] = {code: changed(text, random) for code, text in option["text"].items()}
        items.append(item)
    path = folder / "big.yaml"
    path.write_text(
        yaml.safe_dump(bank | {"id": "big", "items": items}, allow_unicode=True), encoding="utf-8"
    )
    return path


def changed(text: str, random: Random) -> str:
    """Return the text with a third of its words replaced."""
    return " ".join(random.choice(WORDS) if random.random() < 1 / 3 else word for word in text.split())


def main() -> None:
    """Measure and print."""
    per_item = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = big_bank(Path(folder), size)
            start = time.process_time()
            source = read_source(path)
            bank, faults = parse_bank(source)
            read = time.process_time() - start
        assert bank is not None, faults[:3]
        start = time.process_time()
        remarks = lint(bank, source)
        took = time.process_time() - start
        per_item.append(took / size)
        print(f"{size} items: read in {read:.2f} s, linted in {took:.2f} s ({len(remarks)} warnings)")
    print(f"time per item, {SIZES[1]} against {SIZES[0]} items: ratio {per_item[1] / per_item[0]:.2f}")


if __name__ == "__main__":
    main()
