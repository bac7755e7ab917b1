"""QTI as a content package: a zip with a manifest, a test, an item per question, and pictures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from nastava.interop.model import Note, UnknownItemError, Written, labels_of, settled, without
from nastava.interop.qti_write import ItemWriter, identifier
from nastava.interop.qti_xml import QTI3, QTI21, Maker, Version
from nastava.interop.xml import lxml_etree
from nastava.text.languages import language

if TYPE_CHECKING:
    from nastava.items import Item
    from nastava.quizzes import Bank

_LOM = "http://ltsc.ieee.org/xsd/LOM"
#: Zip files state a time; always the same makes the same package the same file.
_WHEN = (1980, 1, 1, 0, 0, 0)
_LONG = 10_000


def qti21(bank: Bank, codes: Sequence[str]) -> Written:
    """Return a bank as a package of QTI 2.1, in the first of the languages."""
    return _package(bank, codes[0], QTI21)


def qti3(bank: Bank, codes: Sequence[str]) -> Written:
    """Return a bank as a package of QTI 3.0, in the first of the languages."""
    return _package(bank, codes[0], QTI3)


def _package(bank: Bank, code: str, version: Version) -> Written:
    writer = ItemWriter(bank, code, version)
    files: dict[str, bytes] = {}
    notes: list[Note] = []
    written: list[tuple[Item, list[str]]] = []
    for item, lost in settled(bank):
        writer.lost = lost
        try:
            document = writer.make.written(writer.item(item))
        except UnknownItemError as error:
            notes.append(Note(item.id, str(error), dropped=True))
            continue
        name = f"items/{identifier(item.id)}.xml"
        # An item lies in a folder of its own beside the pictures.
        files[name] = document.replace(b'src="images/', b'src="../images/')
        shown = [f"images/{picture}" for picture in writer.pictures.within(document.decode())]
        written.append((item, shown))
        if writer.lost:
            notes.append(Note(item.id, without(writer.lost)))
    items = [item for item, _ in written]
    files["test.xml"] = _test(bank, items, code, writer.make)
    files |= {f"images/{name}": content for name, content in writer.pictures.files.items()}
    files = {"imsmanifest.xml": _manifest(bank, written, code, version), **files}
    return Written(_zipped(files), len(items), notes)


def _test(bank: Bank, items: Sequence[Item], code: str, make: Maker) -> bytes:
    from nastava.interop.speech import Voice

    voice = Voice([code])
    test = make.root("assessmentTest", identifier=identifier(bank.id), title=voice.plain(bank.title))
    score = make.sub(test, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    make.sub(make.sub(score, "defaultValue"), "value", "0")
    part = make.sub(
        test, "testPart", identifier="questions", navigationMode="nonlinear", submissionMode="individual"
    )
    sections: dict[str, Any] = {}
    for item in items:
        name = item.part or "all"
        if name not in sections:
            title = voice.plain(bank.parts[item.part] if item.part else bank.title)
            sections[name] = make.sub(part, "assessmentSection", identifier=f"section-{name}", title=title, visible="true")  # fmt: skip
        make.sub(
            sections[name],
            "assessmentItemRef",
            identifier=identifier(item.id),
            href=f"items/{identifier(item.id)}.xml",
        )
    if not items:
        make.sub(
            part, "assessmentSection", identifier="section-all", title=voice.plain(bank.title), visible="true"
        )
    rule = make.sub(make.sub(test, "outcomeProcessing"), "setOutcomeValue", identifier="SCORE")
    make.sub(make.sub(rule, "sum"), "testVariables", variableIdentifier="SCORE")
    return make.written(test)


def _manifest(bank: Bank, items: Iterable[tuple[Item, list[str]]], code: str, version: Version) -> bytes:
    etree = lxml_etree()

    def sub(
        parent: Any, name: str, text: str | None = None, space: str = version.package, **attributes: str
    ) -> Any:
        element = etree.SubElement(parent, f"{{{space}}}{name}", **attributes)
        element.text = text
        return element

    root = etree.Element(
        f"{{{version.package}}}manifest",
        nsmap={None: version.package, "lom": _LOM},
        identifier=identifier(f"manifest-{bank.id}"),
    )
    metadata = sub(root, "metadata")
    sub(metadata, "schema", version.schema[0])
    sub(metadata, "schemaversion", version.schema[1])
    sub(root, "organizations")
    resources = sub(root, "resources")
    test = sub(
        resources, "resource", identifier="test", type=f"imsqti_test_xml{version.kind}", href="test.xml"
    )
    sub(test, "file", href="test.xml")
    tag = language(code).content_tag
    for item, pictures in items:
        href = f"items/{identifier(item.id)}.xml"
        kind = f"imsqti_item_xml{version.kind}"
        resource = sub(resources, "resource", identifier=f"item-{item.id}", type=kind, href=href)
        general = sub(sub(sub(resource, "metadata"), "lom", space=_LOM), "general", space=_LOM)
        for label in labels_of(item, longest=_LONG):
            sub(sub(general, "keyword", space=_LOM), "string", label, space=_LOM, language=tag)
        for file in (href, *pictures):
            sub(resource, "file", href=file)
        sub(test, "dependency", identifierref=f"item-{item.id}")
    etree.indent(root)
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content + b"\n"


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, _WHEN), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
