"""The map of contributors: areas are the numbers, every contributor is there, and no line takes a side unmarked."""

from __future__ import annotations

import itertools
import math
import re

import numpy as np
import pytest
from matplotlib.patches import Circle

from nastava.course import dataset, explore
from nastava.course.capitals import CAPITALS, PRISTINA, circle, distance
from nastava.course.figures.ground import Window
from nastava.course.figures.item_picture import Box
from nastava.course.figures.kfor_contributions import COMPLETE, contributions
from nastava.course.figures.kfor_map import RINGS
from nastava.course.figures.kfor_map_symbols import NARROW, TINY, WIDE, Form
from nastava.course.figures.projection import project
from nastava.course.loading import DATA
from nastava.course.outlines import outlines

CODE = re.compile(r"[A-Z]{3}:\d+")


@pytest.fixture(params=[*COMPLETE])
def date(request):
    """Each of the three complete lists."""
    return request.param


def figure_of(date, *, language="en", narrow=False, ring="1000"):
    """One form of the map as a matplotlib figure of its own size."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    from nastava.course.figures import style

    explorer = explore("kfor-map", language)
    explorer.change(date=date, ring=ring)
    view = explorer.view()
    width = style.NARROW if narrow else style.WIDE
    with rc_context(style.RC):
        figure = Figure(figsize=(width / 72, view.heights[int(narrow)] / 72))
        explorer.spec.draw(figure, view, language, narrow)
    return figure


def symbols(figure):
    """The contributors' symbols: code and troops, and the patches that have them."""
    found = {}
    for patch in figure.axes[0].patches:
        if CODE.fullmatch(patch.get_gid() or ""):
            code, troops = patch.get_gid().split(":")
            found.setdefault((code, int(troops)), []).append(patch)
    return found


def area(patch):
    """The area of a circle or a square in square pixels."""
    return math.pi * patch.radius**2 if isinstance(patch, Circle) else patch.get_width() * patch.get_height()


@pytest.mark.parametrize("narrow", [False, True])
def test_every_contributor_is_drawn(date, narrow):
    """Each country of a complete list has its symbol, in the map or beside it, with its number."""
    table = dataset("kfor_contributions")
    table = table[table["date"] == date]

    assert set(symbols(figure_of(date, narrow=narrow))) == set(
        zip(table["iso3"], table["troops"], strict=True)
    )


@pytest.mark.parametrize("narrow, form", [(False, WIDE), (True, NARROW)])
def test_areas_are_the_numbers(date, narrow, form: Form):
    """A symbol's area grows with the troops by one factor for all lists; only those under ten are rings of one size."""
    for (_code, troops), patches in symbols(figure_of(date, narrow=narrow)).items():
        for patch in patches:
            if troops >= TINY:
                assert area(patch) == pytest.approx(math.pi * form.scale**2 * troops)
            else:
                assert patch.get_facecolor()[3] == 0


def test_key_has_the_scale_of_the_map():
    """The circle that the key calls 100 has the area of 100 troops."""
    (key,) = (patch for patch in figure_of("2023").axes[0].patches if patch.get_gid() == "key:100")

    assert area(key) == pytest.approx(math.pi * WIDE.scale**2 * 100)


def test_allies_and_partners_differ_in_shape_and_colour(date):
    """Who is a partner can be told without colours, and with them."""
    roles = {row.iso3: row.role for row in contributions(date)}
    looks = {"ally": set(), "partner": set()}
    for (code, _troops), patches in symbols(figure_of(date)).items():
        looks[roles[code]] |= {(type(patch).__name__, patch.get_edgecolor()) for patch in patches}

    assert [{shape for shape, _colour in looks[role]} for role in looks] == [{"Circle"}, {"Rectangle"}]
    assert not {colour for _shape, colour in looks["ally"]} & {colour for _shape, colour in looks["partner"]}


def test_inferred_names_are_hatched():
    """On the list of February 2017 the inferred names are hatched where there is room, and starred."""
    figure = figure_of("2017-02")
    hatched = {code for (code, _), patches in symbols(figure).items() if any(p.get_hatch() for p in patches)}
    words = " ".join(text.get_text() for text in figure.axes[0].texts)

    assert hatched == {"USA", "TUR", "SVN"}
    assert all(name in words for name in ("Türkiye* 303", "Kingdom* 1", "United States* 675"))


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("language", ["en", "sr"])
def test_names_cover_neither_each_other_nor_symbols(date, language, narrow):
    """Every name on the map can be read: none stands on another, and none leaves the drawing."""
    figure = figure_of(date, language=language, narrow=narrow)
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    renderer = FigureCanvasAgg(figure).get_renderer()
    boxes = [t.get_window_extent(renderer) for t in figure.axes[0].texts if t.get_gid() == "name"]
    marks = [patch.get_window_extent(renderer) for each in symbols(figure).values() for patch in each]

    assert len(boxes) >= (11 if narrow else 20)
    for place, box in enumerate(boxes):
        assert box.x0 >= 0
        assert box.x1 <= figure.bbox.width
        assert not any(overlap(box, other) for other in [*boxes[:place], *marks])


def overlap(one, other):
    """Whether two boxes share more than their edges, a pixel of space above and below letters aside."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    return across > 1 and down > 2


@pytest.mark.parametrize("ring, near, countries", [("500", 373, 5), ("1000", 2525, 13), ("1500", 3400, 18)])
def test_title_counts_those_inside_the_circle(ring, near, countries):
    """The finding follows from distances and troops, and changes with the circle."""
    explorer = explore("kfor-map", "en")
    explorer.change(ring=ring)
    table = dataset("kfor_contributions")
    table = table[table["date"] == "2023"]
    inside = [distance(CAPITALS[code], PRISTINA) <= int(ring) for code in table["iso3"]]

    assert (int(table["troops"][inside].sum()), sum(inside)) == (near, countries)
    assert f"{near:,} of 4,353 troops" in explorer.view().title
    assert f"the {countries} of 27 countries" in explorer.view().title


def test_no_capital_is_near_a_circle():
    """Rounding a capital's place can't move a country to the other side of a circle."""
    away = {code: distance(spot, PRISTINA) for code, spot in CAPITALS.items()}

    assert set(CAPITALS) == set(dataset("kfor_contributions")["iso3"])
    assert min(abs(each - ring) for each in away.values() for ring in RINGS) > 20


def test_the_circle_keeps_its_distance():
    """The circle drawn is where places are so far away, also where the projection bends it."""
    figure = figure_of("2023")
    (line,) = (line for line in figure.axes[0].lines if line.get_gid() == "ring")
    expected = WIDE.window.pixels(circle(PRISTINA, 1000))

    assert np.allclose(line.get_xydata(), expected)
    assert len(expected) > 60


def test_projection_keeps_areas():
    """A degree by a degree in Portugal and one in Finland have the areas that they have on the globe."""
    for west, south in ((-8, 39), (26, 64), (44, 40)):
        step = np.linspace(0, 1, 50)
        ring = [(west + s, south) for s in step] + [(west + 1, south + s) for s in step]
        ring += [(west + 1 - s, south + 1) for s in step] + [(west, south + 1 - s) for s in step]
        x, y = project(ring).T
        drawn = abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
        globe = (
            6371**2 * math.radians(1) * (math.sin(math.radians(south + 1)) - math.sin(math.radians(south)))
        )

        assert drawn == pytest.approx(globe, rel=1e-3)


@pytest.mark.parametrize("narrow", [False, True])
def test_disputed_lines_are_dashed_and_others_are_not(narrow):
    """Lines on whose status states disagree are told apart, and the note takes no position."""
    patches = {patch.get_gid(): patch for patch in figure_of("2023", narrow=narrow).axes[0].patches}
    dashed = {gid for gid, patch in patches.items() if patch.get_linestyle() not in {"solid", "-"}}

    assert dashed == {f"disputed:{key}" for key in outlines().disputed}
    assert {"disputed:kosovo", "disputed:crimea", "disputed:northern-cyprus"} <= dashed
    for language, words in (("en", "takes no position on status"), ("sr", "ne zauzima stav o statusu")):
        assert any(words in note for note in explore("kfor-map", language).view().notes)


def test_disputed_lines_are_no_ordinary_boundaries_as_well():
    """No piece of a disputed line is drawn a second time as a boundary."""
    pieces = {
        frozenset(pair)
        for lines in outlines().disputed.values()
        for line in lines
        for pair in itertools.pairwise(line)
    }

    assert pieces
    for line in outlines().borders:
        assert not pieces & {frozenset(pair) for pair in itertools.pairwise(line)}


def test_outlines_are_small_and_say_whose_they_are():
    """The file stays below 150 kB and states its source and licence."""
    assert (DATA / "outlines.json").stat().st_size < 150_000
    assert "Natural Earth" in outlines().source
    assert outlines().licence.startswith("public domain")


def test_land_is_where_it_should_be():
    """Capitals lie on land or, where the coast is thinned, close to it; the middle of the Adriatic does not."""
    from matplotlib.path import Path

    window = Window(-3000, 3000, 0.1, Box(0, 0, 600, 600))
    shapes = [Path(window.pixels(ring)) for ring in outlines().land]

    def on_land(spot, room):
        (point,) = window.pixels([spot])
        return sum(shape.contains_point(point, radius=room) for shape in shapes) > 0

    assert not on_land((15.5, 43.0), 0)
    assert not on_land((5.0, 57.0), 0)
    for code in ("ITA", "HUN", "CHE", "MKD", "POL", "ESP"):
        assert on_land(CAPITALS[code], 0), code


def test_drawing_is_light():
    """A notebook that keeps the figure grows by less than a quarter of a megabyte."""
    assert len(explore("kfor-map", "en").html().encode()) < 250_000
