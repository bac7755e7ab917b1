"""``nastava check``: everything that must hold in banks, one line a fault."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from nastava.content import content_root
from nastava.course.bank_rules import check_facts
from nastava.course.picture_rules import check_pictures
from nastava.errors import NastavaError
from nastava.quizzes import Bank, Fault, schema
from nastava.quizzes.arrange import settle
from nastava.quizzes.bank import parse_bank
from nastava.quizzes.rules import check_rules
from nastava.quizzes.source import read_source

SCHEMA_NAME = "bank.schema.json"


def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Banks, or folders with banks. Default: the course's own.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
    write_schema: Annotated[
        bool,
        typer.Option("--schema", help=f"Write the JSON Schema of banks to quizzes/{SCHEMA_NAME} and stop."),
    ] = False,
) -> None:
    """Validate question banks and let every item test itself.

    Prints one line per fault: file, line, item, what is wrong, how to mend it. Ends with exit code 1 where
    there is any.
    """
    if write_schema:
        path = content_root() / "quizzes" / SCHEMA_NAME
        path.write_text(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        typer.echo(f"Wrote {path}")
        return
    banks: list[Bank] = []
    faults: list[Fault] = []
    for path in _bank_files(paths or [content_root() / "quizzes"]):
        bank, found = check_bank(path)
        faults += found
        if bank is not None:
            banks.append(bank)
    if not banks and not faults:
        raise NastavaError("No bank found. Name a .yaml file, or a folder that holds some.")
    if as_json:
        outcome = {"faults": [f.to_dict() for f in faults], "banks": [_figures(bank) for bank in banks]}
        typer.echo(json.dumps(outcome, indent=2, ensure_ascii=False))
    else:
        _print(banks, faults)
    if faults:
        raise typer.Exit(1)


def check_bank(path: Path) -> tuple[Bank | None, list[Fault]]:
    """Return a bank with all its faults, in the order of the file; the bank is None where its form is broken."""
    source = read_source(path)
    if source.faults:
        return None, list(source.faults)
    bank, found = parse_bank(source)
    faults = list(found)
    if bank is not None:
        faults += check_rules(bank, source)
        faults += check_facts(bank, source)
        faults += check_pictures(bank, source)
    return bank, sorted(faults, key=lambda fault: fault.line)


def _bank_files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(path.rglob("*.yaml"))
        else:
            yield path


def _figures(bank: Bank) -> dict[str, Any]:
    shown = settle(bank)
    chance = sum(item.chance() * item.worth for item in shown.items if item.worth) / (shown.total or 1)
    return {"id": bank.id, "items": len(bank.items), "points": shown.total, "chance": round(chance, 4)}


def _print(banks: list[Bank], faults: list[Fault]) -> None:
    for fault in faults:
        typer.echo(str(fault))
    for figures in map(_figures, banks):
        typer.echo(
            "{id}: {items} items, {points:g} points; random answering earns {chance:.0%} of them".format(
                **figures
            )
        )
    count = len(faults)
    typer.echo(f"{count} fault{'s' if count > 1 else ''}." if count else "No faults.")
