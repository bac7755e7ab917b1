"""QTI packages: their structure as the standard's content models have it, and rules that score as the items do."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tests.unit.examples import FOLDER

from nastava.content import quizzes_dir
from nastava.interop.model import settled
from nastava.interop.qti_package import qti3, qti21
from nastava.interop.qti_write import identifier
from nastava.interop.qti_xml import BLOCKS, HTML, QTI3, QTI21, attribute, below, kind_of
from nastava.items import Item, Malformed
from nastava.quizzes import Bank, load_bank

BANKS = [*sorted(FOLDER.glob("*.yaml")), *sorted(quizzes_dir().glob("*.yaml"))]
WRITERS = {"2.1": (qti21, QTI21), "3.0": (qti3, QTI3)}
#: A folder with the schemas of IMS Global, for those who have them: imsqti_v2p1*.xsd, imsqti_asiv3p0_v1p0.xsd.
SCHEMAS = os.environ.get("NASTAVA_QTI_XSD")

#: Children in their order, as the information model of QTI 2.1 lists them; ? is at most one, * any number, + one or more.
MODEL = {
    "assessmentItem": "responseDeclaration* outcomeDeclaration* itemBody? responseProcessing? modalFeedback*",
    "responseDeclaration": "correctResponse? mapping?",
    "outcomeDeclaration": "defaultValue?",
    "correctResponse": "value+",
    "defaultValue": "value+",
    "mapping": "mapEntry+",
    "choiceInteraction": "prompt? simpleChoice+",
    "orderInteraction": "prompt? simpleChoice+",
    "matchInteraction": "prompt? simpleMatchSet simpleMatchSet",
    "simpleMatchSet": "simpleAssociableChoice*",
    "inlineChoiceInteraction": "inlineChoice+",
    "assessmentTest": "outcomeDeclaration* testPart+ outcomeProcessing?",
    "testPart": "assessmentSection+",
    "assessmentSection": "assessmentItemRef*",
    "responseCondition": "responseIf responseElseIf* responseElse?",
    "outcomeProcessing": "setOutcomeValue*",
}
REQUIRED = {
    "assessmentItem": "identifier title adaptive timeDependent",
    "assessmentTest": "identifier title",
    "testPart": "identifier navigationMode submissionMode",
    "assessmentSection": "identifier title visible",
    "assessmentItemRef": "identifier href",
    "responseDeclaration": "identifier cardinality",
    "outcomeDeclaration": "identifier cardinality",
    "mapping": "defaultValue",
    "mapEntry": "mapKey mappedValue",
    "choiceInteraction": "responseIdentifier shuffle maxChoices",
    "orderInteraction": "responseIdentifier shuffle",
    "matchInteraction": "responseIdentifier shuffle maxAssociations",
    "inlineChoiceInteraction": "responseIdentifier shuffle",
    "textEntryInteraction": "responseIdentifier",
    "extendedTextInteraction": "responseIdentifier",
    "simpleChoice": "identifier",
    "inlineChoice": "identifier",
    "simpleAssociableChoice": "identifier matchMax",
    "feedbackInline": "outcomeIdentifier showHide identifier",
    "modalFeedback": "outcomeIdentifier showHide identifier",
    "rubricBlock": "view",
    "baseValue": "baseType",
    "equal": "toleranceMode",
    "equalRounded": "roundingMode figures",
    "stringMatch": "caseSensitive",
    "index": "n",
    "img": "src alt",
    "a": "href",
}
BLOCK_INTERACTIONS = {"choiceInteraction", "orderInteraction", "matchInteraction", "extendedTextInteraction"}
IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def package(content: bytes) -> dict[str, Any]:
    """The documents of a package, and its other files as bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {
            name: etree.fromstring(file.read(name)) if name.endswith(".xml") else file.read(name)
            for name in file.namelist()
        }


def sequence(pattern: str) -> re.Pattern[str]:
    parts = (re.fullmatch(r"(\w+)([?*+]?)", word) for word in pattern.split())
    return re.compile("".join(f"(?:{part[1]} ){part[2]}" for part in parts if part))


def faults(root: Any) -> Iterator[str]:  # noqa: C901  # a line per rule of the standard
    """What in a document the standard's content models don't allow."""
    ids: set[str] = set()
    for element in root.iter():
        kind = kind_of(element)
        children = [kind_of(child) for child in element if kind_of(child) != "contentBody"]
        if kind in MODEL and not sequence(MODEL[kind]).fullmatch("".join(f"{name} " for name in children)):
            yield f"{kind} holds {children}"
        for name in REQUIRED.get(kind, "").split():
            if not attribute(element, name) and name != "alt":
                yield f"{kind} lacks {name}"
        if kind == "img" and element.get("alt") is None:
            yield "img lacks alt"
        if kind == "itemBody" and (element.text or "").strip():
            yield "text stands in itemBody outside any block"
        if kind == "itemBody" and set(children) - BLOCKS - BLOCK_INTERACTIONS - {"rubricBlock"}:
            yield f"itemBody holds {children}"
        if kind == "p" and set(children) & BLOCKS:
            yield f"a paragraph holds {children}"
        for name in ("identifier", "outcomeIdentifier", "responseIdentifier"):
            if attribute(element, name) and not IDENTIFIER.fullmatch(attribute(element, name)):
                yield f"{kind} has the {name} {attribute(element, name)!r}"
        if kind in {"responseDeclaration", "outcomeDeclaration"}:
            if attribute(element, "identifier") in ids:
                yield f"{attribute(element, 'identifier')} is declared twice"
            ids.add(attribute(element, "identifier"))
    if kind_of(root) == "assessmentItem":
        named = {attribute(e, "identifier") for e in below(root, "variable", "correct", "mapResponse")}
        named |= {
            attribute(e, "responseIdentifier") for e in root.iter() if kind_of(e).endswith("Interaction")
        }
        named |= {attribute(e, "outcomeIdentifier") for e in below(root, "modalFeedback", "feedbackInline")}
        named |= {attribute(e, "identifier") for e in below(root, "setOutcomeValue")}
        if named - ids:
            yield f"{named - ids} are not declared"


@pytest.mark.parametrize("number", WRITERS)
@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_a_package_is_built_as_the_standard_says(path: Path, number: str) -> None:
    """Elements in their order with what they need, declared variables, files that the manifest lists."""
    write, version = WRITERS[number]
    bank = load_bank(path)
    written = write(bank, ["en"])
    files = package(written.content)

    manifest = files.pop("imsmanifest.xml")
    assert manifest.tag == f"{{{version.package}}}manifest"
    assert [kind_of(child) for child in manifest] == ["metadata", "organizations", "resources"]
    listed = {element.get("href") for element in below(manifest, "file")}
    assert listed == set(files)
    resources = {element.get("identifier") for element in below(manifest, "resource")}
    assert {element.get("identifierref") for element in below(manifest, "dependency")} == resources - {"test"}

    assert [fault for root in files.values() if not isinstance(root, bytes) for fault in faults(root)] == []
    items = [root for name, root in files.items() if name.startswith("items/")]
    assert len(items) == written.items
    for root in [*items, files["test.xml"]]:
        for element in root.iter():
            space, _, name = element.tag[1:].rpartition("}")
            assert space == version.items
            assert name in HTML or name.startswith("qti-") == version.hyphens, name
        for picture in below(root, "img"):
            assert picture.get("src").removeprefix("../") in files
    refs = [element.get("href") for element in below(files["test.xml"], "assessmentItemRef")]
    assert sorted(refs) == sorted(name for name in files if name.startswith("items/"))


@pytest.mark.skipif(not SCHEMAS, reason="NASTAVA_QTI_XSD names no folder with the schemas of IMS Global")
@pytest.mark.parametrize("number", WRITERS)
@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_items_are_valid_by_the_official_schema(path: Path, number: str) -> None:
    """Where the schemas are at hand each item and test is validated with them."""
    name = "imsqti_v2p1*.xsd" if number == "2.1" else "imsqti_asiv3p0_v1p0.xsd"
    schema = etree.XMLSchema(etree.parse(str(next(Path(SCHEMAS or "").rglob(name)))))
    files = package(WRITERS[number][0](load_bank(path), ["en"]).content)
    for file, root in files.items():
        if file.endswith(".xml") and file != "imsmanifest.xml":
            schema.assertValid(etree.fromstring(etree.tostring(root)))


# A player of the rules, in as far as they are used ---------------------------------------------------------------


class Player:
    """Carries out the response processing of an item for a response."""

    def __init__(self, root: Any, responses: dict[str, Any]) -> None:
        self.root = root
        self.declared = {attribute(d, "identifier"): d for d in below(root, "responseDeclaration")}
        self.values: dict[str, Any] = {"SCORE": 0.0, "FEEDBACK": [], **responses}

    def score(self) -> float:
        for rule in next(below(self.root, "responseProcessing"), ()):
            self.run(rule)
        return self.values["SCORE"]

    def run(self, rule: Any) -> None:
        if kind_of(rule) == "setOutcomeValue":
            self.values[attribute(rule, "identifier")] = self.value(rule[0])
            return
        for branch in rule:
            if kind_of(branch) == "responseElse" or self.value(branch[0]):
                for then in branch if kind_of(branch) == "responseElse" else branch[1:]:
                    self.run(then)
                return

    def value(self, e: Any) -> Any:  # noqa: C901  # a case per expression of the standard
        kind, name = kind_of(e), attribute(e, "identifier")
        inner = [self.value(child) for child in e] if kind != "correct" else []
        match kind:
            case "variable":
                return self.values.get(name)
            case "correct":
                return self.correct(name)
            case "baseValue":
                return float(e.text) if attribute(e, "baseType") == "float" else e.text
            case "sum":
                return sum(inner)
            case "multiple":
                return [
                    one
                    for part in inner
                    if part is not None
                    for one in (part if isinstance(part, list) else [part])
                ]
            case "ordered":
                return inner
            case "not":
                return not inner[0]
            case "and":
                return all(inner)
            case "or":
                return any(inner)
            case "lt":
                return inner[0] < inner[1]
            case "match":
                a, b = (sorted(v) if isinstance(v, list) and not self.is_ordered(e) else v for v in inner)
                return a is not None and a == b
            case "member":
                return inner[0] in (inner[1] or [])
            case "index":
                place = int(attribute(e, "n")) - 1
                return inner[0][place] if inner[0] and place < len(inner[0]) else None
            case "contains":
                whole, part = inner
                return any((whole or [])[n : n + len(part)] == part for n in range(len(whole or [])))
            case "stringMatch":
                return inner[0] is not None and inner[0].casefold() == inner[1].casefold()
            case "equal" | "equalRounded":
                return inner[0] is not None and self.near(e, *inner)
            case "mapResponse":
                return self.mapped(name)
        raise AssertionError(kind)

    def is_ordered(self, e: Any) -> bool:
        return any(
            attribute(self.declared[attribute(v, "identifier")], "cardinality") == "ordered"
            for v in below(e, "variable")
            if attribute(v, "identifier") in self.declared
        )

    def correct(self, name: str) -> Any:
        declared = self.declared[name]
        values = [v.text for v in below(next(below(declared, "correctResponse")), "value")]
        if attribute(declared, "baseType") == "float":
            return float(values[0])
        return values[0] if attribute(declared, "cardinality") == "single" else values

    def near(self, e: Any, given: float, key: float) -> bool:
        if kind_of(e) == "equalRounded":
            figures = int(attribute(e, "figures"))
            if attribute(e, "roundingMode") == "decimalPlaces":
                return round(given, figures) == round(key, figures)
            return float(f"{given:.{figures}g}") == float(f"{key:.{figures}g}")
        widths = [float(w) for w in attribute(e, "tolerance", "0").split()]
        width = widths[0] * (abs(key) / 100 if attribute(e, "toleranceMode") == "relative" else 1)
        return abs(given - key) <= width * (1 + 1e-9)

    def mapped(self, name: str) -> float:
        mapping = next(below(self.declared[name], "mapping"))
        fold = str.casefold if attribute(self.declared[name], "baseType") == "string" else str
        values = {
            fold(attribute(e, "mapKey")): float(attribute(e, "mappedValue"))
            for e in below(mapping, "mapEntry")
        }
        given = self.values.get(name)
        given = given if isinstance(given, list) else [] if given is None else [given]
        total = sum(values.get(fold(one), 0.0) for one in given)
        low, high = attribute(mapping, "lowerBound"), attribute(mapping, "upperBound")
        return min(max(total, float(low) if low else total), float(high) if high else total)


def responses(item: Item, given: Any) -> dict[str, Any]:
    """A response of ours as a player of QTI holds it."""
    if item.type == "cloze":
        return {
            f"RESPONSE-{name}": value["value"] if isinstance(value, dict) else
            identifier(value) if item.blanks[name].type == "choice" else value  # type: ignore[attr-defined]
            for name, value in given.items()
        }  # fmt: skip
    if item.type == "numeric":
        return {"RESPONSE": given["value"]}
    if item.type == "short_text":
        return {"RESPONSE": given}
    if isinstance(given, bool):
        return {"RESPONSE": str(given).lower()}
    if isinstance(given, dict):
        return {"RESPONSE": [f"{identifier(row)} {identifier(target)}" for row, target in given.items()]}
    return {"RESPONSE": [identifier(one) for one in given] if isinstance(given, list) else identifier(given)}


def answered(bank: Bank) -> Iterator[tuple[Item, Any, float]]:
    """Each sample response of each item that is marked by the program, with its points."""
    for item, _ in settled(bank):
        if item.survey or item.by_hand or (item.scored_by == "balanced" and item.type == "grouping"):  # fmt: skip
            continue
        for sample in item.samples():
            parsed = item.parse(sample.raw, sample.language)
            if not isinstance(parsed, Malformed):
                yield item, parsed.response, item.score(parsed.response).points


@pytest.mark.parametrize("number", WRITERS)
@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_the_rules_score_as_the_items_do(path: Path, number: str) -> None:
    """Right, partly right and wrong responses earn the same points from the package's rules."""
    bank = load_bank(path)
    files = package(WRITERS[number][0](bank, ["en"]).content)
    count = 0
    for item, given, points in answered(bank):
        root = files[f"items/{identifier(item.id)}.xml"]
        score = Player(root, responses(item, given)).score()
        assert score == pytest.approx(points, abs=1e-6), (item.id, given)
        count += 1
    assert count or path.stem == "essay"
