"""What an item is, whichever ids its options have: to compare one that went out and came back."""

from __future__ import annotations

from typing import Any

from nastava.items import Item
from nastava.text.languages import pick
from nastava.text.markdown import to_html


def told(text: Any, code: str) -> str:
    """A text as its reader sees it."""
    return " ".join(to_html(pick(text, code)).split()) if text else ""


def in_line(text: Any, code: str) -> str:
    """A text as its reader sees it in a line."""
    return " ".join(to_html(pick(text, code), inline=True).split()) if text else ""


def essence(item: Item, code: str, *, shuffle: bool = False) -> dict[str, Any]:
    """Everything that an item says and scores in a language, by field."""
    essence: dict[str, Any] = {
        "type": item.type,
        "points": item.points,
        "stem": told(item.stem, code),
        "explanation": told(item.explanation, code),
        "tags": (item.tags.topic, item.tags.bloom),
        "facts": list(item.facts),
        "hints": [told(hint.text, code) for hint in item.hints],
        "scored by": item.scored_by,
        "attempt_penalty": item.attempt_penalty or 0.0,
        "certainty": item.certainty,
    }
    if item.type in {"single_choice", "multiple_choice", "matching", "cloze"}:
        essence["shuffle"] = shuffle if item.shuffle is None else item.shuffle
    return essence | _OWN[item.type](item, code)


def _options(options: Any, code: str) -> list[Any]:
    return [(in_line(o.text, code), o.key, told(o.feedback, code)) for o in options]


def _choice(item: Any, code: str) -> dict[str, Any]:
    more: dict[str, Any] = {"pinned": [option.pinned for option in item.options]}
    if item.type == "multiple_choice":
        more |= {"penalty": item.penalty, "floor": item.floor}
    return {"options": _options(item.options, code), **more}


def _keyed(item: Any, code: str) -> dict[str, Any]:
    tolerance = item.tolerance.model_dump(exclude_none=True) if item.tolerance else {}
    return {
        "key": item.key_number,
        "tolerance": tolerance,
        "near": [(float(n.value), n.credit, told(n.feedback, code)) for n in item.near],
        "unit": told(item.unit, code),
        "computed": item.computed,
    }


def _accepted(item: Any, code: str) -> dict[str, Any]:
    return {
        "accept": list(item.accept),
        "partly": [(p.text, p.credit, told(p.feedback, code)) for p in item.accept_partly],
        "near": [(n.text, told(n.feedback, code)) for n in item.near],
        "typos": item.typos,
        "patterns": list(item.patterns),
    }


def _assigned(item: Any, code: str) -> dict[str, Any]:
    targets = {target.id: in_line(target.text, code) for target in item.targets}
    return {
        "pairs": sorted((in_line(row.text, code), targets[item.right_targets[row.id]]) for row in item.rows),
        "targets": sorted(targets.values()),
        "feedback": sorted(told(row.feedback, code) for row in item.rows),
        "reuse": getattr(item, "reuse", None),
    }


def _ordering(item: Any, code: str) -> dict[str, Any]:
    return {
        "entries": [in_line(entry.text, code) for entry in item.entries],
        "dates": [entry.at for entry in item.entries],
        "timeline": item.timeline,
        "ends": [told(end, code) for end in (item.first, item.last)],
    }


def _cloze(item: Any, code: str) -> dict[str, Any]:
    order = item.numbers(code)
    text = pick(item.text, code)
    for name, number in order.items():
        text = text.replace(f"[[{name}]]", f"[[b-{number}]]")
    total = sum(blank.weight for blank in item.blanks.values())
    blanks = {}
    for name, number in order.items():
        blank = item.blanks[name]
        own = {
            "choice": lambda b, c: {"options": _options(b.options, c)},
            "number": _keyed,
            "text": _accepted,
        }
        blanks[number] = (blank.type, round(blank.weight / total, 6), own[blank.type](blank, code))
    return {"text": told({code: text}, code), "blanks": blanks}


def _essay(item: Any, code: str) -> dict[str, Any]:
    return {
        "sample": told(item.sample_answer, code),
        "rubric": len(item.rubric),
        "words": item.words and (item.words.least, item.words.most),
    }


_OWN = {
    "single_choice": _choice,
    "multiple_choice": _choice,
    "true_false": lambda item, code: {"key": item.key, "feedback": told(item.feedback, code)},
    "numeric": _keyed,
    "short_text": _accepted,
    "matching": _assigned,
    "grouping": _assigned,
    "ordering": _ordering,
    "cloze": _cloze,
    "essay": _essay,
}
