"""What a student gets to see of a scored quiz: a table under the test cell."""

from __future__ import annotations

from html import escape
from typing import Literal

from nastava.grading.quiz import QuizResult, waits_for_a_person
from nastava.items.essay import Criterion, Essay, count_words
from nastava.quizzes import ItemMark
from nastava.text import language as language_of
from nastava.text import pick, translator
from nastava.text.markdown import to_html
from nastava.text.numbers import format_number
from nastava.text.tex import literal

#: Longest response in the table, in characters: longer than any that a quiz takes. The sheet keeps it whole.
MAX_SHOWN = 60_000
Feedback = Literal["points", "feedback", "key"]

_CELL = 'style="text-align:left;vertical-align:top;padding:6px 16px 6px 0"'


def quiz_table(result: QuizResult, feedback: Feedback) -> str:
    """Return safe HTML with what each item earned.

    Args:
        result: the scored quiz.
        feedback: ``points`` shows questions, responses and points; ``feedback`` adds the author's words on the
            response given; ``key`` adds the key and the explanation.
    """
    _ = translator(result.language)
    heads = [_("Question"), _("Your answer"), _("Points")] + ([_("Comment")] if feedback != "points" else [])
    head = "".join(f'<th scope="col" {_CELL}>{escape(words)}</th>' for words in heads)
    rows = "".join(_row(item, result.language, feedback) for item in result.mark.items)
    problems = "".join(
        f"<p><strong>{escape(problem.say(result.language))}</strong></p>" for problem in result.problems
    )
    total = _("{points} of {of} points").format(
        points=_points(result.points, result.language), of=_points(result.mark.of, result.language)
    )
    if result.by_hand:
        rest = sum(item.of for item in result.by_hand)
        total += " · " + _("to be marked by hand: {points}").format(points=_points(rest, result.language))
    return (
        f'<div class="nastava-marks" lang="{language_of(result.language).content_tag}">'
        f"<p><strong>{to_html(pick(result.title, result.language), inline=True)}</strong>: {escape(total)}</p>"
        f"{problems}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(item: ItemMark, language: str, feedback: Feedback) -> str:
    _ = translator(language)
    if waits_for_a_person(item):
        points = _("to be marked by hand: {points}").format(points=_points(item.of, language))
    else:
        points = _("{points} of {of}").format(
            points=_points(item.points, language), of=_points(item.of, language)
        )
    columns = [to_html(pick(item.item.stem, language)), _response(item, language), escape(points)]
    if feedback != "points":
        columns.append("".join(f"<div>{words}</div>" for words in _comments(item, language, feedback)))
    elif item.outdated:
        columns[1] += f"<div><em>{escape(_outdated(language))}</em></div>"
    return "<tr>" + "".join(f"<td {_CELL}>{column}</td>" for column in columns) + "</tr>"


def _points(value: float, language: str) -> str:
    """Return points as a person reads them; the gradebook keeps every digit."""
    return format_number(round(value, 2), language)


def _response(item: ItemMark, language: str) -> str:
    _ = translator(language)
    if item.response is None:
        words = _("no answer")
        return f"<em>{escape(words)}</em>"
    try:
        words = item.item.describe(item.response, language)
    except Exception:  # noqa: BLE001  # a sheet may hold any JSON, and a table must not stop the grading
        words = ""
    words = _printable(words)
    if words and isinstance(item.item, Essay):
        return _text(words, item.item, language)
    return literal(words or _("not readable"))


def _printable(words: str) -> str:
    """Cut what would fill the page, and replace half character pairs, which no notebook can be saved with."""
    cut = words if len(words) <= MAX_SHOWN else words[:MAX_SHOWN] + " …"
    return cut.encode("utf-8", "replace").decode()


def _text(words: str, essay: Essay, language: str) -> str:
    """Return a text in full with its line breaks, and how many words it has by our own count."""
    _ = translator(language)
    count = _("Words: {n}").format(n=count_words(words))
    if essay.words:
        count += f" ({essay.words.in_words(language)})"
    lines = "<br>".join(literal(line) for line in words.splitlines())
    return f"<div>{lines}</div><div><em>{escape(count)}</em></div>"


def _outdated(language: str) -> str:
    _ = translator(language)
    return _(
        "The question was changed after it was answered. The answer was marked by the question as it is now."
    )


def _comments(item: ItemMark, language: str, feedback: Feedback) -> list[str]:
    _ = translator(language)
    # What is said of an option left out would tell that it belongs to the key.
    telling = [part.feedback for part in item.score.parts if not part.chosen] if feedback != "key" else []
    comments = [to_html(pick(words, language)) for words in item.feedback if words not in telling]
    if item.outdated:
        comments.append(f"<em>{escape(_outdated(language))}</em>")
    if isinstance(item.item, Essay):
        return comments + for_the_grader(item.item, language, feedback)
    if feedback == "key" and not item.item.survey:
        key = _("Right answer: {key}").format(key=item.item.key_in_words(language))
        comments.append(literal(key))
        if item.item.explanation:
            comments.append(to_html(pick(item.item.explanation, language)))
    return comments


def for_the_grader(essay: Essay, language: str, feedback: Feedback) -> list[str]:
    """Return the rubric, and with the key also the sample answer."""
    _ = translator(language)
    shown = []
    if essay.rubric:
        rubric = _("What it is marked by")
        rows = "".join(_criterion(one, language) for one in essay.rubric)
        shown.append(f"<strong>{escape(rubric)}</strong><ul>{rows}</ul>")
    if feedback == "key":
        if essay.sample_answer:
            sample = to_html(pick(essay.sample_answer, language))
            title = _("Sample answer")
            shown.append(f"<strong>{escape(title)}</strong>{sample}")
        if essay.explanation:
            shown.append(to_html(pick(essay.explanation, language)))
    return shown


def _criterion(one: Criterion, language: str) -> str:
    levels = "".join(
        f"<li>{_points(level.points, language)}: {to_html(pick(level.text, language), inline=True)}</li>"
        for level in one.levels
    )
    words = to_html(pick(one.criterion, language), inline=True)
    return f"<li>{words} ({_points(one.points, language)}){f'<ul>{levels}</ul>' if levels else ''}</li>"
