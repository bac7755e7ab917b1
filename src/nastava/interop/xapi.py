"""Answers as statements of the Experience API (xAPI 1.0.3), for a learning record store.

A statement's id follows from the answer and from whom it is about: who exports again sends the same statements, and a
store that has them keeps them once. How long an answer took is not recorded, so no statement has a duration.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit

from nastava.errors import NastavaError
from nastava.text.languages import LANGUAGES

#: What our ids are made in; they name things, and no page is behind them.
_URN = "urn:nastava:"
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:nastava:xapi")
_ACTIVITIES = "http://adlnet.gov/expapi/activities/"
_VERB = {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"en": "answered"}}
_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")
_INTERACTIONS = {
    "single_choice": "choice",
    "multiple_choice": "choice",
    "hotspot": "choice",
    "numeric": "numeric",
    "short_text": "fill-in",
    "essay": "long-fill-in",
    "matching": "matching",
    "grouping": "matching",
    "ordering": "sequencing",
}

Row = Mapping[str, Any]


def agent(name: str, home: str | None = None) -> dict[str, Any]:
    """Return whom statements are about.

    Args:
        name: an e-mail address or, with ``home``, the name of an account.
        home: address of the site that the account belongs to.

    Raises:
        NastavaError: that identifies nobody.

    Example:
        >>> agent("ana@example.org")
        {'objectType': 'Agent', 'mbox': 'mailto:ana@example.org'}
    """
    if home is not None:
        place = urlsplit(home)
        if place.scheme not in {"http", "https"} or not place.netloc or not name.strip():
            raise NastavaError(f"{home}: an account belongs to an address such as https://school.example.org")
        return {"objectType": "Agent", "account": {"homePage": home, "name": name}}
    if not _MAIL.fullmatch(name):
        raise NastavaError(
            f"{name}: this is no e-mail address. For an account of a site give its address too, with --home."
        )
    return {"objectType": "Agent", "mbox": f"mailto:{name}"}


def statements(
    rows: Iterable[Row],
    actor: Mapping[str, Any],
    stems: Mapping[tuple[str, str], Mapping[str, str]] | None = None,
    now: datetime | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield a statement for each answer among the events of a learner's record.

    Args:
        rows: the events as mappings, with the names that an exported record has.
        actor: see ``agent``.
        stems: what items ask, in plain text by language, by the ids of quiz and item; what is unknown is left out.
        now: the time, after which nothing can have been answered; default: the clock's.
    """
    who = json.dumps(actor, sort_keys=True)
    now = now or datetime.now(UTC)
    for row in rows:
        if row["kind"] == "attempt":
            yield _statement(row, dict(actor), who, (stems or {}).get((row["quiz"], row["item"]), {}), now)


def _statement(
    row: Row, actor: dict[str, Any], who: str, stem: Mapping[str, str], now: datetime
) -> dict[str, Any]:
    statement = {
        "id": str(uuid.uuid5(_SPACE, f"{who}\n{row['id']}")),
        "actor": actor,
        "verb": _VERB,
        "object": _activity(row, stem),
        "result": _result(row),
        "context": _context(row),
    }
    if datetime.fromisoformat(row["at"]) <= now:  # a clock that went ahead: the store notes when it got it
        statement["timestamp"] = row["at"]
    return statement


def _activity(row: Row, stem: Mapping[str, str]) -> dict[str, Any]:
    definition: dict[str, Any] = {
        "type": f"{_ACTIVITIES}cmi.interaction",
        "name": {"en": f"{row['quiz']}: {row['item']}"},
        "interactionType": _interaction(row),
    }
    said = {LANGUAGES[code].tag: text for code, text in stem.items() if code in LANGUAGES and text}
    if said:
        definition["description"] = said
    return {
        "objectType": "Activity",
        "id": f"{_URN}{quote(row['quiz'], safe='')}:{quote(row['item'], safe='')}",
        "definition": definition,
    }


def _interaction(row: Row) -> str:
    if row["type"] == "true_false":
        return "true-false" if isinstance(_given(row), bool) else "other"
    return _INTERACTIONS.get(row["type"], "other")


def _given(row: Row) -> Any:
    return row["data"].get("response")


def _result(row: Row) -> dict[str, Any]:
    result: dict[str, Any] = {"completion": True, "response": _response(_given(row), _interaction(row))}
    points, worth = row["points"], row["worth"]
    if points is not None and worth:
        raw = min(points, worth)
        result["success"] = points >= worth
        result["score"] = {
            "scaled": max(-1.0, round(raw / worth, 6)),
            "raw": raw,
            "min": min(0.0, raw),
            "max": worth,
        }
    return result


def _response(given: Any, kind: str) -> str:
    """Return a response in the format that the specification gives for the kind of interaction."""
    if kind == "true-false":
        return "true" if given else "false"
    if kind == "numeric" and isinstance(given, Mapping) and isinstance(given.get("value"), (int, float)):
        return f"{given['value']:.15g}"
    if kind in {"choice", "sequencing"} and isinstance(given, list):
        return "[,]".join(map(str, given))
    if kind == "matching" and isinstance(given, Mapping):
        return "[,]".join(f"{source}[.]{target}" for source, target in given.items())
    return given if isinstance(given, str) else json.dumps(given, ensure_ascii=False, sort_keys=True)


def _context(row: Row) -> dict[str, Any]:
    extensions = {
        f"{_URN}{name}": row[name]
        for name in ("mode", "topic", "hints", "certainty", "solution")
        if row[name] not in (None, "")
    }
    context: dict[str, Any] = {
        "platform": "Nastava",
        "contextActivities": {
            "parent": [
                {
                    "objectType": "Activity",
                    "id": f"{_URN}{quote(row['quiz'], safe='')}",
                    "definition": {"type": f"{_ACTIVITIES}assessment", "name": {"en": row["quiz"]}},
                }
            ]
        },
        "extensions": extensions,
    }
    if row["version"]:
        context["revision"] = row["version"]
    if row["language"] in LANGUAGES:
        context["language"] = LANGUAGES[row["language"]].tag
    return context
