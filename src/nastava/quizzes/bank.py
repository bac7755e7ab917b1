"""Question banks: the model, loading with every fault at its line, and the keyless twin."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from nastava.errors import BankError
from nastava.items import TYPES, AnyItem, AnyItemView, Item, ItemView
from nastava.items.base import Localized, Model, Slug
from nastava.quizzes.cache import Loaded, is_open, keep, recall
from nastava.quizzes.faults import Fault
from nastava.quizzes.plain_words import in_plain_words
from nastava.quizzes.source import Source, parse_source, read_bytes

Mode = Literal["practice", "graded"]


class QuizModel(Model):
    """What a bank and its keyless twin share."""

    id: Slug
    title: Localized
    mode: Mode = "practice"
    parts: dict[Slug, Localized] = Field(default={})

    @property
    def items_in_order(self) -> Sequence[ItemView]:
        """The items, whichever form they have."""
        raise NotImplementedError

    @property
    def total(self) -> float:
        """The points of all items together."""
        return float(sum(item.points for item in self.items_in_order))


class Bank(QuizModel):
    """A quiz with its keys, as an author writes it."""

    items: Annotated[Sequence[AnyItem], Field(min_length=1)]

    @property
    def items_in_order(self) -> Sequence[Item]:
        """The items with their keys."""
        return self.items

    def item(self, id_: str) -> Item | None:
        """Return the item with this id, or None."""
        return next((item for item in self.items if item.id == id_), None)


class PublishedQuiz(QuizModel):
    """The keyless twin of a graded bank, as it is laid beside a released notebook.

    ``versions`` maps an item's id to the version of the keyed item that it was made from.
    """

    format: Literal[1] = 1
    items: Annotated[Sequence[AnyItemView], Field(min_length=1)]
    versions: dict[Slug, str]

    @model_validator(mode="after")
    def _every_version(self) -> PublishedQuiz:
        if set(self.versions) != {item.id for item in self.items}:
            raise ValueError("the versions do not match the items")
        return self

    @property
    def items_in_order(self) -> Sequence[ItemView]:
        """The items without their keys."""
        return self.items


def publish(bank: Bank) -> dict[str, Any]:
    """Return the keyless quiz as JSON-able data: what a learner may have before the deadline."""
    return {
        "format": 1,
        "id": bank.id,
        "title": bank.title,
        "mode": bank.mode,
        "parts": {key: dict(value) for key, value in bank.parts.items()},
        "items": [item.view_data() for item in bank.items],
        "versions": {item.id: item.version for item in bank.items},
    }


def load_published(path: Path) -> PublishedQuiz:
    """Read a keyless quiz.

    Raises:
        BankError: the file is missing or damaged.
    """
    try:
        return PublishedQuiz.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise BankError(
            f"{path}: the quiz can't be read ({type(error).__name__}). Fetch the assignment again and put its "
            f"'quizzes' folder in place of this one; the 'answers' folder can stay."
        ) from None


#: The banks that this process has read, so that the next quiz of a lesson need not read its bank again.
BANKS: Loaded[Bank] = Loaded()


def load_bank(path: Path) -> Bank:
    """Read a bank with its keys.

    Raises:
        BankError: it has faults; the message lists them, one a line.
    """
    bank, faults = read_bank(path)
    if bank is None:
        raise BankError("\n".join(str(fault) for fault in faults))
    return bank


def read_bank(path: Path) -> tuple[Bank | None, tuple[Fault, ...]]:
    """Read a bank and return it, or None with what is wrong.

    The file is always read; what it says may come from a cache. Treat the bank as read-only.
    """
    raw = read_bytes(path)
    if isinstance(raw, Fault):
        return None, (raw,)
    loaded = BANKS.get(path, raw)
    if loaded is not None:
        return loaded, ()
    data = recall(raw)
    bank, faults = parse_bank(Source(path, data)) if data is not None else (None, ())
    if bank is None:
        source = parse_source(path, raw)
        bank, faults = (None, source.faults) if source.faults else parse_bank(source)
        if bank is not None and is_open(path, bank.mode):
            keep(raw, source.data)
    if bank is not None and is_open(path, bank.mode):
        BANKS.put(path, raw, bank)
    return bank, faults


def parse_bank(source: Source) -> tuple[Bank | None, tuple[Fault, ...]]:
    """Validate a YAML file that was read as a bank."""
    faults: list[Fault] = []
    try:
        bank = _adapter().validate_python(source.data)
    except ValidationError as error:
        faults += (in_plain_words(detail, source) for detail in error.errors(include_url=False))
        return None, tuple(dict.fromkeys(faults))
    faults += _repeated_ids(bank, source)
    faults += _stray_parts(bank, source)
    if bank.id != source.path.stem:
        faults.append(
            Fault(
                source.path,
                source.line(("id",)),
                None,
                f"the id '{bank.id}' differs from the file's name",
                f"write 'id: {source.path.stem}' or rename the file",
            )
        )
    return (None if faults else bank), tuple(faults)


def _repeated_ids(bank: Bank, source: Source) -> list[Fault]:
    first: dict[str, int] = {}
    faults = []
    for index, item in enumerate(bank.items):
        # Lines are asked for only where there is a fault: finding them takes longer than all the rest.
        if first.setdefault(item.id, index) != index:
            line, before = (source.line(("items", place, "id")) for place in (index, first[item.id]))
            problem = f"the id '{item.id}' is used already on line {before}"
            faults.append(Fault(source.path, line, item.id, problem, "give this item an id of its own"))
    return faults


def _stray_parts(bank: Bank, source: Source) -> list[Fault]:
    faults = []
    for index, item in enumerate(bank.items):
        if item.part is not None and item.part not in bank.parts:
            known = ", ".join(bank.parts) or "none is defined"
            line = source.line(("items", index, "part"))
            problem = f"the part '{item.part}' is not among the bank's parts ({known})"
            faults.append(Fault(source.path, line, item.id, problem, "add it under 'parts:' or correct it"))
        elif item.part is None and bank.parts:
            line = source.line(("items", index))
            faults.append(
                Fault(
                    source.path,
                    line,
                    item.id,
                    "the item belongs to no part",
                    "add 'part:' with one of the parts",
                )
            )
    return faults


@cache
def _adapter() -> TypeAdapter[Bank]:
    return TypeAdapter(Bank)


def schema() -> Mapping[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a bank, for editors."""
    data = _adapter().json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": f"Question types: {', '.join(TYPES)}. Written by: nastava check --schema",
        **data,
    }
