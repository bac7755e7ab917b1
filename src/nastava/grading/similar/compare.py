"""Which texts share passages, and how much of a text these are.

Passages are runs of at least so many words that both have, found by an index of all runs of that length (shingles) and
joined to the longest ones first, as greedy string tiling does (Wise 1993, the method of JPlag). What everybody was given
is no part of them, nor what many have in common. Texts that were reworded have few such runs; they are found by the
words that they have in the same order (longest common subsequence), by RapidFuzz.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel, LCSseq

from nastava.grading.similar.tokens import Kind, Word, words_of, words_of_code


@dataclass(frozen=True)
class Rule:
    """When texts of a kind are worth a look.

    ``run``: words of the shortest passage. ``least``: words of one's own that a text must have to be compared.
    ``share``: of the words of one's own that lie in passages. ``order``: of the words of both that stand in the same
    order, or None where that means nothing: programs for one exercise have most of them so.
    """

    run: int
    least: int
    share: float
    order: float | None


RULES: Mapping[Kind, Rule] = {
    "text": Rule(run=5, least=25, share=0.3, order=0.6),
    "code": Rule(run=12, least=30, share=0.5, order=None),
}
#: A passage that more than this share of all have, and more than so many, is common and tells nothing.
_COMMON_SHARE, _COMMON_LEAST, _COMMON_MOST = 0.1, 5, 30
#: Places of one run in one text that are looked at.
_MOST_PLACES = 8
#: Words of the shortest stretch that is shown of a text that was reworded.
_SHORTEST_SHOWN = 2


@dataclass(frozen=True)
class Text:
    """What a student handed in at one place; ``place`` is a cell, a quiz's item, or a notebook's program."""

    student: str
    place: str
    kind: Kind
    text: str


@dataclass(frozen=True)
class Passage:
    """A stretch that two texts share, from and to a character of each."""

    left: tuple[int, int]
    right: tuple[int, int]
    words: int


@dataclass(frozen=True)
class Pair:
    """Two texts that are worth a look.

    ``share``: how much of the shorter one's own words lies in passages. ``order``: how many of the words of both stand
    in the same order, NaN for programs.
    """

    left: Text
    right: Text
    share: float
    order: float
    passages: tuple[Passage, ...]

    @property
    def rank(self) -> float:
        """By what pairs are sorted."""
        return max(self.share, 0.0 if np.isnan(self.order) else self.order)

    @property
    def longest(self) -> int:
        """Words of the longest passage."""
        return max((passage.words for passage in self.passages), default=0)


@dataclass(frozen=True)
class Given:
    """What everybody was given, which is no sign of anything: texts, programs, names in programs."""

    texts: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()


@dataclass
class _Cut:
    """A text cut into words; ``own`` says which are neither given nor common."""

    text: Text
    words: Sequence[Word]
    keys: Sequence[str]
    own: Sequence[bool]

    @property
    def size(self) -> int:
        return sum(self.own)


def pairs_alike(texts: Iterable[Text], given: Given) -> tuple[list[Pair], int]:
    """Return the pairs that are worth a look, the most alike first, and how many texts were too short to compare."""
    places: dict[tuple[str, Kind], list[Text]] = defaultdict(list)
    for text in texts:
        places[text.place, text.kind].append(text)
    found: list[Pair] = []
    short = 0
    for (_place, kind), group in places.items():
        rule = RULES[kind]
        words = [_words(kind, text.text, given) for text in group]
        taken = _runs(_given_words(kind, given), rule.run) | _common(words, rule.run)
        cut = [_cut(*pair, rule, taken) for pair in zip(group, words, strict=True)]
        long = [one for one in cut if one.size >= rule.least]
        short += len(cut) - len(long)
        found += _pairs(long, rule, taken)
    return sorted(found, key=lambda pair: (-pair.rank, pair.left.student, pair.right.student)), short


def _words(kind: Kind, text: str, given: Given) -> list[Word]:
    return words_of(text) if kind == "text" else words_of_code(text, given.names)


def _given_words(kind: Kind, given: Given) -> Iterator[list[str]]:
    for text in given.texts if kind == "text" else given.programs:
        yield [word.key for word in _words(kind, text, given)]


def _runs(sequences: Iterable[Sequence[str]], length: int) -> set[tuple[str, ...]]:
    return {run for keys in sequences for run in _runs_of(keys, length)}


def _runs_of(keys: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return zip(*(keys[start:] for start in range(length)), strict=False)


def _common(texts: Sequence[Sequence[Word]], length: int) -> set[tuple[str, ...]]:
    """Return the runs that so many texts have that they tell nothing."""
    holders = Counter(chain.from_iterable(_runs([[word.key for word in words]], length) for words in texts))
    limit = min(max(_COMMON_LEAST, int(_COMMON_SHARE * len(texts))), _COMMON_MOST)
    return {run for run, n in holders.items() if n > limit}


def _cut(text: Text, words: list[Word], rule: Rule, taken: set[tuple[str, ...]]) -> _Cut:
    keys = [word.key for word in words]
    own = [True] * len(keys)
    for at, run in enumerate(_runs_of(keys, rule.run)):
        if run in taken:
            own[at : at + rule.run] = [False] * rule.run
    return _Cut(text, words, keys, own)


_Runs = Mapping[tuple[str, ...], Sequence[int]]


def _pairs(cut: Sequence[_Cut], rule: Rule, taken: set[tuple[str, ...]]) -> Iterator[Pair]:
    runs = [_places(one, rule.run, taken) for one in cut]
    order = _order(cut) if rule.order is not None else None
    alike = set(_may_do(cut, runs, rule))
    if order is not None:
        alike |= {(int(a), int(b)) for a, b in np.argwhere(np.triu(order, 1) >= rule.order)}
    for a, b in sorted(alike):
        in_order = float(order[a, b]) if order is not None else float("nan")
        tiles = _tiles(cut[a], cut[b], runs[a], runs[b], rule.run)
        share = max(_covered(cut[a], tiles, 0), _covered(cut[b], tiles, 1))
        if share < rule.share and not (rule.order is not None and in_order >= rule.order):
            continue
        shown = tiles if share >= rule.share else sorted({*tiles, *_in_order(cut[a], cut[b], tiles)})
        passages = tuple(_passage(cut[a], cut[b], *tile) for tile in shown)
        yield Pair(cut[a].text, cut[b].text, share, in_order, passages)


def _places(cut: _Cut, length: int, taken: set[tuple[str, ...]]) -> _Runs:
    """Return the runs of a text with their first places; the same word a thousand times makes no thousand."""
    found: dict[tuple[str, ...], list[int]] = {}
    for at, run in enumerate(_runs_of(cut.keys, length)):
        if run not in taken:
            places = found.setdefault(run, [])
            if len(places) < _MOST_PLACES:
                places.append(at)
    return found


def _may_do(cut: Sequence[_Cut], runs: Sequence[_Runs], rule: Rule) -> Iterator[tuple[int, int]]:
    """Yield the pairs with so many runs in common that these could make up the share, however they lie."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, places in enumerate(runs):
        for run in places:
            holders[run].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for run, numbers in holders.items():
        for a, b in combinations(numbers, 2):
            shared[a, b] += max(len(runs[a][run]), len(runs[b][run]))
    for (a, b), n in shared.items():
        if n * rule.run >= rule.share * min(cut[a].size, cut[b].size):
            yield a, b


def _tiles(left: _Cut, right: _Cut, here: _Runs, there: _Runs, length: int) -> list[tuple[int, int, int]]:
    """Return the passages as (place in left, place in right, words): the longest first, none over another."""
    matches = {(i, j) for run in here.keys() & there.keys() for i in here[run] for j in there[run]}
    stretches = []
    for i, j in matches:
        if (i - 1, j - 1) not in matches:
            more = 0
            while (i + more + 1, j + more + 1) in matches:
                more += 1
            stretches.append((-length - more, i, j))
    free_left, free_right = [True] * len(left.keys), [True] * len(right.keys)
    tiles = []
    for negative, i, j in sorted(stretches):
        for start, words in _free(free_left[i : i - negative], free_right[j : j - negative]):
            if words >= length:
                at, to = i + start, j + start
                free_left[at : at + words] = free_right[to : to + words] = [False] * words
                tiles.append((at, to, words))
    return sorted(tiles)


def _free(left: Sequence[bool], right: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the stretches that are free on both sides, as (start, length)."""
    found: list[tuple[int, int]] = []
    start = None
    for at, free in enumerate([*(a and b for a, b in zip(left, right, strict=True)), False]):
        if free and start is None:
            start = at
        elif not free and start is not None:
            found.append((start, at - start))
            start = None
    return found


def _covered(cut: _Cut, tiles: Iterable[tuple[int, int, int]], side: int) -> float:
    """Return which share of a text's own words lies in the passages."""
    inside = sum(sum(cut.own[tile[side] : tile[side] + tile[2]]) for tile in tiles)
    return inside / cut.size


def _order(cut: Sequence[_Cut]) -> Any:
    """Return for all pairs how many of their own words stand in the same order, as a share of those of both."""
    # A character for each word: RapidFuzz compares strings fastest. Half character pairs are no characters.
    spare = map(chr, chain(range(1, 0xD800), range(0xE000, 0x110000)))
    character: dict[str, str] = defaultdict(lambda: next(spare))
    written = [
        "".join(character[key] for key, own in zip(one.keys, one.own, strict=True) if own) for one in cut
    ]
    return process.cdist(written, written, scorer=Indel.normalized_similarity, dtype=np.float32)


def _in_order(left: _Cut, right: _Cut, tiles: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the stretches of words in the same order, apart from the passages that are known already."""
    known_left = {at + k for at, _to, length in tiles for k in range(length)}
    known_right = {to + k for _at, to, length in tiles for k in range(length)}
    blocks = LCSseq.opcodes(left.keys, right.keys).as_matching_blocks()
    return [
        (block.a, block.b, block.size)
        for block in blocks
        if block.size >= _SHORTEST_SHOWN
        and known_left.isdisjoint(range(block.a, block.a + block.size))
        and known_right.isdisjoint(range(block.b, block.b + block.size))
    ]


def _passage(left: _Cut, right: _Cut, at: int, to: int, length: int) -> Passage:
    return Passage(
        (left.words[at].start, left.words[at + length - 1].end),
        (right.words[to].start, right.words[to + length - 1].end),
        length,
    )
