"""Pictures in Markdown: which may be shown, and what a picture of ours may hold."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

#: Media types by the ending of a file's name.
TYPES = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
_DATA = re.compile(r"data:(image/(?:gif|jpeg|png|svg\+xml|webp));base64,([A-Za-z0-9+/]*={0,2})")
_SVG = "image/svg+xml"
_ACTIVE = {"script", "handler", "listener", "foreignobject", "iframe", "object", "embed", "audio", "video"}
_LINKS = {"href", "src"}
#: Attributes by which an animation could set a link.
_ANIMATED = {"from", "to", "values", "by"}
_REACHES_OUT = re.compile(r"@import|url\s*\(\s*[\"']?(?!#)|\\", re.IGNORECASE)


@dataclass(frozen=True)
class Image:
    """A picture as Markdown names it."""

    src: str
    alt: str
    title: str = ""


def is_shown(src: str) -> bool:
    """Return whether a picture from there is shown: only one that the text itself carries.

    Any other would be fetched when the quiz is opened, and tell a stranger who looks at it; from beside a page
    it would be another file for each reader. An SVG counts only while it is a drawing: no script, nothing loaded.

    Example:
        >>> is_shown("https://example.org/map.png"), is_shown("data:image/png;base64,iVBORw0KGgo=")
        (False, True)
    """
    found = _DATA.fullmatch(src)
    if found is None:
        return False
    if found[1] != _SVG:
        return True
    try:
        return is_drawing(base64.b64decode(found[2], validate=True))
    except binascii.Error:
        return False


def is_drawing(svg: bytes) -> bool:
    """Return whether an SVG only draws: no script, no handler, no page inside, nothing loaded from elsewhere.

    A browser runs no script of an ``<img>``; but the same file may be opened on its own.

    Example:
        >>> is_drawing(b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>')
        True
        >>> is_drawing(b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>')
        False
    """
    try:
        text = svg.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    # Without a document type there are no entities, so the parser can't be made to unfold gigabytes.
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE) or "<?xml-stylesheet" in text.lower():
        return False
    try:
        root = ET.fromstring(text)  # noqa: S314 - entities are ruled out above
    except (ET.ParseError, ValueError, RecursionError):
        return False
    if _local(root.tag) != "svg":
        return False
    return all(_only_draws(element) for element in root.iter())


def _only_draws(element: ET.Element) -> bool:
    name = _local(element.tag)
    if name in _ACTIVE or (name == "style" and _REACHES_OUT.search("".join(element.itertext()))):
        return False
    for attribute, value in element.attrib.items():
        local = _local(attribute)
        if local.startswith("on") or _REACHES_OUT.search(value):
            return False
        target = re.sub(r"\s", "", value).lower()
        harmless = target.startswith(("#", "data:image/png;", "data:image/jpeg;"))
        if (local in _LINKS and not harmless) or (local in _ANIMATED and re.search(r":|//", target)):
            return False
    return True


def _local(name: object) -> str:
    return str(name).rpartition("}")[2].rpartition(":")[2].lower()
