"""In which order attempts stand when several kernels write one sheet.

What a kernel saw on the sheet when an attempt was made comes before that attempt, whatever the clock says:
clocks are set back and far ahead. Only where two kernels did not know of each other does time decide.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from nastava.answers.content import Attempt


def merged(
    disk: Sequence[Attempt],
    mine: Sequence[Attempt],
    *,
    follows: Mapping[str, Collection[str]],
    late: Collection[str],
) -> list[Attempt]:
    """Return the attempts of both, each once.

    Args:
        disk: what the file holds.
        mine: what this kernel holds, in the order in which it came to know of it.
        follows: for attempts that are not on the disk yet, ids of those that it comes after: the last one on the
            sheet when it was made, and the one made before it.
        late: ids of those that could not be written when they were made.

    Example:
        >>> a, b = {"id": "a"}, {"id": "b"}
        >>> merged([a], [a, b], follows={"b": ["a"]}, late=()) == merged([a, b], [b], follows={}, late=())
        True
    """
    result = list(disk)
    known = {attempt["id"] for attempt in disk}
    before: list[str] = []
    for attempt in mine:
        id_ = attempt["id"]
        if id_ not in known:
            earliest = max((_place_after(other, result) for other in follows.get(id_, before)), default=0)
            if id_ in late:
                place = max(earliest, _place_by_time(attempt, result))
            else:
                # Made just now; or once on the disk and gone from there, so back to where it was.
                place = len(result) if id_ in follows else earliest
            result.insert(place, attempt)
            known.add(id_)
        before = [id_]
    return result


def _place_after(id_: str, attempts: Sequence[Attempt]) -> int:
    place = len(attempts)
    while place:
        if attempts[place - 1]["id"] == id_:
            return place
        place -= 1
    return 0


def _place_by_time(attempt: Attempt, attempts: Sequence[Attempt]) -> int:
    """Return where an attempt that is written late belongs: before those that another kernel made since."""
    place = len(attempts)
    while place and str(attempts[place - 1].get("at")) > str(attempt.get("at")):
        place -= 1
    return place
