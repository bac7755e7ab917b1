"""``nastava report``: what worked in an assignment, in the terminal, as a page and as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from nastava.atomic import write_atomically
from nastava.errors import NastavaError
from nastava.light import without_iri_grammar


def report(
    assignment: Annotated[str, typer.Argument(help="Name of the assignment, such as kfor-2023.")],
    html: Annotated[
        Path | None, typer.Option("--html", help="Folder to write the page into, as ASSIGNMENT.html.")
    ] = None,
    course: Annotated[
        Path | None, typer.Option("--course", help="Folder of the course. Default: this one.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", help="Language of the report: en, sr, sr-Cyrl.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole report as JSON.")] = False,
    names: Annotated[bool, typer.Option("--names", help="Show names instead of pseudonyms.")] = False,
) -> None:
    """Tell what worked in an assignment, and what is worth a look.

    Scores, items, reliability, languages, failed checks. Reads the gradebook and the answer sheets handed in; changes neither. The page is one file that fetches nothing. It
    shows pseudonyms, unless names are asked for.
    """
    without_iri_grammar()
    from nastava.reports import class_report
    from nastava.text import current_language

    code = current_language(language)
    found = class_report(assignment, course, names=names)
    if html is not None:
        from nastava.reports.page import page

        path = html / f"{assignment}.html"
        try:
            write_atomically(path, page(found, code).encode("utf-8", "replace"))
        except OSError as error:
            raise NastavaError(
                f"{path} can't be written ({error.strerror}). Name another folder with --html."
            ) from error
    if as_json:
        typer.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
        return
    from nastava.cli.report_print import print_report

    print_report(found, code)
    if html is not None:
        typer.echo(f"Wrote {path}")
