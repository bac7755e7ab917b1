"""The shell of the figures: settings, static and live output, SVG that fits in a page."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import ipywidgets
import matplotlib as mpl
import pytest

from nastava import course
from nastava.course import explore
from nastava.course.citations import source_line
from nastava.course.figures import ids, style
from nastava.errors import CourseDataError, NastavaError
from nastava.text.cyrillic import to_cyrillic


def parse(svg):
    """The SVG as a tree; fails on markup that is not well-formed."""
    return ET.fromstring(svg)


def test_unknown_figure_names_all_and_the_nearest():
    """A slip of the finger is answered with the figures there are."""
    with pytest.raises(CourseDataError) as caught:
        course.explore("kfor-strenght")

    assert str(caught.value) == (
        f"There is no figure 'kfor-strenght'. Did you mean 'kfor-strength'? There is: {', '.join(ids())}."
    )


def test_unknown_language_is_refused():
    """A language without texts is named as such."""
    with pytest.raises(NastavaError, match="'xx' is not known"):
        course.explore("kfor-strength", "xx")


@pytest.mark.parametrize(
    "settings, message",
    [
        ({"scopes": "all"}, "There is no control 'scopes'. Did you mean 'scope'"),
        ({"scope": "everything"}, "scope: 'everything' is no option"),
        ({"first": 1950}, "Use a whole number from 1999 to 2024"),
        ({"first": True}, "Use a whole number"),
        ({"zoom": "yes"}, "Use True or False"),
    ],
)
def test_wrong_settings_change_nothing(settings, message):
    """A wrong setting says what would be right, and the figure stays as it was."""
    explorer = course.explore("kfor-strength", "en")
    before = explorer.settings

    with pytest.raises(CourseDataError, match=re.escape(message)):
        explorer.change(last=2010, **settings)

    assert explorer.settings == before


@pytest.mark.parametrize("figure_id", course.figures.ids())
@pytest.mark.parametrize("narrow", [False, True])
def test_svg_scales_and_describes_itself(figure_id, narrow):
    """The drawing is one image with a description, and shrinks with the page."""
    explorer = course.explore(figure_id, "sr")
    root = parse(explorer.svg(narrow=narrow))

    assert root.get("role") == "img"
    assert root.get("aria-label") == explorer.view().alt
    assert root.get("viewBox").startswith("0 0 ")
    assert root.get("width") is None
    assert "max-width" in root.get("style")
    assert "height:auto" in root.get("style")


@pytest.mark.parametrize("figure_id", course.figures.ids())
def test_svg_follows_the_theme(figure_id):
    """Text has the theme's colour, nothing is painted behind it, and no rule reaches the page's other drawings."""
    svg = course.explore(figure_id, "en").svg()

    assert "--jp-content-font-color1" in svg
    assert "<style" not in svg
    assert not any(colour in svg for colour in (style.INK, style.SOFT, style.FAINT))
    texts = [e for e in parse(svg).iter() if e.tag.endswith("}text")]
    assert texts
    assert all("fill:" in e.get("style") for e in texts)


@pytest.mark.parametrize("figure_id", course.figures.ids())
@pytest.mark.parametrize("narrow", [False, True])
def test_text_is_large_enough(figure_id, narrow):
    """Text has at least 12 pixels at the width for which each form is drawn."""
    svg = course.explore(figure_id, "en").svg(narrow=narrow)
    sizes = [float(size) for size in re.findall(r"font(?:-size)?: (?:\w+ )?([\d.]+)px", svg)]

    assert sizes
    assert min(sizes) >= 12


def test_two_figures_in_a_page_share_no_id():
    """Marks and clips of one drawing can't be taken by another, even of the same figure."""
    pages = [course.explore("kfor-strength", "en").html() for _ in range(2)]
    ids = [set(re.findall(r'\sid="([^"]+)"', page)) for page in pages]

    assert ids[0]
    assert not ids[0] & ids[1]
    for page, known in zip(pages, ids, strict=True):
        assert set(re.findall(r'(?:url\(#|href="#)([^)"]+)', page)) <= known


def test_drawing_is_repeatable():
    """The same settings draw the same picture, ids apart."""
    one, other = (
        re.sub(r"x?-[0-9a-f]{8}", "", course.explore("kfor-strength", "en").svg()) for _ in range(2)
    )

    assert one == other


@pytest.mark.parametrize("language, words", [("en", "Data as a table"), ("sr", "Podaci kao tabela")])
def test_static_output_needs_no_kernel(language, words):
    """A saved notebook shows the drawing, its source line, its data and how to wake it, without any script."""
    bundle = course.explore("kfor-reinforcement", language).static_bundle()

    assert set(bundle) == {"text/html", "text/plain"}
    markup = bundle["text/html"]
    assert 'data-nastava-static="figure"' in markup
    assert f"<summary>{words}</summary>" in markup
    assert "<figcaption>" in markup
    assert "<script" not in markup
    assert course.explore("kfor-reinforcement", language).view().title in bundle["text/plain"]


def test_table_links_its_sources():
    """The text alternative has a row for each figure, with a link to its source."""
    markup = course.explore("kfor-strength", "en").html()

    assert markup.count("<tr>") == 58
    assert "https://europeanwesternbalkans.com/2024/03/14/" in markup


@pytest.mark.parametrize("figure_id", course.figures.ids())
def test_controls_are_labelled_in_the_language(figure_id):
    """Each control is a form field with a label, and the labels differ between the languages."""
    labels = []
    for language in ("en", "sr"):
        box = course.explore(figure_id, language).widget()
        fields = box.children[0].children
        assert all(
            isinstance(field, ipywidgets.Dropdown | ipywidgets.Checkbox | ipywidgets.BoundedIntText)
            for field in fields
        )
        labels.append([field.description for field in fields])

    assert all(labels[0])
    assert not set(labels[0]) & set(labels[1])


def test_a_control_redraws_the_live_figure():
    """Choosing in the page changes the drawing, its description and the settings."""
    explorer = course.explore("kfor-reinforcement", "en")
    controls, shown, *_ = explorer.widget().children
    before = shown.value

    controls.children[0].value = "june"

    assert explorer.settings["start"] == "june"
    assert shown.value != before
    assert "4,700 − 4,511 = 189" in shown.value


def test_zoom_sets_the_years_aside():
    """While the view is zoomed the fields of years say that they have no effect."""
    controls, _shown, *_ = course.explore("kfor-strength", "en").widget().children
    first, last, *_rest, zoom, _table = controls.children

    zoom.value = True
    assert (first.disabled, last.disabled) == (True, True)
    zoom.value = False
    assert (first.disabled, last.disabled) == (False, False)


def test_table_of_the_live_figure_stays_open():
    """Once asked for, the table stays while the learner changes the figure."""
    controls, shown, *_ = course.explore("kfor-contributions", "en").widget().children
    assert "<table" not in shown.value

    controls.children[-1].value = True
    controls.children[0].value = "2017-02"

    assert "<table" in shown.value


def test_display_publishes_the_live_output_and_the_static_one(monkeypatch):
    """The live view comes first, for somebody waits for it; its words are those of the static one."""
    published = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: published.append(data))

    course.explore("kfor-strength", "en")._ipython_display_()

    live, static = published
    assert "application/vnd.jupyter.widget-view+json" in live
    assert live["text/plain"] == ""
    assert 'data-nastava-static="figure"' in static["text/html"]


def test_figures_touch_no_global_state():
    """Drawing leaves the learner's own matplotlib settings alone and opens no figure of pyplot."""
    import matplotlib.pyplot as plt

    before = dict(mpl.rcParams)
    explorer = course.explore("kfor-strength", "en")
    explorer.html()
    explorer.figure()

    assert dict(mpl.rcParams) == before
    assert plt.get_fignums() == []


def test_going_back_and_forth_is_remembered_within_bounds():
    """Drawings are kept for a while, but not without end."""
    explorer = course.explore("kfor-contributions", "en")
    for top in range(3, 23):
        explorer.change(top=top)
        explorer.svg()

    assert len(explorer._drawn) == 16


def test_source_line_and_notes_are_escaped():
    """Text from the data can't become markup."""
    from nastava.course.figures.page import figure_html
    from nastava.course.figures.spec import Cell, Table, View

    table = Table(["<i>"], [[Cell("<b>", href='"><script>')]])
    view = View(title="<u>", alt="", sources=["esi-2008"], table=table, heights=(1, 1), notes=["<s>"])
    markup = figure_html(view, ("", ""), "en")

    assert not re.search(r"<(?:i|b|u|s|script)>", markup)


@pytest.mark.parametrize("figure_id", ids())
def test_figures_speak_cyrillic(figure_id):
    """Title, description and notes are the Serbian ones in Cyrillic; publishers and KFOR keep their letters."""
    latin, cyrillic = explore(figure_id, "sr").view(), explore(figure_id, "sr-Cyrl").view()

    assert cyrillic.title == to_cyrillic(latin.title)
    assert 'lang="sr-Cyrl-ijekavsk"' in explore(figure_id, "sr-Cyrl").html()
    assert source_line(["esi-2008"], "sr-Cyrl") == "Извор: European Stability Initiative (мај 2008.)"
