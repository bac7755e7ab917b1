"""Templates of items and banks, taken as text from the example banks, and put into a bank as text.

A bank is its author's own file: its comments, quotation marks and line breaks stay as they are.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Any

import yaml

from nastava.errors import BankError, NastavaError
from nastava.items import TYPES
from nastava.quizzes.faults import shown

_EXAMPLES = Path(__file__).parent / "examples"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def checked_id(id_: str) -> str:
    """Return the id if it may be one.

    Raises:
        NastavaError: it may not; the message says what it is made of.

    Example:
        >>> checked_id("kfor-lead")
        'kfor-lead'
    """
    if not _SLUG.fullmatch(id_) or len(id_) > 80:
        raise NastavaError(f"The id {id_!r} won't do. Use lower-case letters, digits and single hyphens.")
    return id_


def type_named(name: str) -> str:
    """Return the question type meant; hyphens will do for underscores.

    Raises:
        NastavaError: there is none; the message names the nearest.

    Example:
        >>> type_named("single-choice")
        'single_choice'
    """
    wanted = name.replace("-", "_").lower()
    if wanted in TYPES:
        return wanted
    near = difflib.get_close_matches(wanted, TYPES, n=1, cutoff=0.4)
    meant = f" Did you mean {near[0]}?" if near else ""
    raise NastavaError(f"There is no question type {name!r}.{meant} Types: {', '.join(TYPES)}.")


def item_template(type_: str, id_: str, part: str | None = None) -> str:
    """Return an item of the type to be filled in, as it stands in its example bank, with the bank's comment.

    Args:
        type_: a question type, by its word in banks.
        id_: the id that the item gets.
        part: the part of the bank that it belongs to, if that has parts.

    Raises:
        NastavaError: the type has no example.

    Example:
        >>> print(item_template("single_choice", "first").splitlines()[1])
        - id: first
    """
    path = _EXAMPLES / f"{type_.replace('_', '-')}.yaml"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NastavaError(f"The question type {type_!r} has no example to start from.") from None
    items = _value(yaml.compose(text, Loader=yaml.SafeLoader), "items")
    lines = text.splitlines()
    start = items.start_mark
    end = items.value[1].start_mark.line if len(items.value) > 1 else len(lines)
    head = "\n".join(line for line in lines[: start.line] if line.startswith("#"))
    body = "\n".join(line[start.column :] for line in lines[start.line : end]).rstrip()
    return f"{head}\n{_with_part(_with_id(body, id_), part)}\n".lstrip("\n")


def _with_id(body: str, id_: str) -> str:
    return re.sub(r"^(- |  )id: .*$", lambda match: f"{match[1]}id: {id_}", body, count=1, flags=re.MULTILINE)


def _with_part(body: str, part: str | None) -> str:
    body = re.sub(r"^  part: .*\n", "", body, count=1, flags=re.MULTILINE)
    if part is None:
        return body
    return re.sub(r"^(- |  )type: .*$", rf"\g<0>\n  part: {part}", body, count=1, flags=re.MULTILINE)


def bank_template(id_: str, *, schema: bool) -> str:
    """Return a bank with one item to begin with.

    Args:
        id_: the bank's id, which is the name of its file too.
        schema: whether the schema of banks lies beside it, so that editors can complete and check.

    Example:
        >>> bank_template("first", schema=False).splitlines()[0]
        'id: first'
    """
    modeline = "# yaml-language-server: $schema=bank.schema.json\n" if schema else ""
    item = item_template("single_choice", f"{id_}-1")
    return (
        f'{modeline}id: {id_}\ntitle: {{en: "Title of the quiz", sr: "Naslov kviza"}}\nmode: practice\n'
        f"items:\n{_indented(item, 2)}"
    )


def _indented(text: str, by: int) -> str:
    return "".join(f"{' ' * by}{line}" if line.strip() else line for line in text.splitlines(keepends=True))


def with_item(text: str, path: Path, template: str) -> str:
    """Return the bank's text with a template behind its last item, and everything else as it was.

    Args:
        text: the bank.
        path: where it lies, for messages.
        template: what :func:`item_template` returned.

    Raises:
        BankError: there is no place for it that could be told from the text.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    items = _value(root, "items")
    if not isinstance(items, yaml.SequenceNode) or items.flow_style or not items.value:
        raise BankError(
            f"{shown(path)}: 'items:' is no list with a line for each item ('- id: …'). Write it so, then try again."
        )
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    column = items.start_mark.column
    place = _end_of(items, root, lines)
    block = "\n" + _indented(template, column)
    before = "".join(lines[:place])
    if before and not before.endswith("\n"):
        before += newline
    return before + block.replace("\n", newline) + "".join(lines[place:])


def _end_of(items: Any, root: Any, lines: list[str]) -> int:
    """Return the number of lines up to the end of the last item; what stands behind belongs to something else."""
    later = [
        key.start_mark.line for key, _ in root.value if key.start_mark.line > items.value[0].start_mark.line
    ]
    place: int = min(later, default=len(lines))
    while place and (not lines[place - 1].strip() or (later and lines[place - 1].startswith("#"))):
        place -= 1
    return place


def ids_and_parts(text: str) -> tuple[list[str], list[str], str | None]:
    """Return the ids of a bank's items, its parts, and the part of its last item.

    Example:
        >>> ids_and_parts("{parts: {a: {en: A}}, items: [{id: x, part: a}]}")
        (['x'], ['a'], 'a')
    """
    data = yaml.safe_load(text)
    items = [item for item in data["items"] if isinstance(item, dict)]
    parts = [str(name) for name in data.get("parts") or ()]
    last = items[-1].get("part") if items else None
    return [str(item.get("id")) for item in items], parts, last


def _value(root: Any, key: str) -> Any:
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)
