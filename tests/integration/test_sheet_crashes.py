"""Answer sheets under SIGKILL: what was said to be saved is there, whole and once, and the next kernel goes on."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import start_new_kernel
from tests.integration.sheet_writers import QUIZ, Writers

from nastava.answers import Sheet

KILLS = 100  # of each kind
#: Set to a number that a failure printed, to see the same again.
SEED: int | None = None


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers" / f"{QUIZ}.json"


@pytest.fixture
def chance() -> Iterator[random.Random]:
    seed = SEED if SEED is not None else random.SystemRandom().randrange(2**32)
    print(f"SEED = {seed}")  # shown where the test fails
    return random.Random(seed)


class Ledger:
    """What all writers together began and were told to be saved."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.began: list[str] = []
        self.saved: list[str] = []
        self.traces = 0

    def enter(self, outcome: dict[str, Any]) -> None:
        assert not outcome["failed"]
        self.began += outcome["began"]
        self.saved += outcome["saved"]

    def check(self) -> None:
        """The file is whole, and holds what was confirmed, in order, nothing twice and nothing of nobody."""
        if not self.path.exists():
            assert self.saved == []
            return
        data = json.loads(self.path.read_bytes())
        ids = [attempt["id"] for attempt in data["attempts"]]
        assert len(set(ids)) == len(ids)
        confirmed = set(self.saved)
        assert [id_ for id_ in ids if id_ in confirmed] == self.saved
        assert set(ids) <= set(self.began)
        assert Sheet.read(self.path).problems == ()

    def leftovers(self) -> list[Path]:
        return list(self.path.parent.glob(".*.tmp"))

    def note_traces(self, outcome: dict[str, Any]) -> None:
        """Count kills that left something half done: a temporary file, or an attempt saved and not confirmed."""
        unconfirmed = set(outcome["began"]) - set(outcome["saved"])
        half_done = unconfirmed and any(a["id"] in unconfirmed for a in Sheet.read(self.path).attempts)
        self.traces += bool(self.leftovers() or half_done)


@pytest.mark.parametrize("kind", ["seconds", "line"])
def test_a_hundred_kills_lose_nothing_that_was_saved(path: Path, chance: random.Random, kind: str) -> None:
    """Killed at any moment, or at any line of code, while saving: all confirmed answers are there, once, in order.

    After each kill another process saves at once, and with it the dead one's temporary files go.
    """
    ledger = Ledger(path)
    with Writers(path) as writers:
        first = writers.run(saves=4, count=kind == "line")
        ledger.enter(first)
        # A writer's open and two or three rounds of saving, by the clock or by lines of code.
        span = first["seconds"] if kind == "seconds" else first["lines"]
        for _kill in range(KILLS):
            where = chance.uniform(0, span) if kind == "seconds" else chance.randint(1, span)
            outcome = writers.run(**{kind: where})
            assert outcome["killed"]
            ledger.enter(outcome)
            ledger.check()
            ledger.note_traces(outcome)
            after = writers.run(saves=1)
            ledger.enter(after)
            assert after["seconds"] < 5, "a lock of the killed process stood in the way"
            ledger.check()
            assert Sheet.read(path).drafts["typing"] == after["draft"][-1]
            assert ledger.leftovers() == []
    assert sorted(file.name for file in path.parent.iterdir()) == [f".{QUIZ}.lock", path.name]
    assert ledger.traces, "no kill landed inside a save"


LOOP = """
from pathlib import Path
from nastava.answers import Sheet, new_attempt
sheet = Sheet.open(Path({path!r}), {quiz!r})
print("known", len(sheet.content.attempts), flush=True)
for number in range({saves}):
    attempt = new_attempt("one", "v1", str(number), "en", 0)
    sheet.record(attempt)
    print("saved", attempt["id"], flush=True)
"""


def _kernel_saves(path: Path, saves: int, *, kill_after: float | None) -> tuple[int, list[str]]:
    """Run the loop in a new kernel; return how many attempts it found, and the ids it said were saved."""
    manager, client = start_new_kernel(kernel_name="python3", startup_timeout=60)
    try:
        client.execute(LOOP.format(path=str(path), quiz=QUIZ, saves=saves))
        told = ""
        deadline = None
        while True:
            message = client.get_iopub_msg(timeout=30)
            if message["msg_type"] == "stream":
                told += message["content"]["text"]
                deadline = deadline or (kill_after is not None and time.monotonic() + kill_after)
            if deadline and time.monotonic() > deadline:
                break
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle" and told:
                break
        if kill_after is not None:
            manager.signal_kernel(9)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    words = [line.split() for line in told.splitlines(keepends=True) if line.endswith("\n")]
    return int(words[0][1]), [value for word, value in words if word == "saved"]


@pytest.mark.slow
def test_a_real_kernel_killed_while_saving_loses_nothing(path: Path, chance: random.Random) -> None:
    """Two kernels are killed in the middle of many answers; the third finds every answer that was confirmed."""
    saved: list[str] = []
    for _kill in range(2):
        _known, told = _kernel_saves(path, 1_000_000, kill_after=chance.uniform(0.1, 0.5))
        saved += told
        assert told
    known, told = _kernel_saves(path, 1, kill_after=None)
    saved += told
    ids = [attempt["id"] for attempt in Sheet.read(path).attempts]
    assert [id_ for id_ in ids if id_ in set(saved)] == saved
    assert len(set(ids)) == len(ids) == known + 1
    assert not list(path.parent.glob(".*.tmp"))
