"""What all models of banks are made of: strict models, identifiers, texts in several languages, faults."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Localized = Annotated[
    dict[Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]+)*$")], Annotated[str, Field(min_length=1)]],
    Field(min_length=1, description="The same text in each language of the course, by language code."),
]


class Model(BaseModel):
    """Base of all bank models: unknown fields are faults, values are not coerced, nothing changes later."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def broken(problem: str, mend: str) -> PydanticCustomError:
    """Return the error for a rule that a bank breaks, to be raised in a validator.

    Example:
        >>> broken("no option is the key", "mark one with 'key: true'").message()
        'no option is the key'
    """
    return PydanticCustomError("nastava", "{problem}", {"problem": problem, "mend": mend})
