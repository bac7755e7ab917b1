"""Programs in lessons: run once, in a kernel and a folder of their own, and shown with what they print."""

from __future__ import annotations

import ast
import re
import shutil
import tempfile
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from nastava.cli.book.lessons import Cell
from nastava.cli.lesson import literal_calls
from nastava.course.lessons import joined
from nastava.text.messages import translator
from nastava.text.sanitising import sanitise

#: Seconds that one cell may take.
_PATIENCE = 120
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_HEAD = re.compile(r"<th></th>")


@cache
def outputs_of(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the outputs of a notebook's programs by the id of their cell.

    Quizzes and figures are not shown in this run. Nothing beside the notebook is changed: a copy is run.

    Raises:
        RuntimeError: no kernel starts, or it died.
    """
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = _without_shows(joined(cell.source))
    with tempfile.TemporaryDirectory(prefix="nastava-") as place:
        folder = Path(place) / path.parent.name
        shutil.copytree(path.parent, folder)
        client = NotebookClient(
            notebook,
            timeout=_PATIENCE,
            kernel_name="python3",
            allow_errors=True,
            extra_arguments=["--log-level=ERROR"],
            resources={"metadata": {"path": str(folder)}},
        )
        client.execute()
    return {cell.id: list(cell.outputs) for cell in notebook.cells if cell.cell_type == "code"}


def _without_shows(source: str) -> str:
    if not any(literal_calls(source)):
        return source
    tree = ast.parse(source)
    tree.body = [one for one in tree.body if not any(literal_calls(ast.unparse(one)))]
    return ast.unparse(tree)


def program_html(cell: Cell, outputs: list[dict[str, Any]], code: str) -> str:
    """Return a cell's code, and what it gave when it was run."""
    _ = translator(code)
    parts = [f'<pre class="program"><code>{escape(cell.source)}</code></pre>']
    shown = "".join(_output(output, code) for output in outputs)
    if shown:
        name = escape(_("Output"))
        parts.append(f'<div class="output"><p class="sr">{name}</p>{shown}</div>')
    return f'<div class="cell">{"".join(parts)}</div>\n'


def _output(output: dict[str, Any], code: str) -> str:
    _ = translator(code)
    match output["output_type"]:
        case "stream":
            return f"<pre>{escape(joined(output['text']))}</pre>"
        case "error":
            return f"<pre>{escape(_COLOURS.sub('', chr(10).join(output['traceback'])))}</pre>"
        case _:
            data = output["data"]
    if "image/png" in data:
        picture = "".join(data["image/png"]).replace("\n", "")
        alt = escape(_("Picture drawn by the code above"), quote=True)
        return f'<p><img src="data:image/png;base64,{picture}" alt="{alt}"></p>'
    if "text/html" in data:
        return _HEAD.sub("<td></td>", sanitise(joined(data["text/html"])))
    return f"<pre>{escape(joined(data.get('text/plain', '')))}</pre>"
