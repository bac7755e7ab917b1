"""What ``nastava check`` says of figures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.figure import Figure

from nastava.course import explore, figures
from nastava.course.figure_rules import check_view, unlabelled


@pytest.mark.parametrize("figure_id", figures.ids())
def test_numbers_along_an_axis_say_what_they_count(figure_id: str) -> None:
    """However a figure is set, its axes with numbers have a label."""
    explorer = explore(figure_id, "sr")
    for control in explorer.spec.controls:
        for value in getattr(control, "options", [control.default]):
            explorer.change(**{control.name: value})
            assert list(unlabelled(explorer.figure())) == [], (control.name, value)


def test_an_axis_without_label_is_told() -> None:
    """Numbers without a label are a fault on each axis; words, and axes that are put away, need none."""
    figure = Figure()
    axes = figure.subplots()
    axes.plot([0, 1], [0, 4700])
    assert list(unlabelled(figure)) == ["horizontal", "vertical"]

    axes.set_ylabel("Troops (persons)")
    axes.set_xticks([0, 1], ["before", "after"])
    assert list(unlabelled(figure)) == []


def test_what_a_figure_lacks_is_told() -> None:
    """Title, description, table and sources: each has its own sentence."""
    view = explore("kfor-strength", "en").view()
    assert list(check_view(view)) == []

    bare = replace(view, title="", alt="", table=replace(view.table, rows=[]), sources=[])
    assert len(list(check_view(bare))) == 4
    unknown = replace(view, sources=["nato-of-nowhere"])
    assert "nato-of-nowhere" in next(iter(check_view(unknown)))[0]
