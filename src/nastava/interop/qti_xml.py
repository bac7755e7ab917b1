"""QTI's two spellings: the elements of 2.1, and the same in 3.0 with hyphens and a prefix; HTML as both allow it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nastava.interop.xml import local, lxml_etree

_XML = "{http://www.w3.org/XML/1998/namespace}"
_INLINE = frozenset(
    "a abbr acronym b big br cite code dfn em i img kbd q samp small span strong sub sup tt var".split()  # noqa: SIM905
)
#: Elements that are blocks, and those that stand only inside one.
BLOCKS = frozenset("blockquote div dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul address".split())  # noqa: SIM905
_INSIDE = frozenset("caption col colgroup dd dt li tbody td tfoot th thead tr".split())  # noqa: SIM905
#: HTML that may stand in an item; anything else becomes a span.
HTML = _INLINE | BLOCKS | _INSIDE
_ATTRIBUTES = {
    "a": ("href",), "img": ("src", "alt", "width", "height"), "td": ("colspan", "rowspan", "scope"),
    "th": ("colspan", "rowspan", "scope"), "q": ("cite",), "blockquote": ("cite",),
}  # fmt: skip


@dataclass(frozen=True)
class Version:
    """A version of QTI: its namespaces and how it names things."""

    number: str
    items: str
    package: str
    schema: tuple[str, str]
    kind: str

    @property
    def hyphens(self) -> bool:
        """Whether names have hyphens and a prefix."""
        return self.number == "3.0"


QTI21 = Version(
    "2.1",
    "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "http://www.imsglobal.org/xsd/imscp_v1p1",
    ("QTIv2.1 Package", "1.0.0"),
    "v2p1",
)
QTI3 = Version(
    "3.0",
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    ("QTI Package", "3.0.0"),
    "v3p0",
)


def hyphenated(name: str) -> str:
    """Return a name of 2.1 as 3.0 writes it.

    Example:
        >>> hyphenated("responseElseIf")
        'response-else-if'
    """
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"-\1", name).lower()


def camel(name: str) -> str:
    """Return a name of either version as 2.1 writes it.

    Example:
        >>> camel("qti-response-else-if"), camel("responseIf")
        ('responseElseIf', 'responseIf')
    """
    return re.sub(r"-([a-z])", lambda found: found[1].upper(), name.removeprefix("qti-"))


def kind_of(element: Any) -> str:
    """Return the name of an element as 2.1 has it."""
    return camel(local(element))


def attribute(element: Any, name: str, otherwise: str = "") -> str:
    """Return an attribute, by its name in 2.1."""
    value = element.get(name)
    if value is None:
        value = element.get(hyphenated(name))
    return otherwise if value is None else str(value)


def below(element: Any, *names: str) -> Iterator[Any]:
    """Yield the elements anywhere below that have one of the names, in order."""
    for child in element.iter():
        if child is not element and kind_of(child) in names:
            yield child


class Maker:
    """Makes elements of a version."""

    def __init__(self, version: Version) -> None:
        self.etree = lxml_etree()
        self.version = version

    def tag(self, name: str) -> str:
        """Return the qualified name of an element."""
        own = name if name in HTML or not self.version.hyphens else f"qti-{hyphenated(name)}"
        return f"{{{self.version.items}}}{own}"

    def root(self, name: str, **attributes: str) -> Any:
        """Return a root element."""
        element = self.etree.Element(self.tag(name), nsmap={None: self.version.items})
        self._set(element, attributes)
        return element

    def sub(self, parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
        """Add an element."""
        element = self.etree.SubElement(parent, self.tag(name))
        self._set(element, attributes)
        element.text = text
        return element

    def _set(self, element: Any, attributes: Mapping[str, str]) -> None:
        for name, value in attributes.items():
            if name == "lang":
                element.set(f"{_XML}lang", value)
            else:
                own = name.rstrip("_")
                element.set(hyphenated(own) if self.version.hyphens else own, value)

    def value(self, parent: Any, kind: str, value: object) -> Any:
        """Add a value that stands for itself."""
        return self.sub(parent, "baseValue", str(value), baseType=kind)

    def html(self, parent: Any, markup: str) -> None:
        """Add HTML, as far as items may hold it."""
        from lxml import html

        for piece in html.fragments_fromstring(markup):
            if isinstance(piece, str):
                _append_text(parent, piece)
            else:
                self._copy(parent, piece)

    def _copy(self, parent: Any, source: Any) -> None:
        if not isinstance(source.tag, str):
            _append_text(parent, source.tail or "")
            return
        name = source.tag if source.tag in HTML and (source.tag != "a" or source.get("href")) else "span"
        element = self.sub(parent, name)
        for key in _ATTRIBUTES.get(name, ()):
            if source.get(key):
                element.set(key, source.get(key))
        if source.get("class"):
            element.set("class", source.get("class"))
        if source.get("lang"):
            element.set(f"{_XML}lang", source.get("lang"))
        if name == "img" and not source.get("alt"):
            element.set("alt", "")
        element.text = source.text
        for child in source:
            self._copy(element, child)
        _append_text(parent, source.tail or "")

    def written(self, root: Any) -> bytes:
        """Return a document."""
        content: bytes = self.etree.tostring(root, encoding="UTF-8", xml_declaration=True)
        return content + b"\n"


def _append_text(parent: Any, text: str) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def html_inside(element: Any, *, without: Any = ()) -> str:
    """Return what stands in an element as HTML, less the elements named.

    Args:
        element: of an item.
        without: names of elements of QTI that are left out with all in them.
    """
    from html import escape

    pieces = [escape(element.text or "", quote=False)]
    for child in element:
        pieces.append(_as_html(child, without))
        pieces.append(escape(child.tail or "", quote=False))
    return "".join(pieces)


def _as_html(element: Any, without: Any) -> str:
    from html import escape

    name = local(element)
    if not name or kind_of(element) in without:
        return ""
    inside = html_inside(element, without=without)
    if name in {"math", "object", "audio", "video"}:
        return f"<{name}>{inside}</{name}>"
    if name not in HTML:
        return inside
    kept = {key: element.get(key) for key in (*_ATTRIBUTES.get(name, ()), "class") if element.get(key)}
    lang = element.get(f"{_XML}lang") or element.get("lang")
    written = "".join(f' {key}="{escape(value, quote=True)}"' for key, value in {**kept, **({"lang": lang} if lang else {})}.items())  # fmt: skip
    return (
        f"<{name}{written}>" if name in {"br", "hr", "img", "col"} else f"<{name}{written}>{inside}</{name}>"
    )
