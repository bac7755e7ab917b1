"""``nastava new``: an item or a bank to begin with."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from nastava.atomic import write_atomically
from nastava.cli.check import SCHEMA_NAME, check_bank, read_and_check
from nastava.errors import BankError, NastavaError
from nastava.quizzes.faults import Fault, shown
from nastava.quizzes.template import (
    bank_template,
    checked_id,
    ids_and_parts,
    item_template,
    type_named,
    with_item,
)

new = typer.Typer(
    help="Write an item or a bank to begin with.", no_args_is_help=True, pretty_exceptions_enable=False
)


@new.command()
def item(
    type_: Annotated[str, typer.Argument(metavar="TYPE", help="Question type, such as single_choice.")],
    to: Annotated[
        Path | None,
        typer.Option(metavar="BANK", help="Bank that it is put into.", show_default="the screen"),
    ] = None,
    id_: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Its id.", show_default="one that is free")
    ] = None,
    part: Annotated[
        str | None,
        typer.Option(metavar="P", help="Part of the bank.", show_default="that of its last item"),
    ] = None,
) -> None:
    """Write an item of a type, complete and valid, to be filled in.

    With --to it is put behind the bank's last item; all else in that file stays as it is. Nothing is written
    where the bank would have faults.
    """
    kind = type_named(type_)
    free = kind.replace("_", "-")
    if to is None:
        typer.echo(item_template(kind, checked_id(id_ or f"new-{free}"), part), nl=False)
        return
    text = _sound(to)
    ids, parts, last = ids_and_parts(text)
    if part is not None and part not in parts:
        known = ", ".join(parts) or "none"
        raise NastavaError(f"{shown(to)}: there is no part {part!r}. Parts: {known}.")
    name = checked_id(id_) if id_ else _free(f"{to.stem}-{free}", ids)
    changed = with_item(text, to, item_template(kind, name, part or last))
    faults = _faults(changed, to)
    if faults:
        raise BankError("\n".join([*map(str, faults), f"{shown(to)} stays as it was."]))
    _write(to, changed)
    typer.echo(f"{shown(to)}:{_line_of(name, changed)}: added {name} ({kind})")


@new.command()
def bank(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Its id, which is its file's name too.")],
    to: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Folder that it is put into.", show_default="quizzes here, or this folder"
        ),
    ] = None,
) -> None:
    """Write a bank with one item, complete and valid, to be filled in."""
    name = checked_id(id_)
    folder = to or (Path("quizzes") if Path("quizzes").is_dir() else Path())
    path = folder / f"{name}.yaml"
    if path.exists():
        raise NastavaError(f"{path} exists already. Choose another id, or delete it first.")
    if not folder.is_dir():
        raise NastavaError(f"{folder}: there is no such folder. Make it, or name another with --to.")
    _write(path, bank_template(name, schema=(folder / SCHEMA_NAME).is_file()))
    typer.echo(f"Wrote {path}")


def _sound(path: Path) -> str:
    """Return the text of a bank that has no faults yet.

    Raises:
        BankError: it has some.
    """
    _bank, faults = check_bank(path)
    if faults:
        raise BankError("\n".join([*map(str, faults), f"Mend {shown(path)} first; nothing was added."]))
    # Not read_text: that would change the file's line ends.
    return path.read_bytes().decode("utf-8")


def _faults(text: str, path: Path) -> list[Fault]:
    """Return the faults that the bank would have with this text."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / path.name
        trial.write_bytes(text.encode())
        return read_and_check(trial, at=path)[2]


def _free(wanted: str, taken: list[str]) -> str:
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _line_of(id_: str, text: str) -> int:
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, start=1) if line.strip(" -") == f"id: {id_}"), 1)


def _write(path: Path, text: str) -> None:
    try:
        write_atomically(path, text.encode())
    except OSError as error:
        raise NastavaError(
            f"{shown(path)}: it can't be written ({error.strerror}). Check its permissions."
        ) from None
