"""Reference that is made, not written: the commands from their --help, the fields of a bank from its schema."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

import nastava

_ROOT = Path(__file__).resolve().parents[2]


def setup(app: Sphinx) -> dict[str, bool]:
    """Add to each reference page what is made for it."""
    app.connect("source-read", _read)
    app.connect("autodoc-process-docstring", _let_blocks_stand_apart, priority=600)  # after napoleon
    return {"parallel_read_safe": True}


def _read(_app: Sphinx, docname: str, content: list[str]) -> None:
    made = {"docs/reference/commands": commands, "docs/reference/bank": bank}.get(docname)
    if made:
        content[0] += "\n" + made()
    elif docname == "docs/reference/python":
        content[0] = content[0].replace("<!-- names of nastava -->", names())


def names() -> str:
    """Return the descriptions of all names that can be imported from the package itself."""
    functions = [name for name in nastava.__all__ if not name.startswith("__")]
    return "\n".join(["```{eval-rst}", *(f".. autofunction:: nastava.{name}" for name in functions), "```"])


def _let_blocks_stand_apart(
    _app: Sphinx, _what: str, _name: str, _object: Any, _options: Any, lines: list[str]
) -> None:
    """An indented block may follow a paragraph of several lines at once; reStructuredText wants a line between."""
    texts = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ`"
    for place in range(len(lines) - 1, 1, -1):
        before, above = lines[place - 2], lines[place - 1]
        if lines[place].startswith(" ") and above[:1] in texts and above and before[:1] in texts and before:
            lines.insert(place, "")


def commands() -> str:
    """Return what --help says of every command and of those below it, as Markdown."""
    command = [sys.executable, "-m", "typer", "nastava.cli", "utils", "docs", "--name", "nastava"]
    done = subprocess.run(command, cwd=_ROOT / "src", check=True, capture_output=True, text=True)
    told = dict(re.findall(r"^#+ `(nastava [^`]+)`\n\n(.+)", done.stdout, re.MULTILINE))
    lines, above = [], "nastava"
    for line in done.stdout.splitlines()[1:]:
        if heading := re.fullmatch(r"#+ `(.+)`", line):
            above = heading[1]
        # Lists of commands lead to them; every command has --help, which need not be said each time.
        if named := re.fullmatch(r"\* `([a-z]+)`: .*", line):
            name = f"{above} {named[1]}"
            lines.append(f"* [`{name}`](#{name.replace(' ', '-')}): {told[name]}")
        elif not line.startswith("* `--help`"):
            lines.append(line)
    text = "\n".join(lines) + "\n"
    return re.sub(r"\*\*Options\*\*:\n\n+(?=\*\*|#|$)", "", text)


def bank() -> str:
    """Return the fields of a bank and of all that stands in it, as Markdown tables."""
    schema = json.loads((_ROOT / "quizzes" / "bank.schema.json").read_text(encoding="utf-8"))
    types = schema["properties"]["items"]["items"]["discriminator"]["mapping"]
    items = {reference.rpartition("/")[2]: name for name, reference in types.items()}
    titles = {name: items.get(name) or _title(name) for name in schema["$defs"]}
    shared = _shared([schema["$defs"][name] for name in sorted(items)])
    parts = [
        "## A bank",
        _told(schema),
        _table(schema, titles),
        "## Every item",
        _rows(shared, set(), titles),
    ]
    for title, names in (("Types of items", set(items)), ("What stands in them", set(titles) - set(items))):
        parts.append(f"## {title}")
        for name in sorted(names, key=lambda one: titles[one]):
            own = schema["$defs"][name]
            left_out = shared if name in items else {}
            parts += [f"### {titles[name]}", _told(own), _table(own, titles, left_out)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _title(name: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.rpartition("__")[2]).lower().capitalize()
    module = re.fullmatch(r"nastava__items__(\w+)__Entry", name)
    return f"Entry of {module[1]}" if module else words


def _shared(definitions: list[dict[str, Any]]) -> dict[str, Any]:
    first = definitions[0]["properties"]
    return {
        name: said
        for name, said in first.items()
        if name != "type" and all(one["properties"].get(name) == said for one in definitions)
    }


def _told(definition: dict[str, Any]) -> str:
    return str(definition.get("description", "")).replace("``", "`")


def _table(definition: dict[str, Any], titles: dict[str, str], left_out: dict[str, Any] | None = None) -> str:
    properties = {
        name: said for name, said in definition.get("properties", {}).items() if name not in (left_out or {})
    }
    return _rows(properties, set(definition.get("required", [])), titles)


def _rows(properties: dict[str, Any], required: set[str], titles: dict[str, str]) -> str:
    if not properties:
        return ""
    rows = ["| Field | Takes | If left out | Meaning |", "|---|---|---|---|"]
    for name, said in properties.items():
        default = "must be given" if name in required else _default(said.get("default"))
        meaning = said.get("description") or next(
            (one["description"] for one in said.get("anyOf", []) if "description" in one), ""
        )
        meaning = (
            ""
            if meaning.startswith("The same text in each")
            else meaning.replace("``", "`").replace("\n", " ")
        )
        rows.append(
            f"| `{name}` | {_takes(said, titles)} | {default} | {meaning.replace('|', chr(92) + '|')} |"
        )
    return "\n".join(rows)


def _default(value: Any) -> str:
    if value in (None, [], {}, ""):
        return ""
    return f"`{json.dumps(value, ensure_ascii=False)}`" if not isinstance(value, str) else f"`{value}`"


def _takes(said: dict[str, Any], titles: dict[str, str]) -> str:
    if "$ref" in said:
        title = titles[said["$ref"].rpartition("/")[2]]
        return f"[{title}](#{title.lower().replace(' ', '-')})"
    if "const" in said:
        return f"`{said['const']}`"
    if "enum" in said:
        return " or ".join(f"`{one}`" for one in said["enum"])
    for several in ("anyOf", "oneOf"):
        if several in said:
            found = [_takes(one, titles) for one in said[several] if one.get("type") != "null"]
            return "an item of any type" if len(found) > 6 else " or ".join(dict.fromkeys(found))
    return _takes_of_kind(said, titles)


def _takes_of_kind(said: dict[str, Any], titles: dict[str, str]) -> str:
    kind = said.get("type")
    if kind == "array":
        return f"a list: {_takes(said.get('items', {}), titles)}"
    if kind == "object" and "patternProperties" in said:
        (pattern, value), *_ = said["patternProperties"].items()
        if pattern.startswith("^[a-z]{2,3}(-"):
            return "text in each language"
        return f"by id: {_takes(value, titles)}"
    if kind == "object" and isinstance(said.get("additionalProperties"), dict):
        return f"by name: {_takes(said['additionalProperties'], titles)}"
    if kind in {"integer", "number"}:
        return ("whole number" if kind == "integer" else "number") + _bounds(said)
    if kind == "string":
        return "id" if "pattern" in said else "text"
    return {"boolean": "`true` or `false`", "object": "fields"}.get(str(kind), "any value")


def _bounds(said: dict[str, Any]) -> str:
    low, high = said.get("minimum"), said.get("maximum")
    above, below = said.get("exclusiveMinimum"), said.get("exclusiveMaximum")
    words = [f"over {above}" if above is not None else "", f"from {low}" if low is not None else ""]
    words += [f"under {below}" if below is not None else "", f"to {high}" if high is not None else ""]
    told = " ".join(word for word in words if word)
    return f", {told}" if told else ""
