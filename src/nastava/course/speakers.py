"""Whether a text names who speaks, as it must where it tells an assessment or a position."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nastava.course.facts import Fact

#: Words by which a sentence names who speaks, by language. Matched at the beginning of a word.
_WORDS = {
    "en": ("report", "accord", "said", "say", "state", "claim", "describ", "call", "nato", "kfor", "article",
           "government", "president", "minister", "belgrade", "pristina", "source", "view", "position"),
    "sr": ("izvješta", "prema", "navod", "kaž", "reka", "tvrd", "opis", "naziv", "nato", "kfor",
           "član", "vlad", "predsjedni", "minist", "beograd", "prištin", "izvor", "stav", "saop", "riječ"),
}  # fmt: skip


def unattributed(facts: Iterable[Fact], text: str, language: str) -> Fact | None:
    """Return the first assessment or position among facts if the text that tells it names no speaker.

    Example:
        >>> from nastava.course.facts import fact
        >>> unattributed([fact("seed-kfor-decade")], "The largest in ten years.", "en").said_by
        'NATO report'
        >>> unattributed([fact("seed-kfor-decade")], "The report calls it the largest in ten years.", "en")
    """
    judged = next((found for found in facts if found.kind in {"assessment", "position"}), None)
    beginnings = "|".join(_WORDS.get(language, ()))
    if judged is None or not beginnings or re.search(rf"\b(?:{beginnings})", text, re.IGNORECASE):
        return None
    return judged
