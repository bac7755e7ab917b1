"""Items made for a test: what every item must have, around the fields that the test is about."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from nastava.items import AnyItem, Item

FRAME: dict[str, Any] = {
    "id": "an-item",
    "stem": {"en": "Which?", "sr": "Koje?"},
    "explanation": {"en": "So.", "sr": "Tako."},
    "tags": {"topic": "kfor", "bloom": "remember"},
    "facts": ["seed-kfor-total"],
}
_ADAPTER: TypeAdapter[Item] = TypeAdapter(AnyItem)


def made(**fields: Any) -> Item:
    """Return an item of the type named under ``type``; raise ``ValidationError`` as for a bank."""
    return _ADAPTER.validate_python({**FRAME, **fields})
