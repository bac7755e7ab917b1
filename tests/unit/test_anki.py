"""Practice banks in Anki: opened by Anki's own library, which imports them and renders each card."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.unit.examples import FOLDER
from typer.testing import CliRunner

from nastava.cli import app
from nastava.errors import NastavaError
from nastava.interop.anki import anki_package
from nastava.items import TYPES
from nastava.quizzes import Bank, load_bank

if TYPE_CHECKING:
    from anki.collection import Collection

# Where ``make`` has put it, apart from all else; after all else, so that nothing is replaced.
sys.path.append(str(Path(sys.prefix, "anki")))
EXAMPLES = sorted(FOLDER.glob("*.yaml"))
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """A learner's Anki."""
    from anki.collection import Collection

    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def bring_in(collection: Collection, package: bytes, folder: Path) -> None:
    path = folder / "cards.apkg"
    path.write_bytes(package)
    from anki.import_export_pb2 import ImportAnkiPackageRequest

    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path)))


def note_of(collection: Collection, id_: str):
    (found,) = collection.find_notes(f'"Id:{id_}"')
    return collection.get_note(found)


def words_of(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", markup, flags=re.DOTALL)).split())


class Pictures(HTMLParser):
    """The pictures of a page, with their words."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.found.append(dict(attrs))


@pytest.mark.parametrize("code", ["en", "sr", "sr-Cyrl"])
def test_every_card_of_every_type_renders(collection: Collection, tmp_path: Path, code: str) -> None:
    """The front asks and offers, the back has the key and the explanation; no picture is missing."""
    banks = [load_bank(path) for path in EXAMPLES]
    bring_in(collection, anki_package(banks, [code]), tmp_path)
    asked = [(bank, item) for bank in banks for item in bank.items if not item.survey]

    assert {item.type for _, item in asked} == set(TYPES)
    assert collection.card_count() == len(asked)
    for bank, item in asked:
        (card,) = note_of(collection, f"{bank.id}/{item.id} ({code})").cards()
        front, back = card.question(), card.answer()
        assert "{{" not in front + back
        assert "data:image" not in front + back
        assert bool(item.picture) <= bool(Pictures(front).found), item.id
        assert all(picture["alt"] for picture in Pictures(front).found)
        assert len(words_of(front)) > 15, item.id
        assert words_of(back).startswith(words_of(front))
        assert len(words_of(back)) > len(words_of(front)) + 20, item.id
    checked = collection.media.check()
    assert (list(checked.missing), list(checked.unused)) == ([], [])


def test_the_key_is_on_the_back_alone(collection: Collection, tmp_path: Path) -> None:
    """A single choice shows its options; which is right stands behind."""
    bank = load_bank(FOLDER / "single-choice.yaml")
    bring_in(collection, anki_package([bank], ["en"]), tmp_path)
    for item in (item for item in bank.items if not item.survey):
        (card,) = note_of(collection, f"{bank.id}/{item.id} (en)").cards()
        own = words_of(card.answer())[len(words_of(card.question())) :]
        assert item.key_in_words("en").split()[0] in own


def test_a_second_export_brings_up_to_date_and_duplicates_nothing(
    collection: Collection, tmp_path: Path
) -> None:
    """A changed question keeps its card and what Anki knows of it; the count stays."""
    bank = load_bank(FOLDER / "single-choice.yaml")
    bring_in(collection, anki_package([bank], ["en", "sr"], at=1_700_000_000), tmp_path)
    count = collection.note_count()
    id_ = f"{bank.id}/{bank.items[0].id} (en)"
    (card,) = note_of(collection, id_).cards()
    card.ivl, card.reps, card.type, card.queue = 30, 7, 2, 2
    collection.update_card(card)

    stem = dict(bank.items[0].stem) | {"en": "Asked in other words?"}
    changed = bank.items[0].model_copy(update={"stem": stem})
    later = bank.model_copy(update={"items": (changed, *bank.items[1:])})
    bring_in(collection, anki_package([later], ["en", "sr"], at=1_700_000_100), tmp_path)

    assert (
        collection.note_count()
        == collection.card_count()
        == count
        == 2 * sum(not item.survey for item in bank.items)
    )
    (again,) = note_of(collection, id_).cards()
    assert "Asked in other words?" in again.question()
    assert (again.id, again.ivl, again.reps) == (card.id, 30, 7)


def test_the_courses_own_banks_come_in_both_languages(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All practice questions, a deck per quiz and language, with sources that are links."""
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["export", "--to", "anki", "--language", "en", "--language", "sr"])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Wrote nastava-en-sr.apkg: quizzes 9, questions 214, languages en, sr.")

    bring_in(collection, (tmp_path / "nastava-en-sr.apkg").read_bytes(), tmp_path)

    assert collection.note_count() == 2 * 214
    decks = {deck.name for deck in collection.decks.all_names_and_ids()}
    assert {"Nastava::KFOR in 2023", "Nastava::KFOR u 2023. godini"} <= decks
    for number in collection.find_cards(""):
        back = collection.get_card(number).answer()
        assert 'href="http' in back or "nastava::five-moves" in collection.get_card(number).note().tags
    assert list(collection.media.check().missing) == []


def ask(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["export", *arguments])
    return str(result.exception) if isinstance(result.exception, NastavaError) else str(result.output)


def test_what_cannot_be_exported_is_told_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A graded quiz, an unknown format, a name without its ending, a missing library."""
    monkeypatch.chdir(tmp_path)
    single = str(FOLDER / "single-choice.yaml")
    graded = tmp_path / "graded" / "single-choice.yaml"
    graded.parent.mkdir()
    graded.write_text(
        Path(single).read_text(encoding="utf-8").replace("\nitems:", "\nmode: graded\nitems:", 1),
        encoding="utf-8",
    )
    assert "a graded quiz is not exported" in ask(str(graded), "--to", "anki")
    assert ask(single, "--to", "paper").startswith("Format 'paper' is not known. Use one of: anki")
    assert "ends in .apkg" in ask(single, "--to", "anki", "--output", "cards.zip")
    assert "There is no quiz 'kfr'" in ask("kfr", "--to", "anki")
    monkeypatch.setitem(sys.modules, "genanki", None)
    assert 'python -m pip install "nastava[interop]"' in ask(single, "--to", "anki")
    assert not list(tmp_path.glob("*.apkg"))


def test_numbers_that_vary_are_the_same_in_every_export(tmp_path: Path, collection: Collection) -> None:
    """A question with drawn numbers asks the same again, so that its card can be remembered."""
    banks: list[Bank] = [load_bank(FOLDER / "numeric.yaml"), load_bank(FOLDER / "ordering.yaml")]

    def fronts() -> dict[str, str]:
        return {note["Id"]: note["Question"] for note in map(collection.get_note, collection.find_notes(""))}

    bring_in(collection, anki_package(banks, ["en"], at=1_700_000_000), tmp_path)
    first = fronts()
    bring_in(collection, anki_package(banks, ["en"], at=1_700_000_100), tmp_path)

    assert fronts() == first
    assert "{{" not in "".join(first.values())
