"""Plausible wrong solutions of the assignment reading-the-report: three for each exercise, with what they still earn."""

from __future__ import annotations

#: By exercise: what is written in the place of the solution, and what it earns.
WRONG: dict[str, list[tuple[str, float]]] = {
    "predict": [
        # No judgement is seen in the bars.
        ('prediction = "A"', 0),
        # Every statement on the visit is taken for a judgement.
        ('prediction = "C"', 0),
        # The quotation marks are missing.
        ("prediction = B", 0),
    ],
    "choose": [
        # The example is copied without changing the value.
        ('chosen_subject = "visit"', 0),
        # The subject is written in small letters.
        ('chosen_subject = "kfor"', 0),
        # The quotation marks are missing.
        ("chosen_subject = KFOR", 0),
    ],
    "draw": [
        # The kind of the example is kept.
        ('kind = "count"\nunit = "statements"\ntitle = "Assessments in the article"', 2),
        # The plural finds nothing, so that there are no bars.
        ('kind = "assessments"\nunit = "iskazi"\ntitle = "Ocjene u članku"', 2),
        # Unit and title do not say what is shown.
        ('kind = "assessment"\nunit = "people"\ntitle = "My figure"', 2),
    ],
    "share": [
        # The lines are copied as they stand.
        (
            'share = round(alone / every * 100)\nalone = len(lonely)\nevery = len(statements)\nlonely = statements[statements["elsewhere"] == "no"]\n',
            0,
        ),
        # The statements that were read elsewhere are counted.
        (
            'lonely = statements[statements["elsewhere"] == "yes"]\nalone = len(lonely)\nevery = len(statements)\nshare = round(alone / every * 100)\n',
            1,
        ),
        # Part and whole change places.
        (
            'lonely = statements[statements["elsewhere"] == "no"]\nalone = len(lonely)\nevery = len(statements)\nshare = round(every / alone * 100)\n',
            2,
        ),
    ],
}
