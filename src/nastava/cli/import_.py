"""``nastava import``: questions of other systems as a bank."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nastava.errors import NastavaError

if TYPE_CHECKING:
    from nastava.interop.model import Note, Read

#: Names of formats, as ``nastava.interop.formats`` has them.
FORMATS = ("moodle-xml", "gift", "qti21", "qti3", "csv")


def import_questions(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="File of another system; several if each is the same quiz in another language.",
            show_default=False,
        ),
    ],
    *,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="|".join(FORMATS), help="Format.", show_default="told from the file"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="BANK",
            help="Bank to write.",
            show_default="FILE.yaml, in quizzes if it is here",
        ),
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option(
            metavar="en|sr|sr-Cyrl",
            help="Language of its texts; of several files one each, in their order.",
            show_default="the folder's",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a bank that is there.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with exit code 1 if anything is left out.")
    ] = False,
) -> None:
    """Write a bank of questions that come from another system.

    Reads Moodle XML, GIFT, QTI 2 and 3, and tables in CSV. What has no counterpart is told item by item.
    What the file lacks, such as the other language or the facts, is counted, and nastava check names the places.
    """
    from nastava.interop.bank_file import bank_data, bank_yaml
    from nastava.interop.formats import FORMATS as KNOWN
    from nastava.interop.names import slug
    from nastava.quizzes.template import checked_id

    if from_ is not None and from_ not in KNOWN:
        raise NastavaError(f"Format {from_!r} is not known. Use one of: {', '.join(KNOWN)}.")
    target = output or _place(slug(files[0].stem, "imported"))
    if target.suffix not in {".yaml", ".yml"}:
        raise NastavaError(f"{target}: a bank ends in .yaml. Give such a name with --output.")
    id_ = checked_id(target.stem)
    if target.exists() and not force:
        raise NastavaError(
            f"{target} exists already. Name another with --output, or replace it with --force."
        )
    read = _read(files, from_, language or [])
    data = bank_data(id_, read, pictures=id_)
    tell(read.notes)
    if not data["items"]:
        raise NastavaError(f"{files[0]}: no question in it has a counterpart here. Nothing was written.")
    text = bank_yaml(data, schema=(target.parent / "bank.schema.json").is_file())
    _write(target, text, read, id_)
    dropped = sum(note.dropped for note in read.notes)
    left = f", left out {dropped}" if dropped else ""
    typer.echo(f"Wrote {target}: questions {len(data['items'])}{left}. {_missing(target, data)}")
    if strict and read.notes:
        raise typer.Exit(1)


def _read(files: list[Path], from_: str | None, languages: list[str]) -> Read:
    """Return what the files hold, as one where they are several.

    Raises:
        NastavaError: one can't be read, or it is not said which language each is in.
    """
    from nastava.interop.formats import FORMATS as KNOWN
    from nastava.interop.formats import format_of, read_file
    from nastava.interop.merge import merge
    from nastava.text.languages import current_language
    from nastava.text.languages import language as known_language

    codes = [known_language(current_language(code)) for code in languages or [""]]
    written = [language.content or language.code for language in codes]
    if len(written) != len(files) or len(set(written)) < len(written):
        raise NastavaError(
            f"{len(files)} files are given in {len(set(written))} languages. Say with --language, once for each file, "
            f"which language it is in."
        )
    read: Read | None = None
    for file, code in zip(files, written, strict=True):
        raw = read_file(file)
        one = KNOWN[from_ or format_of(raw, file)].read(raw, file.name, code)
        read = one if read is None else merge(read, one)
    assert read is not None  # noqa: S101  # at least one file is asked for
    return read


def tell(notes: list[Note]) -> None:
    """Print what became of items that could not go over whole."""
    for note in notes:
        typer.echo(str(note), err=True)


def _place(id_: str) -> Path:
    return (Path("quizzes") if Path("quizzes").is_dir() else Path()) / f"{id_}.yaml"


def _write(target: Path, text: str, read: Read, id_: str) -> None:
    """Write the pictures that the bank shows, then the bank."""
    from nastava.atomic import write_atomically

    try:
        for name, content in read.pictures.items():
            if f"]({id_}/{name})" in text:
                write_atomically(target.parent / id_ / name, content)
        write_atomically(target, text.encode())
    except OSError as error:
        raise NastavaError(
            f"{target}: it can't be written ({error.strerror or error}). Choose another place with --output."
        ) from None


def _missing(target: Path, data: Mapping[str, Any]) -> str:
    """Return in a sentence or two what the bank still lacks."""
    from nastava.cli.check import check_bank
    from nastava.interop.bank_file import lacking

    missing = ", ".join(f"{what} ({count})" for what, count in lacking(data).items())
    if missing:
        return f"Questions that still lack something: {missing}. nastava check {target} names the places."
    _bank, faults = check_bank(target)
    return f"nastava check {target} names {len(faults)} faults to mend." if faults else "It has no faults."
