"""Interface messages: gettext catalogues in ``locale/``, read as they stand, without a build step."""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from nastava.text.cyrillic import to_cyrillic
from nastava.text.languages import LANGUAGES

LOCALE = Path(__file__).parent / "locale"


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the messages of a language; English is the language of the source.

    A language that another is transliterated into has no catalogue of its own; nor has one for each language of
    content a language that is the interface's alone.

    Example:
        >>> (
        ...     catalogue("en").gettext("Check"),
        ...     catalogue("sr-Cyrl").gettext("Hint"),
        ...     catalogue("sq").gettext("Hint"),
        ... )
        ('Check', 'Помоћ', 'Ndihmë')
    """
    known = LANGUAGES.get(language)
    interface = known.interface if known else language
    path = LOCALE / f"{interface}.po"
    if not path.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        messages = read_po(file, locale=interface)
    if known and known.base:
        _transliterate(messages)
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _transliterate(messages: Catalog) -> None:
    for message in messages:
        if message.id:  # the entry without one is the file's header
            forms = message.string if isinstance(message.string, (tuple, list)) else (message.string or "",)
            told = tuple(to_cyrillic(form) for form in forms)
            message.string = told if message.pluralizable else told[0]


def translator(language: str) -> Callable[[str], str]:
    """Return the function that translates a message; bind it to ``_`` so that it can be extracted.

    Example:
        >>> translator("en")("Check")
        'Check'
    """
    return catalogue(language).gettext


@dataclass(frozen=True)
class Notice:
    """A sentence for a person, told in the language of the screen that shows it.

    Example:
        >>> str(notice("The disk is full ({folder}).", folder="answers"))
        'The disk is full (answers).'
    """

    message: str
    values: tuple[tuple[str, str], ...] = ()

    def say(self, language: str) -> str:
        """Return the sentence in the language."""
        return translator(language)(self.message).format(**dict(self.values))

    def __str__(self) -> str:
        return self.say("en")


def notice(message: str, **values: object) -> Notice:
    """Return a notice; ``message`` is the English sentence with its blanks in braces.

    Example:
        >>> notice("Saved {time}", time="14:03").say("en")
        'Saved 14:03'
    """
    return Notice(message, tuple((name, str(value)) for name, value in values.items()))
