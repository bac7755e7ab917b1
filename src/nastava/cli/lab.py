"""``nastava lab``: the learner's door to the course."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nastava.text import language as language_of
from nastava.text import translator


def lab(
    workspace: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of your own copy of the lessons.", show_default="~/nastava"),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            metavar="en|sr|sr-Cyrl",
            help="Language of the start page; the others are at hand too. With sr-Cyrl, quizzes and figures are in "
            "Cyrillic; the lessons' own text is in Latin script.",
        ),
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the address only.")] = False,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Port of the address.", show_default="a free one from 8888 on"),
    ] = None,
    restore: Annotated[bool, typer.Option("--restore", help="Put back lessons that you deleted.")] = False,
) -> None:
    """Open the course in JupyterLab.

    Your copy of the lessons is made first, or brought up to date; what you changed in it stays as it is.
    """
    # Not at the top: the command line's other verbs need neither.
    from nastava.cli.server import choose_port, has_screen, run
    from nastava.cli.workspace import START_PAGE, prepare
    from nastava.handin.exchange import find_exchange

    free = choose_port(port)
    prepared = prepare(workspace or Path.home() / "nastava", language, restore=restore)
    for message in prepared.messages():
        typer.echo(message)
    _ = translator(prepared.language)
    browser = not no_browser and has_screen()

    def ready(address: str) -> None:
        typer.echo("")
        if browser:
            typer.echo(_("The course opens in your browser. If it does not, go to this address:"))
        else:
            typer.echo(_("The course is ready. Open this address in a browser:"))
        typer.echo(f"\n    {address}\n")
        typer.echo(
            _("To stop, press Ctrl+C here. Your work is saved in {folder}").format(folder=prepared.root)
        )

    typer.echo(_("Starting JupyterLab…"))
    page = f"{language_of(prepared.language).written}/{START_PAGE}"
    code = run(
        prepared.root, page, port=free, strict=port is not None, browser=browser,
        exchange=find_exchange(prepared.root).there, ready=ready,
    )  # fmt: skip
    if code:
        typer.echo(_("JupyterLab has stopped by itself; what it printed above says why."), err=True)
    raise typer.Exit(code)
