"""``nastava export --to`` and ``nastava import`` as their users meet them, bad files among them."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from tests.unit.examples import FOLDER
from typer.testing import CliRunner, Result

from nastava.cli import app
from nastava.cli.export import FORMATS as EXPORTED
from nastava.cli.import_ import FORMATS as IMPORTED
from nastava.errors import NastavaError
from nastava.interop.formats import FORMATS
from nastava.interop.model import MAX_BYTES
from nastava.quizzes import load_bank
from nastava.text.languages import pick
from nastava.text.markdown import to_html

FILES = Path(__file__).parent / "exchange"
BOMB = b"""<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<quiz><question type="essay"><name><text>&c;</text></name></question></quiz>"""
OUTSIDE = b"""<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question><text>&x;</text></question></quiz>"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of the command."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def told(result: Result) -> str:
    """The one line that a user reads of a mistake."""
    assert isinstance(result.exception, NastavaError), result.output
    line = str(result.exception)
    assert "\n" not in line
    return line


def only(folder: Path, *names: str) -> None:
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == sorted(names)


def test_the_formats_are_those_that_there_are() -> None:
    """Help and code name the same ones."""
    assert (*FORMATS,) == IMPORTED == EXPORTED[1:]


@pytest.mark.parametrize("format_", FORMATS)
def test_a_quiz_goes_out_and_comes_in(folder: Path, format_: str) -> None:
    """One command each; what the bank still lacks is then named by nastava check."""
    out = run("export", FOLDER / "true-false.yaml", "--to", format_, "--language", "sr")
    assert out.exit_code == 0, out.output
    (file,) = folder.iterdir()
    assert file.name.startswith("true-false-sr")
    assert f"Wrote {file.name}: questions 2, languages sr." in out.output
    got = run("import", file, "--output", "back.yaml", "--language", "sr")
    assert got.exit_code == 0, got.output
    assert (
        "Wrote back.yaml: questions 2. Questions that still lack something: texts in 'en' (2)." in got.output
    )
    assert "nastava check back.yaml names the places" in got.output
    checked = run("check", "back.yaml")
    assert checked.exit_code == 1
    faults = [line for line in checked.output.splitlines() if "Mend:" in line]
    assert faults
    assert all("has no text in 'en'" in line for line in faults)


def test_both_languages_make_one_file_for_moodle_or_a_file_each(folder: Path) -> None:
    """With --mlang the bank that comes back has no faults at all."""
    quiz = FOLDER / "true-false.yaml"
    languages = ("--language", "en", "--language", "sr")
    assert run("export", quiz, "--to", "gift", *languages).exit_code == 0
    only(folder, "true-false-en.gift", "true-false-sr.gift")
    assert run("export", quiz, "--to", "moodle-xml", "--mlang", *languages).exit_code == 0
    assert "{mlang en,other}" in Path("true-false-en-sr.xml").read_text(encoding="utf-8")
    got = run("import", "true-false-en-sr.xml", "--output", "true-false.yaml")
    assert "It has no faults." in got.output
    before, after = load_bank(quiz), load_bank(Path("true-false.yaml"))
    assert [item.stem for item in after.items] == [item.stem for item in before.items]
    assert "--mlang is for moodle-xml" in told(run("export", quiz, "--to", "gift", "--mlang", *languages))
    assert "--mlang is for moodle-xml" in told(run("export", quiz, "--to", "anki", "--mlang"))
    both = run("export", quiz, "--to", "gift", *languages, "--output", "both.gift")
    assert "this makes 2" in told(both)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", ["matching", "ordering", "grouping", "multiple-choice", "true-false"])
def test_a_file_for_each_language_makes_one_bank_again(name: str, format_: str) -> None:
    """Texts stand side by side, whatever ids the files gave; with them the bank is whole."""
    if name == "ordering" and format_ == "gift":
        pytest.skip("GIFT has no such type")
    for code in ("en", "sr"):
        assert run("export", FOLDER / f"{name}.yaml", "--to", format_, "--language", code).exit_code == 0
    files = sorted(Path().glob(f"{name}-*"))
    got = run("import", *files, "--language", "en", "--language", "sr", "--output", f"{name}.yaml")
    assert "It has no faults." in got.output, got.output
    before, after = load_bank(FOLDER / f"{name}.yaml"), load_bank(Path(f"{name}.yaml"))
    for old, new in zip(before.items, after.items, strict=True):
        for code in ("en", "sr"):
            assert new.key_in_words(code) != ""
            assert to_html(pick(new.stem, code)) == to_html(pick(old.stem, code))


def test_files_in_two_languages_are_not_mixed_up() -> None:
    """Each names its language; what differs keeps to the first, and is told."""
    Path("en.gift").write_text("::One::Who? {=NATO ~UN}\n\n::Two::What? {=A ~B}", encoding="utf-8")
    Path("sr.gift").write_text("::One::Ko? {=NATO ~UN ~EU}\n\n::Three::Kad? {=A ~B}", encoding="utf-8")
    assert "2 files are given in 1 languages" in told(run("import", "en.gift", "sr.gift"))
    got = run("import", "en.gift", "sr.gift", "--language", "en", "--language", "sr", "--output", "x.yaml")
    assert "[one] its languages differ in options; the first is kept" in got.stderr
    assert "[two] it stands in one of the files alone" in got.stderr
    assert "[three] left out: the first file has no such question" in got.stderr


def test_what_is_left_out_is_told_on_stderr(folder: Path) -> None:
    """Item by item, with exit code 0, or 1 on request."""
    mixed = (FOLDER / "true-false.yaml").read_text(encoding="utf-8") + (
        (FOLDER / "hotspot.yaml").read_text(encoding="utf-8").partition("items:\n")[2]
    )
    Path("mixed.yaml").write_text(mixed.replace("id: true-false", "id: mixed", 1), encoding="utf-8")
    plain = run("export", "./mixed.yaml", "--to", "gift")
    assert plain.exit_code == 0, plain.output
    assert "questions 2, left out 4" in plain.stdout
    assert plain.stderr.count("left out: GIFT has no question type like hotspot") == 4
    assert run("export", "./mixed.yaml", "--to", "gift", "--strict").exit_code == 1
    nothing = run("export", FOLDER / "hotspot.yaml", "--to", "csv")
    assert told(nothing) == "No question has a counterpart in csv. Nothing was written."
    only(folder, "mixed.yaml", "mixed-en.gift")
    got = run("import", FILES / "moodle.xml", "--strict")
    assert got.exit_code == 1
    assert "[Sum] left out: calculatedsimple: its numbers come from a formula" in got.stderr
    assert "Wrote moodle.yaml: questions 13, left out 6." in got.stdout


def test_a_bank_is_not_overwritten(folder: Path) -> None:
    """Unless --force says so; a folder called quizzes is where banks go."""
    (folder / "quizzes").mkdir()
    assert run("import", FILES / "moodle.xml").exit_code == 0
    assert (folder / "quizzes" / "moodle" / "map-small.png").is_file()
    bank = folder / "quizzes" / "moodle.yaml"
    bank.write_text("mine", encoding="utf-8")
    assert "exists already" in told(run("import", FILES / "moodle.xml"))
    assert bank.read_text(encoding="utf-8") == "mine"
    assert run("import", FILES / "moodle.xml", "--force").exit_code == 0
    assert bank.read_text(encoding="utf-8").startswith("id: moodle\n")
    assert "ends in .yaml" in told(run("import", FILES / "moodle.xml", "--output", "x.json"))
    assert "is not known" in told(run("import", FILES / "moodle.xml", "--from", "word"))


def test_an_import_is_read_back_by_check_with_its_pictures(folder: Path) -> None:
    """No fault says that something can't be read: only texts, facts and the like are missing."""
    run("import", FILES / "moodle.xml", "--output", "moodle.yaml")
    output = run("check", "moodle.yaml").output
    wanted = ("has no text in", "is missing", "tags", "facts")
    assert all(any(word in line for word in wanted) for line in output.splitlines() if "Mend:" in line)


BAD = {
    "bomb.xml": (BOMB, "declares a document type"),
    "outside.xml": (OUTSIDE, "declares a document type"),
    "wide.xml": (BOMB.decode().replace('<?xml version="1.0"?>', "").encode("utf-16"), "declares a document type"),
    "torn.xml": (b"<quiz><question type='essay'></quiz>", "torn.xml:1: no well-formed XML"),
    "deep.xml": (b"<quiz>" + b"<a>" * 50_000 + b"</a>" * 50_000 + b"</quiz>", "no well-formed XML"),
    "other.xml": (b"<html><body/></html>", "begins with <html>"),
    "empty.xml": (b"  \n", "the file is empty"),
    "nothing.xml": (b"<quiz></quiz>", "no question in it has a counterpart"),
    "latin.gift": ("Šta je KFOR? {=Snage}".encode("cp1250"), "is not UTF-8"),
    "latin.csv": ("stem,key\nŠta?,a".encode("cp1250"), "is not UTF-8"),
    "columns.csv": (b"a,b\n1,2\n", "there is no column 'stem'"),
    "long.csv": (b'stem,key\n"' + b"x" * 200_000 + b'",a\n', "no table in CSV"),
    "prose.txt": (b"Just a letter to a friend.", "the format can't be told"),
    "torn.zip": (b"PK\x03\x04torn", "can't be unpacked"),
    "other.zip": (None, "has no imsmanifest.xml"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gives_one_line(folder: Path, name: str) -> None:
    """Place, what is wrong, the mend; and nothing is written."""
    content, words = BAD[name]
    if content is None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as package:
            package.writestr("../../evil.xml", "<quiz/>")
        content = packed.getvalue()
    (folder / name).write_bytes(content)
    assert words in told(run("import", name))
    only(folder, name)


def test_a_file_of_200_megabytes_is_refused_unread(folder: Path) -> None:
    """By its size alone."""
    with (folder / "huge.xml").open("wb") as file:
        file.truncate(200 * 2**20)
    assert told(run("import", "huge.xml")) == "huge.xml: the file has 200 MiB, and 64 are read. Split it."
    only(folder, "huge.xml")


def test_a_package_that_unfolds_to_too_much_is_refused(folder: Path) -> None:
    """Before it is unfolded."""
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("imsmanifest.xml", b" " * (MAX_BYTES + 1))
    assert "unpacked the file is larger than 64 MiB" in told(run("import", "bomb.zip"))
    only(folder, "bomb.zip")


def test_html_that_is_nested_without_end_costs_its_question_alone(folder: Path) -> None:
    """The others come over."""
    deep = "&lt;div&gt;" * 20_000
    Path("deep.xml").write_text(
        f"<quiz><question type='essay'><name><text>Deep</text></name><questiontext format='html'><text>{deep}x"
        "</text></questiontext></question><question type='essay'><name><text>Flat</text></name><questiontext "
        "format='html'><text>Što je Neretva?</text></questiontext></question></quiz>",
        encoding="utf-8",
    )
    got = run("import", "deep.xml")
    assert got.exit_code == 0, got.output
    assert "[Deep]" in got.stderr
    assert "Što je Neretva?" in Path("deep.yaml").read_text(encoding="utf-8")


def test_names_and_texts_in_any_alphabet(folder: Path) -> None:
    """The file's name becomes an id; the texts stay as they are."""
    source = "::Први:: Шта је ћирилица? {=Писмо ~Језик}"
    Path("Питања (2024).gift").write_text(source, encoding="utf-8")
    got = run("import", "Питања (2024).gift", "--language", "sr-Cyrl")
    assert "Wrote pitanja-2024.yaml: questions 1." in got.output
    text = Path("pitanja-2024.yaml").read_text(encoding="utf-8")
    assert "id: prvi" in text
    assert "sr-Cyrl: Шта је ћирилица?" in text


def test_no_cell_of_a_table_is_a_formula(folder: Path) -> None:
    """A spreadsheet shows what an author wrote and works nothing out; the bank has it back as it was."""
    text = (FOLDER / "single-choice.yaml").read_text(encoding="utf-8")
    Path("cells.yaml").write_text(
        text.replace("id: single-choice", "id: cells", 1).replace(
            '{en: "NATO", sr: "NATO"}', '{en: "=HYPERLINK(1)", sr: "@x"}'
        ),
        encoding="utf-8",
    )
    run("export", "./cells.yaml", "--to", "csv")
    table = Path("cells-en.csv").read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK(1)" in table
    run("import", "cells-en.csv", "--output", "back.yaml")
    (item,) = yaml.safe_load(Path("back.yaml").read_text(encoding="utf-8"))["items"]
    assert item["options"][0]["text"] == {"en": "=HYPERLINK(1)"}


@pytest.mark.parametrize("missing", ["lxml", "markdownify"])
def test_a_missing_library_is_named(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, missing, None)
    assert f'needs {missing}, which is not installed. Run: python -m pip install "nastava[interop]"' in told(
        run("import", FILES / "moodle.xml")
    )
