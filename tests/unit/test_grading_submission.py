"""Reading notebooks that were handed in, and restoring what was released."""

from __future__ import annotations

import json

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell

from nastava.grading.released import ReleasedCell
from nastava.grading.restore import restored
from nastava.grading.submission import UnreadableNotebookError, parse_submission, read_submission

SETUP = ReleasedCell("setup", "code", "values = [1]", "s", locked=True)
ANSWER = ReleasedCell("answer", "code", "# here", "a", locked=False, solution=True)
TEST = ReleasedCell("test", "code", "total", "t", locked=True, grade=True, points=2.0)
ESSAY = ReleasedCell("essay", "markdown", "*Here*", "e", locked=False, grade=True, solution=True, points=3.0)
RELEASED = (SETUP, ANSWER, TEST, ESSAY)

_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_FIELDS = ("cell_type", "source", "metadata", "outputs", "execution_count", "id", "attachments", "nbgrader")
_CELLS = st.lists(
    _JSON | st.dictionaries(st.sampled_from(_FIELDS), _JSON | st.just("code"), max_size=6), max_size=4
)


def named(cells):
    return [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]


@settings(max_examples=150)
@given(_CELLS, _JSON)
def test_any_list_of_cells_becomes_a_valid_notebook(cells, metadata):
    """Whatever stands in the cells, the notebook that comes out is valid and can be restored."""
    raw = json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": cells, "metadata": metadata}).encode()
    notebook = parse_submission(raw)
    notebook.cells = restored(notebook.cells, RELEASED)
    for cell in notebook.cells:
        cell.metadata.pop("put_back", None)

    nbformat.validate(notebook)
    assert {"setup", "test", "essay"} <= set(named(notebook.cells))


@pytest.mark.parametrize(
    "raw",
    [b"", b"[]", b"7", b"{}", b'{"nbformat": 4}', b'{"nbformat": 4, "cells": {}}', b'{"nbformat": "x", "cells": []}',
     b'{"nbformat": 99, "cells": []}', b"[" * 100_000, b"\xff\xfe", b'{"nbformat": 4, "cells": ['],
)  # fmt: skip
def test_what_is_no_notebook_is_refused_with_a_reason(raw: bytes):
    """Bytes that hold no notebook raise one error whose message says what the file is not."""
    with pytest.raises(UnreadableNotebookError, match=r"damaged and can't be read|no Jupyter notebook"):
        parse_submission(raw)


def test_an_old_notebook_is_read():
    """A notebook in format 3 is converted."""
    old = {
        "nbformat": 3, "nbformat_minor": 0, "metadata": {},
        "worksheets": [{"cells": [{"cell_type": "code", "input": "27", "language": "python", "outputs": []}]}],
    }  # fmt: skip

    assert parse_submission(json.dumps(old).encode()).cells[0].source == "27"


def test_tags_and_foreign_metadata_go(tmp_path):
    """Only nbgrader's metadata, texts, pictures and outputs are kept of a cell."""
    picture = {"a.png": {"image/png": "AAAA"}}
    output = {"output_type": "stream", "name": "stdout", "text": ["2", "7"]}
    cells = [
        {
            "cell_type": "code",
            "source": "1",
            "metadata": {"tags": ["skip-execution"], "x": 1},
            "outputs": [output],
            "execution_count": 3,
            "id": "a",
        },
        {
            "cell_type": "markdown",
            "source": "![](attachment:a.png)",
            "metadata": {"nbgrader": {"grade_id": "q"}},
            "attachments": picture,
            "id": "a",
        },
    ]
    path = tmp_path / "x.ipynb"
    path.write_text(
        json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {"widgets": {}}, "cells": cells})
    )
    notebook = read_submission(path)

    assert [cell.metadata for cell in notebook.cells] == [{}, {"nbgrader": {"grade_id": "q"}}]
    assert notebook.cells[0].outputs[0].text == "27" and notebook.cells[1].attachments == picture
    assert notebook.metadata == {} and notebook.cells[0].id != notebook.cells[1].id


def test_a_link_is_not_read(tmp_path):
    """A notebook that is a link is refused, wherever it points."""
    (tmp_path / "real.ipynb").write_text('{"nbformat": 4, "cells": []}')
    (tmp_path / "link.ipynb").symlink_to("real.ipynb")
    with pytest.raises(UnreadableNotebookError, match="Links are not followed"):
        read_submission(tmp_path / "link.ipynb")


def test_a_missing_test_goes_behind_what_it_tests():
    """A test is put back as late as its order allows, behind code that lost its name."""
    cells = [SETUP.as_cell(), new_code_cell("total = 1"), ESSAY.as_cell()]
    result = restored(cells, RELEASED)

    assert [cell.source for cell in result if cell.cell_type == "code"] == [
        "values = [1]",
        "total = 1",
        "total",
    ]


def test_a_missing_solution_is_not_put_back():
    """The released blank must not run over what the student wrote in a cell of their own."""
    assert "answer" not in named(restored([new_code_cell("total = 1")], RELEASED))


def test_the_later_of_two_cells_with_one_name_counts():
    """A copy in front of the original does not take its place."""
    first, last = ANSWER.as_cell("total = 0"), ANSWER.as_cell("total = 1")
    result = restored([first, last], (ANSWER,))

    assert named(result) == [None, "answer"] and result[1].source == "total = 1"


def test_type_text_and_points_are_the_released_ones():
    """A locked cell is what was released, whatever the student's copy says."""
    forged = new_markdown_cell(
        "2.0", metadata={"nbgrader": {"grade_id": "test", "points": 400, "solution": True}}
    )
    (cell,) = restored([forged], (TEST,))

    assert (cell.cell_type, cell.source) == ("code", "total")
    assert cell.metadata.nbgrader == TEST.metadata() and cell.outputs == []
