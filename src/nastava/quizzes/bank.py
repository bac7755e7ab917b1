"""Question banks: the model, loading with every fault at its line, and the keyless twin."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr, TypeAdapter, ValidationError, model_validator

from nastava.errors import BankError
from nastava.items import TYPES, AnyItem, AnyItemView, Item, ItemView
from nastava.items.base import Bloom
from nastava.items.model import Localized, Model, Slug, broken
from nastava.items.parameters import Name
from nastava.quizzes.arrange import pools, settle
from nastava.quizzes.cache import Loaded, is_open, keep, recall
from nastava.quizzes.faults import Fault
from nastava.quizzes.images import with_pictures
from nastava.quizzes.plain_words import in_plain_words
from nastava.quizzes.released import told_values
from nastava.quizzes.source import Source, parse_source, read_bytes

Mode = Literal["practice", "test", "graded"]


class QuizModel(Model):
    """What a bank and its keyless twin share.

    ``mode``: practice explains at once, test at the end, graded only confirms. ``attempts``: how often an item
    may be tried, or the whole test sat. ``time_limit``: minutes. In a graded quiz neither is enforced, since a
    learner's sheet can be edited; what exceeds them is reported to the instructor.
    """

    id: Slug
    title: Localized
    mode: Mode = "practice"
    parts: dict[Slug, Localized] = Field(default={})
    topics: Annotated[dict[Slug, Localized], Field(description="Names of the topics, for the summary.")] = Field(default={})  # fmt: skip
    attempts: Annotated[int, Field(ge=1, le=100)] | None = None
    time_limit: Annotated[float, Field(gt=0, le=1440, description="Minutes.")] | None = None

    @property
    def items_in_order(self) -> Sequence[ItemView]:
        """The items, whichever form they have."""
        raise NotImplementedError

    @property
    def total(self) -> float:
        """The points of all items together."""
        return float(sum(item.points for item in self.items_in_order if not item.survey))


class Draw(Model):
    """A pool, by what its items are tagged with, and how many of it a learner gets."""

    topic: Slug | None = None
    bloom: Bloom | None = None
    part: Slug | None = None
    count: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _by_something(self) -> Draw:
        if self.topic is None and self.bloom is None and self.part is None:
            raise broken("a draw names no tag", "add 'topic:', 'bloom:' or 'part:'")
        return self

    def takes(self, item: Item) -> bool:
        """Return whether the item belongs to the pool."""
        return (
            self.topic in {None, item.tags.topic}
            and self.bloom in {None, item.tags.bloom}
            and self.part in {None, item.part}
        )


class Bank(QuizModel):
    """A quiz with its keys, as an author writes it.

    ``shuffle``, ``attempt_penalty`` and ``certainty`` hold for every item that doesn't say otherwise. ``seed``
    fixes what a graded quiz draws at release; another word gives another release.
    """

    shuffle: bool = False
    attempt_penalty: Annotated[float, Field(ge=0, le=1, description="Share that each further attempt costs.")] = 0.0  # fmt: skip
    certainty: bool = False
    draw: Sequence[Draw] = ()
    seed: Annotated[str, Field(min_length=1, max_length=80)] | None = None
    allow: Annotated[
        dict[Slug, Annotated[str, Field(min_length=10)]],
        Field(description="Lint rules that are broken on purpose, with the reason."),
    ] = Field(default={})
    items: Annotated[Sequence[AnyItem], Field(min_length=1)]

    _written: Bank | None = PrivateAttr(default=None)

    @property
    def is_arranged(self) -> bool:
        """Whether this is what one learner sees, not what the author wrote."""
        return self._written is not None

    @property
    def written(self) -> Bank:
        """The bank as its author wrote it; itself unless it is arranged."""
        return self._written or self

    @property
    def varies(self) -> bool:
        """Whether two learners may see different things."""
        return bool(self.draw) or any(item.varies(shuffle=self.shuffle) for item in self.items)

    def arranged(self, items: Sequence[Item]) -> Bank:
        """Return a copy with these items, marked as arranged."""
        copy = self.model_copy(update={"items": tuple(items)})
        copy._written = self.written  # noqa: SLF001  # a copy of itself
        return copy

    def asks_certainty(self, item: Item) -> bool:
        """Return whether the learner says how sure they are: only of what is marked right or wrong."""
        wanted = self.certainty if item.certainty is None else item.certainty
        return wanted and item.right_or_wrong and not item.survey and not item.by_hand

    def penalty(self, item: Item) -> float:
        """Return the share that each further attempt at the item costs."""
        return self.attempt_penalty if item.attempt_penalty is None else item.attempt_penalty

    @property
    def items_in_order(self) -> Sequence[Item]:
        """The items with their keys."""
        return self.items

    def item(self, id_: str) -> Item | None:
        """Return the item with this id, or None."""
        return next((item for item in self.items if item.id == id_), None)


class PublishedQuiz(QuizModel):
    """The keyless twin of a graded bank, as it is laid beside a released notebook.

    ``versions`` maps an item's id to the version of the keyed item that it was made from. ``parameters`` holds by
    item the values that its learner reads, so that it is marked by them whatever becomes of the bank. ``private`` says that the
    bank is in the instructor's private folder, so that none of the same name elsewhere marks it.
    """

    format: Literal[1] = 1
    items: Annotated[Sequence[AnyItemView], Field(min_length=1)]
    versions: dict[Slug, str]
    parameters: dict[Slug, dict[Name, float | Localized]] = Field(default={})
    private: bool = False

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
    """Return the keyless quiz as JSON-able data: what a learner may have before the deadline.

    Draws, variants and the order of options are settled here, once for everybody.
    """
    bank = settle(bank)
    shared = bank.model_dump(mode="json", include=set(QuizModel.model_fields), exclude_none=True)
    items = [item.view_data() | {"certainty": bank.asks_certainty(item)} for item in bank.items]
    versions = {item.id: item.version for item in bank.items}
    told = {item.id: told_values(as_written, item) for item in bank.items if (as_written := bank.written.item(item.id))}  # fmt: skip
    parameters = {id_: values for id_, values in told.items() if values}
    return {"format": 1, **shared, "items": items, "versions": versions, "parameters": parameters}


def load_published(path: Path) -> PublishedQuiz:
    """Read a keyless quiz.

    Raises:
        BankError: the file is missing or damaged.
    """
    try:
        return PublishedQuiz.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError) as error:
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
    # A picture beside the bank may change while the bank does not.
    if bank is not None and is_open(path, bank.mode) and b"![" not in raw:
        BANKS.put(path, raw, bank)
    return bank, faults


def parse_bank(source: Source) -> tuple[Bank | None, tuple[Fault, ...]]:
    """Validate a YAML file that was read as a bank."""
    source, faults = with_pictures(source)
    try:
        bank = _adapter().validate_python(source.data)
    except ValidationError as error:
        faults += (in_plain_words(detail, source) for detail in error.errors(include_url=False))
        return None, tuple(dict.fromkeys(faults))
    faults += _repeated_ids(bank, source)
    faults += _stray_parts(bank, source)
    faults += _pools(bank, source)
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


def _pools(bank: Bank, source: Source) -> list[Fault]:
    faults = []
    taken: dict[str, int] = {}

    def fault(index: int, problem: str, mend: str) -> Fault:
        return Fault(source.path, source.line(("draw", index)), None, problem, mend)

    for index, (draw, pool) in enumerate(pools(bank)):
        if len(pool) < draw.count:
            problem = f"{draw.count} items are drawn from a pool of {len(pool)}"
            faults.append(fault(index, problem, "add items with these tags, or draw fewer"))
        if len({item.points for item in pool if not item.survey}) > 1:
            problem = "the items of a pool have different points, so that the total depends on luck"
            faults.append(fault(index, problem, "give all items of the pool the same points"))
        for item in pool:
            if item.id in taken:
                problem = f"the item '{item.id}' is in this pool and in an earlier one"
                faults.append(fault(index, problem, "let each item belong to one pool"))
            taken[item.id] = index
    if bank.mode == "practice" and bank.time_limit is not None:
        problem = "a practice quiz has no time limit"
        faults.append(
            Fault(
                source.path, source.line(("time_limit",)), None, problem, "take it out, or write 'mode: test'"
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
