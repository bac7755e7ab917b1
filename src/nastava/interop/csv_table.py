"""Questions as a table for spreadsheets: a row each, with columns for options, their feedback and the key."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from nastava.errors import NastavaError
from nastava.interop.assemble import choices_item, grouping_item, matching_item, ordering_item
from nastava.interop.model import (
    Note,
    Read,
    UnknownItemError,
    Written,
    labelled,
    labels_of,
    left_over,
    settled,
    without,
)
from nastava.interop.moodle_cloze import PARTLY, number_of
from nastava.interop.names import slug, unique
from nastava.interop.speech import Ear
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
#: Other words for columns.
_NAMES = {
    "question": "stem",
    "text": "stem",
    "answer": "key",
    "correct": "key",
    "name": "id",
    "feedback": "explanation",
}
_CREDIT = re.compile(r"\s*\[(\d+(?:\.\d+)?)\s*%\]$")
_LONGEST = 10_000
#: How the tolerance of a number is written.
_TOLERANCE = re.compile(r"(?:±\s*)?([\d.,e-]+)\s*(%|figures|places)?", re.IGNORECASE)


def csv_table(bank: Bank, codes: Sequence[str]) -> Written:
    """Return a bank as a table in the first of the languages."""
    code = codes[0]
    notes: list[Note] = []
    rows: list[dict[str, str]] = []
    for item, lost in settled(bank):
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


def read_csv(raw: bytes, name: str, code: str) -> Read:
    """Return the questions of a table.

    Args:
        raw: the file; commas, semicolons or tabs between cells.
        name: of the file, for messages.
        code: the language of its texts.

    Raises:
        NastavaError: it is not UTF-8, or has no column for questions.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise NastavaError(f"{name}:{line}: the file is not UTF-8. Save it as CSV in UTF-8.") from None
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    out, part_names = Read(), set[str]()
    taken: set[str] = set()
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey="")
        named = {column: _column(column) for column in reader.fieldnames or () if column}
        if "stem" not in named.values():
            raise NastavaError(f"{name}:1: there is no column 'stem' (or 'question'). Name one so.")
        for number, row in enumerate(reader, start=1):
            cells = {
                named[c]: _meant(v) for c, v in row.items() if c in named and isinstance(v, str) and v.strip()
            }
            if not cells:
                continue
            ear = Ear(code)
            said = cells.get("id") or f"row {number + 1}"
            try:
                item = _item(cells, ear)
            except UnknownItemError as error:
                out.drop(said, str(error))
                continue
            item["id"] = unique(slug(cells.get("id") or cells["stem"]), taken)
            taken.add(item["id"])
            if item.get("part"):
                part_names.add(item["part"])
                out.parts.setdefault(item["part"], {code: item["part"]})
            out.items.append(item)
            if ear.lost:
                out.notes.append(Note(item["id"], without(ear.lost)))
    except csv.Error as error:
        raise NastavaError(f"{name}: no table in CSV ({error}). Save it anew as CSV in UTF-8.") from None
    return out


def _column(name: str) -> str:
    plain = re.sub(r"[\s-]+", "_", name.strip().lower())
    return _NAMES.get(plain, plain)


def _meant(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if re.match(r"'[=+\-@\t\r]", cell) else cell


def _item(cells: Mapping[str, str], ear: Ear) -> dict[str, Any]:
    from nastava.interop.model import read_labels

    stem = ear.markdown(cells.get("stem"))
    if stem is None:
        raise UnknownItemError("it asks nothing")
    options = list(_options(cells))
    kind = cells.get("type", "").lower().replace(" ", "_").replace("-", "_") or _guess(cells, options)
    told = read_labels(re.split(r"\s*;\s*(?=\w+:)", cells.get("tags", "")))
    own = _own(kind, cells, options, ear)
    item: dict[str, Any] = {"id": "", "type": own.pop("type", kind)}
    if "part" in cells:
        item["part"] = slug(cells["part"], "part")
    points = number_of(cells.get("points", ""))
    if points is not None and points != 1:
        item["points"] = points
    explanation = ear.markdown(cells.get("explanation"))
    return {**item, "stem": stem, **own, **({"explanation": explanation} if explanation else {}), **told}


def _options(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    numbers = sorted({int(n) for c in cells if (n := c.rpartition("_")[2]).isdecimal() and len(n) < 3})
    for number in numbers:
        option, feedback = cells.get(f"option_{number}", ""), cells.get(f"feedback_{number}", "")
        if option or feedback:
            yield option, feedback


def _guess(cells: Mapping[str, str], options: Sequence[tuple[str, str]]) -> str:
    key = cells.get("key", "")
    if key.lower() in {"true", "false"}:
        return "true_false"
    if not key:
        return "essay" if not options else "ordering"
    if not options:
        return "short_text" if number_of(key) is None else "numeric"
    return "multiple_choice" if re.search(r"[;,]", key) else "single_choice"


def _own(kind: str, cells: Mapping[str, str], options: list[tuple[str, str]], ear: Ear) -> dict[str, Any]:
    key = cells.get("key", "")
    if kind in {"single_choice", "multiple_choice"}:
        return _choice(kind, key, options, ear)
    if kind == "true_false":
        if key.lower() not in {"true", "false"}:
            raise UnknownItemError("its key is neither true nor false")
        feedback = ear.markdown(options[0][1]) if options else None
        return {"key": key.lower() == "true", **({"feedback": feedback} if feedback else {})}
    if kind == "numeric":
        return _number(cells, options, ear)
    if kind == "short_text":
        return _words(key, options, ear)
    if kind in {"matching", "grouping"}:
        return _pairs(kind, options, ear)
    if kind == "ordering":
        return ordering_item([ear.markdown(text) or {} for text, _ in options])
    if kind == "essay":
        sample = ear.markdown(key)
        return {"sample_answer": sample} if sample else {}
    raise UnknownItemError(f"a table has no type {kind!r}")


def _choice(kind: str, key: str, options: list[tuple[str, str]], ear: Ear) -> dict[str, Any]:
    wanted = [word.strip() for word in re.split(r"[;,]", key) if word.strip()]
    places = set()
    for word in wanted:
        by_text = [n for n, (text, _) in enumerate(options) if text == word]
        if len(word) == 1 and word.lower() in ascii_lowercase[: len(options)]:
            places.add(ascii_lowercase.index(word.lower()))
        elif word.isdecimal() and 1 <= int(word) <= len(options):
            places.add(int(word) - 1)
        elif by_text:
            places.add(by_text[0])
        else:
            raise UnknownItemError(f"its key {word!r} names no option")
    share = 1 if kind == "single_choice" else 1 / max(1, len(places))
    rest = 0.0 if kind == "single_choice" else -1 / max(1, len(options) - len(places))
    answers = [
        (share if n in places else rest, ear.markdown(text) or {}, ear.markdown(feedback))
        for n, (text, feedback) in enumerate(options)
    ]
    return choices_item(answers, single=kind == "single_choice", lost=ear.lost)


def _number(cells: Mapping[str, str], options: list[tuple[str, str]], ear: Ear) -> dict[str, Any]:
    key = number_of(cells.get("key", ""))
    if key is None:
        raise UnknownItemError("its key is no number")
    data: dict[str, Any] = {"key": key}
    found = _TOLERANCE.fullmatch(cells.get("tolerance", ""))
    width = number_of(found[1]) if found else None
    if found and width is not None:
        rule = (found[2] or "").lower()
        if rule in {"figures", "places"}:
            data["tolerance"] = {rule: int(width)}
        else:
            data["tolerance"] = (
                {"relative": float(f"{width / 100:.12g}")} if rule == "%" else {"absolute": width}
            )
    elif cells.get("tolerance"):
        ear.lost.append(f"its tolerance {cells['tolerance']!r}")
    if "unit" in cells:
        data["unit"] = ear.markdown(cells["unit"])
    for text, feedback in options:
        credit = _CREDIT.search(text)
        value = number_of(_CREDIT.sub("", text))
        if value is None:
            ear.lost.append(f"the answer {text!r}, which is no number")
            continue
        near: dict[str, Any] = {"value": value, "feedback": ear.markdown(feedback) or PARTLY}
        data.setdefault("near", []).append(near | ({"credit": float(credit[1]) / 100} if credit else {}))
    return data


def _words(key: str, options: list[tuple[str, str]], ear: Ear) -> dict[str, Any]:
    data: dict[str, Any] = {"accept": [word.strip() for word in key.split("|") if word.strip()]}
    if not data["accept"]:
        raise UnknownItemError("no answer is right")
    for text, feedback in options:
        credit = _CREDIT.search(text)
        told = ear.markdown(feedback)
        if credit:
            partly = {
                "text": _CREDIT.sub("", text),
                "credit": float(credit[1]) / 100,
                "feedback": told or PARTLY,
            }
            data.setdefault("accept_partly", []).append(partly)
        elif told:
            data.setdefault("near", []).append({"text": text, "feedback": told})
    return data


def _pairs(kind: str, options: list[tuple[str, str]], ear: Ear) -> dict[str, Any]:
    pairs = []
    told = []
    for text, words in options:
        prompt, arrow, choice = text.rpartition("->")
        if not arrow:
            raise UnknownItemError(f"{text!r} is no pair: write 'prompt -> choice'")
        chosen = ear.markdown(choice)
        if chosen:
            pairs.append((ear.markdown(prompt), chosen))
            told.append(ear.markdown(words))
    item = matching_item(pairs)
    of_prompts = [feedback for (prompted, _), feedback in zip(pairs, told, strict=True) if prompted]
    for read, feedback in zip(item["prompts"], of_prompts, strict=True):
        if feedback:
            read["feedback"] = feedback
    return grouping_item(item) if kind == "grouping" else item
