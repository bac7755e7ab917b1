"""Comparisons of real figures: right ones pass, and each other one says what is missing, never what is expected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from nastava.checks import Checks, Student, shows
from nastava.checks.in_words import in_words
from nastava.checks.matching import Lacks

mpl.use("agg")


def _figure(draw: Callable[[Any], object]) -> Any:
    figure = Figure()
    draw(figure.add_subplot())
    return Student.of({"fig": figure}).figure("fig")


def _chart(axes: Any) -> None:
    axes.bar(["Italy", "Hungary"], [869, 433], color="#0072b2", label="2023")
    axes.plot([0, 1], [800, 400], "o--", label="trend", color="black")
    axes.scatter([0, 1], [3, 4], label="cloud")
    axes.set_title("KFOR in 2023")
    axes.set_xlabel("country")
    axes.set_ylabel("troops")
    axes.text(0, 1, "Source: NATO")
    axes.legend(title="years")


CHART = _figure(_chart)
PIE = _figure(lambda axes: axes.pie([1, 3], labels=["a", "b"]))
BLANK = _figure(lambda axes: axes)


@pytest.mark.parametrize(
    "matcher",
    [
        shows.title("kfor", "2023"),
        shows.x_label("state", "country"),
        shows.y_label(),
        shows.bars({"Italy": 869, "Hungary": 433}),
        shows.bars(2),
        shows.bars({"Italy": 870, "Hungary": 433}, tolerance=1),
        shows.line([800, 400]),
        shows.line([800, 400], x=[0, 1], label="trend"),
        shows.points([3, 4], [0, 1]),
        shows.legend("trend", "cloud"),
        shows.ticks("Italy"),
        shows.text("NATO"),
    ],
)
def test_what_the_figure_shows_passes(matcher: shows.Matcher) -> None:
    """The comparison gives True."""
    assert matcher(CHART) is True


@pytest.mark.parametrize(
    "matcher, figure, said",
    [
        (shows.title("KFOR"), BLANK, "has no title"),
        (shows.title("2022"), CHART, "reads 'KFOR in 2023'. Something that it should name"),
        (shows.x_label(), BLANK, "The x axis has no label"),
        (shows.y_label("years"), CHART, "'troops', does not say what is shown"),
        (shows.bars(3), CHART, "there are 2"),
        (shows.bars(3), BLANK, "has no bars"),
        (shows.bars({"Italy": 869, "Austria": 271}), CHART, "Yours are: 'Italy, Hungary'"),
        (shows.bars({"Italy": 1, "Hungary": 433}), CHART, "it shows 869"),
        (shows.line([1, 2]), CHART, "Its lines: 1"),
        (shows.line([800, 400], label="other"), CHART, "their label does not"),
        (shows.line([1]), BLANK, "has no line"),
        (shows.points([1]), CHART, "Its clouds: 1"),
        (shows.legend("2022"), CHART, "The legend does not name everything"),
        (shows.ticks("Austria"), CHART, "The x axis does not name everything"),
        (shows.text("Eurostat"), CHART, "The text in the figure does not name everything"),
        (shows.text("NATO"), BLANK, "No text is written"),
        (shows.wedges({"a": 1, "b": 1}), PIE, "pieces of the pie do not fit"),
        (shows.wedges({"a": 1}), CHART, "has no pie"),
        (shows.title(axes=1), CHART, "too few coordinate systems: 1"),
    ],
)
def test_what_is_missing_is_said(matcher: shows.Matcher, figure: Any, said: str) -> None:
    """In both languages."""
    verdict = matcher(figure)

    assert isinstance(verdict, Lacks)
    assert said in verdict.reason["en"]
    assert verdict.reason["sr"] != verdict.reason["en"]


def test_a_pie_is_compared_by_shares() -> None:
    """Numbers of any size with the same proportions fit."""
    assert shows.wedges({"a": 25, "b": 75})(PIE) is True


def test_the_reason_reaches_the_table() -> None:
    """``check`` shows what the comparison says."""
    check = Checks()
    check("A title", BLANK, that=shows.title("KFOR"))

    assert "The figure has no title." in check.score(language="en").to_html()


def test_a_figure_is_told_in_words() -> None:
    """Labels, bars, lines, legend and texts, for the person who grades."""
    words = in_words(CHART)["en"]

    for part in (
        "title: KFOR in 2023",
        "x axis: country",
        "Italy 869; Hungary 433",
        "trend: (0, 800)",
        "Source: NATO",
    ):
        assert part in words


def test_a_description_tells_how_it_looks() -> None:
    """Colours, styles, ticks, scale and the legend's title cross with the figure."""
    (axes,) = CHART.axes

    assert axes.bars[0].color == "#0072b2"
    assert (axes.lines[0].color, axes.lines[0].style, axes.lines[0].marker) == ("#000000", "--", "o")
    assert axes.x_ticks == ("Italy", "Hungary")
    assert (axes.x_scale, axes.legend_title) == ("linear", "years")
