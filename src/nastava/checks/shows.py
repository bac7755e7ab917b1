"""Comparisons for figures that say in plain words what is missing, for ``check(…, student.figure(), that=…)``.

Each gives a function of a ``FigureDescription``. A reason tells what the figure shows and what it lacks, never the
value expected, which may be the key of a hidden test. ``axes=1`` looks at the second coordinate system.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nastava.checks.compare import CLOSE, mismatch
from nastava.checks.figures import AxesDescription, FigureDescription, Line
from nastava.checks.matching import Lacks, Verdict
from nastava.checks.reasons import Reason, quote

Matcher = Callable[[FigureDescription], Verdict]


def title(*words: str, axes: int = 0) -> Matcher:
    """Expect all of these words in the title of the figure or of its coordinate system; none means any title.

    Example:
        >>> title("KFOR", "2023")(FigureDescription(axes=(AxesDescription(title="KFOR in 2023"),)))
        True
        >>> title("KFOR")(FigureDescription(axes=(AxesDescription(),)))
        <lacks: The figure has no title.>
    """

    def look(figure: FigureDescription, one: AxesDescription) -> Verdict:
        text = f"{figure.title} {one.title}".strip()
        if not text:
            return _lacks("The figure has no title.", "Slika nema naslov.")
        if all(_fold(word) in _fold(text) for word in words):
            return True
        return _lacks(
            f"The title reads {quote(text)}. Something that it should name is missing.",
            f"Naslov glasi {quote(text)}. Nedostaje nešto što treba da navede.",
        )

    return _on_axes(look, axes)


def x_label(*any_of: str, axes: int = 0) -> Matcher:
    """Expect one of these words at the x axis; none means any label.

    Example:
        >>> x_label("troops", "soldiers")(FigureDescription(axes=(AxesDescription(x_label="Troops"),)))
        True
    """
    return _label("x", any_of, axes)


def y_label(*any_of: str, axes: int = 0) -> Matcher:
    """Expect one of these words at the y axis; none means any label.

    Example:
        >>> y_label()(FigureDescription(axes=(AxesDescription(),)))
        <lacks: The y axis has no label.>
    """
    return _label("y", any_of, axes)


def bars(expected: Mapping[str, float] | int, *, tolerance: float | None = None, axes: int = 0) -> Matcher:
    """Expect these bars, by label, in any order; a number means so many bars.

    Example:
        >>> from nastava.checks.figures import Bar
        >>> drawn = FigureDescription(axes=(AxesDescription(bars=(Bar("Italy", 869.0),)),))
        >>> bars({"Italy": 869})(drawn), bars({"Italy": 870})(drawn)
        (True, <lacks: The bar 'Italy' has another length: it shows 869.>)
    """

    def look(_: FigureDescription, one: AxesDescription) -> Verdict:
        if not one.bars:
            return _lacks("The figure has no bars.", "Slika nema trake.")
        most = expected if isinstance(expected, int) else len(expected)
        if len(one.bars) != most:
            return _lacks(
                f"The number of bars does not fit: there are {len(one.bars)}.",
                f"Broj traka ne odgovara: ima ih {len(one.bars)}.",
            )
        if isinstance(expected, int):
            return True
        drawn = {bar.label: bar.size for bar in one.bars}
        if set(drawn) != set(expected):
            names = quote(", ".join(drawn))
            return _lacks(
                f"The labels of the bars do not fit. Yours are: {names}.",
                f"Natpisi traka ne odgovaraju. Vaši su: {names}.",
            )
        for label, size in expected.items():
            if mismatch(drawn[label], size, tolerance) is not None:
                return _lacks(
                    f"The bar '{label}' has another length: it shows {drawn[label]:g}.",
                    f"Traka „{label}“ ima drugu dužinu: pokazuje {drawn[label]:g}.",
                )
        return True

    return _on_axes(look, axes)


def line(
    y: Sequence[Any], x: Sequence[Any] | None = None, *, label: str | None = None,
    tolerance: float | None = None, axes: int = 0,
) -> Matcher:  # fmt: skip
    """Expect a line through these points; ``label`` is its name in the legend.

    Example:
        >>> drawn = FigureDescription(axes=(AxesDescription(lines=(Line((2022, 2023), (3735, 4353)),)),))
        >>> line([3735, 4353], x=[2022, 2023])(drawn)
        True
        >>> line([1, 2])(drawn)
        <lacks: No line of the figure runs through the points expected. Its lines: 1.>
    """
    return _on_axes(lambda _, one: _run(one.lines, "line", x=x, y=y, label=label, tolerance=tolerance), axes)


def points(
    y: Sequence[Any], x: Sequence[Any] | None = None, *, label: str | None = None,
    tolerance: float | None = None, axes: int = 0,
) -> Matcher:  # fmt: skip
    """Expect a cloud of these points (``scatter``).

    Example:
        >>> points([1])(FigureDescription(axes=(AxesDescription(),)))
        <lacks: The figure has no cloud of points.>
    """
    return _on_axes(
        lambda _, one: _run(one.points, "cloud", x=x, y=y, label=label, tolerance=tolerance), axes
    )


def legend(*entries: str, axes: int = 0) -> Matcher:
    """Expect a legend with these entries among others; none means any legend.

    Example:
        >>> legend("2023")(FigureDescription(axes=(AxesDescription(),)))
        <lacks: The figure has no legend.>
    """

    def look(_: FigureDescription, one: AxesDescription) -> Verdict:
        if not one.legend:
            return _lacks("The figure has no legend.", "Slika nema legendu.")
        return _all_in(entries, one.legend, "The legend", "U legendi")

    return _on_axes(look, axes)


def ticks(*texts: str, axis: str = "x", axes: int = 0) -> Matcher:
    """Expect these texts among those at an axis.

    Example:
        >>> ticks("2023")(FigureDescription(axes=(AxesDescription(x_ticks=("2022", "2023")),)))
        True
    """

    def look(_: FigureDescription, one: AxesDescription) -> Verdict:
        there = one.x_ticks if axis == "x" else one.y_ticks
        return _all_in(texts, there, f"The {axis} axis", f"Na osi {axis}")

    return _on_axes(look, axes)


def text(*texts: str, axes: int = 0) -> Matcher:
    """Expect these words in the texts written into the figure.

    Example:
        >>> text("Source")(FigureDescription(axes=(AxesDescription(texts=("Source: NATO",)),)))
        True
    """

    def look(_: FigureDescription, one: AxesDescription) -> Verdict:
        if not one.texts:
            return _lacks("No text is written into the figure.", "U sliku nije upisan nikakav tekst.")
        return _all_in(texts, (" ".join(one.texts),), "The text in the figure", "U tekstu na slici")

    return _on_axes(look, axes)


def wedges(expected: Mapping[str, float], *, tolerance: float = 0.005, axes: int = 0) -> Matcher:
    """Expect a pie of these pieces; numbers count by their share of their sum.

    Example:
        >>> from nastava.checks.figures import Wedge
        >>> pie = FigureDescription(axes=(AxesDescription(wedges=(Wedge("a", 0.25), Wedge("b", 0.75))),))
        >>> wedges({"a": 1, "b": 3})(pie)
        True
    """

    def look(_: FigureDescription, one: AxesDescription) -> Verdict:
        if not one.wedges:
            return _lacks("The figure has no pie.", "Slika nema kružni dijagram.")
        drawn = {piece.label: piece.share for piece in one.wedges}
        whole = sum(expected.values())
        if set(drawn) == set(expected) and all(
            abs(drawn[label] - size / whole) <= tolerance for label, size in expected.items()
        ):
            return True
        return _lacks("The pieces of the pie do not fit.", "Dijelovi kruga ne odgovaraju.")

    return _on_axes(look, axes)


def _label(name: str, any_of: Sequence[str], axes: int) -> Matcher:
    def look(_: FigureDescription, one: AxesDescription) -> Verdict:
        there = one.x_label if name == "x" else one.y_label
        if not there.strip():
            return _lacks(f"The {name} axis has no label.", f"Osa {name} nema natpis.")
        if not any_of or any(_fold(word) in _fold(there) for word in any_of):
            return True
        return _lacks(
            f"The label of the {name} axis, {quote(there)}, does not say what is shown.",
            f"Natpis ose {name}, {quote(there)}, ne kaže šta je prikazano.",
        )

    return _on_axes(look, axes)


def _run(
    drawn: Sequence[Line], kind: str, *, x: Sequence[Any] | None, y: Sequence[Any], label: str | None,
    tolerance: float | None,
) -> Verdict:  # fmt: skip
    if not drawn:
        return (
            _lacks("The figure has no line.", "Slika nema liniju.")
            if kind == "line"
            else _lacks("The figure has no cloud of points.", "Slika nema oblak tačaka.")
        )
    relative = CLOSE if tolerance is None else 0.0
    found = [
        one
        for one in drawn
        if mismatch(list(one.y), list(y), tolerance, relative) is None
        and (x is None or mismatch(list(one.x), list(x), tolerance, relative) is None)
    ]
    if not found:
        return (
            _lacks(
                f"No line of the figure runs through the points expected. Its lines: {len(drawn)}.",
                f"Nijedna linija ne prolazi kroz očekivane tačke. Linija na slici: {len(drawn)}.",
            )
            if kind == "line"
            else _lacks(
                f"No cloud of the figure has the points expected. Its clouds: {len(drawn)}.",
                f"Nijedan oblak nema očekivane tačke. Oblaka na slici: {len(drawn)}.",
            )
        )
    if label is None or any(_fold(label) in _fold(one.label) for one in found):
        return True
    return _lacks(
        "The points fit, but their label does not. Write label= where you draw them.",
        "Tačke odgovaraju, ali njihov natpis ne. Upiši label= tamo gdje ih crtaš.",
    )


def _all_in(wanted: Sequence[str], there: Sequence[str], where_en: str, where_sr: str) -> Verdict:
    if all(any(_fold(word) in _fold(entry) for entry in there) for word in wanted):
        return True
    shown = quote(", ".join(there))
    return _lacks(
        f"{where_en} does not name everything. There is: {shown}.",
        f"{where_sr} nije navedeno sve. Stoji: {shown}.",
    )


def _on_axes(look: Callable[[FigureDescription, AxesDescription], Verdict], place: int) -> Matcher:
    def matcher(figure: FigureDescription) -> Verdict:
        if place >= len(figure.axes):
            return _lacks(
                f"The figure has too few coordinate systems: {len(figure.axes)}.",
                f"Slika ima premalo koordinatnih sistema: {len(figure.axes)}.",
            )
        return look(figure, figure.axes[place])

    return matcher


def _fold(words: str) -> str:
    return " ".join(words.split()).casefold()


def _lacks(en: str, sr: str) -> Lacks:
    reason: Reason = {"en": en, "sr": sr}
    return Lacks(reason)
