"""``nastava essays``: what students wrote, in one file, to be marked by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nastava.atomic import write_atomically
from nastava.errors import NastavaError


def essays(
    assignment: Annotated[str, typer.Argument(help="Name of the assignment, such as kfor-2023.")],
    to: Annotated[
        Path | None, typer.Option("--to", help="File to write, .csv or .json. Default: print CSV.")
    ] = None,
    course: Annotated[
        Path | None, typer.Option("--course", help="Folder of the course. Default: this one.")
    ] = None,
) -> None:
    """Gather the essays that students handed in, to be marked by hand.

    One row per student and essay: student, quiz, item, words, text, points possible. A file that is there
    already is never written over, since it may hold marks.
    """
    from nastava.grading.essays import as_csv, as_json, collect_essays, open_course

    if to is not None:
        if to.suffix not in {".csv", ".json"}:
            raise NastavaError(
                f"'{to.name}' says no kind of file that is written here. End it with .csv or .json."
            )
        if to.exists():
            raise NastavaError(
                f"{to} is there already and may hold marks. Name another file, or move it away."
            )
    found = collect_essays(open_course(course or Path.cwd()), assignment)
    for problem in found.problems:
        typer.echo(problem, err=True)
    if to is None:
        typer.echo(as_csv(found.written), nl=False)
        return
    text = as_json(found.written) + "\n" if to.suffix == ".json" else as_csv(found.written)
    # The mark in front (BOM) tells Excel that the file is UTF-8.
    encoding = "utf-8" if to.suffix == ".json" else "utf-8-sig"
    try:
        write_atomically(to, text.encode(encoding))
    except OSError as error:
        raise NastavaError(
            f"{to} can't be written ({error.strerror}). Name another file with --to."
        ) from error
    students = len({one.student for one in found.written})
    typer.echo(f"Wrote {to}: essays {len(found.written)}, students {students}.")
