"""Handing in: what lies in the learner's folder, where it goes, and the receipt that it leaves."""
