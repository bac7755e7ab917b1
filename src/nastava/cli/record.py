"""``nastava record``: the whole record of one's answers as one file, back from it, or gone."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Annotated

import typer

from nastava.atomic import write_atomically
from nastava.errors import RecordError
from nastava.text.languages import current_language
from nastava.text.messages import translator

record = typer.Typer(
    name="record",
    help="The record of your answers: take it with you, bring it back, delete it.",
    no_args_is_help=True,
)


@record.command("export")
def export_record(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it, such as record.jsonl.")],
) -> None:
    """Write the whole record into one file: JSON, an answer a line."""
    from nastava.study.record_file import exported
    from nastava.study.reviewing import opened

    lines = list(exported(opened()))
    try:
        write_atomically(file, "".join(lines).encode("utf-8", "backslashreplace"), private=True)
    except OSError as error:
        raise RecordError(f"{file}: this can't be written ({error.strerror or error}).") from error
    _ = translator(current_language())
    typer.echo(_("Written to {file}. Entries: {n}.").format(file=file, n=len(lines) - 1))


@record.command("xapi")
def export_xapi(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it, such as answers.jsonl.")],
    *,
    actor: Annotated[
        str,
        typer.Option("--actor", metavar="WHO", help="Your e-mail address, or with --home an account's name."),
    ],
    home: Annotated[
        str | None, typer.Option("--home", metavar="URL", help="Address of the site that the account is of.")
    ] = None,
) -> None:
    """Write your answers as xAPI statements: JSON, a statement a line.

    A learning record store takes them; one that has them already keeps them once.
    """
    from nastava.interop.xapi import agent, statements
    from nastava.study.due import known_items
    from nastava.study.reviewing import opened
    from nastava.text.markdown import to_plain

    about = agent(actor, home)
    rows = (event.to_dict() for event in opened().events())
    stems = {
        key: {code: to_plain(text) for code, text in known.item.stem.items()}
        for key, known in known_items().items()
    }
    lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in statements(rows, about, stems)]
    try:
        write_atomically(file, "".join(lines).encode("utf-8", "backslashreplace"), private=True)
    except OSError as error:
        raise RecordError(f"{file}: this can't be written ({error.strerror or error}).") from error
    _ = translator(current_language())
    typer.echo(_("Written to {file}. Entries: {n}.").format(file=file, n=len(lines)))


@record.command("import")
def import_record(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A record that was exported.")],
) -> None:
    """Add an exported record to the one here. What is there already counts once."""
    from nastava.study.record import Record
    from nastava.study.record_file import imported

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise RecordError(f"{file}: this can't be read ({why}).") from error
    new = imported(Record(), io.StringIO(text), str(file))
    _ = translator(current_language())
    typer.echo(_("Entries that are new here: {n}.").format(n=new))


@record.command("delete")
def delete_record(
    *,
    answers: Annotated[
        bool, typer.Option("--answers", help="Delete the answer sheets of your quizzes too.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Delete the record of your answers from this computer, for good."""
    from nastava.study.record import Record
    from nastava.study.record_file import delete, sheets_of

    here = Record()
    _ = translator(current_language())
    typer.echo(_("This deletes for good: the record in {folder}.").format(folder=here.home))
    if answers:
        for sheet in sheets_of(here):
            typer.echo(f"  {sheet}")
    if not yes and not typer.confirm(_("Delete?")):
        typer.echo(_("Nothing was deleted."))
        return
    left = delete(here, answers=answers)
    typer.echo(_("Deleted."))
    if left:
        folders = ", ".join(sorted({str(sheet.parent) for sheet in left}))
        typer.echo(
            _("Your answer sheets are still in {folders}; with --answers they go too.").format(
                folders=folders
            )
        )
