"""Validation errors in plain words, with the line, the item and the mend."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

from nastava.items import TYPES
from nastava.items.blanks import BLANK_TYPES
from nastava.quizzes.faults import Fault
from nastava.quizzes.plain_yaml import Place
from nastava.quizzes.source import Source

_KINDS = {
    "string_type": "text",
    "bool_type": "true or false",
    "float_type": "a number",
    "int_type": "a whole number",
    "dict_type": "a mapping such as {en: …, sr: …}",
    "list_type": "a list",
    "is_instance_of": "a list",
    "sequence_str": "a list",
    "model_type": "a mapping with named fields",
    "model_attributes_type": "a mapping with named fields",
}


def in_plain_words(error: Any, source: Source) -> Fault:
    """Turn one error of Pydantic into a fault."""
    place = _in_file(error["loc"])
    problem, mend = _words(error, place, source)
    return Fault(source.path, source.line(place), _item_id(place, source), problem, mend)


def _in_file(path: Place) -> Place:
    """Return where the file has it: unions put the type's name into the path, which is no key of the file."""
    place: list[str | int] = []
    for part in path:
        if part not in TYPES and not (place[-2:-1] == ["blanks"] and part in BLANK_TYPES):
            place.append(part)
    return tuple(place)


def _words(error: Any, place: Place, source: Source) -> tuple[str, str]:
    kind, context, name = error["type"], error.get("ctx", {}), _name(place)
    if kind == "nastava":
        return context["problem"], context["mend"]
    if kind == "missing":
        return f"'{place[-1]}' is missing", f"add '{place[-1]}:'"
    if kind == "extra_forbidden":
        return f"'{place[-1]}' is not a field here", "correct the name or remove the line"
    if kind == "union_tag_invalid":
        return _unknown_type(context["tag"], _types_at(place))
    if kind == "union_tag_not_found":
        what = "blank" if "blanks" in place else "item"
        return f"the {what} has no type", f"add 'type:' with one of {', '.join(_types_at(place))}"
    if kind in _KINDS:
        return f"{name} should be {_KINDS[kind]}, but is {_shown(error['input'])}", "correct the value"
    if kind == "string_pattern_mismatch":
        mend = "use lower-case letters, digits and single hyphens"
        return f"{name} is {_shown(error['input'])}", mend
    message = error["msg"][:1].lower() + error["msg"][1:]
    return f"{name}: {message}", "correct the value"


def _types_at(place: Place) -> Sequence[str]:
    return BLANK_TYPES if "blanks" in place else tuple(TYPES)


def _unknown_type(tag: str, types: Sequence[str]) -> tuple[str, str]:
    near = difflib.get_close_matches(tag, types, n=1)
    mend = f"did you mean '{near[0]}'" if near else f"use one of {', '.join(types)}"
    return f"the type '{tag}' is unknown", mend


def _name(place: Place) -> str:
    words = [str(part) for part in place if part != "[key]"]
    return f"'{'.'.join(words[2:] if len(words) > 2 and words[0] == 'items' else words)}'"


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "…"


def _item_id(place: Place, source: Source) -> str | None:
    if len(place) < 2 or place[0] != "items" or not isinstance(place[1], int):
        return None
    try:
        id_ = source.data["items"][place[1]].get("id")
    except (KeyError, IndexError, AttributeError, TypeError):
        id_ = None
    return id_ if isinstance(id_, str) else f"item {place[1] + 1}"
