"""Lessons as pages to read: quizzes and figures as they sleep in a notebook, without the words on waking them."""

from __future__ import annotations

import ast
import json
import os
import re
import tempfile
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from repository_links import linked
from sphinx.application import Sphinx

import nastava
from nastava.cli.lesson import with_static_outputs

_LESSON = re.compile(r"notebooks/(\w+)/([\w-]+)")
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_WAKE = re.compile(r'<p class="nastava-wake">.*?</p>', re.DOTALL)
_FIGURE_IN_WORDS = re.compile(r'<svg [^>]*?role="img" aria-label="([^"]*)"')
_DESCRIPTION = {"en": "The figure in words", "sr": "Grafikon opisan riječima"}
#: What a lesson calls to show something, and what asks something of the learner: never run here.
_SHOWN = set(nastava.__all__) - {"dataset"}
#: The start page of a language has the other pages below it.
START = "00-start"


def setup(app: Sphinx) -> dict[str, bool]:
    """Have each lesson read as a page."""
    app.connect("source-read", _read)
    return {"parallel_read_safe": True}


def _read(app: Sphinx, docname: str, content: list[str]) -> None:
    found = _LESSON.fullmatch(docname)
    if found:
        notebook = as_page(content[0], found[1])
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown":
                cell["source"] = linked(app, docname, _with_pictures(cell))
        if found[2] == START:
            tree = "```{toctree}\n:hidden:\n:glob:\n\n0[1-9]-*\n*\n```"
            notebook["cells"].append({"id": "pages", "cell_type": "markdown", "metadata": {}, "source": tree})
        content[0] = json.dumps(notebook, ensure_ascii=False)


def as_page(text: str, code: str) -> dict[str, Any]:
    """Return the notebook with what its cells show, in the language with this code."""
    notebook: dict[str, Any] = json.loads(with_static_outputs(text.encode(), code))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    programs = [_without_calls(_source(cell)) for cell in cells]
    teaches_code = any(_does_something(program) for program in programs)
    if teaches_code:
        for cell, outputs in zip(cells, _run(tuple(programs)), strict=True):
            cell["outputs"] = [*outputs, *cell["outputs"]]
    styles: set[str] = set()
    for cell in cells:
        for output in cell["outputs"]:
            if "nastava-dormant" in "".join(output.get("data", {}).get("text/html", "")):
                output["data"] = {"text/html": _to_read("".join(output["data"]["text/html"]), code, styles)}
        cell["outputs"] = [one for one in cell["outputs"] if one.get("data") != {"text/html": ""}]
        if cell["outputs"] and not teaches_code:
            cell["metadata"].setdefault("tags", []).append("remove-input")
    return notebook


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def _to_read(html: str, code: str, styles: set[str]) -> str:
    """Return a sleeping output for readers: each style once a page, no words on waking, figures told in words."""
    for style in _STYLE.findall(html):
        html = html.replace(style, "", 1) if style in styles else html
        styles.add(style)
    html = _WAKE.sub("", html)
    if re.search(r"<div[^>]*></div>$", html):  # what is due and what was learnt is each learner's own
        return ""
    words = _FIGURE_IN_WORDS.search(html)
    if words and 'data-nastava-static="figure"' in html:
        told = (
            f"<details><summary>{_DESCRIPTION[code]}</summary><p>{escape(unescape(words[1]))}</p></details>"
        )
        html = html.replace("</figure>", f"</figure>{told}", 1)
    return html


def _with_pictures(cell: dict[str, Any]) -> str:
    """Return the text of a cell with the pictures that are attached to it inside."""
    attachments = cell.pop("attachments", {})

    def picture(found: re.Match[str]) -> str:
        ((kind, data),) = attachments[found[2]].items()
        return f'<p><img alt="{escape(found[1])}" src="data:{kind};base64,{"".join(data.split())}"></p>'

    return re.sub(r"!\[([^\]]*)\]\(attachment:([^)]+)\)", picture, _source(cell))


def _without_calls(source: str) -> str:
    """Return a cell's program without the calls that are drawn without a kernel."""
    kept = [
        statement
        for statement in ast.parse(source).body
        if not (
            isinstance(statement, ast.Expr)
            and isinstance(statement.value, ast.Call)
            and getattr(statement.value.func, "id", None) in _SHOWN
        )
    ]
    return "\n".join(ast.get_source_segment(source, statement) or "" for statement in kept)


def _does_something(program: str) -> bool:
    return any(not isinstance(one, ast.Import | ast.ImportFrom) for one in ast.parse(program).body)


@cache
def _run(programs: tuple[str, ...]) -> list[list[dict[str, Any]]]:
    """Return what each of a lesson's programs shows, run one after the other in one kernel."""
    cells = [nbformat.v4.new_code_cell(program) for program in programs]
    notebook = nbformat.v4.new_notebook(cells=cells)
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            timeout=120,
            allow_errors=True,
            extra_arguments=["--log-level=ERROR"],
            resources={"metadata": {"path": folder}},
        )
        client.log.setLevel("ERROR")
        package = str(Path(__file__).resolve().parents[2] / "src")
        client.execute(env={**os.environ, "NASTAVA_HOME": folder, "PYTHONPATH": package})
    return [[dict(output) for output in cell.outputs] for cell in notebook.cells]
