"""Moodle's questions within a text, such as ``{1:SHORTANSWER:=KFOR~%50%SFOR#Nearly}``, both ways."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from nastava.interop.html import html_of, is_formatted, stand_in
from nastava.interop.names import letters
from nastava.interop.speech import Ear, Voice
from nastava.items.blanks import Blank, NumberBlank, TextBlank
from nastava.text.languages import pick

if TYPE_CHECKING:
    from nastava.items.cloze import Cloze

_KINDS = {
    "SHORTANSWER": "text", "SA": "text", "MW": "text", "SHORTANSWER_C": "text", "SAC": "text", "MWC": "text",
    "NUMERICAL": "number", "NM": "number",
    "MULTICHOICE": "choice", "MC": "choice", "MULTICHOICE_H": "choice", "MCH": "choice", "MULTICHOICE_V": "choice",
    "MCV": "choice", "MULTICHOICE_S": "choice", "MCS": "choice", "MULTICHOICE_HS": "choice", "MCHS": "choice",
    "MULTICHOICE_VS": "choice", "MCVS": "choice",
    "MULTIRESPONSE": "several", "MR": "several", "MULTIRESPONSE_H": "several", "MRH": "several",
    "MULTIRESPONSE_S": "several", "MRS": "several", "MULTIRESPONSE_HS": "several", "MRHS": "several",
}  # fmt: skip
_QUESTION = re.compile(r"\{\s*(\d*)\s*:\s*([A-Z_]+)\s*:((?:\\.|[^\\}])*)\}", re.DOTALL)
_ANSWER = re.compile(r"(=|%-?\d+(?:\.\d+)?%)?((?:\\.|[^\\~])*)(?:~|$)", re.DOTALL)
_IN_TEXT = re.compile(r"\[\[([a-z0-9-]+)\]\]")


def embedded(item: Cloze, voice: Voice, lost: list[str], *, shuffle: bool) -> str:
    """Return the text of a cloze as HTML with Moodle's questions in it."""
    whole = _weights(item, lost)
    for blank in item.blanks.values():
        lost += _lost_of(blank, voice.codes, shuffle=shuffle)
    by_name = dict(zip(item.blanks, whole, strict=True))

    def said(code: str) -> str:
        def question(found: re.Match[str]) -> str:
            blank = item.blanks.get(found[1])
            if blank is None:
                return found[0]
            return escape(
                f"{{{by_name[found[1]]}:{_written(blank, code, lost, shuffle=shuffle)}}}", quote=False
            )

        html = voice.pictures.carried(html_of(pick(item.text, code)))
        return _IN_TEXT.sub(question, html)

    return voice.said(said)


def _weights(item: Cloze, lost: list[str]) -> list[int]:
    """Return the weights of the blanks as whole numbers."""
    weights = [blank.weight for blank in item.blanks.values()]
    least = min(weights)
    whole = [round(weight / least) for weight in weights]
    if any(abs(weight / least - rounded) > 1e-9 for weight, rounded in zip(weights, whole, strict=True)):
        lost.append("the weights of its blanks (whole numbers are written)")
    if abs(item.points - sum(whole)) > 1e-9:
        lost.append(
            f"its points (in Moodle the weights of the blanks make {sum(whole)} instead of {item.points:g})"
        )
    return whole


def _lost_of(blank: Blank, codes: Sequence[str], *, shuffle: bool) -> list[str]:
    """Return what Moodle has no place for in a blank."""
    if isinstance(blank, TextBlank):
        return ["patterns of accepted answers"] if blank.patterns else []
    if isinstance(blank, NumberBlank):
        units = ["units of its blanks"] if blank.unit or blank.units else []
        return units + (["how the key is computed"] if blank.computed else [])
    pinned = shuffle and any(option.pinned for option in blank.options)
    formatted = any(is_formatted(option.text, codes) for option in blank.options)
    return (["the fixed place of an option"] if pinned else []) + (
        ["the formatting of its choices"] if formatted else []
    )


def _written(blank: Blank, code: str, lost: list[str], *, shuffle: bool) -> str:
    from nastava.interop.moodle_write import width
    from nastava.text.markdown import to_plain

    def told(feedback: Mapping[str, str] | None) -> str:
        return f"#{_masked(to_plain(pick(feedback, code), inline=True))}" if feedback else ""

    if isinstance(blank, TextBlank):
        answers = [f"={_masked(text)}" for text in blank.accept]
        answers += [f"%{p.credit * 100:g}%{_masked(p.text)}{told(p.feedback)}" for p in blank.accept_partly]
        answers += [f"{_masked(near.text)}{told(near.feedback)}" for near in blank.near]
        return f"SHORTANSWER:{'~'.join(answers)}"
    if isinstance(blank, NumberBlank):
        answers = [f"={blank.key_number:.15g}:{width(blank, lost):.15g}"]
        answers += [
            f"%{near.credit * 100:g}%{float(near.value):.15g}:0{told(near.feedback)}" for near in blank.near
        ]
        return f"NUMERICAL:{'~'.join(answers)}"
    options = (
        f"{'=' if option.key else ''}{_masked(to_plain(pick(option.text, code), inline=True))}{told(option.feedback)}"
        for option in blank.options
    )
    return f"MULTICHOICE{'_S' if shuffle else ''}:{'~'.join(options)}"


def _masked(text: str) -> str:
    return re.sub(r'([}~#/"\\])', r"\\\1", text)


@dataclass(frozen=True)
class _Answer:
    share: float
    text: str
    feedback: str


class ClozeProblemError(Exception):
    """A question within the text can't be a blank; the message says why."""


def shuffles(html: str) -> bool:
    """Return whether the choices of a question in the text change places.

    Example:
        >>> shuffles("{1:MCS:=a~b}"), shuffles("{1:MC:=a~b}")
        (True, False)
    """
    kinds = {found[2] for found in _QUESTION.finditer(html)} & {
        k for k, kind in _KINDS.items() if kind == "choice"
    }
    return any(kind.endswith("S") for kind in kinds)


def blanks_in(html: str, ear: Ear) -> tuple[str, dict[str, dict[str, Any]]]:
    """Return the HTML with ``stand_in`` numbers for its questions, and a blank for each, as a bank writes it.

    Raises:
        ClozeProblemError: a question is of a kind that blanks don't have.
    """
    blanks: dict[str, dict[str, Any]] = {}

    def blank(found: re.Match[str]) -> str:
        kind = _KINDS.get(found[2])
        if kind is None:
            return found[0]
        name = f"blank-{len(blanks) + 1}"
        blanks[name] = _read(kind, list(_answers(found[3])), ear)
        weight = int(found[1] or 1)
        if weight != 1:
            blanks[name]["weight"] = float(weight)
        return stand_in(len(blanks))

    return _QUESTION.sub(blank, html), blanks


def _answers(written: str) -> Iterator[_Answer]:
    for match in _ANSWER.finditer(written):
        mark, rest = match[1] or "", match[2]
        if not mark and not rest.strip():
            continue
        text, _, feedback = _split(rest)
        share = 1.0 if mark == "=" else float(mark.strip("%")) / 100 if mark else 0.0
        yield _Answer(share, _bare(text), _bare(feedback))


def _split(rest: str) -> tuple[str, str, str]:
    at = re.search(r"(?<!\\)#", rest)
    return (rest, "", "") if at is None else (rest[: at.start()], "#", rest[at.end() :])


def _bare(text: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r"\\(.)", r"\1", text))).strip()


def _read(kind: str, answers: list[_Answer], ear: Ear) -> dict[str, Any]:
    if kind == "several":
        raise ClozeProblemError("a blank in which several answers are ticked is not known here")
    if not any(answer.share >= 1 for answer in answers):
        raise ClozeProblemError("a blank has no answer that is wholly right")
    if kind == "choice":
        return _choice(answers, ear)
    return (_number if kind == "number" else _words)(answers, ear)


def _choice(answers: list[_Answer], ear: Ear) -> dict[str, Any]:
    options = []
    keyed = False
    for id_, answer in zip(letters(len(answers)), answers, strict=True):
        option: dict[str, Any] = {"id": id_, "text": ear.plain(answer.text) or {}}
        if answer.share >= 1 and not keyed:
            option["key"] = keyed = True
        elif answer.share > 0:
            ear.lost.append("the share of a further answer in a blank")
        if answer.feedback:
            option["feedback"] = ear.plain(answer.feedback)
        options.append(option)
    return {"type": "choice", "options": options}


def _words(answers: list[_Answer], ear: Ear) -> dict[str, Any]:
    return {"type": "text", **accepted([(a.text, a.share, ear.plain(a.feedback)) for a in answers], ear.lost)}


def _number(answers: list[_Answer], ear: Ear) -> dict[str, Any]:
    values = []
    for answer in answers:
        number, _, within = answer.text.partition(":")
        values.append((number, within, answer.share, ear.plain(answer.feedback)))
    read = keyed(values, ear.lost)
    if read is None:
        raise ClozeProblemError("the key of a blank is no number")
    return {"type": "number", **read}


#: What a learner is told where the author of a partly right answer says nothing.
PARTLY = {"en": "Partly right.", "sr": "Djelimično tačno."}

Heard = Mapping[str, str] | None


def accepted(answers: Iterable[tuple[str, float, Heard]], lost: list[str]) -> dict[str, Any]:
    """Return typed answers, each with its share and feedback, as a bank writes them.

    A star, which in Moodle stands for any text, is left out where it stands alone.
    """
    data: dict[str, Any] = {"accept": []}
    for written, share, feedback in answers:
        if re.search(r"(?<!\\)\*", written):
            lost.append(f"the answer {written!r} with a star")
            continue
        text = written.replace(r"\*", "*").strip()
        if not text:
            continue
        if share >= 1:
            data["accept"].append(text)
            if feedback:
                lost.append("feedback on a right answer")
        elif share > 0:
            partly = {"text": text, "credit": round(share, 7), "feedback": feedback or PARTLY}
            data.setdefault("accept_partly", []).append(partly)
        elif feedback:
            data.setdefault("near", []).append({"text": text, "feedback": feedback})
    return data


def keyed(answers: Iterable[tuple[str, str, float, Heard]], lost: list[str]) -> dict[str, Any] | None:
    """Return numbers, each with tolerance, share and feedback, as a bank writes them; None without a key."""
    data: dict[str, Any] = {}
    for written, within, share, feedback in answers:
        value = number_of(written)
        if value is None:
            if written.strip() not in {"", "*"}:
                lost.append(f"the answer {written[:40]!r}, which is no number")
            elif feedback:
                lost.append("feedback on any other number")
            continue
        tolerance = number_of(within) or 0.0
        if share >= 1:
            _key(data, value, tolerance, lost)
            if feedback:
                lost.append("feedback on a right answer")
        elif share > 0 or feedback:
            if tolerance:
                lost.append(f"the tolerance of the answer {written}")
            near = {"value": value, "feedback": feedback or PARTLY}
            data.setdefault("near", []).append(near | ({"credit": round(share, 7)} if share > 0 else {}))
    return data if "key" in data else None


def _key(data: dict[str, Any], value: float, tolerance: float, lost: list[str]) -> None:
    if "key" in data:
        lost.append(f"the second key {value:g}")
        return
    data["key"] = value
    if tolerance:
        data["tolerance"] = {"absolute": tolerance}


def number_of(text: str) -> float | None:
    """Return the finite number that is written, with a decimal point or comma.

    Example:
        >>> number_of("4,5"), number_of("1e3"), number_of("*")
        (4.5, 1000.0, None)
    """
    import math

    try:
        value = float(text.strip().replace(",", ".") if text.count(",") == 1 else text.strip())
    except ValueError:
        return None
    return value if math.isfinite(value) else None
