"""Test cells in a real kernel: what nbgrader reads from them, and what one cell leaves to the next."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

_IMPORT = "from nastava.checks import check, student\n"
_CELLS = {
    "setup": _IMPORT + "import matplotlib.pyplot as plt",
    "work": "total = 8400\ndef triple(number):\n    print('working')\n    return 3 * number",
    "right": _IMPORT
    + "check('total', student.value('total'), equals=8400, points=1.5)\n"
    + "check('triple', student.call('triple', 12), equals=36)\ncheck.score(of=2.5)",
    "drawn and closed": "plt.bar(['Italy'], [869])\nplt.ylabel('troops')\nplt.show()",
    "figure": _IMPORT
    + "check('bars', student.figure(), that=lambda figure: figure.axes[0].bars[0].label == 'Italy')\n"
    + "check('label', student.figure().axes[0].y_label, equals='troops')\ncheck.score(of=2)",
    "drawn in one cell": "import matplotlib.pyplot as plt\nplt.plot([1, 2])",
    "second figure": _IMPORT
    + "check('line', student.figure(), that=lambda figure: len(figure.axes[0].lines) == 1)\ncheck.score(of=1)",
    "ends half-way": _IMPORT + "check('left over', 1, equals=1, points=5)\n1 / 0",
    "after it": _IMPORT + "check('missing', student.value('missing'), equals=1)\ncheck.score(of=1)",
    "no score": _IMPORT + "check('left over', 1, equals=1, points=5)",
    "precision": "%precision 0\ncheck('half', 1, equals=1, points=0.5)\ncheck.score(of=0.5)",
    "shadowed": "student = check = score = 3",
    "after shadowing": _IMPORT + "check('total', student.value('total'), equals=8400)\ncheck.score(of=1)",
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """The outputs of every cell, by its name."""
    cells = [nbformat.v4.new_code_cell(source, id=name.replace(" ", "-")) for name, source in _CELLS.items()]
    notebook = nbformat.v4.new_notebook(cells=cells)
    folder = str(tmp_path_factory.mktemp("notebook"))
    client = NotebookClient(
        notebook, kernel_name="python3", allow_errors=True, resources={"metadata": {"path": folder}}
    )
    client.execute()
    return {name: cell.outputs for name, cell in zip(_CELLS, notebook.cells, strict=True)}


def _scores(outputs: list[Any]) -> list[str]:
    """What nbgrader reads; it gives nothing for a cell with any error or text on stderr."""
    assert not [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]
    return [o.data["text/plain"] for o in outputs if o.output_type == "execute_result"]


@pytest.mark.parametrize(
    "cell, score",
    [
        ("right", "2.5"),
        ("figure", "2.0"),
        ("second figure", "1.0"),
        ("after it", "0.0"),
        ("no score", None),
        ("precision", "0.5"),
        ("after shadowing", "1.0"),
    ],
)
def test_a_test_cell_gives_one_plain_number(
    outputs: dict[str, list[Any]], cell: str, score: str | None
) -> None:
    """Also after a figure was closed, a cell ended half-way or without a score, or names were used up."""
    assert _scores(outputs[cell]) == ([] if score is None else [score])


def test_the_reasons_stand_beside_the_number(outputs: dict[str, list[Any]]) -> None:
    """People see a table; the score's own cell holds nothing else."""
    (output,) = outputs["after it"]

    assert "Nothing is called" in output.data["text/html"]
