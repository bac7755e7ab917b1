"""What ``nastava check`` prints: faults, warnings, figures of the banks, the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import typer

from nastava.quizzes import Fault
from nastava.quizzes.lint import RULES, Remark


def print_outcome(
    faults: Sequence[Fault], remarks: Sequence[Remark], figures: Sequence[Mapping[str, Any]]
) -> None:
    """Print one line per fault, per warning and per bank, and at last how many there are."""
    for found in (*faults, *remarks):
        typer.echo(str(found))
    for row in figures:
        typer.echo(
            "{id}: {items} items, {points:g} points; random answering earns {chance:.0%} of them".format(
                **row
            )
        )
    typer.echo(summary(len(faults), len(remarks)))


def summary(faults: int, warnings: int) -> str:
    """Return the last line.

    Example:
        >>> summary(0, 0), summary(2, 1)
        ('No faults.', '2 faults, 1 warning.')
    """
    counts = [_counted(faults, "fault") if faults else "No faults"]
    if warnings:
        counts.append(_counted(warnings, "warning"))
    return f"{', '.join(counts)}."


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count > 1 else ''}"


def rule_lines() -> Iterator[str]:
    """Yield each rule of item writing with its sentence and its source."""
    for rule in RULES.values():
        where = " (silenced at the bank)" if rule.of_bank else ""
        yield f"{rule.id}{where}: {rule.sentence} Source: {rule.source}."


def rules_as_data() -> list[dict[str, Any]]:
    """Return the rules as JSON-able data.

    Example:
        >>> rules_as_data()[0]["id"]
        'negative-stem'
    """
    return [
        {"id": rule.id, "sentence": rule.sentence, "source": rule.source, "of_bank": rule.of_bank}
        for rule in RULES.values()
    ]
