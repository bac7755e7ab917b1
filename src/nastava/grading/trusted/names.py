"""Names that a trusted test uses and nobody gives it: most tests written for nbgrader use the student's own."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable

from IPython.core.inputtransformer2 import TransformerManager

from nastava.grading.released import ReleasedCell
from nastava.grading.trusted.cells import in_both_kernels, is_trusted

#: What every trusted kernel starts with, and IPython's own.
_GIVEN = {"check", "student", "shows", "get_ipython", "display", "In", "Out", "_", "__", "___", "__name__"}


def unknown_names(cells: Iterable[ReleasedCell]) -> dict[str, list[str]]:
    """Return the names that no cell above has defined in the trusted kernel, by test.

    Args:
        cells: the released cells, in the notebook's order.

    Example:
        >>> test = ReleasedCell("test-total", "code", "assert total == 27", None, locked=True, grade=True)
        >>> unknown_names([test])
        {'test-total': ['total']}
    """
    known = _GIVEN | set(dir(builtins))
    found: dict[str, list[str]] = {}
    for cell in cells:
        if not (is_trusted(cell) or in_both_kernels(cell)):
            continue
        tree = _parsed(cell.source)
        if tree is None:
            continue
        known |= _bound(tree)
        if "*" in known:
            break  # from … import *: any name may be there
        used = (node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
        unknown = sorted(set(used) - known)
        if unknown and is_trusted(cell):
            found[cell.name] = unknown
    return found


def _parsed(source: str) -> ast.Module | None:
    try:
        # IPython's own writing (%matplotlib, !ls) is no Python until it is transformed.
        return ast.parse(TransformerManager().transform_cell(source))
    except SyntaxError:
        return None


def _bound(tree: ast.Module) -> set[str]:
    """Return every name that is given a value anywhere, in functions too: this is for a warning, not a proof."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {alias.asname or alias.name.split(".")[0] for alias in node.names}
        elif (isinstance(node, ast.ExceptHandler) and node.name) or (
            isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name
        ):
            names.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            names.add(node.rest)
    return names
