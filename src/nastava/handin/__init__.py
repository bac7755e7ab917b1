"""Handing in: what lies in the learner's folder, where it goes, and the receipt that it leaves."""

from nastava.handin.page import hand_in

__all__ = ["hand_in"]
