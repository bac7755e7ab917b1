"""What grading says to students, in the language of the source; ``_`` marks it for the catalogues."""

from __future__ import annotations


def _(message: str) -> str:
    return message


# The notebook handed in
NOTEBOOK_NOT_A_FILE = _("The notebook handed in was a link or no file. Links are not followed.")
NOT_JSON = _("The notebook handed in is damaged and can't be read (line {line}: {why}).")
NO_NOTEBOOK = _("The file handed in is no Jupyter notebook.")
PUT_BACK = _(
    "The cell “{cell}” was missing from the notebook handed in, or had lost its name. It was put back."
)
KERNEL_ENDED = _("The program ended or stopped answering, in this cell or before it.")

# The answer sheet
SHEET_MISSING = _("No answer sheet was handed in ({file}).")
SHEET_NOT_A_FILE = _(
    "The answer sheet {file} was a link or no file. Links are not followed, so it was not read."
)
SHEET_UNREADABLE = _("The answer sheet {file} can't be read ({why}).")
SHEET_NEWER = _(
    "The answer sheet {file} was written by a newer version of Nastava than the one that marks it. "
    "It was read as far as that goes."
)
SHEET_WAITING = _("Answers that waited in {file} are marked too: {n}.")
SURPLUS = _("The quiz gives more points now than the released cell has ({of}); the surplus is left out.")
GONE = _(
    "The question “{item}” was released and is not in the quiz's bank any more, so that it earned nothing of its {points} points. "
    "For the instructor: put it back into the bank under the same id, and grade again with --force."
)
UNSURE = _(
    "The question “{item}” was changed after its release, and its numbers can't all be had from what was released. "
    "For the instructor: compare the number asked for with the question as released, and correct the points by hand."
)
STRAY = _(
    "The answer sheet has answers to questions that are not asked here and were not marked: {items}. "
    "For the instructor: the quiz was perhaps changed or released anew after it was handed out."
)
BEYOND_ATTEMPTS = _("Question {n} ({item}) was answered {times} times; the quiz allows {most}.")
BEYOND_TIME = _(
    "From start to last answer the quiz took {minutes} min {seconds} s. "
    "The limit is {limit} min; up to {grace} s more are not reported."
)
