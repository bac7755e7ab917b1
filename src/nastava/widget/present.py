"""Questions as HTML: for the live view, and as the static rendering that stays in a saved notebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from nastava.items import Item, ItemView
from nastava.quizzes import Bank, PublishedQuiz
from nastava.text.languages import LANGUAGES, is_localized, language, pick
from nastava.text.markdown import to_html, to_plain
from nastava.text.messages import translator

#: Fields whose Markdown may hold paragraphs; every other text stands in a line.
_BLOCKS = {"stem", "text"}


def presentable(item: ItemView) -> dict[str, Any]:
    """Return the keyless item with every text as safe HTML, for the browser."""
    data = item.view_data() if isinstance(item, Item) else item.model_dump(mode="json", exclude_none=True)
    return {key: _to_html(value, inline=key not in _BLOCKS) for key, value in data.items()}


def _to_html(value: Any, *, inline: bool) -> Any:
    if isinstance(value, Mapping):
        if is_localized(value):
            return {code: to_html(pick(value, code), inline=inline) for code in LANGUAGES}
        return {key: _to_html(child, inline=inline) for key, child in value.items()}
    if isinstance(value, list):
        return [_to_html(child, inline=True) for child in value]
    return value


def heading(quiz: Bank | PublishedQuiz, part: str | None, code: str) -> str:
    """Return the title of a quiz, or of its part, as plain text.

    A part's own name comes first: within a lesson the quiz's title is known.
    """
    return to_plain(pick(quiz.parts[part] if part else quiz.title, code))


def static_html(title: str, items: Iterable[ItemView], code: str) -> str:
    """Return the questions as HTML that shows what there is to answer and cannot be answered."""
    _ = translator(code)
    answer = _("Your answer")
    rows = "".join(
        f"<li>{to_html(pick(item.stem, code))}{_static_body(item, code, answer)}</li>" for item in items
    )
    return f'<section lang="{language(code).tag}"><p><strong>{escape(title)}</strong></p><ol>{rows}</ol></section>'


def _static_body(item: ItemView, code: str, answer: str) -> str:
    options = getattr(item, "options", None)
    if options:
        mark = "○" if item.type == "single_choice" else "□"
        rows = "".join(
            f"<li>{mark} {to_html(pick(option.text, code), inline=True)}</li>" for option in options
        )
        return f'<ul style="list-style:none;padding-left:0.5em">{rows}</ul>'
    unit = getattr(item, "unit", None)
    behind = f" {to_html(pick(unit, code), inline=True)}" if unit else ""
    return f"<p>{escape(answer)}: ____________{behind}</p>"


def static_plain(title: str, items: Iterable[ItemView], code: str) -> str:
    """Return the questions as plain text."""
    lines = [title, ""]
    for number, item in enumerate(items, start=1):
        lines.append(f"{number}. {to_plain(pick(item.stem, code))}")
        options = getattr(item, "options", None) or ()
        mark = "( )" if item.type == "single_choice" else "[ ]"
        lines += [f"   {mark} {to_plain(pick(option.text, code))}" for option in options]
        if not options:
            lines.append("   ____________")
    return "\n".join(lines)
