"""``nastava course roster``: a class list into the gradebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nastava.errors import NastavaError
from nastava.light import without_iri_grammar

if TYPE_CHECKING:
    from nastava.classroom.roster import Changes, Entry

_HUBS = ("tljh", "kubernetes")
#: Most lines of one kind that are printed.
_SHOWN = 20


def roster(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Class list as a table, CSV with a first line of names.")
    ],
    *,
    id_column: Annotated[
        str | None,
        typer.Option(
            "--id",
            metavar="COLUMN",
            help="Column with the name that students log in by.",
            show_default="told from the file",
        ),
    ] = None,
    hub: Annotated[
        str | None,
        typer.Option(metavar="|".join(_HUBS), help="Enter students under the names of this hub's accounts."),
    ] = None,
    names: Annotated[
        Path | None,
        typer.Option(
            "--names",
            metavar="FILE",
            help="Write the names at login too, one a line, for the hub's configuration.",
        ),
    ] = None,
    encoding: Annotated[str, typer.Option(help="How the file is written, such as cp1250.")] = "utf-8",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
    ] = False,
    folder: Annotated[
        Path | None, typer.Option("--course", help="Folder of the course. Default: this one.")
    ] = None,
) -> None:
    """Enter a class list into the gradebook.

    Reads lists of nbgrader's own kind and exports of Moodle and Canvas, with commas, semicolons or tabs. The whole list
    is checked first, and nothing is written while a line is at fault. Running it again changes nothing; nobody is removed.
    """  # fmt: skip
    without_iri_grammar()
    from nastava.classroom.course import gradebook_address, read_settings
    from nastava.classroom.roster import compare, enter, read_roster

    if hub is not None and hub not in _HUBS:
        raise NastavaError(f"Hub '{hub}' is not known. Use one of: {', '.join(_HUBS)}.")
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise NastavaError(f"{file} can't be read ({error.strerror or error}).") from None
    settings = read_settings((folder or Path.cwd()).absolute())
    listed = read_roster(raw, str(file), encoding=encoding, id_column=id_column, hub=hub)
    for fault in listed.faults:
        typer.echo(f"{file}, {fault}", err=True)
    if listed.faults:
        raise NastavaError(f"Faults: {len(listed.faults)}. Nothing was written.")
    read_from = ", ".join(
        f"{what.replace('_', ' ')} from '{column}'" for what, column in listed.columns.items()
    )
    typer.echo(f"{file}: students {len(listed.entries)}; {read_from}.")
    url = gradebook_address(settings.coursedir)
    if dry_run:
        _tell(compare(url, listed.entries), would=True)
        typer.echo("Nothing was written.")
        return
    _tell(enter(url, str(settings.coursedir.course_id), listed.entries), would=False)
    if names is not None:
        _write_names(names, listed.entries)


def _tell(changes: Changes, *, would: bool) -> None:
    """Print what changes, or would change."""
    from nastava.classroom.roster import FIELDS

    lines = {
        "+": [f"{person.id}: {person.name}" for person in changes.added],
        "~": [
            f"{after.id}: " + ", ".join(
                f"{field.replace('_', ' ')} {getattr(before, field) or '–'} → {getattr(after, field)}"
                for field in FIELDS
                if getattr(before, field) != getattr(after, field)
            )
            for before, after in changes.changed
        ],
        "?": [f"{id_}: in the gradebook, not on the list; left there" for id_ in changes.others],
    }  # fmt: skip
    for mark, told in lines.items():
        for line in told[:_SHOWN]:
            typer.echo(f"{mark} {line}")
        if len(told) > _SHOWN:
            typer.echo(f"{mark} … and {len(told) - _SHOWN} more")
    verb = "Would be added" if would else "Added"
    typer.echo(f"{verb}: {len(changes.added)}. Changed: {len(changes.changed)}. As before: {changes.same}.")


def _write_names(path: Path, entries: tuple[Entry, ...]) -> None:
    from nastava.atomic import write_atomically

    try:
        write_atomically(path, "".join(f"{entry.login}\n" for entry in entries).encode())
    except OSError as error:
        raise NastavaError(
            f"{path} can't be written ({error.strerror or error}). The gradebook has the list; name another file."
        ) from None
    typer.echo(f"Wrote {path}.")
