"""The words of the quiz interface, by the names that the browser side uses."""

from __future__ import annotations

from nastava.text.messages import catalogue

#: Name in the ES modules → English message, which is also its key in the catalogues.
WORDS = {
    "check": "Check answer",
    "save": "Save answer",
    "save_anew": "Save changed answer",
    "try_again": "Try again",
    "hint": "Hint",
    "hint_cost": "Hint (costs {percent} %)",
    "solution": "Show the answer and why",
    "right": "Right",
    "partly": "Partly right",
    "wrong": "Not yet",
    "answer_is": "The answer",
    "your_answer": "Your answer",
    "sources": "Sources",
    "question": "Question {n} of {total}",
    "answered": "{n} of {total} answered",
    "score": "Points: {points} of {of}",
    "saved": "Saved {time}",
    "saving": "Saving…",
    "not_saved": "Not saved",
    "save_again": "Save now",
    "draft": "Kept, not handed in",
    "language": "Language",
    "choose_one": "Choose one",
    "choose_some": "Choose all that apply",
    "type_number": "Your number",
    "type_text": "Your answer in a few words",
    "read_as": "Read as {value}",
    "outdated": "This question was changed after you answered it. Please answer it again.",
    "was_right": "right",
    "was_wrong": "wrong",
    "belongs": "belongs to the answer",
    "no_kernel": "The quiz lost its connection. Run its cell again (Shift+Enter); saved answers come back.",
    "graded_note": "Graded quiz: answers are saved here and marked after you hand in. You can change them until then.",
    "all_saved": "All answers are saved. Hand in the assignment as its first page says.",
    # true_false
    "tf_true": "True",
    "tf_false": "False",
    # cloze
    "blank": "Blank {n} of {total}",
    "choose": "Choose…",
    # essay
    "essay_label": "Your text",
    "essay_words": "Words: {n}",
    "essay_between": "{least} to {most} words asked for",
    "essay_least": "at least {least} words asked for",
    "essay_most": "at most {most} words asked for",
    "essay_short": "shorter than asked for",
    "essay_long": "longer than asked for",
    "essay_fits": "as long as asked for",
    "essay_sample": "A sample answer, to compare yours with",
    "essay_rubric": "What it is marked by",
    "essay_criterion": "Criterion",
    "essay_points": "Points",
}
#: One point, several points; a language may have a form for few (two to four) of its own.
POINTS = ("{n} point", "{n} points")
_POINT_FORMS = {"point": 1, "points_few": 2, "points": 5}


def words(language: str) -> dict[str, str]:
    """Return every message in the language.

    Example:
        >>> words("en")["check"]
        'Check answer'
    """
    messages = catalogue(language)
    texts = {name: messages.gettext(message) for name, message in WORDS.items()}
    return texts | {name: messages.ngettext(*POINTS, count) for name, count in _POINT_FORMS.items()}
