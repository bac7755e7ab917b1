"""YAML read together with the line on which each value stands, so that a fault can name its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from nastava.quizzes.faults import Fault

#: Larger banks are refused: they would be a mistake or an attack (a bank of 5,000 items has about 10 MB).
MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 40
try:
    _Loader: Any = yaml.CSafeLoader
except AttributeError:  # PyYAML built without libyaml
    _Loader = yaml.SafeLoader

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Source:
    """A parsed YAML file: its data, and for each place in it (path of keys and indices) the line."""

    path: Path
    data: Any
    lines: Mapping[Place, int]
    faults: tuple[Fault, ...] = field(default=())

    def line(self, place: Place) -> int:
        """Return the line of the place, or of the nearest place around it that the file has."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_source(path: Path) -> Source:
    """Read a YAML file. Faults are collected, never raised; ``data`` is None where nothing can be read."""

    def failed(line: int, problem: str, mend: str) -> Source:
        return Source(path, None, {}, (Fault(path, line, None, problem, mend),))

    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except FileNotFoundError:
        return failed(1, "there is no such file", "check the path")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return failed(line, "the file is not UTF-8", "save it as UTF-8")
    except OSError as error:
        return failed(1, f"the file can't be read ({error.strerror})", "check the path and its permissions")
    if len(raw) > MAX_BYTES:
        return failed(1, f"the file is larger than {MAX_BYTES // 2**20} MiB", "split the bank")
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(part for part in (error.context, error.problem) if part)
        return failed(mark.line + 1 if mark else 1, f"YAML error: {what}", _yaml_mend(text, mark))
    except (yaml.YAMLError, RecursionError) as error:
        return failed(
            1, f"YAML error: {type(error).__name__}", "check indentation, quotes and odd characters"
        )
    if root is None:
        return failed(1, "the file is empty", "start with 'id:', 'title:' and 'items:'")
    builder = _Builder(path)
    data = builder.build(root, ())
    return Source(path, data, builder.lines, tuple(builder.faults))


def _yaml_mend(text: str, mark: Any) -> str:
    lines = text.splitlines()
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    if "\t" in line:
        return "indent with spaces, not tabs"
    if line.count(": ") > 1 or ": " in line.partition(": ")[2]:
        return "put the text in quotation marks: a colon inside it ends the key"
    return "check the indentation, the quotation marks and the brackets here and on the line above"


class _Builder:
    """Turns YAML nodes into plain data; anchors and tags are refused, since a bank needs neither."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[Place, int] = {}
        self.faults: list[Fault] = []
        self._seen: set[int] = set()
        self._constructor = yaml.constructor.SafeConstructor()

    def _fault(self, node: yaml.Node, problem: str, mend: str) -> None:
        self.faults.append(Fault(self.path, node.start_mark.line + 1, None, problem, mend))

    def build(self, node: yaml.Node, place: Place) -> Any:
        self.lines[place] = node.start_mark.line + 1
        if len(place) > MAX_DEPTH:
            self._fault(node, "nested too deeply", "flatten this part")
            return None
        if not isinstance(node, yaml.ScalarNode):
            if id(node) in self._seen:
                self._fault(node, "an alias (*name) is used", "write the text out: banks use no anchors")
                return None
            self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, place))
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*place, index)) for index, child in enumerate(node.value)]
        return self._scalar(node)

    def _pairs(self, node: yaml.MappingNode, place: Place) -> Iterator[tuple[Any, Any]]:
        seen: set[Any] = set()
        for key_node, value_node in node.value:
            key = self._scalar(key_node) if isinstance(key_node, yaml.ScalarNode) else None
            # YAML 1.1 reads a bare "no", "on" or "yes" as a truth value: as a key it is always a word.
            if isinstance(key, bool):
                key = key_node.value
            if not isinstance(key, str):
                self._fault(key_node, "a key that is no word", "use a plain word as key")
                continue
            if key in seen:
                self._fault(key_node, f"'{key}' occurs twice here", "keep one of them")
                continue
            seen.add(key)
            value = self.build(value_node, (*place, key))
            self.lines[(*place, key)] = key_node.start_mark.line + 1
            yield key, value

    def _scalar(self, node: yaml.Node) -> Any:
        if not node.tag.startswith("tag:yaml.org,2002:") or node.tag.startswith("tag:yaml.org,2002:python"):
            self._fault(node, f"the tag {node.tag!r} is used", "remove it: banks hold plain values")
            return None
        try:
            return self._constructor.construct_object(node)
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            reason = str(error).splitlines()[0]
            self._fault(
                node, f"the value {node.value!r} can't be read ({reason})", "put it in quotation marks"
            )
            return None
