"""The rules of item writing, one concept a file."""

from __future__ import annotations

from nastava.quizzes.lint.finding import Rule
from nastava.quizzes.lint.rules.above import ALL_OF_THE_ABOVE, NONE_OF_THE_ABOVE
from nastava.quizzes.lint.rules.clang import CLANG
from nastava.quizzes.lint.rules.convergence import CONVERGENCE
from nastava.quizzes.lint.rules.determiners import ABSOLUTE_WORDS, VAGUE_WORDS
from nastava.quizzes.lint.rules.giveaway import GIVES_AWAY
from nastava.quizzes.lint.rules.grammar import UNEQUAL_GRAMMAR
from nastava.quizzes.lint.rules.length import LONGEST_KEY
from nastava.quizzes.lint.rules.loaded import LOADED_WORDS
from nastava.quizzes.lint.rules.negative import NEGATIVE_STEM
from nastava.quizzes.lint.rules.numbers import NUMBER_ORDER, OVERLAPPING_RANGES
from nastava.quizzes.lint.rules.position import KEY_POSITION
from nastava.quizzes.lint.rules.teaching import MANY_OPTIONS, NO_FEEDBACK

#: Every rule by its id, in the order in which they are told of.
RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        NEGATIVE_STEM,
        LOADED_WORDS,
        LONGEST_KEY,
        UNEQUAL_GRAMMAR,
        CLANG,
        CONVERGENCE,
        ABSOLUTE_WORDS,
        VAGUE_WORDS,
        ALL_OF_THE_ABOVE,
        NONE_OF_THE_ABOVE,
        NUMBER_ORDER,
        OVERLAPPING_RANGES,
        MANY_OPTIONS,
        NO_FEEDBACK,
        GIVES_AWAY,
        KEY_POSITION,
    )
}

__all__ = ["RULES"]
