"""Every lesson runs from top to bottom in each language, and the languages have the same cells."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from nastava.content import notebooks_dir
from nastava.text import WRITTEN

LESSONS = sorted(path.relative_to(notebooks_dir()) for path in notebooks_dir().rglob("*.ipynb"))
SPOTS = sorted({lesson.name for lesson in LESSONS})


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.as_posix())
def test_a_lesson_runs_without_error_or_warning(lesson: Path, tmp_path: Path) -> None:
    """Run as a learner would, with a fresh kernel: nothing comes out on the error stream, and cells fail that
    say so, where an error is to be read, and no others."""
    folder = tmp_path / lesson.parent
    folder.mkdir()
    shutil.copy(notebooks_dir() / lesson, folder)
    notebook = nbformat.read(folder / lesson.name, as_version=4)
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}})

    client.execute()

    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    outputs = [output for cell in code for output in cell.outputs]
    assert [output for output in outputs if output.get("name") == "stderr"] == []
    failed = {cell.id for cell in code if any(output.output_type == "error" for output in cell.outputs)}
    assert failed == {cell.id for cell in code if "raises-exception" in cell.metadata.get("tags", [])}
    assert all(cell.outputs for cell in code), "a lesson's code cells all show something"
    if code:
        kinds = {kind for output in outputs for kind in output.get("data", {})}
        assert {"text/html", "text/plain", "application/vnd.jupyter.widget-view+json"} <= kinds


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
