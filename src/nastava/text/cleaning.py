"""Characters that no text may carry into a page."""

from __future__ import annotations

# Overrides and isolates of the writing direction can make a text read otherwise than it is stored: an answer that
# looks like another, a link or file name that hides its end. None of our languages is written from right to left,
# and the browser's own algorithm sets a right-to-left word in a sentence correctly without them. Control characters
# have no meaning in a page; half a surrogate pair, which JSON may carry, can't even be encoded.
_DIRECTION = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_CONTROLS = [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)]
_REMOVED: dict[int, str | None] = dict.fromkeys([*_DIRECTION, *_CONTROLS])
_LONE = dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")


def clean(text: str) -> str:
    r"""Return the text without control characters, direction overrides and halves of characters.

    Example:
        >>> clean("4\u202e007 vojnika\x00\ud800")
        '4007 vojnika\ufffd'
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.translate(_LONE)
    return text if text.isascii() and text.isprintable() else text.translate(_REMOVED)
