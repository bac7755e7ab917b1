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

# Limits of the sandbox
OVER_MEMORY = _("The program used more memory than the limit of {limit} MiB, and was ended.")
OVER_CPU = _("The program used more processor time than the limit of {limit} s, and was ended.")
OVER_TIME = _("The program ran longer than the limit of {limit} s in all, and was ended.")
OVER_CELL = _(
    "A cell ran longer than the limit of {limit} s and could not be interrupted, and the program was ended."
)
OVER_DISK = _("The files take more than the limit of {limit} MiB, and the program was ended.")
OVER_OUTPUT = _("The program printed more than the limit of {limit} MiB, and was ended.")

# The quiz
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

# Tests of exercises
THE_TEST = _("The test of this exercise")
ALL_PASSED = _("The test of this exercise passes")
ASSERTION_FAILED = _("A condition of this test does not hold yet.")
PART_OF_THE_POINTS = _("Part of this is right.")
TEST_UNREADABLE = _("This exercise could not be tested by the program. A person will look at it.")
ANSWER_TOO_LATE = _("The student's program did not answer within {seconds} seconds.")
KERNEL_SILENT = _("The student's program answered neither questions nor interrupts and was ended.")
NO_TIME_LEFT = _("The time for the answers of the student's program was used up.")

# For the instructor, on tests
TEST_STOPPED = _(
    "The test itself stopped with an error ({error}). It has no points until somebody has looked at it. "
    "Compare fetched values inside that=, or mend the test and grade again."
)
NAME_UNKNOWN = _(
    "The test itself stopped with an error ({error}). It runs in a kernel of its own, which knows no names of the "
    "student's notebook: write student.value('name'), or put the line “# nastava: in the student's kernel” into "
    "the cell. What a locked cell above prepares for tests too needs the line “# nastava: in both kernels”."
)
POINTS_DIFFER = _(
    "The checks of this test add up to {total} points, but the cell has {of}. Change the one or the other, "
    "release again and grade again; until then look at these points."
)
ODD_NUMBER = _("The test gave a number that is no points: they are between 0 and {of}. Mend the test.")
ODD_REPORT = _("The kernel of the tests gave no readable report. Grade again; if it stays so, mend the test.")
COMPUTED_TOO_EARLY = _(
    "The test computed with a value that the student does not have, and ended there. Compute inside that=, so "
    "that the checks below go on."
)
TRUSTED_KERNEL_LOST = _(
    "The kernel of the tests ended or ran out of time in this cell ({error}). The cell has no points until "
    "somebody has looked at it; the tests after it ran in a new kernel."
)
IN_STUDENTS_KERNEL = _(
    "This test ran in the student's own kernel, as its source asks for: whoever sets out to deceive it can."
)

# For the instructor, on the notebook handed in
NOTES_TITLE = _("For the instructor")
NOTE_MISSING = _("It was missing from the notebook handed in and was put back.")
NOTE_ALTERED = _("Its text was changed; the original was run.")
NOTE_DOUBLED = _("It stood there {n} times; the last one was taken.")
NOTE_ADDED = _("It is marked as graded there, but the assignment has no such cell; it earns nothing.")
NOTE_RETAGGED = _("It had tags that are not the instructor's ({tags}); they were taken away.")
NOTE_POINTS = _("Its points were changed to {points}; the gradebook's {of} count.")
NOTE_FLAGS = _("What nbgrader notes of it was changed ({what}); the gradebook's word counts.")
NOTE_ODD_FILE = _("“{file}” was a link or a special file when it was handed in, and was not taken.")
NO_TIME = _("{file} holds no time, so that nothing is known of when it was handed in.")
NOTE_CLOCK = _(
    "The clock of the answer sheet runs backwards. Answers dated before the one that came before them: {n}; "
    "by up to {span}."
)
NOTE_FIGURE = _(
    "What the program says of its figure (its own word), and below it the pictures that it showed:"
)
NOTE_NO_PICTURE = _("What the program says of its figure (its own word). It showed no picture above.")
NOTE_STDERR = _("The test wrote to stderr, which costs nothing:")
NOTE_ERROR = _("Where the test stopped:")
