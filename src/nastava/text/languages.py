"""Languages: which exist, which one is meant here, and text that carries several."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nastava.errors import NastavaError
from nastava.text.cyrillic import to_cyrillic

#: Written languages of the course, in the order in which they are offered.
WRITTEN = ("en", "sr")
DEFAULT = "en"
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z]+)*")
#: Marks the root of a learner's workspace; its ``language`` is the one the workspace was made for.
WORKSPACE_MARKER = ".nastava-workspace.json"


@dataclass(frozen=True)
class Language:
    """A language of the interface or of the content.

    ``code`` is used in banks and folders, ``tag`` (BCP 47) in HTML's ``lang``, ``locale`` names the
    conventions for numbers and dates in CLDR. ``base`` is the code of the written language whose texts are
    transliterated into this one; None where texts are its own. ``content`` is the code of the language in which
    questions and figures are shown where this one has words for the interface alone; numbers are then written and
    read as in the content, so that what is typed means what is seen.
    """

    code: str
    name: str
    tag: str
    locale: str
    base: str | None = None
    content: str | None = None

    @property
    def written(self) -> str:
        """The code of the language in which its texts and lessons are written.

        Example:
            >>> language("sr-Cyrl").written, language("sq").written, language("en").written
            ('sr', 'en', 'en')
        """
        return self.base or self.content or self.code

    @property
    def interface(self) -> str:
        """The code of the catalogue that its messages are in.

        Example:
            >>> language("sr-Cyrl").interface, language("sq-sr").interface
            ('sr', 'sq')
        """
        return self.tag if self.content else self.written

    @property
    def content_tag(self) -> str:
        """The tag (BCP 47) of the texts of questions and figures.

        Example:
            >>> language("sq").content_tag, language("en").content_tag
            ('en', 'en')
        """
        return LANGUAGES[self.content].tag if self.content else self.tag


LANGUAGES: Mapping[str, Language] = {
    language.code: language
    for language in (
        Language("en", "English", "en", "en"),
        Language("sr", "BHS/CG, latinica, ijekavica", "sr-Latn-ijekavsk", "sr_Latn"),
        Language("sr-Cyrl", "БХС/ЦГ, ћирилица, ијекавица", "sr-Cyrl-ijekavsk", "sr_Cyrl", base="sr"),
        # Albanian so far is a language of the interface: two entries, by the language of what is shown in it.
        Language("sq", "Shqip · pyetjet anglisht", "sq", "en", content="en"),
        Language("sq-sr", "Shqip · pyetjet BHS/CG", "sq", "sr_Latn", content="sr"),
    )
}


def language(code: str) -> Language:
    """Return the language with this code.

    Raises:
        NastavaError: no such language; the message lists those there are.

    Example:
        >>> language("sr").tag
        'sr-Latn-ijekavsk'
    """
    try:
        return LANGUAGES[code]
    except KeyError:
        known = ", ".join(LANGUAGES)
        raise NastavaError(f"Language {code!r} is not known. Use one of: {known}.") from None


def current_language(code: str | None = None, folder: Path | None = None) -> str:
    """Return the code of the language meant here.

    The first of these decides: the argument; ``NASTAVA_LANGUAGE``; a folder above named after a
    language (``notebooks/sr``), nearest first; the workspace's own language; English. In the folder of a
    written language, a workspace made for its other script gets that script. A language of the interface alone
    that environment or workspace name is taken over the content of the folder.

    Raises:
        NastavaError: the argument or the environment names an unknown language.

    Example:
        >>> current_language("sr")
        'sr'
    """
    if code:
        return language(code).code
    named_by_environment = os.environ.get("NASTAVA_LANGUAGE")
    always = language(named_by_environment).code if named_by_environment else None
    if always and not LANGUAGES[always].content:
        return always
    folder = (folder or Path.cwd()).absolute()
    named: str | None = None
    for candidate in (folder, *folder.parents):
        marker = candidate / WORKSPACE_MARKER
        if marker.is_file():
            chosen = _over(always or _language_of_workspace(marker), named)
            return named if named and named != language(chosen).written else chosen
        if named is None and candidate.name in LANGUAGES:
            named = candidate.name
    return _over(always, named) if always else named or DEFAULT


def _over(code: str, named: str | None) -> str:
    """Return the language with the same interface over the content of the language named, where there is one."""
    if named is None or not LANGUAGES[code].content:
        return code
    wanted = (LANGUAGES[code].tag, LANGUAGES[named].written)
    return next((one.code for one in LANGUAGES.values() if (one.tag, one.content) == wanted), code)


def is_localized(value: object) -> bool:
    """Return whether a value is a text in several languages: all keys look like language codes.

    Example:
        >>> is_localized({"en": "troops", "xx": "?"}), is_localized({"topic": "kfor"})
        (True, False)
    """
    return (
        isinstance(value, Mapping)
        and bool(value)
        and all(isinstance(key, str) and _CODE.fullmatch(key) for key in value)
        and all(isinstance(text, str) for text in value.values())
    )


def _language_of_workspace(marker: Path) -> str:
    try:
        code = json.loads(marker.read_text(encoding="utf-8")).get("language", DEFAULT)
    except (OSError, ValueError, AttributeError):
        return DEFAULT
    return code if code in LANGUAGES else DEFAULT


def pick(text: Mapping[str, str], code: str | None = None) -> str:
    """Return the text in the language, else transliterated into it, else in its content's, English, or any.

    Example:
        >>> pick({"en": "troops", "sr": "vojnici"}, "sr")
        'vojnici'
        >>> pick({"en": "troops", "sr": "vojnici KFOR-a"}, "sr-Cyrl")
        'војници KFOR-а'
        >>> pick({"en": "troops"}, "sr"), pick({"en": "troops", "sr": "vojnici"}, "sq-sr")
        ('troops', 'vojnici')
    """
    wanted = code or current_language()
    if wanted in text:
        return text[wanted]
    known = LANGUAGES.get(wanted)
    if known and known.base and known.base in text:
        return to_cyrillic(text[known.base])
    if known and known.content:
        # Words of the interface may be told in it; texts of the course are in the content's language.
        nearest = next((code for code in (known.tag, known.content) if code in text), None)
        if nearest:
            return text[nearest]
    return text[DEFAULT] if DEFAULT in text else next(iter(text.values()), "")


def in_every_language(text: Mapping[str, str]) -> dict[str, str]:
    """Return the text by code for each language there is, transliterated or borrowed where it has none.

    Example:
        >>> in_every_language({"en": "troops", "sr": "vojnici"})
        {'en': 'troops', 'sr': 'vojnici', 'sr-Cyrl': 'војници', 'sq': 'troops', 'sq-sr': 'vojnici'}
    """
    return {code: pick(text, code) for code in LANGUAGES}
