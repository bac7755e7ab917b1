"""Releasing a quiz without its key, beside the notebook that asks for it."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from nastava.classroom.course import QUIZ_PREFIX
from nastava.errors import BankError, PublishError, QuizNotFoundError
from nastava.grading.course import course_directory
from nastava.grading.released import ReleasedCell
from nastava.grading.trusted.names import unknown_names
from nastava.quizzes import Bank, publish
from nastava.quizzes.find import instructor_bank, is_private
from nastava.quizzes.graded import graded_bank


class PublishQuizzes(NbGraderPreprocessor):  # type: ignore[misc]
    """A step of ``generate_assignment``, after the cells are recorded.

    For every quiz of the notebook it adds the keyless quiz to the files written beside the notebook, as
    ``quizzes/<id>.json``. Draws, variants and the order of options are settled here, once for all students.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Publish the notebook's quizzes.

        Raises:
            PublishError: one message that names the notebook, what is wrong and the mend.
        """
        about = resources["nbgrader"]
        place = f"{about['assignment']}/{about['notebook']}.ipynb"
        root = Path(course_directory(self).root)
        shown = set(_shown_quizzes(nb.cells, place))
        tested = dict(_test_cells(nb.cells, place))
        _pair(shown, set(tested), place)
        for quiz_id, points in tested.items():
            bank = _bank(quiz_id, points, root, place)
            keyless = publish(bank)
            found = instructor_bank(quiz_id, root)
            if found is not None and is_private(found):
                keyless["private"] = True
            data = json.dumps(keyless, ensure_ascii=False, indent=1) + "\n"
            resources.setdefault("outputs", {})[f"quizzes/{quiz_id}.json"] = data.encode()
            self.log.info("Published quiz '%s' without its key: %g points", quiz_id, bank.total)
        for name, unknown in unknown_names(_released(nb.cells)).items():
            self.log.warning(
                "%s: the test '%s' uses names that its kernel does not know: %s. Write student.value('name') for what "
                "is the student's. To run it in the student's kernel, write the line \"# nastava: in the student's "
                'kernel"; for what a locked cell above prepares, the line "# nastava: in both kernels" there.',
                place, name, ", ".join(unknown),
            )  # fmt: skip
        return nb, resources


def _released(cells: Sequence[NotebookNode]) -> Iterator[ReleasedCell]:
    for cell in cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade_id"):
            flags = {name: bool(about.get(name)) for name in ("locked", "grade", "solution", "task")}
            yield ReleasedCell(about["grade_id"], cell.cell_type, cell.source, None, **flags)


def _bank(quiz_id: str, points: float, root: Path, place: str) -> Bank:
    try:
        bank = graded_bank(quiz_id, root)
    except (BankError, QuizNotFoundError) as error:
        raise PublishError(f"{place}: quiz '{quiz_id}' can't be released.\n{error}") from None
    if abs(bank.total - points) > 1e-9:
        raise PublishError(
            f"{place}: cell '{QUIZ_PREFIX}{quiz_id}' gives {points:g} points, but the items of quiz '{quiz_id}' have "
            f"{bank.total:g} together. Set the cell's points to {bank.total:g}, or change those of the items."
        )
    return bank


def _pair(shown: set[str], tested: set[str], place: str) -> None:
    for quiz_id in sorted(shown - tested):
        raise PublishError(
            f"{place}: quiz '{quiz_id}' is shown, but no cell gives its points. Add an autograder test cell named "
            f"'{QUIZ_PREFIX}{quiz_id}' below it that calls answered(\"{quiz_id}\"), or take the quiz out."
        )
    for quiz_id in sorted(tested - shown):
        raise PublishError(
            f"{place}: cell '{QUIZ_PREFIX}{quiz_id}' gives points for quiz '{quiz_id}', which is not shown. Add a cell "
            f'quiz("{quiz_id}") above it, or rename the cell if it is no quiz\'s.'
        )


def _test_cells(cells: Sequence[NotebookNode], place: str) -> Iterator[tuple[str, float]]:
    for cell in cells:
        about = cell.metadata.get("nbgrader", {})
        name = str(about.get("grade_id", ""))
        if not name.startswith(QUIZ_PREFIX) or not (about.get("grade") or about.get("solution")):
            continue
        if not (
            about.get("grade")
            and about.get("locked")
            and not about.get("solution")
            and cell.cell_type == "code"
        ):
            raise PublishError(
                f"{place}: cell '{name}' is not locked. Make it a code cell of the kind 'Autograder tests' in the "
                f"'Create assignment' panel, or rename it if it is no quiz's."
            )
        yield name.removeprefix(QUIZ_PREFIX), float(about.get("points", 0))


def _shown_quizzes(cells: Sequence[NotebookNode], place: str) -> Iterator[str]:
    for cell in cells:
        if cell.cell_type != "code" or "quiz" not in cell.source:
            continue
        try:
            # IPython's own writing (%matplotlib, !ls) is no Python until it is transformed.
            tree = ast.parse(TransformerManager().transform_cell(cell.source))
        except SyntaxError:
            continue  # a solution with blanks to fill in need not be Python
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _is_quiz(node.func):
                yield _written_name(node, place)


def _is_quiz(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return (
            function.attr == "quiz"
            and isinstance(function.value, ast.Name)
            and function.value.id == "nastava"
        )
    return isinstance(function, ast.Name) and function.id == "quiz"


def _written_name(call: ast.Call, place: str) -> str:
    given = [*call.args[:1], *(keyword.value for keyword in call.keywords if keyword.arg == "name")]
    if given and isinstance(given[0], ast.Constant) and isinstance(given[0].value, str):
        return given[0].value
    raise PublishError(
        f"{place}: line {call.lineno} of a cell calls quiz() with a name that is not written out. "
        f'Write it in quotation marks, such as quiz("kfor-2023").'
    )
