"""Make the map's land and the place of each country from Natural Earth, as world-atlas carries it.

`python scripts/worldmap.py` needs npm; what it writes is kept under version control. The map shows
land and water alone: no boundary is drawn. Projection: Equal Earth (Šavrič, Patterson and Jenny
2018), whose areas are true.
"""

import csv
import json
import math
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LAND = ROOT / "src/rapporteur/web/static/vendor/world"
PLACES = ROOT / "src/rapporteur/web/places.csv"
STATES = ROOT / "src/rapporteur/gazetteer/states.csv"
PACKAGE = "world-atlas@2.0.2"

WIDTH, FINE = 960, 2  # units of the map's width; land is drawn in halves of them
NORTH, SOUTH = 84.0, -57.0  # degrees; nobody speaks for Antarctica
LEAST = 3.0  # area of the smallest islands drawn, in fine units
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = math.sqrt(3) / 2
SCALE = WIDTH / 2 / (math.pi / M / A1)
# Where Natural Earth gives a territory no shape of its own: longitude and latitude.
APART = {
    "BES": (-68.3, 12.2),
    "BVT": (3.4, -54.4),
    "CCK": (96.8, -12.2),
    "CXR": (105.6, -10.5),
    "GLP": (-61.6, 16.2),
    "GUF": (-53.1, 3.9),
    "MTQ": (-61.0, 14.6),
    "MYT": (45.2, -12.8),
    "REU": (55.5, -21.1),
    "SJM": (18.0, 78.5),
    "TKL": (-171.8, -9.2),
}

Point = tuple[float, float]
Ring = list[Point]


def project(place: Point) -> Point:
    """Return where a longitude and latitude in degrees lie on the map."""
    longitude, latitude = (math.radians(part) for part in place)
    t = math.asin(M * math.sin(latitude))
    t2, t6 = t * t, t**6
    x = longitude * math.cos(t) / (M * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)))
    y = t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))
    return WIDTH / 2 + SCALE * x, -SCALE * y


def read_rings(topology: Any, geometry: Any) -> Iterator[Ring]:
    """Yield the outer rings of a TopoJSON polygon or several, in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    shapes = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for shape in shapes:
        ring: Ring = []
        for index in shape[0]:
            x = y = 0
            arc = []
            for dx, dy in topology["arcs"][~index if index < 0 else index]:
                x, y = x + dx, y + dy
                arc.append((x * sx + tx, y * sy + ty))
            ring += (arc[::-1] if index < 0 else arc)[1 if ring else 0 :]
        yield unwrap(ring)


def unwrap(ring: Ring) -> Ring:
    """Let a ring that crosses the 180th meridian run on beyond it."""
    whole = ring[:1]
    for longitude, latitude in ring[1:]:
        turns = round((longitude - whole[-1][0]) / 360)
        whole.append((longitude - 360 * turns, latitude))
    turns = round(sum(longitude for longitude, _ in whole) / len(whole) / 360)
    return [(longitude - 360 * turns, latitude) for longitude, latitude in whole]


def measure(ring: Ring) -> tuple[float, Point]:
    """Return a ring's area, and its centre of mass."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross / 2, x + (x1 + x2) * cross / 6, y + (y1 + y2) * cross / 6
    return abs(area), (x / area, y / area) if area else ring[0]


def draw_land(topology: Any, top: float, height: float) -> str:
    """Return the land as one path, in whole fine units."""
    parts = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for ring in read_rings(topology, geometry):
            if max(latitude for _, latitude in ring) < SOUTH:
                continue
            for turned in _on_both_sides(ring):
                points = [project(place) for place in turned]
                fine = [(round(FINE * x), round(FINE * (y - top))) for x, y in points]
                if measure([(float(x), float(y)) for x, y in fine])[0] >= LEAST:
                    parts.append(_path(fine))
    size = f"0 0 {FINE * WIDTH} {round(FINE * height)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}">'
        f'<path fill="#7d8a8f" fill-opacity=".3" d="{"".join(parts)}"/></svg>\n'
    )


def _on_both_sides(ring: Ring) -> Iterator[Ring]:
    """The ring within the map's edges, and what runs over them on the other side."""
    for turn in (0, -360, 360):
        part = [(longitude + turn, latitude) for longitude, latitude in ring]
        for edge in (-180.0, 180.0):
            part = _clip(part, edge)
        if len(part) > 2:
            yield part


def _clip(ring: Ring, edge: float) -> Ring:
    """Cut off what lies beyond a meridian (Sutherland and Hodgman 1974)."""
    side = 1 if edge < 0 else -1
    kept: Ring = []
    for (x1, y1), (x2, y2) in pairwise([*ring[-1:], *ring]):
        inside, was = side * (x2 - edge) >= 0, side * (x1 - edge) >= 0
        if inside != was:
            kept.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
        if inside:
            kept.append((x2, y2))
    return kept


def _path(points: Iterable[tuple[int, int]]) -> str:
    (x, y), *rest = points
    said = f"M{x} {y}l"
    steps = []
    for nx, ny in rest:
        if (nx, ny) != (x, y):
            steps.append(f"{nx - x} {ny - y}")
            x, y = nx, ny
    return f"{said}{' '.join(steps).replace(' -', '-')}z"


def find_places(topology: Any, top: float) -> Iterator[tuple[str, float, float]]:
    """Yield each country's code with the middle of its largest part on the map."""
    with STATES.open(encoding="utf-8") as file:
        codes = {row["m49"]: row["code"] for row in csv.DictReader(file)}
    found = {code: project(place) for code, place in APART.items()}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = codes.get(geometry.get("id", ""))
        if code:
            rings = ([project(p) for p in ring] for ring in read_rings(topology, geometry))
            x, y = max(measure(ring) for ring in rings)[1]
            found[code] = x, y
    for code, (x, y) in sorted(found.items()):
        yield code, round(x, 1), round(y - top, 1)


def main() -> None:
    """Take the shapes and write the map."""
    top, bottom = project((0, NORTH))[1], project((0, SOUTH))[1]
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", PACKAGE, "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (packed,) = Path(folder).glob("*.tgz")
        with tarfile.open(packed) as tar:
            tar.extractall(folder, filter="data")
        held = Path(folder) / "package"
        LAND.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(held / "LICENSE", LAND / "LICENSE")
        land, countries = (
            json.loads((held / name).read_text(encoding="utf-8"))
            for name in ("land-110m.json", "countries-10m.json")
        )
    (LAND / "VERSION").write_text(
        f"{PACKAGE.replace('@', ' ')}; shapes: Natural Earth (naturalearthdata.com), "
        "public domain\n", encoding="utf-8",
    )  # fmt: skip
    (LAND / "land.svg").write_text(draw_land(land, top, bottom - top), encoding="utf-8")
    with PLACES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("code", "x", "y"), *find_places(countries, top)])
    print(f"map of {WIDTH} by {bottom - top:.0f}")


if __name__ == "__main__":
    main()
