"""A report's pictures for a notebook, in the style of the course's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nastava.course.figures.style import BLUE, GREY, INK, RC, VERMILLION
from nastava.errors import NastavaError
from nastava.reports.charts import bins
from nastava.reports.words import number, word
from nastava.text import current_language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from nastava.reports.model import Report


def score_figure(report: Report, language: str | None = None) -> Figure:
    """Return the distribution of scores.

    Args:
        report: of an assignment.
        language: code of the language; default: the current one.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    code = language or current_language()
    counts, edges = bins(report.scores, report.of)
    with rc_context(RC):
        figure = Figure(figsize=(9, 3.4), layout="constrained")
        axes = figure.subplots()
        axes.bar(edges[:-1], counts, width=0.96 * edges[1], align="edge", color=BLUE)
        axes.axvline(report.mean, color=INK, linewidth=1)
        said = f" {word('mean', code)} {number(report.mean, code, 1)}"
        axes.annotate(said, (report.mean, max(counts)), va="bottom")
        axes.set(xlabel=word("points", code), ylabel=word("students", code), ylim=(0, 1.12 * max(counts)))
    return figure


def item_figure(report: Report, quiz: str | None = None, language: str | None = None) -> Figure:
    """Return the items of a quiz by how many solved them and how well they tell students apart.

    Args:
        report: of an assignment.
        quiz: its id; default: the first.
        language: code of the language; default: the current one.

    Raises:
        NastavaError: the assignment has no such quiz.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    code = language or current_language()
    found = next((one for one in report.quizzes if quiz in {None, one.id}), None)
    if found is None:
        known = ", ".join(one.id for one in report.quizzes) or "none"
        raise NastavaError(f"'{report.assignment}' has no quiz {quiz!r}. It has: {known}.")
    with rc_context(RC):
        figure = Figure(figsize=(9, 4.6), layout="constrained")
        axes = figure.subplots()
        axes.axhline(0, color=GREY, linewidth=1)
        for item in found.items:
            if item.facility is not None and item.item_rest is not None:
                axes.plot(
                    item.facility, item.item_rest, "o", color=VERMILLION if item.item_rest < 0 else BLUE
                )
                axes.annotate(f"  {item.number}", (item.facility, item.item_rest), va="center")
        axes.set(xlim=(0, 1), xlabel=word("facility", code), ylabel=word("item-rest", code))
        axes.xaxis.set_major_formatter(lambda value, _place: f"{100 * value:.0f} %")
    return figure
