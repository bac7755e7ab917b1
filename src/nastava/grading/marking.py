"""What a text is marked by, beside it in the formgrader: words counted, marking scheme, rubric, sample answer.

It is put in while the formgrader makes its page, and stands in no file: neither in the graded notebook nor in the
feedback. So a scheme or a rubric that was corrected is shown at once, and keys stay where they are.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearMarkScheme, ClearSolutions, NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution, is_task

from nastava.classroom.course import QUIZ_PREFIX, course_root
from nastava.errors import NastavaError
from nastava.grading.notes import for_instructor
from nastava.grading.submission import new_cell
from nastava.grading.table import for_the_grader
from nastava.items.essay import Essay, count_words
from nastava.quizzes.graded import graded_bank
from nastava.text import current_language, pick, translator
from nastava.text.markdown import to_html
from nastava.text.tex import literal

#: What only the formgrader puts among the resources of a page.
_FORMGRADER = "submission_id"


class ShowRubrics(NbGraderPreprocessor):  # type: ignore[misc]
    """A step of the formgrader's page (``c.HTMLExporter.preprocessors``); every other page stays as it is."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Put under each text and each quiz with essays what a person marks it by."""
        if _FORMGRADER not in resources:
            return nb, resources
        try:
            root = course_root(Path(resources["metadata"]["path"]))
        except NastavaError:  # a graded notebook that was moved out of its course
            return nb, resources
        course = CourseDirectory(parent=self, root=str(root))
        folder = Path(course.format_path(course.source_directory, ".", resources["assignment_id"]))
        source = _sources(folder / f"{resources['notebook_id']}.ipynb")
        cells: list[NotebookNode] = []
        for cell in nb.cells:
            cells.append(cell)
            told = "".join(self._beside(cell, source, root))
            if told:
                more = new_cell("markdown", told)
                for_instructor(more.metadata)
                cells.append(more)
        nb.cells = cells
        return nb, resources

    def _beside(self, cell: NotebookNode, source: dict[str, str], root: Path) -> Iterator[str]:
        name = str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
        if cell.cell_type == "markdown" and (is_task(cell) or (is_grade(cell) and is_solution(cell))):
            _ = translator(current_language())
            if is_solution(cell):
                yield _line(_("Words: {n}").format(n=count_words(cell.source)))
            scheme, sample = self._parts(source.get(name, ""))
            yield _folded(_("What it is marked by"), scheme, opened=True)
            yield _folded(_("Sample answer"), sample)
        elif cell.cell_type == "code" and is_grade(cell) and name.startswith(QUIZ_PREFIX):
            yield from _of_quiz(name.removeprefix(QUIZ_PREFIX), root)

    def _parts(self, source: str) -> tuple[str, str]:
        """Return the marking scheme of an instructor's cell, and the rest of its solution."""
        solutions, schemes = ClearSolutions(parent=self), ClearMarkScheme(parent=self)
        scheme: list[str] = []
        sample: list[str] = []
        in_scheme = in_solution = False
        for line in source.splitlines():
            if schemes.begin_mark_scheme_delimeter in line or schemes.end_mark_scheme_delimeter in line:
                in_scheme = schemes.begin_mark_scheme_delimeter in line
            elif solutions.begin_solution_delimeter in line or solutions.end_solution_delimeter in line:
                in_solution = solutions.begin_solution_delimeter in line
            elif in_scheme:
                scheme.append(line)
            elif in_solution:
                sample.append(line)
        return "\n".join(scheme).strip(), "\n".join(sample).strip()


def _of_quiz(quiz_id: str, root: Path) -> Iterator[str]:
    """Yield what the essays of a quiz are marked by; the table above has the texts and their words."""
    language = current_language()
    try:
        essays = [item for item in graded_bank(quiz_id, root).items if isinstance(item, Essay)]
    except NastavaError as error:
        yield _line(str(error).splitlines()[0])
        return
    for essay in essays:
        told = "".join(for_the_grader(essay, language, "key"))
        if told and not essay.survey:
            stem = to_html(pick(essay.stem, language), inline=True)
            yield f"<details><summary>{stem}</summary>{_one_line(told)}</details>\n\n"


def _sources(path: Path) -> dict[str, str]:
    """Return the text of each named cell of the instructor's notebook; nothing where it can't be read."""
    try:
        cells = json.loads(path.read_bytes())["cells"]
        return {
            cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"])
            for cell in cells
            if "grade_id" in cell["metadata"].get("nbgrader", {})
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _line(words: str) -> str:
    return f'<div class="nastava-marking">{literal(words)}</div>\n\n'


def _folded(title: str, markdown: str, *, opened: bool = False) -> str:
    """Return a text with Markdown under a title that unfolds it, or nothing for no text."""
    if not markdown:
        return ""
    state = " open" if opened else ""
    return f"<details{state}><summary>{html.escape(title)}</summary>\n\n{markdown}\n\n</details>\n\n"


def _one_line(markup: str) -> str:
    """Return HTML without line ends: an empty line would end it in Markdown."""
    return " ".join(markup.split("\n"))
