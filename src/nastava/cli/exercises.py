"""An assignment for a learner alone: the note on its first page, whether it was tried, its worked solution."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nastava.answers import Sheet
from nastava.cli.lesson import fingerprint
from nastava.course.lessons import joined

#: The exercises are bilingual, and so is what is added to them.
_BETWEEN = "\n\n---\n\n"
_ALONE = """\
**Studying on your own?** This is the exercise as a class gets it. Nobody collects it, and nobody marks it; pass over \
what it says about handing in. The checks below each exercise and the button *Validate* work as they stand. Once you \
have tried, write `nastava solution {name}` in a terminal (*File → New → Terminal*): a worked solution appears beside \
this page. If your course has an instructor, do the copy that you get there, not this one."""
_ALONE_SR = """\
**Učiš na svoju ruku?** Ovo je vježba onakva kakvu dobija grupa. Niko je ne prikuplja i ne ocjenjuje; preskoči ono što \
piše o predaji. Provjere ispod svakog zadatka i dugme *Validate* rade kao i inače. Kad pokušaš, upiši \
`nastava solution {name}` u terminal (*File → New → Terminal*): pored ove stranice pojaviće se urađeno rješenje. Ako \
tvoj kurs ima nastavnika ili nastavnicu, radi primjerak koji dobiješ tamo, a ne ovaj."""
_WORKED = """\
**Worked solution.** One way of several; below each exercise stands why. The checks that were hidden are here too: run \
everything with *Run → Run All Cells*."""
_WORKED_SR = """\
**Urađeno rješenje.** Jedan način od više njih; ispod svakog zadatka piše zašto. Tu su i provjere koje su bile \
skrivene: pokreni sve sa *Run → Run All Cells*."""
_COMMENTARY = {"en": "**Commentary.** ", "sr": "**Komentar.** "}
_MARKS = re.compile(r"^[ \t]*### (?:BEGIN|END) (?:SOLUTION|HIDDEN TESTS|MARK SCHEME)[ \t]*\n?", re.MULTILINE)
#: Pages on how to work and to hand in, which a solution doesn't need.
_LEFT_OUT = ("how-to-work", "hand-in")


def for_one_alone(content: bytes, name: str) -> bytes:
    """Return a released notebook with a note to those who study alone below its title.

    All other cells stay as nbgrader wrote them. What can't be read stays whole.

    Args:
        content: the notebook file.
        name: of the assignment.

    Example:
        >>> for_one_alone(b"not a notebook", "kfor-2023")
        b'not a notebook'
    """
    try:
        notebook = json.loads(content)
        text = _BETWEEN.join((_ALONE, _ALONE_SR)).replace("{name}", name)
        notebook["cells"].insert(1, _markdown("alone", text))
    except (ValueError, TypeError, KeyError, AttributeError):
        return content
    return _dumped(notebook)


def was_tried(folder: Path, name: str, given: str | None) -> bool:
    """Tell whether the learner has worked on an exercise: a change that is saved, or an answer in its quiz.

    Args:
        folder: of the exercise, in the workspace.
        name: of the assignment.
        given: the fingerprint of the notebook that was written there.

    Example:
        >>> was_tried(Path("nowhere"), "kfor-2023", None)
        False
    """
    notebook = folder / f"{name}.ipynb"
    if notebook.is_file() and fingerprint(notebook.read_bytes()) != given:
        return True
    return any(_has_attempts(path) for path in (folder / "answers").glob("*.json"))


def _has_attempts(path: Path) -> bool:
    with contextlib.suppress(
        Exception
    ):  # a sheet may hold anything; a damaged one is mended where it is answered
        return bool(Sheet.read(path).attempts)
    return False


def worked(instructor: bytes, commentary: Mapping[str, Mapping[str, str]]) -> bytes:
    """Return the notebook of a worked solution.

    Args:
        instructor: the instructor's version of the assignment.
        commentary: on each solved cell, by its grade id, in each written language.

    Example:
        >>> b"Worked solution" in worked(b'{"cells": []}', {})
        True
    """
    notebook = json.loads(instructor)
    cells: list[dict[str, Any]] = []
    for cell in notebook["cells"]:
        if cell.get("id") in _LEFT_OUT:
            continue
        about = cell["metadata"].pop("nbgrader", {})
        cell["source"] = _MARKS.sub("", joined(cell["source"]))
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
        cells.append(cell)
        said = commentary.get(about.get("grade_id", ""))
        if said:
            text = _BETWEEN.join(_COMMENTARY[code] + said[code] for code in _COMMENTARY)
            cells.append(_markdown(f"commentary-{cell['id']}", text))
    cells.insert(1, _markdown("worked", _BETWEEN.join((_WORKED, _WORKED_SR))))
    return _dumped(notebook | {"cells": cells})


def _markdown(id_: str, text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": id_, "metadata": {}, "source": text.splitlines(keepends=True)}


def _dumped(notebook: dict[str, Any]) -> bytes:
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()
