"""``nastava review``: what is due today, in the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nastava.errors import WorkspaceError
from nastava.text.languages import WORKSPACE_MARKER, current_language
from nastava.text.messages import translator

if TYPE_CHECKING:
    from nastava.study.asked import Known
    from nastava.study.record import Record
    from nastava.study.schedule import Key


def review(
    *,
    most: Annotated[int | None, typer.Option(metavar="N", help="Ask so many questions at most.")] = None,
    new: Annotated[
        int | None, typer.Option(metavar="N", help="So many questions a day that were not asked before.")
    ] = None,
    retention: Annotated[
        float | None,
        typer.Option(metavar="0.7–0.97", help="Share of the questions that you want to remember."),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            metavar="en|sr|sr-Cyrl", help="Language of the questions.", show_default="the workspace's"
        ),
    ] = None,
    workspace: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Your copy of the lessons.", show_default="~/nastava")
    ] = None,
    fit: Annotated[
        bool,
        typer.Option(
            "--fit", help="Fit the memory model to your own reviews, if there are enough, and stop."
        ),
    ] = False,
) -> None:
    """Review what you have learnt: what is due today, one question after the other.

    What you choose by --most, --new and --retention holds until you choose again. Questions that need a picture wait
    for the notebook.
    """
    from rich.console import Console

    from nastava.answers import Sheet, sheet_path
    from nastava.answers.clock import now
    from nastava.cli.review_asking import can_be_asked
    from nastava.cli.review_terminal import ReviewInTerminal
    from nastava.study import settings
    from nastava.study.due import known_items, today
    from nastava.study.reviewing import more_due, nothing_due, opened, sheet_name
    from nastava.study.session import ReviewSession

    folder = _folder(workspace)
    code = current_language(language, folder)
    _ = translator(code)
    record = opened(sheet_path("any", folder).parent)
    settings.choose(record, retention=retention, most=most, new=new)
    known = known_items(folder)
    if fit:
        _fit(record, known, code)
        return
    limits = settings.limits(record)
    here = today(
        record, {key: each for key, each in known.items() if can_be_asked(each.item)}, now(), **limits
    )
    waiting = today(record, known, now(), **limits).due - here.due
    for notice in record.news():
        typer.echo(notice.say(code))
    if waiting:
        typer.echo(_("Due, but only in the notebook (pictures): {n}.").format(n=waiting))
    if not here.items:
        typer.echo(nothing_due(here, now(), code) if not waiting else _("Nothing else is due here."))
        return
    typer.echo(
        _("Due: {due}. New: {new}. Asked now: {n}.").format(due=here.due, new=here.new, n=len(here.items))
    )
    name = sheet_name(now())
    sheet = Sheet.open(sheet_path(name, folder), name)
    ReviewInTerminal(ReviewSession(here, sheet, record), Console(highlight=False), code).run()
    opened(sheet.path.parent)  # what was answered is in the record before the program ends
    for left in more_due(here):
        typer.echo(left.say(code))


def _folder(workspace: Path | None) -> Path:
    """Return the folder that the review is about: the one named, the workspace that this is in, or the usual one."""
    if workspace is not None:
        if not workspace.is_dir():
            raise WorkspaceError(
                f"{workspace}: there is no such folder. Make it: nastava lab --workspace {workspace}"
            )
        return workspace.absolute()
    here, usual = Path.cwd(), Path.home() / "nastava"
    inside = any((folder / WORKSPACE_MARKER).is_file() for folder in (here, *here.parents))
    return usual if not inside and (usual / WORKSPACE_MARKER).is_file() else here


def _fit(record: Record, known: Mapping[Key, Known], code: str) -> None:
    from nastava.study.due import plain_items
    from nastava.study.optimise import adopt, fit

    _ = translator(code)
    outcome = fit(record, plain_items(known))
    adopt(record, outcome)
    told = _(
        "Log loss on the last {n} of {all} repetitions: default {default}, your own {own}. Smaller is better."
    )
    typer.echo(
        told.format(
            n=outcome.held_out,
            all=outcome.repetitions,
            default=f"{outcome.default:.4f}",
            own=f"{outcome.own:.4f}",
        )
    )
    typer.echo(_("Your own are used from now on.") if outcome.is_better else _("The default stays."))
