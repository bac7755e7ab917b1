"""Assigning: every row gets one of several targets. Shared by matching and grouping.

Rows are the prompts of a matching item and the entries of a grouping; targets are its choices and its groups.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from typing import Any, ClassVar, TypeVar

from nastava.items.base import Item, ItemView, Malformed, Paper, Parsed, PartMark, Score, reason
from nastava.items.model import Localized, Model, Slug, broken
from nastava.items.seeded import seeded, shuffled
from nastava.text.languages import pick
from nastava.text.markdown import to_html, to_plain

FOREIGN = reason(
    en="That is not one of this question's choices. Reload the quiz and choose again.",
    sr="Taj izbor ne pripada ovom pitanju. Ponovo učitaj kviz i izaberi.",
    sq="Ajo zgjedhje nuk i përket kësaj pyetjeje. Ngarko përsëri kuizin dhe zgjidh.",
)
_NUMBERED = re.compile(r"(.*?)-?\d{1,2}")
_LINE = "____"


class Labelled(Model):
    """A row or a target as the learner sees it."""

    id: Slug
    text: Localized


_L = TypeVar("_L", bound=Labelled)


def check_distinct(rows: Sequence[Labelled], targets: Sequence[Labelled]) -> None:
    """Raise where an id occurs twice, in one list or in both, or two rows or two targets read the same."""
    ids = [label.id for label in (*rows, *targets)]
    for id_ in ids:
        if ids.count(id_) > 1:
            raise broken(f"the id '{id_}' occurs twice", "give everything in this item an id of its own")
    for labels in (rows, targets):
        texts = [tuple(sorted(label.text.items())) for label in labels]
        twice = next(
            (label.id for label, text in zip(labels, texts, strict=True) if texts.count(text) > 1), None
        )
        if twice is not None:
            raise broken(f"'{twice}' has the same text as another", "reword or remove one of them")


def check_untelling(key: Mapping[str, str], targets: Sequence[Labelled]) -> None:
    """Raise where the ids, which the browser knows, tell which target belongs to which row.

    They do where a row's id shares a word with its own target's, as ``kfor`` and ``task-of-kfor`` do. A word
    that other targets have as well tells nothing.
    """
    words = {target.id: _words(target.id) for target in targets}
    for row, target in key.items():
        elsewhere = set().union(*(words[other] for other in words if other != target))
        shared = _words(row) & words[target] - elsewhere
        if shared:
            raise broken(
                f"the ids '{row}' and '{target}' share '{min(shared)}' and so tell the key",
                "rename one of them; the learner's browser knows the ids",
            )


def _words(id_: str) -> set[str]:
    return set(re.findall(r"[a-z]+|\d+", id_))


def check_unnumbered(ids: Sequence[str]) -> None:
    """Raise where ids merely count (``a b c``, ``e1 e2 e3``): they tell the order in which the author wrote."""
    counted = [_NUMBERED.fullmatch(id_) for id_ in ids]
    letters = all(re.fullmatch("[a-z]", id_) for id_ in ids)
    numbers = all(counted) and len({match[1] for match in counted if match}) == 1
    if letters or numbers:
        raise broken(
            f"the ids {', '.join(ids[:3])} … only count, and so tell the order in which you wrote the key",
            "name each after what it says; the learner's browser knows the ids",
        )


def neutral(labels: Sequence[_L], item_id: str) -> tuple[_L, ...]:
    """Return the labels in an order that follows from their ids alone, not from the order of their author."""
    by_id = sorted(labels, key=lambda label: label.id)
    return shuffled(by_id, seeded("neutral", item_id))


def read(raw: Any, rows: Sequence[Labelled], targets: Sequence[Labelled], missing: str) -> Parsed | Malformed:
    """Read ``{row id: target id}``; what has no target yet is left out, and counted where any is.

    Args:
        raw: any JSON.
        rows: what gets a target.
        targets: what may be chosen.
        missing: ``match`` or ``group``, the word for what is missing.
    """
    given = (
        {row: target for row, target in raw.items() if target not in (None, "")}
        if isinstance(raw, dict)
        else {}
    )
    row_ids, target_ids = {row.id for row in rows}, [target.id for target in targets]
    if any(row not in row_ids or target not in target_ids for row, target in given.items()):
        return FOREIGN
    open_ = len(rows) - len(given)
    if open_ and missing == "match":
        return reason(
            en=f"Choose a match for each first. Still open: {open_}.",
            sr=f"Prvo za svaku stavku izaberi par. Još bez para: {open_}.",
        )
    if open_:
        return reason(
            en=f"Give every entry a group first. Still open: {open_}.",
            sr=f"Prvo svaku stavku stavi u grupu. Još bez grupe: {open_}.",
        )
    return Parsed({row.id: given[row.id] for row in rows})


class AssigningView(ItemView):
    """What the browser gets of an item in which every row gets a target."""

    @property
    @abstractmethod
    def rows(self) -> Sequence[Labelled]:
        """What gets a target."""

    @property
    @abstractmethod
    def targets(self) -> Sequence[Labelled]:
        """What may be chosen."""

    def given(self, response: Any) -> dict[str, str]:
        """Return what any JSON holds of a response: known rows with known targets."""
        known = [target.id for target in self.targets]
        found = response if isinstance(response, dict) else {}
        return {row.id: found[row.id] for row in self.rows if found.get(row.id) in known}

    def describe(self, response: Any, language: str) -> str:
        """Return each row with its target, in the order of the rows."""
        targets = {target.id: _plain(target, language) for target in self.targets}
        given = self.given(response)
        return "; ".join(
            f"{_plain(row, language)} → {targets[given[row.id]]}" for row in self.rows if row.id in given
        )

    def paper(self, language: str) -> Paper:
        """Return the targets with letters, and the rows with numbers and a line for a letter."""
        lettered = list(zip(ascii_uppercase, self.targets, strict=False))
        numbered = list(enumerate(self.rows, start=1))
        above = "<br>".join(f"{number}. {_LINE} {_html(row, language)}" for number, row in numbered)
        below = "<br>".join(f"{letter}. {_html(target, language)}" for letter, target in lettered)
        return Paper(
            f"<p>{above}</p><p>{below}</p>",
            (
                *(f"{number}. {_LINE} {_plain(row, language)}" for number, row in numbered),
                "",
                *(f"{letter}. {_plain(target, language)}" for letter, target in lettered),
            ),
        )


class Assigning(AssigningView, Item):
    """An item in which every row gets a target; orders change always, since the author's own would tell the key."""

    has_order: ClassVar[bool] = True

    @property
    @abstractmethod
    def right_targets(self) -> dict[str, str]:
        """The key: the target of each row."""

    def marked_rows(self, share: float, response: Any, right: Mapping[str, bool]) -> Score:
        """Return the score for a share of the points, with every row as a part.

        Args:
            share: of the points.
            response: as it was given.
            right: whether each row counts as right.
        """
        given = self.given(response)
        words = {row.id: getattr(row, "feedback", None) for row in self.rows}
        parts = [PartMark(id_, id_ in given, right[id_], told) for id_, told in words.items()]
        return self.earned(share, parts, [part.feedback for part in parts if not part.right])

    def varies(self, *, shuffle: bool) -> bool:
        """Always: something changes places even where the bank keeps orders."""
        return True

    def key_in_words(self, language: str) -> str:
        """Return each row with its target."""
        return self.describe(self.right_targets, language)

    def reveal(self, language: str) -> list[dict[str, str]]:
        """Return each row with its target as safe HTML, for the browser to draw."""
        targets = {target.id: _html(target, language) for target in self.targets}
        return [
            {"part": row.id, "row": _html(row, language), "target": targets[self.right_targets[row.id]]}
            for row in self.rows
        ]


def _plain(label: Labelled, language: str) -> str:
    return to_plain(pick(label.text, language), inline=True)


def _html(label: Labelled, language: str) -> str:
    return to_html(pick(label.text, language), inline=True)
