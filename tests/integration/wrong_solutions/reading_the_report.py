"""Plausible wrong solutions of the assignment reading-the-report, and the points that each earns.

By exercise: why somebody writes it, what they write in the place of the solution, what it earns.
"""

from __future__ import annotations

WRONG: dict[str, list[tuple[str, str, float]]] = {
    "predict": [
        ("no judgement is seen in the bars", 'prediction = "A"', 0),
        ("every statement on the visit is taken for a judgement", 'prediction = "C"', 0),
        ("the quotation marks are missing", "prediction = B", 0),
    ],
    "choose": [
        ("the example is copied without changing the value", 'chosen_subject = "visit"', 0),
        ("the subject is written in small letters", 'chosen_subject = "kfor"', 0),
        ("the quotation marks are missing", "chosen_subject = KFOR", 0),
    ],
    "draw": [
        (
            "the kind of the example is kept",
            'kind = "count"\nunit = "statements"\ntitle = "Assessments in the article"',
            2,
        ),
        (
            "the plural finds nothing, so that there are no bars",
            'kind = "assessments"\nunit = "iskazi"\ntitle = "Ocjene u članku"',
            2,
        ),
        (
            "unit and title do not say what is shown",
            'kind = "assessment"\nunit = "people"\ntitle = "My figure"',
            2,
        ),
    ],
    "share": [
        (
            "the lines are copied as they stand",
            """\
share = round(alone / every * 100)
alone = len(lonely)
every = len(statements)
lonely = statements[statements["elsewhere"] == "no"]
""",
            0,
        ),
        (
            "the statements that were read elsewhere are counted",
            """\
lonely = statements[statements["elsewhere"] == "yes"]
alone = len(lonely)
every = len(statements)
share = round(alone / every * 100)
""",
            1,
        ),
        (
            "part and whole change places",
            """\
lonely = statements[statements["elsewhere"] == "no"]
alone = len(lonely)
every = len(statements)
share = round(every / alone * 100)
""",
            2,
        ),
    ],
}
