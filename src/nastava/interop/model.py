"""What every format shares: notes on what a format does not know, and what was read or written.

The banks' own models are the neutral model: a writer takes their items, a reader returns items as a bank writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from nastava.items import TYPES
from nastava.items.hotspot import Hotspot
from nastava.items.seeded import seeded
from nastava.text.languages import WRITTEN

if TYPE_CHECKING:
    from nastava.items import Item
    from nastava.quizzes import Bank

#: Larger files are refused.
MAX_BYTES = 64 * 2**20


@dataclass(frozen=True)
class Note:
    """What became of one item that could not go over whole.

    ``item``: its id, or the name that it has in the file. ``dropped``: it did not go over at all.
    """

    item: str
    text: str
    dropped: bool = False

    def __str__(self) -> str:
        """The note in a line.

        Example:
            >>> str(Note("kfor-map", "hotspot is not known in GIFT", dropped=True))
            '[kfor-map] left out: hotspot is not known in GIFT'
        """
        return f"[{self.item}] {'left out: ' if self.dropped else ''}{self.text}"


@dataclass
class Written:
    """A file for another system: its content, how many items are in it, and what is not."""

    content: bytes
    items: int
    notes: list[Note] = field(default_factory=list)


@dataclass
class Read:
    """What was read: items as a bank writes them, names of parts, pictures by name, and notes."""

    items: list[dict[str, Any]] = field(default_factory=list)
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    title: dict[str, str] | None = None
    pictures: dict[str, bytes] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def drop(self, name: str, why: str) -> None:
        """Note that an item is left out."""
        self.notes.append(Note(name, why, dropped=True))


class UnknownItemError(Exception):
    """A format has no place for an item; the message says why."""


#: Words for fields, where the field's own name says little.
_WORDS = {
    "accept_partly": "partly accepted answers",
    "allow": "exceptions from the rules of item writing",
    "computed": "how the key is computed",
    "first": "the words at the two ends",
    "last": "the words at the two ends",
    "near": "known near misses",
    "patterns": "patterns of accepted answers",
    "rubric": "the rubric",
    "same_meaning_as": "earlier versions",
    "timeline": "the timeline",
    "words": "the length asked for",
}
#: Fields that every writer looks after itself.
_COMMON = frozenset(
    [
        "id",
        "type",
        "part",
        "points",
        "stem",
        "picture",
        "tags",
        "facts",
        "explanation",
        "parameters",
        "shuffle",
        "survey",
    ]
)


def settled(bank: Bank, *, pictures: bool = True) -> Iterator[tuple[Item, list[str]]]:
    """Yield the items of a bank as other systems can have them, and what that loses, in words.

    Values of parameters are drawn. Places in a picture become options.

    Args:
        bank: with its keys.
        pictures: whether the format carries pictures; without them a place is no option.
    """
    for item in bank.items:
        lost = ["the drawing of its numbers (one variant is written)"] if item.parameters else []
        settled = item.variant(seeded("exchange", bank.id, item.id))
        choice = _as_choice(settled) if isinstance(settled, Hotspot) and pictures else None
        if choice is not None:
            lost.append("the choosing in its picture (its places are options)")
        yield choice or settled, lost


def _as_choice(item: Hotspot) -> Item | None:
    """Return a hotspot as a choice among its places; None where there are too many or too few."""
    names = {code: item.names(code) for code in WRITTEN}
    regions = {region.mark: region for region in item.regions}
    options = []
    for letter, mark in zip(ascii_lowercase, item.region_ids, strict=False):
        # Letters for ids: where the picture has letters, the marks' own ids would say what they stand for.
        text = {code: names[code][mark] for code in WRITTEN}
        told = {"feedback": regions[mark].feedback} if regions[mark].feedback else {}
        options.append({"id": letter, "text": text, "key": regions[mark].key, **told})
    kind = "multiple_choice" if item.several else "single_choice"
    left = {"type", "regions", "several", "scoring"}
    data = item.model_dump(exclude=left, exclude_unset=True)
    scoring = {"scoring": item.scoring} if item.several else {}
    try:
        made = TYPES[kind].model_validate(
            {**data, "type": kind, "options": options, "shuffle": False, **scoring}
        )
    except ValidationError:
        return None
    return made


def left_over(item: Item, known: Iterable[str]) -> list[str]:
    """Return in words the fields that an item uses and a format does not know."""
    known = _COMMON | set(known)
    fields = type(item).model_fields
    left = [
        _WORDS.get(name, name.replace("_", " "))
        for name, declared in fields.items()
        if name not in known and getattr(item, name) != declared.get_default(call_default_factory=True)
    ]
    return list(dict.fromkeys(left))


def without(lost: Sequence[str]) -> str:
    """Return the note on what an item lacks in a file.

    Example:
        >>> without(["hints", "the rubric"])
        'without hints, the rubric'
    """
    return f"without {', '.join(dict.fromkeys(lost))}"


# Scalars and lists of words that have no field elsewhere travel as tags, which most systems keep. -----------------

_FIELDS: Mapping[str, type | tuple[type, ...]] = {
    "attempts": int,
    "certainty": bool,
    "computed": str,
    "floor": (int, float),
    "penalty": (int, float),
    "points": (int, float),
    "scoring": str,
    "survey": bool,
    "typos": bool,
}
#: Longest tag that Moodle keeps.
_LONGEST = 50
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def labels_of(item: Item, *, kind: bool = False, longest: int = _LONGEST) -> list[str]:
    """Return the tags of an item: topic, level, facts, part, and ``nastava:…`` for scalar fields.

    Args:
        item: the item.
        kind: whether the format can't tell its type.
        longest: characters of a tag; longer ones are left out.
    """
    labels = [f"topic:{item.tags.topic}", f"bloom:{item.tags.bloom}"]
    labels += [f"part:{item.part}"] if item.part else []
    labels += [f"fact:{fact}" for fact in item.facts]
    labels += [f"nastava:type={item.type}"] if kind else []
    fields = type(item).model_fields
    for name in sorted(_FIELDS.keys() - {"points"}):  # which have a place of their own nearly everywhere
        value = getattr(item, name, None)
        if value is not None and name in fields and value != fields[name].get_default():
            labels.append(f"nastava:{name}={_said(value)}")
    return [label for label in labels if len(label) <= longest]


def labelled(item: Item, longest: int = _LONGEST) -> set[str]:
    """Return the fields that the tags of an item carry."""
    labels = labels_of(item, longest=longest)
    kept = {label.partition(":")[2].partition("=")[0] for label in labels if "=" in label}
    return kept | ({"scoring"} if item.scored_by == next(iter(item.policies)) else set())


def _said(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{value}"


def read_labels(labels: Iterable[str]) -> dict[str, Any]:
    """Return the fields of an item that its tags carry; other people's tags are left alone.

    Example:
        >>> read_labels(["topic:kfor", "bloom:apply", "nastava:typos=false", "week 3"])
        {'tags': {'topic': 'kfor', 'bloom': 'apply'}, 'typos': False}
    """
    data: dict[str, Any] = {}
    for label in labels:
        name, _, value = label.strip().partition(":")
        if name in {"topic", "bloom"} and _SLUG.fullmatch(value):
            data.setdefault("tags", {})[name] = value
        elif name == "part" and _SLUG.fullmatch(value):
            data["part"] = value
        elif name == "fact" and _SLUG.fullmatch(value):
            data.setdefault("facts", []).append(value)
        elif name == "nastava":
            field_name, _, written = value.partition("=")
            read = _value(field_name, written)
            if read is not None:
                data[field_name] = read
    return data


def _value(name: str, written: str) -> Any:
    if name == "type":
        return written
    wanted = _FIELDS.get(name)
    if wanted is bool:
        return {"true": True, "false": False}.get(written)
    if wanted is str:
        return written
    try:
        return int(written) if wanted is int else float(written) if wanted else None
    except ValueError:
        return None
