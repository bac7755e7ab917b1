"""Words that are not broken at their hyphen: acronyms with the ending of their case, such as NATO-a."""

from __future__ import annotations

import re

#: The class of such a word; style sheets hold it together with ``WHOLE_STYLE``.
WHOLE_CLASS = "nastava-whole"
WHOLE_STYLE = f".{WHOLE_CLASS}{{white-space:nowrap}}"
_WHOLE = re.compile(r"\b[A-ZČĆŽŠĐ]\w*[A-ZČĆŽŠĐ]-[a-zčćžšđа-џ]{1,5}\b")


def has_ending(text: str) -> bool:
    """Whether a text has an acronym with a hyphen and an ending.

    Example:
        >>> has_ending("članice NATO-a"), has_ending("NATO, Euro-Atlantic")
        (True, False)
    """
    return "-" in text and _WHOLE.search(text) is not None


def whole(markup: str) -> str:
    """Return escaped text with acronyms held together with their endings; the letters stay, and a search finds them.

    Example:
        >>> whole("članice NATO-a")
        'članice <span class="nastava-whole">NATO-a</span>'
    """
    return _WHOLE.sub(rf'<span class="{WHOLE_CLASS}">\g<0></span>', markup) if "-" in markup else markup
