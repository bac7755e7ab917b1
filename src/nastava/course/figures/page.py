"""A figure as HTML and as plain text: title, drawing in two widths, how to read it, source line, data as a table."""

from __future__ import annotations

from html import escape
from typing import Literal

from nastava.course.citations import source_line
from nastava.course.figures.spec import Cell, View
from nastava.text.languages import language as language_of
from nastava.text.languages import pick

TABLE_LABEL = {"en": "Data as a table", "sr": "Podaci kao tabela"}
_ALL_IN_TABLE = {"en": "Every source stands in the table.", "sr": "Svi izvori navedeni su u tabeli."}
#: Publishers named in the source line; the table links all of them.
MOST_PUBLISHERS = 5

# The narrow drawing is a drawing of its own, with text as large as in the wide one. Where a front end strips
# this style, the wide one alone is shown.
_STYLE = (
    ".nastava-figure{container-type:inline-size;max-width:700px;margin:0;padding:4px 0;line-height:1.45;"
    "white-space:normal;font-family:var(--jp-content-font-family,system-ui,sans-serif);"
    "font-size:var(--jp-content-font-size1,14px);color:var(--jp-content-font-color1,inherit)}"
    ".nastava-figure figure{margin:0}"
    ".nastava-figure .nastava-figure-title{margin:0 0 8px;font-size:1.2em;font-weight:600;line-height:1.3}"
    ".nastava-figure figcaption{margin:6px 0 0;font-size:.93em}"
    ".nastava-figure figcaption p{margin:4px 0;max-width:72ch}"
    ".nastava-figure details{margin:8px 0 0}.nastava-figure summary{cursor:pointer}"
    ".nastava-figure-data{overflow:auto;max-height:420px;margin:6px 0 0}"
    ".nastava-figure-data table{border-collapse:collapse;font-size:.93em;margin:0}"
    ".nastava-figure-data :is(th,td){padding:4px 12px 4px 0;text-align:left;vertical-align:top;max-width:none;"
    "border-bottom:1px solid var(--jp-border-color2,rgba(128,128,128,.4));white-space:normal}"
    ".nastava-figure-data .nastava-number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
    "@container (max-width:540px){.nastava-figure-wide{display:none!important}"
    ".nastava-figure-narrow{display:block!important}}"
)


def figure_html(
    view: View,
    drawings: tuple[str, str],
    language: str,
    *,
    table: Literal["folded", "open", "none"] = "folded",
) -> str:
    """Return the figure as HTML.

    Args:
        view: what it says.
        drawings: the wide and the narrow drawing, as SVG elements.
        language: code of its language.
        table: the text alternative folded away, open, or left out.
    """
    wide, narrow = drawings
    notes = "".join(f"<p>{escape(note)}</p>" for note in view.notes)
    parts = [
        f'<style>{_STYLE}</style><div class="nastava-figure" lang="{language_of(language).content_tag}"><figure>',
        f'<p class="nastava-figure-title">{escape(view.title)}</p>',
        f'<div class="nastava-figure-wide">{wide}</div>',
        f'<div class="nastava-figure-narrow" style="display:none">{narrow}</div>',
        f"<figcaption>{notes}<p>{escape(short_source_line(view, language))}</p></figcaption></figure>",
    ]
    if table == "folded":
        summary = escape(pick(TABLE_LABEL, language))
        parts.append(f"<details><summary>{summary}</summary>{_table_html(view, language)}</details>")
    elif table == "open":
        parts.append(_table_html(view, language))
    return "".join([*parts, "</div>"])


def short_source_line(view: View, language: str) -> str:
    """Return the source line, with a pointer to the table where not all publishers are named."""
    if view.origin:
        return view.origin
    line = source_line(view.sources, language, most=MOST_PUBLISHERS)
    full = source_line(view.sources, language)
    return line if line == full else f"{line}. {pick(_ALL_IN_TABLE, language)}"


def _table_html(view: View, language: str) -> str:
    table = view.table
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in table.header)
    body = "".join(f"<tr>{''.join(map(_cell_html, row, range(len(row))))}</tr>" for row in table.rows)
    # The table may scroll, so that it takes the keyboard's focus and has a name, which no other of the page has.
    label = escape(f"{pick(TABLE_LABEL, language)}: {view.title}", quote=True)
    return (
        f'<div class="nastava-figure-data" role="region" aria-label="{label}" tabindex="0">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell_html(cell: Cell, column: int) -> str:
    text = escape(cell.text)
    if cell.href:
        text = (
            f'<a href="{escape(cell.href, quote=True)}" target="_blank" rel="noopener noreferrer">{text}</a>'
        )
    kind = ' class="nastava-number"' if cell.numeric else ""
    return f'<th scope="row"{kind}>{text}</th>' if column == 0 else f"<td{kind}>{text}</td>"


def figure_plain(view: View, language: str) -> str:
    """Return the figure as plain text: the finding, what the drawing shows, notes, source line, data."""
    lines = [" | ".join(cell.text for cell in row) for row in view.table.rows]
    parts = [view.title, view.alt, *view.notes, view.origin or source_line(view.sources, language)]
    return "\n\n".join([*parts, "\n".join([" | ".join(view.table.header), *lines])])
