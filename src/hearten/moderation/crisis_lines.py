"""The crisis directory: reads `data/crisis_lines.toml`, checks it loudly, says how fresh each line is.

Pure: no Django, no database, no network, so `/crisis` can be built when everything else is down (I9).
Every number is kept as written in the record (I10), and no country is anybody's default (I11).
"""

import calendar
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

SHIPPED = Path(__file__).parent / "data" / "crisis_lines.toml"
UNKNOWN = "unknown"
STALE_AFTER_MONTHS = 12
HIDDEN_AFTER_MONTHS = 24

State = Literal["checked", "stale", "hidden", "unchecked"]
Checks = Mapping[str, tuple[date, str]]
"""Record id -> (the day somebody of this host tried the number, that person's name)."""

Record = dict[str, Any]

NUMBER = re.compile(r"\+?[0-9(][0-9 ()\-]*[0-9)]|[0-9]")
SOURCE_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
SERVICES = frozenset({"all emergencies", "ambulance", "ambulance and fire", "fire", "police"})
ISO_3166 = (
    "ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs "
    "bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee "
    "eg eh er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm "
    "hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc "
    "li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na "
    "nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw "
    "sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to "
    "tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)


@dataclass(frozen=True, slots=True)
class Emergency:
    """A number for danger to life. Always shown, and always before any line."""

    id: str
    number: str
    service: str
    note: str
    source: str
    source_date: str


@dataclass(frozen=True, slots=True)
class Line:
    """One crisis line. An empty text means "not said by the source", never "none".

    `phone` and `sms` are shown exactly as they stand here. `hours` are local time. `source` is where the
    number was read, `source_date` that page's own date (ISO; year or month alone is allowed) or "unknown";
    `also` is a second page, for hours or spelling.
    """

    id: str
    name: str
    phone: str
    sms: str
    chat_url: str
    hours: str
    languages: tuple[str, ...]
    youth: bool
    note: str
    source: str
    source_date: str
    also: str


@dataclass(frozen=True, slots=True)
class Country:
    """One country: `code` is ISO 3166-1 alpha-2 in lower case, `own_name` its name in its own language."""

    code: str
    name: str
    own_name: str
    emergency: tuple[Emergency, ...]
    lines: tuple[Line, ...]

    @property
    def youth_lines(self) -> tuple[Line, ...]:
        """The lines meant for children and young people (R98)."""
        return tuple(line for line in self.lines if line.youth)


@dataclass(frozen=True, slots=True)
class Finder:
    """An international directory that lists lines by country."""

    id: str
    name: str
    url: str
    note: str
    source: str
    source_date: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What to show when the country is not known or not listed (R94)."""

    guidance: str
    emergency: tuple[Emergency, ...]
    finders: tuple[Finder, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """Every country that is listed, in order of English name, and what to say to everybody else."""

    countries: tuple[Country, ...]
    elsewhere: Elsewhere

    def country(self, code: str) -> Country | None:
        """The country with this code in either case, or None. There is no default (I11)."""
        wanted = code.strip().lower()
        return next((country for country in self.countries if country.code == wanted), None)


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as `/crisis` shows it: with what this host knows about its freshness."""

    line: Line
    state: State
    checked_on: date | None


@cache
def load(path: Path = SHIPPED) -> Directory:
    """The directory in `path`, read once per process.

    Raises `ValueError` naming the record for anything a reader in danger could be misled by.
    """
    return parse(tomllib.loads(path.read_text(encoding="utf-8")))


def parse(raw: Record) -> Directory:
    """The directory in already decoded TOML. Raises `ValueError`, as `load` does."""
    countries = tuple(_country(record) for record in raw.get("country", []))
    elsewhere = _elsewhere(raw.get("elsewhere", {}))
    _refuse_repeats("country", (country.code for country in countries))
    _refuse_repeats("id", _ids(countries, elsewhere))
    return Directory(tuple(sorted(countries, key=lambda country: country.name)), elsewhere)


def state(line: Line | Emergency, checks: Checks, today: date) -> State:
    """How far this host may vouch for a number: more than 12 months is stale, more than 24 hides it (R94).

    A line nobody has checked stays visible as "unchecked"; so does one whose check lies in the future.
    An emergency number goes stale and is never hidden.
    """
    checked_on = _checked_on(line, checks, today)
    if checked_on is None:
        return "unchecked"
    if today > _months_later(checked_on, HIDDEN_AFTER_MONTHS) and isinstance(line, Line):
        return "hidden"
    return "stale" if today > _months_later(checked_on, STALE_AFTER_MONTHS) else "checked"


def visible(lines: Iterable[Line], checks: Checks, today: date) -> tuple[Shown, ...]:
    """The lines that may be shown today, each with its state, in their own order."""
    shown = (Shown(line, state(line, checks, today), _checked_on(line, checks, today)) for line in lines)
    return tuple(entry for entry in shown if entry.state != "hidden")


def tel_href(number: str) -> str:
    """The `tel:` address of a number: digits and a leading + only. Raises `ValueError` for anything else."""
    return "tel:" + _dialled(number)


def sms_href(number: str) -> str:
    """The `sms:` address of a number, as `tel_href`."""
    return "sms:" + _dialled(number)


def _dialled(number: str) -> str:
    if not NUMBER.fullmatch(number):
        raise ValueError(f"{number!r} is not a number that can be dialled")
    return re.sub(r"[^0-9+]", "", number)


def _checked_on(line: Line | Emergency, checks: Checks, today: date) -> date | None:
    check = checks.get(line.id)
    return check[0] if check and check[0] <= today else None


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def _ids(countries: Iterable[Country], elsewhere: Elsewhere) -> Iterable[str]:
    for country in countries:
        yield from (entry.id for entry in country.emergency)
        yield from (line.id for line in country.lines)
    yield from (entry.id for entry in elsewhere.emergency)
    yield from (finder.id for finder in elsewhere.finders)


def _refuse_repeats(what: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"{value}: this {what} is there twice")
        seen.add(value)


def _country(record: Record) -> Country:
    code = str(record.get("code", ""))
    where = f"country {code!r}"
    _refuse_strangers(record, {"code", "name", "own_name", "emergency", "line"}, where)
    if code not in ISO_3166.split():
        raise ValueError(f"{where}: not an ISO 3166-1 alpha-2 code in lower case")
    return Country(
        code=code,
        name=_text(record, "name", where),
        own_name=_text(record, "own_name", where),
        emergency=_emergencies(record, code, where),
        lines=tuple(_line(line, code) for line in record.get("line", [])),
    )


def _elsewhere(record: Record) -> Elsewhere:
    where = "elsewhere"
    _refuse_strangers(record, {"guidance", "emergency", "finder"}, where)
    guidance = _text(record, "guidance", where)
    _refuse_hidden_numbers(guidance, where)
    finders = tuple(_finder(finder) for finder in record.get("finder", []))
    if not finders:
        raise ValueError(f"{where}: needs at least one finder")
    return Elsewhere(guidance, _emergencies(record, where, where), finders)


def _emergencies(record: Record, prefix: str, where: str) -> tuple[Emergency, ...]:
    found = tuple(_emergency(entry, prefix, where) for entry in record.get("emergency", []))
    if not found:
        raise ValueError(f"{where}: needs an emergency number")
    return found


def _emergency(record: Record, prefix: str, where: str) -> Emergency:
    number = _number(record, "number", where)
    where = f"{prefix}-emergency-{number}"
    _refuse_strangers(record, {"number", "service", "note", "source", "source_date"}, where)
    service = _text(record, "service", where)
    if service not in SERVICES:
        raise ValueError(f"{where}: {service!r} is not one of {', '.join(sorted(SERVICES))}")
    return Emergency(where, number, service, _note(record, where), *_origin(record, where))


def _line(record: Record, code: str) -> Line:
    where = str(record.get("id", f"a line of {code}"))
    _refuse_strangers(record, set(Line.__dataclass_fields__), where)
    if not where.startswith(f"{code}-"):
        raise ValueError(f"{where}: its id must start with {code}-")
    line = Line(
        id=where,
        name=_text(record, "name", where),
        phone=_number(record, "phone", where) if "phone" in record else "",
        sms=_number(record, "sms", where) if "sms" in record else "",
        chat_url=_https(record, "chat_url", where) if "chat_url" in record else "",
        hours=_text(record, "hours", where) if "hours" in record else "",
        languages=_languages(record, where),
        youth=_flag(record, "youth", where),
        note=_note(record, where),
        source=_https(record, "source", where),
        source_date=_source_date(record, where),
        also=_https(record, "also", where) if "also" in record else "",
    )
    if not (line.phone or line.sms or line.chat_url):
        raise ValueError(f"{where}: has neither phone, sms nor chat_url")
    return line


def _finder(record: Record) -> Finder:
    where = str(record.get("id", "a finder"))
    _refuse_strangers(record, set(Finder.__dataclass_fields__), where)
    return Finder(
        where,
        _text(record, "name", where),
        _https(record, "url", where),
        _note(record, where),
        *_origin(record, where),
    )


def _refuse_strangers(record: Record, allowed: set[str], where: str) -> None:
    if "checked" in record:
        raise ValueError(f"{where}: a check is made by a host; the shipped file may not claim one")
    if strangers := set(record) - allowed:
        raise ValueError(f"{where}: unknown key {', '.join(sorted(strangers))}")


def _text(record: Record, key: str, where: str) -> str:
    value = record.get(key)
    if not isinstance(value, str) or not value or value != value.strip():
        raise ValueError(f"{where}: {key} must be text, without space around it")
    return value


def _number(record: Record, key: str, where: str) -> str:
    value = _text(record, key, where)
    if not NUMBER.fullmatch(value):
        raise ValueError(f"{where}: {key} {value!r} is not digits, with spaces, (), - or a leading +")
    return value


def _https(record: Record, key: str, where: str) -> str:
    value = _text(record, key, where)
    if not re.fullmatch(r"https://[^\s/]+\.[^\s/]+(/\S*)?", value):
        raise ValueError(f"{where}: {key} {value!r} is not an https address")
    return value


def _origin(record: Record, where: str) -> tuple[str, str]:
    return _https(record, "source", where), _source_date(record, where)


def _source_date(record: Record, where: str) -> str:
    value = _text(record, "source_date", where)
    match = SOURCE_DATE.fullmatch(value)
    if value != UNKNOWN and not match:
        raise ValueError(f'{where}: source_date {value!r} is neither an ISO date nor "{UNKNOWN}"')
    if match:
        year, month, day = (int(part or 1) for part in match.groups())
        try:
            date(year, month, day)
        except ValueError as error:
            raise ValueError(f"{where}: source_date {value!r} is not in the calendar") from error
    return value


def _flag(record: Record, key: str, where: str) -> bool:
    value = record.get(key, False)
    if not isinstance(value, bool):
        raise ValueError(f"{where}: {key} must be true or false")
    return value


def _languages(record: Record, where: str) -> tuple[str, ...]:
    value = record.get("languages")
    if not isinstance(value, list) or not value or not all(isinstance(one, str) and one for one in value):
        raise ValueError(f"{where}: languages must be a list with at least one name")
    return tuple(value)


def _note(record: Record, where: str) -> str:
    if "note" not in record:
        return ""
    note = _text(record, "note", where)
    _refuse_hidden_numbers(note, where)
    return note


def _refuse_hidden_numbers(text: str, where: str) -> None:
    """A number inside a sentence has no source of its own and cannot be checked or pressed (I10)."""
    if re.search(r"\d[ \-]?\d[ \-]?\d", text):
        raise ValueError(f"{where}: a number belongs in its own field, not in a sentence")
