"""``nastava course``: care of the instructor's course."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Annotated

import typer

from nastava.cli.course_roster import roster
from nastava.errors import NastavaError
from nastava.light import without_iri_grammar

course = typer.Typer(no_args_is_help=True, help="Look after the instructor's course.")
course.command()(roster)
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_MARKS = {"well": "✓", "warning": "!", "fault": "✗"}
#: Most students that are named one by one.
_NAMED = 20


@course.command("new")
def new_course(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the course, which is made.")],
) -> None:
    """Write a small course that works: a lesson, a practice quiz, an assignment with a graded quiz, settings, tests.

    Replace what is in it by your own, piece by piece. No file is written over.
    """
    from nastava.cli.course_new import ASSIGNMENT, write_course

    written = write_course(folder)
    typer.echo(f"Wrote {folder}: files {len(written)}. Go there, then:")
    typer.echo(f"  nastava check\n  nastava course doctor\n  nbgrader generate_assignment {ASSIGNMENT}")


@course.command()
def doctor(
    folder: Annotated[
        Path | None, typer.Option("--course", help="Folder of the course. Default: this one.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Say what this machine and the course here still lack, and how to mend it.

    Looks at versions, Jupyter's extensions, the sandbox, settings, the exchange folder, the gradebook, and who can read
    the keys; changes nothing. Ends with exit code 1 where there is a fault.
    """
    without_iri_grammar()
    from nastava.grading.doctor import examine

    found = []
    for finding in examine(folder or Path.cwd()):
        found.append(finding)
        if not as_json:
            typer.echo(f"{_MARKS[finding.state]} {finding.state:7}  {finding.check}: {finding.found}")
            if finding.mend:
                typer.echo(f"{'':11}{finding.mend.rstrip('.')}.")
    faults = sum(finding.state == "fault" for finding in found)
    if as_json:
        told = {"findings": [finding.to_dict() for finding in found], "faults": faults}
        typer.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        warnings = sum(finding.state == "warning" for finding in found)
        typer.echo(f"Faults: {faults}. Warnings: {warnings}.")
    if faults:
        raise typer.Exit(1)


@course.command()
def forget(
    student: Annotated[list[str] | None, typer.Argument(help="Ids of students.")] = None,
    older_than: Annotated[
        str | None,
        typer.Option("--older-than", help="All who last handed in longer ago: 90d, 12w, 18m or 2y."),
    ] = None,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False,
) -> None:
    """Delete what the course holds of students.

    That is submissions, graded notebooks, feedback, results and grades. Shows what would go, and asks. Copies elsewhere (backups, the exchange folder, downloaded archives, a learning
    platform) are out of its reach.
    """
    without_iri_grammar()
    from nastava.grading.engine.course import open_course
    from nastava.grading.forget import find, forget
    from nastava.grading.forget import older_than as longer_ago

    if bool(student) == (older_than is not None):
        raise NastavaError("Name students, or give --older-than; one of the two.")
    days = _days(older_than) if older_than is not None else 0
    opened = open_course(Path.cwd())
    held = find(opened, student or None)
    if older_than is not None:
        held, unknown = longer_ago(held, days, dt.datetime.now(dt.UTC))
        for one in unknown:
            typer.echo(f"{one.student}: nothing tells when they handed in; left as it is.", err=True)
        if not held:
            typer.echo("Nobody's last submission is as old as that. Nothing is deleted.")
            return
    for one in held[:_NAMED]:
        rows = ["the gradebook"] if one.in_gradebook else []
        places = [str(path.relative_to(opened.root)) if path.is_relative_to(opened.root) else str(path) for path in one.folders]  # fmt: skip
        typer.echo(f"{one.student}: {', '.join([*places, *rows])}")
    if len(held) > _NAMED:
        typer.echo(f"… and {len(held) - _NAMED} more")
    typer.echo("Not reached: backups, the exchange folder, downloaded archives, other systems.")
    if not yes and not typer.confirm(f"Delete all this of {len(held)} students for good?"):
        typer.echo("Nothing is deleted.")
        raise typer.Exit(1)
    forget(opened, held)
    typer.echo(f"Deleted: {len(held)}.")


@course.command()
def receipt(
    receipt: Annotated[
        str,
        typer.Argument(metavar="FILE|CODE", help="A student's receipt (.json), or the code that they quote."),
    ],
    folder: Annotated[
        Path | None, typer.Option("--course", help="Folder of the course. Default: this one.")
    ] = None,
) -> None:
    """Say whether a submission that you collected is what a student's receipt says.

    A receipt proves which files were handed in, not when: that is told by nbgrader's own time stamp, shown beside it.
    """
    without_iri_grammar()
    from nastava.cli.course_receipt import compare

    course = folder or Path.cwd()
    same, lines = compare(course, receipt)
    for line in lines:
        typer.echo(line)
    if not same:
        raise typer.Exit(1)


def _days(written: str) -> int:
    found = re.fullmatch(r"(\d{1,4})([dwmy])", written.strip())
    if not found:
        raise NastavaError(f"'{written}' is no span of time. Write days, weeks, months or years: 90d, 12w, 18m or 2y.")  # fmt: skip
    return int(found[1]) * _DAYS[found[2]]
