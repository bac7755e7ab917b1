"""Assigning: every row gets one of several targets. Shared by matching and grouping.

Rows are the prompts of a matching item and the entries of a grouping; targets are its choices and its groups.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from string import ascii_uppercase
from typing import Any, TypeVar

from nastava.items.base import Malformed, Paper, Parsed, PartMark, reason
from nastava.items.model import Localized, Model, Slug, broken
from nastava.items.seeded import seeded, shuffled
from nastava.text.languages import pick
from nastava.text.markdown import to_html, to_plain

FOREIGN = reason(
    en="That is not one of this question's choices. Reload the quiz and choose again.",
    sr="Taj izbor ne pripada ovom pitanju. Ponovo učitaj kviz i izaberi.",
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


def check_unnumbered(labels: Sequence[Labelled]) -> None:
    """Raise where ids merely count (``a b c``, ``e1 e2 e3``): they tell the order in which the author wrote."""
    ids = [label.id for label in labels]
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


def given_by(response: Any, rows: Sequence[Labelled], targets: Sequence[Labelled]) -> dict[str, str]:
    """Return what any JSON holds of a response: known rows with known targets."""
    known = [target.id for target in targets]
    found = response if isinstance(response, dict) else {}
    return {row.id: found[row.id] for row in rows if found.get(row.id) in known}


def marks(
    rows: Sequence[Labelled], given: Mapping[str, str], right: Mapping[str, bool]
) -> tuple[PartMark, ...]:
    """Return a mark for each row."""
    return tuple(
        PartMark(row.id, row.id in given, right[row.id], getattr(row, "feedback", None)) for row in rows
    )


def told(rows: Sequence[Labelled], right: Mapping[str, bool]) -> tuple[Mapping[str, str], ...]:
    """Return the authors' words on the rows that are wrong."""
    words = ((getattr(row, "feedback", None), right[row.id]) for row in rows)
    return tuple(feedback for feedback, is_right in words if feedback and not is_right)


def in_words(
    pairs: Mapping[str, str], rows: Sequence[Labelled], targets: Sequence[Labelled], language: str
) -> str:
    """Return the pairs as plain text, in the order of the rows."""
    words = {target.id: to_plain(pick(target.text, language), inline=True) for target in targets}
    return "; ".join(
        f"{to_plain(pick(row.text, language), inline=True)} → {words[pairs[row.id]]}"
        for row in rows
        if pairs.get(row.id) in words
    )


def revealed(
    key: Mapping[str, str], rows: Sequence[Labelled], targets: Sequence[Labelled], language: str
) -> list[dict[str, str]]:
    """Return each row with its target as safe HTML, for the browser to draw."""
    texts = {label.id: to_html(pick(label.text, language), inline=True) for label in (*rows, *targets)}
    return [{"part": row.id, "row": texts[row.id], "target": texts[key[row.id]]} for row in rows]


def on_paper(rows: Sequence[Labelled], targets: Sequence[Labelled], language: str) -> Paper:
    """Return the targets with letters, and the rows with numbers and a line for a letter."""
    lettered = list(zip(ascii_uppercase, (pick(target.text, language) for target in targets), strict=False))
    numbered = list(enumerate((pick(row.text, language) for row in rows), start=1))
    above = "<br>".join(f"{number}. {_LINE} {to_html(text, inline=True)}" for number, text in numbered)
    below = "<br>".join(f"{letter}. {to_html(text, inline=True)}" for letter, text in lettered)
    return Paper(
        f"<p>{above}</p><p>{below}</p>",
        (
            *(f"{number}. {_LINE} {to_plain(text, inline=True)}" for number, text in numbered),
            "",
            *(f"{escape(letter)}. {to_plain(text, inline=True)}" for letter, text in lettered),
        ),
    )
