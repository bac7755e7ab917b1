"""``nastava grade``: an assignment into the gradebook, in parallel, and on where a run was ended."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from nastava.light import without_iri_grammar


def grade(
    assignment: Annotated[str, typer.Argument(help="Name of the assignment, such as kfor-2023.")],
    student: Annotated[
        list[str] | None, typer.Option("--student", help="Grade this student alone; may be given again.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes. Default: one a processor.")
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", help="Grade on a Dask cluster, given as tcp://HOST:PORT."),
    ] = None,
    *,
    force: Annotated[bool, typer.Option("--force", help="Grade unchanged submissions too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
    unsafe: Annotated[
        bool,
        typer.Option(
            "--unsafe-no-sandbox",
            help="Where there is no sandbox: run students' code with all rights of yours.",
        ),
    ] = False,
    feedback: Annotated[bool, typer.Option("--feedback", help="Write the feedback too.")] = False,
) -> None:
    """Grade what was handed in, as nbgrader autograde does, into the same gradebook.

    Run it in the course's folder. Submissions are graded side by side; one that changed, or whose keys, tests,
    settings or programs changed, is graded anew, and no other. A run that was ended goes on where it was. Ends
    with exit code 0 only if every submission has a result.
    """
    without_iri_grammar()
    from nastava.cli.grade_print import Quiet, Shown, print_report
    from nastava.grading.engine.course import open_course
    from nastava.grading.engine.run import grade as run

    course = open_course(Path.cwd())
    if unsafe:
        typer.echo("Without a sandbox: students' code can read and change whatever you can.", err=True)
    listener = Quiet() if as_json or not sys.stderr.isatty() else Shown()
    try:
        with listener:
            report = run(
                course,
                assignment,
                listener,
                students=student or (),
                workers=workers,
                scheduler=scheduler,
                force=force,
                feedback=feedback,
                unsafe=unsafe,
            )
    except KeyboardInterrupt:
        typer.echo("Ended. What was graded is kept; run the same again to go on.", err=True)
        raise typer.Exit(130) from None
    if as_json:
        typer.echo(json.dumps(report.to_dict(), indent=2, ensure_ascii=False))
    else:
        print_report(report)
    if not report.complete:
        raise typer.Exit(1)
