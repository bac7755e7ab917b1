"""Banks as GIFT, Moodle's plain text for questions; texts stay Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from nastava.interop.html import html_of, is_formatted
from nastava.interop.model import (
    Note,
    UnknownItemError,
    Written,
    labelled,
    labels_of,
    left_over,
    settled,
    without,
)
from nastava.interop.moodle_write import width
from nastava.items import Item
from nastava.items.essay import Essay
from nastava.items.grouping import Grouping
from nastava.items.matching import Matching
from nastava.items.multiple_choice import MultipleChoice
from nastava.items.numeric import Numeric
from nastava.items.short_text import ShortText
from nastava.items.single_choice import SingleChoice
from nastava.items.true_false import TrueFalse
from nastava.text.languages import pick
from nastava.text.markdown import images, to_plain

if TYPE_CHECKING:
    from nastava.quizzes import Bank

_SPECIAL = re.compile(r"([\\~=#{}:])")
_FOREIGN = re.compile(r"\[([^\]]*)\]\{lang=[\w-]+\}")
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_KNOWN = {
    "single_choice": {"options"},
    "multiple_choice": {"options", "scoring", "penalty", "floor"},
    "true_false": {"key", "feedback"},
    "numeric": {"key", "tolerance", "near"},
    "short_text": {"accept", "accept_partly", "near", "typos"},
    "matching": {"prompts", "choices", "key", "reuse", "scoring"},
    "grouping": {"groups", "entries", "scoring"},
    "essay": set[str](),
}


def gift(bank: Bank, codes: Sequence[str]) -> Written:
    """Return a bank as GIFT, in the first of the languages."""
    return _Writer(bank, codes[0]).written()


class _Writer:
    def __init__(self, bank: Bank, code: str) -> None:
        self.bank = bank
        self.code = code
        self.lost: list[str] = []

    def written(self) -> Written:
        notes: list[Note] = []
        blocks: list[str] = []
        part: str | None = ""
        items = 0
        for item, lost in settled(self.bank, pictures=False):
            self.lost = lost
            if item.part != part:
                part = item.part
                blocks.append(self._category(part))
            try:
                blocks.append(self._question(item))
            except UnknownItemError as error:
                notes.append(Note(item.id, str(error), dropped=True))
                continue
            items += 1
            if self.lost:
                notes.append(Note(item.id, without(self.lost)))
        return Written(("\n\n".join(blocks) + "\n").encode(), items, notes)

    def _category(self, part: str | None) -> str:
        names = [self.bank.title, *([self.bank.parts[part]] if part else [])]
        path = "/".join(to_plain(pick(name, self.code), inline=True).replace("/", "//") for name in names)
        return f"$CATEGORY: top/{path}"

    def _text(self, text: Mapping[str, str]) -> str:
        """Return a text with GIFT's own characters masked."""
        words = pick(text, self.code)
        if images(words):
            self.lost.append("pictures")
            words = _PICTURE.sub(r"[\1]", words)
        if "\\(" in html_of(words):
            self.lost.append("formulas (their source is written)")
        if _FOREIGN.search(words):
            self.lost.append("the marks of words in another language")
            words = _FOREIGN.sub(r"\1", words)
        return _masked(words)

    def _question(self, item: Item) -> str:
        if item.type not in _KNOWN:
            raise UnknownItemError(f"GIFT has no question type like {item.type}")
        if item.survey and not isinstance(item, Essay):
            raise UnknownItemError("GIFT has no questions without a key")
        lines = list(self._answers(item))
        if item.explanation:
            lines.append(f"####{self._text(item.explanation)}")
        labels = labels_of(item, kind=isinstance(item, Grouping))
        if item.points != 1:
            labels.append(f"nastava:points={item.points:g}")
        tags = " ".join([f"[id:{item.id}]", *(f"[tag:{_masked_tag(label)}]" for label in labels)])
        if item.picture:
            self.lost.append("its picture")
        self.lost += left_over(item, {*_KNOWN[item.type], *labelled(item)})
        if hasattr(item, "scoring") and item.right_or_wrong and item.scored_by != next(iter(item.policies)):
            self.lost.append("scoring by all or nothing (Moodle gives parts)")
        if isinstance(item, TrueFalse) or not lines:
            body = "{" + "\n".join(lines) + "}"
        else:
            body = "{" + ("#" if isinstance(item, Numeric) else "") + "\n" + "\n".join(lines) + "\n}"
        return f"// {tags}\n::{_masked(item.id)}::[markdown]{self._text(item.stem)}{body}"

    def _told(self, feedback: Mapping[str, str] | None) -> str:
        return f"#{self._text(feedback)}" if feedback else ""

    def _answers(self, item: Item) -> Iterable[str]:
        match item:
            case SingleChoice():
                self._pinned(item)
                return (
                    f"{'=' if option.key else '~'}{self._text(option.text)}{self._told(option.feedback)}"
                    for option in item.options
                )
            case MultipleChoice():
                self._pinned(item)
                return self._ticked(item)
            case TrueFalse():
                return [f"{'TRUE' if item.key else 'FALSE'}{self._told(item.feedback)}"]
            case Numeric():
                return self._number(item)
            case ShortText():
                return self._words(item)
            case Matching():
                return self._matching(item)
            case Grouping():
                return self._grouping(item)
            case _:
                return []

    def _number(self, item: Numeric) -> Iterable[str]:
        yield f"={item.key_number:.15g}:{width(item, self.lost):.15g}"
        for near in item.near:
            yield f"=%{near.credit * 100:.7g}%{float(near.value):.15g}:0{self._told(near.feedback)}"

    def _words(self, item: ShortText) -> Iterable[str]:
        yield from (f"={_unstarred(text)}" for text in item.accept)
        for partly in item.accept_partly:
            yield f"=%{partly.credit * 100:.7g}%{_unstarred(partly.text)}{self._told(partly.feedback)}"
        yield from (f"=%0%{_unstarred(near.text)}{self._told(near.feedback)}" for near in item.near)

    def _matching(self, item: Matching) -> Iterable[str]:
        choices = {choice.id: choice.text for choice in item.choices}
        self._bare(choices.values())
        if any(prompt.feedback for prompt in item.prompts):
            self.lost.append("the feedback of its prompts")
        yield from (self._pair(prompt.text, choices[item.key[prompt.id]]) for prompt in item.prompts)
        used = item.key.values()
        yield from (self._pair({}, text) for id_, text in choices.items() if id_ not in used)

    def _grouping(self, item: Grouping) -> Iterable[str]:
        groups = {group.id: group.text for group in item.groups}
        self._bare(groups.values())
        if any(entry.feedback for entry in item.entries):
            self.lost.append("the feedback of its entries")
        yield from (self._pair(entry.text, groups[entry.group]) for entry in item.entries)
        yield from (self._pair({}, group.text) for group in item.groups if group.empty)

    def _bare(self, texts: Iterable[Mapping[str, str]]) -> None:
        if any(is_formatted(text, [self.code]) for text in texts):
            self.lost.append("the formatting of its choices")

    def _pair(self, prompt: Mapping[str, str], choice: Mapping[str, str]) -> str:
        left = self._text(prompt) if prompt else ""
        right = _masked(to_plain(pick(choice, self.code), inline=True))
        if "->" in left + right:
            # It would end the prompt, and can't be masked.
            self.lost.append("arrows in its pairs")
        return f"={left.replace('->', '→')} -> {right.replace('->', '→')}"

    def _ticked(self, item: MultipleChoice) -> Iterable[str]:
        keys = sum(option.key for option in item.options)
        wrong = 1 / (len(item.options) - keys)
        if item.scoring == "per_option" and item.penalty is not None:
            wrong = item.penalty / keys
        for option in item.options:
            share = 100 / keys if option.key else -100 * wrong
            yield f"~%{share:.7g}%{self._text(option.text)}{self._told(option.feedback)}"

    def _pinned(self, item: SingleChoice | MultipleChoice) -> None:
        if any(option.pinned for option in item.options):
            self.lost.append("the fixed place of an option")


def _unstarred(text: str) -> str:
    # A star stands for any text in Moodle's answers.
    return _masked(text.replace("*", r"\*"))


def _masked(text: str) -> str:
    # A blank line would end the question, and a line that begins with slashes be a comment.
    text = _SPECIAL.sub(r"\\\1", text.strip())
    return text.replace("\n", "\\n")


def _masked_tag(label: str) -> str:
    return label.replace("]", "\\]")
