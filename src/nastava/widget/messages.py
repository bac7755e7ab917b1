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
    "alone_note": "Nobody marks this quiz: it belongs to an exercise that you do on your own. Answers are saved here, and you can change them.",
    "alone_hand_in": "Hand it in to yourself below when you have answered: from then on it explains every question.",
    "alone_install": "To have it marked and explained here, install the worked solutions: python -m pip install nastava-solutions",
    "alone_handed_in": "You have handed this quiz in to yourself. It is for practice now.",
    "hand_in": "Hand in to yourself",
    "hand_in_open": "Questions without an answer: {n}. Hand in all the same?",
    "hand_in_yes": "Hand in now",
    "attempts_left": "{n} of {most} attempts used",
    "beyond": "This is answer {n} to a question that allows {most}. It is kept; your instructor sees the number.",
    "survey": "Thank you. This answer is kept and not marked.",
    "survey_note": "Not marked",
    "by_hand": "Kept. A person marks this answer.",
    "open": "Not answered",
    "certainty": "How certain are you that your answer is right?",
    "certainty_1": "Less than 67 %",
    "certainty_2": "67 to 80 %",
    "certainty_3": "More than 80 %",
    "certainty_if": "right {right}, wrong {wrong}",
    "certainty_mark": "Certainty mark: {mark}",
    "certainty_total": "Certainty marks: {mark} of {of}",
    "test_note": "Test: answers are kept and can be changed. They are marked when you finish.",
    "finish": "Finish the test",
    "finish_open": "Questions without an answer: {n}. Finish all the same?",
    "finish_yes": "Finish now",
    "finish_no": "Go on",
    "start": "Start",
    "start_limit": "Questions: {n}. Time: {time}. The clock starts with this button and goes on when the page is closed.",
    "advisory": "The time is not enforced; your instructor sees how long you took.",
    "time_left": "Time left: {time}",
    "time_over": "Over time by {time}",
    "time_up": "The time is over.",
    "review": "How it went",
    "topic": "Topic",
    "points_head": "Points",
    "of": "{points} of {of}",
    "try_missed": "Try the ones you missed ({n})",
    "again": "Start again",
    "show_all": "Show all questions",
    "all_right": "Everything right.",
    "in_focus": "Only the questions that were not right are shown.",
    "all_saved": "All answers are saved. Hand in the assignment as its first page says.",
    # a review
    "rate": "How well did you know it?",
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
    # ordering
    "order_all": "Put in order",
    "move_up": "Move up",
    "move_down": "Move down",
    "moved_to": "{entry}: now {n} of {total}",
    "true_distances": "At their true distances in time",
    # hotspot
    "hotspot_one": "Choose one place in the picture",
    "hotspot_some": "Choose all places in the picture that apply",
    "hotspot_chosen": "Chosen",
    # matching, grouping
    "match_once": "Choose a match for each; a choice serves once.",
    "match_reuse": "Choose a match for each; a choice may serve several times.",
    "choices": "Choices",
    "used_twice": "{choice} is chosen more than once, but a choice serves once.",
    "group_each": "Choose a group for each.",
    "belong_here": "Where these belong",
}
#: One point, several points; a language may have a form for few (two to four) of its own.
POINTS = ("{n} point", "{n} points")
_POINT_FORMS = {"point": 1, "points_few": 2, "points": 5}
#: When an item comes back.
DAYS = ("in {n} day", "in {n} days")


def words(language: str) -> dict[str, str]:
    """Return every message in the language.

    Example:
        >>> words("en")["check"]
        'Check answer'
    """
    messages = catalogue(language)
    texts = {name: messages.gettext(message) for name, message in WORDS.items()}
    return texts | {name: messages.ngettext(*POINTS, count) for name, count in _POINT_FORMS.items()}
