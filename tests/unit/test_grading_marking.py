"""What stands beside a text in the formgrader: its words, and what it is marked by."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbgrader.server_extensions.formgrader.handlers import template_path
from traitlets.config import Config

from nastava.cli.course_new import write_course
from nastava.grading import page_filters, wire
from nastava.grading.feedback import HideTests
from nastava.grading.marking import ShowRubrics

NAME = "first-assignment"
ESSAY = """
  - id: why
    type: essay
    points: 4
    stem: {en: "Why so?", sr: "Zašto?"}
    rubric: [{criterion: {en: "Gives a reason.", sr: "Navodi razlog."}, points: 4}]
    sample_answer: {en: "Because of the ocelot.", sr: "Zbog ocelota."}
    explanation: {en: "So.", sr: "Tako."}
    tags: {topic: kfor, bloom: analyse}
    facts: [seed-kfor-patrols]
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new course, with an essay in its graded quiz too."""
    monkeypatch.setenv("NASTAVA_LANGUAGE", "en")
    root = tmp_path / "course"
    write_course(root)
    bank = root / "quizzes" / "graded" / f"{NAME}.yaml"
    bank.write_text(bank.read_text(encoding="utf-8").rstrip() + ESSAY, encoding="utf-8")
    return root


def handed_in(root: Path, text: str) -> nbformat.NotebookNode:
    """What a student handed in, with this text in the essay's cell."""
    nb = nbformat.read(root / "solutions" / NAME / f"{NAME}.ipynb", as_version=4)
    for cell in nb.cells:
        if cell.id == "essay":
            cell.source = text
    return nb


def shown(root: Path, nb: nbformat.NotebookNode, *, formgrader: bool = True) -> nbformat.NotebookNode:
    """The notebook as the page is made of it."""
    c = Config()
    wire(c, root)
    resources: dict[str, Any] = {
        "metadata": {"path": str(root / "autograded" / "ana" / NAME)},
        "assignment_id": NAME,
        "notebook_id": NAME,
    }
    if formgrader:
        resources["submission_id"] = "1"
    return ShowRubrics(parent=HTMLExporter(config=c)).preprocess(nb, resources)[0]


def below(nb: nbformat.NotebookNode, name: str) -> str:
    """The text of the cell that follows a cell."""
    place = next(number for number, cell in enumerate(nb.cells) if cell.id == name)
    return str(nb.cells[place + 1].source) if place + 1 < len(nb.cells) else ""


def test_an_essay_has_its_words_and_its_marking_scheme_beside_it(course: Path) -> None:
    """Words are counted in what the student wrote; scheme and sample are the instructor's, apart from each other."""
    told = below(shown(course, handed_in(course, "About 4,700 troops – so the report.")), "essay")
    scheme, _, sample = told.partition("</details>")

    assert "Words: 6" in told
    assert "is named as the speaker" in scheme
    assert "tripled" not in scheme
    assert "triple its number of patrols" in sample
    assert "BEGIN" not in told


def test_essays_of_a_quiz_have_rubric_and_sample_answer(course: Path) -> None:
    """They are the bank's of today."""
    told = below(shown(course, handed_in(course, "x")), "quiz-first-assignment")

    assert "Why so?" in told
    assert "Gives a reason." in told
    assert "ocelot" in told
    assert "tripled" not in told


def test_a_corrected_scheme_is_shown_at_once(course: Path) -> None:
    """Nothing is graded anew for it."""
    path = course / "solutions" / NAME / f"{NAME}.ipynb"
    nb = handed_in(course, "x")
    path.write_text(
        path.read_text(encoding="utf-8").replace("Whose word (1)", "Whose word (2)"), encoding="utf-8"
    )

    assert "Whose word (2)" in below(shown(course, nb), "essay")


def test_no_other_page_gets_it(course: Path) -> None:
    """The feedback is made by the same exporter; and should such a cell get there, it is taken out."""
    nb = handed_in(course, "x")
    n = len(nb.cells)

    assert len(shown(course, nb, formgrader=False).cells) == n
    marked = shown(course, nb)
    assert len(marked.cells) > n
    assert len(HideTests().preprocess(marked, {})[0].cells) == n


def test_the_page_shows_it_unfolded_and_runs_nothing(course: Path) -> None:
    """What an instructor wrote is Markdown, and is cleaned like all else on the page."""
    path = course / "solutions" / NAME / f"{NAME}.ipynb"
    text = path.read_text(encoding="utf-8").replace("Whose word (1)", "Whose word (1)<script>x()</script>")
    path.write_text(text, encoding="utf-8")
    cell = below(shown(course, handed_in(course, "x")), "essay")
    made = page_filters()["strip_files_prefix"](markdown2html_mistune(cell))

    assert "<details open" in made
    assert "<em>Whose word (1)" in made
    assert "<script" not in made


@pytest.mark.parametrize("gone", ["solutions", "quizzes/graded", "nbgrader_config.py"])
def test_a_page_is_made_whatever_is_missing(course: Path, gone: str) -> None:
    """The instructor's notebook, the bank, the course itself: the rest of the page stays."""
    path = course / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    nb = handed_in_anywhere()

    assert shown(course, nb).cells[0].source == "Mine."


def handed_in_anywhere() -> nbformat.NotebookNode:
    about = {"grade": True, "solution": True, "locked": False, "grade_id": "essay", "points": 4}
    quiz = {"grade": True, "solution": False, "locked": True, "grade_id": f"quiz-{NAME}", "points": 3}
    return nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("Mine.", metadata={"nbgrader": about}),
            nbformat.v4.new_code_cell("", metadata={"nbgrader": quiz}),
        ]
    )


def test_the_formgraders_own_page_has_it(course: Path) -> None:
    """By the settings alone: nbgrader's template, and the exporter as the formgrader makes it."""
    c = Config()
    wire(c, course)
    c.HTMLExporter.template_name = "formgrade"
    c.HTMLExporter.extra_template_basedirs = [template_path]
    path = course / "autograded" / "ana" / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(handed_in(course, "NATO says <b>so</b>."), path)
    about = {
        "assignment_id": NAME, "notebook_id": NAME, "submission_id": "1", "index": 0, "total": 1, "base_url": "",
        "student": "ana", "last_name": None, "first_name": None, "notebook_path": "x",
    }  # fmt: skip
    made = HTMLExporter(config=c).from_filename(str(path), resources=about)[0]

    assert "Words: 3" in made
    assert "<details open" in made
    assert made.index("NATO says") < made.index("Words: 3") < made.index("is named as the speaker")
