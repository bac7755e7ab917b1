"""Banks that go out in a format and come back: the same items, or a note on what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.examples import FOLDER
from tests.unit.exchanged import essence

from nastava.content import quizzes_dir
from nastava.interop.bank_file import bank_data, completed
from nastava.interop.formats import FORMATS
from nastava.interop.model import settled
from nastava.items import TYPES
from nastava.quizzes import Bank, load_bank

EXAMPLES = sorted(FOLDER.glob("*.yaml"))
COURSE = sorted(quizzes_dir().glob("*.yaml"))
#: Types that a format has no place for.
UNKNOWN = {
    "moodle-xml": set[str](),
    "gift": {"hotspot", "cloze", "ordering"},
    "qti21": set(),
    "qti3": set(),
    "csv": {"hotspot", "cloze"},
}
#: Fields that come back whatever a note says.
ALWAYS = {"type", "explanation", "tags", "options", "key", "pairs", "entries", "accept", "partly", "near"}
#: What a note may say that touches one of these.
TOUCHED = {
    "the formatting of its choices": {"pairs"},
    "the number at which a list begins": {"explanation"},
    "words in another language": {"explanation", "options"},
}


def there_and_back(bank: Bank, format_: str, codes: list[str]):
    """What was written of a bank, and what was read of that."""
    known = FORMATS[format_]
    written = known.write(bank, codes)
    read = known.read(written.content, f"x{known.suffix}", codes[0])
    return written, read, bank_data(bank.id, read, pictures="pictures")


def compared(bank: Bank, format_: str, codes: list[str]) -> int:
    """Compare each item that went out with what came back; return how many there are."""
    written, read, data = there_and_back(bank, format_, codes)
    noted = {note.item: note for note in written.notes}
    back = {item["id"]: completed(item) for item in data["items"]}
    sent_as = settled(bank, pictures=format_ not in {"gift", "csv"})
    known = [item for item, _ in sent_as if not (item.id in noted and noted[item.id].dropped)]

    assert [item.id for item in known] == list(back)
    assert read.notes == []
    for item in known:
        for code in codes:
            sent = essence(item, code, shuffle=bank.shuffle)
            got = essence(back[item.id], code, shuffle=data.get("shuffle", False))
            fields = set(sent) if item.id not in noted else sent.keys() & ALWAYS
            for words, touched in TOUCHED.items():
                fields -= touched if item.id in noted and words in noted[item.id].text else set()
            if format_ in {"gift", "csv"}:
                fields -= {"shuffle"}  # neither has a word for it
            for field in fields:
                assert got[field] == sent[field], (item.id, field)
    return len(known)


@pytest.mark.parametrize("code", ["en", "sr"])
@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_type_comes_back_the_same(path: Path, format_: str, code: str) -> None:
    """An item without a note is the same afterwards, to the last field; one with a note keeps question and key."""
    bank = load_bank(path)
    types = {item.type for item in bank.items if not item.survey}
    if types & UNKNOWN[format_]:
        written = FORMATS[format_].write(bank, [code])
        assert {note.item for note in written.notes if note.dropped} == {item.id for item in bank.items}
    else:
        assert compared(bank, format_, [code]) > 0


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("path", COURSE, ids=lambda path: path.stem)
def test_the_courses_own_banks_come_back(path: Path, format_: str) -> None:
    """All that the format knows of; each of the others has a note."""
    bank = load_bank(path)
    count = compared(bank, format_, ["en"])
    assert count == sum(item.type not in UNKNOWN[format_] for item in bank.items)


@pytest.mark.parametrize("path", [*EXAMPLES, COURSE[0]], ids=lambda path: path.stem)
def test_moodle_holds_both_languages_in_one_file(path: Path) -> None:
    """Each text comes back in each language, but for texts with blanks, which are marked in one."""
    bank = load_bank(path)
    rest = tuple(item for item in bank.items if item.type != "cloze")
    if rest:
        compared(bank.model_copy(update={"items": rest}), "moodle-xml", ["en", "sr"])
    cloze = tuple(item for item in bank.items if item.type == "cloze")
    if cloze:
        written, _, data = there_and_back(
            bank.model_copy(update={"items": cloze}), "moodle-xml", ["en", "sr"]
        )
        assert all("in any language but 'en'" in note.text for note in written.notes)
        assert all(
            set(item["text"]) == {"en"} and set(item["stem"]) == {"en", "sr"} for item in data["items"]
        )


@pytest.mark.parametrize("format_", FORMATS)
def test_every_type_is_known_or_named(format_: str) -> None:
    """No type of question is dropped in silence."""
    banks = [load_bank(path) for path in FOLDER.glob("*.yaml")]
    sent: set[str] = set()
    for bank in banks:
        written = FORMATS[format_].write(bank, ["en"])
        dropped = {note.item for note in written.notes if note.dropped}
        assert written.items == len(bank.items) - len(dropped)
        sent |= {item.type for item in bank.items if item.id not in dropped}
    assert sent == set(TYPES) - UNKNOWN[format_]


@pytest.mark.parametrize("format_", FORMATS)
def test_a_second_export_is_the_same_file(format_: str) -> None:
    """What is written follows from the bank alone."""
    bank = load_bank(FOLDER / "numeric.yaml")
    assert FORMATS[format_].write(bank, ["en"]).content == FORMATS[format_].write(bank, ["en"]).content
