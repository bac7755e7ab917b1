"""What a rule finds, and the line that an author reads of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nastava.quizzes.faults import shown

if TYPE_CHECKING:
    from nastava.quizzes.lint.subject import Subject
    from nastava.quizzes.source import Place


@dataclass(frozen=True)
class Finding:
    """A place where a rule is broken. Without a subject it is about the bank as a whole."""

    subject: Subject | None
    place: Place
    problem: str
    mend: str


@dataclass(frozen=True)
class Rule:
    """A rule of item writing.

    ``sentence`` is what it asks for, ``source`` who says so. ``of_bank``: it looks at the bank as a whole, and
    is silenced there.
    """

    id: str
    sentence: str
    source: str
    look: Callable[[Sequence[Subject]], Iterator[Finding]]
    of_bank: bool = False


@dataclass(frozen=True, order=True)
class Remark:
    """A warning: where which rule is broken, how to mend it, and where the rule comes from."""

    path: Path
    line: int
    item: str | None
    rule: str
    problem: str
    mend: str
    source: str

    def __str__(self) -> str:
        item = f" [{self.item}]" if self.item else ""
        told = f"{self.problem}. Mend: {self.mend}. Source: {self.source}."
        return f"{shown(self.path)}:{self.line}:{item} warning {self.rule}: {told}"

    def to_dict(self) -> dict[str, Any]:
        """Return the warning as JSON-able data.

        Example:
            >>> Remark(Path("a.yaml"), 3, "x", "clang", "…", "…", "…").to_dict()["rule"]
            'clang'
        """
        return {**asdict(self), "path": shown(self.path)}
