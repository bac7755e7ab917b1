"""Notebooks of quizzes in a learner's workspace, for tests to open and to answer."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Locator, Page, expect
from tests.browser.lab import PATIENCE, Lab, expect_no_errors, open_notebook, run_all
from tests.unit.examples import FOLDER


def write_notebook(path: Path, *sources: str) -> None:
    """Write a notebook of code cells, none of which has run."""
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    cells = [new_code_cell(source) for source in sources]
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


def write_quizzes(lab: Lab, notebook: str, banks: Mapping[str, str]) -> None:
    """Put banks (YAML by id) into the workspace, and a notebook that asks them; forget all answers."""
    folder = lab.workspace / "quizzes"
    folder.mkdir(exist_ok=True)
    shutil.rmtree(lab.workspace / "answers", ignore_errors=True)
    for id_, text in banks.items():
        (folder / f"{id_}.yaml").write_text(text, encoding="utf-8")
    asked = (f'quiz("{id_}")' for id_ in banks)
    write_notebook(lab.workspace / notebook, "from nastava import quiz", *asked)


def write_examples(lab: Lab, notebook: str, names: Iterable[str]) -> None:
    """Put example banks of question types into the workspace, and a notebook that asks them; forget all answers."""
    banks = {name: (FOLDER / f"{name}.yaml").read_text(encoding="utf-8") for name in names}
    write_quizzes(lab, notebook, banks)


def run_quizzes(page: Page, lab: Lab, notebook: str, count: int) -> Locator:
    """Open a notebook and run it; return its quizzes, of which there must be so many, and no error."""
    open_notebook(page, lab, notebook)
    run_all(page)
    quizzes = page.locator(".nastava-quiz")
    expect(quizzes).to_have_count(count, timeout=PATIENCE)
    expect_no_errors(page)
    return quizzes


def item_of(page: Page, item: str) -> Locator:
    """Return an item of a quiz on the page, scrolled into view."""
    found = page.locator(f".nastava-quiz [data-item={item}]")
    found.scroll_into_view_if_needed()
    return found


def responses(lab: Lab, quiz: str) -> list[Any]:
    """Return the responses on the sheet of a quiz, in order."""
    sheet = json.loads((lab.workspace / "answers" / f"{quiz}.json").read_text(encoding="utf-8"))
    return [attempt["response"] for attempt in sheet["attempts"]]
