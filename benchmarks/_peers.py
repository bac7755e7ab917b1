"""The same quiz in five hands: Nastava, three peers, and ipywidgets as one would write it without any of them.

Of each: the cell that imports and reads the questions (not measured), the cell that shows the quiz, how its
inputs are found, and how one response is given. The JavaScript gets ``cell`` and the number ``n`` of the item.
"""

from __future__ import annotations

from dataclasses import dataclass

_READ = """\
import json
questions = json.load(open("questions.json", encoding="utf-8"))
"""


@dataclass(frozen=True)
class Contestant:
    """How a quiz is shown and answered with one of them. ``choose`` is empty where pressing chooses."""

    name: str
    setup: str
    show: str
    inputs: str
    choose: str
    press: str
    told: str
    #: Items that are answered one by one; 1 where only the whole quiz can be handed in.
    responses: int = 5


NASTAVA = Contestant(
    name="nastava",
    # Without the answers of the round before.
    setup="""\
import nastava.widget
from nastava import quiz
from nastava.answers import sheet_path
sheet_path("bench").unlink(missing_ok=True)
""",
    show='quiz("bench")',
    inputs=".nastava-quiz .nq-options input",
    choose="cell.querySelectorAll('.nq-item')[n].querySelector('input').click()",
    press="cell.querySelectorAll('.nq-item')[n].querySelector('.nq-button').click()",
    told="cell.querySelectorAll('.nq-item')[n].querySelector('.nq-verdict')",
)

IPYWIDGETS = Contestant(
    name="ipywidgets",
    setup=_READ
    + '''
import ipywidgets as widgets
from IPython.display import display


def item(question):
    """One question: its text, its options, a button, and a place for the feedback."""
    single = len(question["keys"]) == 1
    if single:
        radio = widgets.RadioButtons(options=question["options"], value=None)
        inputs = [radio]
    else:
        inputs = [widgets.Checkbox(description=text, indent=False) for text in question["options"]]
    button = widgets.Button(description="Check answer")
    output = widgets.Output()

    def check(_button):
        chosen = [radio.value] if single else [box.description for box in inputs if box.value]
        with output:
            output.clear_output()
            display(widgets.HTML("Right" if chosen == question["keys"] else "Not yet"))

    button.on_click(check)
    return widgets.VBox([widgets.HTML(question["stem"]), *inputs, button, output])
''',
    show="widgets.VBox([item(question) for question in questions])",
    inputs=":is(.widget-radio-box, .widget-checkbox) input",
    choose="cell.querySelectorAll('.widget-radio-box')[n].querySelector('input').click()",
    press="cell.querySelectorAll('button.widget-button')[2 * n].click()",
    told="cell.querySelectorAll('.widget-output')[2 * n].querySelector('.widget-html')",
)

IPYQUIZJB = Contestant(
    name="ipyquizjb",
    setup=_READ
    + """
from ipyquizjb import display_questions
theirs = [
    {"type": "MULTIPLE_CHOICE", "body": q["stem"], "answers": q["options"], "answer": q["keys"]}
    for q in questions
]
""",
    # As a group, its default: an output for each question would be more than JupyterLab shows of a cell.
    show="display_questions(theirs)",
    inputs="button.widget-toggle-button",
    choose="cell.querySelector('.widget-toggle-buttons button').click()",
    press="[...cell.querySelectorAll('button.widget-button')]"
    ".find((button) => button.textContent.includes('Check answer')).click()",
    told="cell.textContent.includes('Some questions are not yet answered')",
    responses=1,
)

JUPYTERQUIZ = Contestant(
    name="jupyterquiz",
    setup=_READ
    + """
from jupyterquiz import display_quiz
theirs = [
    {
        "question": q["stem"],
        "type": "multiple_choice" if len(q["keys"]) == 1 else "many_choice",
        "answers": [
            {"answer": option, "correct": option in q["keys"], "feedback": "Noted."} for option in q["options"]
        ],
    }
    for q in questions
]
""",
    show="display_quiz(theirs, shuffle_answers=False)",
    inputs=".MCButton",
    choose="",
    press="cell.querySelectorAll('.Quiz')[2 * n].querySelector('.MCButton').click()",
    told="cell.querySelectorAll('.Quiz')[2 * n].querySelector('.Feedback').textContent",
)

NBAUTOEVAL = Contestant(
    name="nbautoeval",
    setup=_READ
    + """
import os, pathlib
pathlib.Path(os.environ["NBAUTOEVAL_LOG"]).with_suffix(".storage").unlink(missing_ok=True)
from nbautoeval import MarkdownOption, Quiz, QuizQuestion
""",
    show="""\
theirs = [
    QuizQuestion(
        question=q["stem"],
        options=[MarkdownOption(option, correct=option in q["keys"]) for option in q["options"]],
        shuffle=False,
        exactly_one_option=len(q["keys"]) == 1,
    )
    for q in questions
]
Quiz(exoname="bench", questions=theirs, shuffle=False, max_attempts=50).widget()
""",
    inputs=".nbae-quiz input[type=checkbox]",
    choose="cell.querySelector('.nbae-quiz input[type=checkbox]').click()",
    press="cell.querySelector('.nbae-quiz button.submit').click()",
    told="cell.querySelector('.nbae-quiz .summary').textContent.includes('score')",
    responses=1,
)

CONTESTANTS = (NASTAVA, JUPYTERQUIZ, IPYQUIZJB, NBAUTOEVAL, IPYWIDGETS)
