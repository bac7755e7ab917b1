"""The texts of a bank, found by their form: whatever is written by language code, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nastava.quizzes.source import Place
from nastava.text.languages import is_localized

#: Fields whose keys may look like codes of languages, and which hold no text for learners: rules, ids.
_NO_TEXTS = frozenset({"allow", "key"})


def texts_of(data: Any, place: Place = ()) -> Iterator[tuple[Place, Mapping[str, str]]]:
    """Yield every text below a place, as it was read from the file, with its place.

    Example:
        >>> list(texts_of({"stem": {"en": "Who?", "sr": "Ko?"}, "points": 1}))
        [(('stem',), {'en': 'Who?', 'sr': 'Ko?'})]
    """
    if isinstance(data, dict):
        if is_localized(data):
            yield place, data
            return
        for key, value in data.items():
            if key not in _NO_TEXTS:
                yield from texts_of(value, (*place, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from texts_of(value, (*place, index))
