"""QTI and tables that others made."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from nastava.content import content_root
from nastava.errors import NastavaError
from nastava.interop.bank_file import bank_data, completed
from nastava.interop.csv_read import read_csv
from nastava.interop.model import Note
from nastava.interop.qti_read import read_qti
from nastava.items import Malformed

ITEM = """<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" xmlns:m="http://www.w3.org/1998/Math/MathML"
  identifier="Q{number}" title="T" adaptive="false" timeDependent="false">{body}</assessmentItem>"""


def item_of(body: str) -> tuple[dict | None, list[Note]]:
    """The item that an item document of QTI 2.2 becomes."""
    read = read_qti(ITEM.format(number=1, body=body).encode(), "q.xml", "en")
    data = bank_data("q", read, pictures="q")
    return (data["items"] or [None])[0], read.notes


def share(item: dict | None, raw: object) -> float:
    """What a response earns of the points."""
    assert item is not None
    whole = completed(item)
    parsed = whole.parse(raw, "en")
    assert not isinstance(parsed, Malformed)
    return whole.score(parsed.response).points / whole.points


CHOICE = """
<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="identifier">{key}</responseDeclaration>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
<itemBody><p>About <em>rivers</em>.</p>
<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="{most}"><prompt>Which?</prompt>
<simpleChoice identifier="A1">Sava</simpleChoice><simpleChoice identifier="A2" fixed="true">Drina
<feedbackInline outcomeIdentifier="FEEDBACK" identifier="A2" showHide="show">Not that.</feedbackInline></simpleChoice>
<simpleChoice identifier="A3"><p>Una</p></simpleChoice></choiceInteraction></itemBody>
<responseProcessing template="http://www.imsglobal.org/question/qti_v2p2/rptemplates/{template}"/>"""


def test_choices_with_the_standard_templates() -> None:
    """One right option, all or nothing, and mapped shares."""
    one, _ = item_of(
        CHOICE.format(
            cardinality="single",
            most=1,
            template="match_correct",
            key="<correctResponse><value>A1</value></correctResponse>",
        )
    )
    assert one is not None
    assert (one["type"], one["stem"]["en"]) == ("single_choice", "About *rivers*.\n\nWhich?")
    assert [share(one, id_) for id_ in ("a", "b", "c")] == [1, 0, 0]
    assert one["options"][1]["feedback"]["en"] == "Not that."
    assert one["options"][1]["pinned"] is True

    both = "<correctResponse><value>A1</value><value>A3</value></correctResponse>"
    several, _ = item_of(CHOICE.format(cardinality="multiple", most=0, template="match_correct", key=both))
    assert [share(several, ids) for ids in (["a", "c"], ["a"])] == [1, 0]

    mapping = (
        '<mapping defaultValue="0" lowerBound="0"><mapEntry mapKey="A1" mappedValue="1"/>'
        '<mapEntry mapKey="A3" mappedValue="1"/><mapEntry mapKey="A2" mappedValue="-2"/></mapping>'
    )
    mapped, notes = item_of(
        CHOICE.format(cardinality="multiple", most=0, template="map_response", key=both + mapping)
    )
    assert [share(mapped, ids) for ids in (["a", "c"], ["a"], ["a", "b", "c"])] == [1, 0.5, 0]
    assert notes == []


def test_text_entries() -> None:
    """Words and numbers; within a sentence a gap stands where one types."""
    words, _ = item_of("""
<responseDeclaration identifier="R" cardinality="single" baseType="string"><correctResponse><value>Ohrid</value>
</correctResponse><mapping defaultValue="0"><mapEntry mapKey="Ohrid" mappedValue="2"/><mapEntry mapKey="Prespa"
mappedValue="1"/></mapping></responseDeclaration>
<itemBody><p>The lake is <textEntryInteraction responseIdentifier="R" expectedLength="10"/>.</p></itemBody>""")
    assert words is not None
    assert (words["type"], words["stem"]["en"]) == ("short_text", "The lake is _____.")
    assert [share(words, word) for word in ("Ohrid", "Prespa")] == [1, 0.5]

    number, _ = item_of("""
<responseDeclaration identifier="R" cardinality="single" baseType="float"><correctResponse><value>288</value></correctResponse>
</responseDeclaration><itemBody><p>How deep is it?</p><p><textEntryInteraction responseIdentifier="R"/></p></itemBody>
<responseProcessing><responseCondition><responseIf><equal toleranceMode="relative" tolerance="5 5"><variable identifier="R"/>
<correct identifier="R"/></equal><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue>
</setOutcomeValue></responseIf></responseCondition></responseProcessing>""")
    assert [share(number, raw) for raw in ("288", "300", "310")] == [1, 1, 0]


def test_gaps_in_a_text() -> None:
    """Inline choices and words to be dragged are blanks."""
    inline, _ = item_of("""
<responseDeclaration identifier="R1" cardinality="single" baseType="identifier"><correctResponse><value>x</value></correctResponse></responseDeclaration>
<responseDeclaration identifier="R2" cardinality="single" baseType="string"><correctResponse><value>Sava</value></correctResponse></responseDeclaration>
<itemBody><p>The <inlineChoiceInteraction responseIdentifier="R1" shuffle="false"><inlineChoice identifier="x">Una</inlineChoice>
<inlineChoice identifier="y">Ibar</inlineChoice></inlineChoiceInteraction> joins the <textEntryInteraction responseIdentifier="R2"/>.</p></itemBody>""")
    assert inline is not None
    assert inline["text"]["en"] == "The [[blank-1]] joins the [[blank-2]]."
    assert share(inline, {"blank-1": "x", "blank-2": "sava"}) == 1

    gaps, _ = item_of("""
<responseDeclaration identifier="R" cardinality="multiple" baseType="directedPair"><correctResponse><value>W g1</value><value>S g2</value></correctResponse></responseDeclaration>
<itemBody><gapMatchInteraction responseIdentifier="R" shuffle="false"><prompt>Drag.</prompt><gapText identifier="W" matchMax="1">winter</gapText>
<gapText identifier="S" matchMax="1">summer</gapText><p>Now is the <gap identifier="g1"/>, then <gap identifier="g2"/>.</p></gapMatchInteraction></itemBody>""")
    assert gaps is not None
    assert (gaps["stem"]["en"], gaps["text"]["en"]) == ("Drag.", "Now is the [[blank-1]], then [[blank-2]].")
    assert share(gaps, {"blank-1": "a", "blank-2": "b"}) == 1


@pytest.mark.parametrize(
    "body, why",
    [
        ("<itemBody><p>Read.</p></itemBody>", "no interaction"),
        ('<itemBody><associateInteraction responseIdentifier="R"/></itemBody>', "associateInteraction has no counterpart"),
        ('<templateDeclaration identifier="N"/><itemBody/>', "come from templates"),
        ('<itemBody><p>x</p><extendedTextInteraction responseIdentifier="A"/><extendedTextInteraction responseIdentifier="B"/></itemBody>', "2 interactions"),
        ("", "no body"),
    ],
)  # fmt: skip
def test_what_has_no_counterpart_is_told(body: str, why: str) -> None:
    """Each item with its reason."""
    item, notes = item_of(body)
    assert item is None
    assert [note.dropped for note in notes] == [True]
    assert why in notes[0].text


def test_a_package_with_a_broken_item_gives_the_others() -> None:
    """The broken one and one that is not there are told; QTI 1.2 is named."""
    manifest = (
        '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>{}</resources></manifest>'
    )
    entry = '<resource identifier="i{0}" type="imsqti_item_xmlv2p2" href="{0}.xml"/>'
    essay = '<itemBody><p>Write.</p><extendedTextInteraction responseIdentifier="R"/></itemBody>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("imsmanifest.xml", manifest.format("".join(entry.format(n) for n in (1, 2, 3))))
        package.writestr("1.xml", ITEM.format(number=1, body=essay))
        package.writestr("2.xml", "<!DOCTYPE x><assessmentItem/>")
    read = read_qti(packed.getvalue(), "p.zip", "en")
    assert [item["id"] for item in read.items] == ["q1"]
    assert [note.item for note in read.notes if note.dropped] == ["2.xml", "3.xml"]

    old = io.BytesIO()
    with zipfile.ZipFile(old, "w") as package:
        package.writestr("imsmanifest.xml", manifest.format('<resource type="imsqti_xmlv1p2" href="a.xml"/>'))
    with pytest.raises(NastavaError, match=r"QTI 1\.2"):
        read_qti(old.getvalue(), "old.zip", "en")


def test_a_table_from_a_spreadsheet() -> None:
    """Semicolons, other words for columns, types that follow from what is there."""
    table = (
        "Question;Answer;Option 1;Option 2;Option 3;Feedback 1;Tolerance\n"
        "Which flows through Novi Sad?;Dunav;Tisa;Dunav;Sava;Near it.;\n"
        "Which are lakes?;a, 2;Ohrid;Skadar;Sava;;\n"
        "Prespa is a lake.;TRUE;;;;;\n"
        "How many seas?;1,5;;;;;± 10 %\n"
        "The capital?;Podgorica | Titograd;;;;;\n"
        "Describe it.;;;;;;\n"
        ";;;;;;\n"
        "Broken?;d;One;Two;;;\n"
    )
    read = read_csv(table.encode(), "t.csv", "en")
    kinds = [item["type"] for item in read.items]
    assert kinds == ["single_choice", "multiple_choice", "true_false", "numeric", "short_text", "essay"]
    assert share(read.items[0], "b") == share(read.items[1], ["a", "b"]) == share(read.items[3], "1.6") == 1
    assert read.items[0]["options"][0]["feedback"] == {"en": "Near it."}
    assert [(note.item, note.text) for note in read.notes] == [("row 9", "its key 'd' names no option")]


def test_the_table_in_the_guide_is_read() -> None:
    """What an author copies from the page becomes a question."""
    guide = (content_root() / "docs" / "exchange.md").read_text(encoding="utf-8")
    table = re.search(r"```\n(id,.*?)```", guide, re.DOTALL)
    assert table is not None
    (item,) = bank_data("t", read_csv(table[1].encode(), "t.csv", "en"), pictures="t")["items"]
    assert item["tags"] == {"topic": "kfor", "bloom": "remember"}
    assert share(item, "b") == 1
