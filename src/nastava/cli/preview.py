"""``nastava preview``: a bank as learners will see it, while it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nastava.errors import NastavaError
from nastava.text.languages import current_language
from nastava.text.messages import translator


def preview(
    bank: Annotated[Path, typer.Argument(metavar="BANK", help="Path of a bank.")],
    *,
    language: Annotated[
        str | None, typer.Option(metavar="en|sr", help="Language to begin with.", show_default="the folder's")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Port of the address.", show_default="a free one from 8888 on"),
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the address only.")] = False,
) -> None:
    """Show a bank in the browser as learners will see it.

    Each time that the file is saved the page follows. Faults are shown above the quiz, at their lines. Answers given in the preview are forgotten at its end.
    """
    # Not at the top: no other verb needs a server.
    import asyncio
    import tempfile
    import webbrowser

    from nastava.cli.preview_server import PreviewServer
    from nastava.cli.previewed import Previewed
    from nastava.cli.server import choose_port, has_screen

    code = current_language(language)
    _ = translator(code)
    if not bank.is_file():
        raise NastavaError(
            f"{bank}: there is no such file. Check the path, or begin one: nastava new bank ID"
        )
    free = choose_port(port)
    browser = not no_browser and has_screen()

    def ready(address: str) -> None:
        typer.echo(_("The preview is ready. It follows the file each time that you save it. Its address:"))
        typer.echo(f"\n    {address}\n")
        typer.echo(_("To stop, press Ctrl+C here."))
        if browser:
            webbrowser.open(address)

    async def serve(folder: Path) -> None:
        await PreviewServer(Previewed(bank, code, folder), free).run(ready)

    with tempfile.TemporaryDirectory(prefix="nastava-preview-", ignore_cleanup_errors=True) as folder:
        try:
            asyncio.run(serve(Path(folder)))
        except KeyboardInterrupt:  # where the loop can't take the signal itself
            return
        except OSError as error:
            raise NastavaError(f"Port {free}: {error.strerror or error}. Give another with --port.") from None
