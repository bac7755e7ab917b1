"""Self-study: the learner's record, what is due for review, progress."""

from nastava.study.record import Record
from nastava.study.record_event import Event

__all__ = ["Event", "Record"]
