"""Languages, Markdown to safe HTML, transliteration, message catalogues."""

from nastava.text.languages import (
    LANGUAGES,
    WRITTEN,
    Language,
    current_language,
    in_every_language,
    language,
    pick,
)
from nastava.text.messages import translator

__all__ = [
    "LANGUAGES",
    "WRITTEN",
    "Language",
    "current_language",
    "in_every_language",
    "language",
    "pick",
    "translator",
]
