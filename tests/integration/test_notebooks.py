"""Every lesson runs from top to bottom in each language, and the languages have the same cells."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from nastava.cli.check_course import run_lesson
from nastava.content import notebooks_dir
from nastava.text import WRITTEN

LESSONS = sorted(path.relative_to(notebooks_dir()) for path in notebooks_dir().glob("*/*.ipynb"))
SPOTS = sorted({lesson.name for lesson in LESSONS})


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.as_posix())
def test_a_lesson_runs_without_error_or_warning(lesson: Path) -> None:
    """Run as a learner would, with a fresh kernel; each cell shows something, and nothing complains."""
    assert [str(fault) for fault in run_lesson(notebooks_dir() / lesson)] == []


@pytest.mark.parametrize(
    "code, complaint",
    [
        ("1 / 0", "it ends in ZeroDivisionError: division by zero"),
        ("import sys; print('careful', file=sys.stderr); 1", "it complains: careful"),
        ("import os; os._exit(3)", "did not run to its end"),
        ("x = 1", "it shows nothing"),
        ("1", None),
    ],
)
def test_a_lesson_that_fails_is_told_with_its_cell(code: str, complaint: str | None, tmp_path: Path) -> None:
    """The author reads which cell fails and how; a kernel that dies is told as well."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code, id="trial")])
    nbformat.write(notebook, tmp_path / "01-trial.ipynb")
    faults = [str(fault) for fault in run_lesson(tmp_path / "01-trial.ipynb")]
    assert len(faults) == (complaint is not None)
    if complaint:
        assert complaint in faults[0]


@pytest.mark.parametrize("name", SPOTS)
def test_the_languages_have_the_same_cells(name: str) -> None:
    """Same ids, same kinds, same code, in the same order; prose in each that differs."""
    read = {code: nbformat.read(notebooks_dir() / code / name, as_version=4).cells for code in WRITTEN}
    first, *others = read.values()
    for cells in others:
        assert [(cell.id, cell.cell_type) for cell in cells] == [(cell.id, cell.cell_type) for cell in first]
        for one, other in zip(first, cells, strict=True):
            same = one.source == other.source
            assert same is (one.cell_type == "code"), one.id


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.as_posix())
def test_lessons_are_kept_without_outputs(lesson: Path) -> None:
    """No output, no execution count."""
    for cell in nbformat.read(notebooks_dir() / lesson, as_version=4).cells:
        if cell.cell_type == "code":
            assert not cell.outputs
            assert cell.execution_count is None


@pytest.mark.parametrize("name", SPOTS)
def test_every_image_has_words(name: str) -> None:
    """An image in a lesson says in its alternative text what it shows."""
    for code in WRITTEN:
        for cell in nbformat.read(notebooks_dir() / code / name, as_version=4).cells:
            for words in re.findall(r"!\[([^\]]*)\]", cell.source):
                assert len(words.split()) >= 3


@pytest.mark.parametrize(
    "code, words",
    [
        ('from nastava import quiz\nquiz("kfro")', "Did you mean 'kfor'?"),
        ('from nastava import quiz\nquiz("kfor", part="mandat")', "'mandate'"),
        ('from nastava import explore\nexplore("kfor-strenght")', "kfor-strength"),
        ('from nastava import dataset\ndataset("kfor")', "kfor_strength"),
    ],
)
def test_a_wrong_name_gets_one_message_and_no_traceback(code: str, words: str, tmp_path: Path) -> None:
    """In a notebook a mistyped name is answered by a sentence that names what there is."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    client = NotebookClient(
        notebook, kernel_name="python3", allow_errors=True, resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    (output,) = [out for out in notebook.cells[0].outputs if out.output_type == "error"]
    assert len(output.traceback) == 1
    assert words in output.traceback[0]
    assert "Traceback" not in output.traceback[0]
