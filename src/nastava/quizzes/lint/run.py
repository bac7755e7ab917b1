"""Looking at a bank with every rule, and at what its author allows."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from nastava.quizzes.bank import Bank
from nastava.quizzes.lint.finding import Remark
from nastava.quizzes.lint.rules import RULES
from nastava.quizzes.lint.subject import subjects_of
from nastava.quizzes.source import Place, Source

#: What the linter tells of silences; they can't be silenced themselves.
UNKNOWN_SILENCE = "unknown-silence"
IDLE_SILENCE = "idle-silence"
_OURS = "Nastava, on silencing a rule"


def lint(bank: Bank, source: Source) -> list[Remark]:
    """Return what an expert in item writing would object to in a valid bank, in the order of the file.

    What an item or the bank allows is left out; what it allows in vain is told.
    """
    subjects = subjects_of(bank, source)
    ids = {subject.place: subject.item.id for subject in subjects}
    allowed: dict[Place, Mapping[str, str]] = {s.place: s.item.allow for s in subjects if s.item.allow}
    if bank.allow:
        allowed[()] = bank.allow
    used: set[tuple[Place, str]] = set()
    remarks = []
    for rule in RULES.values():
        for finding in rule.look(subjects):
            owner = finding.subject.place if finding.subject else ()
            if rule.id in allowed.get(owner, ()):
                used.add((owner, rule.id))
                continue
            line = source.line(finding.place)
            told = finding.problem, finding.mend, rule.source
            remarks.append(Remark(source.path, line, ids.get(owner), rule.id, *told))
    for owner, allow in allowed.items():
        remarks += (
            Remark(source.path, source.line((*owner, "allow", id_)), ids.get(owner), *words, _OURS)
            for id_ in allow
            if (owner, id_) not in used
            for words in _in_vain(id_, of_bank=not owner)
        )
    return sorted(remarks, key=lambda remark: remark.line)


def _in_vain(id_: str, *, of_bank: bool) -> Iterator[tuple[str, str, str]]:
    rule = RULES.get(id_)
    if rule is None:
        near = difflib.get_close_matches(id_, RULES, n=1)
        mend = f"did you mean '{near[0]}'" if near else "take one of those that 'nastava check --rules' lists"
        yield UNKNOWN_SILENCE, f"'allow' names '{id_}', which is no rule", mend
    elif rule.of_bank and not of_bank:
        problem = f"'allow' names '{id_}', which looks at the bank as a whole"
        yield IDLE_SILENCE, problem, "move it to the 'allow' of the bank"
    elif of_bank and not rule.of_bank:
        problem = f"the bank's 'allow' names '{id_}', which looks at single items"
        yield IDLE_SILENCE, problem, "move it to the items that need it"
    else:
        yield IDLE_SILENCE, f"'allow' names '{id_}', which finds nothing here", "take it out"
