"""Banks as Moodle XML: a category per part, the questions of every type that Moodle has, pictures inside."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from nastava.interop.html import Pictures, is_formatted
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
from nastava.interop.moodle_cloze import embedded
from nastava.interop.speech import Voice
from nastava.interop.xml import lxml_etree
from nastava.items import Item
from nastava.items.cloze import Cloze
from nastava.items.essay import Essay
from nastava.items.grouping import Grouping
from nastava.items.matching import Matching
from nastava.items.multiple_choice import MultipleChoice
from nastava.items.numeric import Numeric
from nastava.items.ordering import Ordering
from nastava.items.short_text import ShortText
from nastava.items.single_choice import SingleChoice
from nastava.items.tolerance import Keyed
from nastava.items.true_false import TrueFalse

if TYPE_CHECKING:
    from nastava.quizzes import Bank

_GRADING = {
    "adjacent_pairs": "RELATIVE_NEXT_EXCLUDE_LAST",
    "positions": "ABSOLUTE_POSITION",
    "all_or_nothing": "ALL_OR_NOTHING",
}
#: Shares that Moodle's list of grades has, in percent.
_GRADES = (
    100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10,
    5, 0,
)  # fmt: skip


def moodle_xml(bank: Bank, codes: Sequence[str]) -> Written:
    """Return a bank as Moodle XML.

    Args:
        bank: with its keys.
        codes: one language, or several that are marked with ``{mlang}``.
    """
    return _Writer(bank, codes).written()


class _Writer:
    def __init__(self, bank: Bank, codes: Sequence[str]) -> None:
        self.etree = lxml_etree()
        self.bank = bank
        self.voice = Voice(codes, Pictures("@@PLUGINFILE@@/"))
        self.quiz = self.etree.Element("quiz")
        self.notes: list[Note] = []
        self.lost: list[str] = []
        self.items = 0

    def written(self) -> Written:
        part: str | None = ""
        for item, lost in settled(self.bank):
            self.lost = lost
            if item.part != part:
                part = item.part
                self._category(part)
            try:
                question = self._question(item)
            except UnknownItemError as error:
                self.notes.append(Note(item.id, str(error), dropped=True))
                continue
            self.quiz.append(question)
            self.items += 1
            if self.lost:
                self.notes.append(Note(item.id, without(self.lost)))
        self.etree.indent(self.quiz)
        content: bytes = self.etree.tostring(self.quiz, encoding="UTF-8", xml_declaration=True)
        return Written(content + b"\n", self.items, self.notes)

    def _category(self, part: str | None) -> None:
        names = [self.bank.title, *([self.bank.parts[part]] if part else [])]
        path = "/".join(["top", *(self.voice.plain(name).replace("/", "//") for name in names)])
        question = self.etree.SubElement(self.quiz, "question", type="category")
        self._text(question, "category", path)
        self._sub(question, "idnumber", f"{self.bank.id}{f'.{part}' if part else ''}")

    # Elements ---------------------------------------------------------------------------------------------

    def _sub(self, parent: Any, tag: str, text: object = "", /, **attributes: str) -> Any:
        element = self.etree.SubElement(parent, tag, **attributes)
        element.text = str(text)
        return element

    def _text(self, parent: Any, name: str, text: str, **attributes: str) -> Any:
        element = self.etree.SubElement(parent, name, **attributes)
        self._sub(element, "text", text)
        return element

    def _html(self, parent: Any, name: str, html: str, **attributes: str) -> Any:
        """Add HTML with the pictures that stand in it."""
        element = self._text(parent, name, html, **attributes, format="html")
        for file, content in self.voice.pictures.within(html).items():
            self._sub(element, "file", b64encode(content).decode(), name=file, path="/", encoding="base64")
        return element

    def _answer(
        self, parent: Any, share: float, text: str, feedback: Mapping[str, str] | None, *, html: bool = False
    ) -> Any:
        """Add an answer that earns a share of the points."""
        percent = share * 100
        near = min(
            (grade * sign for grade in _GRADES for sign in (1, -1)), key=lambda grade: abs(grade - percent)
        )
        if abs(near - percent) > 0.001:
            self.lost.append(f"a share of {percent:.5g} % (Moodle takes the nearest, {near:g} %)")
        if html:
            answer = self._html(parent, "answer", text, fraction=f"{near:g}")
        else:
            answer = self._text(parent, "answer", text, fraction=f"{near:g}", format="moodle_auto_format")
        self._html(answer, "feedback", self.voice.html(feedback) if feedback else "")
        return answer

    # Questions --------------------------------------------------------------------------------------------

    def _question(self, item: Item) -> Any:
        kind, known, write = self._kind(item)
        if item.survey and not isinstance(item, Essay):
            raise UnknownItemError("Moodle has no questions without a key")
        question = self.etree.Element("question", type=kind)
        self._text(question, "name", item.id)
        self._html(question, "questiontext", self._stem(item))
        explained = self.voice.html(item.explanation) if item.explanation else ""
        self._html(question, "generalfeedback", explained)
        if kind != "cloze":
            self._sub(question, "defaultgrade", f"{item.points:g}")
        self._sub(question, "penalty", f"{self.bank.penalty(item):g}")
        self._sub(question, "hidden", "0")
        self._sub(question, "idnumber", item.id)
        write(question, item)
        for hint in item.hints:
            self._html(question, "hint", self.voice.html(hint.text))
            if hint.cost:
                self.lost.append("what its hints cost")
        tags = self.etree.SubElement(question, "tags")
        points = [f"nastava:points={item.points:g}"] if isinstance(item, Cloze) else []
        labels = [*labels_of(item, kind=isinstance(item, Grouping)), *points]
        for label in labels:
            self._text(tags, "tag", label)
        if item.picture:
            self.lost.append("the data of its picture (an image is written)")
        self.lost += [f"the fact {fact}" for fact in item.facts if f"fact:{fact}" not in labels]
        self.lost += left_over(item, {*known, *labelled(item), "hints", "attempt_penalty"})
        if (
            hasattr(item, "scoring")
            and item.right_or_wrong
            and item.scored_by != _first(item)
            and kind != "ordering"
        ):
            self.lost.append("scoring by all or nothing (Moodle gives parts)")
        return question

    def _kind(self, item: Item) -> tuple[str, set[str], Callable[[Any, Any], None]]:
        match item:
            case SingleChoice() | MultipleChoice():
                return "multichoice", {"options", "scoring", "penalty", "floor"}, self._choice
            case TrueFalse():
                return "truefalse", {"key", "feedback"}, self._true_false
            case Numeric():
                return "numerical", {"key", "tolerance", "near", "unit", "units"}, self._numeric
            case ShortText():
                return "shortanswer", {"accept", "accept_partly", "near", "typos"}, self._short_text
            case Matching():
                return "matching", {"prompts", "choices", "key", "reuse", "scoring"}, self._matching
            case Grouping():
                return "matching", {"groups", "entries", "scoring"}, self._grouping
            case Ordering():
                return "ordering", {"entries", "scoring"}, self._ordering
            case Cloze():
                return "cloze", {"text", "blanks", "scoring"}, self._nothing
            case Essay():
                return "essay", {"words", "sample_answer"}, self._essay
            case _:
                raise UnknownItemError(f"Moodle has no question type like {item.type}")

    def _stem(self, item: Item) -> str:
        stem = self.voice.html(item.stem) + self.voice.drawn(item.picture)
        if not isinstance(item, Cloze):
            return stem
        voice = self.voice
        if len(voice.codes) > 1:
            # Blanks in a second language would be further questions, and stay empty.
            voice = Voice(voice.codes[:1], voice.pictures)
            self.lost.append(f"its text in any language but '{voice.codes[0]}'")
        text = embedded(item, voice, self.lost, shuffle=self._shuffles(item))
        if voice is not self.voice:
            text = f'<div lang="{voice.codes[0]}">{text}</div>'
        return f'<div class="stem">{stem}</div>{text}'

    def _nothing(self, question: Any, item: Item) -> None:
        """All of it stands in the text."""

    def _shuffled(self, question: Any, item: Item) -> None:
        self._sub(question, "shuffleanswers", str(self._shuffles(item)).lower())

    def _shuffles(self, item: Item) -> bool:
        return self.bank.shuffle if item.shuffle is None else item.shuffle

    def _choice(self, question: Any, item: SingleChoice | MultipleChoice) -> None:
        self._sub(question, "single", str(isinstance(item, SingleChoice)).lower())
        self._shuffled(question, item)
        self._sub(question, "answernumbering", "abc")
        keys = sum(option.key for option in item.options)
        wrong = 0.0
        if isinstance(item, MultipleChoice):
            wrong = 1 / (len(item.options) - keys)
            if item.scoring == "per_option" and item.penalty is not None:
                wrong = item.penalty / keys
        for option in item.options:
            if option.pinned:
                self.lost.append("the fixed place of an option")
            text = self.voice.html(option.text, inline=True)
            self._answer(question, 1 / keys if option.key else -wrong, text, option.feedback, html=True)

    def _true_false(self, question: Any, item: TrueFalse) -> None:
        for value in (True, False):
            right = value is item.key
            self._answer(question, float(right), str(value).lower(), None if right else item.feedback)

    def _numeric(self, question: Any, item: Numeric) -> None:
        def answer(value: float, share: float, within: float, feedback: Mapping[str, str] | None) -> None:
            element = self._answer(question, share, f"{value:.15g}", feedback)
            self._sub(element, "tolerance", f"{within:.15g}")

        answer(item.key_number, 1.0, width(item, self.lost), None)
        for near in item.near:
            answer(float(near.value), near.credit, 0.0, near.feedback)
        units = {self.voice.plain(item.unit): 1.0} if item.unit else {}
        units |= item.units
        if units:
            element = self.etree.SubElement(question, "units")
            for name, factor in units.items():
                unit = self.etree.SubElement(element, "unit")
                self._sub(unit, "multiplier", f"{1 / factor:.15g}")
                self._sub(unit, "unit_name", name)
        self._sub(question, "unitgradingtype", "0")
        self._sub(question, "unitpenalty", "0.1")
        self._sub(question, "showunits", "0" if units else "3")
        self._sub(question, "unitsleft", "0")

    def _short_text(self, question: Any, item: ShortText) -> None:
        self._sub(question, "usecase", "0")
        for text in item.accept:
            self._answer(question, 1.0, _unstarred(text), None)
        for partly in item.accept_partly:
            self._answer(question, partly.credit, _unstarred(partly.text), partly.feedback)
        for near in item.near:
            self._answer(question, 0.0, _unstarred(near.text), near.feedback)

    def _matching(self, question: Any, item: Matching) -> None:
        choices = {choice.id: self.voice.plain(choice.text) for choice in item.choices}
        self._shuffled(question, item)
        self._bare(choice.text for choice in item.choices)
        for prompt in item.prompts:
            if prompt.feedback:
                self.lost.append("the feedback of its prompts")
            self._pair(question, self.voice.html(prompt.text, inline=True), choices[item.key[prompt.id]])
        for id_, text in choices.items():
            if id_ not in item.key.values():
                self._pair(question, "", text)

    def _bare(self, texts: Iterable[Mapping[str, str]]) -> None:
        if any(is_formatted(text, self.voice.codes) for text in texts):
            self.lost.append("the formatting of its choices")

    def _pair(self, question: Any, prompt: str, choice: str) -> None:
        pair = self._html(question, "subquestion", prompt)
        self._text(pair, "answer", choice)

    def _grouping(self, question: Any, item: Grouping) -> None:
        groups = {group.id: self.voice.plain(group.text) for group in item.groups}
        self._shuffled(question, item)
        self._bare(group.text for group in item.groups)
        for entry in item.entries:
            if entry.feedback:
                self.lost.append("the feedback of its entries")
            self._pair(question, self.voice.html(entry.text, inline=True), groups[entry.group])
        for group in item.groups:
            if group.empty:
                self._pair(question, "", groups[group.id])

    def _ordering(self, question: Any, item: Ordering) -> None:
        self._sub(question, "layouttype", "VERTICAL")
        self._sub(question, "selecttype", "ALL")
        self._sub(question, "selectcount", "0")
        self._sub(question, "gradingtype", _GRADING[item.scoring])
        self._sub(question, "showgrading", "SHOW")
        if any(entry.at for entry in item.entries):
            self.lost.append("the dates of its entries")
        for place, entry in enumerate(item.entries, start=1):
            text = self.voice.html(entry.text, inline=True)
            self._html(question, "answer", text, fraction=f"{place}")

    def _essay(self, question: Any, item: Essay) -> None:
        self._sub(question, "responseformat", "editor")
        self._sub(question, "responserequired", "1")
        self._sub(question, "responsefieldlines", "15")
        self._sub(question, "minwordlimit", (item.words and item.words.least) or "")
        self._sub(question, "maxwordlimit", (item.words and item.words.most) or "")
        self._sub(question, "attachments", "0")
        sample = self.voice.html(item.sample_answer) if item.sample_answer else ""
        self._html(question, "graderinfo", sample)
        self._html(question, "responsetemplate", "")


def _first(item: Item) -> str:
    return next(iter(item.policies))


def width(keyed: Keyed, lost: list[str]) -> float:
    """Return the tolerance of a number as so much on either side of the key."""
    tolerance, key = keyed.tolerance, keyed.key_number
    if tolerance is None:
        return 0.0
    if tolerance.absolute is not None:
        return tolerance.absolute
    lost.append("its way of tolerance (so much on either side of the key is written)")
    if tolerance.relative is not None:
        return tolerance.relative * abs(key)
    if tolerance.places is not None:
        return float(f"{0.499999 * 10**-tolerance.places:.6g}")
    import math

    figures = tolerance.figures or 1
    place = figures - 1 - math.floor(math.log10(abs(key))) if key else 0
    return float(f"{0.499999 * 10.0**-place:.6g}")


def _unstarred(text: str) -> str:
    # A star stands for any text in Moodle's answers.
    return text.replace("*", r"\*")
