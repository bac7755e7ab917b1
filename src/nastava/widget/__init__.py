"""The quiz in a notebook: an anywidget view and its ES modules."""

from nastava.widget.answered import answered
from nastava.widget.quiz import QuizWidget, quiz, static_bundle

__all__ = ["QuizWidget", "answered", "quiz", "static_bundle"]
