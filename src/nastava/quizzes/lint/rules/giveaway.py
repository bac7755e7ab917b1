"""An item whose answer stands in another one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nastava.quizzes.lint.finding import Finding, Rule
from nastava.quizzes.lint.reading import number_root, plain, roots
from nastava.quizzes.lint.subject import Subject
from nastava.quizzes.source import Place

#: What stands in more of the other items of the bank is part of its subject, and tells no answer.
COMMON = 3
#: A word that stands in more texts than this is not followed, which keeps the search linear.
MOST_TEXTS = 100
#: Smaller whole numbers stand everywhere.
SMALLEST_NUMBER = 10
#: So many ordinary words together are an answer; a name or a number is one where it is half of the key.
TOGETHER = 3

#: Fields that learners see only after they have answered, or ask for.
HIDDEN = frozenset(
    {"accept_partly", "explanation", "feedback", "hints", "near", "rubric", "sample_answer", "unit", "units"}
)

Answer = tuple[Place, frozenset[str]]


@dataclass
class Shelf:
    """The texts of a bank in one language that learners see before they answer, by the roots in them."""

    texts: list[tuple[Subject, str, frozenset[str]]] = field(default_factory=list)
    by_root: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, subject: Subject, name: str, found: frozenset[str]) -> None:
        """Put a text on the shelf."""
        for root in found:
            self.by_root[root].append(len(self.texts))
        self.texts.append((subject, name, found))

    def giver(self, subject: Subject, answer: frozenset[str]) -> tuple[Subject, str] | None:
        """Return another item of the same quiz with the whole answer in one of its texts, where few have it."""
        rarest = min(answer, key=lambda root: len(self.by_root.get(root, ())))
        numbers = self.by_root.get(rarest, ())
        if len(numbers) > MOST_TEXTS:
            return None
        found = [self.texts[number] for number in numbers]
        givers = [(s, name) for s, name, roots_ in found if s is not subject and answer <= roots_]
        if len({other.place for other, _ in givers}) > COMMON:
            return None
        return next((giver for giver in givers if _quiz(giver[0]) == _quiz(subject)), None)


def _look(subjects: Sequence[Subject]) -> Iterator[Finding]:
    shelves: dict[str, Shelf] = defaultdict(Shelf)
    for subject in subjects:
        for name, text in _seen(subject):
            for code, words in text.items():
                shelves[code].add(subject, name, roots(words, code))
    for subject in subjects:
        yield from _given_away(subject, shelves)


def _quiz(subject: Subject) -> str | None:
    # A part of a practice bank is a quiz of its own; otherwise the items of all parts are seen together.
    return subject.item.part if subject.bank.mode == "practice" else None


def _seen(subject: Subject) -> Iterator[tuple[str, Mapping[str, str]]]:
    options = {choice.place: choice.id for group in subject.groups for choice in group.choices}
    for place, text in subject.texts:
        inside = place[len(subject.place) :]
        if place in options:
            yield f"option '{options[place]}'", text
        elif not HIDDEN.intersection(inside):
            yield f"'{'.'.join(map(str, inside))}'", text


def _given_away(subject: Subject, shelves: Mapping[str, Shelf]) -> Iterator[Finding]:
    if subject.item.survey or not subject.fixed:
        return
    for code in subject.stem:
        shelf = shelves[code]
        own = roots(subject.stem[code], code)
        for place, answer in _answers(subject, code):
            giver = shelf.giver(subject, answer) if answer and not answer & own else None
            if giver:
                other, where = giver
                yield Finding(
                    subject,
                    place,
                    f"the answer stands in '{code}' in {where} of the item '{other.item.id}'",
                    "reword one of the two, or keep them in different parts or pools",
                )
                return


def _answers(subject: Subject, code: str) -> Iterator[Answer]:
    """Yield the distinctive roots of each answer: of a key what no distractor of its own has."""
    for group in subject.groups:
        wrong = [roots(choice.text.get(code, ""), code) for choice in group.distractors]
        for choice in group.keys:
            text = choice.text.get(code, "")
            whole = roots(text, code)
            telling = whole.difference(*wrong)
            special = 2 * len(telling) >= len(whole) and any(
                _is_special(root, text, code) for root in telling
            )
            if len(telling) >= TOGETHER or special:
                yield choice.place, telling
    for place, blank in _typed(subject):
        number = _number(blank.get("key"))
        if number is not None and (abs(number) >= SMALLEST_NUMBER or number % 1):
            yield (*place, "key"), frozenset({number_root(number)})
        for index, answer in enumerate(blank.get("accept") or ()):
            yield (*place, "accept", index), roots(str(answer), code)


def _typed(subject: Subject) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    yield subject.place, subject.data
    blanks = subject.data.get("blanks")
    for name, blank in blanks.items() if isinstance(blanks, dict) else ():
        if isinstance(blank, dict):
            yield (*subject.place, "blanks", name), blank


def _number(key: object) -> float | None:
    return float(key) if isinstance(key, (int, float)) and not isinstance(key, bool) else None


def _is_special(root: str, text: str, code: str) -> bool:
    """Return whether a root is a number that is not small, or a name inside the text."""
    if root.startswith("#"):
        return len(root) > len("#9")
    inside = plain(text).split()[1:]
    return any(word[:1].isupper() and root in roots(word, code) for word in inside)


GIVES_AWAY = Rule(
    "gives-away",
    "No item holds the answer to another one that is seen with it.",
    "Haladyna & Downing 1989, on items that cue each other",
    _look,
)
