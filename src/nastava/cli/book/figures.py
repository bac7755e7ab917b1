"""Figures of a book: the drawing with its number, title, notes and source line; their data as tables at the end."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from nastava.course.figures import explore
from nastava.course.figures.beforehand import StillFigure
from nastava.course.figures.page import short_source_line
from nastava.course.figures.spec import Cell, View
from nastava.errors import NastavaError
from nastava.text.messages import translator


@dataclass(frozen=True)
class Drawn:
    """A figure as it stands in the book, and its data for the tables at the end."""

    id: str
    label: str
    view: View
    html: str


def draw(arguments: list[Any], named: dict[str, Any], label: str, code: str) -> Drawn:
    """Return a figure of the course, with the settings that it opens with.

    Args:
        arguments: of ``explore``.
        named: of ``explore``.
        label: its number in the book, such as "2.1".
        code: code of the book's language.

    Raises:
        CourseDataError: there is no such figure.
        NastavaError: nothing can be drawn here.
    """
    _ = translator(code)
    explorer = explore(*arguments, **{**named, "language": code})
    if isinstance(explorer, StillFigure):
        raise NastavaError("Without matplotlib no figure can be drawn. Run: python -m pip install matplotlib")
    id_ = f"figure-{label.replace('.', '-')}"
    explorer.page_id = id_
    view = explorer.view()
    notes = "".join(f"<p>{escape(note)}</p>" for note in view.notes)
    name = escape(_("Figure {label}").format(label=label))
    data = escape(_("Data as a table"))
    html = (
        f'<figure class="drawing" id="{id_}" aria-labelledby="{id_}-title">\n'
        f'<p class="title" id="{id_}-title"><span class="label">{name}</span> {escape(view.title)}</p>\n'
        f'<div class="wide">{explorer.svg()}</div>\n<div class="narrow">{explorer.svg(narrow=True)}</div>\n'
        f"<figcaption>{notes}<p>{escape(short_source_line(view, code))} "
        f'<a class="to-data" href="#data-{id_}">{data}<span class="sr">: {name}</span></a></p></figcaption>\n</figure>\n'
    )
    return Drawn(id_, label, view, html)


def data_table(figure: Drawn, code: str) -> str:
    """Return the data of a figure as a table, which says in words what the drawing shows."""
    _ = translator(code)
    table = figure.view.table
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in table.header)
    rows = "".join(f"<tr>{''.join(map(_cell, row, range(len(row))))}</tr>\n" for row in table.rows)
    name = escape(_("Figure {label}").format(label=figure.label))
    title = f"{name}: {escape(figure.view.title)}"
    return (
        f'<section class="data" id="data-{figure.id}">\n<h3><a href="#{figure.id}">{name}</a> {escape(figure.view.title)}</h3>\n'
        f"<p>{escape(figure.view.alt)}</p>\n"
        f'<div class="scroll" role="region" aria-label="{escape(title, quote=True)}" tabindex="0">\n'
        f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n</div>\n</section>\n"
    )


def _cell(cell: Cell, column: int) -> str:
    text = escape(cell.text)
    if cell.href:
        text = f'<a href="{escape(cell.href, quote=True)}">{text}</a>'
    kind = ' class="count"' if cell.numeric else ""
    return f'<th scope="row"{kind}>{text}</th>' if column == 0 else f"<td{kind}>{text}</td>"
