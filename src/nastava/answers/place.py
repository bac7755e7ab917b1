"""Where an answer sheet lives."""

from __future__ import annotations

from pathlib import Path

from nastava.text.languages import WORKSPACE_MARKER


def sheet_path(quiz_id: str, folder: Path | None = None) -> Path:
    """Return the path of the answer sheet for a quiz answered in ``folder`` (default: working directory).

    In a released assignment, known by the keyless quiz beside the notebook, the sheet lies beside the
    notebook too, so that it is handed in with it. In a workspace there is one ``answers`` folder for all, so
    that the same lesson in another language shows the same responses. Else it is the folder itself.

    Example:
        >>> sheet_path("kfor", Path("/nowhere")).as_posix().endswith("/nowhere/answers/kfor.json")
        True
    """
    folder = (folder or Path.cwd()).absolute()
    home = folder
    if not (folder / "quizzes" / f"{quiz_id}.json").is_file():
        for candidate in (folder, *folder.parents):
            if (candidate / WORKSPACE_MARKER).is_file():
                home = candidate
                break
    return home / "answers" / f"{quiz_id}.json"
