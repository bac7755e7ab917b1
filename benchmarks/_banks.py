"""Large banks, made of the course's own questions: every type in its usual mix, each text its own."""

from __future__ import annotations

import re
from itertools import cycle, islice
from pathlib import Path

from nastava.content import quizzes_dir

_TEXT_END = re.compile(r'((?:\ben|\bsr): "(?:[^"\\]|\\.)*)"')


def bank_text(items: int, name: str, *, choices: bool = False) -> str:
    """Return a bank of so many items as YAML, in the hand of the course's authors.

    The items of the practice banks come round and round, with a number in each id and each text. With
    ``choices``, single and multiple choice alone, in turns.
    """
    head, chunks = "", list[str]()
    for path in sorted(quizzes_dir().glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        before, *found = re.split(r"^(?=  - id: )", text, flags=re.MULTILINE)
        head = head or re.sub(r"(?m)^id: .*$", f"id: {name}", before, count=1)
        chunks += [_without_part(chunk) for chunk in found]
    if choices:
        kinds = (
            [c for c in chunks if f"type: {kind}\n" in c] for kind in ("single_choice", "multiple_choice")
        )
        chunks = [chunk for pair in zip(*kinds, strict=False) for chunk in pair]
    head = re.sub(r"(?m)^parts:\n(?:  .*\n|\n)*", "", head)
    return head + "".join(
        _numbered(chunk, number) for number, chunk in enumerate(islice(cycle(chunks), items), start=1)
    )


def write_bank(folder: Path, items: int, name: str = "large", *, choices: bool = False) -> Path:
    """Write such a bank into a folder and return its path."""
    path = folder / f"{name}.yaml"
    path.write_text(bank_text(items, name, choices=choices), encoding="utf-8")
    return path


def _without_part(chunk: str) -> str:
    return re.sub(r"(?m)^    part: .*\n", "", chunk)


def _numbered(chunk: str, number: int) -> str:
    chunk = re.sub(r"^  - id: (\S+)", rf"  - id: \1-{number}", chunk)
    return _TEXT_END.sub(rf'\1 ({number})"', chunk)
