"""Lambert's azimuthal equal-area projection: areas keep their proportions, shapes bend a little towards the edge."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

_EARTH = 6371.0
#: Longitude and latitude of the middle of the course's maps of Europe.
MIDDLE = (15.0, 50.0)


def project(spots: Iterable[tuple[float, float]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return longitudes and latitudes as kilometres east and north of the middle, one row a place.

    Example:
        >>> project([(15, 50), (15, 51)]).round().tolist()
        [[0.0, 0.0], [0.0, 111.0]]
    """
    x, y = np.radians(np.array(list(spots), dtype=float)).reshape(-1, 2).T
    x0, y0 = np.radians(MIDDLE)
    along = np.sin(y0) * np.sin(y) + np.cos(y0) * np.cos(y) * np.cos(x - x0)
    scale = _EARTH * np.sqrt(2 / (1 + along))
    east = scale * np.cos(y) * np.sin(x - x0)
    north = scale * (np.cos(y0) * np.sin(y) - np.sin(y0) * np.cos(y) * np.cos(x - x0))
    return np.column_stack([east, north])
