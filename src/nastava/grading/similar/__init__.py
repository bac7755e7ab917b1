"""Submissions that are suspiciously alike: what students wrote and programmed, passage by passage.

What comes out is a signal to look, never a verdict. :mod:`gather` reads what was handed in, :mod:`tokens` cuts it into
words, :mod:`compare` finds the passages, :mod:`page` shows them side by side.
"""
