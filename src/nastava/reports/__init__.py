"""What worked: reports on a class, from the gradebook and the answer sheets, and grades for other systems.

In a notebook that stands in the course's folder::

    from nastava.reports import class_report, item_figure, item_table, score_figure

    report = class_report("kfor-2023")
    score_figure(report)

Each name is loaded when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nastava.reports.exporters import CanvasExportPlugin, LongExportPlugin, MoodleExportPlugin
    from nastava.reports.figures import item_figure, score_figure
    from nastava.reports.making import class_report
    from nastava.reports.tables import item_table

__all__ = [
    "CanvasExportPlugin",
    "LongExportPlugin",
    "MoodleExportPlugin",
    "class_report",
    "item_figure",
    "item_table",
    "score_figure",
]

_HOMES = {
    "CanvasExportPlugin": "exporters",
    "LongExportPlugin": "exporters",
    "MoodleExportPlugin": "exporters",
    "class_report": "making",
    "item_figure": "figures",
    "item_table": "tables",
    "score_figure": "figures",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        value = getattr(import_module(f"nastava.reports.{_HOMES[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'nastava.reports' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
