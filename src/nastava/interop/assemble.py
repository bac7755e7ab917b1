"""Items of a bank made of what other systems say: options with shares, pairs, entries in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from nastava.interop.model import UnknownItemError
from nastava.interop.names import all_opaque, letters, unordered
from nastava.interop.speech import any_text

Text = Mapping[str, str]


def choices_item(
    answers: Sequence[tuple[float, Text, Text | None]], *, single: bool, lost: list[str]
) -> dict[str, Any]:
    """Return a choice item without its stem.

    Args:
        answers: of each option the share of the points that it earns, its text and its feedback.
        single: whether one option is chosen.
        lost: what could not be kept is added to it.

    Raises:
        UnknownItemError: no option is right.
    """
    shares = [share for share, _, _ in answers]
    if not answers or max(shares) <= 0:
        raise UnknownItemError("no option is right")
    if single and max(shares) < 0.999:
        raise UnknownItemError("no option earns all the points")
    best = shares.index(max(shares))
    if single and any(share for place, share in enumerate(shares) if place != best):
        lost.append("the shares of further options (one option is right)")
    options: list[dict[str, Any]] = []
    for place, (share, text, feedback) in enumerate(answers):
        option: dict[str, Any] = {"id": letters(len(answers))[place], "text": dict(text)}
        if place == best if single else share > 0:
            option["key"] = True
        if feedback:
            option["feedback"] = dict(feedback)
        options.append(option)
    if single:
        return {"type": "single_choice", "options": options}
    return {"type": "multiple_choice", "options": options, **_policy(shares, lost)}


def _policy(shares: Sequence[float], lost: list[str]) -> dict[str, Any]:
    """Return the way of scoring that comes nearest to shares for ticks."""
    keys = [share for share in shares if share > 0]
    wrong = [-share for share in shares if share <= 0]
    if not wrong:
        raise UnknownItemError("every option is right, so that ticking all would pay")
    alike = max(keys) - min(keys) < 0.001 and max(wrong) - min(wrong) < 0.001
    if not alike:
        lost.append("the shares of its options (right ones earn alike, wrong ones cost alike)")
        return {}
    if abs(wrong[0] - 1 / len(wrong)) < 0.001:
        return {}
    penalty = round(wrong[0] / keys[0], 3)
    if penalty * len(wrong) >= len(keys) - 0.01:
        return {"scoring": "per_option", "penalty": max(penalty, len(keys) / len(wrong))}
    lost.append("its scoring (ticking every option would pay; it is scored as balanced)")
    return {}


def matching_item(pairs: Sequence[tuple[Text | None, Text]]) -> dict[str, Any]:
    """Return a matching item without its stem; a pair without a prompt is a choice that belongs to none."""
    prompts = [(prompt, choice) for prompt, choice in pairs if prompt]
    choices = list({_same(choice): choice for _, choice in pairs}.values())
    prompt_ids = all_opaque((any_text(prompt) for prompt, _ in prompts), "prompt")
    choice_ids = all_opaque((any_text(choice) for choice in choices), "choice", prompt_ids)
    by_text = {_same(choice): id_ for choice, id_ in zip(choices, choice_ids, strict=True)}
    key = {id_: by_text[_same(choice)] for id_, (_, choice) in zip(prompt_ids, prompts, strict=True)}
    item: dict[str, Any] = {
        "prompts": [
            {"id": id_, "text": dict(prompt or {})}
            for id_, (prompt, _) in zip(prompt_ids, prompts, strict=True)
        ],
        "choices": [{"id": id_, "text": dict(text)} for id_, text in zip(choice_ids, choices, strict=True)],
        "key": key,
    }
    return item | ({"reuse": True} if max(Counter(key.values()).values(), default=0) > 1 else {})


def grouping_item(matching: Mapping[str, Any]) -> dict[str, Any]:
    """Return a matching item as the grouping that it was."""
    key = matching["key"]
    used = set(key.values())
    rest = {
        name: value for name, value in matching.items() if name not in {"prompts", "choices", "key", "reuse"}
    }
    return {
        **rest,
        "type": "grouping",
        "groups": [c if c["id"] in used else {**c, "empty": True} for c in matching["choices"]],
        "entries": [{**p, "group": key[p["id"]]} for p in matching["prompts"]],
    }


def ordering_item(texts: Sequence[Text]) -> dict[str, Any]:
    """Return an ordering item without its stem, its entries in the right order."""
    ids = unordered([any_text(text) for text in texts])
    return {"entries": [{"id": id_, "text": dict(text)} for id_, text in zip(ids, texts, strict=True)]}


def _same(text: Text) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(text.items()))
