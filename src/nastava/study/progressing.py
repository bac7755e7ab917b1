"""``progress()`` in a notebook."""

from __future__ import annotations


def progress(language: str | None = None) -> None:
    """Show progress."""
