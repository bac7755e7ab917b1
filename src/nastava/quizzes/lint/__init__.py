"""What an expert in item writing would object to: warnings beside the faults of ``nastava check``.

``rules/`` has a file per concept, ``words/`` the word lists of each language. docs/item-writing.md tells the
rules with their reasons.
"""

from nastava.quizzes.lint.finding import Finding, Remark, Rule
from nastava.quizzes.lint.rules import RULES
from nastava.quizzes.lint.run import lint

__all__ = ["RULES", "Finding", "Remark", "Rule", "lint"]
