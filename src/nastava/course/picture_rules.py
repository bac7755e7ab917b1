"""Rules for the pictures of a bank: each can be drawn, and its regions can be hit with a finger."""

from __future__ import annotations

from nastava.course.figures.item_picture import TARGET, crowded
from nastava.items.hotspot import Hotspot
from nastava.items.seeded import seeded
from nastava.quizzes import Bank, Fault
from nastava.quizzes.source import Source


def check_pictures(bank: Bank, source: Source) -> list[Fault]:
    """Return which regions of hotspot items lie too close together for a narrow screen.

    Of an item with parameters one variant is looked at; whether all can be made is another rule's business.
    """
    faults: list[Fault] = []
    for index, item in enumerate(bank.items):
        if not isinstance(item, Hotspot):
            continue
        try:
            shown = item.variant(seeded("check", 0))
        except ValueError:
            continue
        close = crowded(shown.picture, shown.region_ids)
        if close:
            faults.append(
                Fault(
                    source.path,
                    source.line(("items", index, "picture")),
                    item.id,
                    f"on a narrow screen the regions {', '.join(close)} are smaller than {TARGET} by {TARGET} pixels",
                    "take a mark out, or places that lie further apart",
                )
            )
    return faults
