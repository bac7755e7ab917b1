"""What an answer sheet holds, and how it is read from bytes and turned into bytes.

A sheet is one JSON file with an attempt on each line, so that a damaged one gives back every whole line.
"""

from __future__ import annotations

import json
import math
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nastava.answers.clock import now, stamp
from nastava.answers.sittings import Sitting, is_sitting
from nastava.answers.words import DAMAGED, ENTRIES_DAMAGED, TOO_LARGE
from nastava.text.messages import Notice, notice

FORMAT = 1
#: Larger sheets are neither read nor written: thousands of attempts take a few hundred kilobytes.
MAX_BYTES = 16 * 1024 * 1024
#: Largest response or draft, in characters of JSON.
MAX_VALUE = 1024 * 1024
#: Deepest nesting of one entry: Python reads more than it could write again.
MAX_DEPTH = 64
#: With so many bad lines a damaged file is given up: it is no sheet.
MAX_BAD_LINES = 10_000

#: Fields with a meaning; all others are kept as they are.
_KNOWN = {"format", "quiz", "attempts", "drafts", "typed_in", "opened", "sittings"}
#: Where half a surrogate pair could be written.
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
#: A line that could be an attempt. Line ends are JSON's own: other separators stand inside texts.
_LINE = re.compile(r"^[ \t]*\{[^\n]{30,}$", re.MULTILINE)

Attempt = dict[str, Any]


@dataclass
class SheetContent:
    """What a sheet holds.

    ``attempts`` in the order made. ``drafts``: what was typed and not yet handed in, by item. ``typed_in``: the
    language of a draft, by item; older sheets don't tell it. ``opened``: by item, the number of hints shown and
    whether the solution was. ``sittings``: the times that a quiz was begun anew. ``problems``: what was wrong with the
    file, in sentences. ``extra``: fields of a newer format, kept as they are.
    """

    attempts: list[Attempt] = field(default_factory=list)
    drafts: dict[str, Any] = field(default_factory=dict)
    typed_in: dict[str, str] = field(default_factory=dict)
    opened: dict[str, dict[str, Any]] = field(default_factory=dict)
    sittings: list[Sitting] = field(default_factory=list)
    problems: tuple[Notice, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)
    format: float = FORMAT
    #: The file holds what could neither be read nor put aside: writing over it would lose that.
    at_risk: bool = False

    @property
    def newer(self) -> bool:
        """Whether a newer version of Nastava wrote it."""
        return self.format > FORMAT


def new_attempt(item: str, version: str, response: Any, language: str, hints: int) -> Attempt:
    """Return an attempt made now.

    Args:
        item: id of the item.
        version: version of the item that was shown.
        response: the parsed response, JSON.
        language: code of the language shown.
        hints: how many hints had been opened.

    Example:
        >>> new_attempt("one", "0a1b", "a", "en", 0)["response"]
        'a'
    """
    return {
        "id": uuid.uuid4().hex,
        "item": item,
        "version": version,
        "at": stamp(now()),
        "response": without_halves(response),
        "language": language,
        "hints": hints,
    }


def changes(attempts: Iterable[Attempt]) -> list[Attempt]:
    """Return the attempts that say something else than the one before at the same item.

    To save the same answer once more is no other attempt.

    Example:
        >>> a, b = {"item": "one", "response": "a"}, {"item": "one", "response": "b"}
        >>> changes([a, a, b, a]) == [a, b, a]
        True
    """
    last: dict[str, Any] = {}
    changed = []
    for attempt in attempts:
        item, response = attempt["item"], attempt["response"]
        if item not in last or last[item] != response:
            changed.append(attempt)
        last[item] = response
    return changed


def parse_sheet(raw: bytes) -> SheetContent:
    """Read the bytes of a sheet; what is damaged is left out and said in ``problems``. Never raises.

    Example:
        >>> [str(problem) for problem in parse_sheet(b"{").problems]
        ['The answer sheet was damaged. Attempts that could be read from it: 0.']
    """
    if len(raw) > MAX_BYTES:
        return SheetContent(problems=(notice(TOO_LARGE),))
    text = raw.decode("utf-8-sig", errors="replace")
    try:
        data = _loads(text)
    except (ValueError, RecursionError):
        data = None
    if isinstance(data, dict) and (isinstance(data.get("attempts"), list) or _format(data) > FORMAT):
        content = _content(data)
    else:
        content = SheetContent(attempts=list(_whole_lines(text)))
        content.problems = (notice(DAMAGED, n=len(content.attempts)),)
    if _HALF.search(raw):
        content.attempts = without_halves(content.attempts)
        content.typed_in = without_halves(content.typed_in)
        content.drafts, content.opened = without_halves(content.drafts), without_halves(content.opened)
        content.sittings, content.extra = without_halves(content.sittings), without_halves(content.extra)
    if not content.problems and _is_torn(raw):
        content.problems = (notice(DAMAGED, n=len(content.attempts)),)
    return content


def _is_torn(raw: bytes) -> bool:
    """Return whether some bytes are no UTF-8, so that a text was read with a hole in it."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _content(data: Mapping[str, Any]) -> SheetContent:
    entries, sittings = _listed(data.get("attempts")), _listed(data.get("sittings"))
    drafts, opened = _mapping(data.get("drafts")), _mapping(data.get("opened"))
    others = {key: value for key, value in data.items() if key not in _KNOWN}
    content = SheetContent(
        attempts=[entry for entry in entries if _is_attempt(entry)],
        drafts={item: raw for item, raw in drafts.items() if not _too_deep(raw)},
        typed_in={
            item: code for item, code in _mapping(data.get("typed_in")).items() if isinstance(code, str)
        },
        opened={
            item: seen for item, seen in opened.items() if isinstance(seen, dict) and not _too_deep(seen)
        },
        sittings=[entry for entry in sittings if is_sitting(entry) and not _too_deep(entry)],
        extra={key: value for key, value in others.items() if not _too_deep(value)},
        format=_format(data),
    )
    left_out = len(entries) - len(content.attempts) + len(drafts) - len(content.drafts)
    left_out += len(opened) - len(content.opened) + len(others) - len(content.extra)
    left_out += len(sittings) - len(content.sittings)
    left_out += sum(not isinstance(data.get(name) or {}, dict) for name in ("drafts", "opened"))
    left_out += not isinstance(data.get("sittings") or [], list)
    # What a newer version writes in another form is no damage.
    if left_out and not content.newer:
        content.problems = (notice(ENTRIES_DAMAGED, n=left_out),)
    return content


def _format(data: Mapping[str, Any]) -> float:
    named = data.get("format")
    return named if isinstance(named, (int, float)) and not isinstance(named, bool) else FORMAT


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _is_attempt(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("id"), str)
        and isinstance(entry.get("item"), str)
        and "response" in entry
        and not _too_deep(entry)
    )


def _too_deep(value: Any) -> bool:
    if not value or isinstance(value, str):
        return False
    # Nearly every entry is flat.
    for child in _children(value):
        if isinstance(child, (dict, list, tuple)):
            break
    else:
        return False
    layer = [value]
    for _depth in range(MAX_DEPTH):
        layer = [child for node in layer for child in _children(node)]
        if not layer:
            return False
    return True


def _children(node: Any) -> Any:
    if isinstance(node, dict):
        return node.values()
    return node if isinstance(node, (list, tuple)) else ()


def _whole_lines(text: str) -> Iterator[Attempt]:
    bad = 0
    for match in _LINE.finditer(text):
        try:
            entry = _loads(match[0].strip().rstrip(","))
        except (ValueError, RecursionError):
            entry = None
        if _is_attempt(entry):
            yield entry
        else:
            bad += 1
        if bad > MAX_BAD_LINES:
            return


def is_plain(value: Any, most: int = MAX_VALUE) -> bool:
    """Return whether a value can be written to a sheet and read again: JSON, neither huge nor deeply nested.

    Args:
        value: anything.
        most: characters of JSON that it may have.

    Example:
        >>> is_plain(["a", {"b": None}]), is_plain(float("nan"))
        (True, False)
    """
    try:
        return not _too_deep(value) and len(_one_line(value)) <= most
    except (TypeError, ValueError, RecursionError):
        return False


def without_halves(value: Any) -> Any:
    """Return JSON with half character pairs replaced by the sign for a lost character.

    A browser sends them, as when an emoji was cut in two; neither a notebook nor a message to a browser can
    hold them.

    Example:
        >>> without_halves(["ž", {"a": "b" + chr(0xD83D)}])
        ['ž', {'a': 'b�'}]
    """
    return value if _too_deep(value) and not isinstance(value, str) else _mended(value)


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    elif isinstance(value, dict):
        return {_mended(key): _mended(child) for key, child in value.items()}
    elif isinstance(value, (list, tuple)):
        return [_mended(child) for child in value]
    return value


def dump_sheet(quiz_id: str, content: SheetContent) -> bytes:
    """Return the bytes of a sheet, an attempt a line.

    Example:
        >>> parse_sheet(dump_sheet("kfor", SheetContent(drafts={"one": "half"}))).drafts
        {'one': 'half'}
    """
    attempts = ",\n".join(map(_one_line, content.attempts))
    head = {"format": FORMAT, "quiz": quiz_id, **content.extra}
    fields = [f"{_one_line(key)}: {_one_line(value)}" for key, value in head.items()]
    fields.append(f'"drafts": {_one_line(content.drafts)}')
    if content.typed_in:
        fields.append(f'"typed_in": {_one_line(content.typed_in)}')
    fields.append(f'"opened": {_one_line(content.opened)}')
    fields.append(f'"sittings": {_one_line(content.sittings)}')
    fields.append(f'"attempts": [\n{attempts}\n]')
    # Half a character pair becomes an escape that JSON reads back.
    return ("{\n" + ",\n".join(fields) + "\n}\n").encode("utf-8", "backslashreplace")


def _one_line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _loads(text: str) -> Any:
    return json.loads(text, parse_constant=_no_number, parse_float=_finite)


def _finite(written: str) -> float | None:
    """Read a number beyond all bounds, such as 1e999, as no value: JSON could not write it again."""
    number = float(written)
    return number if math.isfinite(number) else None


def _no_number(_constant: str) -> None:
    """Read NaN and Infinity, which are no JSON, as no value."""
