"""Moodle XML as items of a bank: every type that has a counterpart, the rest told one by one."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from nastava.errors import NastavaError
from nastava.interop.assemble import choices_item, grouping_item, matching_item, ordering_item
from nastava.interop.model import Read, UnknownItemError, read_labels, without
from nastava.interop.moodle_cloze import ClozeProblemError, accepted, blanks_in, keyed, number_of, shuffles
from nastava.interop.names import letters, slug, unique
from nastava.interop.speech import SHARED, Ear, any_text, codes_in, in_languages, languages_in
from nastava.interop.xml import local, parse_xml, text_at
from nastava.text.pictures import TYPES

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Penalty that Moodle gives every question unless told otherwise.
_USUAL_PENALTY = 0.3333333
_GRADING = {
    "ALL_OR_NOTHING": "all_or_nothing",
    "ABSOLUTE_POSITION": "positions",
    "ABSOLUTE": "positions",
    "RELATIVE_NEXT_EXCLUDE_LAST": "adjacent_pairs",
}
#: Sentences that Moodle puts there itself.
_STOCK = ("Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect.")
_NO_COUNTERPART = {
    "calculated": "its numbers come from a formula; write it anew with 'parameters:'",
    "calculatedmulti": "its numbers come from a formula; write it anew with 'parameters:'",
    "calculatedsimple": "its numbers come from a formula; write it anew with 'parameters:'",
    "ddimageortext": "markers on a picture are not known here; see the type hotspot",
    "ddmarker": "markers on a picture are not known here; see the type hotspot",
    "description": "a text without a question; put it into the notebook",
    "random": "a question drawn from a category; write 'draw:' in the bank",
    "randomsamatch": "its pairs are drawn from other questions",
}


def read_moodle_xml(raw: bytes, name: str, code: str) -> Read:
    """Return the questions of a Moodle XML file.

    Args:
        raw: the file.
        name: of the file, for messages.
        code: the language of texts that are not marked.

    Raises:
        NastavaError: it can't be read, or is another XML.
    """
    root = parse_xml(raw, name)
    if local(root) != "quiz":
        raise NastavaError(f"{name}: the file begins with <{local(root)}>, and Moodle XML with <quiz>.")
    return _Reader(code).read(root)


class _Reader:
    def __init__(self, code: str) -> None:
        self.default = code
        self.code = SHARED
        self.out = Read()
        self.part: str | None = None
        self.files: dict[str, bytes] = {}
        self.ear = Ear(SHARED)
        self.taken: set[str] = set()
        self.ours = False

    def read(self, root: _Element) -> Read:
        for question in root:
            if local(question) != "question":
                continue
            if question.get("type") == "category":
                self._category(question)
                continue
            name = text_at(question, "name", "text") or text_at(question, "idnumber") or "a question"
            said = any_text(languages_in(name, self.code)[0])
            try:
                item = self._item(question, said)
            except UnknownItemError as error:
                self.out.drop(said, str(error))
                continue
            self.out.items.append(item)
            if self.ear.lost:
                self.out.notes.append(_note(item["id"], self.ear.lost))
        codes = sorted(codes_in([self.out.title, self.out.items])) or [self.default]
        self.out.items = in_languages(self.out.items, codes)
        self.out.parts = in_languages(self.out.parts, codes)
        self.out.title = in_languages(self.out.title, codes)
        return self.out

    def _category(self, question: _Element) -> None:
        names = re.split(r"(?<!/)/(?!/)", text_at(question, "category", "text"))
        names = [name.replace("//", "/").strip() for name in names if name.strip()]
        while names and (
            names[0] in {"top", "$course$", "$module$", "$system$", "$cat$"} or names[0].startswith("$")
        ):
            names.pop(0)
        if not names:
            return
        titles = [Ear(self.code).plain(name) or {} for name in names]
        if self.out.title is None:
            self.out.title = titles[0]
        if len(names) == 1 and titles[0] == self.out.title:
            self.part = None
            return
        number = text_at(question, "idnumber").rpartition(".")[2] if len(names) > 1 else ""
        part = slug(number or any_text(titles[-1]), "part")
        self.out.parts.setdefault(part, titles[-1])
        self.part = part

    # What every question has ------------------------------------------------------------------------------

    def _item(self, question: _Element, name: str) -> dict[str, Any]:
        kind = question.get("type", "")
        self.files = dict(_files(question))
        self.ear = Ear(self.code, self._picture)
        labels = [text_at(tag, "text") for tag in _all(question, "tags", "tag")]
        told = read_labels(labels)
        self.ours = "tags" in told
        item: dict[str, Any] = {"id": "", "type": ""}
        part = told.pop("part", None)
        if part and part in self.out.parts:
            self.part = part
        if self.part:
            item["part"] = self.part
        own = self._own(question, kind, told.pop("type", None))
        item |= own
        points = number_of(text_at(question, "defaultgrade"))
        if points is not None and points != 1 and "points" not in item:
            item["points"] = points
        explanation = self._html(question, "generalfeedback")
        hints = [text for hint in _all(question, "hint") if (text := self._heard(hint))]
        if hints:
            item["hints"] = [{"text": text} for text in hints]
        if explanation:
            item["explanation"] = explanation
        penalty = number_of(text_at(question, "penalty"))
        if penalty and abs(penalty - _USUAL_PENALTY) > 1e-6 and penalty <= 1:
            item["attempt_penalty"] = penalty
        item |= told
        if item.get("points") == 1:
            item.pop("points")
        self._tell_common(question)
        item["id"] = unique(slug(text_at(question, "idnumber") or name, "question"), self.taken)
        self.taken.add(item["id"])
        return item

    def _tell_common(self, question: _Element) -> None:
        for field in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
            words = re.sub(r"<[^>]*>", "", unescape(text_at(question, field, "text"))).strip()
            if words and words not in _STOCK:
                self.ear.lost.append("its feedback on right, partly right and wrong answers as such")

    def _picture(self, source: str) -> str | None:
        if source.startswith("data:"):
            found = re.fullmatch(r"data:(image/[a-z+]+);base64,([A-Za-z0-9+/=\s]+)", source)
            return source if found else None
        name = unquote(source.partition("?")[0]).removeprefix("@@PLUGINFILE@@/")
        content = self.files.get(name)
        ending = PurePosixPath(name).suffix.lower()
        if content is None or ending not in TYPES:
            return None
        kept = f"{slug(PurePosixPath(name).stem, 'picture')}{ending}"
        while self.out.pictures.get(kept, content) != content:
            kept = f"x{kept}"
        self.out.pictures[kept] = content
        return f"{{pictures}}/{kept}"

    def _heard(self, element: _Element | None, *, inline: bool = False) -> dict[str, str] | None:
        """Return the text of an element, by the format that it says it has."""
        if element is None:
            return None
        text = text_at(element, "text") or ("" if len(element) else (element.text or ""))
        form = element.get("format", "moodle_auto_format")
        if form == "markdown":
            return self.ear.markdown(text)
        if form == "plain_text" or (form == "moodle_auto_format" and not re.search(r"<\w|&\w+;", text)):
            return self.ear.plain(text, inline=inline)
        if form == "moodle_auto_format":
            text = text.replace("\n", "<br>")
        return self.ear.html(text, inline=inline)

    def _html(self, question: _Element, name: str) -> dict[str, str] | None:
        return self._heard(next(_all(question, name), None))

    def _stem(self, question: _Element) -> dict[str, str]:
        stem = self._html(question, "questiontext")
        if stem is None:
            raise UnknownItemError("it asks nothing")
        return stem

    # Types ------------------------------------------------------------------------------------------------

    def _own(self, question: _Element, kind: str, ours: str | None) -> dict[str, Any]:
        reader = {
            "multichoice": self._choice,
            "multichoiceset": self._choice,
            "truefalse": self._true_false,
            "shortanswer": self._short_text,
            "numerical": self._numeric,
            "matching": self._matching,
            "match": self._matching,
            "ddmatch": self._matching,
            "essay": self._essay,
            "ordering": self._ordering,
            "cloze": self._cloze,
            "multianswer": self._cloze,
            "gapselect": self._gaps,
            "ddwtos": self._gaps,
        }.get(kind)
        if reader is None:
            why = _NO_COUNTERPART.get(kind, "the type is not known here")
            raise UnknownItemError(f"{kind or 'no type'}: {why}")
        item = reader(question)
        return grouping_item(item) if ours == "grouping" and item["type"] == "matching" else item

    def _answers(self, question: _Element) -> Iterator[tuple[float, dict[str, str], dict[str, str] | None]]:
        for answer in _all(question, "answer"):
            share = (number_of(answer.get("fraction", "0")) or 0.0) / 100
            yield (
                share,
                self._heard(answer, inline=True) or {},
                self._heard(next(_all(answer, "feedback"), None)),
            )

    def _shuffle(self, question: _Element) -> dict[str, Any]:
        return {"shuffle": True} if text_at(question, "shuffleanswers") in {"1", "true"} else {}

    def _choice(self, question: _Element) -> dict[str, Any]:
        answers = list(self._answers(question))
        single = text_at(question, "single") in {"", "true", "1"} and question.get("type") == "multichoice"
        item = choices_item(answers, single=single, lost=self.ear.lost)
        if question.get("type") == "multichoiceset":
            item["scoring"] = "all_or_nothing"
            item.pop("penalty", None)
        return {"type": item.pop("type"), "stem": self._stem(question), **item, **self._shuffle(question)}

    def _true_false(self, question: _Element) -> dict[str, Any]:
        key, wrong = None, None
        for answer in _all(question, "answer"):
            said = text_at(answer, "text").lower() == "true"
            feedback = self._heard(next(_all(answer, "feedback"), None))
            if (number_of(answer.get("fraction", "0")) or 0.0) > 0:
                key = said
                if feedback:
                    self.ear.lost.append("feedback on the right answer")
            else:
                wrong = feedback
        if key is None:
            raise UnknownItemError("neither true nor false is right")
        return {"type": "true_false", "stem": self._stem(question), "key": key, **_if(feedback=wrong)}

    def _typed(self, question: _Element) -> Iterator[tuple[str, float, dict[str, str] | None, _Element]]:
        for answer in _all(question, "answer"):
            share = (number_of(answer.get("fraction", "0")) or 0.0) / 100
            yield text_at(answer, "text"), share, self._heard(next(_all(answer, "feedback"), None)), answer

    def _short_text(self, question: _Element) -> dict[str, Any]:
        answers = ((text, share, feedback) for text, share, feedback, _ in self._typed(question))
        item = accepted(answers, self.ear.lost)
        if not item["accept"]:
            raise UnknownItemError("no answer is wholly right")
        if text_at(question, "usecase") == "1":
            self.ear.lost.append("the difference between capitals and small letters")
        return {"type": "short_text", "stem": self._stem(question), **item}

    def _numeric(self, question: _Element) -> dict[str, Any]:
        answers = (
            (text, text_at(answer, "tolerance"), share, feedback)
            for text, share, feedback, answer in self._typed(question)
        )
        item = keyed(answers, self.ear.lost)
        if item is None:
            raise UnknownItemError("its key is no number")
        units: dict[str, float] = {}
        for unit in _all(question, "units", "unit"):
            name, factor = text_at(unit, "unit_name"), number_of(text_at(unit, "multiplier"))
            if name and factor:
                units[name] = float(f"{1 / factor:.12g}")
        base = next((name for name, factor in units.items() if factor == 1), None)
        if base is not None:
            units.pop(base)
            item["unit"] = languages_in(base, self.code)[0]
        if units:
            item["units"] = units
        if text_at(question, "unitgradingtype") in {"1", "2"}:
            self.ear.lost.append("the points for the unit")
        return {"type": "numeric", "stem": self._stem(question), **item}

    def _matching(self, question: _Element) -> dict[str, Any]:
        pairs = []
        for pair in _all(question, "subquestion"):
            prompt = self._heard(pair, inline=True)
            answer = next(_all(pair, "answer"), None)
            choice = self.ear.plain(text_at(answer, "text")) if answer is not None else None
            if choice:
                pairs.append((prompt, choice))
        item = matching_item(pairs)
        return {"type": "matching", "stem": self._stem(question), **item, **self._shuffle(question)}

    def _ordering(self, question: _Element) -> dict[str, Any]:
        answers = list(_all(question, "answer"))
        places = [number_of(answer.get("fraction", "")) for answer in answers]
        if len(set(places)) == len(places) and None not in places:
            answers = [
                answer
                for _, answer in sorted(zip(places, answers, strict=True), key=lambda pair: pair[0] or 0)
            ]
        item = ordering_item([self._heard(answer, inline=True) or {} for answer in answers])
        grading = text_at(question, "gradingtype").upper() or "RELATIVE_NEXT_EXCLUDE_LAST"
        scoring = _GRADING.get(grading)
        if scoring is None:
            self.ear.lost.append(f"its grading {grading} (adjacent pairs are scored)")
        elif scoring != "adjacent_pairs":
            item["scoring"] = scoring
        if text_at(question, "selecttype").upper() not in {"", "ALL", "0"}:
            self.ear.lost.append("the drawing of some of its entries (all are shown)")
        return {"type": "ordering", "stem": self._stem(question), **item}

    def _essay(self, question: _Element) -> dict[str, Any]:
        item: dict[str, Any] = {"type": "essay", "stem": self._stem(question)}
        least, most = (number_of(text_at(question, name)) for name in ("minwordlimit", "maxwordlimit"))
        words = _if(least=int(least) if least else None, most=int(most) if most else None)
        if words:
            item["words"] = words
        sample = self._html(question, "graderinfo")
        if sample and self.ours:
            item["sample_answer"] = sample
        elif sample:
            # A sample answer is shown to learners, and these notes are not meant for them.
            self.ear.lost.append(f"its notes to graders: {any_text(sample)[:200]!r}")
        if text_at(question, "attachments") not in {"", "0"}:
            self.ear.lost.append("the handing in of files")
        if self._html(question, "responsetemplate"):
            self.ear.lost.append("its template")
        return item

    def _in_one_language(self, question: _Element) -> tuple[str, str]:
        """Return the text of a question with blanks in one language, and its code."""
        texts, _ = languages_in(text_at(question, "questiontext", "text"), self.code)
        return self._one_of(texts)

    def _one_of(self, texts: dict[str, str]) -> tuple[str, str]:
        code = self.default if self.default in texts else next(iter(texts))
        if len(texts) > 1:
            self.ear.lost.append(f"its text in any language but '{code}'")
        return texts[code], code

    def _cloze(self, question: _Element) -> dict[str, Any]:
        whole = text_at(question, "questiontext", "text")
        head = re.match(r'\s*<div class="stem">(.*?)</div>', whole, re.DOTALL)
        stem = self.ear.html(head[1]) if head else None
        whole = whole[head.end() :] if head else whole
        marked_for = re.match(r'\s*<div lang="(en|sr|sr-Cyrl)">', whole)
        texts, _ = languages_in(whole, marked_for[1] if marked_for else self.code)
        text, code = self._one_of(texts)
        ear = Ear(code, self._picture, self.ear.lost)
        try:
            marked, blanks = blanks_in(text, ear)
        except ClozeProblemError as error:
            raise UnknownItemError(str(error)) from None
        shuffle = {"shuffle": True} if shuffles(text) else {}
        return self._with_blanks(question, stem, marked, code, blanks) | shuffle

    def _with_blanks(
        self, question: _Element, stem: Any, marked: str, code: str, blanks: dict[str, dict[str, Any]]
    ) -> dict[str, Any]:
        if not blanks:
            raise UnknownItemError("its text has no blanks")
        names = list(blanks)
        html = question_format(question) == "html"
        hear = Ear(code, self._picture, self.ear.lost)

        def put_back(number: str) -> str:
            return f"[[{names[int(number) - 1]}]]"

        text = hear.html(marked, put_back) if html else hear.plain(marked, put_back, inline=False)
        item: dict[str, Any] = {"type": "cloze"}
        points = sum(blank.get("weight", 1.0) for blank in blanks.values())
        if question.get("type") in {"cloze", "multianswer"} and points != 1:
            item["points"] = float(points)
        weights = {blank.get("weight", 1.0) for blank in blanks.values()}
        if len(weights) == 1:
            for blank in blanks.values():
                blank.pop("weight", None)
        item["stem"] = stem or {"en": "Fill in the blanks.", "sr": "Popuni praznine."}
        return {**item, "text": text, "blanks": blanks}

    def _gaps(self, question: _Element) -> dict[str, Any]:
        from nastava.interop.html import stand_in

        name = "selectoption" if question.get("type") == "gapselect" else "dragbox"
        choices = [(text_at(c, "text"), text_at(c, "group") or "1") for c in _all(question, name)]
        text, code = self._in_one_language(question)
        ear = Ear(code, self._picture, self.ear.lost)
        blanks: dict[str, dict[str, Any]] = {}

        def blank(found: re.Match[str]) -> str:
            number = int(found[1])
            if not 1 <= number <= len(choices):
                raise UnknownItemError(f"the blank [[{number}]] has no choice")
            right, group = choices[number - 1]
            words = dict.fromkeys(word for word, of in choices if of == group)
            options = [
                {
                    "id": id_,
                    "text": (ear.html(word, inline=True) or {code: word}),
                    **({"key": True} if word == right else {}),
                }
                for id_, word in zip(letters(len(words)), words, strict=True)
            ]
            blanks[f"blank-{len(blanks) + 1}"] = {"type": "choice", "options": options}
            return stand_in(len(blanks))

        marked = re.sub(r"\[\[(\d+)\]\]", blank, text)
        return self._with_blanks(question, None, marked, code, blanks) | self._shuffle(question)


def question_format(question: _Element) -> str:
    """Return the format of a question's text."""
    element = next(_all(question, "questiontext"), None)
    form = element.get("format", "html") if element is not None else "html"
    return "plain" if form == "plain_text" else "html"


def _note(name: str, lost: Sequence[str]) -> Any:
    from nastava.interop.model import Note

    return Note(name, without(lost))


def _if(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _all(element: _Element, *path: str) -> Iterator[_Element]:
    if not path:
        yield element
        return
    for child in element:
        if local(child) == path[0]:
            yield from _all(child, *path[1:])


def _files(question: _Element) -> Iterator[tuple[str, bytes]]:
    for file in question.iter():
        if local(file) == "file" and file.get("encoding") == "base64" and file.get("name"):
            path = f"{(file.get('path') or '/').strip('/')}/{file.get('name')}".lstrip("/")
            try:
                yield path, b64decode("".join(file.itertext()))
            except ValueError:
                continue
