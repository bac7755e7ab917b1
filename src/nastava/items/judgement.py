"""What one typed answer is worth, before points come in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from nastava.items.base import Sample


@dataclass(frozen=True)
class Judgement:
    """The share of the points that an answer earns, and the author's words on it."""

    share: float
    feedback: Mapping[str, str] | None = None


def sample_of(raw: Any, share: float, language: str = "en") -> Sample:
    """Return a sample that is called what its share makes it.

    Example:
        >>> sample_of("KFOR", 0.5).name
        'partly'
    """
    name: Literal["right", "partly", "wrong"] = "right" if share >= 1 else "partly" if share > 0 else "wrong"
    return Sample(name, raw, share, language)
