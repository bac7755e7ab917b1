"""What was read, as the YAML of a bank."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from nastava.interop.model import Read
from nastava.items import AnyItem, Item
from nastava.quizzes.texts import texts_of
from nastava.text.languages import LANGUAGES, WRITTEN, is_localized

#: What an item of another system need not have, so that its form can be looked at before somebody adds it.
_ADDED: Mapping[str, Any] = {"explanation": {"en": "x", "sr": "x"}, "facts": ["x"]}
_TAGS = {"topic": "x", "bloom": "remember"}
_ORDER = [
    "id",
    "type",
    "part",
    "points",
    "survey",
    "shuffle",
    "certainty",
    "attempts",
    "attempt_penalty",
    "stem",
    "text",
    "blanks",
    "unit",
    "units",
    "key",
    "tolerance",
    "computed",
    "near",
    "accept",
    "accept_partly",
    "typos",
    "options",
    "prompts",
    "choices",
    "reuse",
    "groups",
    "entries",
    "scoring",
    "penalty",
    "floor",
    "first",
    "last",
    "timeline",
    "words",
    "sample_answer",
    "feedback",
    "hints",
    "explanation",
    "tags",
    "facts",
]


def bank_data(id_: str, read: Read, *, pictures: str) -> dict[str, Any]:
    """Return a bank of what was read, as its file says it; items that could be none are left out and noted.

    Args:
        id_: of the bank.
        read: from a file of another system.
        pictures: path of the folder with the pictures, as seen from the bank.
    """
    items = []
    for item in (_with_pictures(one, pictures) for one in read.items):
        problem = problem_of(item)
        if problem:
            read.drop(item["id"], problem)
        else:
            items.append({name: item[name] for name in sorted(item, key=_place)})
    data: dict[str, Any] = {
        "id": id_,
        "title": read.title or dict.fromkeys(WRITTEN, id_),
        "mode": "practice",
    }
    ordered = [
        item for item in items if item["type"] in {"single_choice", "multiple_choice", "cloze", "matching"}
    ]
    if ordered and all(item.get("shuffle") for item in ordered):
        data["shuffle"] = True
        for item in ordered:
            item.pop("shuffle")
    used = {item.get("part") for item in items}
    if len(used) > 1 or (used and None not in used and len(read.parts) > 1):
        other = {"en": "Other questions", "sr": "Ostala pitanja"}
        data["parts"] = {part: read.parts.get(part, {"en": part, "sr": part}) for part in _parts(items)}
        if None in used:
            data["parts"]["other"] = other
            for item in items:
                item.setdefault("part", "other")
    else:
        for item in items:
            item.pop("part", None)
    return {**data, "items": items}


def _parts(items: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(item["part"] for item in items if item.get("part")))


def _place(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _with_pictures(value: Any, folder: str) -> Any:
    if isinstance(value, Mapping):
        return {name: _with_pictures(child, folder) for name, child in value.items()}
    if isinstance(value, list):
        return [_with_pictures(child, folder) for child in value]
    return value.replace("]({pictures}/", f"]({folder}/") if isinstance(value, str) else value


@cache
def _adapter() -> TypeAdapter[Item]:
    return TypeAdapter(AnyItem)


def completed(item: Mapping[str, Any]) -> Item:
    """Return an item with what its author still has to add, so that its form can be looked at.

    Raises:
        ValidationError: it could be none, whatever were added.
    """
    tags = {**_TAGS, **item.get("tags", {})}
    added = {} if item.get("survey") else _ADDED
    return _adapter().validate_python(_in_all({**added, **item, "tags": tags}))


def problem_of(item: Mapping[str, Any]) -> str | None:
    """Return why the item could be none, whatever were added to it; None where it could."""
    try:
        completed(item)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        context = first.get("ctx", {})
        place = ".".join(str(part) for part in first["loc"][1:])
        problem = context.get("problem") or f"{place}: {first['msg'][:1].lower()}{first['msg'][1:]}"
        return re.sub(r"\s+", " ", str(problem))
    return None


def _in_all(value: Any) -> Any:
    """Return the data with every text in every written language, so that only its form is looked at."""
    if is_localized(value) and set(value) & set(LANGUAGES):
        any_ = next(iter(value.values()))
        return {code: value.get(code, any_) for code in (*WRITTEN, *value)}
    if isinstance(value, Mapping):
        return {name: child if name == "key" else _in_all(child) for name, child in value.items()}
    return [_in_all(child) for child in value] if isinstance(value, list) else value


def lacking(data: Mapping[str, Any]) -> dict[str, int]:
    """Return how many items lack what a bank needs: texts in a language, and fields.

    Example:
        >>> lacking(
        ...     {"items": [{"stem": {"en": "Who?", "sr": "Ko?"}, "explanation": {"en": "x"}, "facts": ["x"]}]}
        ... )
        {"texts in 'sr'": 1, 'tags': 1}
    """
    items = data["items"]
    counts = {
        f"texts in '{code}'": sum(any(code not in text for _, text in texts_of(item)) for item in items)
        for code in WRITTEN
    }
    marked = [item for item in items if not item.get("survey")]
    counts["explanation"] = sum("explanation" not in item for item in marked)
    counts["facts"] = sum("facts" not in item for item in marked)
    counts["tags"] = sum(set(item.get("tags", ())) < {"topic", "bloom"} for item in items)
    return {what: count for what, count in counts.items() if count}


class _Dumper(yaml.SafeDumper):
    """Without anchors, which banks don't allow; texts of several lines as such."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def bank_yaml(data: Mapping[str, Any], *, schema: bool) -> str:
    """Return a bank as the text of its file.

    Args:
        data: of the bank.
        schema: whether the schema of banks lies beside it.

    Example:
        >>> print(bank_yaml({"id": "kfor", "title": {"en": "KFOR"}}, schema=False), end="")
        id: kfor
        title:
          en: KFOR
    """
    head = "# yaml-language-server: $schema=bank.schema.json\n" if schema else ""
    text: str = yaml.dump(dict(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    return head + text
