"""``nastava solution``: a worked solution beside the learner's own notebook, once that was tried."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nastava.errors import NastavaError

#: How to get the second distribution.
GET_IT = "python -m pip install nastava-solutions (in a checkout: python -m pip install packages/nastava-solutions)"


def solution(
    assignment: Annotated[str, typer.Argument(help="Name of the exercise, such as kfor-2023.")],
    workspace: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder of your own copy of the lessons.",
            show_default="the one around this folder, or ~/nastava",
        ),
    ] = None,
) -> None:
    """Write a worked solution beside your own notebook, once you have tried.

    It comes with a commentary. Needs the package nastava-solutions.
    """
    from nastava.atomic import write_atomically
    from nastava.cli.exercises import was_tried, worked
    from nastava.cli.lesson import fingerprint
    from nastava.cli.marker import read_marker
    from nastava.content import EXERCISES, solutions_root
    from nastava.text.languages import WORKSPACE_MARKER

    here = Path.cwd()
    around = next((place for place in (here, *here.parents) if (place / WORKSPACE_MARKER).is_file()), None)
    root = (workspace or around or Path.home() / "nastava").expanduser().absolute()
    if not (root / WORKSPACE_MARKER).is_file():
        raise NastavaError(
            f"{root}: no workspace here. Make it with nastava lab, or name yours: --workspace DIR"
        )
    names = sorted(
        path.name for path in (root / EXERCISES).glob("*") if (path / f"{path.name}.ipynb").is_file()
    )
    if assignment not in names:
        raise NastavaError(
            f"There is no exercise {assignment!r} here. Exercises: {', '.join(names) or 'none'}."
        )
    source = solutions_root()
    if source is None:
        raise NastavaError(f"The worked solutions are a package of their own: {GET_IT}")
    folder = root / EXERCISES / assignment
    given = read_marker(root / WORKSPACE_MARKER)[0].files.get(f"{EXERCISES}/{assignment}/{assignment}.ipynb")
    if not was_tried(folder, assignment, given):
        raise NastavaError(
            f"Try {assignment} first: change something in {folder / assignment}.ipynb and save it (Ctrl+S), "
            "or answer a question of its quiz. Then ask again."
        )
    content = worked(
        _read(source / "solutions" / assignment / f"{assignment}.ipynb"), _commentary(assignment)
    )
    target = folder / f"{assignment}-solution.ipynb"
    try:
        if target.exists() and fingerprint(target.read_bytes()) != fingerprint(content):
            raise NastavaError(
                f"{target} is there already, from earlier or changed by you. Rename or delete it to have it anew."
            )
        write_atomically(target, content)
    except OSError as error:
        raise NastavaError(
            f"{target}: {error.strerror or error}. Make room, or mend the folder's rights."
        ) from None
    typer.echo(f"Wrote {target}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise NastavaError(
            f"{path}: this exercise has no worked solution here. Bring the package up to date: {GET_IT}"
        ) from None


def _commentary(assignment: str) -> dict[str, dict[str, str]]:
    import yaml

    from nastava_solutions import commentary

    found: dict[str, dict[str, str]] = yaml.safe_load(_read(commentary(assignment)))
    return found
