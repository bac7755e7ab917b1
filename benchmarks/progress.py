"""The progress page over 100,000 recorded attempts, beside reading the same rows with pandas, in one run.

A learner answers all items of the course again and again for ten years. Measured is all that `progress()` does once
its modules are imported: looking for sheets that changed, the banks, the sums, ten drawings. What follows from the
answers is kept beside them; how long it takes to work it out anew, as after a record was brought from elsewhere, is
told as well. Both sides are run in turn, and the medians are compared.

Run: make bench, or: python benchmarks/progress.py
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pandas as pd
from _common import seconds, spread, verdict

ROWS = 100_000
ROUNDS = 7
AIM = 3.0


def attempts(rows: int) -> Iterator[object]:
    """Yield attempts spread over ten years, in order of time."""
    from nastava.study import Event
    from nastava.study.due import known_items

    known = list(known_items().values())
    random = Random(1)
    step = timedelta(days=3650) / rows
    start = datetime.now(UTC) - timedelta(days=3650)
    for number in range(rows):
        each = known[number % len(known)]
        item = each.item
        share = float(random.random() < 0.85)
        yield Event(
            f"{number:032x}", "attempt", start + number * step, quiz=each.bank.id, item=item.id, version=item.version,
            type=item.type, topic=item.tags.topic, part=item.part, mode="review", language="en",
            certainty=random.choice([None, 1, 2, 3]), points=share * item.points, worth=item.points, data={"response": "a"},
        )  # fmt: skip


def read_with_pandas(path: Path) -> pd.DataFrame:
    """Read the same rows."""
    with sqlite3.connect(path) as db:
        return pd.read_sql_query("SELECT * FROM events", db)


def main() -> None:
    """Print both medians and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["NASTAVA_HOME"] = folder
        os.chdir(folder)
        from nastava import progress
        from nastava.study import Record

        record = Record()
        record.add(attempts(ROWS))
        assert len(read_with_pandas(record.path)) == ROWS

        def draw() -> None:
            page = progress("en", seconds=60)
            assert len(page._repr_mimebundle_()["text/html"]) > 10_000

        draw()  # imports, fonts
        record.use(lambda db: db.execute("DELETE FROM cards"))
        anew = seconds(draw)
        ours, pandas = [], []
        for _ in range(ROUNDS):
            ours.append(seconds(draw))
            pandas.append(seconds(lambda: read_with_pandas(record.path)))
        print(f"{'progress()':<34}{spread(ours)}")
        print(f"{'pandas, the same rows':<34}{spread(pandas)}")
        print(f"{'progress(), all worked out anew':<34}{1000 * anew:8.1f} ms")
        ratio = statistics.median(ours) / statistics.median(pandas)
        print(verdict("progress() / reading the rows with pandas", ratio, AIM))


if __name__ == "__main__":
    main()
