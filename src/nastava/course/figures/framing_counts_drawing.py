"""Drawing of the counts: a bar for each text, a segment for each word, its number in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.text.languages import pick
from nastava.text.numbers import symbols

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from nastava.course.figures.framing_counts import Count, CountData
    from nastava.course.figures.spec import View

#: What is counted, in any grammatical form and language.
TERMS: Mapping[str, Localized] = {
    "kosovo": {"en": "Kosovo", "sr": "Kosovo"},
    "kosovo-and-metohija": {"en": "Kosovo and Metohija", "sr": "Kosovo i Metohija"},
    "kosmet": {"en": "“Kosmet”", "sr": "„Kosmet“"},
    "province": {"en": "province", "sr": "pokrajina"},
    "country": {"en": "country", "sr": "zemlja"},
    "facilitation": {"en": "to facilitate", "sr": "olakšavati"},
    "mediation": {"en": "to mediate", "sr": "posredovati"},
    "violence": {"en": "violence, violent", "sr": "nasilje, nasilan"},
    "attack": {"en": "attack", "sr": "napad, napasti"},
    "terrorist": {"en": "“terrorist”", "sr": "„teroristički“"},
}
COLOURS = {
    "kosovo": style.BLUE,
    "kosovo-and-metohija": style.VERMILLION,
    "kosmet": style.PURPLE,
    "province": style.GREY,
    "country": style.GREEN,
    "facilitation": style.BLUE,
    "mediation": style.VERMILLION,
    "violence": style.BLUE,
    "attack": style.GREEN,
    "terrorist": style.VERMILLION,
}
QUOTED: Localized = {"en": "in quotation marks", "sr": "pod navodnicima"}
OUTSIDE: Localized = {"en": "outside", "sr": "van njih"}
_AXIS: Mapping[str, Localized] = {
    "mentions": {"en": "Mentions (times)", "sr": "Pominjanja (puta)"},
    "rate": {"en": "Mentions for each 100 words", "sr": "Pominjanja na 100 riječi"},
    "quotes": {"en": "Mentions (times)", "sr": "Pominjanja (puta)"},
}


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    data: CountData = view.data
    width, _height = style.pixels(base)
    key = [count.term for count in data.counts[0]]
    entries = [(COLOURS[term], pick(TERMS[term], language), "") for term in key]
    if data.measure == "quotes":
        entries += [(style.SOFT, pick(QUOTED, language), ""), (style.SOFT, pick(OUTSIDE, language), "////")]
    rows = _key_rows(entries, width)
    axes = style.axes_in(base, left=8, right=92, top=12 + 20 * rows, bottom=48)
    _key(base, entries, width)
    tallest = 0.0
    for place, (name, text) in enumerate(zip(data.names, data.counts, strict=True)):
        end = _bar(axes, place, text, data.measure)
        tallest = max(tallest, end)
        total = sum(count.mentions for count in text)
        parts = [str(count.mentions) for count in text if count.mentions]
        words = _decimal(end, language) if data.measure == "rate" else str(total)
        if data.measure == "mentions" and len(parts) > 1:
            words += f" ({' + '.join(parts)})"
        style.beside(axes, words, (end, place), (6, 0), va="center")
        # The name stands above its bar, so that long names cost no width.
        style.beside(axes, name, (0, place), (0, 17), va="center")
    axes.set_yticks([])
    axes.set_ylim(len(data.counts) - 0.5, -0.8)
    axes.set_xlim(0, tallest * 1.02)
    axes.locator_params(axis="x", nbins=5, integer=data.measure != "rate")
    axes.xaxis.set_major_formatter(lambda value, _position: _tick(value, language))
    axes.set_xlabel(pick(_AXIS[data.measure], language))
    axes.spines["bottom"].set_visible(False)
    axes.grid(visible=True, axis="x")


def _bar(axes: Axes, place: int, text: Sequence[Count], measure: str) -> float:
    """Draw one text and return where its bar ends."""
    left = 0.0
    for count in text:
        parts = [(count.mentions, "")]
        if measure == "quotes":
            parts = [(count.in_quotes, ""), (count.mentions - count.in_quotes, "////")]
        for number, hatch in parts:
            if not number:
                continue
            size = 100 * number / count.words if measure == "rate" else float(number)
            colour = COLOURS[count.term]
            look: dict[str, Any] = {"color": colour}
            if hatch:
                look = {"facecolor": "none", "edgecolor": colour, "hatch": hatch, "linewidth": 1.5}
            axes.barh(
                [place], [size], left=[left], height=0.44, gid=f"{count.text}:{count.term}:{hatch}", **look
            )
            if left:
                axes.plot([left, left], [place - 0.22, place + 0.22], color=style.FAINT, linewidth=2)
            left += size
    return left


def _decimal(value: float, language: str) -> str:
    return f"{value:.1f}".replace(".", symbols(language).decimal)


def _tick(value: float, language: str) -> str:
    return str(round(value)) if value == round(value) else _decimal(value, language)


def _places(entries: Sequence[tuple[str, str, str]], width: float) -> list[tuple[float, int]]:
    """Return left edge and row of each entry of the key."""
    places = []
    left, row = 8.0, 0
    for _colour, word, _hatch in entries:
        needed = 40 + style.text_width(word)
        if left > 8 and left + needed > width:
            left, row = 8.0, row + 1
        places.append((left, row))
        left += needed
    return places


def _key_rows(entries: Sequence[tuple[str, str, str]], width: float) -> int:
    return _places(entries, width)[-1][1] + 1


def _key(base: FigureBase, entries: Sequence[tuple[str, str, str]], width: float) -> None:
    """Write the key above the bars: a patch and a word for each colour."""
    from matplotlib.patches import Rectangle

    height = style.pixels(base)[1]
    axes = style.axes_in(base, left=0, right=0, top=0, bottom=0)
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    for (colour, word, hatch), (left, row) in zip(entries, _places(entries, width), strict=True):
        look: dict[str, Any] = {"facecolor": "none" if hatch else colour, "edgecolor": colour}
        axes.add_patch(Rectangle((left, 4 + 20 * row), 16, 12, hatch=hatch or None, linewidth=1.5, **look))
        axes.text(left + 22, 10 + 20 * row, word, fontsize=style.LABEL, color=style.INK, va="center")
