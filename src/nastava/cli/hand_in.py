"""``nastava hand-in``: an assignment on its way to the instructor, from a terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from nastava.errors import NastavaError
from nastava.handin.look import Look
from nastava.text import translator
from nastava.text.languages import WORKSPACE_MARKER, current_language


def hand_in(
    assignment: Annotated[
        str | None,
        typer.Argument(help="Name of the assignment, such as kfor-2023. Without it, they are listed."),
    ] = None,
    workspace: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder that your assignments lie in.",
            show_default="the workspace around this folder, or ~/nastava, or this folder",
        ),
    ] = None,
    course: Annotated[
        str | None, typer.Option(metavar="ID", help="Course to hand in to, where several released it.")
    ] = None,
    student: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Your name or student number; a file to upload is named after it."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Hand in without asking.")] = False,
) -> None:
    """Hand an assignment in, and keep a receipt.

    It goes through the course's exchange folder; where there is none, it is packed into one file to be uploaded.
    """
    from nastava.handin.assignments import find_assignment, root_of
    from nastava.handin.exchange import find_exchange
    from nastava.handin.look import look
    from nastava.handin.receipt import what_became, when
    from nastava.handin.sending import send

    root = workspace.expanduser().absolute() if workspace else root_of(_around(Path.cwd()))
    code = current_language(folder=root)
    _ = translator(code)
    if assignment is None:
        _list(root, code)
        return
    wanted = find_assignment(root, assignment)
    exchange = find_exchange(root)
    if course is not None:
        exchange = replace(exchange, course=course)
    for line in _open(look(wanted, code), code):
        typer.echo(line)
    title = wanted.title(code)
    if not yes and not typer.confirm(_("Hand in “{title}” as it is now?").format(title=title)):
        typer.echo(_("Nothing was handed in."))
        raise typer.Exit(1)
    handed = send(root, wanted, exchange, student=student or "", language=code)
    receipt = handed.receipt
    if handed.refused:
        typer.echo(_("The course's exchange folder did not take it ({why}). Tell your instructor, and send the file below instead.").format(why=handed.refused), err=True)  # fmt: skip
    typer.echo(what_became(receipt, code))
    where = str(root / receipt.where) if receipt.way == "archive" else receipt.where
    for name, value in (
        (_("Code"), receipt.code),
        (_("When"), when(receipt.at, code)),
        (_("Where"), where),
    ):
        if value:
            typer.echo(f"  {name}: {value}")
    for file in receipt.files:
        typer.echo(f"  {file.sha256}  {file.path}")
    typer.echo(_("The receipt is kept in {file}.").format(file=handed.page))


def _list(root: Path, code: str) -> None:
    from nastava.handin.assignments import assignments_in
    from nastava.handin.look import look

    _ = translator(code)
    found = assignments_in(root)
    if not found:
        raise NastavaError(f"There is no assignment in {root}. Name another folder: --workspace DIR")
    for each in found:
        state = _("begun") if look(each, code).begun else _("not begun")
        typer.echo(f"{each.name}: {each.title(code)} ({state})")


def _around(here: Path) -> Path:
    """Return this folder if it lies in a workspace, else the one that ``nastava lab`` makes, if that is there."""
    usual = Path.home() / "nastava"
    if any((place / WORKSPACE_MARKER).is_file() for place in (here, *here.parents)):
        return here
    return usual if (usual / WORKSPACE_MARKER).is_file() else here


def _open(found: Look, code: str) -> list[str]:
    """Return what is still open, a sentence a line."""
    _ = translator(code)
    lines = []
    for quiz in found.quizzes:
        if quiz.open_:
            numbers = ", ".join(str(number) for number, _stem in quiz.open_)
            without = _("Without an answer: {numbers}").format(numbers=numbers)
            lines.append(f"{quiz.title}: {without}")
        if quiz.typed:
            numbers = ", ".join(map(str, quiz.typed))
            lines.append(
                _("Chosen or typed, but not saved with the button: {numbers}").format(numbers=numbers)
            )
        if quiz.problem:
            lines.append(quiz.problem)
    if found.untouched:
        left = _("as you got them: {n} of {total}").format(n=found.untouched, total=found.boxes)
        boxes = _("Boxes to fill in")
        lines.append(f"{boxes}: {left}")
    return lines
