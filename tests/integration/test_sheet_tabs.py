"""Several kernels, and several widgets, on one answer sheet at the same time."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path
from typing import Any

import pytest

from nastava.answers import Sheet, new_attempt
from nastava.widget import QuizWidget, quiz

ROUNDS = 12


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers" / "kfor.json"


def _tab(path: str, name: int, together: Any, said: Any) -> None:
    """One kernel: answers, types and opens hints in turn, and tells in which order its answers were saved."""
    sheet = Sheet.open(Path(path), "kfor")
    together.wait()
    saved = []
    for number in range(ROUNDS):
        attempt = new_attempt(f"item-{number % 3}", "v1", [name, number], "en", 0)
        sheet.record(attempt)
        saved.append(attempt["id"])
        sheet.draft(f"own-{name}", f"typed {number}")
        sheet.open_help("shared", hints=number + 1)
        sheet.open_help(f"own-{name}", hints=number + 1, solution=number > 5)
        if number % 4 == 3:
            sheet.refresh()
    said.put((name, saved, [a["id"] for a in sheet.content.attempts]))


@pytest.mark.parametrize("tabs", [2, 8])
def test_kernels_that_write_at_once_lose_and_double_nothing(path: Path, tabs: int) -> None:
    """Two and eight real processes: every answer once, each tab's in order, each one's typing and hints there."""
    context = multiprocessing.get_context("spawn")
    together, said = context.Barrier(tabs), context.Queue()
    kernels = [context.Process(target=_tab, args=(str(path), name, together, said)) for name in range(tabs)]
    for kernel in kernels:
        kernel.start()
    told = [said.get(timeout=120) for _ in kernels]
    for kernel in kernels:
        kernel.join()
        assert kernel.exitcode == 0
    said.close()

    content = Sheet.read(path)
    ids = [attempt["id"] for attempt in content.attempts]
    assert len(ids) == len(set(ids)) == tabs * ROUNDS
    for name, saved, seen in told:
        assert [id_ for id_ in ids if id_ in set(saved)] == saved
        # What a tab showed in some order stands in that order in the file.
        assert [id_ for id_ in ids if id_ in set(seen)] == seen
        assert content.drafts[f"own-{name}"] == f"typed {ROUNDS - 1}"
        assert content.opened[f"own-{name}"] == {"hints": ROUNDS, "solution": True}
    assert content.opened["shared"]["hints"] == ROUNDS
    assert content.problems == ()
    assert sorted(file.name for file in path.parent.iterdir()) == [".kfor.lock", "kfor.json"]


def test_two_widgets_in_one_kernel_share_the_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cells show the same quiz; answers and typing in turn in both are all on the one sheet, in order."""
    monkeypatch.chdir(tmp_path)
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(QuizWidget, "send", lambda _self, content, buffers=None: sent.append(content))
    first, second = quiz("kfor", part="mandate"), quiz("kfor")
    given = []
    for number in range(10):
        widget = (first, second)[number % 2]
        response = "abcd"[number % 4]
        given.append(response)
        say = {"item": "kfor-task", "language": "en"}
        widget._on_message(widget, {**say, "do": "submit", "response": response}, [])
        widget._on_message(
            widget, {"do": "draft", "item": "kfor-lead", "response": f"typed {number}", "language": "en"}, []
        )
    assert all(reply["summary"]["all_saved"] for reply in sent)
    content = json.loads((tmp_path / "answers" / "kfor.json").read_bytes())
    assert [attempt["response"] for attempt in content["attempts"]] == given
    assert content["drafts"]["kfor-lead"] == "typed 9"
