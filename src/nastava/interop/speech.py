"""Texts in one language or, marked for Moodle's filters, in several: said by writers, heard by readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from nastava.interop.html import Pictures, drawn, html_of, markdown_of
from nastava.items.picture import Picture
from nastava.text.languages import pick
from nastava.text.markdown import to_plain

#: Our languages as Moodle's language packs are called.
_PACKS = {"en": "en", "sr": "sr_lt,bs,hr,cnr", "sr-Cyrl": "sr_cr"}
#: What a language pack is in a bank.
_CODES = {
    "en": "en", "en_us": "en", "en_gb": "en",
    "sr": "sr", "sr_lt": "sr", "sr_latn": "sr", "bs": "sr", "hr": "sr", "me": "sr", "cnr": "sr", "sh": "sr",
    "sr_cr": "sr-Cyrl", "sr_cyrl": "sr-Cyrl",
}  # fmt: skip
_BLOCK = re.compile(r"\{\s*mlang\s+([\w,\s-]+?)\s*\}(.*?)\{\s*mlang\s*\}", re.DOTALL | re.IGNORECASE)
_SPAN = re.compile(
    r'<span(?=[^>]*\bclass="multilang")(?=[^>]*\blang="([\w-]+)")[^>]*>(.*?)</span>',
    re.DOTALL | re.IGNORECASE,
)


@dataclass
class Voice:
    """Says the texts of a bank in one language, or in several with ``{mlang}``."""

    codes: Sequence[str]
    pictures: Pictures = field(default_factory=Pictures)

    def said(self, say: Callable[[str], str]) -> str:
        """Return what ``say`` gives for each language, marked where there are several that differ."""
        texts = {code: say(code) for code in self.codes}
        if len(set(texts.values())) == 1:
            return texts[self.codes[0]]
        other = self.codes[0]
        return "".join(
            f"{{mlang {_PACKS[code]}{',other' if code == other else ''}}}{text}{{mlang}}"
            for code, text in texts.items()
        )

    def html(self, text: Mapping[str, str], *, inline: bool = False) -> str:
        """Return a text as HTML."""
        return self.said(lambda code: self.pictures.carried(html_of(pick(text, code), inline=inline)))

    def plain(self, text: Mapping[str, str]) -> str:
        """Return the words of a text."""
        return self.said(lambda code: to_plain(pick(text, code), inline=True))

    def drawn(self, picture: Picture | None) -> str:
        """Return the picture of an item; nothing where there is none."""
        return self.said(lambda code: drawn(picture, code, self.pictures)) if picture else ""


def languages_in(text: str, default: str) -> tuple[dict[str, str], set[str]]:
    """Return a text by language, and the languages in it that banks do not have.

    What stands outside the marks belongs to each.

    Example:
        >>> languages_in("{mlang en}troops{mlang}{mlang sr_lt}vojnici{mlang} 1999", "en")[0]
        {'en': 'troops 1999', 'sr': 'vojnici 1999'}
    """
    marks = _BLOCK if _BLOCK.search(text) else _SPAN
    found: dict[str, None] = {}
    foreign: set[str] = set()
    for match in marks.finditer(text):
        names = [name.strip().lower().replace("-", "_") for name in match[1].split(",")]
        known = [_CODES[name] for name in names if name in _CODES]
        found.update(dict.fromkeys(known))
        if not known and names != ["other"]:
            foreign.update(names)
    if not found:
        bare = marks.sub(lambda match: match[2], text) if foreign else text
        return {default: _other(marks, bare, None)}, foreign
    return {code: _other(marks, text, code) for code in found}, foreign


def _other(marks: re.Pattern[str], text: str, code: str | None) -> str:
    def kept(match: re.Match[str]) -> str:
        names = [name.strip().lower().replace("-", "_") for name in match[1].split(",")]
        mine = {_CODES.get(name) for name in names}
        return match[2] if code in mine or (code is None and "other" in names) else ""

    return marks.sub(kept, text)


#: In place of a code: the text stands for every language that the file has.
SHARED = "*"


def in_languages(value: Any, codes: Sequence[str]) -> Any:
    """Return data in which a text for every language has these.

    Example:
        >>> in_languages({"text": {"*": "NATO"}}, ["en", "sr"])
        {'text': {'en': 'NATO', 'sr': 'NATO'}}
    """
    if isinstance(value, dict):
        if SHARED in value:
            return {**dict.fromkeys(codes, value[SHARED]), **{c: t for c, t in value.items() if c != SHARED}}
        return {name: in_languages(child, codes) for name, child in value.items()}
    return [in_languages(child, codes) for child in value] if isinstance(value, list) else value


def codes_in(value: Any) -> set[str]:
    """Return the codes of the languages that marked texts are in."""
    if isinstance(value, dict):
        if (
            value
            and all(isinstance(text, str) for text in value.values())
            and set(value) <= {SHARED, *_PACKS}
        ):
            return set(value) - {SHARED}
        return set().union(*map(codes_in, value.values()))
    return set().union(*map(codes_in, value)) if isinstance(value, list) else set()


@dataclass
class Ear:
    """Hears the texts of a file: HTML as Markdown by language, and remembers what was lost.

    ``default``: the language of what is not marked. ``pictures``: path of a picture by its address in the file.
    """

    default: str
    pictures: Callable[[str], str | None] = lambda _: None
    lost: list[str] = field(default_factory=list)

    def html(
        self, html: str | None, kept: Callable[[str], str] | None = None, *, inline: bool = False
    ) -> dict[str, str] | None:
        """Return HTML as a text of a bank; None where it says nothing."""
        return self._heard(html, lambda text: self._converted(text, kept, inline=inline))

    def plain(
        self, text: str | None, kept: Callable[[str], str] | None = None, *, inline: bool = True
    ) -> dict[str, str] | None:
        """Return plain text as a text of a bank; None where it says nothing."""

        def convert(one: str) -> str:
            html = escape(one, quote=False).replace("\n", "<br>")
            return self._converted(html, kept, inline=inline)

        return self._heard(text, convert)

    def markdown(self, text: str | None) -> dict[str, str] | None:
        """Return Markdown as a text of a bank; None where it says nothing."""
        return self._heard(text, str.strip)

    def _converted(self, html: str, kept: Callable[[str], str] | None, *, inline: bool) -> str:
        converted = markdown_of(html, picture=self.pictures, kept=kept, inline=inline)
        self.lost += converted.lost
        return converted.text

    def _heard(self, text: str | None, convert: Callable[[str], str]) -> dict[str, str] | None:
        if not text or not text.strip():
            return None
        texts, foreign = languages_in(text, self.default)
        self.lost += [f"its text in '{name}'" for name in sorted(foreign)]
        heard = {code: converted for code, one in texts.items() if (converted := convert(one))}
        return heard or None


def any_text(text: Mapping[str, Any] | None) -> str:
    """Return the words of a text in whichever language comes first."""
    return to_plain(next(iter(text.values())), inline=True) if text else ""
