"""XML that is read without trusting it: no entities, no network, no document type, a limit of size."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from nastava.errors import NastavaError
from nastava.interop.html import needs_extra

if TYPE_CHECKING:
    from lxml.etree import _Element

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def parse_xml(raw: bytes, name: str) -> _Element:
    """Return the root of an XML document.

    Args:
        raw: the document.
        name: of its file, for messages.

    Raises:
        NastavaError: it is no XML, or declares a document type, in which entities could unfold to gigabytes.

    Example:
        >>> parse_xml(b"<quiz/>", "quiz.xml").tag
        'quiz'
    """
    etree = lxml_etree()
    refused = NastavaError(
        f"{name}: the file declares a document type (<!DOCTYPE …>), and such files are not read: its entities could "
        f"fill the memory. Export it anew, or take the declaration out."
    )
    if _DOCTYPE.search(raw[: raw.find(b"<question") if b"<question" in raw else len(raw)]):
        raise refused
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        problem = str(error).partition(", line")[0].strip() or "it is empty"
        raise NastavaError(f"{name}:{line}: no well-formed XML ({problem}). Export the file anew.") from None
    if root.getroottree().docinfo.doctype:
        raise refused
    return root


def lxml_etree() -> Any:
    """Return lxml's module for XML.

    Raises:
        NastavaError: lxml is not installed.
    """
    try:
        from lxml import etree
    except ImportError:
        raise needs_extra("lxml") from None
    return etree


def local(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_at(element: Any, *path: str) -> str:
    """Return the text of the element at a path of names below, or nothing.

    Example:
        >>> text_at(parse_xml(b"<q><name><text> KFOR </text></name></q>", "q"), "name", "text")
        'KFOR'
    """
    for name in path:
        element = next((child for child in element if local(child) == name), None)
        if element is None:
            return ""
    return "".join(element.itertext()).strip()
