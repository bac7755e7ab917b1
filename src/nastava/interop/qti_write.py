"""Items in QTI, with rules of response processing that score them as we do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from nastava.interop.html import Pictures, is_formatted
from nastava.interop.model import UnknownItemError, labelled, left_over
from nastava.interop.qti_xml import Maker, Version
from nastava.interop.speech import Voice
from nastava.items import Item
from nastava.items.blanks import ChoiceBlank, NumberBlank, TextBlank
from nastava.items.cloze import Cloze
from nastava.items.essay import Essay
from nastava.items.grouping import Grouping
from nastava.items.matching import Matching
from nastava.items.multiple_choice import MultipleChoice
from nastava.items.numeric import Numeric
from nastava.items.ordering import Ordering
from nastava.items.short_text import ShortText
from nastava.items.single_choice import SingleChoice
from nastava.items.true_false import TrueFalse
from nastava.text.languages import language
from nastava.text.messages import translator

if TYPE_CHECKING:
    from nastava.items.accepted import Accepted, NearMiss, PartlyAccepted
    from nastava.items.assigning import Labelled
    from nastava.items.tolerance import Keyed
    from nastava.quizzes import Bank

_BLANK = re.compile(r"\[\[([a-z0-9-]+)\]\]")
Told = Mapping[str, str] | None


def identifier(id_: str) -> str:
    """Return an id as an identifier of QTI, which begins with no digit.

    Example:
        >>> identifier("kfor"), identifier("1999")
        ('kfor', '_1999')
    """
    return id_ if id_[:1].isalpha() else f"_{id_}"


class ItemWriter:
    """Writes the items of a bank in one version and one language."""

    def __init__(self, bank: Bank, code: str, version: Version) -> None:
        self.bank = bank
        self.code = code
        self.make = Maker(version)
        self.pictures = Pictures("images/")
        self.voice = Voice([code], self.pictures)
        self.lost: list[str] = []

    def item(self, item: Item) -> Any:
        """Return an item as an element.

        Raises:
            UnknownItemError: QTI as written here has no place for it.
        """
        known, write = self._kind(item)
        if item.survey and not isinstance(item, Essay):
            raise UnknownItemError("items without a key are not written in QTI")
        self.item_ = item
        self.feedback: list[tuple[str, Told]] = []
        make = self.make
        root = make.root("assessmentItem", identifier=identifier(item.id), title=item.id, adaptive="false", timeDependent="false", lang=language(self.code).content_tag)  # fmt: skip
        self.head: list[Any] = []
        self.body = make.root("itemBody")
        self.rules = make.root("responseProcessing")
        self._html(self.body, self.voice.html(item.stem) + self.voice.drawn(item.picture))
        write(item)
        self._outcomes(item)
        root.extend([*self.head, self.body])
        if len(self.rules):
            root.append(self.rules)
        self._modal(root, item)
        if item.picture:
            self.lost.append("the data of its picture (an image is written)")
        self.lost += left_over(item, {*known, *labelled(item, longest=10_000)})
        make.etree.cleanup_namespaces(root)
        return root

    def _kind(self, item: Item) -> tuple[set[str], Callable[[Any], None]]:
        match item:
            case SingleChoice() | MultipleChoice():
                return {"options", "scoring", "penalty", "floor"}, self._choice
            case TrueFalse():
                return {"key", "feedback"}, self._true_false
            case Numeric():
                return {"key", "tolerance", "near", "unit"}, self._numeric
            case ShortText():
                return {"accept", "accept_partly", "near", "typos"}, self._short_text
            case Matching():
                return {"prompts", "choices", "key", "reuse", "scoring"}, self._matching
            case Grouping():
                return {"groups", "entries", "scoring"}, self._grouping
            case Ordering():
                return {"entries", "scoring"}, self._ordering
            case Cloze():
                return {"text", "blanks", "scoring"}, self._cloze
            case Essay():
                return {"sample_answer", "words"}, self._essay
            case _:
                raise UnknownItemError(f"{item.type} is not written in QTI")

    def _html(self, parent: Any, markup: str) -> None:
        if "<ol start=" in markup:
            self.lost.append("the number at which a list begins")
        self.make.html(parent, markup)

    # Declarations -----------------------------------------------------------------------------------------

    def _response(self, name: str, cardinality: str, kind: str, right: Sequence[object]) -> Any:
        declared = self.make.root(
            "responseDeclaration", identifier=name, cardinality=cardinality, baseType=kind
        )
        if right:
            correct = self.make.sub(declared, "correctResponse")
            for value in right:
                self.make.sub(correct, "value", str(value))
        self.head.append(declared)
        return declared

    def _mapping(
        self, declared: Any, values: Mapping[str, float], *, text: bool = False, **bounds: float
    ) -> None:
        written = {name: _number(value) for name, value in bounds.items()}
        mapping = self.make.sub(declared, "mapping", **written, defaultValue="0")
        for key, value in values.items():
            case = {"caseSensitive": "false"} if text else {}
            self.make.sub(mapping, "mapEntry", mapKey=key, mappedValue=_number(value), **case)

    def _outcomes(self, item: Item) -> None:
        def outcome(name: str, cardinality: str, kind: str, first: str | None, **more: str) -> None:
            declared = self.make.root("outcomeDeclaration", identifier=name, cardinality=cardinality, baseType=kind, **more)  # fmt: skip
            if first is not None:
                self.make.sub(self.make.sub(declared, "defaultValue"), "value", first)
            self.head.append(declared)

        outcome("SCORE", "single", "float", "0", normalMaximum=_number(item.points))
        if self.feedback:
            outcome("FEEDBACK", "multiple", "identifier", None)
        if item.explanation:
            outcome("SOLUTION", "single", "identifier", "explanation")

    def _modal(self, root: Any, item: Item) -> None:
        told = [("FEEDBACK", id_, text) for id_, text in self.feedback if not id_.startswith("inline:")]
        told += [("SOLUTION", "explanation", item.explanation)] if item.explanation else []
        for outcome, id_, text in told:
            modal = self.make.sub(
                root, "modalFeedback", outcomeIdentifier=outcome, identifier=id_, showHide="show"
            )
            if self.make.version.hyphens:
                modal = self.make.sub(modal, "contentBody")
            self._html(modal, self.voice.html(text or {}))

    # Rules ------------------------------------------------------------------------------------------------

    def _if(self, parent: Any = None, name: str = "responseIf") -> tuple[Any, Any]:
        """Begin a condition; return it, and its first branch."""
        condition = self.make.sub(self.rules, "responseCondition") if parent is None else parent
        return condition, self.make.sub(condition, name)

    def _earn(self, parent: Any, points: float) -> None:
        """Add points to the score."""
        total = self.make.sub(self.make.sub(parent, "setOutcomeValue", identifier="SCORE"), "sum")
        self.make.sub(total, "variable", identifier="SCORE")
        self.make.value(total, "float", _number(points))

    def _earn_mapped(self, name: str) -> None:
        total = self.make.sub(self.make.sub(self.rules, "setOutcomeValue", identifier="SCORE"), "sum")
        self.make.sub(total, "variable", identifier="SCORE")
        self.make.sub(total, "mapResponse", identifier=name)

    def _tell(self, parent: Any, id_: str) -> None:
        """Add a feedback to those that are shown."""
        shown = self.make.sub(self.make.sub(parent, "setOutcomeValue", identifier="FEEDBACK"), "multiple")
        self.make.sub(shown, "variable", identifier="FEEDBACK")
        self.make.value(shown, "identifier", id_)

    def _match(self, parent: Any, name: str) -> None:
        match = self.make.sub(parent, "match")
        self.make.sub(match, "variable", identifier=name)
        self.make.sub(match, "correct", identifier=name)

    def _whole(self, name: str) -> None:
        """All the points for the key, else none."""
        _, then = self._if()
        self._match(then, name)
        self._earn(then, self.item_.points)

    # Types ------------------------------------------------------------------------------------------------

    def _shuffled(self, item: Item) -> str:
        return str(self.bank.shuffle if item.shuffle is None else item.shuffle).lower()

    def _option(self, parent: Any, id_: str, html: str, feedback: Told, **more: str) -> None:
        choice = self.make.sub(parent, "simpleChoice", identifier=identifier(id_), **more)
        self._html(choice, html)
        if feedback:
            self.feedback.append((f"inline:{id_}", feedback))
            inline = self.make.sub(choice, "feedbackInline", outcomeIdentifier="FEEDBACK", identifier=identifier(id_), showHide="show")  # fmt: skip
            self._html(inline, self.voice.html(feedback, inline=True))

    def _show_chosen(self, name: str, several: bool) -> None:
        if self.feedback:
            shown = self.make.sub(self.rules, "setOutcomeValue", identifier="FEEDBACK")
            # A container as it is: a well-known player makes one value of a container in a container.
            self.make.sub(shown if several else self.make.sub(shown, "multiple"), "variable", identifier=name)

    def _choice(self, item: SingleChoice | MultipleChoice) -> None:
        several = isinstance(item, MultipleChoice)
        keys = [option.id for option in item.options if option.key]
        kind = "multiple" if several else "single"
        declared = self._response("RESPONSE", kind, "identifier", [identifier(key) for key in keys])
        if isinstance(item, MultipleChoice) and not item.right_or_wrong:
            each = item.points / len(keys)
            wrong = item.points / (len(item.options) - len(keys))
            if item.scoring == "per_option" and item.penalty is not None:
                wrong = each * item.penalty
            values = {identifier(o.id): each if o.key else -wrong for o in item.options}
            self._mapping(declared, values, lowerBound=item.floor * item.points, upperBound=item.points)
            self._earn_mapped("RESPONSE")
        else:
            self._whole("RESPONSE")
        interaction = self.make.sub(
            self.body,
            "choiceInteraction",
            responseIdentifier="RESPONSE",
            shuffle=self._shuffled(item),
            maxChoices="0" if several else "1",
        )
        for option in item.options:
            fixed = {"fixed": "true"} if option.pinned else {}
            self._option(
                interaction, option.id, self.voice.html(option.text, inline=True), option.feedback, **fixed
            )
        self._show_chosen("RESPONSE", several)

    def _true_false(self, item: TrueFalse) -> None:
        self._response("RESPONSE", "single", "identifier", [str(item.key).lower()])
        self._whole("RESPONSE")
        interaction = self.make.sub(
            self.body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="false", maxChoices="1"
        )
        interaction.set("class", "true-false")
        _ = translator(self.code)
        for value, word in ((True, _("True")), (False, _("False"))):
            feedback = item.feedback if value is not item.key else None
            self._option(interaction, str(value).lower(), word, feedback)
        self._show_chosen("RESPONSE", several=False)

    def _entry(self, parent: Any, name: str, length: int) -> None:
        self.make.sub(parent, "textEntryInteraction", responseIdentifier=name, expectedLength=str(length))

    def _numeric(self, item: Numeric) -> None:
        line = self.make.sub(self.body, "p")
        self._entry(line, "RESPONSE", 12)
        if item.unit:
            line[-1].tail = " "
            self.make.sub(line, "span", self.voice.plain(item.unit)).set("class", "unit")
        self._keyed(item, "RESPONSE", item.points)

    def _keyed(self, keyed: Keyed, name: str, points: float) -> None:
        """Declare a number and score it."""
        self._response(name, "single", "float", [_number(keyed.key_number)])
        condition, then = self._if()
        self._near(then, name, keyed)
        self._earn(then, points)
        for number, near in enumerate(keyed.near, start=1):
            _, then = self._if(condition, "responseElseIf")
            equal = self.make.sub(then, "equal", toleranceMode="exact")
            self.make.sub(equal, "variable", identifier=name)
            self.make.value(equal, "float", _number(float(near.value)))
            if near.credit:
                self._earn(then, points * near.credit)
            id_ = f"{name}-near-{number}"
            self._tell(then, id_)
            self.feedback.append((id_, near.feedback))

    def _near(self, parent: Any, name: str, keyed: Keyed) -> None:
        tolerance = keyed.tolerance
        if tolerance and (tolerance.figures is not None or tolerance.places is not None):
            mode = "significantFigures" if tolerance.figures is not None else "decimalPlaces"
            figures = tolerance.figures if tolerance.figures is not None else tolerance.places
            test = self.make.sub(parent, "equalRounded", roundingMode=mode, figures=str(figures))
        elif tolerance and (tolerance.absolute or tolerance.relative):
            # A relative tolerance of QTI is in percent.
            width = tolerance.absolute if tolerance.absolute is not None else (tolerance.relative or 0) * 100
            mode = "absolute" if tolerance.absolute is not None else "relative"
            test = self.make.sub(
                parent, "equal", toleranceMode=mode, tolerance=f"{_number(width)} {_number(width)}"
            )
        else:
            test = self.make.sub(parent, "equal", toleranceMode="exact")
        self.make.sub(test, "variable", identifier=name)
        self.make.sub(test, "correct", identifier=name)

    def _short_text(self, item: ShortText) -> None:
        self._entry(self.make.sub(self.body, "p"), "RESPONSE", 30)
        self._accepted(item, "RESPONSE", item.points)

    def _accepted(self, accepted: Accepted, name: str, points: float) -> None:
        """Declare words and score them."""
        declared = self._response(name, "single", "string", accepted.accept[:1])
        values = dict.fromkeys(accepted.accept, points)
        values |= {partly.text: partly.credit * points for partly in accepted.accept_partly}
        self._mapping(declared, values, text=True)
        self._earn_mapped(name)
        known: list[PartlyAccepted | NearMiss] = [*accepted.accept_partly, *accepted.near]
        for number, told in enumerate(known, start=1):
            _, then = self._if()
            same = self.make.sub(then, "stringMatch", caseSensitive="false")
            self.make.sub(same, "variable", identifier=name)
            self.make.value(same, "string", told.text)
            id_ = f"{name}-near-{number}"
            self._tell(then, id_)
            self.feedback.append((id_, told.feedback))

    def _pairs(
        self,
        rows: Sequence[Labelled],
        targets: Sequence[Labelled],
        key: Mapping[str, str],
        *,
        reuse: bool,
        grouping: bool,
    ) -> None:
        item = self.item_
        pairs = [f"{identifier(row.id)} {identifier(key[row.id])}" for row in rows]
        declared = self._response("RESPONSE", "multiple", "directedPair", pairs)
        if item.right_or_wrong:
            self._whole("RESPONSE")
        else:
            self._mapping(declared, dict.fromkeys(pairs, item.points / len(pairs)), upperBound=item.points)
            self._earn_mapped("RESPONSE")
        interaction = self.make.sub(
            self.body,
            "matchInteraction",
            responseIdentifier="RESPONSE",
            shuffle=self._shuffled(item),
            maxAssociations=str(len(rows)),
        )
        if grouping:
            interaction.set("class", "grouping")
        for labels, most in ((rows, "1"), (targets, "0" if reuse else "1")):
            together = self.make.sub(interaction, "simpleMatchSet")
            for label in labels:
                choice = self.make.sub(together, "simpleAssociableChoice", identifier=identifier(label.id), matchMax=most)  # fmt: skip
                self._html(choice, self.voice.html(label.text, inline=True))
        for row in rows:
            feedback = getattr(row, "feedback", None)
            if feedback:
                _, then = self._if()
                member = self.make.sub(self.make.sub(then, "not"), "member")
                self.make.value(member, "directedPair", f"{identifier(row.id)} {identifier(key[row.id])}")
                self.make.sub(member, "variable", identifier="RESPONSE")
                id_ = f"row-{row.id}"
                self._tell(then, id_)
                self.feedback.append((id_, feedback))

    def _matching(self, item: Matching) -> None:
        self._pairs(item.prompts, item.choices, item.key, reuse=item.reuse, grouping=False)

    def _grouping(self, item: Grouping) -> None:
        if item.scoring == "balanced":
            self.lost.append("its balanced scoring (each entry earns alike)")
        self._pairs(item.entries, item.groups, item.right_targets, reuse=True, grouping=True)

    def _ordering(self, item: Ordering) -> None:
        ids = [identifier(entry.id) for entry in item.entries]
        self._response("RESPONSE", "ordered", "identifier", ids)
        if any(entry.at for entry in item.entries):
            self.lost.append("the dates of its entries")
        if item.right_or_wrong:
            self._whole("RESPONSE")
        elif item.scoring == "positions":
            for place, id_ in enumerate(ids, start=1):
                _, then = self._if()
                self._stands(then, place, id_)
                self._earn(then, item.points / len(ids))
        else:
            # Every place by itself: not all players know a sequence within a sequence (contains).
            for before, after in pairwise(ids):
                _, then = self._if()
                anywhere = self.make.sub(then, "or")
                for place in range(1, len(ids)):
                    both = self.make.sub(anywhere, "and")
                    self._stands(both, place, before)
                    self._stands(both, place + 1, after)
                self._earn(then, item.points / (len(ids) - 1))
        interaction = self.make.sub(
            self.body, "orderInteraction", responseIdentifier="RESPONSE", shuffle="true"
        )
        # Not in the order of the key, for players that don't shuffle.
        for entry in sorted(item.entries, key=lambda entry: entry.id):
            self._option(interaction, entry.id, self.voice.html(entry.text, inline=True), None)

    def _stands(self, parent: Any, place: int, id_: str) -> None:
        match = self.make.sub(parent, "match")
        self.make.sub(self.make.sub(match, "index", n=str(place)), "variable", identifier="RESPONSE")
        self.make.value(match, "identifier", id_)

    def _cloze(self, item: Cloze) -> None:
        total = sum(blank.weight for blank in item.blanks.values())
        text = self.make.sub(self.body, "div")
        text.set("class", "cloze")
        self._html(text, self.voice.html(item.text))
        names = {name: f"RESPONSE-{name}" for name in item.blanks}
        whole = item.right_or_wrong and item.scoring == "all_or_nothing"
        for name, blank in item.blanks.items():
            points = item.points * blank.weight / total
            response = names[name]
            if isinstance(blank, NumberBlank):
                if blank.units:
                    self.lost.append("units of its blanks")
                if blank.computed:
                    self.lost.append("how the key is computed")
                self._keyed(blank, response, points)
            elif isinstance(blank, TextBlank):
                if blank.patterns:
                    self.lost.append("patterns of accepted answers")
                self._accepted(blank, response, points)
            else:
                self._inline(blank, response, points)
        if whole:
            self._all_blanks(item)
        self._put_in(text, item, names)

    def _inline(self, blank: ChoiceBlank, response: str, points: float) -> None:
        key = next(option.id for option in blank.options if option.key)
        self._response(response, "single", "identifier", [identifier(key)])
        _, then = self._if()
        self._match(then, response)
        self._earn(then, points)
        for option in blank.options:
            if option.feedback:
                _, then = self._if()
                match = self.make.sub(then, "match")
                self.make.sub(match, "variable", identifier=response)
                self.make.value(match, "identifier", identifier(option.id))
                id_ = f"{response}-{option.id}"
                self._tell(then, id_)
                self.feedback.append((id_, option.feedback))

    def _all_blanks(self, item: Cloze) -> None:
        """Take back what parts earned unless every blank is right."""
        _, then = self._if()
        reached = self.make.sub(then, "lt")
        self.make.sub(reached, "variable", identifier="SCORE")
        self.make.value(reached, "float", _number(item.points * 0.999999))
        set_ = self.make.sub(then, "setOutcomeValue", identifier="SCORE")
        self.make.value(set_, "float", "0")

    def _put_in(self, text: Any, item: Cloze, names: Mapping[str, str]) -> None:
        """Put the interactions where blanks stand in the text."""
        for element in list(text.iter()):
            self._replace(element, item, names, tail=False)
            if element is not text:
                self._replace(element, item, names, tail=True)

    def _replace(self, element: Any, item: Cloze, names: Mapping[str, str], *, tail: bool) -> None:
        words = (element.tail if tail else element.text) or ""
        pieces = _BLANK.split(words)
        if len(pieces) == 1:
            return
        parent = element.getparent() if tail else element
        place = parent.index(element) + 1 if tail else 0
        if tail:
            element.tail = pieces[0]
        else:
            element.text = pieces[0]
        for name, after in zip(pieces[1::2], pieces[2::2], strict=True):
            made = self._interaction(item, name, names.get(name, name))
            made[-1].tail = after
            for one in made:
                parent.insert(place, one)
                place += 1

    def _interaction(self, item: Cloze, name: str, response: str) -> list[Any]:
        blank = item.blanks[name]
        holder = self.make.root("div")
        if isinstance(blank, ChoiceBlank):
            shuffle = self._shuffled(item)
            inline = self.make.sub(
                holder, "inlineChoiceInteraction", responseIdentifier=response, shuffle=shuffle
            )
            for option in blank.options:
                fixed = {"fixed": "true"} if option.pinned else {}
                words = self.voice.plain(option.text)
                if is_formatted(option.text, [self.code]):
                    self.lost.append("the formatting of its choices")
                self.make.sub(inline, "inlineChoice", words, identifier=identifier(option.id), **fixed)
        else:
            self._entry(holder, response, 12 if isinstance(blank, NumberBlank) else 20)
        if isinstance(blank, NumberBlank) and blank.unit:
            holder[-1].tail = " "
            self.make.sub(holder, "span", self.voice.plain(blank.unit)).set("class", "unit")
        return list(holder)

    def _essay(self, item: Essay) -> None:
        self._response("RESPONSE", "single", "string", [])
        length = (item.words.most or item.words.least or 0) * 7 if item.words else 0
        more = {"expectedLength": str(length)} if length else {}
        self.make.sub(self.body, "extendedTextInteraction", responseIdentifier="RESPONSE", **more)
        if item.words:
            self.lost.append("the length asked for (told in characters)")
        if item.sample_answer:
            rubric = self.make.sub(self.body, "rubricBlock", view="scorer")
            if self.make.version.hyphens:
                rubric.set("use", "scoring")
                rubric = self.make.sub(rubric, "contentBody")
            self._html(rubric, self.voice.html(item.sample_answer))


def _number(value: float) -> str:
    # Every digit: three thirds are to make a whole.
    return repr(float(value)).removesuffix(".0")
