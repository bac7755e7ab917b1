"""What nbgrader does anew each time, done once in a worker's life.

**The scratch gradebook's engine.** nbgrader opens its gradebook about ten times a submission. Each time SQLAlchemy
would compile all statements anew, and look for all tables, which was most of a worker's own time. The scratch
gradebook always lies at the same place and always has its tables and courses; its connection stays open for one
submission.

**Its schema of a cell's metadata.** Before each look at a cell, the schema itself was checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any

from nbgrader import api
from nbgrader.nbgraderformat import common
from sqlalchemy import Engine, create_engine, event


def quicken() -> None:
    """Make this process's gradebooks quick; for workers alone."""
    api.create_engine = _engine
    api.Base.metadata.create_all = _nothing_to_make
    api.inspect = _whole
    api.Gradebook.check_course = _known_course
    api.Gradebook.close = _keep_open
    event.listen(Engine, "connect", _no_waiting_for_the_disk)
    common.jsonschema = SimpleNamespace(validate=_validate)


@cache
def _engine(url: str, **options: Any) -> Engine:
    return create_engine(url, **options)


def _nothing_to_make(bind: Any, **options: Any) -> None:
    """The scratch gradebook is a copy of one that was made whole."""


def _whole(engine: Engine) -> SimpleNamespace:
    """Tell of some table, so that none is missed."""
    return SimpleNamespace(get_table_names=lambda: list(api.Base.metadata.tables))


def _known_course(gradebook: api.Gradebook, course_id: str = "", **more: Any) -> None:
    """The scratch gradebook was made with the courses that are asked for."""


def _keep_open(gradebook: api.Gradebook) -> None:
    gradebook.db.remove()


def let_go(url: str) -> None:
    """Close the connection to the scratch gradebook, before another is laid in its place."""
    _engine(url, echo=False, future=True).dispose()


def _no_waiting_for_the_disk(connection: Any, record: Any) -> None:
    """A scratch gradebook need not outlive a power failure."""
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA journal_mode=MEMORY")


#: By the schema's identity: nbgrader keeps one for each of its versions.
_validators: dict[int, Any] = {}
_validator_for = common.jsonschema.validators.validator_for


def _validate(instance: object, schema: Mapping[str, Any]) -> None:
    if id(schema) not in _validators:
        _validators[id(schema)] = _validator_for(schema)(schema)
    _validators[id(schema)].validate(instance)
