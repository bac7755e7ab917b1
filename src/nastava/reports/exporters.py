"""Plugins of ``nbgrader export``: grades for Moodle, for Canvas, and as a long table.

Scores are what nbgrader shows: a person's points before the program's, extra credit, less late penalties, never below zero.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import ExportPlugin
from traitlets import Bool, Dict, Unicode

from nastava.atomic import write_atomically
from nastava.classroom.gradebook import Grades, Person, assignment_names, read_grades, read_people
from nastava.errors import NastavaError
from nastava.reports.long_table import HEADS, long_rows
from nastava.reports.roster import Matched, Roster, match, read_roster
from nastava.text.spreadsheet import to_csv

#: Most people that one line of the log names.
_NAMED = 10


class _Export(ExportPlugin):  # type: ignore[misc]
    """What the plugins share: which students and assignments are meant, where to write, faults in one line."""

    #: Name of the file if ``--to`` gives none.
    default_name: ClassVar[str]

    def export(self, gradebook: Gradebook) -> None:
        """Write the file; a fault ends the command with one line and exit code 1, and nothing written."""
        try:
            self._export(gradebook)
        except NastavaError as error:
            self.log.error("%s", error)  # noqa: TRY400  # a user's mistake needs no traceback
            sys.exit(1)

    def _export(self, gradebook: Gradebook) -> None:
        raise NotImplementedError

    def read(self, gradebook: Gradebook) -> tuple[dict[str, Person], list[Grades]]:
        """Return the students and assignments asked for.

        Raises:
            NastavaError: the gradebook has no such student or assignment, or none at all.
        """
        with gradebook.engine.connect() as connection:
            people = read_people(connection)
            names = [str(name) for name in self.assignment] or assignment_names(connection)
            if not names:
                raise NastavaError("The gradebook has no assignment yet.")
            grades = [read_grades(connection, name) for name in names]
        wanted = [str(student) for student in self.student]
        unknown = [student for student in wanted if student not in people]
        if unknown:
            raise NastavaError(f"The gradebook knows no student '{unknown[0]}'.")
        chosen = {id_: people[id_] for id_ in (wanted or sorted(people))}
        if not chosen:
            raise NastavaError("The gradebook has no students yet.")
        return chosen, grades

    def write(self, text: str) -> Path:
        """Write the file, whole or not at all.

        Raises:
            NastavaError: it can't be written.
        """
        path = Path(self.to or self.default_name)
        try:
            write_atomically(path, text.encode("utf-8", "replace"))
        except OSError as error:
            raise NastavaError(
                f"{path} can't be written ({error.strerror}). Name another file with --to."
            ) from None
        return path


class _PlatformExport(_Export):
    """An export that another system imports, a row a person."""

    #: Columns of the platform's files that people are known by, in the order in which they are tried.
    known_by: ClassVar[Sequence[str]]

    roster = Unicode(
        "",
        help=(
            "CSV file of people that the platform has exported. Students are matched to its rows by their id, email or "
            "lms_user_id; who can't be matched is listed beside the grades and left out of them."
        ),
    ).tag(config=True)

    columns = Dict(
        key_trait=Unicode(),
        value_trait=Unicode(),
        help="Heading in the platform by name of assignment, where the two differ.",
    ).tag(config=True)

    unfinished = Bool(
        False,
        help="Whether grades are exported that still wait for a person; their cells are empty otherwise.",
    ).tag(config=True)

    missing_is_zero = Bool(
        False, help="Whether who handed in nothing gets zero; the cell is empty otherwise."
    ).tag(config=True)

    def _export(self, gradebook: Gradebook) -> None:
        people, grades = self.read(gradebook)
        given = {one.assignment: self._given(one) for one in grades}
        roster = read_roster(Path(self.roster), self.known_by) if self.roster else None
        matched = match(people.values(), roster, self.known_by) if roster else None
        text = self.table(people, grades, given, roster, matched)
        path = self.write(text)
        self.log.info("Wrote %s: %d students", path, len(matched.rows if matched else people))
        self._tell_unmatched(path, people, matched)

    def table(
        self,
        people: Mapping[str, Person],
        grades: Sequence[Grades],
        given: Mapping[str, Mapping[str, float | None]],
        roster: Roster | None,
        matched: Matched | None,
    ) -> str:
        """Return the file's text."""
        raise NotImplementedError

    def _given(self, grades: Grades) -> dict[str, float | None]:
        """Return by student what is exported; None for an empty cell."""
        scores: dict[str, float | None] = {}
        waiting = []
        for row, student in enumerate(grades.students):
            waits = bool(grades.waiting[row].any())
            if waits:
                waiting.append(student)
            scores[student] = None if waits and not self.unfinished else float(grades.scores[row])
        if waiting:
            what = "exported as they stand" if self.unfinished else "left empty"
            self.log.warning(
                "%s: %d grades wait for a person; %s: %s", grades.assignment, len(waiting), what, _named(waiting)
            )  # fmt: skip
        return scores

    def value(self, given: Mapping[str, float | None], student: str) -> float | None:
        """Return what stands in a student's cell."""
        return given.get(student, 0.0 if self.missing_is_zero else None)

    def _tell_unmatched(self, path: Path, people: Mapping[str, Person], matched: Matched | None) -> None:
        beside = path.with_name(f"{path.stem}.unmatched.csv")
        rows: list[tuple[str, str, str]] = []
        if matched:
            rows += (("gradebook", one, people[one].name) for one in matched.without_row)
            rows += (("gradebook, several fit", one, people[one].name) for one in matched.doubtful)
            rows += (
                ("roster", next((row[c] for c in self.known_by if row.get(c)), ""), _name_in(row))
                for row in matched.without_student
            )
        if not rows:
            beside.unlink(missing_ok=True)
            return
        write_atomically(beside, to_csv(["only in", "id", "name"], rows).encode("utf-8", "replace"))
        ours = [one for where, one, _name in rows if where != "roster"]
        if ours:
            self.log.warning("Not in the roster, so not exported: %s", _named(ours))
        self.log.warning("Unmatched: %d; all are listed in %s", len(rows), beside)


def _named(people: Sequence[str]) -> str:
    more = f" and {len(people) - _NAMED} more" if len(people) > _NAMED else ""
    return ", ".join(people[:_NAMED]) + more


def _name_in(row: Mapping[str, str]) -> str:
    whole = " ".join(filter(None, (row.get("First name"), row.get("Last name"))))
    return row.get("Student") or whole


class MoodleExportPlugin(_PlatformExport):
    """Grades for Moodle: Grades → Import → CSV file, matched there by email address, ID number or username.

    ``nbgrader export --exporter nastava.reports.MoodleExportPlugin --to moodle.csv --MoodleExportPlugin.roster=people.csv``
    """

    default_name: ClassVar[str] = "moodle.csv"
    known_by: ClassVar[Sequence[str]] = ("Username", "ID number", "Email address")
    _PEOPLE: ClassVar[Sequence[str]] = ("First name", "Last name")

    def table(
        self,
        people: Mapping[str, Person],
        grades: Sequence[Grades],
        given: Mapping[str, Mapping[str, float | None]],
        roster: Roster | None,
        matched: Matched | None,
    ) -> str:
        """Return a column for each way to know people, their names, and a column an assignment."""
        who: dict[str, list[str | None]]
        if roster and matched:
            about = [head for head in (*self.known_by, *self._PEOPLE) if head in roster.heads]
            who = {
                student: [row.get(head) for head in about] for student, row in matched.rows.items()
            }  # fmt: skip
        else:
            about = ["ID number", "Email address", "First name", "Last name"]
            who = {
                one.id: [one.lms_user_id or one.id, one.email, one.first_name, one.last_name]
                for one in people.values()
            }
        heads = [*about, *(self.columns.get(one.assignment, one.assignment) for one in grades)]
        rows = (
            [*known, *(self.value(given[one.assignment], student) for one in grades)]
            for student, known in who.items()
        )
        return to_csv(heads, rows)


class CanvasExportPlugin(_PlatformExport):
    """Grades for Canvas: Grades → Import. The roster is the file that Canvas exports there; its headings name assignments.

    ``nbgrader export --exporter nastava.reports.CanvasExportPlugin --to canvas.csv --CanvasExportPlugin.roster=canvas.csv``
    """

    default_name: ClassVar[str] = "canvas.csv"
    known_by: ClassVar[Sequence[str]] = ("SIS User ID", "SIS Login ID", "ID")
    _PEOPLE: ClassVar[Sequence[str]] = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")

    def table(
        self,
        people: Mapping[str, Person],
        grades: Sequence[Grades],
        given: Mapping[str, Mapping[str, float | None]],
        roster: Roster | None,
        matched: Matched | None,
    ) -> str:
        """Return Canvas's five columns, a column an assignment, and the row of points possible."""
        if roster is None or matched is None:
            raise NastavaError(
                "Canvas knows people by ids of its own. Export the gradebook there (Grades, Export) and name the file: "
                "--CanvasExportPlugin.roster=FILE"
            )
        heads = [self._heading(one.assignment, roster) for one in grades]
        possible = ["    Points Possible", "", "", "", "", *(one.of for one in grades)]
        rows = (
            [*(row.get(head, "") for head in self._PEOPLE), *(self.value(given[one.assignment], student) for one in grades)]
            for student, row in matched.rows.items()
        )  # fmt: skip
        return to_csv([*self._PEOPLE, *heads], [possible, *rows])

    def _heading(self, assignment: str, roster: Roster) -> str:
        """Return the heading with Canvas's number, such as "kfor-2023 (1234)", where the roster has one."""
        if assignment in self.columns:
            return str(self.columns[assignment])
        wanted = re.compile(re.escape(assignment) + r" \(\d+\)", re.IGNORECASE)
        return next((head for head in roster.heads if wanted.fullmatch(head)), assignment)


class LongExportPlugin(_Export):
    """Everything in one table, a row for each student's assignment, cell, item and part of an item.

    ``nbgrader export --exporter nastava.reports.LongExportPlugin --to long.csv``
    """

    default_name: ClassVar[str] = "long.csv"

    def _export(self, gradebook: Gradebook) -> None:
        people, grades = self.read(gradebook)
        course: Any = getattr(self.parent, "coursedir", None) or CourseDirectory(parent=self)
        rows: Iterable[Sequence[Any]] = (row for one in grades for row in long_rows(course, one, people))
        path = self.write(to_csv(HEADS, rows))
        self.log.info("Wrote %s", path)
