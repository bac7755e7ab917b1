"""The part of YAML that banks use, read in one pass over the parser's events.

Mappings with words as keys, sequences, plain values. Anchors, aliases, tags, repeated keys and deep nesting
are faults. No tree of nodes is built, which makes this several times as fast as ``yaml.load``; and since an
alias is refused where it stands, a short file can't stand for a huge one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml
from yaml import events

Place = tuple[str | int, ...]

MAX_DEPTH = 40
TOO_DEEP, FLATTEN = "nested too deeply", "flatten this part"
#: Reading ends at this many faults: a file with more is no bank.
MAX_FAULTS = 200
#: A longer number would take minutes to compute (1:59:59:… has the base 60 in YAML 1.1).
_LONGEST_NUMBER = 200
_CORE = "tag:yaml.org,2002:"
_STRING = f"{_CORE}str"
_UNKNOWN = object()
try:
    _Loader: Any = yaml.CSafeLoader
except AttributeError:  # PyYAML built without libyaml
    _Loader = yaml.SafeLoader


@dataclass(frozen=True)
class YamlFault:
    """What is wrong on a line, and how to mend it."""

    line: int
    problem: str
    mend: str


@dataclass(frozen=True)
class PlainYaml:
    """What a text holds: its data (None where it can't be read) and what is wrong with it.

    ``lines`` gives, for each place (path of keys and indices), the line; it is empty unless asked for.
    """

    data: Any
    lines: dict[Place, int]
    faults: tuple[YamlFault, ...]


def parse_yaml(text: str, *, lines: bool = False) -> PlainYaml:
    r"""Read a YAML text. Never raises.

    Args:
        text: one YAML document.
        lines: also note the line of each place, which takes half as long again.

    Example:
        >>> parse_yaml("title: {en: Troops, no: Tropper}").data
        {'title': {'en': 'Troops', 'no': 'Tropper'}}
        >>> parse_yaml("a: 1\na: 2").faults
        (YamlFault(line=2, problem="'a' occurs twice here", mend='keep one of them'),)
    """
    reader = _Reader(text, lines=lines)
    data = None
    try:
        data = reader.document()
    except _EndError:
        pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        what = " ".join(part for part in (error.context, error.problem) if part)
        if "nesting depth" in what:  # libyaml reads ahead, and some versions of it give up before we do
            reader.faults.append(YamlFault(line, TOO_DEEP, FLATTEN))
        else:
            reader.faults.append(YamlFault(line, f"YAML error: {what}", _mend(text, mark)))
    except yaml.YAMLError as error:
        odd = yaml.reader.Reader.NON_PRINTABLE.search(text)
        line = text.count("\n", 0, odd.start()) + 1 if odd else 1
        what = f"the character {odd.group()!r} may not stand in YAML" if odd else type(error).__name__
        mend = "remove it, or write it as an escape in double quotation marks"
        reader.faults.append(YamlFault(line, f"YAML error: {what}", mend))
    return PlainYaml(data, reader.lines, tuple(reader.faults))


def _mend(text: str, mark: Any) -> str:
    lines = text.splitlines()
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    if "\t" in line:
        return "indent with spaces, not tabs"
    if line.count(": ") > 1 or ": " in line.partition(": ")[2]:
        return "put the text in quotation marks: a colon inside it ends the key"
    return "check the indentation, the quotation marks and the brackets here and on the line above"


class _EndError(Exception):
    """Nothing more is to be learnt from this text."""


class _Reader:
    """Builds plain data from the events of one document."""

    def __init__(self, text: str, *, lines: bool) -> None:
        self._next: Callable[[], Any] = _Loader(text).get_event
        self._track = lines
        self.lines: dict[Place, int] = {}
        self.faults: list[YamlFault] = []
        self._resolver: Any = yaml.resolver.Resolver()
        self._constructor = yaml.constructor.SafeConstructor()
        # Field names, numbers and truth values come up again and again.
        self._known: dict[str, Any] = {}

    def document(self) -> Any:
        self._next()  # the stream starts
        if isinstance(first := self._next(), events.StreamEndEvent):
            self._fail(first, "the file is empty", "start with 'id:', 'title:' and 'items:'")
            return None
        start = self._next()
        self.lines[()] = start.start_mark.line + 1
        data = self._value(start, ())
        self._next()  # the document ends
        if not isinstance(second := self._next(), events.StreamEndEvent):
            self._fail(second, "a second document begins", "keep one: remove this line '---'")
        return data

    def _fail(self, event: Any, problem: str, mend: str) -> None:
        self.faults.append(YamlFault(event.start_mark.line + 1, problem, mend))
        if len(self.faults) >= MAX_FAULTS:
            raise _EndError

    def _value(self, event: Any, place: Place) -> Any:
        kind = type(event)
        if kind is events.ScalarEvent:
            return self._scalar(event)
        if kind is events.AliasEvent:
            mend = "write the text out: banks use no aliases"
            return self._fail(event, f"an alias (*{event.anchor}) is used", mend)
        if len(place) > MAX_DEPTH:
            self._fail(event, TOO_DEEP, FLATTEN)
            raise _EndError
        if event.anchor is not None:
            self._anchored(event)
        collection = "map" if kind is events.MappingStartEvent else "seq"
        if event.tag not in {None, "!", f"{_CORE}{collection}"}:
            self._tagged(event)
        return self._mapping(place) if collection == "map" else self._sequence(place)

    def _mapping(self, place: Place) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        following, track = self._next, self._track
        while type(key_event := following()) is not events.MappingEndEvent:
            key = self._key(key_event, place)
            event = following()
            here = (*place, key or "")
            value = self._value(event, here)
            if key is None:
                continue
            if key in pairs:
                self._fail(key_event, f"'{key}' occurs twice here", "keep one of them")
                continue
            if track:
                self.lines[here] = key_event.start_mark.line + 1
            pairs[key] = value
        return pairs

    def _sequence(self, place: Place) -> list[Any]:
        values: list[Any] = []
        following, track = self._next, self._track
        while type(event := following()) is not events.SequenceEndEvent:
            here = (*place, len(values))
            if track:
                self.lines[here] = event.start_mark.line + 1
            values.append(self._value(event, here))
        return values

    def _key(self, event: Any, place: Place) -> str | None:
        if type(event) is events.ScalarEvent:
            key = self._scalar(event)
            if type(key) is str:
                return key
            # YAML 1.1 reads a bare "no", "on" or "yes" as a truth value: as a key it is always a word.
            if type(key) is bool:
                return str(event.value)
        elif type(event) is not events.AliasEvent:
            self._value(event, (*place, ""))  # what is inside is read, so that the next event is the value
        self._fail(event, "a key that is no word", "use a plain word as key")
        return None

    def _scalar(self, event: Any) -> Any:
        if event.anchor is not None:
            self._anchored(event)
        if event.tag is not None:
            return self._tagged_scalar(event)
        if event.style:  # quoted, or a block of text
            return event.value
        value = self._known.get(event.value, _UNKNOWN)
        return self._plain(event) if value is _UNKNOWN else value

    def _plain(self, event: Any) -> Any:
        tag = self._resolver.resolve(yaml.ScalarNode, event.value, (True, False))
        faults = len(self.faults)
        value = event.value if tag == _STRING else self._constructed(event, tag)
        if len(self.faults) == faults and len(event.value) <= _LONGEST_NUMBER:
            self._known[event.value] = value
        return value

    def _constructed(self, event: Any, tag: str) -> Any:
        shown = event.value if len(event.value) <= 40 else f"{event.value[:37]}…"
        mend = "put it in quotation marks"
        if len(event.value) > _LONGEST_NUMBER:
            return self._fail(event, f"the value {shown!r} is too long for a number", mend)
        try:
            return self._constructor.construct_object(yaml.ScalarNode(tag, event.value))
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            reason = str(error).splitlines()[0]
            return self._fail(event, f"the value {shown!r} can't be read ({reason})", mend)

    def _tagged_scalar(self, event: Any) -> Any:
        if event.tag in {"!", _STRING}:
            return event.value
        if event.tag.startswith(_CORE) and not event.tag.startswith(f"{_CORE}python"):
            return self._constructed(event, event.tag)
        return self._tagged(event)

    def _tagged(self, event: Any) -> None:
        self._fail(event, f"the tag {event.tag!r} is used", "remove it: banks hold plain values")

    def _anchored(self, event: Any) -> None:
        mend = "remove it and write the text out where its alias stands"
        self._fail(event, f"an anchor (&{event.anchor}) is used, for an alias", mend)
