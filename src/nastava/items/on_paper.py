"""Rows to tick or to number on paper, shared by the types that print any."""

from __future__ import annotations

from collections.abc import Iterable

from nastava.items.base import Paper


def unbulleted(rows: Iterable[str]) -> str:
    """Return rows of safe HTML as a list without marks: each row brings its own.

    Example:
        >>> unbulleted(["○ Yes"])
        '<ul style="list-style:none;padding-left:0.5em"><li>○ Yes</li></ul>'
    """
    listed = "".join(f"<li>{row}</li>" for row in rows)
    return f'<ul style="list-style:none;padding-left:0.5em">{listed}</ul>'


def to_tick(rows: Iterable[tuple[str, str]], *, several: bool) -> Paper:
    """Return rows with a circle, or where several may be ticked a box, before each.

    Args:
        rows: each as safe HTML and as plain text.
        several: whether several may be ticked.

    Example:
        >>> to_tick([("<b>Yes</b>", "Yes")], several=False).text
        ('( ) Yes',)
    """
    mark, plain = ("□", "[ ]") if several else ("○", "( )")
    rows = list(rows)
    return Paper(
        unbulleted(f"{mark} {html}" for html, _ in rows), tuple(f"{plain} {text}" for _, text in rows)
    )
