"""Notes on what was handed in: files, answer sheets, and cells beside the gradebook's and the instructor's release."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme

from nastava.grading.integrity import integrity_notes, raw_cells, tags_by_name
from nastava.grading.links import odd_files
from nastava.grading.notes import Note
from nastava.grading.quiz import QuizResult
from nastava.grading.released import ReleasedCell
from nastava.grading.words import NOTE_ODD_FILE
from nastava.text.messages import notice

_MOST_FILES = 10
_ODD = re.compile(r"[^\w ./+-]")


def hidden_marks(parent: Any) -> tuple[str, str]:
    """Return what stands in the lines before and after hidden tests.

    Args:
        parent: whose configuration says so.
    """
    hidden = ClearHiddenTests(parent=parent)
    return hidden.begin_test_delimeter, hidden.end_test_delimeter


def notes_on_files(folder: Path) -> Iterator[Note]:
    """Yield a note for each link and special file that was handed in, as far as anybody would read."""
    for name in islice(odd_files(folder), _MOST_FILES):
        yield Note("odd-file", "", notice(NOTE_ODD_FILE, file=_ODD.sub("?", name[:80])))


def notes_on_quizzes(quizzes: Mapping[str, QuizResult]) -> Iterator[Note]:
    """Yield what is wrong with the answer sheets; all but the clock stands in the quiz's table too."""
    for name, result in quizzes.items():
        yield from (Note("sheet", name, problem) for problem in result.problems)
        yield from (Note("sheet-clock", name, words) for words in result.clock)


def notes_on_cells(
    handed_in: Path, release: Path, released: Iterable[ReleasedCell], parent: Any
) -> list[Note]:
    """Return what was done to the cells that count.

    Args:
        handed_in: the student's notebook.
        release: the instructor's copy of the released notebook; it may be missing.
        released: the gradebook's cells.
        parent: whose configuration says how hidden tests are marked.
    """
    hidden, scheme = ClearHiddenTests(parent=parent), ClearMarkScheme(parent=parent)

    def as_released(cell: ReleasedCell) -> str:
        node = cell.as_cell()
        try:
            hidden._remove_hidden_test_region(node)  # noqa: SLF001 - nbgrader's own rule for what is hidden
            scheme._remove_mark_scheme_region(node)  # noqa: SLF001
        except RuntimeError:  # marks without an end; nbgrader refuses them at release
            pass
        return str(node.source)

    return list(
        integrity_notes(raw_cells(handed_in), released, as_released, tags_by_name(raw_cells(release)))
    )
