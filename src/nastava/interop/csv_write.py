"""Banks as a table for spreadsheets: a row each, with columns for options, their feedback and the key."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from string import ascii_lowercase
from typing import TYPE_CHECKING

from nastava.interop.model import Note, Written, labelled, labels_of, left_over, settled, without
from nastava.interop.moodle_cloze import number_of
from nastava.items import Item
from nastava.items.essay import Essay
from nastava.items.grouping import Grouping
from nastava.items.matching import Matching
from nastava.items.multiple_choice import MultipleChoice
from nastava.items.numeric import Numeric
from nastava.items.ordering import Ordering
from nastava.items.short_text import ShortText
from nastava.items.single_choice import SingleChoice
from nastava.items.tolerance import Tolerance
from nastava.items.true_false import TrueFalse
from nastava.text.languages import pick
from nastava.text.markdown import images

if TYPE_CHECKING:
    from nastava.quizzes import Bank

_FIRST = ("id", "type", "part", "points", "stem", "key", "tolerance", "unit", "explanation", "tags")
_KNOWN = {
    "single_choice": {"options"},
    "multiple_choice": {"options", "scoring", "penalty", "floor"},
    "true_false": {"key", "feedback"},
    "numeric": {"key", "tolerance", "near", "unit"},
    "short_text": {"accept", "accept_partly", "near", "typos"},
    "matching": {"prompts", "choices", "key", "reuse", "scoring"},
    "grouping": {"groups", "entries", "scoring"},
    "ordering": {"entries", "scoring"},
    "essay": {"sample_answer"},
}
_LONGEST = 10_000


def csv_table(bank: Bank, codes: Sequence[str]) -> Written:
    """Return a bank as a table in the first of the languages."""
    code = codes[0]
    notes: list[Note] = []
    rows: list[dict[str, str]] = []
    for item, lost in settled(bank, pictures=False):
        if item.type not in _KNOWN or (item.survey and not isinstance(item, Essay)):
            why = f"a table has no place for {item.type}" if item.type not in _KNOWN else "it has no key"
            notes.append(Note(item.id, why, dropped=True))
            continue
        rows.append(_row(item, code, lost))
        if item.picture:
            lost.append("its picture")
        lost.extend(left_over(item, {*_KNOWN[item.type], *labelled(item, _LONGEST)}))
        if any(images(text) for text in rows[-1].values()):
            lost.append("files of pictures (they stand in the text)")
        if lost:
            notes.append(Note(item.id, without(lost)))
    most = max(
        (int(name.rpartition("_")[2]) for row in rows for name in row if name.startswith("option_")),
        default=0,
    )
    columns = [*_FIRST, *(f"{name}_{n}" for n in range(1, most + 1) for name in ("option", "feedback"))]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerows({name: _harmless(text) for name, text in row.items()} for row in rows)
    # With a mark of UTF-8, without which spreadsheets take č for something else.
    return Written(out.getvalue().encode("utf-8-sig"), len(rows), notes)


def _harmless(text: str) -> str:
    """Return a cell in which no spreadsheet finds a formula.

    Example:
        >>> _harmless("=1+1"), _harmless("-5"), _harmless("KFOR")
        ("'=1+1", '-5', 'KFOR')
    """
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} and number_of(text) is None else text


def _row(item: Item, code: str, lost: list[str]) -> dict[str, str]:
    def said(text: Mapping[str, str] | None) -> str:
        return pick(text, code) if text else ""

    row = {
        "id": item.id,
        "type": item.type,
        "part": item.part or "",
        "points": f"{item.points:g}",
        "stem": said(item.stem),
        "explanation": said(item.explanation),
        "tags": "; ".join(
            label for label in labels_of(item, longest=_LONGEST) if not label.startswith("part:")
        ),
    }
    key, options = _answers(item, said)
    row |= key
    if any(getattr(option, "pinned", False) for option in getattr(item, "options", ())):
        lost.append("the fixed place of an option")
    if isinstance(item, Ordering) and any(entry.at for entry in item.entries):
        lost.append("the dates of its entries")
    for number, (text, feedback) in enumerate(options, start=1):
        row |= {f"option_{number}": text, f"feedback_{number}": feedback}
    return row


Say = Callable[[Mapping[str, str] | None], str]
Cells = list[tuple[str, str]]


def _answers(item: Item, said: Say) -> tuple[dict[str, str], Cells]:
    """Return the cells that hold the key, and the options with their feedback."""
    match item:
        case SingleChoice() | MultipleChoice():
            key = "; ".join(ascii_lowercase[n] for n, option in enumerate(item.options) if option.key)
            return {"key": key}, [(said(option.text), said(option.feedback)) for option in item.options]
        case TrueFalse():
            return {"key": str(item.key).lower()}, [("", said(item.feedback))] if item.feedback else []
        case Numeric():
            keys = {
                "key": f"{item.key_number:.15g}",
                "unit": said(item.unit),
                "tolerance": _told(item.tolerance),
            }
            near = [
                (f"{float(near.value):.15g}{_credit(near.credit)}", said(near.feedback)) for near in item.near
            ]
            return keys, near
        case ShortText():
            options = [(f"{p.text}{_credit(p.credit)}", said(p.feedback)) for p in item.accept_partly]
            options += [(near.text, said(near.feedback)) for near in item.near]
            return {"key": " | ".join(item.accept)}, options
        case Essay():
            return {"key": said(item.sample_answer)}, []
        case _:
            return {}, _arranged(item, said)


def _arranged(item: Item, said: Say) -> Cells:
    match item:
        case Matching():
            choices = {choice.id: said(choice.text) for choice in item.choices}
            pairs = [(f"{said(p.text)} -> {choices[item.key[p.id]]}", said(p.feedback)) for p in item.prompts]
            return pairs + [
                (f"-> {text}", "") for id_, text in choices.items() if id_ not in item.key.values()
            ]
        case Grouping():
            groups = {group.id: said(group.text) for group in item.groups}
            pairs = [(f"{said(e.text)} -> {groups[e.group]}", said(e.feedback)) for e in item.entries]
            return pairs + [(f"-> {groups[group.id]}", "") for group in item.groups if group.empty]
        case Ordering():
            return [(said(entry.text), "") for entry in item.entries]
        case _:
            return []


def _credit(share: float) -> str:
    return f" [{share * 100:.7g}%]" if share else ""


def _told(tolerance: Tolerance | None) -> str:
    if tolerance is None:
        return ""
    if tolerance.absolute is not None:
        return f"± {tolerance.absolute:.15g}"
    if tolerance.relative is not None:
        return f"± {tolerance.relative * 100:.12g} %"
    return f"{tolerance.figures} figures" if tolerance.figures is not None else f"{tolerance.places} places"
