"""Questions as HTML: for the live view, and as the static rendering that stays in a saved notebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nastava.items import Item, ItemView
from nastava.items.hotspot import HotspotView
from nastava.quizzes import Bank, PublishedQuiz
from nastava.text.languages import is_localized, language, pick
from nastava.text.markdown import to_html, to_plain
from nastava.text.tex import literal
from nastava.widget.pictures import picture_for_browser, picture_html

#: Fields whose Markdown may hold paragraphs; every other text stands in a line.
_BLOCKS = {"stem", "text"}


def presentable(item: ItemView, code: str) -> dict[str, Any]:
    """Return the keyless item with every text as safe HTML in the language, for the browser."""
    data = item.view_data() if isinstance(item, Item) else item.model_dump(mode="json", exclude_none=True)
    shown = {
        key: _to_html(value, code, inline=key not in _BLOCKS)
        for key, value in data.items()
        if key != "picture"
    }
    if item.picture is not None:
        shown["picture"] = picture_for_browser(item.picture, code)
    if isinstance(item, HotspotView):
        shown["regions"] = [{"mark": mark, "name": name} for mark, name in item.names(code).items()]
    return shown


def _to_html(value: Any, code: str, *, inline: bool) -> Any:
    if isinstance(value, Mapping):
        if is_localized(value):
            return to_html(pick(value, code), inline=inline)
        return {key: _to_html(child, code, inline=inline) for key, child in value.items()}
    if isinstance(value, list):
        return [_to_html(child, code, inline=True) for child in value]
    return value


def heading(quiz: Bank | PublishedQuiz, part: str | None, code: str) -> str:
    """Return the title of a quiz, or of its part, as plain text.

    A part's own name comes first: within a lesson the quiz's title is known.
    """
    return to_plain(pick(quiz.parts[part] if part else quiz.title, code), inline=True)


def static_html(title: str, items: Iterable[ItemView], code: str) -> str:
    """Return the questions as HTML that shows what there is to answer and cannot be answered."""
    rows = "".join(f"<li>{to_html(pick(item.stem, code))}{_body(item, code)}</li>" for item in items)
    return f'<section lang="{language(code).content_tag}"><p><strong>{literal(title)}</strong></p><ol>{rows}</ol></section>'


def _body(item: ItemView, code: str) -> str:
    picture = picture_html(item.picture, code) if item.picture is not None else ""
    return picture + item.paper(code).html


def static_plain(title: str, items: Iterable[ItemView], code: str) -> str:
    """Return the questions as plain text."""
    lines = [title, ""]
    for number, item in enumerate(items, start=1):
        lines.append(f"{number}. {to_plain(pick(item.stem, code))}")
        if item.picture is not None:
            lines.append(f"   {to_plain(pick(item.picture.alt, code))}")
        lines += [f"   {line}" for line in item.paper(code).text]
    return "\n".join(lines)
