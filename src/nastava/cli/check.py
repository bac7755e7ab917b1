"""``nastava check``: everything that must hold in banks, one line a fault, and what could be written better."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from nastava.cli.check_course import COVERAGE_NAME, check_course, course_here, run_lesson, write_coverage
from nastava.cli.check_print import print_outcome, rule_lines, rules_as_data
from nastava.content import content_root
from nastava.course.bank_rules import check_facts
from nastava.course.name_rules import check_bank_names
from nastava.course.own import with_own
from nastava.course.picture_rules import check_pictures
from nastava.errors import NastavaError
from nastava.quizzes import Bank, Fault, schema
from nastava.quizzes.arrange import settle
from nastava.quizzes.bank import parse_bank
from nastava.quizzes.lint import Remark, lint
from nastava.quizzes.rules import check_rules
from nastava.quizzes.source import Source, read_source

SCHEMA_NAME = "bank.schema.json"


def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Banks, or folders with banks. Default: all of this course.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings too end with exit code 1.")] = False,
    no_lint: Annotated[bool, typer.Option("--no-lint", help="Leave warnings on item writing out.")] = False,
    list_rules: Annotated[
        bool, typer.Option("--rules", help="List the rules of item writing with their sources and stop.")
    ] = False,
    versions: Annotated[
        bool,
        typer.Option("--versions", help="Print the version of each item, for same_meaning_as, and stop."),
    ] = False,
    run: Annotated[bool, typer.Option("--run", help="Run every lesson too, which takes minutes.")] = False,
    show_coverage: Annotated[
        bool,
        typer.Option(
            "--coverage",
            help=f"Print how often each fact of the article is covered, write where to docs/{COVERAGE_NAME}, stop.",
        ),
    ] = False,
    write_schema: Annotated[
        bool,
        typer.Option("--schema", help=f"Write the JSON Schema of banks to quizzes/{SCHEMA_NAME} and stop."),
    ] = False,
) -> None:
    """Validate banks, let every item test itself, check lessons and figures.

    Lessons, figures and the coverage of the article are checked where no path is given; in a course of your own,
    its lessons and banks. Prints one line per fault: file, line, item, what is wrong, how to
    mend it. Ends with exit code 1 where there is any. After the faults come warnings: what an expert in item
    writing would object to, and the source of the rule.
    """
    if versions:
        for bank in _read_all(paths or [course_here() / "quizzes"])[0]:
            for item in bank.items:
                typer.echo(f"{bank.id}  {item.id}  {item.version}")
        return
    if list_rules or write_schema or show_coverage:
        for line in _instead(as_json=as_json, rules=list_rules, schema_too=write_schema):
            typer.echo(line)
        return
    root = course_here()
    with with_own(root) as own:
        faults: list[Fault] = list(own) if paths else [*own, *check_course(root)]
        if run:
            lessons = sorted((root / "notebooks").glob("*/*.ipynb"))
            faults += [fault for lesson in lessons for fault in run_lesson(lesson)]
        banks, more, remarks = _read_all(paths or [root / "quizzes"])
        faults += more
    remarks = [] if no_lint else remarks
    if not banks and not faults:
        raise NastavaError("No bank found. Name a .yaml file, or a folder that holds some.")
    figures = [_figures(bank) for bank in banks]
    if as_json:
        outcome = {
            "faults": [fault.to_dict() for fault in faults],
            "warnings": [remark.to_dict() for remark in remarks],
            "banks": figures,
        }
        typer.echo(json.dumps(outcome, indent=2, ensure_ascii=False))
    else:
        print_outcome(faults, remarks, figures)
    if faults or (strict and remarks):
        raise typer.Exit(1)


def _instead(*, as_json: bool, rules: bool, schema_too: bool) -> Iterator[str]:
    """Do what is asked for instead of a check: rules first, else the schema, else the coverage."""
    if rules:
        yield (
            json.dumps(rules_as_data(), indent=2, ensure_ascii=False) if as_json else "\n".join(rule_lines())
        )
    elif schema_too:
        path = content_root() / "quizzes" / SCHEMA_NAME
        path.write_text(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        yield f"Wrote {path}"
    else:
        yield from write_coverage(content_root())


def _read_all(paths: Iterable[Path]) -> tuple[list[Bank], list[Fault], list[Remark]]:
    """Return the banks without faults, the faults of the others, and what the linter says of all that can be read."""
    banks: list[Bank] = []
    faults: list[Fault] = []
    remarks: list[Remark] = []
    for path in _bank_files(paths):
        source, bank, found = read_and_check(path)
        faults += found
        if bank is not None:
            banks += [] if found else [bank]
            remarks += lint(bank, source)
    return banks, faults, remarks


def check_bank(path: Path) -> tuple[Bank | None, list[Fault]]:
    """Return a bank with all its faults, in the order of the file; the bank is None where its form is broken."""
    _source, bank, faults = read_and_check(path)
    return bank, faults


def read_and_check(path: Path, at: Path | None = None) -> tuple[Source, Bank | None, list[Fault]]:
    """Return what was read too, for the linter.

    Args:
        path: the file.
        at: where the bank is taken to lie, if the file is a trial of what is to be written there.
    """
    source = read_source(path)
    if at is not None:
        source = replace(source, path=at, faults=tuple(replace(fault, path=at) for fault in source.faults))
    if source.faults:
        return source, None, list(source.faults)
    bank, found = parse_bank(source)
    faults = list(found)
    if bank is not None:
        faults += check_rules(bank, source)
        with with_own(course_here()):
            faults += check_facts(bank, source)
        faults += check_bank_names(bank, source)
        faults += check_pictures(bank, source)
    return source, bank, sorted(faults, key=lambda fault: fault.line)


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
