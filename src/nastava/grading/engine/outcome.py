"""What a run tells of each submission, and of all together."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from nastava.grading.engine.result import NoteRow, Result


@dataclass(frozen=True)
class Outcome:
    """What became of a submission.

    ``status``: ``graded``; ``failed`` (there is a reason, and people have to look at it); ``none`` (it has no
    result). ``how``: graded ``now``, ``stored`` by a run that was ended, or ``unchanged`` since it was graded.
    """

    student: str
    status: str
    how: str
    reason: str | None = None
    notes: list[NoteRow] = field(default_factory=list)
    points: float | None = None
    seconds: float | None = None
    cells: dict[str, list[tuple[str, float]]] = field(default_factory=dict)

    @classmethod
    def of(cls, result: Result, how: str, notes: list[NoteRow]) -> Outcome:
        """Return the outcome that a result makes."""
        graded = result.status == "graded"
        return cls(
            result.student,
            result.status,
            how,
            result.reason,
            notes,
            result.points if graded else None,
            result.seconds,
            {name: notebook.seconds for name, notebook in result.notebooks.items()},
        )


@dataclass
class Report:
    """All outcomes of a run."""

    assignment: str
    outcomes: list[Outcome] = field(default_factory=list)
    feedback: list[Outcome] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, outcome: Outcome) -> None:
        """Count a submission."""
        self.outcomes.append(outcome)

    def add_feedback(self, outcome: Outcome) -> None:
        """Count a submission's feedback."""
        self.feedback.append(outcome)

    @property
    def complete(self) -> bool:
        """Whether every submission has a result, and its feedback where that was asked for.

        Example:
            >>> Report("kfor", [Outcome("ana", "failed", "now", "It hung.")]).complete
            True
            >>> Report("kfor", [Outcome("ana", "none", "now")]).complete
            False
        """
        return all(one.status != "none" for one in self.outcomes) and all(
            one.status == "graded" for one in self.feedback
        )

    def count(self, *statuses: str) -> int:
        """Return how many submissions have one of these statuses."""
        return sum(one.status in statuses for one in self.outcomes)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as data for JSON."""
        ordered = sorted(self.outcomes, key=lambda one: one.student)
        return {
            "assignment": self.assignment,
            "complete": self.complete,
            "graded": self.count("graded"),
            "failed": self.count("failed"),
            "without_result": self.count("none"),
            "unchanged": sum(one.how == "unchanged" for one in self.outcomes),
            "seconds": round(self.seconds, 3),
            "submissions": [
                asdict(one) | {"notes": [note.model_dump() for note in one.notes]} for one in ordered
            ],
            "feedback": [
                {"student": one.student, "status": one.status, "how": one.how, "reason": one.reason}
                for one in sorted(self.feedback, key=lambda one: one.student)
            ],
        }
