"""Sittings on an answer sheet: each time that a quiz was begun anew, with its seed, its items and its times."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from nastava.answers.clock import now, stamp

Sitting = dict[str, Any]


def new_sitting(seed: str, items: Sequence[str], at: datetime | None = None) -> Sitting:
    """Return a sitting that begins now.

    Args:
        seed: what its draws and variants follow from.
        items: ids of the items that it is about.
        at: the time; default: now.

    Example:
        >>> new_sitting("ab12", ["kfor-task"])["items"]
        ['kfor-task']
    """
    return {"id": uuid.uuid4().hex, "seed": seed, "items": list(items), "at": stamp(at or now())}


def is_sitting(entry: Any) -> bool:
    """Return whether an entry of the file has what a sitting needs.

    Example:
        >>> is_sitting({"id": "1"})
        False
    """
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("id"), str)
        and isinstance(entry.get("seed"), str)
        and isinstance(entry.get("items"), list)
    )


def merged_sittings(disk: Sequence[Sitting], mine: Sequence[Sitting]) -> list[Sitting]:
    """Return all sittings; of one that both have, the earliest start and end and the latest time seen hold.

    Example:
        >>> merged_sittings([{"id": "1", "ended": "b"}], [{"id": "1", "ended": "a"}])
        [{'id': '1', 'ended': 'a'}]
    """
    ours = {each["id"]: each for each in mine}
    merged = []
    for theirs in disk:
        # The same object stays in use, so that whoever holds it sees what came from the disk.
        each = ours.pop(theirs["id"], {})
        for name, value in theirs.items():
            if name not in each or _holds(name, value, each[name]):
                each[name] = value
        merged.append(each)
    return [*merged, *ours.values()]


def _holds(name: str, theirs: Any, mine: Any) -> bool:
    if not isinstance(theirs, str) or not isinstance(mine, str):
        return False
    return theirs > mine if name == "latest" else name in {"started", "ended"} and theirs < mine
