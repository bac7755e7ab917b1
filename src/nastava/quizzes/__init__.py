"""Question banks: load, validate, find, publish without keys, mark."""

from nastava.quizzes.bank import Bank, PublishedQuiz, load_bank, load_published, publish, read_bank, schema
from nastava.quizzes.faults import Fault
from nastava.quizzes.mark import ItemMark, Marker, QuizMark, mark

__all__ = [
    "Bank",
    "Fault",
    "ItemMark",
    "Marker",
    "PublishedQuiz",
    "QuizMark",
    "load_bank",
    "load_published",
    "mark",
    "publish",
    "read_bank",
    "schema",
]
