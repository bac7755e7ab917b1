"""nbgrader's execution of a submission, with quizzes scored before it and written in after it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import nbformat.v4
from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager
from jupyter_client.manager import KernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute as StockExecute
from nbgrader.utils import is_grade
from traitlets import Dict, Enum, Float, Unicode

from nastava.grading.by_hand import BY_HAND
from nastava.grading.course import course_directory, released_folder, submission_folder
from nastava.grading.quiz import QuizResult, score_quizzes
from nastava.grading.released import released_cells
from nastava.grading.submission import UnreadableNotebookError, read_submission
from nastava.grading.table import Feedback, quiz_table
from nastava.grading.words import KERNEL_ENDED
from nastava.text import current_language
from nastava.text.messages import notice


class Execute(StockExecute):  # type: ignore[misc]
    """Takes the place of nbgrader's ``Execute`` in ``c.Autograde.autograde_preprocessors``.

    The quizzes' test cells are known from the gradebook and are never run: what they would print comes from
    a kernel that the student's code has had to itself. Their output is written once the kernel is gone, so
    that no late message can change it. All other cells are run as nbgrader runs them; its rules for their
    points stay (any output on stderr is zero; no output, or text that is no number, is full marks).

    A kernel that dies or hangs costs the cells that could not be run, not the submission.
    """

    grading_kernel = Unicode(
        NATIVE_KERNEL_NAME,
        help=(
            "Kernel that runs submissions. Default: 'python3', which here means the Python that runs nbgrader, even "
            "where another kernel is installed under that name. '' takes the kernel named in the notebook. "
            "Unlike 'Execute.kernel_name' it has no effect on the learner's Validate button."
        ),
    ).tag(config=True)

    quiz_feedback = Enum(
        ["points", "feedback", "key"],
        default_value="feedback",
        help=(
            "What the table under a graded quiz shows. 'points': each question, the response and its points. "
            "'feedback' (default): also the author's words on the response given; what the right answer is stays "
            "unsaid. 'key': also the right answer and the explanation; use it when nobody can hand in any more."
        ),
    ).tag(config=True)

    time_multipliers = Dict(
        key_trait=Unicode(),
        value_trait=Float(min=1.0),
        help=(
            "More time in graded quizzes, by student: {'student-id': 1.5}. Time limits are only reported, never enforced; "
            "with a multiplier the report measures by the student's own limit. In the student's kernel the "
            "environment variable NASTAVA_TIME_MULTIPLIER says the same."
        ),
    ).tag(config=True)

    def __call__(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Score the quizzes, run the notebook unless that is switched off, write the quizzes' points."""
        about = resources["nbgrader"]
        course = course_directory(self)
        submission = submission_folder(course, about["student"], about["assignment"])
        released = released_cells(course, about["assignment"], about["notebook"])
        multiplier = self.time_multipliers.get(about["student"], 1.0)
        release = released_folder(course, about["assignment"])
        self._quizzes = score_quizzes(released, submission, Path(course.root), multiplier, release)
        self._ended = False
        try:
            read_submission(submission / f"{about['notebook']}.ipynb")
        except UnreadableNotebookError as error:
            _refuse(nb, error.reason.say(current_language()))
        else:
            nb, resources = super().__call__(nb, resources)
        for cell in nb.cells:
            result = self._quizzes.get(_name(cell))
            if result is not None:
                cell.outputs = [self._output(result)]
                cell.execution_count = None
        resources[BY_HAND] = [name for name, result in self._quizzes.items() if result.by_hand]
        return nb, resources

    def preprocess(
        self, nb: NotebookNode, resources: Any, km: KernelManager | None = None
    ) -> tuple[NotebookNode, Any]:
        """Run the notebook in the grading kernel."""
        # Here and not in __init__: nbconvert initialises the client anew for each notebook.
        self.kernel_name = self.grading_kernel
        result: tuple[NotebookNode, Any] = super().preprocess(nb, resources, km)
        return result

    def create_kernel_manager(self) -> KernelManager:
        """Take 'python3' for the Python that runs nbgrader."""
        manager: KernelManager = super().create_kernel_manager()
        if self.grading_kernel == NATIVE_KERNEL_NAME:
            # Without any folder to look in, only the running Python's own kernel is left.
            manager.kernel_spec_manager = KernelSpecManager(parent=manager, kernel_dirs=[])
        return manager

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:
        """Run a cell, unless it is a quiz's; a tag such as ``skip-execution`` has no say."""
        cell.metadata.pop("tags", None)
        if _name(cell) in self._quizzes:
            return cell, resources
        if not self._ended:
            try:
                result: tuple[NotebookNode, Any] = super().preprocess_cell(cell, resources, index)
            except (DeadKernelError, CellTimeoutError) as error:
                self.log.error("The kernel ended in cell %s: %s", _name(cell) or index, error)  # noqa: TRY400
                self._ended = True
            else:
                return result
        if cell.cell_type == "code":
            cell.outputs = [
                *cell.get("outputs", ()),
                _error("KernelEnded", notice(KERNEL_ENDED).say(current_language())),
            ]
        return cell, resources

    def _output(self, result: QuizResult) -> NotebookNode:
        for problem in result.problems:
            self.log.warning("%s", problem)
        # nbgrader takes float(text/plain) of the first result: a plain number, never NumPy's writing of one.
        level = cast("Feedback", self.quiz_feedback)
        data = {"text/plain": repr(float(result.points)), "text/html": quiz_table(result, level)}
        output: NotebookNode = nbformat.v4.new_output("execute_result", data, execution_count=None)
        return output


def _name(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _refuse(nb: NotebookNode, reason: str) -> None:
    """Give the graded code cells an error, which is zero points; written answers are the released ones: zero too."""
    for cell in nb.cells:
        if is_grade(cell) and cell.cell_type == "code":
            cell.outputs = [_error("UnreadableNotebook", reason)]


def _error(name: str, words: str) -> NotebookNode:
    output: NotebookNode = nbformat.v4.new_output(
        "error", ename=name, evalue=words, traceback=[f"{name}: {words}"]
    )
    return output
