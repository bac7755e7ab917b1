"""nbgrader's execution of a submission, with quizzes scored before it and written in after it."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import nbformat.v4
from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager
from jupyter_client.manager import KernelManager
from jupyter_core.utils import run_sync
from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute as StockExecute
from nbgrader.utils import find_all_files, is_grade
from traitlets import Bool, Dict, Enum, Float, Unicode

from nastava.classroom.course import released_folder, submission_folder
from nastava.grading.by_hand import BY_HAND
from nastava.grading.course import course_directory
from nastava.grading.handed_in import hidden_marks, notes_on_cells, notes_on_files, notes_on_quizzes
from nastava.grading.notes import Note, write_notes
from nastava.grading.quiz import QuizResult, score_quizzes
from nastava.grading.released import ReleasedCell, released_cells
from nastava.grading.sandbox.ended import limit_hit, why_ended
from nastava.grading.sandbox.limits import MIB, Limits
from nastava.grading.sandbox.manager import SANDBOX, sandboxed
from nastava.grading.submission import UnreadableNotebookError, read_submission
from nastava.grading.table import Feedback, quiz_table
from nastava.grading.trusted import TrustedTests
from nastava.grading.trusted.line import StudentLine
from nastava.grading.trusted.outputs import checks_of, outputs_of
from nastava.grading.trusted.process import Process, start_in_sandbox, start_without
from nastava.grading.words import KERNEL_ENDED, OVER_CELL
from nastava.text import current_language
from nastava.text.messages import notice

#: Longest line of an error of the grader's, in characters: pages don't break them.
_LINE = 70
_OUTPUTS = {"stream", "display_data", "execute_result", "update_display_data", "error"}


class Execute(StockExecute):  # type: ignore[misc]
    """Takes the place of nbgrader's ``Execute`` in ``c.Autograde.autograde_preprocessors``.

    The quizzes' test cells are known from the gradebook and are never run: what they would print comes from
    a kernel that the student's code has had to itself. Other test cells run in a kernel of their own (see
    ``nastava.grading.trusted``), from the gradebook's source. The outputs of both are written once the
    student's kernel is gone, so that no late message can change them. All other cells are run as nbgrader runs
    them, tests too that say ``# nastava: in the student's kernel``; nbgrader's rules for their points stay (any
    output on stderr is zero; no output, or text that is no number, is full marks).

    A kernel that dies or hangs costs the cells that could not be run, not the submission. What the instructor
    should know of a submission stands in the notebook (see ``nastava.grading.notes``).
    """

    grading_kernel = Unicode(
        SANDBOX,
        help=(
            "Kernel that runs submissions. Default: 'nastava-sandbox', the Python that runs nbgrader, where a student's "
            "code reaches neither the network nor any file but the submission's. 'python3' is the same Python with all "
            "rights of yours, and '' the kernel named in the notebook: for submissions that you trust. "
            "Unlike 'Execute.kernel_name' it has no effect on the learner's Validate button."
        ),
    ).tag(config=True)

    limits = Dict(
        help=(
            "What a submission may use in the sandbox, where it differs from the default: total_seconds 300, "
            "cpu_seconds 120, memory_mib 1024, processes 64, file_mib 64, disk_mib 128, output_mib 8."
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

    trusted_tests = Bool(
        default_value=True,
        help=(
            "Run test cells in a kernel of their own, which no code of the student reaches. A single test opts out by "
            "the line '# nastava: in the student's kernel'. With False all tests run as nbgrader runs them."
        ),
    ).tag(config=True)

    answer_timeout = Float(
        10.0,
        min=1.0,
        help="Seconds for one answer of the student's kernel to a test; then it is interrupted, and ended if need be.",
    ).tag(config=True)

    answers_timeout = Float(
        30.0, min=1.0, help="Seconds for all answers of the student's kernel to one test cell."
    ).tag(config=True)

    answers_timeout_in_all = Float(
        120.0, min=1.0, help="Seconds for all answers of the student's kernel to the tests of a notebook."
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
        self._why = notice(KERNEL_ENDED)
        self._taken, self._limit = 0, ""
        self._notes = [*notes_on_files(submission), *notes_on_quizzes(self._quizzes)]
        self._tests = self._trusted_tests(released, course, about["assignment"])
        handed_in = submission / f"{about['notebook']}.ipynb"
        try:
            read_submission(handed_in)
        except UnreadableNotebookError as error:
            _refuse(nb, error.reason.say(current_language()))
            self._notes.append(Note("unreadable", "", error.reason))
        else:
            self._notes += notes_on_cells(handed_in, release / handed_in.name, released, self)
            with _as_handed_in(Path(resources["metadata"]["path"]), handed_in):
                nb, resources = super().__call__(nb, resources)
        self._write_outputs(nb)
        write_notes(nb, resources, [*self._notes, *self._tests.notes()])
        nb.metadata["nastava"]["checks"] = {
            name: checks_of(one) for name, one in self._tests.outcomes.items()
        }
        by_hand = [name for name, result in self._quizzes.items() if result.by_hand]
        resources[BY_HAND] = by_hand + [name for name, one in self._tests.outcomes.items() if one.by_hand]
        return nb, resources

    def _trusted_tests(
        self, released: tuple[ReleasedCell, ...], course: CourseDirectory, assignment: str
    ) -> TrustedTests:
        source = Path(course.format_path(course.source_directory, ".", assignment))
        beside = [Path(path) for path in find_all_files(str(source), [*course.ignore, "*.ipynb"])]
        return TrustedTests(
            released if self.trusted_tests else (),
            self.start_tests,
            [(path, path.relative_to(source)) for path in beside],
            timeout=float(self.timeout or 600),
            per_cell=self.answers_timeout,
            marks=hidden_marks(self),
            log=self.log,
        )

    def _write_outputs(self, nb: NotebookNode) -> None:
        """Write what quizzes and tests gave, whatever stands in those cells by now."""
        for place, cell in enumerate(nb.cells):
            name = _name(cell)
            if name in self._quizzes:
                cell.outputs = [self._output(self._quizzes[name])]
                cell.execution_count = None
            elif name in self._tests.outcomes:
                written = self._tests.written.get(name, ())
                cell.outputs = outputs_of(self._tests.outcomes[name], written, nb.cells[:place])
                cell.execution_count = None

    def preprocess(
        self, nb: NotebookNode, resources: Any, km: KernelManager | None = None
    ) -> tuple[NotebookNode, Any]:
        """Run the notebook in the grading kernel."""
        # Here and not in __init__: nbconvert initialises the client anew for each notebook.
        self.kernel_name = self.grading_kernel
        self._line: StudentLine | None = None
        self._tests.start()
        try:
            result: tuple[NotebookNode, Any] = super().preprocess(nb, resources, km)
        finally:
            self._tests.close()
            if self._line is not None:
                self._line.close()
        return result

    def create_kernel_manager(self) -> KernelManager:
        """Take 'python3' for the Python that runs nbgrader, 'nastava-sandbox' for the same in the sandbox."""
        manager: KernelManager = super().create_kernel_manager()
        if self.grading_kernel == SANDBOX:
            sandboxed(manager, Limits(**self.limits))
        elif self.grading_kernel == NATIVE_KERNEL_NAME:
            # Without any folder to look in, only the running Python's own kernel is left.
            manager.kernel_spec_manager = KernelSpecManager(parent=manager, kernel_dirs=[])
        return manager

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:
        """Run a cell, unless it is a quiz's; a tag such as ``skip-execution`` has no say."""
        name = _name(cell)
        cell.metadata.pop("tags", None)
        if index == 0 and self._tests.asks_for_the_last_figure:
            run_sync(self._student_line().watch)()
        if name in self._quizzes:
            return cell, resources
        if name in self._tests:
            self._tests.run(name, self._student_line())
            self._ended = self._student_line().ended
            return cell, resources
        self._tests.prepare(name)
        if not self._ended:
            try:
                result: tuple[NotebookNode, Any] = super().preprocess_cell(cell, resources, index)
            except Exception as error:  # noqa: BLE001 - what the kernel sends may break anything that reads it
                self.log.error("The kernel ended in cell %s: %s", name or index, error)  # noqa: TRY400
                limit = self._limit or limit_hit(self.km)
                self._why = why_ended(limit, Limits(**self.limits))
                if not limit and isinstance(error, CellTimeoutError):
                    limit, self._why = "cell", notice(OVER_CELL, limit=self.timeout)
                self._notes.append(Note(f"limit-{limit}" if limit else "kernel-ended", name, self._why))
                self._ended = self._student_line().ended = True
            else:
                return result
        if cell.cell_type == "code":
            cell.outputs = [
                *cell.get("outputs", ()),
                _error("KernelEnded", self._why.say(current_language())),
            ]
        return cell, resources

    def process_message(
        self, msg: dict[str, Any], cell: NotebookNode, cell_index: int
    ) -> NotebookNode | None:
        """Take what a cell prints and displays, up to the limit for all cells; beyond it, end the kernel."""
        if msg["msg_type"] in _OUTPUTS:
            self._taken += len(json.dumps(msg["content"], default=str))
            if self._taken > Limits(**self.limits).output_mib * MIB:
                if not self._limit:
                    self._limit = "output"
                    self.km.provisioner.process.kill()
                return None
        result: NotebookNode | None = super().process_message(msg, cell, cell_index)
        return result

    def start_tests(self, folder: Path, token: str) -> Process:
        """Start the process of a trusted kernel: the Python that runs nbgrader.

        Args:
            folder: the kernel's own, with a short path; all that it needs of the file system is in it.
            token: what it has to say at the grader's socket.
        """
        if self.grading_kernel == SANDBOX:
            bubblewrap = bool(self.config.SandboxProvisioner.get("bubblewrap", False))
            return start_in_sandbox(folder, token, Limits(**self.limits), bubblewrap=bubblewrap)
        return start_without(folder, token)

    def _student_line(self) -> StudentLine:
        if self._line is None:
            seconds = self.answer_timeout, self.answers_timeout, self.answers_timeout_in_all
            self._line = StudentLine(self.km, self.log, *seconds)
        return self._line

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


@contextmanager
def _as_handed_in(folder: Path, handed_in: Path) -> Iterator[None]:
    """Have what was handed in stand in the folder while code runs.

    nbgrader's copy of the notebook has the hidden tests by then, and those graded before have their outputs too.
    These are put back; the notebook's own copy is written by nbgrader afterwards.
    """
    graded = {path: path.read_bytes() for path in folder.glob("*.ipynb") if path.is_file()}
    for path in graded:
        _put(path, _plain_bytes(handed_in.with_name(path.name)))
    try:
        yield
    finally:
        for path, data in graded.items():
            if path.name != handed_in.name:
                _put(path, data)


def _plain_bytes(path: Path) -> bytes | None:
    """Return what a file holds, or None where it is none: a link may lead anywhere."""
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def _put(path: Path, data: bytes | None) -> None:
    path.unlink(missing_ok=True)  # it may be read-only, or linked to another
    if data is not None:
        path.write_bytes(data)


def _refuse(nb: NotebookNode, reason: str) -> None:
    """Give the graded code cells an error, which is zero points; written answers are the released ones: zero too."""
    for cell in nb.cells:
        if is_grade(cell) and cell.cell_type == "code":
            cell.outputs = [_error("UnreadableNotebook", reason)]


def _error(name: str, words: str) -> NotebookNode:
    lines = textwrap.wrap(f"{name}: {words}", _LINE)
    output: NotebookNode = nbformat.v4.new_output("error", ename=name, evalue=words, traceback=lines)
    return output
