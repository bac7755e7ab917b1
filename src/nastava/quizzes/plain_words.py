"""Validation errors in plain words, with the line, the item and the mend."""

from __future__ import annotations

import difflib
from typing import Any

from nastava.items import TYPES
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
    # Discriminated unions put the type's name into the path; the file has no such key.
    place: Place = tuple(part for part in error["loc"] if part not in TYPES)
    problem, mend = _words(error, place, source)
    return Fault(source.path, source.line(place), _item_id(place, source), problem, mend)


def _words(error: Any, place: Place, source: Source) -> tuple[str, str]:
    kind, context, name = error["type"], error.get("ctx", {}), _name(place)
    if kind == "nastava":
        return context["problem"], context["mend"]
    if kind == "missing":
        return f"'{place[-1]}' is missing", f"add '{place[-1]}:'"
    if kind == "extra_forbidden":
        return f"'{place[-1]}' is not a field here", "correct the name or remove the line"
    if kind == "union_tag_invalid":
        return _unknown_type(context["tag"])
    if kind == "union_tag_not_found":
        return "the item has no type", f"add 'type:' with one of {', '.join(TYPES)}"
    if kind in _KINDS:
        return f"{name} should be {_KINDS[kind]}, but is {_shown(error['input'])}", "correct the value"
    if kind == "string_pattern_mismatch":
        mend = "use lower-case letters, digits and single hyphens"
        return f"{name} is {_shown(error['input'])}", mend
    message = error["msg"][:1].lower() + error["msg"][1:]
    return f"{name}: {message}", "correct the value"


def _unknown_type(tag: str) -> tuple[str, str]:
    near = difflib.get_close_matches(tag, TYPES, n=1)
    mend = f"did you mean '{near[0]}'" if near else f"use one of {', '.join(TYPES)}"
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
