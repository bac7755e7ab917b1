"""Pictures of a bank: carried in its texts, so that it is whole in a browser and in a published quiz."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from nastava.quizzes.faults import Fault
from nastava.quizzes.source import Place, Source
from nastava.quizzes.texts import texts_of
from nastava.text.markdown import images
from nastava.text.pictures import TYPES, is_drawing

#: Largest picture, in bytes.
MAX_BYTES = 2**20
_BEGINNINGS = {
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/webp": (b"RIFF",),
}


def with_pictures(source: Source) -> tuple[Source, list[Fault]]:
    """Return the source with each relative picture in its texts replaced by the picture itself.

    A bank without pictures comes back as it is. Where a picture can't be taken its path stays, and a fault says why.

    Example:
        >>> with_pictures(Source(Path("kfor.yaml"), {"title": {"en": "KFOR"}}, {}))[1]
        []
    """
    found = [(place, text) for place, text in texts_of(source.data) if _mentions_picture(text)]
    if not found:
        return source, []
    shelf = _Shelf(source)
    data = source.data
    for place, text in found:
        data = _set(data, place, {code: shelf.carry(words, place, code) for code, words in text.items()})
    return replace(source, data=data), list(dict.fromkeys(shelf.faults))


def pictures_without_words(source: Source) -> Iterator[Fault]:
    """Yield a fault for each picture that says nothing to those who can't see it."""
    for place, text in texts_of(source.data):
        for code, words in text.items():
            for image in images(words):
                if not image.alt.strip():
                    shown = image.src if len(image.src) <= 60 else image.src[:57] + "…"
                    problem = f"the picture '{shown}' has no words for those who can't see it ('{code}')"
                    mend = "say between the brackets what it shows: ![a map of the five contested places](…)"
                    yield fault_at(source, (*place, code), problem, mend)


class _Shelf:
    """The folder of the bank, with what was read from it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.folder = source.path.parent.resolve()
        self.faults: list[Fault] = []
        self._read: dict[str, str | tuple[str, str]] = {}

    def carry(self, words: str, place: Place, code: str) -> str:
        """Return a text with its pictures in it."""
        for image in images(words):
            src = unquote(image.src)
            if src.lower().startswith("data:"):
                continue
            if src not in self._read:
                self._read[src] = self._picture(src)
            outcome = self._read[src]
            if isinstance(outcome, str):
                replaced = _replaced(words, src, outcome)
                if replaced != words:
                    words = replaced
                    continue
                outcome = (
                    f"the picture '{src}' is written in a way that can't be followed",
                    "write ![words](path)",
                )
            self.faults.append(fault_at(self.source, (*place, code), *outcome))
        return words

    def _picture(self, src: str) -> str | tuple[str, str]:
        """Return the picture as a data URI, or what is wrong and the mend."""
        if ":" in src or src.startswith(("/", "\\", "~")):
            return (
                f"the picture '{src}' is not in the bank's folder",
                "put a copy beside the bank: what lies elsewhere is not loaded",
            )
        type_ = TYPES.get(Path(src).suffix.lower())
        if type_ is None:
            return f"the picture '{src}' is of no known kind", f"use one of {', '.join(TYPES)}"
        try:
            path = (self.folder / src).resolve(strict=True)
            if not path.is_relative_to(self.folder) or not path.is_file():
                return f"the picture '{src}' lies outside the bank's folder", "put a copy beside the bank"
            if path.stat().st_size > MAX_BYTES:
                return f"the picture '{src}' is larger than {MAX_BYTES // 2**20} MiB", "save it smaller"
            content = path.read_bytes()
        except (OSError, ValueError, RuntimeError):
            return (
                f"there is no picture '{src}' beside the bank",
                "check the path: it starts at the bank's folder",
            )
        if type_ == "image/svg+xml":
            if not is_drawing(content):
                return f"the picture '{src}' does more than draw", "save it as plain SVG, or as PNG"
        elif not content.startswith(_BEGINNINGS[type_]):
            return (
                f"the picture '{src}' is not what its name says",
                "export it again, or correct the name's ending",
            )
        return f"data:{type_};base64,{base64.b64encode(content).decode()}"


def _replaced(words: str, src: str, data: str) -> str:
    """Return the text with the data in place of a picture's path: bare, in angle brackets, or defined below."""
    target = "|".join(map(re.escape, (src, quote(src))))
    written = rf"(?P<before>\]\(\s*|\]:\s*)(?:<(?:{target})>|(?:{target})(?=[\s)]|$))"
    return re.sub(written, lambda found: found["before"] + data, words)


def fault_at(source: Source, place: Place, problem: str, mend: str) -> Fault:
    """Return the fault at a place of the source, with the item that it belongs to."""
    item: Any = None
    if len(place) > 1 and place[0] == "items" and isinstance(place[1], int):
        entry = source.data["items"][place[1]]
        item = entry.get("id") if isinstance(entry, dict) else None
    return Fault(source.path, source.line(place), item if isinstance(item, str) else None, problem, mend)


def _mentions_picture(text: Mapping[str, str]) -> bool:
    return any("![" in words for words in text.values())


def _set(data: Any, place: Place, value: Any) -> Any:
    """Return a copy of the data in which the place has the value; what lies beside the path is shared."""
    if not place:
        return value
    copy = data.copy()
    copy[place[0]] = _set(data[place[0]], place[1:], value)
    return copy
