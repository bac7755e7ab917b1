"""The command line: one verb, one module."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from nastava.cli.check import check
from nastava.cli.course import course
from nastava.cli.essays import essays
from nastava.cli.export import export
from nastava.cli.grade import grade
from nastava.cli.hand_in import hand_in
from nastava.cli.import_ import import_questions
from nastava.cli.lab import lab
from nastava.cli.new import new
from nastava.cli.preview import preview
from nastava.cli.print import print_quiz
from nastava.cli.record import record
from nastava.cli.report import report
from nastava.cli.review import review
from nastava.cli.similar import similar
from nastava.cli.solution import solution
from nastava.errors import NastavaError

app = typer.Typer(
    name="nastava",
    help="A course for Jupyter that people can run, be graded on, and remember.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # a user's mistake prints one line, a bug its plain traceback
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"nastava {version('nastava')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """A course for Jupyter that people can run, be graded on, and remember."""


app.command()(lab)
app.command("hand-in")(hand_in)
app.command()(solution)
app.command()(check)
app.command("print")(print_quiz)
app.command()(export)
app.command("import")(import_questions)
app.command()(preview)
app.add_typer(new, name="new")
app.command()(essays)
app.command()(similar)
app.command()(grade)
app.command()(review)
app.add_typer(record, name="record")
app.command()(report)
app.add_typer(course, name="course")


def main() -> None:
    """Run the command line; a user's mistake ends with one message and exit code 1.

    The folder of this Python's own programs comes first on the PATH: nbgrader calls ``alembic`` by name
    and fails in an environment that isn't activated.

    Example:
        >>> callable(main)
        True
    """
    programs = str(Path(sys.executable).parent)
    if programs not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = programs + os.pathsep + os.environ.get("PATH", os.defpath)
    try:
        app()
    except NastavaError as error:
        typer.echo(f"nastava: {error}", err=True)
        sys.exit(1)
