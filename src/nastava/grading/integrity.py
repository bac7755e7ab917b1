"""What was done to the cells that count, in the notebook as it was handed in. None of it changes any points."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from nastava.grading.notes import Note
from nastava.grading.released import ReleasedCell
from nastava.grading.words import (
    NOTE_ADDED,
    NOTE_ALTERED,
    NOTE_DOUBLED,
    NOTE_FLAGS,
    NOTE_MISSING,
    NOTE_POINTS,
    NOTE_RETAGGED,
)
from nastava.text.messages import notice

_FLAGS = ("grade", "locked", "solution", "task")
#: Most cells that are named of those that a student made up.
_MOST_ADDED = 10
_ODD = re.compile(r"[^\w.+ -]")


def raw_cells(path: Path) -> list[dict[str, Any]]:
    """Return the cells of a notebook file as they stand there; none where it can't be read.

    Example:
        >>> raw_cells(Path("nowhere.ipynb"))
        []
    """
    try:
        cells = json.loads(path.read_bytes().decode("utf-8-sig", "replace"))["cells"]
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        return []
    return [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []


def integrity_notes(
    handed_in: Iterable[Mapping[str, Any]],
    released: Iterable[ReleasedCell],
    as_released: Callable[[ReleasedCell], str],
    tags: Mapping[str, frozenset[str]],
) -> Iterator[Note]:
    """Compare the cells that count with what was released.

    Args:
        handed_in: raw cells, of which nothing is sure.
        released: the gradebook's cells.
        as_released: gives the text of a cell as students got it, without its hidden tests.
        tags: the tags that the instructor's own release has, by cell.
    """
    by_name: dict[str, list[Mapping[str, Any]]] = {}
    for raw in handed_in:
        name = _about(raw).get("grade_id")
        if isinstance(name, str):
            by_name.setdefault(name, []).append(raw)
    known = set()
    for cell in released:
        known.add(cell.name)
        if cell.must_be_there:
            there = by_name.get(cell.name, [])
            yield from _compare(there, cell, as_released, tags.get(cell.name, frozenset()))
    added = (name for name, there in by_name.items() if name not in known and _says_graded(there))
    yield from (Note("cell-added", _shown(name), notice(NOTE_ADDED)) for name in islice(added, _MOST_ADDED))


def _says_graded(cells: Iterable[Mapping[str, Any]]) -> bool:
    return any(bool(_about(cell).get("grade")) for cell in cells)


def _compare(
    there: list[Mapping[str, Any]],
    cell: ReleasedCell,
    as_released: Callable[[ReleasedCell], str],
    tags: frozenset[str],
) -> Iterator[Note]:
    if not there:
        yield Note("cell-missing", cell.name, notice(NOTE_MISSING))
        return
    if len(there) > 1:
        yield Note("cell-doubled", cell.name, notice(NOTE_DOUBLED, n=len(there)))
    taken = there[-1]
    if cell.locked and not cell.solution and _lines(_text(taken)) != _lines(as_released(cell)):
        yield Note("cell-altered", cell.name, notice(NOTE_ALTERED))
    about = _about(taken)
    changed = [flag for flag in _FLAGS if bool(about.get(flag, False)) != getattr(cell, flag)]
    if taken.get("cell_type") != cell.cell_type:
        changed.append("cell_type")
    if changed:
        yield Note("cell-flags", cell.name, notice(NOTE_FLAGS, what=", ".join(changed)))
    if cell.points is not None and not _same(about.get("points"), cell.points):
        points, of = _shown(about.get("points")), f"{cell.points:g}"
        yield Note("cell-points", cell.name, notice(NOTE_POINTS, points=points, of=of))
    extra = sorted(_tags(taken) - tags)
    if extra:
        yield Note("cell-tags", cell.name, notice(NOTE_RETAGGED, tags=", ".join(map(_shown, extra[:5]))))


def tags_by_name(cells: Iterable[Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    """Return the tags of a notebook's cells by their grade id.

    Example:
        >>> tags_by_name([{"metadata": {"tags": ["hard"], "nbgrader": {"grade_id": "test-total"}}}])
        {'test-total': frozenset({'hard'})}
    """
    names = ((cell, _about(cell).get("grade_id")) for cell in cells)
    return {name: frozenset(_tags(cell)) for cell, name in names if isinstance(name, str)}


def _about(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    metadata = cell.get("metadata")
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return about if isinstance(about, dict) else {}


def _tags(cell: Mapping[str, Any]) -> set[str]:
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return {tag for tag in tags if isinstance(tag, str)} if isinstance(tags, list) else set()


def _text(cell: Mapping[str, Any]) -> str:
    source = cell.get("source")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


def _same(points: Any, released: float) -> bool:
    return isinstance(points, (int, float)) and not isinstance(points, bool) and float(points) == released


def _shown(value: Any) -> str:
    return _ODD.sub("?", str(value)[:40])
