"""The crisis directory: what every record promises, and what a host may say about how fresh it is."""

import copy
import subprocess
import sys
import tomllib
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hearten.moderation import crisis_lines
from hearten.moderation.crisis_lines import Country, Emergency, Line

ROOT = Path(__file__).parents[2]
RAW: dict[str, Any] = tomllib.loads(crisis_lines.SHIPPED.read_text(encoding="utf-8"))
DIRECTORY = crisis_lines.load()
LINES = [line for country in DIRECTORY.countries for line in country.lines]
EMERGENCY = [entry for country in DIRECTORY.countries for entry in country.emergency]
EMERGENCY += DIRECTORY.elsewhere.emergency
SAMARITANS = next(line for line in LINES if line.id == "gb-samaritans")
TODAY = date(2027, 3, 1)


def small() -> dict[str, Any]:
    """The least a directory may hold: one country, one line, one finder."""
    origin = {"source": "https://example.org/page", "source_date": "2026-06-02"}
    emergency = {"number": "112", "service": "all emergencies", **origin}
    line = {"id": "se-one", "name": "One", "phone": "116 123", "languages": ["Swedish"], **origin}
    finder = {"id": "finder-one", "name": "Finder", "url": "https://example.org/", **origin}
    country = {
        "code": "se",
        "name": "Sweden",
        "own_name": "Sverige",
        "emergency": [emergency],
        "line": [line],
    }
    elsewhere = {"guidance": "Call for help.", "emergency": [copy.deepcopy(emergency)], "finder": [finder]}
    return {"country": [country], "elsewhere": elsewhere}


def refusal(raw: dict[str, Any]) -> str:
    """What `parse` says when it refuses `raw`."""
    with pytest.raises(ValueError) as refused:
        crisis_lines.parse(raw)
    return str(refused.value)


class TestTheShippedDirectory:
    def test_it_covers_at_least_eighteen_countries(self):
        assert len(DIRECTORY.countries) >= 18

    def test_it_holds_the_country_of_the_demo_host(self):
        sweden = DIRECTORY.country("se")
        assert sweden is not None
        assert sweden.own_name == "Sverige"
        assert [entry.number for entry in sweden.emergency] == ["112"]
        assert {line.phone for line in sweden.lines} >= {"90101", "116 111"}

    @pytest.mark.parametrize("country", DIRECTORY.countries, ids=lambda country: country.code)
    def test_every_country_has_an_emergency_number_and_a_line(self, country: Country):
        assert country.emergency  # R94
        assert country.lines
        assert country.name
        assert country.own_name

    def test_every_number_is_the_record_verbatim(self):  # I10
        written = [(line["id"], line.get("phone", ""), line.get("sms", "")) for line in raw_lines()]
        assert written == [(line.id, line.phone, line.sms) for line in in_file_order(LINES)]
        written_emergency = [entry["number"] for entry in raw_emergency()]
        assert sorted(written_emergency) == sorted(entry.number for entry in EMERGENCY)

    @pytest.mark.parametrize(
        "record", [*LINES, *EMERGENCY, *DIRECTORY.elsewhere.finders], ids=lambda record: record.id
    )
    def test_every_record_names_the_page_it_was_read_from_and_that_pages_date(self, record: Line | Emergency):
        assert record.source.startswith("https://")
        assert record.source_date == "unknown" or record.source_date <= "2026-12-31"

    def test_no_check_is_claimed_that_no_host_has_made(self):
        assert not [key for record in [*raw_lines(), *raw_emergency()] for key in record if "check" in key]

    def test_every_line_can_be_reached_in_some_way(self):
        assert all(line.phone or line.sms or line.chat_url for line in LINES)

    def test_young_people_find_a_line_of_their_own_in_most_countries(self):  # R98
        with_youth = {country.code for country in DIRECTORY.countries if country.youth_lines}
        assert with_youth >= {
            "au",
            "ca",
            "de",
            "es",
            "fr",
            "gb",
            "ie",
            "jp",
            "kr",
            "nl",
            "no",
            "nz",
            "ru",
            "se",
        }

    def test_every_number_can_be_pressed(self):
        for line in LINES:
            assert not line.phone or crisis_lines.tel_href(line.phone).startswith("tel:")
            assert not line.sms or crisis_lines.sms_href(line.sms).startswith("sms:")

    @pytest.mark.parametrize("wrong", ["+33333114", "+4485258", "+1988", "+44116123", "+82109", "+1741741"])
    def test_short_codes_carry_no_country_prefix_that_would_make_them_undiallable(self, wrong: str):
        assert wrong not in {crisis_lines.tel_href(line.phone or line.sms or "0")[4:] for line in LINES}

    def test_the_file_reads_as_one_sentence_per_note_and_holds_no_long_text(self):
        assert max(len(line.note) for line in LINES) <= 110  # facts in our own few words, nothing copied

    def test_somewhere_else_gets_guidance_a_number_and_finders(self):  # R94
        elsewhere = DIRECTORY.elsewhere
        assert "emergency number of the country you are in" in elsewhere.guidance
        assert [entry.number for entry in elsewhere.emergency] == ["112"]
        assert len(elsewhere.finders) >= 2


class TestNobodysCountryIsAssumed:  # I11
    @pytest.mark.parametrize("code", ["", "xx", "sweden", "zz", "eu", "u", "uk"])
    def test_an_unknown_country_gives_no_country(self, code: str):
        assert DIRECTORY.country(code) is None

    @pytest.mark.parametrize("code", ["se", "SE", " se "])
    def test_a_code_is_found_in_either_case(self, code: str):
        found = DIRECTORY.country(code)
        assert found is not None
        assert found.name == "Sweden"

    def test_no_country_comes_first_for_being_big(self):
        names = [country.name for country in DIRECTORY.countries]
        assert names == sorted(names)

    def test_the_directory_has_no_word_for_default(self):
        named = {field.name for kind in (crisis_lines.Directory, Country, Line) for field in fields(kind)}
        assert not {"default", "fallback", "home"} & named


class TestHowFreshALineIs:
    """R94: more than 12 months since the check is flagged, more than 24 hidden."""

    @pytest.mark.parametrize(
        ("checked_on", "expected"),
        [
            (date(2027, 3, 1), "checked"),
            (date(2026, 3, 1), "checked"),  # twelve months to the day
            (date(2026, 2, 28), "stale"),  # and one day more
            (date(2025, 3, 1), "stale"),  # twenty-four months to the day
            (date(2025, 2, 28), "hidden"),  # and one day more
            (date(2001, 1, 1), "hidden"),
        ],
    )
    def test_a_check_ages_by_calendar_months(self, checked_on: date, expected: str):
        assert crisis_lines.state(SAMARITANS, {SAMARITANS.id: (checked_on, "Grace")}, TODAY) == expected

    @pytest.mark.parametrize(
        ("today", "expected"),
        [(date(2029, 2, 28), "checked"), (date(2029, 3, 1), "stale"), (date(2030, 3, 1), "hidden")],
    )
    def test_a_check_on_a_leap_day_ages_at_the_end_of_february(self, today: date, expected: str):
        assert crisis_lines.state(SAMARITANS, {SAMARITANS.id: (date(2028, 2, 29), "Grace")}, today) == expected

    def test_a_line_nobody_checked_is_shown_and_says_so(self):
        assert crisis_lines.state(SAMARITANS, {}, TODAY) == "unchecked"
        assert [shown.state for shown in crisis_lines.visible([SAMARITANS], {}, TODAY)] == ["unchecked"]

    def test_a_check_in_the_future_counts_as_none(self):
        checks = {SAMARITANS.id: (date(2027, 3, 2), "Grace")}
        (shown,) = crisis_lines.visible([SAMARITANS], checks, TODAY)
        assert (shown.state, shown.checked_on) == ("unchecked", None)

    def test_the_check_of_another_line_says_nothing(self):
        assert crisis_lines.state(SAMARITANS, {"ie-samaritans": (TODAY, "Grace")}, TODAY) == "unchecked"

    def test_a_hidden_line_is_left_out_and_the_others_keep_their_order(self):
        sweden = DIRECTORY.country("se")
        assert sweden is not None
        first, *rest = sweden.lines
        shown = crisis_lines.visible(sweden.lines, {first.id: (date(2020, 1, 1), "Grace")}, TODAY)
        assert [entry.line for entry in shown] == rest

    def test_a_checked_line_comes_with_its_day(self):  # I10
        checks = {SAMARITANS.id: (date(2027, 2, 1), "Grace")}
        (shown,) = crisis_lines.visible([SAMARITANS], checks, TODAY)
        assert (shown.state, shown.checked_on) == ("checked", date(2027, 2, 1))

    def test_an_emergency_number_is_never_hidden(self):
        for entry in EMERGENCY:
            assert crisis_lines.state(entry, {entry.id: (date(2001, 1, 1), "Grace")}, TODAY) == "stale"
            assert crisis_lines.state(entry, {}, TODAY) == "unchecked"


class TestPressingANumber:
    @pytest.mark.parametrize(
        ("number", "href"),
        [
            ("116 123", "tel:116123"),
            ("9-8-8", "tel:988"),
            ("+880 9612 (119) 911", "tel:+8809612119911"),
            ("0800-0432", "tel:08000432"),
            ("024", "tel:024"),
        ],
    )
    def test_the_address_keeps_digits_and_a_leading_plus_only(self, number: str, href: str):
        assert crisis_lines.tel_href(number) == href
        assert crisis_lines.sms_href(number) == href.replace("tel", "sms")

    @pytest.mark.parametrize(
        "number", ["", " ", "TALK", "116+123", "javascript:1", "116 123\n", "--", "+", "1;ext=8"]
    )
    def test_anything_else_is_refused(self, number: str):
        with pytest.raises(ValueError, match="can be dialled"):
            crisis_lines.tel_href(number)


class TestAMistakeInTheFileIsLoud:
    """Each refusal names the record, so that whoever edits the file knows where to look."""

    def test_the_small_directory_itself_is_accepted(self):
        assert crisis_lines.parse(small()).countries[0].lines[0].phone == "116 123"

    @pytest.mark.parametrize(
        ("key", "value", "says"),
        [
            ("phone", "", "phone must be text"),
            ("phone", " 116 123", "phone must be text"),
            ("phone", "116 TALK", "is not digits"),
            ("phone", 116123, "phone must be text"),
            ("sms", "text HOME", "is not digits"),
            ("chat_url", "http://example.org/", "not an https address"),
            ("chat_url", "javascript:alert(1)", "not an https address"),
            ("source", "http://example.org/", "not an https address"),
            ("source", "example.org", "not an https address"),
            ("also", "a newspaper", "not an https address"),
            ("source_date", "2 June 2026", "neither an ISO date"),
            ("source_date", "2026-13", "not in the calendar"),
            ("source_date", "2026-02-30", "not in the calendar"),
            ("source_date", "", "source_date must be text"),
            ("youth", "yes", "must be true or false"),
            ("languages", [], "at least one name"),
            ("languages", "Swedish", "at least one name"),
            ("name", "", "name must be text"),
            ("hours", "", "hours must be text"),
            ("note", "Or call 0800 111 222.", "belongs in its own field"),
            ("colour", "green", "unknown key colour"),
            ("checked", "2026-06-02", "may not claim one"),
        ],
    )
    def test_a_wrong_field_is_refused_by_name(self, key: str, value: object, says: str):
        raw = small()
        raw["country"][0]["line"][0][key] = value
        message = refusal(raw)
        assert message.startswith("se-one: ")
        assert says in message

    @pytest.mark.parametrize("key", ["source", "source_date", "languages", "name"])
    def test_a_missing_field_is_refused_by_name(self, key: str):
        raw = small()
        del raw["country"][0]["line"][0][key]
        assert refusal(raw).startswith("se-one: ")

    def test_a_line_without_any_way_in_is_refused(self):
        raw = small()
        del raw["country"][0]["line"][0]["phone"]
        assert refusal(raw) == "se-one: has neither phone, sms nor chat_url"

    @pytest.mark.parametrize("code", ["uk", "SE", "swe", "", "xx"])
    def test_a_country_code_that_is_not_iso_is_refused(self, code: str):
        raw = small()
        raw["country"][0]["code"] = code
        assert f"country {code!r}: not an ISO" in refusal(raw)

    def test_an_id_of_another_country_is_refused(self):
        raw = small()
        raw["country"][0]["line"][0]["id"] = "no-one"
        assert refusal(raw) == "no-one: its id must start with se-"

    def test_an_id_used_twice_is_refused(self):
        raw = small()
        raw["country"][0]["line"] *= 2
        assert refusal(raw) == "se-one: this id is there twice"

    def test_a_country_listed_twice_is_refused(self):
        raw = small()
        raw["country"] *= 2
        assert refusal(raw) == "se: this country is there twice"

    @pytest.mark.parametrize("place", ["country", "elsewhere"])
    def test_a_place_without_emergency_number_is_refused(self, place: str):
        raw = small()
        (raw["country"][0] if place == "country" else raw["elsewhere"])["emergency"] = []
        assert "needs an emergency number" in refusal(raw)

    @pytest.mark.parametrize(
        ("key", "value"),
        [("number", "one one two"), ("service", "coastguard"), ("checked", "2026-01-01"), ("source", "")],
    )
    def test_a_wrong_emergency_entry_is_refused(self, key: str, value: str):
        raw = small()
        raw["country"][0]["emergency"][0][key] = value
        assert "se" in refusal(raw)

    def test_a_directory_without_finder_is_refused(self):
        raw = small()
        raw["elsewhere"]["finder"] = []
        assert refusal(raw) == "elsewhere: needs at least one finder"

    def test_guidance_may_not_hide_a_number_in_a_sentence(self):  # I10
        raw = small()
        raw["elsewhere"]["guidance"] = "Call 112."
        assert "belongs in its own field" in refusal(raw)

    def test_a_file_that_is_not_there_is_not_passed_over(self, tmp_path: Path):
        with pytest.raises(FileNotFoundError):
            crisis_lines.load(tmp_path / "none.toml")


def test_the_file_is_read_once_per_process():
    assert crisis_lines.load() is DIRECTORY


def test_the_reader_needs_neither_django_nor_a_database():  # I9
    code = "import sys, hearten.moderation.crisis_lines as c; c.load(); assert 'django' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": str(ROOT / "src")})


def raw_lines() -> list[dict[str, Any]]:
    return [line for country in RAW["country"] for line in country["line"]]


def raw_emergency() -> list[dict[str, Any]]:
    return [entry for place in [*RAW["country"], RAW["elsewhere"]] for entry in place["emergency"]]


def in_file_order(lines: list[Line]) -> list[Line]:
    order = [line["id"] for line in raw_lines()]
    return sorted(lines, key=lambda line: order.index(line.id))
