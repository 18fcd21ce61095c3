"""Days, lengths and paths as thirty years of programs wrote them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearten_archives import Refused, moments
from hearten_archives.markdown_files import decoded, post, split
from hearten_archives.moments import moment, path_of, seconds
from hearten_archives.refused import megabytes, too_large_a_record, too_long

NOON = datetime(2015, 6, 7, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "given",
    [
        "2015-06-07T12:00:00Z",
        "2015-06-07T12:00:00.000Z",
        "2015-06-07T12:00:00+00:00",
        "2015-06-07 12:00:00",
        "2015-06-07 14:00:00 +0200",
        "2015-06-07T14:00+02:00",
        "2015-06-07T01:30:00-10:30",
        "20150607T120000Z",
        "  2015-06-07 12:00  ",
        "Sun, 07 Jun 2015 12:00:00 GMT",
        "Sun, 07 Jun 2015 12:00:00 +0000",
        "Sun, 07 Jun 2015 12:00:00 -0000",
        "Sun, 7 Jun 2015 07:00:00 EST",
        "Sun, 7 Jun 2015 05:00:00 PDT",
        "7 Jun 2015 12:00:00 UT",
        "07 Jun 15 12:00 +0000",
        "Sun, 07 Jun 2015 17:45:00 +0545",
        1433678400000,
        date(2015, 6, 7),
        datetime(2015, 6, 7, 12),  # noqa: DTZ001  # TOML has such
        datetime(2015, 6, 7, 14, tzinfo=timezone(timedelta(hours=2))),
    ],
)
def test_one_noon_is_the_same_noon_however_it_is_written(given: object) -> None:
    assert moment(given) == NOON


@pytest.mark.parametrize(
    "given",
    [
        "0001-01-01T00:00:00Z",
        "0000-01-01",
        "1969-12-31T23:59:59Z",
        "2201-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59-23:59",
        "2015-02-29",
        "2015-06-07T25:00:00",
        "2015-06-07T12:00:00+99:00",
        "Sun, 32 Jun 2015 12:00:00 GMT",
        "Sun, 07 Jun 2015 12:00:00 +9999",
        "Sun, 07 Jun 0015",
        "yesterday",
        "2014年5月2日",
        "１２３４-05-06",
        "٢٠١٤-٠٥-٠٢ x",
        -(10**14),
        10**18,
        True,
        False,
        float("nan"),
        [2015, 6, 7],
        {"year": 2015},
        b"2015-06-07",
    ],
)
def test_a_day_out_of_this_world_is_no_day_and_stops_nothing(given: object) -> None:
    assert moment(given) is None


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=40), st.integers(), st.floats(), st.datetimes(), st.dates(), st.booleans()))
def test_no_day_is_too_odd_and_each_that_is_one_says_where_it_stands(given: object) -> None:
    found = moment(given)
    assert found is None or (found.utcoffset() is not None and 1970 <= found.year <= 2200)


@settings(max_examples=80, deadline=None)
@given(st.datetimes(datetime(1971, 1, 1), datetime(2199, 1, 1)), st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001
def test_a_day_in_iso_is_read_back_as_it_was(naive: datetime, minutes: int) -> None:
    whole = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert moment(whole.isoformat()) == whole


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("0", 0),
        ("59", 59),
        ("3600", 3600),
        ("0:59", 59),
        ("90:00", 5400),
        ("1:00:00", 3600),
        ("00:00:07", 7),
        (" 10:05 ", 605),
        ("1:2:3", 3723),
        ("1:2:3:4", None),
        ("99999", None),
        ("-5", None),
        ("1:-5", None),
        ("12.5", None),
        ("1h", None),
        (":30", None),
        ("30:", None),
        ("1 : 30", None),
        ("PT30M", None),
        ("", None),
    ],
)
def test_how_long_a_recording_is(given: str, found: int | None) -> None:
    assert seconds(given) == found


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://a.example/2014/05/sleep/", "/2014/05/sleep/"),
        ("https://a.example/2014/05/sleep", "/2014/05/sleep"),
        ("https://a.example/Sleep.HTML", "/Sleep.HTML"),
        ("https://a.example/sleep/?utm=1#top", "/sleep/"),
        ("https://a.example/?p=12", ""),
        ("https://a.example", ""),
        ("https://user:word@a.example/x", "/x"),
        ("//a.example/x", "/x"),
        ("///x", "/x"),
        ("sleep/well", "/sleep/well"),
        ("  https://a.example/x  ", "/x"),
        ("https://a.example/s%C3%B8vn", "/søvn"),
        ("https://a.example/søvn", "/søvn"),
        ("https://a.example/a%20b", "/a b"),
        ("https://a.example/100%25", "/100%"),
        ("https://a.example/%zz", "/%zz"),
        ("https://a.example/%FF", "/\ufffd"),
        ("https://[::1/x", ""),
        ("", ""),
    ],
)
def test_a_path_is_what_stands_after_the_host(address: str, path: str) -> None:
    assert path_of(address) == path


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=600))
def test_no_address_is_too_odd_for_a_path(address: str) -> None:
    found = path_of(address)
    assert found == "" or (found.startswith("/") and not found.startswith("//") and len(found) <= 401)


@pytest.mark.parametrize(
    ("head", "public"),
    [
        ("", True),
        ("draft: false", True),
        ("draft: true", False),
        ("draft: True", False),
        ("Draft: TRUE", False),
        ("published: false", False),
        ("published: true", True),
        ("published: 2015-06-07", True),
    ],
)
def test_what_its_head_calls_a_draft_was_not_public(head: str, public: bool) -> None:
    assert post("a.md", f"---\ntitle: A\n{head}\n---\nWords".encode()).was_public is public


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("date: 2015-06-07", 7),
        ("date: 2015-06-08 08:09:10 +0200", 8),
        ('date: "2015-06-09T10:00:00Z"', 9),
        ("pubdate: 2015-06-10", 10),
        ("published: 2015-06-11", 11),
        ("date: soon\npubdate: 2015-06-12", 12),
        ("date: soon", 1),
    ],
)
def test_the_head_knows_the_day_better_than_the_name_of_the_file(head: str, day: int) -> None:
    found = post("2015-06-01-a.md", f"---\n{head}\n---\nWords".encode()).published_at
    assert found is not None
    assert found.date() == date(2015, 6, day)


@pytest.mark.parametrize(
    ("head", "tags"),
    [
        ("tags: sleep, worry", ("sleep", "worry")),
        ("tags: [sleep, 'worry']", ("sleep", "worry")),
        ("tags:\n  - sleep\n  - worry", ("sleep", "worry")),
        ("tags:\n- sleep\ncategories:\n- worry\n- sleep", ("sleep", "worry")),
        ("tags: ", ()),
        ("tags: [ , ]", ()),
        ("categories: Søvn", ("Søvn",)),
    ],
)
def test_tags_however_a_head_lists_them_each_once(head: str, tags: tuple[str, ...]) -> None:
    assert post("a.md", f"---\n{head}\n---\nWords".encode()).tags == tags


def test_a_head_of_toml_with_things_that_are_no_words_stops_nothing() -> None:
    text = b"+++\ntitle = 5\nslug = 7\ntags = 3\ndate = 2015-06-07T14:00:00+02:00\npermalink = ['/x']\n+++\nWords"
    found = post("a.md", text)
    assert (found.title, found.slug, found.tags, found.old_path) == ("5", "a", (), "")
    assert found.published_at == NOON


@settings(max_examples=100, deadline=None)
@given(st.text("-+\n: []'\"#abtitledax,=", max_size=80))
def test_no_head_is_too_odd_and_the_words_below_it_stay(text: str) -> None:  # I16
    found = post("a.md", f"---\n{text}\n---\n\nThe words below".encode())
    assert found.text.endswith("The words below")


def test_a_file_from_windows_reads_like_one_from_elsewhere() -> None:
    plain = "---\ntitle: A\n---\n\n# B\n\nWords\n"
    assert post("a.md", b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode()) == post("a.md", plain.encode())


def test_a_wrong_encoding_names_its_file_by_the_end_of_its_name() -> None:
    with pytest.raises(Refused) as found:
        decoded("folder/" * 30 + "night.md", b"S\xf8vn")
    assert "night.md” is not written in UTF-8. Save it as UTF-8" in found.value.sentence
    assert len(found.value.sentence) < 200


def test_a_line_across_the_text_is_no_end_of_a_head() -> None:
    assert split("---\na: b\n---\nWords\n\n---\n\nMore") == ({"a": "b"}, "Words\n\n---\n\nMore")


def test_ceilings_are_said_in_megabytes_and_with_what_to_do() -> None:
    assert megabytes(200 * 1024 * 1024 - 1) == "200 MB"
    assert too_long(1024 * 1024 - 1).sentence.startswith(
        "The text in this archive is 1 MB or more. Export it in parts"
    )
    assert "Post number 7 in this archive" in too_large_a_record(7).sentence
    assert str(too_large_a_record(7)) == too_large_a_record(7).sentence


def test_what_says_no_zone_is_taken_as_utc() -> None:
    found = moments.moment("2015-06-07 12:00:00")
    assert found is not None
    assert found.tzinfo is UTC
