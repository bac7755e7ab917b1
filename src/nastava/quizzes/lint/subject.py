"""An item as the rules of item writing see it, whatever its type: texts, and groups of options with their keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nastava.items import Item
from nastava.quizzes.bank import Bank
from nastava.quizzes.source import Place, Source
from nastava.quizzes.texts import texts_of


@dataclass(frozen=True)
class Choice:
    """An option: its words by language, and what it is in the key."""

    id: str
    place: Place
    text: Mapping[str, str]
    key: bool
    pinned: bool
    feedback: bool


@dataclass(frozen=True)
class Group:
    """Options that stand together; one of them or more are the key.

    ``shuffled``: they change places. ``single``: exactly one is the key.
    """

    place: Place
    choices: tuple[Choice, ...]
    shuffled: bool

    @property
    def keys(self) -> tuple[Choice, ...]:
        """The right options."""
        return tuple(choice for choice in self.choices if choice.key)

    @property
    def distractors(self) -> tuple[Choice, ...]:
        """The wrong options."""
        return tuple(choice for choice in self.choices if not choice.key)

    @property
    def single(self) -> bool:
        """Whether exactly one option is the key."""
        return len(self.keys) == 1

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages in which every option is written."""
        return tuple(
            code for code in self.choices[0].text if all(code in choice.text for choice in self.choices)
        )


@dataclass(frozen=True)
class Subject:
    """An item, where it stands in the file, and the bank that it belongs to."""

    bank: Bank
    item: Item
    place: Place
    data: Any

    @cached_property
    def texts(self) -> Sequence[tuple[Place, Mapping[str, str]]]:
        """Every text of the item by its place, whatever the type."""
        return tuple(texts_of(self.data, self.place))

    @cached_property
    def groups(self) -> Sequence[Group]:
        """The groups of options that are marked: those of the item, or of its blanks. None of a survey item."""
        if self.item.survey:
            return ()
        shuffle = self.bank.shuffle if self.item.shuffle is None else self.item.shuffle
        return tuple(
            Group(place, choices, shuffle)
            for place, raw in _option_lists(self.data, self.place)
            if len(choices := tuple(_choices(raw, place))) > 1 and any(choice.key for choice in choices)
        )

    @property
    def fixed(self) -> bool:
        """Whether everybody sees the same words and numbers."""
        return not self.item.parameters

    @property
    def stem(self) -> Mapping[str, str]:
        """The question."""
        return self.item.stem

    @property
    def stem_place(self) -> Place:
        """Where the question stands."""
        return (*self.place, "stem")


def subjects_of(bank: Bank, source: Source) -> tuple[Subject, ...]:
    """Return the items of a bank for the rules to look at."""
    data = source.data["items"]
    return tuple(Subject(bank, item, ("items", index), data[index]) for index, item in enumerate(bank.items))


def _option_lists(data: Mapping[str, Any], place: Place) -> Iterator[tuple[Place, Sequence[Any]]]:
    if isinstance(data.get("options"), list):
        yield (*place, "options"), data["options"]
    blanks = data.get("blanks")
    for name, blank in blanks.items() if isinstance(blanks, dict) else ():
        if isinstance(blank, dict) and isinstance(blank.get("options"), list):
            yield (*place, "blanks", name, "options"), blank["options"]


def _choices(raw: Sequence[Any], place: Place) -> Iterator[Choice]:
    for index, option in enumerate(raw):
        if isinstance(option, dict) and isinstance(option.get("text"), dict):
            yield Choice(
                str(option.get("id", index + 1)),
                (*place, index, "text"),
                option["text"],
                option.get("key") is True,
                option.get("pinned") is True,
                bool(option.get("feedback")),
            )
