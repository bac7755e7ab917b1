"""What the instructor's page says of the assignments is what they are."""

from __future__ import annotations

import json

from nastava.content import content_root


def test_the_table_of_points_is_true() -> None:
    """Each assignment stands in the table with its points for code, quiz and written part."""
    page = (content_root() / "docs" / "instructor.md").read_text(encoding="utf-8")
    for path in (content_root() / "solutions").glob("*/*.ipynb"):
        points = {"code": 0, "quiz": 0, "written": 0}
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            about = cell["metadata"].get("nbgrader", {})
            if about.get("grade"):
                kind = "written" if cell["cell_type"] == "markdown" else "code"
                points["quiz" if "quiz" in about["grade_id"] else kind] += about["points"]
        row = next(line for line in page.splitlines() if line.startswith(f"| `{path.stem}`"))

        numbers = [int(cell) for cell in row.split("|")[3:7]]
        assert numbers == [*points.values(), sum(points.values())], path.stem
        assert 20 <= sum(points.values()) <= 100
        assert points["quiz"] + points["written"] >= points["code"]
