"""Answer sheets and clocks: the order of attempts is the order in which they were made."""

from __future__ import annotations

import contextlib
import itertools
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.stand_ins import NOON, Clock, full_disk

from nastava.answers import Sheet, new_attempt
from nastava.answers import sheet as sheet_module
from nastava.errors import SheetError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers" / "kfor.json"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("nastava.answers.content.now", clock)
    monkeypatch.setattr("nastava.answers.sheet.now", clock)
    return clock


def attempt(response: Any) -> dict[str, Any]:
    return new_attempt("one", "v1", response, "en", 0)


def answer(sheet: Sheet, *responses: Any) -> None:
    for response in responses:
        with contextlib.suppress(SheetError):
            sheet.record(attempt(response))


def on_disk(path: Path) -> list[Any]:
    return [entry["response"] for entry in Sheet.read(path).attempts]


def test_a_clock_that_jumps_while_nothing_can_be_saved_changes_no_order(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three answers on a full disk, the clock set far ahead and then back: they are saved in the order made."""
    sheet = Sheet.open(path, "kfor")
    answer(sheet, 0)
    with full_disk(monkeypatch):
        for hours, response in ((0, 1), (24 * 365 * 50, 2), (-5, 3)):
            clock.time = NOON + timedelta(hours=hours)
            answer(sheet, response)
    sheet.save()
    assert on_disk(path) == [0, 1, 2, 3]


@pytest.mark.parametrize("run_cell_again", [False, True])
def test_what_was_seen_before_an_answer_stays_before_it(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, *, run_cell_again: bool
) -> None:
    """An answer saved late, after the clock was set back, does not slip before those that were on the sheet then."""
    first, second = Sheet.open(path, "kfor"), Sheet.open(path, "kfor")
    clock.time = NOON + timedelta(days=1)
    answer(second, "seen")
    first.refresh()
    clock.time = NOON
    with full_disk(monkeypatch):
        answer(first, "late")
        if run_cell_again:
            first.refresh()
    clock.time = NOON + timedelta(hours=1)
    answer(second, "newer")
    first.save()
    assert on_disk(path) == ["seen", "late", "newer"]


def test_the_last_answer_of_a_kernel_counts_whatever_the_clock_says(path: Path, clock: Clock) -> None:
    """Twenty answers, each a day earlier by the clock than the one before: the last one made is the last."""
    sheet = Sheet.open(path, "kfor")
    for number in range(20):
        clock.time = NOON - timedelta(days=number)
        answer(sheet, number)
    assert on_disk(path) == list(range(20))
    assert Sheet.open(path, "kfor").attempts("one")[-1]["response"] == 19


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(
            st.integers(0, 2),
            st.sampled_from(["answer", "fail", "refresh"]),
            st.integers(-(10**6), 10**6),
        ),
        max_size=14,
    )
)
def test_no_mix_of_tabs_full_disks_and_clocks_loses_doubles_or_turns_round(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str, int]]
) -> None:
    """Three tabs, any order of answers, failed saves, re-run cells and clock jumps: each tab's order stands."""
    path = tmp_path_factory.mktemp("mix") / "kfor.json"
    with pytest.MonkeyPatch.context() as monkeypatch:
        clock = Clock()
        monkeypatch.setattr("nastava.answers.content.now", clock)
        tabs = [Sheet.open(path, "kfor") for _ in range(3)]
        made: list[list[str]] = [[], [], []]
        for (tab, action, seconds), number in zip(steps, itertools.count()):
            clock.time = NOON + timedelta(seconds=seconds)
            if action == "refresh":
                tabs[tab].refresh()
                continue
            made[tab].append(f"{tab}-{number}")
            with full_disk(monkeypatch) if action == "fail" else contextlib.nullcontext():
                answer(tabs[tab], made[tab][-1])
        for tab in tabs:
            tab.save()
    found = on_disk(path)
    assert sorted(found) == sorted(itertools.chain(*made))
    for tab, mine in enumerate(made):
        assert [response for response in found if response.startswith(f"{tab}-")] == mine


def test_an_attempt_is_not_doubled_where_a_save_was_interrupted_after_its_end(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel is interrupted just after the file was replaced; the next save writes the attempt once."""
    sheet = Sheet.open(path, "kfor")
    write = sheet_module.write_atomically

    def write_and_stop(target: Path, data: bytes) -> None:
        write(target, data)
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted:
        interrupted.setattr("nastava.answers.sheet.write_atomically", write_and_stop)
        with pytest.raises(KeyboardInterrupt):
            sheet.record(attempt("a"))
    sheet.refresh()
    sheet.record(attempt("b"))
    assert on_disk(path) == ["a", "b"]


def test_threads_of_one_kernel_share_a_sheet(path: Path) -> None:
    """Answers heard in one thread while cells run in another, on one sheet: all kept, none doubled."""
    sheet = Sheet.open(path, "kfor")

    def work(name: int) -> None:
        for number in range(15):
            sheet.record(attempt(f"{name}-{number}"))
            sheet.refresh()

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = on_disk(path)
    assert len(found) == len(set(found)) == 60
    for name in range(4):
        assert [r for r in found if r.startswith(f"{name}-")] == [f"{name}-{n}" for n in range(15)]
    assert not sheet.unsaved


def test_an_attempt_gone_from_the_file_comes_back_to_its_place(path: Path) -> None:
    """Somebody cuts a line out of the file while the quiz is open: with the next answer it is there again."""
    sheet = Sheet.open(path, "kfor")
    answer(sheet, "a", "b", "c")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if '"b"' not in line), encoding="utf-8")
    answer(sheet, "d")
    assert on_disk(path) == ["a", "b", "c", "d"]
