"""The rules of the xAPI specification, 1.0.3, part two (Data), for the statements that we write.

Numbers in brackets are those of its sections. Written after the specification alone, not after our writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+")
_DURATION = re.compile(
    r"P(?=\d|T\d)(?:\d+(?:\.\d+)?W|(?:\d+(?:\.\d+)?Y)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?D)?"
    r"(?:T(?=\d)(?:\d+(?:\.\d+)?H)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?S)?)?)"
)
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)")
_LANGUAGE = re.compile(
    r"[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*"
)
_INTERACTIONS = {
    "true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing", "likert", "numeric",
    "other",
}  # fmt: skip
_IDENTIFIERS = {"mbox", "mbox_sha1sum", "openid", "account"}


def faults(statement: Any) -> list[str]:
    """Return what breaks a rule, empty for a statement that a store must take."""
    return list(_statement(statement))


def _keys(value: Any, place: str, allowed: set[str], required: set[str] = frozenset()) -> Iterator[str]:  # type: ignore[assignment]
    if not isinstance(value, Mapping):
        yield f"{place}: no object"
        return
    yield from (f"{place}: unknown property {name} (2.2)" for name in value.keys() - allowed)
    yield from (f"{place}: {name} is missing" for name in required - value.keys())
    yield from (f"{place}.{name}: null (2.2)" for name, one in value.items() if one is None)


def _statement(value: Any) -> Iterator[str]:
    allowed = {"id", "actor", "verb", "object", "result", "context", "timestamp", "stored", "authority", "version",
               "attachments"}  # fmt: skip
    yield from _keys(value, "statement", allowed, {"actor", "verb", "object"})
    if not isinstance(value, Mapping):
        return
    if "id" in value and not (isinstance(value["id"], str) and _UUID.fullmatch(value["id"])):
        yield "id: no UUID (2.4.1)"
    yield from _actor(value.get("actor"))
    yield from _verb(value.get("verb"))
    yield from _activity(value.get("object"), "object")
    if "result" in value:
        yield from _result(value["result"])
    if "context" in value:
        yield from _context(value["context"])
    if "timestamp" in value:
        yield from _timestamp(value["timestamp"])


def _actor(value: Any) -> Iterator[str]:
    yield from _keys(value, "actor", {"objectType", "name", *_IDENTIFIERS})
    if not isinstance(value, Mapping):
        return
    if value.get("objectType", "Agent") != "Agent":
        yield "actor: not an Agent (2.4.2.1)"
    named = _IDENTIFIERS & value.keys()
    if len(named) != 1:
        yield "actor: exactly one inverse functional identifier (2.4.2.1)"
    if "mbox" in named and not re.fullmatch(r"mailto:[^@\s]+@[^@\s]+", str(value["mbox"])):
        yield "actor.mbox: no mailto IRI (2.4.2.3)"
    if "account" in named:
        account = value["account"]
        yield from _keys(account, "actor.account", {"homePage", "name"}, {"homePage", "name"})
        if isinstance(account, Mapping):
            yield from _iri(account.get("homePage"), "actor.account.homePage")
            if not isinstance(account.get("name"), str):
                yield "actor.account.name: no string (2.4.2.4)"


def _verb(value: Any) -> Iterator[str]:
    yield from _keys(value, "verb", {"id", "display"}, {"id"})
    if isinstance(value, Mapping):
        yield from _iri(value.get("id"), "verb.id")
        yield from _words(value.get("display", {}), "verb.display")


def _activity(value: Any, place: str) -> Iterator[str]:
    yield from _keys(value, place, {"objectType", "id", "definition"}, {"id"})
    if not isinstance(value, Mapping):
        return
    if value.get("objectType", "Activity") != "Activity":
        yield f"{place}: not an Activity (2.4.4.1)"
    yield from _iri(value.get("id"), f"{place}.id")
    definition = value.get("definition", {})
    allowed = {"name", "description", "type", "moreInfo", "extensions", "interactionType", "correctResponsesPattern",
               "choices", "scale", "source", "target", "steps"}  # fmt: skip
    yield from _keys(definition, f"{place}.definition", allowed)
    for name in ("name", "description"):
        yield from _words(definition.get(name, {}), f"{place}.definition.{name}")
    if "type" in definition:
        yield from _iri(definition["type"], f"{place}.definition.type")
    if definition.get("interactionType", "other") not in _INTERACTIONS:
        yield f"{place}.definition.interactionType: none of the specification's (2.4.4.1)"


def _result(value: Any) -> Iterator[str]:
    yield from _keys(
        value, "result", {"score", "success", "completion", "response", "duration", "extensions"}
    )
    if not isinstance(value, Mapping):
        return
    for name in ("success", "completion"):
        if name in value and not isinstance(value[name], bool):
            yield f"result.{name}: no boolean (2.4.5)"
    if "response" in value and not isinstance(value["response"], str):
        yield "result.response: no string (2.4.5)"
    if "duration" in value and not (
        isinstance(value["duration"], str) and _DURATION.fullmatch(value["duration"])
    ):
        yield "result.duration: not as ISO 8601 has it (4.6)"
    if "score" in value:
        yield from _score(value["score"])


def _score(value: Any) -> Iterator[str]:
    yield from _keys(value, "result.score", {"scaled", "raw", "min", "max"})
    if not isinstance(value, Mapping):
        return
    for name, number in value.items():
        if isinstance(number, bool) or not isinstance(number, (int, float)):
            yield f"result.score.{name}: no number (2.4.5.1)"
            return
    if not -1 <= value.get("scaled", 0) <= 1:
        yield "result.score.scaled: not from -1 to 1 (2.4.5.1)"
    raw, low, high = (value.get(name) for name in ("raw", "min", "max"))
    if raw is not None and ((low is not None and raw < low) or (high is not None and raw > high)):
        yield "result.score.raw: not from min to max (2.4.5.1)"
    if low is not None and high is not None and low >= high:
        yield "result.score: min not below max (2.4.5.1)"


def _context(value: Any) -> Iterator[str]:
    allowed = {"registration", "instructor", "team", "contextActivities", "revision", "platform", "language",
               "statement", "extensions"}  # fmt: skip
    yield from _keys(value, "context", allowed)
    if not isinstance(value, Mapping):
        return
    activities = value.get("contextActivities", {})
    yield from _keys(activities, "context.contextActivities", {"parent", "grouping", "category", "other"})
    for name, those in activities.items():
        for one in those if isinstance(those, list) else [those]:
            yield from _activity(one, f"context.contextActivities.{name}")
    if "language" in value and not _LANGUAGE.fullmatch(str(value["language"])):
        yield "context.language: no language tag (2.4.6)"
    for name in value.get("extensions", {}):
        yield from _iri(name, "context.extensions")


def _timestamp(value: Any) -> Iterator[str]:
    if not (isinstance(value, str) and _TIMESTAMP.fullmatch(value)):
        yield "timestamp: not as ISO 8601 has it (4.5)"
        return
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        yield "timestamp: no such time (4.5)"
        return
    if moment > datetime.now(UTC) + timedelta(minutes=1):
        yield "timestamp: in the future (2.4.7)"


def _iri(value: Any, place: str) -> Iterator[str]:
    if not (isinstance(value, str) and _IRI.fullmatch(value)):
        yield f"{place}: no IRI with a scheme (2.2)"


def _words(value: Any, place: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{place}: no language map (4.2)"
        return
    for tag, text in value.items():
        if not _LANGUAGE.fullmatch(tag):
            yield f"{place}: {tag} is no language tag (4.2)"
        if not isinstance(text, str):
            yield f"{place}: no string (4.2)"
