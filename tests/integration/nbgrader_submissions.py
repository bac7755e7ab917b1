"""What students hand in: honest work, accidents and tricks."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.integration.nbgrader_course import RIGHT, answer, edit, named, solve


def perfect(folder: Path) -> None:
    answer(folder, RIGHT)
    solve(folder)
    edit(folder, lambda data: named(data, "why").update(source="Because 20 and 7 make 27."))


def half_right(folder: Path) -> None:
    near = {"text": "3.800", "value": 3800.0}
    answer(folder, {"one": "b", "several": ["a"], "number": near, "word": "SFOR <script>x()</script>"}, "sr")
    solve(folder, "total = 27\nhalf = 14")


def untouched(folder: Path) -> None:
    """Hand in the release as it is."""


def no_sheet(folder: Path) -> None:
    solve(folder)


def damaged_sheet(folder: Path) -> None:
    answer(folder, RIGHT)
    solve(folder)
    path = folder / "answers" / "trial.json"
    lines = path.read_text(encoding="utf-8").splitlines()
    # Cut in the middle of the last of four attempts.
    last = max(number for number, line in enumerate(lines) if '"item"' in line)
    path.write_text("\n".join([*lines[:last], lines[last][:30]]), encoding="utf-8")


def odd_sheet(folder: Path) -> None:
    solve(folder)
    odd: list[Any] = [
        {"id": "1", "item": "one", "response": {"a": 1}, "language": ["en"]},
        {"id": "2", "item": "several", "response": ["a", None, {}, "b"], "version": 7},
        {"id": "3", "item": "number", "response": {"value": "NaN"}},
        {"id": "4", "item": "number", "response": {"value": float("nan")}},
        {"id": "5", "item": "nowhere", "response": "a"},
        {"id": "6", "item": "word", "response": "x" * 100_000},
        "no attempt", None, 7,
    ]  # fmt: skip
    (folder / "answers").mkdir()
    (folder / "answers" / "trial.json").write_text(json.dumps({"attempts": odd}), encoding="utf-8")


def second_thoughts(folder: Path) -> None:
    answer(folder, RIGHT)
    answer(folder, {"one": "b"})
    solve(folder)


def syntax_error(folder: Path) -> None:
    answer(folder, RIGHT)
    solve(folder, "total = = 27")


def dead_kernel(folder: Path) -> None:
    answer(folder, RIGHT)
    solve(folder, "import os\nos._exit(1)")


def no_json(folder: Path) -> None:
    (folder / "trial.ipynb").write_text('{"cells": [', encoding="utf-8")


def no_json_but_answers(folder: Path) -> None:
    answer(folder, RIGHT)
    (folder / "trial.ipynb").write_bytes(b"\xff\xfe\x00{")


def broken_structure(folder: Path) -> None:
    edit(folder, lambda data: data.update(cells={"0": "x"}))


def odd_metadata(folder: Path) -> None:
    answer(folder, RIGHT)
    solve(folder)

    def change(data: dict[str, Any]) -> None:
        named(data, "data")["metadata"]["nbgrader"]["schema_version"] = 99
        data["cells"].append(
            {"cell_type": "code", "source": ["1", 2], "metadata": {"nbgrader": {"grade": True}}}
        )
        data["cells"].append({"cell_type": "poem", "source": None, "metadata": []})
        data["cells"].append("no cell")
        data["metadata"] = {"kernelspec": "python3", "widgets": 7}

    edit(folder, change)


def skip_tag(folder: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        for cell in data["cells"]:
            cell["metadata"]["tags"] = ["skip-execution", "raises-exception", "remove_cell", ""]

    edit(folder, change)


def skip_tag_honest(folder: Path) -> None:
    perfect(folder)
    edit(folder, lambda data: named(data, "test-answer")["metadata"].update(tags=["skip-execution"]))


def _without(*names: str) -> Callable[[Path], None]:
    def hand_in(folder: Path) -> None:
        def change(data: dict[str, Any]) -> None:
            gone = [named(data, name) for name in names]
            data["cells"] = [cell for cell in data["cells"] if cell not in gone]

        edit(folder, change)

    return hand_in


def deleted_tests_honest(folder: Path) -> None:
    perfect(folder)
    _without("test-answer", "quiz-trial", "data")(folder)


def lost_names_honest(folder: Path) -> None:
    perfect(folder)
    edit(folder, lambda data: [cell["metadata"].clear() for cell in data["cells"]])


def _altered(**values: Any) -> Callable[[Path], None]:
    def hand_in(folder: Path) -> None:
        def change(data: dict[str, Any]) -> None:
            for name in ("quiz-trial", "test-answer"):
                named(data, name)["metadata"]["nbgrader"].update(values)

        edit(folder, change)

    return hand_in


def _other_type(kind: str) -> Callable[[Path], None]:
    def hand_in(folder: Path) -> None:
        def change(data: dict[str, Any]) -> None:
            for name in ("quiz-trial", "test-answer"):
                cell = named(data, name)
                cell.update(cell_type=kind)
                cell["metadata"]["nbgrader"]["cell_type"] = kind
                del cell["outputs"], cell["execution_count"]

        edit(folder, change)

    return hand_in


def renamed(folder: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        for name in ("quiz-trial", "test-answer"):
            named(data, name)["metadata"]["nbgrader"]["grade_id"] = f"{name}-2"

    edit(folder, change)


def swapped(folder: Path) -> None:
    """Call the solution cell the quiz's, and the other way round."""

    def change(data: dict[str, Any]) -> None:
        quiz, own = (
            named(data, "quiz-trial")["metadata"]["nbgrader"],
            named(data, "answer")["metadata"]["nbgrader"],
        )
        quiz["grade_id"], own["grade_id"] = own["grade_id"], quiz["grade_id"]

    edit(folder, change)


def doubled(folder: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        for name, points in (("quiz-trial", "6.0"), ("test-answer", "4.0")):
            for place in (0, len(data["cells"])):
                twin = copy.deepcopy(named(data, name))
                data["cells"].insert(place, twin | {"source": points, "id": f"{name}-{place}"})

    edit(folder, change)


def forged(folder: Path) -> None:
    """Print full marks, and patch what the quiz's cell would call."""
    forged_ = "import nastava, sys\nnastava.answered = lambda *a, **k: None\nsys.displayhook = lambda x: None"
    solve(folder, f"{forged_}\ntotal, half = 1, 2")
    edit(folder, lambda data: named(data, "quiz-trial").update(source="6.0"))


def linked_sheet(folder: Path) -> None:
    solve(folder)
    (folder / "answers").mkdir()
    (folder / "answers" / "trial.json").symlink_to("../../../perfect/trial/answers/trial.json")
    (folder / "notes.txt").symlink_to("../../../quizzes/graded/trial.yaml")
    (folder / "all").symlink_to("../../../quizzes")
    os.mkfifo(folder / "pipe")


def linked_notebook(folder: Path) -> None:
    (folder / "trial.ipynb").unlink()
    (folder / "trial.ipynb").symlink_to("../../perfect/trial/trial.ipynb")


def scripts(folder: Path) -> None:
    """Write and display HTML that would run in the browser of whoever opens it."""
    perfect(folder)
    shown = "<script>stolen(1)</script><b onclick='stolen(2)'>seen</b><iframe srcdoc='stolen(3)'></iframe>"
    solve(
        folder,
        f"from IPython.display import HTML, Javascript, Markdown, display\nshown = {shown!r}\n"
        "display(HTML(shown), Markdown(shown), Javascript('stolen(4)'))\ntotal = 27\nhalf = 13.5",
    )
    edit(folder, lambda data: named(data, "why").update(source=f"20 and 7\n\n{shown}"))


#: Name of the student, and what is done to the release before it is handed in.
HANDED_IN: dict[str, Callable[[Path], None]] = {
    "perfect": perfect,
    "half-right": half_right,
    "untouched": untouched,
    "no-sheet": no_sheet,
    "damaged-sheet": damaged_sheet,
    "odd-sheet": odd_sheet,
    "second-thoughts": second_thoughts,
    "syntax-error": syntax_error,
    "dead-kernel": dead_kernel,
    "no-json": no_json,
    "no-json-but-answers": no_json_but_answers,
    "broken-structure": broken_structure,
    "odd-metadata": odd_metadata,
    "skip-tag": skip_tag,
    "skip-tag-honest": skip_tag_honest,
    "deleted-tests": _without("quiz-trial", "test-answer"),
    "deleted-all": _without("quiz-trial", "data", "answer", "test-answer", "why"),
    "deleted-tests-honest": deleted_tests_honest,
    "lost-names-honest": lost_names_honest,
    "more-points": _altered(points=400.0),
    "no-grade-flag": _altered(grade=False, locked=False),
    "called-solution": _altered(grade=True, solution=True, locked=False),
    "markdown": _other_type("markdown"),
    "raw": _other_type("raw"),
    "renamed": renamed,
    "swapped": swapped,
    "doubled": doubled,
    "forged": forged,
    "linked-sheet": linked_sheet,
    "linked-notebook": linked_notebook,
    "scripts": scripts,
}
