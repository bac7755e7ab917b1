"""The shell around every figure: settings, redrawing, the static output, and the live one with its controls."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from nastava.course.figures.controls import Choice, Control, Number, Settings, Switch, Value
from nastava.course.figures.page import TABLE_LABEL, figure_html, figure_plain, short_source_line
from nastava.course.figures.spec import FigureSpec, View
from nastava.course.loading import unknown
from nastava.text.dormant import dormant
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Drawings kept per figure, so that a learner who goes back and forth doesn't wait.
REMEMBERED = 16
#: Stands for the beginning of all ids in a drawing that is kept.
_ID = "nastava-figure-id"


class Explorer:
    """A figure that can be explored.

    As the last line of a cell it shows a static figure, which a saved notebook keeps, and then the live one with
    its controls. ``settings`` tells what is chosen, :meth:`change` chooses, :meth:`figure` draws it for export.

    Example:
        >>> from nastava.course import explore
        >>> figure = explore("kfor-contributions", "en")
        >>> figure.change(date="2017-02", top=5)
        >>> figure.view().title
        'February 2017: ...'
    """

    def __init__(self, spec: FigureSpec, language: str) -> None:
        self.spec = spec
        self.language = language
        self._settings: dict[str, Value] = {control.name: control.default for control in spec.controls}
        #: Begins all ids in the page; the same cell run twice makes two figures.
        self.page_id = f"{spec.id}-{uuid4().hex[:8]}"
        self._drawn: dict[tuple[Value, ...], tuple[str, str]] = {}

    @property
    def settings(self) -> dict[str, Value]:
        """A copy of what is chosen, by name of the control."""
        return dict(self._settings)

    def change(self, **settings: Value) -> None:
        """Choose settings; those not named stay.

        Raises:
            CourseDataError: no such control, or a value that it doesn't take; nothing is changed then.

        Example:
            >>> from nastava.course import explore
            >>> explore("kfor-strength", "en").change(scope="in_kosovo")
        """
        controls = {control.name: control for control in self.spec.controls}
        checked: dict[str, Value] = {}
        for name, value in settings.items():
            if name not in controls:
                raise unknown("control", name, controls, show_all=True)
            checked[name] = controls[name].check(value)
        self._settings.update(checked)

    def view(self) -> View:
        """Return what the figure says with the present settings: title, description, notes, sources, table."""
        return self.spec.view(self._settings, self.language)

    def figure(self) -> Figure:
        """Return a new matplotlib figure with title and source line, 700 px wide at 72 dots per inch.

        It belongs to no window and to no pyplot state, so nothing has to be closed.

        Example:
            >>> from nastava.course import explore
            >>> explore("kfor-reinforcement", "sr").figure().axes[1].get_xlabel()
            'Indeks (prije = 1)'
        """
        import matplotlib as mpl
        from matplotlib.figure import Figure

        from nastava.course.figures import style

        view = self.view()
        title = textwrap.wrap(view.title, 68)
        below = textwrap.wrap(short_source_line(view, self.language), 96)
        top, bottom = 22 * len(title) + 10, 17 * len(below) + 12
        heights = [top, view.heights[0], bottom]
        with mpl.rc_context(style.RC):
            figure = Figure(figsize=(style.WIDE / 72, sum(heights) / 72), facecolor="white")
            parts: Any = figure.subfigures(3, 1, height_ratios=heights, hspace=0)
            head, body, foot = parts
            head.text(8 / style.WIDE, 0.85, "\n".join(title), fontsize=style.TITLE, weight="bold", va="top")
            foot.text(
                8 / style.WIDE, 0.75, "\n".join(below), fontsize=style.LABEL, color=style.SOFT, va="top"
            )
            self.spec.draw(body, view, self.language, False)
        return figure

    def svg(self, *, narrow: bool = False) -> str:
        """Return the drawing alone as an SVG element that follows the page's theme."""
        return self._drawings(self.view(), "x")[int(narrow)]

    def html(self) -> str:
        """Return the whole figure as HTML that needs no kernel.

        Example:
            >>> from nastava.course import explore
            >>> 'role="img"' in explore("kfor-strength", "en").html()
            True
        """
        view = self.view()
        return figure_html(view, self._drawings(view, "s"), self.language)

    def static_bundle(self) -> dict[str, str]:
        """Return what a notebook shows while the figure is not running, by MIME type.

        Example:
            >>> from nastava.course import explore
            >>> sorted(explore("kfor-strength", "en").static_bundle())
            ['text/html', 'text/plain']
        """
        plain = figure_plain(self.view(), self.language)
        return dormant("figure", self.html(), plain, self.language)

    def widget(self) -> Any:
        """Return a new live view, an ipywidgets box: the controls, below them the figure.

        Its controls set this explorer, and :attr:`settings` tells what they chose.
        """
        import ipywidgets as widgets

        from nastava.course.figures.keyboard import KeysToControls

        fields = {
            control.name: _field(control, self._settings, self.language) for control in self.spec.controls
        }
        table = _checkbox(pick(TABLE_LABEL, self.language), value=False)
        shown = widgets.HTML()

        def redraw() -> None:
            view = self.view()
            shown.value = figure_html(
                view, self._drawings(view, "l"), self.language, table="open" if table.value else "none"
            )
            inactive = self.spec.inactive(self._settings)
            for name, field in fields.items():
                field.disabled = name in inactive

        def chosen(change: Any) -> None:
            for name, field in fields.items():
                if field is change["owner"]:
                    self._settings[name] = change["new"]
            redraw()

        for field in (*fields.values(), table):
            field.observe(chosen, names="value")
        redraw()
        controls = widgets.Box(
            [*fields.values(), table],
            layout=widgets.Layout(
                flex_flow="row wrap", max_width="700px", align_items="center", grid_gap="2px 16px"
            ),
        )
        parts = [controls, shown, KeysToControls()]
        return widgets.VBox(parts, layout=widgets.Layout(overflow="visible"))

    def _drawings(self, view: View, place: str) -> tuple[str, str]:
        """Return the wide and the narrow drawing; ``place`` keeps the ids of static and live output apart."""
        key = tuple(self._settings.values())
        if key not in self._drawn:
            if len(self._drawn) >= REMEMBERED:
                self._drawn.pop(next(iter(self._drawn)))
            self._drawn[key] = (self._svg(view, narrow=False), self._svg(view, narrow=True))
        wide, narrow = (drawing.replace(_ID, f"{self.page_id}{place}") for drawing in self._drawn[key])
        return wide, narrow

    def _svg(self, view: View, *, narrow: bool) -> str:
        import matplotlib as mpl
        from matplotlib.figure import Figure

        from nastava.course.figures import style
        from nastava.course.figures.svg import inline_svg

        size = (style.NARROW if narrow else style.WIDE, view.heights[int(narrow)])
        with mpl.rc_context({**style.RC, "svg.hashsalt": self.spec.id}):
            figure = Figure(figsize=(size[0] / 72, size[1] / 72))
            self.spec.draw(figure, view, self.language, narrow)
            return inline_svg(figure, view.alt, f"{_ID}{int(narrow)}")

    def __repr__(self) -> str:
        chosen = ", ".join(f"{name}={value!r}" for name, value in self._settings.items())
        return f"<figure {self.spec.id!r} ({self.language}): {chosen}>"

    def _ipython_display_(self, **_options: Any) -> None:
        from IPython.display import display

        live = self.widget()._repr_mimebundle_()
        data = dict(live[0] if isinstance(live, tuple) else live)
        data["text/plain"] = ""  # the static output has the words
        display(data, raw=True)
        display(self.static_bundle(), raw=True)


def _field(control: Control, settings: Settings, language: str) -> Any:
    import ipywidgets as widgets

    label, value = pick(control.label, language), settings[control.name]
    style = {"description_width": "initial"}
    match control:
        case Choice():
            options = [(pick(words, language), name) for name, words in control.options.items()]
            layout = widgets.Layout(width="auto", max_width="100%")
            return widgets.Dropdown(
                description=label, options=options, value=value, style=style, layout=layout
            )
        case Number():
            return widgets.BoundedIntText(
                description=label,
                min=control.low,
                max=control.high,
                value=value,
                style=style,
                layout=widgets.Layout(width="auto", max_width="100%"),
            )
        case Switch():
            return _checkbox(label, value=bool(value))


def _checkbox(label: str, *, value: bool) -> Any:
    import ipywidgets as widgets

    layout = widgets.Layout(width="auto", max_width="100%")
    return widgets.Checkbox(description=label, value=value, indent=False, layout=layout)
