"""A lesson on its way into the workspace: what counts as its content, what it shows before it is run."""

from __future__ import annotations

import ast
import contextlib
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nastava.cli.renders import render
from nastava.course.lessons import joined
from nastava.light import without_iri_grammar

#: Cells may call these by their names; each has a static rendering.
_RENDERED = ("quiz", "explore", "lookup", "review", "progress", "hand_in")


def fingerprint(content: bytes, suffix: str = ".ipynb") -> str:
    """Return the SHA-256 of what a person would call the content of a file.

    Of a notebook these are its cells' ids, types and sources: outputs, execution counts and metadata
    change when a lesson is merely read, and must not count as a change. Of any other file, and of a
    notebook that can't be read, it is every byte.

    Example:
        >>> cell = '{"cells": [{"id": "a", "cell_type": "code", "source": "1", "outputs": %s}]}'
        >>> fingerprint((cell % "[]").encode()) == fingerprint((cell % "[1]").encode())
        True
    """
    if suffix == ".ipynb":
        with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
            cells = [
                (cell.get("id"), cell["cell_type"], joined(cell["source"]))
                for cell in json.loads(content)["cells"]
            ]
            content = json.dumps(cells, ensure_ascii=False).encode()
    return hashlib.sha256(content).hexdigest()


def has_been_run(content: bytes) -> bool:
    """Tell whether a notebook carries traces of having been run, or can't be read at all.

    Example:
        >>> has_been_run(b'{"cells": [{"cell_type": "code", "execution_count": null}]}')
        False
    """
    try:
        return any(cell.get("execution_count") is not None for cell in json.loads(content)["cells"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return True


def with_static_outputs(content: bytes, language: str) -> bytes:
    """Return the notebook with each quiz, figure and glossary rendered, so that an unopened lesson shows them.

    Cells that have outputs, and notebooks that can't be read, stay as they are.

    Args:
        content: the notebook file.
        language: code of the language that the lesson is written in.

    Example:
        >>> with_static_outputs(b"not a notebook", "en")
        b'not a notebook'
    """
    try:
        notebook = json.loads(content)
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and not cell["outputs"]]
    except (ValueError, TypeError, KeyError):
        return content
    for cell in cells:
        cell["outputs"] = static_outputs(joined(cell["source"]), language)
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()


def static_outputs(source_code: str, language: str) -> list[dict[str, Any]]:
    """Return the outputs that stand in a cell until it is run: one per quiz or figure it shows.

    Only statements of the literal form ``quiz("kfor", part="mandate")`` or ``explore("kfor-strength")``
    count. The cell is read, never executed; what can't be rendered is left out.

    Args:
        source_code: the cell's text.
        language: code of the language, unless the call names its own.

    Example:
        >>> static_outputs("quiz(name_from_elsewhere)", "en")
        []
    """
    outputs = []
    for name, arguments, named in literal_calls(source_code):
        bundle = render(name, arguments, {"language": language, **named})
        if bundle:
            outputs.append({"output_type": "display_data", "data": bundle, "metadata": {}})
    return outputs


def sign(contents: Iterable[bytes]) -> None:
    """Sign notebooks with the learner's own key, so that JupyterLab trusts their static outputs.

    Not being able to is no reason to stop: JupyterLab then shows the outputs' plain text.

    Example:
        >>> sign([])
    """
    contents = list(contents)
    if not contents:
        return
    with contextlib.suppress(Exception):  # a read-only home, a locked or broken database: nothing is lost
        without_iri_grammar()
        import nbformat
        from jupyter_core.paths import jupyter_data_dir
        from nbformat.sign import NotebookNotary

        folder = Path(jupyter_data_dir())
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # else the notary can't keep its secret
        notary = NotebookNotary(data_dir=str(folder))
        try:
            for content in contents:
                notary.sign(nbformat.reads(content.decode("utf-8"), as_version=4))
        finally:
            notary.store.close()


def literal_calls(source_code: str) -> Iterable[tuple[str, list[Any], dict[str, Any]]]:
    """Yield what a cell shows by literal calls: name of the function, arguments, named arguments.

    Example:
        >>> list(literal_calls('quiz("kfor", part="mandate")'))
        [('quiz', ['kfor'], {'part': 'mandate'})]
    """
    try:
        statements = ast.parse(source_code).body
    except (SyntaxError, ValueError):  # a magic, or no Python at all
        return
    for statement in statements:
        call = statement.value if isinstance(statement, ast.Expr) else None
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in _RENDERED):
            continue
        with contextlib.suppress(ValueError):  # an argument that isn't a literal
            arguments = [ast.literal_eval(argument) for argument in call.args]
            named = {word.arg: ast.literal_eval(word.value) for word in call.keywords if word.arg}
            yield call.func.id, arguments, named
