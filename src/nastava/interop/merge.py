"""Files that say the same in several languages, made one: items by their ids, texts by language."""

from __future__ import annotations

from typing import Any

from nastava.interop.model import Note, Read
from nastava.text.languages import LANGUAGES, is_localized

_LISTS = ("options", "prompts", "choices", "groups", "entries")


class _DiffersError(Exception):
    """Two items are not the same in two languages; the message names the field."""


def merge(first: Read, second: Read) -> Read:
    """Return what both files hold; an item of the second that is no translation of one of the first is noted."""
    notes = [*first.notes, *(note for note in second.notes if note not in first.notes)]
    others = {item["id"]: item for item in second.items}
    items = []
    for item in first.items:
        other = others.pop(item["id"], None)
        if other is None:
            notes.append(Note(item["id"], "it stands in one of the files alone"))
            items.append(item)
            continue
        try:
            items.append(_merged(item, _renamed(other, item), ""))
        except _DiffersError as error:
            notes.append(Note(item["id"], f"its languages differ in {error}; the first is kept"))
            items.append(item)
    notes += (Note(id_, "the first file has no such question", dropped=True) for id_ in others)
    parts = {id_: {**second.parts.get(id_, {}), **text} for id_, text in first.parts.items()}
    title = {**(second.title or {}), **(first.title or {})} or None
    return Read(items, parts, title, {**second.pictures, **first.pictures}, notes)


def _renamed(item: dict[str, Any], like: dict[str, Any]) -> dict[str, Any]:
    """Return an item with the ids that the other one gave to what stands in the same place."""
    ids: dict[str, str] = {}
    for name in _LISTS:
        for one, other in zip(item.get(name, ()), like.get(name, ()), strict=False):
            ids[one["id"]] = other["id"]
    renamed = dict(item)
    if isinstance(item.get("key"), dict):
        renamed["key"] = {ids.get(row, row): ids.get(target, target) for row, target in item["key"].items()}
    for name in _LISTS:
        if name in item:
            renamed[name] = [
                {
                    field: ids.get(value, value) if field in {"id", "group"} else value
                    for field, value in one.items()
                }
                for one in item[name]
            ]
    return renamed


def _is_text(value: Any) -> bool:
    return is_localized(value) and set(value) <= set(LANGUAGES)


def _merged(one: Any, other: Any, place: str) -> Any:
    if _is_text(one) and _is_text(other):
        return {**other, **one}
    if isinstance(one, dict) and isinstance(other, dict):
        both = {name: _merged(one[name], other[name], name) for name in one if name in other}
        return {**other, **one, **both}
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [_merged(a, b, place) for a, b in zip(one, other, strict=True)]
    if one != other:
        raise _DiffersError(place)
    return one
