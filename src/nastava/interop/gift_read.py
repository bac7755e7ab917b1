"""GIFT as items of a bank: its questions of every type, comments with ids and tags, categories."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nastava.errors import NastavaError
from nastava.interop.assemble import choices_item, grouping_item, matching_item
from nastava.interop.model import Note, Read, UnknownItemError, read_labels, without
from nastava.interop.moodle_cloze import accepted, keyed, number_of
from nastava.interop.names import slug, unique
from nastava.interop.speech import Ear, any_text

#: A masked character is one of these until the question is taken apart; they are for private use.
_MASKED = "~=#{}:\\"
_BASE = 0xE100
_FORMAT = re.compile(r"\s*\[(html|markdown|moodle|plain)\]", re.IGNORECASE)
_SHARE = re.compile(r"\s*%(-?\d+(?:\.\d+)?)%")
_RANGE = re.compile(r"(-?[\d.,]+(?:e-?\d+)?)\s*\.\.\s*(-?[\d.,]+(?:e-?\d+)?)", re.IGNORECASE)


def read_gift(raw: bytes, name: str, code: str) -> Read:
    """Return the questions of a GIFT file.

    Args:
        raw: the file.
        name: of the file, for messages.
        code: the language of its texts.

    Raises:
        NastavaError: it is not UTF-8, or holds no question.

    Example:
        >>> read_gift("::q1::Who leads KFOR? {=NATO ~The UN}".encode(), "q.gift", "en").items[0]["type"]
        'single_choice'
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise NastavaError(f"{name}:{line}: the file is not UTF-8. Save it as UTF-8.") from None
    out = _Reader(code).read(text)
    if not out.items and not out.notes:
        raise NastavaError(f"{name}: there is no question in GIFT format in it.")
    return out


class _Reader:
    def __init__(self, code: str) -> None:
        self.code = code
        self.out = Read()
        self.part: str | None = None
        self.taken: set[str] = set()
        self.ear = Ear(code)
        self.form = "moodle"

    def read(self, text: str) -> Read:
        for number, (block, comments) in enumerate(_blocks(text), start=1):
            category = re.fullmatch(r"\$CATEGORY:\s*(.*)", block.strip())
            if category:
                self._category(category[1])
                continue
            self.ear = Ear(self.code)
            masked = re.sub(r"\\(.)", _mask, block, flags=re.DOTALL)
            name, rest = _name_of(masked)
            named = _bare(name) or f"question {number}"
            try:
                item = self._item(rest, named, comments)
            except UnknownItemError as error:
                self.out.drop(named, str(error))
                continue
            self.out.items.append(item)
            if self.ear.lost:
                self.out.notes.append(Note(item["id"], without(self.ear.lost)))
        return self.out

    def _category(self, path: str) -> None:
        names = [name.replace("//", "/").strip() for name in re.split(r"(?<!/)/(?!/)", path) if name.strip()]
        while names and (names[0] == "top" or names[0].startswith("$")):
            names.pop(0)
        if names:
            titles = [self.ear.plain(name) or {} for name in names]
            self.out.title = self.out.title or titles[0]
            if len(names) == 1 and titles[0] == self.out.title:
                self.part = None
                return
            self.part = slug(names[-1], "part")
            self.out.parts.setdefault(self.part, titles[-1])

    def _item(self, rest: str, name: str, comments: str) -> dict[str, Any]:
        tags = re.findall(r"\[(id|tag):((?:\\.|[^\]\\])*)\]", comments)
        told = read_labels(value.replace("\\]", "]") for kind, value in tags if kind == "tag")
        ids = [value for kind, value in tags if kind == "id"]
        part = told.pop("part", None)
        if part and self.part:
            self.out.parts = {
                (part if key == self.part else key): text for key, text in self.out.parts.items()
            }
            self.part = part
        ours = told.pop("type", None)
        own = self._own(rest)
        if ours == "grouping" and own["type"] == "matching":
            own = grouping_item(own)
        item: dict[str, Any] = {"id": unique(slug(ids[0] if ids else name, "question"), self.taken)}
        item |= {"part": self.part} if self.part else {}
        self.taken.add(item["id"])
        return {**item, **own, **told}

    def _own(self, rest: str) -> dict[str, Any]:
        format_ = _FORMAT.match(rest)
        self.form = format_[1].lower() if format_ else "moodle"
        rest = rest[format_.end() :] if format_ else rest
        start = rest.find("{")
        if start < 0:
            raise UnknownItemError("a text without a question; put it into the notebook")
        end = rest.rfind("}")
        if end < start:
            raise UnknownItemError("its answers have no closing brace }")
        before, answers, after = rest[:start], rest[start + 1 : end], rest[end + 1 :]
        stem = f"{before.rstrip()} _____ {after.lstrip()}" if after.strip() else before
        heard = self._heard(stem, inline=False)
        if heard is None:
            raise UnknownItemError("it asks nothing")
        answers, _, explanation = answers.partition("####")
        own = self._answered(answers.strip())
        item = {"type": own.pop("type"), "stem": heard, **own}
        explained = self._heard(explanation, inline=False)
        return item | ({"explanation": explained} if explained else {})

    def _heard(self, text: str, *, inline: bool = True) -> dict[str, str] | None:
        format_ = _FORMAT.match(text)
        form = format_[1].lower() if format_ else self.form
        text = _bare(text[format_.end() :] if format_ else text)
        if form == "markdown":
            return self.ear.markdown(text)
        if form == "plain" or (form == "moodle" and not re.search(r"<\w|&\w+;", text)):
            return self.ear.plain(text, inline=inline)
        return self.ear.html(text.replace("\n", "<br>") if form == "moodle" else text, inline=inline)

    def _answered(self, answers: str) -> dict[str, Any]:
        if not answers:
            return {"type": "essay"}
        if answers.startswith("#"):
            return self._numeric(answers[1:].strip())
        truth = re.match(r"(T|TRUE|F|FALSE)\s*(?:#|$)", answers, re.IGNORECASE)
        if truth:
            return self._true_false(answers, key=truth[1].upper().startswith("T"))
        given = list(_split(answers))
        if any("->" in text for _, _, text, _ in given) and all(mark == "=" for mark, _, _, _ in given):
            return {"type": "matching", **self._matching([text for _, _, text, _ in given])}
        if all(mark == "=" for mark, _, _, _ in given):
            return self._short_text(given)
        return self._choice(given)

    def _true_false(self, answers: str, *, key: bool) -> dict[str, Any]:
        _, *feedback = answers.split("#")
        if len(feedback) > 1 and feedback[1].strip():
            self.ear.lost.append("feedback on the right answer")
        wrong = self._heard(feedback[0]) if feedback else None
        return {"type": "true_false", "key": key, **({"feedback": wrong} if wrong else {})}

    def _numeric(self, answers: str) -> dict[str, Any]:
        given = (
            list(_split(answers)) if re.match(r"[=~]", answers) else [("=", None, *_with_feedback(answers))]
        )
        values = []
        for mark, share, text, feedback in given:
            words = _bare(text)
            ends = _RANGE.fullmatch(words)
            number, _, within = words.partition(":")
            if ends:
                low, high = number_of(ends[1]), number_of(ends[2])
                if low is not None and high is not None:
                    number, within = f"{(low + high) / 2:.15g}", f"{abs(high - low) / 2:.15g}"
            worth = (1.0 if mark == "=" else 0.0) if share is None else share
            values.append((number, within, worth, self._heard(feedback)))
        item = keyed(values, self.ear.lost)
        if item is None:
            raise UnknownItemError("its key is no number")
        return {"type": "numeric", **item}

    def _short_text(self, given: list[tuple[str, float | None, str, str]]) -> dict[str, Any]:
        answers = [
            (_bare(text), 1.0 if share is None else share, self._heard(told))
            for _, share, text, told in given
        ]
        item = accepted(answers, self.ear.lost)
        if not item["accept"]:
            raise UnknownItemError("no answer is wholly right")
        return {"type": "short_text", **item}

    def _matching(self, pairs: list[str]) -> dict[str, Any]:
        read = []
        for pair in pairs:
            prompt, _, choice = pair.partition("->")
            chosen = self.ear.plain(_bare(choice))
            if chosen:
                read.append((self._heard(prompt), chosen))
        return matching_item(read)

    def _choice(self, given: list[tuple[str, float | None, str, str]]) -> dict[str, Any]:
        single = any(mark == "=" for mark, _, _, _ in given)
        answers = [
            (
                (1.0 if mark == "=" else 0.0) if share is None else share,
                self._heard(text) or {},
                self._heard(feedback),
            )
            for mark, share, text, feedback in given
        ]
        return choices_item(answers, single=single, lost=self.ear.lost)


def _mask(match: re.Match[str]) -> str:
    if match[1] == "n":
        return "\n"
    return chr(_BASE + _MASKED.index(match[1])) if match[1] in _MASKED else match[0]


def _bare(text: str) -> str:
    """Return text with its masked characters as they are meant."""
    return "".join(
        _MASKED[ord(c) - _BASE] if _BASE <= ord(c) < _BASE + len(_MASKED) else c for c in text
    ).strip()


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield each question, or category, with the comments above it."""
    block: list[str] = []
    comments: list[str] = []
    for line in [*text.splitlines(), ""]:
        stripped = line.strip()
        if stripped.startswith("//"):
            comments.append(stripped[2:])
        elif stripped.startswith("$CATEGORY:") and not block:
            yield stripped, ""
        elif stripped:
            block.append(line)
        elif block:
            yield "\n".join(block), "\n".join(comments)
            block, comments = [], []


def _name_of(block: str) -> tuple[str, str]:
    named = re.match(r"\s*::(.*?)::", block, re.DOTALL)
    return (named[1], block[named.end() :]) if named else (any_text({"en": block.partition("{")[0]}), block)


def _with_feedback(answer: str) -> tuple[str, str]:
    text, _, feedback = answer.partition("#")
    return text.strip(), feedback.strip()


def _split(answers: str) -> Iterator[tuple[str, float | None, str, str]]:
    """Yield each answer: its mark, its share if it states one, its text and its feedback."""
    for mark, written in re.findall(r"([=~])([^=~]*)", answers):
        share = _SHARE.match(written)
        text, feedback = _with_feedback(written[share.end() :] if share else written)
        yield mark, float(share[1]) / 100 if share else None, text, feedback
