"""Drawing of the progress page, in the style of the course's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nastava.course.figures import style
from nastava.course.wording import number
from nastava.study.progress_views import LEVELS, say
from nastava.text.dates import format_date

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from nastava.course.figures.spec import View


def draw_mastery(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw a bar a topic: remembered, faded, not answered yet."""
    from matplotlib.patches import Patch

    axes = style.axes_in(base, left=8, right=64, top=66 if narrow else 30, bottom=46)
    looks: dict[str, dict[str, Any]] = {
        "remembered": {"color": style.BLUE},
        "fading": {"facecolor": "none", "edgecolor": style.BLUE, "hatch": "////", "linewidth": 1.2},
        "unasked": {"facecolor": "none", "edgecolor": style.GREY, "linewidth": 1.2},
    }
    for place, (name, topic) in enumerate(view.data):
        parts = (topic.remembered, topic.answered - topic.remembered, topic.total - topic.answered)
        left = 0.0
        for look, width in zip(looks.values(), parts, strict=True):
            if width > 0:
                axes.barh([place + 0.68], [width], left=[left], height=0.34, **look)
            left += width
        told = f"{number(topic.remembered, language)} / {number(topic.total, language)}"
        style.beside(axes, told, (topic.total, place + 0.68), (6, 0), va="center")
        style.beside(axes, name, (0, place + 0.25), (0, 0), va="center")
    axes.set_xlim(0, max((topic.total for _name, topic in view.data), default=1))
    axes.set_ylim(len(view.data), 0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.locator_params(axis="x", nbins=4 if narrow else 6, integer=True)
    axes.set_xlabel(say("questions", language))
    keys = [Patch(label=say(name, language), **look) for name, look in looks.items()]
    style.key_on_top(base, keys, 1 if narrow else 3)


def draw_days(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw a bar a day; the part of it that belongs to reviews is filled, the rest hatched."""
    from matplotlib.patches import Patch

    rows, unit = view.data
    with_reviews = unit == "answers"
    axes = style.axes_in(base, left=52, right=14, top=38 if with_reviews else 20, bottom=46)
    counts = [n for _day, n, _of in rows]
    solid: dict[str, Any] = {"color": style.BLUE}
    other: dict[str, Any] = {"facecolor": "none", "edgecolor": style.BLUE, "linewidth": 1.2}
    places = [place for place, n in enumerate(counts) if n]  # a bar of nothing would still be a line
    shown = [counts[place] for place in places]
    if with_reviews:
        reviews = [rows[place][2] for place in places]
        axes.bar(places, reviews, width=0.7, **solid)
        axes.bar(
            places,
            [n - of for n, of in zip(shown, reviews, strict=True)],
            bottom=reviews,
            width=0.7,
            **other,
        )
        keys = [
            Patch(label=say("in_reviews", language), **solid),
            Patch(label=say("in_lessons", language), **other),
        ]
        style.key_on_top(base, keys, 2)
    else:
        colours = [style.BLUE if place else style.VERMILLION for place in places]
        axes.bar(places, shown, width=0.7, color=colours)
        if counts[0]:
            style.beside(axes, number(counts[0], language), (0, counts[0]), (0, 4), ha="center")
    most = max(counts)
    axes.set_ylim(0, max(4, most * 1.12))
    axes.set_xlim(-0.8, len(rows) - 0.2)
    axes.locator_params(axis="y", nbins=4, integer=True)
    style.thousands(axes, "y", language)
    axes.grid(visible=True, axis="y")
    axes.spines["left"].set_visible(False)
    marked = [0, 15, len(rows) - 1] if narrow else [0, 7, 14, 21, len(rows) - 1]
    axes.set_xticks(marked, [_short_date(rows[place][0], language) for place in marked])
    axes.get_xticklabels()[0].set_horizontalalignment("left")
    axes.get_xticklabels()[-1].set_horizontalalignment("right")
    axes.set_xlabel(say("day", language))
    axes.set_ylabel(say(unit, language))


def _short_date(day: str, language: str) -> str:
    """Return a date without its year, which stands in the table."""
    year = day[:4]
    return format_date(day, language, standing_alone=True).replace(f" {year}.", "").replace(f" {year}", "")


def draw_curve(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw what was remembered until now, and what will be without a review."""
    past, was, ahead, will, wanted = view.data
    axes = style.axes_in(base, left=52, right=16, top=16, bottom=46)
    axes.axhline(wanted, color=style.SOFT, linewidth=1, linestyle=":")
    axes.axvline(0, color=style.SOFT, linewidth=1)
    axes.plot(past, 100 * was, color=style.BLUE, linewidth=2, gid="past")
    axes.plot(ahead, 100 * will, color=style.BLUE, linewidth=2, linestyle=(0, (4, 3)), gid="ahead")
    axes.plot([0], [100 * was[-1]], marker="o", markersize=8, color=style.BLUE)
    axes.set_ylim(0, 104)
    axes.set_xlim(min(past[0], -1), ahead[-1])
    style.beside(axes, say("wanted", language), (ahead[-1], wanted), (0, 4), ha="right")
    style.beside(axes, say("today", language), (0, 2), (5, 2), ha="left", color=style.SOFT)
    style.beside(
        axes, f"{number(100 * will[-1], language)} %", (ahead[-1], 100 * will[-1]), (0, -16), ha="right"
    )
    axes.locator_params(axis="x", nbins=4 if narrow else 7, integer=True)
    axes.xaxis.set_major_formatter(lambda value, _place: f"{value:+.0f}".replace("-", "−") if value else "0")
    axes.grid(visible=True, axis="y")
    axes.set_xlabel(say("days_on", language))
    axes.set_ylabel(say("recall", language))


def draw_calibration(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw what each level of certainty claims, and how often it was right."""
    axes = style.axes_in(base, left=52, right=16, top=16, bottom=46)
    for level, (low, high) in LEVELS.items():
        axes.bar([level], [high - low], bottom=[low], width=0.7, color=style.FAINT)
        if level in view.data:
            right, n = view.data[level]
            _dot(axes, level, right, n, language)
    axes.set_xlim(0.5, 3.5)
    axes.set_ylim(0, 104)
    axes.set_xticks(list(LEVELS), [say(f"level_{level}", language) for level in LEVELS])
    axes.set_xlabel(say("said", language))
    axes.set_ylabel(say("right", language))
    axes.grid(visible=True, axis="y")
    _ = narrow  # the same in both forms


def _dot(axes: Axes, level: int, right: int, n: int, language: str) -> None:
    share = 100 * right / n
    axes.plot(
        [level],
        [share],
        marker="o",
        markersize=11,
        color=style.VERMILLION,
        linestyle="none",
        gid=f"level:{level}",
    )
    told = f"{number(share, language)} % ({number(right, language)}/{number(n, language)})"
    style.beside(axes, told, (level, share), (0, -20 if share > 20 else 10), ha="center")
