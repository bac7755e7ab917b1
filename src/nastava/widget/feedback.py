"""What the view shows of a quiz besides its questions, as JSON with texts as HTML in one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nastava.answers import changes
from nastava.answers.clock import moment_of, stamp
from nastava.items import Item, ItemView, Parsed, Score
from nastava.quizzes import Bank
from nastava.text.languages import pick
from nastava.text.markdown import to_html, to_plain
from nastava.text.messages import translator
from nastava.widget.session import QuizSession, html_of, said
from nastava.widget.sources import source_links


def whole_state(session: QuizSession, language: str) -> dict[str, Any]:
    """Return the state of every item, and the summary."""
    return {
        "items": {id_: item_state(session, id_, language) for id_ in session.items},
        **summary(session, language),
    }


def item_state(session: QuizSession, id_: str, language: str) -> dict[str, Any]:
    """Return what is shown of one item; what doesn't hold is left out."""
    item = session.items[id_]
    attempts = session.attempts(item)
    last = attempts[-1] if attempts else None
    state: dict[str, Any] = {
        "mode": session.sittings.mode_of(item),
        "attempts": len(changes(attempts) if session.quiz.mode == "graded" else attempts),
        "of": item.points,
        "asks_certainty": session.asks_certainty(item),
        "closed": session.closed(item),
        "unmarked": item.survey or item.by_hand,
    }
    if not state["closed"] and id_ in session.sheet.content.drafts:
        state["draft"], state["typed_in"] = _draft(session, item, language)
    most = session.most_attempts(item)
    if most is not None:
        state["most"] = most
    if last:
        state |= {
            "response": last["response"],
            "language": last.get("language"),
            "at": stamp(moment) if (moment := moment_of(last.get("at"))) else None,
            "saved": session.sheet.is_saved(last),
            "outdated": last.get("version") != session.version(item),
            "said": to_html(_described(item, last["response"], language), inline=True),
            "certainty": last.get("certainty"),
        }
    if last:
        state["rating"] = session.rating(item, language)
    if isinstance(item, Item):
        opened = session.hints_opened(item)
        state["hints"] = [html_of(hint.text, language) for hint in item.hints[:opened]]
        if opened < len(item.hints):
            state["next_hint"] = item.hints[opened].cost
        if session.explains(item):
            state |= _marked(session, item, last["response"] if last else None, language)
    return {name: value for name, value in state.items() if _holds(name, value)}


def _draft(session: QuizSession, item: ItemView, language: str) -> tuple[Any, str]:
    """Return a draft and its language; one typed in another language as it is read, so that the view writes it anew."""
    raw = session.sheet.content.drafts[item.id]
    response, typed_in = session.draft_response(item)
    if typed_in == language:
        return raw, typed_in
    if response is None and isinstance(raw, dict):
        # One of several fields can't be read; the others can.
        return {name: _field(item, name, piece, typed_in) for name, piece in raw.items()}, typed_in
    return (raw if response is None else response), typed_in


def _field(item: ItemView, name: str, piece: Any, typed_in: str) -> Any:
    parsed = item.parse({name: piece}, typed_in)
    response = parsed.response if isinstance(parsed, Parsed) else None
    return response.get(name, piece) if isinstance(response, dict) else piece


def _holds(name: str, value: Any) -> bool:
    if name in {"response", "draft"}:  # may be false, or nothing at all, and is shown as it was given
        return value is not None
    return value is not None and value is not False and value != []


def _marked(session: QuizSession, item: Item, response: Any, language: str) -> dict[str, Any]:
    after_test = session.sittings.mode_of(item) == "test"
    if response is None and (item.survey or not after_test):
        return {}
    score = item.marked(response)
    if item.survey:
        return {"verdict": "unmarked"}
    opened = session.solution_opened(item)
    spent = session.closed(item)
    solved = score.verdict == "right" or opened or spent or item.by_hand
    shown: dict[str, Any] = {
        "points": session.points(item),
        "verdict": score.verdict if response is not None else "open",
        "feedback": [html_of(text, language) for text in _telling(score, solved=solved)],
        "solved": solved,
        "certainty_mark": session.certainty_mark(item),
        "marks": [
            {"part": part.part, "chosen": part.chosen, "right": part.right}
            for part in score.parts
            if solved or part.chosen
        ],
    }
    if solved:
        shown |= {
            "key": to_html(item.key_in_words(language), inline=True),
            "explanation": html_of(item.explanation or {}, language),
            "sources": source_links(item.facts, language),
            "reveal": item.reveal(language),
        }
    return shown


def _telling(score: Score, *, solved: bool) -> list[Mapping[str, str]]:
    """Return the words on a response; until it is solved none on an option left out, which would name the key."""
    left_out = [] if solved else [part.feedback for part in score.parts if not part.chosen]
    return [text for text in score.feedback if text not in left_out]


def summary(session: QuizSession, language: str) -> dict[str, Any]:
    """Return the score so far, by topic once all is answered, the clock, and the state of saving."""
    items = session.items
    done = [item for item in items.values() if session.attempts(item)]
    state: dict[str, Any] = {
        "answered": len(done),
        "total": len(items),
        "drafts": sum(id_ in session.sheet.content.drafts for id_ in items),
        "open": sum(_is_open(session, item) for item in items.values()),
        "all_saved": not session.sheet.unsaved,
        "unsaved": said(session.unsaved, language),
        "problems": [
            said(problem, language)
            for problem in (*session.notices, *session.sittings.problems, *session.sheet.content.problems)
        ],
        "phase": _phase(session),
        "focus": bool(session.focus),
    }
    if session.sittings.limit is not None:
        left = session.sittings.left
        state["clock"] = {
            "limit": session.sittings.limit,
            "left": left,
            "advisory": session.quiz.mode == "graded",
        }
    if isinstance(session.quiz, Bank):
        state |= _score(session)
        if _phase(session) == "done":
            state["review"] = _review(session, session.quiz, language)
    return state


def _is_open(session: QuizSession, item: ItemView) -> bool:
    """Return whether an item has neither a response nor a draft that would be one."""
    return not session.attempts(item) and session.draft_response(item)[0] is None


def _phase(session: QuizSession) -> str:
    """Return ``ready`` before the clock is started, ``open`` while answers are taken, ``done`` when all is said."""
    if not session.sittings.started:
        return "ready"
    if session.quiz.mode == "test":
        return "done" if session.sittings.ended else "open"
    if session.quiz.mode == "graded":
        return "open"
    return "done" if all(session.attempts(item) for item in session.items.values()) else "open"


def _score(session: QuizSession) -> dict[str, Any]:
    counted = [item for item in session.sittings.counted.values() if isinstance(item, Item)]
    if session.focus:
        counted = [item for item in counted if item.id in session.focus]
    if session.quiz.mode == "test" and not session.sittings.ended:
        return {"of": sum(item.worth for item in counted)}
    marks = [mark for item in counted if (mark := session.certainty_mark(item)) is not None]
    score: dict[str, Any] = {
        "points": max(0.0, round(sum(session.points(item) for item in counted), 6)),
        "of": sum(item.worth for item in counted),
    }
    if marks:
        score |= {"certainty": sum(marks), "certainty_of": 3 * len(marks)}
    return score


def _review(session: QuizSession, bank: Bank, language: str) -> dict[str, Any]:
    topics: dict[str, list[float]] = {}
    for item in session.sittings.counted.values():
        if isinstance(item, Item) and item.worth and (not session.focus or item.id in session.focus):
            so_far = topics.setdefault(item.tags.topic, [0.0, 0.0])
            so_far[0] += session.points(item)
            so_far[1] += item.worth
    rows = [
        {"topic": _topic(bank, topic, language), "points": round(points, 6), "of": of}
        for topic, (points, of) in topics.items()
    ]
    return {
        "topics": rows,
        "missed": len(session.missed),
        "again": session.may_begin_again,
    }


def _topic(bank: Bank, topic: str, language: str) -> str:
    named = bank.topics.get(topic)
    return to_plain(pick(named, language)) if named else topic.replace("-", " ")


def _described(item: ItemView, response: Any, language: str) -> str:
    try:
        return item.describe(response, language)
    except Exception:  # noqa: BLE001  # a sheet may hold any JSON
        return translator(language)("not readable")
