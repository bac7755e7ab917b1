"""An item of QTI, whoever wrote it: its declarations, its body and its rules, as an item of a bank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nastava.interop.assemble import choices_item
from nastava.interop.html import stand_in
from nastava.interop.model import UnknownItemError
from nastava.interop.moodle_cloze import PARTLY, number_of
from nastava.interop.names import letters, unordered
from nastava.interop.qti_ids import SLUG, matching_ids, only_count, option_ids
from nastava.interop.qti_xml import attribute, below, html_inside, kind_of
from nastava.interop.speech import Ear, any_text
from nastava.interop.xml import local

#: Interactions that stand in a line.
_INLINE = ("textEntryInteraction", "inlineChoiceInteraction")
_NOT_TEXT = frozenset(
    {"rubricBlock", "feedbackInline", "feedbackBlock", "stylesheet", "templateBlock", "templateInline"}
)


class ItemReader:
    """Reads one item: its declarations, its body, its rules."""

    def __init__(self, root: Any, ear: Ear, code: str, told: Mapping[str, Any]) -> None:
        self.root = root
        self.ear = ear
        self.code = code
        self.told = told
        #: Feedback that was read with an answer.
        self.heard: set[tuple[str, str]] = set()
        self.declared = {attribute(d, "identifier"): d for d in below(root, "responseDeclaration")}
        body = next(below(root, "itemBody"), None)
        if body is None:
            raise UnknownItemError("it has no body")
        self.body = body
        self.modal = {
            (attribute(m, "outcomeIdentifier"), attribute(m, "identifier")): m
            for m in below(root, "modalFeedback")
        }

    def own(self) -> dict[str, Any]:
        """Return the item without its id.

        Raises:
            UnknownItemError: it has no counterpart; the message says why.
        """
        if next(below(self.root, "templateDeclaration"), None) is not None:
            raise UnknownItemError("its numbers come from templates; write it anew with 'parameters:'")
        found = [e for e in self.body.iter() if isinstance(e.tag, str) and kind_of(e).endswith("Interaction")]
        if not found:
            raise UnknownItemError("it has no interaction, so it asks nothing")
        if all(kind_of(e) in _INLINE for e in found) and (len(found) > 1 or self._is_cloze(found[0])):
            item = self._cloze(found)
        elif len(found) > 1:
            raise UnknownItemError(
                f"it has {len(found)} interactions, and one or blanks in a text are known here"
            )
        else:
            item = self._single(found[0])
        points = self._points()
        explained = self._explanation()
        typed = {"type": item.pop("type")}
        return {
            **typed,
            **({"points": points} if points != 1 else {}),
            **item,
            **({"explanation": explained} if explained else {}),
        }

    def _is_cloze(self, entry: Any) -> bool:
        if kind_of(entry) == "inlineChoiceInteraction":
            return True
        holder = entry.getparent()
        while holder is not None and holder is not self.body:
            if "cloze" in (holder.get("class") or "").split():
                return True
            holder = holder.getparent()
        return False

    def _points(self) -> float:
        for outcome in below(self.root, "outcomeDeclaration"):
            if attribute(outcome, "identifier") == "MAXSCORE":
                return number_of("".join(outcome.itertext())) or 1.0
        for outcome in below(self.root, "outcomeDeclaration"):
            if attribute(outcome, "identifier") == "SCORE" and attribute(outcome, "normalMaximum"):
                return number_of(attribute(outcome, "normalMaximum")) or 1.0
        return 1.0

    def _explanation(self) -> dict[str, str] | None:
        ours = self.modal.get(("SOLUTION", "explanation"))
        if ours is not None:
            return self.ear.html(html_inside(ours))
        left = [modal for key, modal in self.modal.items() if key not in self.heard]
        if len(left) == 1:
            return self.ear.html(html_inside(left[0]))
        if left:
            self.ear.lost.append("feedback that belongs to no answer")
        return None

    # Parts of the body ------------------------------------------------------------------------------------

    def _stem(self, interaction: Any) -> dict[str, str]:
        """Return what is asked: the body without the interaction, and its prompt."""
        prompt = next((child for child in interaction if kind_of(child) == "prompt"), None)
        hidden = _NOT_TEXT | {kind_of(interaction)}
        in_line = kind_of(interaction) in _INLINE
        unit = [e for e in below(self.body, "span") if e.get("class") == "unit"]
        for span in unit:
            span.text = ""
        html = html_inside(self.body, without=hidden)
        if in_line:
            words = "".join(interaction.getparent().itertext()).strip()
            if words:
                marked = html_inside(self._with_gap(interaction), without=_NOT_TEXT)
                html = marked
        if prompt is not None:
            html += f"<p>{html_inside(prompt, without=_NOT_TEXT)}</p>"
        stem = self.ear.html(re.sub(r"<p>\s*</p>", "", html))
        if stem is None:
            raise UnknownItemError("it asks nothing")
        return stem

    def _with_gap(self, interaction: Any) -> Any:
        before = interaction.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + "_____"
        else:
            parent = interaction.getparent()
            parent.text = (parent.text or "") + "_____"
        return self.body

    def _single(self, interaction: Any) -> dict[str, Any]:
        kind = kind_of(interaction)
        reader = {
            "choiceInteraction": self._choice,
            "textEntryInteraction": self._entry,
            "extendedTextInteraction": self._essay,
            "matchInteraction": self._match,
            "orderInteraction": self._order,
            "gapMatchInteraction": self._gaps,
        }.get(kind)
        if reader is None:
            raise UnknownItemError(f"{kind} has no counterpart here")
        return reader(interaction)

    # Declarations and rules -------------------------------------------------------------------------------

    def _right(self, name: str) -> list[str]:
        declared = self.declared.get(name)
        if declared is None:
            return []
        correct = next(below(declared, "correctResponse"), None)
        return ["".join(v.itertext()).strip() for v in below(correct, "value")] if correct is not None else []

    def _mapped(self, name: str) -> dict[str, float]:
        declared = self.declared.get(name)
        entries = below(declared, "mapEntry") if declared is not None else iter(())
        return {attribute(e, "mapKey"): number_of(attribute(e, "mappedValue")) or 0.0 for e in entries}

    def _branches(self, name: str) -> Iterator[tuple[Any, Any]]:
        """Yield each comparison of a response with its branch."""
        for test in below(self.root, "equal", "equalRounded", "stringMatch", "match", "member"):
            if any(attribute(v, "identifier") == name for v in below(test, "variable")):
                branch = test.getparent()
                while branch is not None and kind_of(branch) not in {"responseIf", "responseElseIf"}:
                    branch = branch.getparent()
                if branch is not None:
                    yield test, branch

    def _told(self, branch: Any) -> dict[str, str] | None:
        """Return the feedback that a branch shows."""
        for outcome in below(branch, "setOutcomeValue"):
            name = attribute(outcome, "identifier")
            for value in below(outcome, "baseValue"):
                key = (name, "".join(value.itertext()).strip())
                if key in self.modal:
                    self.heard.add(key)
                    return self.ear.html(html_inside(self.modal[key]))
        return None

    def _earned(self, branch: Any) -> float:
        for outcome in below(branch, "setOutcomeValue"):
            if attribute(outcome, "identifier") == "SCORE":
                value = next(below(outcome, "baseValue"), None)
                return (number_of("".join(value.itertext())) or 0.0) if value is not None else 0.0
        return 0.0

    # Types ------------------------------------------------------------------------------------------------

    def _options(
        self, interaction: Any, *names: str
    ) -> list[tuple[str, dict[str, str], dict[str, str] | None, Any]]:
        read = []
        for choice in below(interaction, *names):
            inline = next(below(choice, "feedbackInline"), None)
            feedback = self.ear.html(html_inside(inline)) if inline is not None else None
            text = self.ear.html(html_inside(choice, without=_NOT_TEXT), inline=True) or {}
            read.append((attribute(choice, "identifier"), text, feedback, choice))
        return read

    def _shuffle(self, interaction: Any) -> dict[str, Any]:
        return {"shuffle": True} if attribute(interaction, "shuffle") == "true" else {}

    def _choice(self, interaction: Any) -> dict[str, Any]:
        name = attribute(interaction, "responseIdentifier")
        declared = self.declared.get(name)
        options = self._options(interaction, "simpleChoice")
        right, mapped = self._right(name), self._mapped(name)
        stem = self._stem(interaction)
        if "true-false" in (interaction.get("class") or "").split() or (
            [id_ for id_, *_ in options] in (["true", "false"], ["false", "true"]) and len(right) == 1
        ):
            wrong = next((feedback for id_, _, feedback, _ in options if id_ not in right and feedback), None)
            return {"type": "true_false", "stem": stem, "key": right[:1] == ["true"], **_if(feedback=wrong)}
        single = declared is None or attribute(declared, "cardinality", "single") == "single"
        total = (
            sum(value for value in mapped.values() if value > 0)
            if not single
            else max(mapped.values(), default=0)
        )
        if mapped and total > 0:
            shares = [mapped.get(id_, 0.0) / total for id_, *_ in options]
        else:
            shares = [float(id_ in right) / (1 if single else max(1, len(right))) for id_, *_ in options]
        whole = not mapped and not single
        lost: list[str] = []
        item = choices_item(
            [(share, text, feedback) for share, (_, text, feedback, _) in zip(shares, options, strict=True)],
            single=single,
            lost=lost,
        )
        if whole:
            item.pop("penalty", None)
            item["scoring"] = "all_or_nothing"
        else:
            self.ear.lost += lost
        ids = option_ids([id_ for id_, *_ in options])
        for option, id_, (_, _, _, choice) in zip(item["options"], ids, options, strict=True):
            option["id"] = id_
            if attribute(choice, "fixed") == "true":
                option["pinned"] = True
        return {"type": item.pop("type"), "stem": stem, **item, **self._shuffle(interaction)}

    def _entry(self, interaction: Any) -> dict[str, Any]:
        name = attribute(interaction, "responseIdentifier")
        unit = self._unit(interaction)
        read = self._typed(name)
        stem = self._stem(interaction)
        if read.pop("type") == "number":
            return {"type": "numeric", "stem": stem, **_if(unit=unit), **read}
        return {"type": "short_text", "stem": stem, **read}

    def _unit(self, interaction: Any) -> dict[str, str] | None:
        after = interaction.getnext()
        if after is None or local(after) != "span" or after.get("class") != "unit":
            return None
        return self.ear.plain("".join(after.itertext()))

    def _typed(self, name: str) -> dict[str, Any]:
        """Return what a typed response is compared with, as a blank."""
        declared = self.declared.get(name)
        kind = attribute(declared, "baseType", "string") if declared is not None else "string"
        if kind in {"float", "integer"}:
            return {"type": "number", **self._number(name)}
        mapped, right = self._mapped(name), self._right(name)
        most = max(mapped.values(), default=0.0)
        accept = [key for key, value in mapped.items() if value >= most > 0] if mapped else right
        told = {}
        for test, branch in self._branches(name):
            value = next(below(test, "baseValue"), None)
            if value is not None:
                told["".join(value.itertext()).strip()] = self._told(branch)
        data: dict[str, Any] = {
            "type": "text",
            "accept": list(dict.fromkeys(word for word in accept if word)),
        }
        for word, value in mapped.items():
            if 0 < value < most:
                partly = {
                    "text": word,
                    "credit": round(value / most, 7),
                    "feedback": told.get(word) or PARTLY,
                }
                data.setdefault("accept_partly", []).append(partly)
        for word, feedback in told.items():
            if feedback and not mapped.get(word) and word not in data["accept"]:
                data.setdefault("near", []).append({"text": word, "feedback": feedback})
        if not data["accept"]:
            raise UnknownItemError("no answer is right")
        return data

    def _number(self, name: str) -> dict[str, Any]:
        mapped = self._mapped(name)
        most = max(mapped.values(), default=0.0)
        right = self._right(name) or [key for key, value in mapped.items() if value >= most > 0]
        key = number_of(right[0]) if right else None
        if key is None:
            raise UnknownItemError("its key is no number")
        data: dict[str, Any] = {"key": key}
        whole = 0.0
        for test, branch in self._branches(name):
            value = next(below(test, "baseValue"), None)
            if value is None or next(below(test, "correct"), None) is not None:
                data |= _tolerance(test)
                whole = self._earned(branch)
                continue
            number, feedback = number_of("".join(value.itertext())), self._told(branch)
            if number is None or number == key:
                continue
            credit = self._earned(branch) / whole if whole else 0.0
            if feedback or credit:
                near = {"value": number, "feedback": feedback or PARTLY}
                data.setdefault("near", []).append(near | ({"credit": round(credit, 7)} if credit else {}))
        return data

    def _essay(self, interaction: Any) -> dict[str, Any]:
        rubric = next(below(self.body, "rubricBlock"), None)
        sample = self.ear.html(html_inside(rubric)) if rubric is not None else None
        if sample and "tags" not in self.told:
            # A sample answer is shown to learners, and these notes are not meant for them.
            self.ear.lost.append(f"its notes to graders: {any_text(sample)[:200]!r}")
            sample = None
        return {"type": "essay", "stem": self._stem(interaction), **_if(sample_answer=sample)}

    def _match(self, interaction: Any) -> dict[str, Any]:
        name = attribute(interaction, "responseIdentifier")
        sets = list(below(interaction, "simpleMatchSet"))
        if len(sets) != 2:
            raise UnknownItemError("its two sets of choices are missing")
        rows, targets = (self._options(one, "simpleAssociableChoice") for one in sets)
        pairs = [pair.split() for pair in self._right(name) or self._mapped(name)]
        belongs = {pair[0]: pair[1] for pair in pairs if len(pair) == 2}
        if len(belongs) < len(pairs):
            raise UnknownItemError("a prompt has several right choices")
        if not set(belongs) <= {id_ for id_, *_ in rows} or not set(belongs.values()) <= {
            i for i, *_ in targets
        }:
            raise UnknownItemError("its key names a choice that is not there")
        missing = [id_ for id_, *_ in rows if id_ not in belongs]
        if missing:
            raise UnknownItemError("a prompt has no right choice")
        ids = matching_ids([id_ for id_, *_ in rows], [id_ for id_, *_ in targets], belongs)
        told = self._row_feedback(name)
        prompts = [{"id": ids[id_], "text": text, **_if(feedback=told.get(id_))} for id_, text, _, _ in rows]
        choices = [{"id": ids[id_], "text": text} for id_, text, _, _ in targets]
        key = {ids[row]: ids[target] for row, target in belongs.items()}
        stem = self._stem(interaction)
        whole = {} if self._mapped(name) else {"scoring": "all_or_nothing"}
        shuffle = self._shuffle(interaction)
        if "grouping" in (interaction.get("class") or "").split():
            used = set(key.values())
            groups = [c if c["id"] in used else {**c, "empty": True} for c in choices]
            entries = [{**p, "group": key[p["id"]]} for p in prompts]
            return {
                "type": "grouping",
                "stem": stem,
                "groups": groups,
                "entries": entries,
                **whole,
                **shuffle,
            }
        several = len(set(key.values())) < len(key) or any(
            attribute(c, "matchMax") == "0" for *_, c in targets
        )
        reuse = {"reuse": True} if several else {}
        return {"type": "matching", "stem": stem, "prompts": prompts, "choices": choices, "key": key, **reuse, **whole, **shuffle}  # fmt: skip

    def _row_feedback(self, name: str) -> dict[str, dict[str, str]]:
        told = {}
        for test, branch in self._branches(name):
            value = next(below(test, "baseValue"), None)
            if kind_of(test) == "member" and value is not None:
                row = "".join(value.itertext()).split()[:1]
                feedback = self._told(branch)
                if row and feedback:
                    told[row[0]] = feedback
        return told

    def _order(self, interaction: Any) -> dict[str, Any]:
        name = attribute(interaction, "responseIdentifier")
        texts = {id_: text for id_, text, *_ in self._options(interaction, "simpleChoice")}
        right = self._right(name)
        if sorted(right) != sorted(texts):
            raise UnknownItemError("its right order does not name every entry")
        ids = [id_.removeprefix("_") for id_ in right]
        if not all(map(SLUG.fullmatch, ids)) or ids == sorted(ids) or only_count(ids):
            ids = unordered([any_text(texts[id_]) for id_ in right])
        entries = [{"id": id_, "text": texts[old]} for id_, old in zip(ids, right, strict=True)]
        item = {"type": "ordering", "stem": self._stem(interaction), "entries": entries}
        places = list(below(self.root, "index"))
        # Two places in one condition speak of neighbours.
        if next(below(self.root, "contains"), None) is not None or any(
            kind_of(place.getparent().getparent()) == "and" for place in places
        ):
            return item
        scoring = "positions" if places else "all_or_nothing"
        return {**item, "scoring": scoring}

    # Blanks -----------------------------------------------------------------------------------------------

    def _cloze(self, found: Sequence[Any]) -> dict[str, Any]:
        holder = next((d for d in below(self.body, "div") if "cloze" in (d.get("class") or "").split()), None)
        names: list[str] = []
        blanks: dict[str, dict[str, Any]] = {}
        worths: dict[str, float] = {}
        for entry in found:
            response = attribute(entry, "responseIdentifier")
            own = response.removeprefix("RESPONSE-")
            name = own if own != response and SLUG.fullmatch(own) else f"blank-{len(names) + 1}"
            if kind_of(entry) == "inlineChoiceInteraction":
                blanks[name] = self._inline(entry, response)
            else:
                unit = self._unit(entry)
                blanks[name] = self._typed(response) | (_if(unit=unit) if unit else {})
            worths[name] = self._worth(response)
            names.append(name)
            self._mark(entry, len(names))
        for span in [e for e in below(self.body, "span") if e.get("class") == "unit"]:
            span.text = ""
        least = min(worths.values())
        if least > 0 and len(set(worths.values())) > 1:
            for name, worth in worths.items():
                blanks[name]["weight"] = round(worth / least, 6)
        hidden = _NOT_TEXT | set(_INLINE)
        stem = None
        if holder is not None:
            inside = html_inside(holder, without=hidden)
            holder.getparent().remove(holder)
            stem = self.ear.html(html_inside(self.body, without=hidden))
        else:
            inside = html_inside(self.body, without=hidden)
        text = self.ear.html(inside, lambda n: f"[[{names[int(n) - 1]}]]")
        shuffle = any(attribute(entry, "shuffle") == "true" for entry in found)
        return {
            **({"shuffle": True} if shuffle else {}),
            "type": "cloze",
            "stem": stem or {"en": "Fill in the blanks.", "sr": "Popuni praznine."},
            "text": text or {},
            "blanks": blanks,
        }

    def _worth(self, response: str) -> float:
        mapped = self._mapped(response)
        if mapped:
            return max(mapped.values())
        for test, branch in self._branches(response):
            if next(below(test, "correct"), None) is not None:
                return self._earned(branch)
        return 1.0

    def _mark(self, entry: Any, number: int) -> None:
        """Put a stand-in where an interaction stands."""
        mark = stand_in(number)
        before = entry.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + mark
        else:
            parent = entry.getparent()
            parent.text = (parent.text or "") + mark

    def _inline(self, entry: Any, response: str) -> dict[str, Any]:
        right = self._right(response)
        told = {}
        for test, branch in self._branches(response):
            value = next(below(test, "baseValue"), None)
            if value is not None:
                told["".join(value.itertext()).strip()] = self._told(branch)
        read = self._options(entry, "inlineChoice")
        ids = option_ids([id_ for id_, *_ in read])
        options = [
            {
                "id": new,
                "text": text,
                **({"key": True} if id_ in right else {}),
                **_if(feedback=told.get(id_), pinned=attribute(choice, "fixed") == "true"),
            }
            for new, (id_, text, _, choice) in zip(ids, read, strict=True)
        ]
        return {"type": "choice", "options": options}

    def _gaps(self, interaction: Any) -> dict[str, Any]:
        name = attribute(interaction, "responseIdentifier")
        words = {
            attribute(g, "identifier"): "".join(g.itertext()).strip() for g in below(interaction, "gapText")
        }
        if next(below(interaction, "gapImg"), None) is not None or not words:
            raise UnknownItemError("gapMatchInteraction with pictures has no counterpart here")
        pairs = (pair.split() for pair in self._right(name) or self._mapped(name))
        belongs = {pair[1]: pair[0] for pair in pairs if len(pair) == 2}
        blanks: dict[str, dict[str, Any]] = {}
        for gap in list(below(interaction, "gap")):
            right = belongs.get(attribute(gap, "identifier"))
            if right is None:
                raise UnknownItemError("a gap has no right word")
            options = [
                {"id": id_, "text": {self.code: word}, **({"key": True} if old == right else {})}
                for id_, (old, word) in zip(letters(len(words)), words.items(), strict=True)
            ]
            blanks[f"blank-{len(blanks) + 1}"] = {"type": "choice", "options": options}
            self._mark(gap, len(blanks))
        inside = html_inside(interaction, without=_NOT_TEXT | {"gapText", "gap", "prompt"})
        names = list(blanks)
        text = self.ear.html(inside, lambda n: f"[[{names[int(n) - 1]}]]")
        try:
            stem = self._stem(interaction)
        except UnknownItemError:
            stem = {"en": "Fill in the blanks.", "sr": "Popuni praznine."}
        return {"type": "cloze", "stem": stem, "text": text or {}, "blanks": blanks}


def _tolerance(test: Any) -> dict[str, Any]:
    if kind_of(test) == "equalRounded":
        figures = number_of(attribute(test, "figures")) or 0
        field = "figures" if attribute(test, "roundingMode") != "decimalPlaces" else "places"
        return {"tolerance": {field: int(figures)}}
    widths = [number_of(width) or 0.0 for width in attribute(test, "tolerance").split()]
    mode = attribute(test, "toleranceMode")
    if not widths or not max(widths) or mode not in {"absolute", "relative"}:
        return {}
    width = max(widths)
    return {
        "tolerance": {"absolute": width} if mode == "absolute" else {"relative": float(f"{width / 100:.12g}")}
    }


def _if(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
