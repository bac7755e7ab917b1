"""What the locked, graded cell under a graded quiz does in the learner's own notebook."""

from __future__ import annotations

from nastava.answers import Sheet, sheet_path
from nastava.quizzes.find import find_quiz
from nastava.text.languages import current_language
from nastava.text.messages import translator


def answered(name: str, language: str | None = None) -> None:
    """Print how many items of a graded quiz are answered and saved.

    The marks themselves are given by the grader, from the saved answers; this cell's own output plays no part.

    Args:
        name: id of the quiz.
        language: code of the language; default: the notebook's own.

    Raises:
        QuizNotFoundError: no such quiz.
    """
    _ = translator(current_language(language))
    quiz = find_quiz(name)
    content = Sheet.read(sheet_path(quiz.id))
    seen = {attempt["item"] for attempt in content.attempts}
    items = [item.id for item in quiz.items_in_order]
    missing = [str(number) for number, id_ in enumerate(items, start=1) if id_ not in seen]
    done = len(items) - len(missing)
    lines = [_("Answered and saved: {n} of {total} questions.").format(n=done, total=len(items))]
    if missing:
        lines.append(_("Still open: {numbers}.").format(numbers=", ".join(missing)))
    print(*lines, sep="\n")  # noqa: T201  (printing is what this cell is for)
