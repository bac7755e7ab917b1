"""What the instructor reads of cells that were tampered with; nothing in the notebook handed in is trusted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastava.grading.integrity import integrity_notes
from nastava.grading.released import ReleasedCell
from nastava.grading.trusted import in_both_kernels, is_trusted, opted_out
from nastava.grading.trusted.names import unknown_names

_TEST = ReleasedCell("test-total", "code", "assert 1\n### hidden", None, locked=True, grade=True, points=2.0)
_ABOUT = {
    "grade_id": "test-total",
    "grade": True,
    "locked": True,
    "solution": False,
    "task": False,
    "points": 2,
}


def _cell(source: Any = "assert 1\n", **about: Any) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {"nbgrader": _ABOUT | about}}


def _notes(*cells: dict[str, Any], tags: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    found = integrity_notes(cells, [_TEST], lambda cell: cell.source.split("###")[0], {"test-total": tags})
    return [(note.kind, note.words.say("en")) for note in found]


def test_a_cell_as_released_has_no_note() -> None:
    """Neither hidden tests, which students don't have, nor blanks at the end of a line count as a change."""
    assert _notes(_cell(["assert 1  \n", "\n"])) == []


@pytest.mark.parametrize(
    "cells, kind, words",
    [
        ([], "cell-missing", "put back"),
        ([_cell("pass")], "cell-altered", "the original was run"),
        ([_cell(), _cell()], "cell-doubled", "2 times"),
        ([_cell(points=400)], "cell-points", "changed to 400; the gradebook's 2"),
        ([_cell(points="<b>many</b>")], "cell-points", "changed to ?b?many??b?"),
        ([_cell(locked=False, solution=True)], "cell-flags", "(locked, solution)"),
        ([_cell() | {"cell_type": "raw"}], "cell-flags", "(cell_type)"),
    ],
)
def test_each_change_has_its_note(cells: list[dict[str, Any]], kind: str, words: str) -> None:
    """One note for one change, with what was found there as harmless text."""
    ((found, said),) = _notes(*cells)

    assert found == kind
    assert words in said


def test_tags_count_unless_they_are_the_instructor_s() -> None:
    """A tag that the release has is no note."""
    tagged = _cell()
    tagged["metadata"]["tags"] = ["hard", "skip-execution", 7]

    assert _notes(tagged, tags=frozenset({"hard"})) == [
        ("cell-tags", "It had tags that are not the instructor's (skip-execution); they were taken away.")
    ]


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*_ABOUT, "tags", "nbgrader"]), inner)
    ),
    max_leaves=8,
)


@given(st.fixed_dictionaries({}, optional={"cell_type": _json, "source": _json, "metadata": _json}))
def test_no_cell_ends_the_comparison(cell: dict[str, Any]) -> None:
    """Whatever a cell holds, it is compared."""
    assert len(_notes(cell)) >= 1 or cell["metadata"]["nbgrader"]["grade_id"] == "test-total"


@pytest.mark.parametrize(
    "source, trusted",
    [
        ("assert 1", True),
        ("# nastava: in the student's kernel\nassert 1", False),
        ("import x\n  #Nastava: in the student’s kernel  \nassert 1", False),
        ("assert 1  # nastava: in the student's kernel", True),
        ("print('# nastava: in the student's kernel')", True),
        ("# nastava: in both kernels\nassert 1", True),
    ],
)
def test_a_test_opts_out_by_a_line_of_its_own(source: str, trusted: bool) -> None:
    """The comment stands alone in its line; a cell with points never runs in both kernels."""
    cell = ReleasedCell("test", "code", source, None, locked=True, grade=True, points=1.0)

    assert is_trusted(cell) == trusted
    assert opted_out(cell) != trusted
    assert not in_both_kernels(cell)


@pytest.mark.parametrize(
    "cell",
    [
        ReleasedCell("quiz-kfor", "code", "", None, locked=True, grade=True),
        ReleasedCell("essay", "markdown", "", None, locked=False, grade=True, solution=True),
        ReleasedCell("answer", "code", "# nastava: in both kernels", None, locked=False, solution=True),
    ],
)
def test_other_cells_are_no_tests(cell: ReleasedCell) -> None:
    """Quizzes, written answers and what students write never run in the trusted kernel."""
    assert not is_trusted(cell)
    assert not opted_out(cell)
    assert not in_both_kernels(cell)


@pytest.mark.parametrize(
    "sources, unknown",
    [
        (["import numpy as np\nassert np.all(student.value('x'))", "check('x', np.pi)"], {}),
        (["assert sorted(rows, key=lambda row: row[0])"], {"t0": ["rows"]}),
        (["%matplotlib inline\nfor a, (b, *c) in []:\n    print(a, b, c)\nprint([d for d in c])"], {}),
        (["from math import *\nassert pi", "assert tau"], {}),
        (["# nastava: in the student's kernel\nassert total", "assert total"], {"t1": ["total"]}),
        (["try:\n    1\nexcept ValueError as e:\n    print(e, f'{missing}')"], {"t0": ["missing"]}),
        (["assert ( total"], {}),
    ],
)
def test_names_that_a_test_does_not_have_are_found(sources: list[str], unknown: dict[str, list[str]]) -> None:
    """What a test or one above it defines is known; what only the student has is not."""
    cells = [
        ReleasedCell(f"t{n}", "code", source, None, locked=True, grade=True)
        for n, source in enumerate(sources)
    ]

    assert unknown_names(cells) == unknown
