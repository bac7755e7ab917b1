"""Questions from a table, whoever made it, as items of a bank."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from string import ascii_lowercase
from typing import Any

from nastava.errors import NastavaError
from nastava.interop.assemble import choices_item, grouping_item, matching_item, ordering_item
from nastava.interop.model import Note, Read, UnknownItemError, read_labels, without
from nastava.interop.moodle_cloze import PARTLY, number_of
from nastava.interop.names import slug, unique
from nastava.interop.speech import Ear

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
#: How the tolerance of a number is written.
_TOLERANCE = re.compile(r"(?:±\s*)?([\d.,e-]+)\s*(%|figures|places)?", re.IGNORECASE)


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
