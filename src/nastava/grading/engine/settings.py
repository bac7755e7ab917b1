"""Settings of the engine: traits, set in ``nbgrader_config.py`` like nbgrader's own."""

from __future__ import annotations

from traitlets import Float, Integer
from traitlets.config import Configurable


class GradingEngine(Configurable):
    """Limits of ``nastava grade``, as ``c.GradingEngine.deadline = 300``."""

    deadline = Float(
        600.0,
        min=1.0,
        help=(
            "Seconds for one submission, all its notebooks together. A worker that takes longer is ended and replaced, "
            "and the submission waits for a person. 'Execute.timeout' is the limit of one cell."
        ),
    ).tag(config=True)

    max_megabytes = Integer(
        100, min=1, help="Largest submission that is graded, all its files together, in megabytes."
    ).tag(config=True)

    max_files = Integer(2000, min=1, help="Most files of a submission that is graded.").tag(config=True)

    max_result_megabytes = Integer(
        200, min=1, help="Largest result that is taken: the graded notebooks and the files beside them."
    ).tag(config=True)
