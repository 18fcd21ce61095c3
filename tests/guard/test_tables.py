"""The shipped tables are what they say they are: every row has a source, every file a checksum."""

import tomllib
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

import hearten_guard
from hearten_guard import tables
from hearten_guard.data import JOBS
from hearten_guard.tables import ORIGINS, SIZES, Place, ages, field, given_name, job, like, place, share, size_class

FOLDER = Path(hearten_guard.__file__).parent / "data/tables"
SHARES = tomllib.loads((FOLDER / "shares.toml").read_text("utf-8"))["row"]


def test_all_tables_together_are_smaller_than_five_megabytes() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 5_000_000


def test_every_table_says_where_it_comes_from() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(ORIGINS)
    for entry in ORIGINS.values():
        assert set(entry) == {"origin", "address", "licence", "opened", "what", "crc"}
        assert all(entry.values())


@pytest.mark.parametrize("name", ORIGINS)
def test_a_table_that_changes_changes_the_version_of_the_rules(name: str) -> None:  # I17
    assert f"{zlib.crc32((FOLDER / name).read_bytes()):08x}" == ORIGINS[name]["crc"]


@pytest.mark.parametrize("row", SHARES, ids=lambda row: row["name"])
def test_a_share_names_its_source_address_date_and_licence(row: dict[str, object]) -> None:
    assert set(row) == {"kind", "name", "share", "words", "source", "address", "date", "licence"}
    assert isinstance(row["share"], float)
    assert 0 < row["share"] < 1
    assert str(row["address"]).startswith("http")


@pytest.mark.parametrize(("name", "find"), [("places.tsv", place), ("names.tsv", given_name)])
def test_every_line_is_found_by_halving_the_file(name: str, find: Callable[[str], object]) -> None:
    names = [line.split("\t")[0] for line in (FOLDER / name).read_text("utf-8").splitlines()]
    for each in [*names[:50], *names[:: len(names) // 500], *names[-50:]]:
        assert find(each) is not None, each
        assert find(each + "zzq") is None


def test_a_place_is_found_by_the_name_that_the_guard_reads() -> None:
    assert place("umea") == Place("umea", 130224, "SE", "n")
    assert place("hebden bridge") is not None
    assert place("nowhere at all") is None
    assert place("") is None


@pytest.mark.parametrize(
    ("name", "wider"),
    [
        ("vindeln", "a small town in the north"),
        ("inverness", "a town in the north"),
        ("exeter", "a city in the south"),
        ("cologne", "a large city"),
        ("somalia", "another country"),
    ],
)
def test_a_place_has_wider_words_of_its_size_and_part_of_the_country(name: str, wider: str) -> None:
    where = place(name)
    assert where is not None
    assert where.wider == wider


def test_many_more_people_live_in_places_like_a_small_town_than_in_the_town() -> None:
    vindeln = place("vindeln")
    assert vindeln is not None
    assert like(vindeln) > 100 * vindeln.people


@pytest.mark.parametrize(("people", "size"), [(999, 0), (9_999, 0), (10_000, 1), (100_000, 2), (1_000_000, 3)])
def test_sizes_of_places_begin_where_they_say(people: int, size: int) -> None:
    assert SIZES[size_class(people)] is SIZES[size]


def test_shares_of_all_ages_add_up_to_one() -> None:
    assert ages(0, 120) == pytest.approx(1)
    assert 0.01 < ages(43, 43) < 0.02
    assert ages(40, 49) == pytest.approx(sum(ages(age, age) for age in range(40, 50)))
    assert ages(200, 210) == 0


def test_a_field_of_work_is_wider_than_any_job_in_it() -> None:
    known = {name: (job(name), JOBS[name]) for name in JOBS}
    for name, (found, wider) in known.items():
        assert found is None or found.share <= field(wider) + 1e-12, name
    assert sum(found is not None for found, _ in known.values()) > 0.75 * len(known)


def test_a_job_that_nobody_counted_has_no_share() -> None:
    assert job("astronaut") is None
    assert share("condition", "an alien hand") is None
    assert given_name("zzyzx") is None


def test_names_and_shares_are_shares() -> None:
    anna, twins = given_name("anna"), share("family", "twins")
    assert anna is not None
    assert twins is not None
    assert 0 < anna.share < 0.1
    assert twins.share == 0.031


def test_reading_the_package_reads_no_table() -> None:
    """They are large; whoever checks a text without people never pays for them."""
    caches = [tables._bytes, tables._jobs, tables._shares, tables._ages]
    for cached in caches:
        cached.cache_clear()
    hearten_guard.check("Sleep comes in waves, and breath by breath it returns.", purpose="article")
    assert [cached.cache_info().currsize for cached in caches] == [0] * len(caches)
