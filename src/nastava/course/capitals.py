"""Where the contributing states' capitals lie, and how far from each other. Rounded to a tenth of a degree, some 10 km."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

#: Longitude and latitude in degrees.
Spot = tuple[float, float]

#: Pristina (Priština/Prishtina), where maps of the course measure distances from.
PRISTINA: Spot = (21.2, 42.7)

#: The capital of each state in ``kfor_contributions``, by ISO 3166-1 alpha-3 code.
CAPITALS: Mapping[str, Spot] = MappingProxyType(
    {
        "ALB": (19.8, 41.3), "ARM": (44.5, 40.2), "AUT": (16.4, 48.2), "BEL": (4.4, 50.8), "BGR": (23.3, 42.7),
        "CAN": (-75.7, 45.4), "CHE": (7.4, 46.9), "CZE": (14.4, 50.1), "DEU": (13.4, 52.5), "DNK": (12.6, 55.7),
        "ESP": (-3.7, 40.4), "EST": (24.8, 59.4), "FIN": (24.9, 60.2), "FRA": (2.4, 48.9), "GBR": (-0.1, 51.5),
        "GRC": (23.7, 38.0), "HRV": (16.0, 45.8), "HUN": (19.0, 47.5), "IRL": (-6.3, 53.3), "ITA": (12.5, 41.9),
        "LTU": (25.3, 54.7), "LUX": (6.1, 49.6), "LVA": (24.1, 56.9), "MAR": (-6.8, 34.0), "MDA": (28.8, 47.0),
        "MKD": (21.4, 42.0), "MNE": (19.3, 42.4), "NLD": (4.9, 52.4), "NOR": (10.8, 59.9), "POL": (21.0, 52.2),
        "PRT": (-9.1, 38.7), "ROU": (26.1, 44.4), "RUS": (37.6, 55.8), "SVK": (17.1, 48.1), "SVN": (14.5, 46.1),
        "SWE": (18.1, 59.3), "TUR": (32.9, 39.9), "UKR": (30.5, 50.5), "USA": (-77.0, 38.9),
    }
)  # fmt: skip

_EARTH = 6371.0


def distance(one: Spot, other: Spot) -> float:
    """Return the shortest way over the globe between two places, in kilometres.

    Example:
        >>> round(distance(PRISTINA, CAPITALS["MKD"]), -1), round(distance(PRISTINA, CAPITALS["DEU"]), -2)
        (80.0, 1200.0)
    """
    (x0, y0), (x1, y1) = (tuple(map(math.radians, spot)) for spot in (one, other))
    half = math.sin((y1 - y0) / 2) ** 2 + math.cos(y0) * math.cos(y1) * math.sin((x1 - x0) / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(half))


def circle(around: Spot, kilometres: float, points: int = 120) -> tuple[Spot, ...]:
    """Return the places at one distance from another place, as a closed line.

    Example:
        >>> {round(distance(PRISTINA, spot)) for spot in circle(PRISTINA, 500)}
        {500}
    """
    x0, y0 = map(math.radians, around)
    angle = kilometres / _EARTH
    line = []
    for step in range(points + 1):
        way = 2 * math.pi * step / points
        y = math.asin(math.sin(y0) * math.cos(angle) + math.cos(y0) * math.sin(angle) * math.cos(way))
        x = x0 + math.atan2(
            math.sin(way) * math.sin(angle) * math.cos(y0), math.cos(angle) - math.sin(y0) * math.sin(y)
        )
        line.append((math.degrees(x), math.degrees(y)))
    return tuple(line)
