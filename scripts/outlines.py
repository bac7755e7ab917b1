"""Make src/nastava/course/data/outlines.json, the ground of maps, from Natural Earth's outlines.

The outlines come from the npm package world-atlas, which carries Natural Earth as TopoJSON:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/outlines.py package/countries-50m.json

Land is one shape without states, so that a map can't colour a disputed area as somebody's. Boundaries are lines of
their own; those in ``DISPUTED`` are kept apart, so that a map can draw them otherwise. Lines are thinned by
Visvalingam's method: the point that spans the smallest triangle with its neighbours goes first.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

TARGET = Path(__file__).parents[1] / "src" / "nastava" / "course" / "data" / "outlines.json"
#: West, south, east, north of what is kept, in degrees: Europe with room around it.
WINDOW = (-32.0, 26.0, 64.0, 74.0)
#: Square kilometres: a point that spans less with its neighbours is dropped, and so is an island below the second.
TRIANGLE, ISLAND = 24.0, 120.0
#: Coordinates are whole hundredths of a degree, at most 1.1 km.
UNIT = 100
KILOMETRES = 111.2

#: Boundaries between two of the source's areas on which states disagree. The fourth entry is a window, where only a
#: part of the boundary is meant. The outlines have no lines at all for Abkhazia, South Ossetia and Transnistria.
DISPUTED: tuple[tuple[str, str, str, tuple[float, float, float, float] | None], ...] = (
    ("kosovo", "Kosovo", "Serbia", None),
    ("crimea", "Russia", "Ukraine", (32.0, 45.0, 36.0, 46.6)),
    ("northern-cyprus", "Cyprus", "N. Cyprus", None),
    ("golan", "Israel", "Syria", None),
    ("west-bank-gaza", "Israel", "Palestine", None),
    ("western-sahara", "Morocco", "W. Sahara", None),
)

Line = np.ndarray[Any, np.dtype[np.float64]]


def arcs_of(topology: dict[str, Any]) -> list[Line]:
    """Return the arcs in degrees: TopoJSON keeps whole numbers, each the step from the one before."""
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    return [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]


def rings_of(geometry: dict[str, Any]) -> list[list[int]]:
    """Return the rings of a polygon or of several, each as its arcs; ~n is arc n walked backwards."""
    if geometry["type"] == "Polygon":
        return list(geometry["arcs"])
    return [ring for polygon in geometry["arcs"] for ring in polygon]


def flat(points: Line) -> Line:
    """Return degrees as kilometres, near enough for comparing small areas."""
    shrink = np.cos(np.radians(points[:, 1]))
    return np.column_stack([points[:, 0] * shrink, points[:, 1]]) * KILOMETRES


def thinned(points: Line, least: float) -> Line:
    """Return the line without its slightest bends; its ends stay, so that lines that met still meet."""
    kept, plane = points, flat(points)
    fewest = 4 if np.array_equal(points[0], points[-1]) else 2
    while len(kept) > fewest:
        to_next, to_second = plane[1:-1] - plane[:-2], plane[2:] - plane[:-2]
        areas = np.abs(to_next[:, 0] * to_second[:, 1] - to_next[:, 1] * to_second[:, 0]) / 2
        smallest = int(np.argmin(areas))
        if areas[smallest] >= least:
            break
        kept, plane = (np.delete(each, smallest + 1, axis=0) for each in (kept, plane))
    return kept


def joined(ring: Iterable[int], arcs: list[Line]) -> Line:
    """Return the points of a ring."""
    parts = [arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in ring]
    return np.concatenate([part[:-1] for part in parts])


def clipped(ring: Line) -> Line:
    """Return the part of a ring inside the window (Sutherland and Hodgman)."""
    west, south, east, north = WINDOW
    points = [tuple(point) for point in ring]
    for axis, limit, sign in ((0, west, 1), (1, south, 1), (0, east, -1), (1, north, -1)):
        before, points = points, []
        for a, b in zip([*before[-1:], *before[:-1]], before, strict=True):
            inside = [sign * (point[axis] - limit) >= 0 for point in (a, b)]
            if inside[0] != inside[1]:
                share = (limit - a[axis]) / (b[axis] - a[axis])
                points.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
            if inside[1]:
                points.append(b)
    return np.array(points).reshape(-1, 2)


def area(ring: Line) -> float:
    """Return the area of a ring in square kilometres."""
    x, y = flat(ring).T
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def within(line: Line, window: tuple[float, float, float, float]) -> bool:
    """Whether any point of a line is in the window."""
    west, south, east, north = window
    x, y = line.T
    return bool(np.any((x > west) & (x < east) & (y > south) & (y < north)))


def whole(points: Line) -> list[int]:
    """Return a line as one list of whole numbers: longitude, latitude, longitude …, without repeated points."""
    numbers = np.rint(points * UNIT).astype(int)
    fresh = np.append(True, np.any(np.diff(numbers, axis=0) != 0, axis=1))
    return [int(n) for n in numbers[fresh].ravel()]


def owners(topology: dict[str, Any]) -> dict[int, list[str]]:
    """Return which areas each arc bounds."""
    found: dict[int, list[str]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        for arc in {arc if arc >= 0 else ~arc for ring in rings_of(geometry) for arc in ring}:
            found.setdefault(arc, []).append(geometry["properties"]["name"])
    return found


def dispute(names: list[str], line: Line) -> str | None:
    """Return the key of the dispute that a boundary belongs to, or None."""
    for key, one, other, window in DISPUTED:
        if {one, other} == set(names) and (window is None or within(line, window)):
            return key
    return None


def outlines(topology: dict[str, Any]) -> dict[str, Any]:
    """Return land, boundaries and disputed boundaries inside the window."""
    full = arcs_of(topology)
    bounds = owners(topology)
    land = [ring for geometry in topology["objects"]["land"]["geometries"] for ring in rings_of(geometry)]
    wanted = {arc if arc >= 0 else ~arc for ring in land for arc in ring} | set(bounds)
    arcs = [
        thinned(arc, TRIANGLE) if index in wanted and within(arc, WINDOW) else arc
        for index, arc in enumerate(full)
    ]
    shapes = [shape for shape in (clipped(joined(ring, arcs)) for ring in land) if len(shape) > 3]
    borders: list[list[int]] = []
    disputed: dict[str, list[list[int]]] = {}
    for index, names in sorted(bounds.items()):
        line = arcs[index]
        if len(names) == 2 and within(line, WINDOW):
            key = dispute(names, line)
            (borders if key is None else disputed.setdefault(key, [])).append(whole(line))
    return {
        "land": [whole(shape) for shape in shapes if area(shape) >= ISLAND],
        "borders": borders,
        "disputed": disputed,
    }


def main() -> None:
    """Read the TopoJSON named on the command line and write the data file."""
    parser = argparse.ArgumentParser(description="Make the outlines for maps.")
    parser.add_argument("topology", type=Path, help="countries-50m.json of world-atlas 2.0.2")
    topology = json.loads(parser.parse_args().topology.read_text(encoding="utf-8"))
    entries = {
        "about": "Land and boundaries of Europe and its surroundings. Drawn for orientation: "
        "neither a line nor its absence takes a position on the status of any territory.",
        "source": "Natural Earth 4.1.0, Admin 0 countries, 1:50m, https://www.naturalearthdata.com; "
        "through the npm package world-atlas 2.0.2; thinned by scripts/outlines.py",
        "licence": "public domain (Natural Earth)",
        "unit": f"1/{UNIT} degree; each line is longitude, latitude, longitude, latitude …",
        "window": WINDOW,
        **outlines(topology),
    }
    lines = ",\n".join(
        f"{json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}" for key, value in entries.items()
    )
    TARGET.write_text("{\n" + lines + "\n}\n", encoding="utf-8")
    kept = sum(map(len, entries["land"])) // 2
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1000:.0f} kB, {kept} points of land")


if __name__ == "__main__":
    main()
