"""The course on paper: the lessons as a book, the graded quizzes as tests, and the answer key.

:mod:`reader` makes the book, :mod:`papers` the tests and the key; :mod:`page` is what they have in common.
"""
