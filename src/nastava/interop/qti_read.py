"""Packages of QTI 2.1, 2.2 and 3.0, or an item alone, as items of a bank."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from nastava.errors import NastavaError
from nastava.interop.model import MAX_BYTES, Note, Read, UnknownItemError, read_labels, without
from nastava.interop.names import slug, unique
from nastava.interop.qti_ids import SLUG
from nastava.interop.qti_item import ItemReader
from nastava.interop.qti_xml import attribute, below, kind_of
from nastava.interop.speech import Ear
from nastava.interop.xml import local, parse_xml
from nastava.text.pictures import TYPES

#: Most files of a package that are looked at.
_MOST = 10_000


def read_qti(raw: bytes, name: str, code: str) -> Read:
    """Return the items of a package, or of an XML file that is one item.

    Args:
        raw: the file.
        name: of the file, for messages.
        code: the language of its texts.

    Raises:
        NastavaError: it can't be read, or is no QTI that is known here.
    """
    if raw[:2] == b"PK":
        return _Reader(code, _unpacked(raw, name)).package(name)
    root = parse_xml(raw, name)
    if kind_of(root) != "assessmentItem":
        raise NastavaError(
            f"{name}: the file begins with <{local(root)}>. Give a package (.zip) of QTI 2 or 3, or one assessment item."
        )
    reader = _Reader(code, {})
    reader.one(root, "", "", [])
    return reader.out


def _unpacked(raw: bytes, name: str) -> dict[str, bytes]:
    """Return the files of a zip; one that would unfold to too much is refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            members = [member for member in package.infolist() if not member.is_dir()]
            if len(members) > _MOST or sum(member.file_size for member in members) > MAX_BYTES:
                raise NastavaError(
                    f"{name}: unpacked the file is larger than {MAX_BYTES // 2**20} MiB. Split it."
                )
            return {member.filename.replace("\\", "/"): package.read(member) for member in members}
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, OSError, ValueError) as error:
        raise NastavaError(f"{name}: the package can't be unpacked ({error}). Export it anew.") from None
    except zipfile.LargeZipFile:
        raise NastavaError(f"{name}: the package is too large. Split it.") from None


class _Reader:
    def __init__(self, code: str, files: Mapping[str, bytes]) -> None:
        self.code = code
        self.files = files
        self.out = Read()
        self.taken: set[str] = set()
        self.ear = Ear(code)
        self.base = ""

    # Packages ---------------------------------------------------------------------------------------------

    def package(self, name: str) -> Read:
        manifest = self.files.get("imsmanifest.xml")
        if manifest is None:
            raise NastavaError(f"{name}: the package has no imsmanifest.xml, so it is no content package.")
        root = parse_xml(manifest, f"{name}/imsmanifest.xml")
        sections: dict[str, tuple[str, str]] = {}
        items: list[tuple[str, list[str]]] = []
        for resource in below(root, "resource"):
            kind, href = resource.get("type") or "", posixpath.normpath(unquote(resource.get("href") or ""))
            if kind.startswith("imsqti_test_") and href in self.files:
                sections = self._sections(parse_xml(self.files[href], f"{name}/{href}"), href)
            elif kind.startswith("imsqti_item_"):
                labels = ["".join(word.itertext()).strip() for word in below(resource, "keyword")]
                items.append((href, labels))
            elif kind.startswith("imsqti_xmlv1"):
                raise NastavaError(
                    f"{name}: the package is QTI 1.2, and 2 or 3 is read. Export it as QTI 2.1."
                )
        if not items:
            raise NastavaError(f"{name}: the package lists no QTI item.")
        order = list(sections)
        items.sort(key=lambda entry: order.index(entry[0]) if entry[0] in sections else len(order))
        for href, labels in items:
            if href not in self.files:
                self.out.drop(href, "the package does not hold its file")
                continue
            section, title = sections.get(href, ("", ""))
            try:
                item = parse_xml(self.files[href], f"{name}/{href}")
            except NastavaError as error:
                self.out.drop(href, str(error))
                continue
            self.base = posixpath.dirname(href)
            self.one(item, section, title, labels)
        return self.out

    def _sections(self, test: Any, href: str) -> dict[str, tuple[str, str]]:
        """Return by item's file the section that it is in: id and title."""
        found: dict[str, tuple[str, str]] = {}
        self.out.title = self.ear.plain(attribute(test, "title"))
        for section in below(test, "assessmentSection"):
            id_ = attribute(section, "identifier").removeprefix("section-")
            for child in section:
                if kind_of(child) == "assessmentItemRef":
                    path = posixpath.normpath(
                        posixpath.join(posixpath.dirname(href), unquote(child.get("href") or ""))
                    )
                    found.setdefault(path, (id_, attribute(section, "title")))
        return found

    # Items ------------------------------------------------------------------------------------------------

    def one(self, root: Any, section: str, title: str, labels: Sequence[str]) -> None:
        """Read an item, and keep it or say why not."""
        id_ = attribute(root, "identifier").removeprefix("_") or "item"
        self.ear = Ear(self.code, self._picture)
        told = read_labels(labels)
        told.pop("type", None)
        part = told.pop("part", None) or (slug(section, "part") if section not in {"", "all"} else None)
        try:
            own = ItemReader(root, self.ear, self.code, told).own()
        except UnknownItemError as error:
            self.out.drop(id_, str(error))
            return
        if part:
            self.out.parts.setdefault(part, self.ear.plain(title) or {self.code: part})
        id_ = unique(id_ if SLUG.fullmatch(id_) else slug(id_), self.taken)
        self.taken.add(id_)
        item = {"id": id_, **({"part": part} if part else {}), **own}
        for field, value in told.items():
            if field != "scoring" or item["type"] != "single_choice":
                item[field] = value
        self.out.items.append(item)
        if self.ear.lost:
            self.out.notes.append(Note(id_, without(self.ear.lost)))

    def _picture(self, source: str) -> str | None:
        if source.startswith("data:"):
            return source if re.fullmatch(r"data:image/[a-z+]+;base64,[A-Za-z0-9+/=\s]+", source) else None
        path = posixpath.normpath(posixpath.join(self.base, unquote(source)))
        content, ending = self.files.get(path), PurePosixPath(path).suffix.lower()
        if content is None or ending not in TYPES:
            return None
        kept = f"{slug(PurePosixPath(path).stem, 'picture')}{ending}"
        while self.out.pictures.get(kept, content) != content:
            kept = f"x{kept}"
        self.out.pictures[kept] = content
        return f"{{pictures}}/{kept}"
