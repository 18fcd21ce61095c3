"""Parts of a file, held against a slow and simple reading of the standard (RFC 9110, section 14)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearten.media.ranges import OutOfRange, part

SIZES = st.integers(0, 60)
PLACES = st.integers(0, 80)


def simply(first: int | None, last: int | None, size: int) -> list[int]:
    """Every byte that is asked for, one by one."""
    if first is None:
        return list(range(size))[-last:] if last else []
    return [place for place in range(size) if place >= first and (last is None or place <= last)]


def bytes_of(header: str, size: int) -> list[int]:
    """Every byte that `part` answers with; none when it is out of range."""
    try:
        found = part(header, size)
    except OutOfRange:
        return []
    assert found is not None
    return list(range(found[0], found[1] + 1))


class TestAgainstTheSimpleReading:
    @given(PLACES, PLACES, SIZES)
    def test_from_one_place_to_another(self, one: int, other: int, size: int) -> None:
        first, last = sorted((one, other))
        assert bytes_of(f"bytes={first}-{last}", size) == simply(first, last, size)

    @given(PLACES, SIZES)
    def test_from_a_place_to_the_end(self, first: int, size: int) -> None:
        assert bytes_of(f"bytes={first}-", size) == simply(first, None, size)

    @given(PLACES, SIZES)
    def test_the_last_so_many(self, count: int, size: int) -> None:
        assert bytes_of(f"bytes=-{count}", size) == simply(None, count, size)

    @given(PLACES, st.integers(1, 80), SIZES)
    def test_from_a_place_back_is_no_part_at_all(self, first: int, back: int, size: int) -> None:
        if back <= first:
            assert part(f"bytes={first}-{first - back}", size) is None

    @given(st.integers(1, 60), st.integers(1, 60))
    def test_parts_one_after_another_are_the_whole_file(self, size: int, step: int) -> None:
        """As players ask: each part begins where the one before ended."""
        heard: list[int] = []
        while len(heard) < size:
            heard += bytes_of(f"bytes={len(heard)}-{len(heard) + step - 1}", size)
        assert heard == list(range(size))


@pytest.mark.parametrize("header", ["bytes=0-", "bytes=0-0", "bytes=-1", "bytes=-0"])
def test_an_empty_file_has_no_part(header: str) -> None:
    with pytest.raises(OutOfRange):
        part(header, 0)


@pytest.mark.parametrize(
    "header",
    [
        "bytes = 0-1",
        "bytes=0 - 1",
        "bytes=+0-1",
        "bytes=0-1;x",
        "bytes=٠-١",
        "bytes=0-1\nRange: bytes=5-6",
        "bytes=0--1",
        "bytes=0-1,",
        f"bytes={'9' * 19}-",
        f"bytes=0-{'9' * 19}",
    ],
)
def test_what_is_not_quite_a_part_is_the_whole(header: str) -> None:
    assert part(header, 100) is None


@given(st.text(max_size=30), SIZES)
def test_no_header_makes_it_fall(header: str, size: int) -> None:
    try:
        found = part(header, size)
    except OutOfRange:
        return
    assert found is None or 0 <= found[0] <= found[1] < size


def test_the_largest_numbers_that_are_read_are_still_numbers() -> None:
    assert part(f"bytes=0-{'9' * 18}", 7) == (0, 6)
    assert part(f"bytes=-{'9' * 18}", 7) == (0, 6)
