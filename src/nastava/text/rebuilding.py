"""HTML taken apart and written anew, with nothing in it but what is on a list."""

from __future__ import annotations

from collections.abc import Callable, Collection
from html import escape
from html.parser import HTMLParser

_EMPTY = {"br", "hr", "img"}
#: Elements whose content is no text for readers.
_DROPPED = {"script", "style"}


class Rebuilder(HTMLParser):
    """Writes allowed elements, allowed attributes and escaped text; every element that it opens it also closes.

    Args:
        tags: elements that may stay; of others only what is in them stays.
        attribute: returns the value that an attribute of an element may have, None where it may not stay.

    Example:
        >>> builder = Rebuilder({"b"}, lambda element, name, value: None)
        >>> builder.feed('<b id="x">27<i> &amp;')
        >>> builder.close()
        >>> builder.result()
        '<b>27 &amp;</b>'
    """

    def __init__(self, tags: Collection[str], attribute: Callable[[str, str, str], str | None]) -> None:
        super().__init__(convert_charrefs=True)
        self._tags, self._attribute = tags, attribute
        self._parts: list[str] = []
        self._open: list[str] = []
        self._dropping = 0

    def result(self) -> str:
        """Return the HTML, with what is still open closed."""
        return "".join([*self._parts, *(f"</{tag}>" for tag in reversed(self._open))])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write an element's start, if it may stay."""
        if tag in _DROPPED:
            self._dropping += 1
        if self._dropping or tag not in self._tags:
            return
        kept = ((name, self._attribute(tag, name, value or "")) for name, value in attrs)
        written = "".join(f' {name}="{_value(value)}"' for name, value in kept if value is not None)
        rel = ' rel="noopener noreferrer"' if tag == "a" else ""
        self._parts.append(f"<{tag}{written}{rel}>")
        if tag not in _EMPTY:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write an element that says that it is empty; browsers take no notice of that."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and what was left open in it."""
        if tag in _DROPPED:
            self._dropping = max(0, self._dropping - 1)
        elif tag in self._open:
            while True:
                last = self._open.pop()
                self._parts.append(f"</{last}>")
                if last == tag:
                    break

    def handle_data(self, data: str) -> None:
        """Write text."""
        if not self._dropping:
            self._parts.append(escape(data, quote=False).replace("\N{NO-BREAK SPACE}", "&nbsp;"))


def _value(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("\N{NO-BREAK SPACE}", "&nbsp;")
