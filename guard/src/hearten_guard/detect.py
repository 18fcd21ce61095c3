"""Direct identifiers by their shape: e-mail, phone, street, personal number, handle.

The detectors on strings give places in that string; those on documents give word ranges.
"""

import itertools
import re
from collections.abc import Iterator

from hearten_guard.data import COMMON, PERSONAL, words
from hearten_guard.document import Document
from hearten_guard.phrases import NUMBER_WORDS

Span = tuple[int, int]

_EMAIL = re.compile(
    r"(?<![a-z0-9._%+\-])[a-z0-9][a-z0-9._%+\-]{0,63}@[a-z0-9\-]{1,63}"
    r"(?:\.[a-z0-9\-]{1,63}){0,3}\.[a-z0-9]{2,24}(?![a-z0-9])"
)
_HOSTS = "|".join(sorted(words("mail_hosts")))
_AT = r"(?:\s?@\s?|\s?[\[({<]\s?(?:at|a)\s?[\])}>]\s?|\sat\s)"
_DOT = r"(?:\s?\.\s?|\s?[\[({<]\s?(?:dot|punkt|\.)\s?[\])}>]\s?|\s(?:dot|punkt)\s)"
_SIGN = rf"(?:{_DOT}|\s(?:underscore|dash|hyphen|minus)\s)"
_SPOKEN_EMAIL = re.compile(
    rf"(?<![a-z0-9])[a-z0-9][a-z0-9_\-]{{0,30}}(?:{_SIGN}[a-z0-9_\-]{{1,30}}){{0,2}}{_AT}"
    rf"(?:(?:{_HOSTS}){_DOT}|(?:gmail|hotmail|yahoo|icloud|proton|protonmail|gmx|googlemail|ymail)\s(?=com|de|co\s?uk)|[a-z0-9\-]{{2,40}}(?:\s?[\[({{<]\s?(?:dot|punkt)\s?[\])}}>]\s?|\s(?:dot|punkt)\s))"
    r"(?:com|org|net|co|ch|at|eu|uk|se|de|edu|gov|io|info|me|fr|no|dk|fi|nl|c0m)(?:\suk|\.uk|\sdot\suk)?(?![a-z0-9])"
)
_DOTTED_EMAIL = re.compile(
    r"(?<![a-z0-9._\-])[a-z][a-z0-9\-]{0,30}(?:[._][a-z0-9\-]{1,30}){1,3} {1,3}(?:at|@) {1,3}[a-z0-9\-]{3,40}"
    r"\.(?:com|org|net|co\.uk|de|se|ch|eu|io|info|edu|fr|no|dk|fi|nl)(?![a-z0-9])"
)
_SAYS_AT = re.compile(r"@| at |[ \[({<]at?[\])}>]|at[\])}]")
_PHONE = re.compile(r"(?<![\w./,\-£$€#=])(?:\+ ?|00)?\(?\d(?:[ \-.()/·]{0,3}\d){6,14}(?![\w%]|[.,:]\d)")
_NOT_PHONE = re.compile(
    r"(?:19|20)\d\d ?[-/ –.] ?(?:19|20)\d\d|\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}"
    r"|(?:\d ?[-.,/ ] ?){2,}\d|(?:\d{1,3}[., ]){2,}000|(?:\d{1,3}\.){3}\d{1,3}"
    r"|(?:(?:19|20)\d\d[ ,/-]{1,3}){2,}(?:19|20)\d\d|97[89][- ]?(?:\d[- ]?){9}\d"
    r"|(?:19|20)\d\d([-/.])\d\d?\1\d\d? ?- ?\d{4}(?:\1\d\d?){0,2}"
)
_HUNDREDS = re.compile(r"(?:[1-9]\d{0,2}00[ ,-]{1,3})+[1-9]\d{0,2}00|(?:[1-9]00[ ,-]{1,3})+[1-9]00")
_DATE = re.compile(
    r"(?<![\d+(])(?<!\d[-./])(?:(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])([-./])(?:0?[1-9]|[12]\d|3[01])\2(?:19|20)\d\d)(?![-./]?\d)"
)
_DIALLED = re.compile(r"0(?:[1-9]\d{8,9}|0[1-9]\d{8,11})")
_BEFORE_NUMBER = re.compile(
    r"(?<![a-z])(?:isbn|doi|issn|pmid|pmc|arxiv|pii|nct|vol|pp|no\.|10\.|£|\$|€|kr|usd|eur)"
    r"(?:[ -]?1[03])?(?: (?:is|number|no|nr))*[^a-z]{0,8}$"
)
_ORDERED = re.compile(
    r"(?<![a-z])(?:order|invoice|tracking|parcel|booking|ticket|serial|model|batch|article|receipt|rechnung"
    r"|bestellung)(?: ?(?:number|no|nr|code|id|nummer|is|ref|reference))*[^a-z]{0,8}$"
)
_CALLING = re.compile(
    r"\b(?:call|text|txt|num|ask for|phone|ring|number|tel|mobile|cell|whatsapp|reach|signal|dial|digits"
    r"|sms|fone|contact|nr|handy|nummer|telefon|festnetz|ruf|rufe|anrufen|handynummer|telefonnummer|erreichbar)\b"
)
_HELPLINE = re.compile(
    r"help ?line|hot ?line|life ?line|samaritans|childline|crisis|text line|nhs|free ?phone|toll|"
    r"emergency (?:number|line|services)|support line|charity|papyrus|"
    r"switchboard|suicide prevention|poison|seelsorge|krisendienst|nummer gegen kummer|notruf|hilfetelefon|"
    r"\bmind (?:help|info)|shout"
)
_FREE = re.compile(r"(?:\+?44)?0?80[08]|\+?1?8(?:00|88|77|66|55|44|33)|116\d{3}|0300")
_RECORD = re.compile(
    r"(?<![a-z])(?:case|record number|claim|benefit|tax|patient|client|nhs|ssn|social security|insurance|policy|"
    r"passport|mrn|chart|file|"
    r"medicare|medicaid|national insurance|personnummer|account|sort code|hospital|health card|id card|iban|"
    r"student|driving licence|driver'?s license)"
    r"(?: (?:number|no|nr|id|code|is|ref|reference|card|file|record|mrn) ?\.?){0,3} ?,? ?[:#]? ?(?:is )?#?"
    r"(?!(?:in|on|at|of|by|to|for|was|had|has|and|or|with|from|all) )"
    r"([a-z]{0,6}[ \-]?\d(?:[ \-/]?[a-z0-9]){3,20})(?![a-z0-9])"
    r"|(?<![\d\-])(\d{3}-\d{2}-\d{4}|(?:19|20)?\d{6}-\d{4})(?![\d\-])"
)
_OWN_LICENCE = re.compile(r"hcpc|bacp|ukcp|licen[cs]e|registration|registered|bps\b|gmc|nmc|npi")


def emails(text: str) -> Iterator[Span]:
    """Addresses written as addresses."""
    return (match.span() for match in _EMAIL.finditer(text) if "@" in match.group())


def spoken_emails(text: str) -> Iterator[Span]:
    """`jo dot smith at gmail dot com`, `jo (at) example (dot) org`."""
    if _SAYS_AT.search(text):
        yield from (match.span() for match in _SPOKEN_EMAIL.finditer(text))
        yield from (match.span() for match in _DOTTED_EMAIL.finditer(text))


def phones(text: str) -> Iterator[Span]:
    """Numbers of 7 to 15 digits that are written like, or announced as, a phone number. text: with its lines."""
    lines, text = text, _DATE.sub(_undated, text.replace("\n", " "))
    for match in _PHONE.finditer(text):
        number = match.group()
        digits = re.sub(r"\D", "", number)
        before = text[max(0, match.start() - 60) : match.start()]
        around = before + text[match.end() : match.end() + 60]
        told = len(digits) >= 10 and bool(_CALLING.search(before) or _DIALLED.fullmatch(digits))
        counted = _NOT_PHONE.fullmatch(number.strip("()+ ")) and not told
        if counted or _BEFORE_NUMBER.search(before[-24:]):
            continue
        if _FREE.match(digits) or _HELPLINE.search(around):
            continue
        told_so = bool(_CALLING.search(before) or _CALLING.search(around[-60:]))
        if number[0] in "+0(" or (
            not _ORDERED.search(before[-40:]) and (told_so or _shaped(lines[slice(*match.span())]))
        ):
            yield match.span()


def _shaped(number: str) -> bool:
    """Written like a phone number; figures in steps of a hundred, or one below the other, are a table."""
    table = "\n" in number or _HUNDREDS.fullmatch(number.strip())
    return sum(map(str.isdigit, number)) >= 9 and _grouped(number) and not table


def _undated(match: re.Match[str]) -> str:
    """A date is no part of a number: something as long in its place that no number goes through."""
    return "_" * len(match.group())


_ACCOUNT = re.compile(
    r"(?<![\w@./])@[a-z0-9_][a-z0-9_.]{2,29}(?![\w@]|\.[a-z])"
    r"|(?<![\w])(?:t\.me|wa\.me|m\.me|discord\.gg|discord\.com/invite|snapchat\.com/add|instagram\.com|facebook\.com"
    r"|tiktok\.com/@|linktr\.ee|onlyfans\.com|kik\.me|signal\.me|twitter\.com|twitch\.tv|ttv)/[a-z0-9_.@+\-]{2,60}"
)
_POST = re.compile(
    r"(?<![a-z0-9])(?:post ?code|zip(?: code)?|plz)(?: is|:)? ?"
    r"((?:[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|\d{5}))(?![a-z0-9])"
    r"|(?<![a-z])(p\.? ?o\.? box \d{1,6}"
    r"|[a-z]{3,20} (?:street|road|avenue|lane|crescent|close|terrace|drive|gardens),?"
    r" (?:number|no\.?|nr\.?) ?\d{1,4}[a-z]?"
    r"|(?:(?<=address, )|(?<=address is ))\d{1,4}[a-z]?,? (?:the )?[a-z]{3,20})(?!\d)"
    r"|(?<![\w.,])(\d{1,4}[a-z]?,? (?:rue|via|calle|rua|avenida|ulica) (?:des? |du |de la |del |della |la )?"
    r"[a-z]{3,20})"
)
_NICK = re.compile(
    r"(?<![a-z])(?:insta(?:gram)?|ig|snapp?(?:chat)?|kik|telegram|discord|tiktok|psn|xbox|steam|skype|twitter|fb"
    r"|line|signal)"
    r"(?: me)? ?[:=@] ?@?(?=[a-z0-9_.#]{0,28}[0-9_.#]|[a-z]{5})([a-z0-9_.#]{3,30})"
    r"|(?<![a-z])(?:insta|ig|sc|snap|kik|tele|tg|psn|tiktok|tik tok is|discord) (?:is )?@?"
    r"(?=[a-z]{0,28}(?:_[a-z0-9]|\.[a-z0-9]|[a-z]\d))([a-z][a-z0-9_.#]{3,29})(?![a-z0-9])"
)


def posts(text: str) -> Iterator[Span]:
    """Postcodes that are called so, post boxes, and streets with their number behind or a French name."""
    for match in _POST.finditer(text):
        yield match.span(match.lastindex or 0)


_ALL_OF_US = frozenset({"@everyone", "@here", "@all", "@channel", "@mods", "@moderators"})
_LETTERED = re.compile(r"(?<![a-z0-9])[0-9oil](?:[ \-.()/*_]{0,3}[0-9oil]){8,14}(?![a-z0-9])")


def accounts(text: str) -> Iterator[Span]:
    """`@moon_child.x` and links that open a chat or a profile elsewhere."""
    for match in _ACCOUNT.finditer(text):
        if match.group() not in _ALL_OF_US:
            yield match.span()
    for match in _NICK.finditer(text):
        yield match.span(match.lastindex or 0)


def lettered_phones(text: str) -> Iterator[Span]:
    """`O77OO 9OO I23`: a phone number with letters in the place of some figures."""
    for match in _LETTERED.finditer(text):
        number = match.group()
        if sum(map(str.isdigit, number)) >= 5 and any(map(str.isalpha, number)):
            yield match.span()


def _grouped(number: str) -> bool:
    """Written in two to five groups as phone numbers are; a row of single digits is a count."""
    groups = [group for group in re.split(r"\D+", number) if group]
    return 2 <= len(groups) <= 5 and max(map(len, groups)) >= 3


def records(text: str) -> Iterator[Span]:
    """Case, insurance, passport and national numbers."""
    for match in _RECORD.finditer(text):
        before = text[max(0, match.start() - 30) : match.start()]
        if not _OWN_LICENCE.search(before):
            group = 1 if match[1] else 2
            if group == 2 and _ORDERED.search(before):
                continue
            if sum(map(str.isdigit, match[group])) >= 4:
                yield match.span(group)


_DIGITS = {name: str(value) for value, name in enumerate(
    "zero one two three four five six seven eight nine".split()
)} | {"oh": "0", "o": "0", "nought": "0"} | {name: str(value) for value, name in enumerate(
    "null eins zwei drei vier funf sechs sieben acht neun".split()
)} | {"zwo": "2", "fuenf": "5", "ein": "1"}  # fmt: skip
_MIXED = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z])(?:\d{1,6}|zero|one|two|three|four|five|six|seven|eight|nine)+")
_PART = re.compile(r"\d+|[a-z]+?(?=\d|$|zero|one|two|three|four|five|six|seven|eight|nine)")
_TIMES = {"double": 2, "triple": 3, "doppel": 2}


def spoken_phones(document: Document) -> Iterator[Span]:
    """`oh seven seven double zero …`: a run of number words of 7 to 15 digits."""
    names = document.words
    place = 0
    while place < len(names):
        end, digits, spoken = _run(names, place)
        enough = 7 if spoken >= 3 else 9
        if spoken and enough <= len(digits) <= 15 and not _counting(digits):
            yield place, end
        place = max(end, place + 1)


def _run(names: list[str], place: int) -> tuple[int, str, int]:
    """End of the run of digit words from a place, its digits, and how many were words."""
    digits, spoken, times = "", 0, 1
    while place < len(names):
        name = names[place]
        if name in _TIMES:
            times = _TIMES[name]
        elif name in _DIGITS:
            digits += _DIGITS[name] * times
            times, spoken = 1, spoken + 1
        elif _MIXED.fullmatch(name):
            digits += "".join(_DIGITS.get(part, part) for part in _PART.findall(name))
            times, spoken = 1, spoken + 2
        elif name == "hundred" and digits:
            digits += "00"
        elif name.isdigit() and len(name) <= 6 and name.isascii():
            digits += name * times
            times = 1
        else:
            break
        place += 1
    return place, digits, spoken


def _counting(digits: str) -> bool:
    """1 2 3 4 … or 5 4 3 2 …, as in breathing exercises."""
    steps = [int(after) - int(before) for before, after in itertools.pairwise(digits)]
    return sum(step in (1, -1) for step in steps) >= 0.7 * len(steps)


_STREET = words("street")
_ALWAYS_STREET = frozenset("street road avenue lane crescent boulevard gatan vagen strasse blvd rd ave".split())
_NOT_STREET = words("not_address") | COMMON
_STREET_END = re.compile(
    r"[a-z]{3,20}(?:gatan|str|platz|allee|ring|damm|ufer|vagen|strasse|strase|gade|weg|laan|straat)"
)
_COUNTED = frozenset(NUMBER_WORDS.split("|"))
_HOUSE = re.compile(r"\d{1,4}[a-z]?")


def streets(document: Document) -> Iterator[Span]:
    """House number and street in either order."""
    names = document.words
    for i, name in enumerate(names):
        if _STREET_END.fullmatch(name) and i + 1 < len(names) and _HOUSE.fullmatch(names[i + 1]):
            yield i, i + 2
        elif not name[0].isdigit() and name not in _COUNTED:
            continue
        elif (_HOUSE.fullmatch(name) or _told(document, i)) and (end := _street_end(document, i)):
            yield i, end


def _told(document: Document, word: int) -> bool:
    """`number twelve`, `at twenty three`: a house number in words."""
    return document.words[word] in _COUNTED and word > 0 and document.words[word - 1] in ("number", "no", "at")


def _street_end(document: Document, house: int) -> int | None:
    """End of `12 Elm Street` that begins with a house number, or None."""
    _first, last = document.sentence(house)
    for i in range(house + 1, min(last, house + 5)):
        name = document.words[i]
        if i > house + 1 and name in _STREET:
            if name in _ALWAYS_STREET or i + 1 == last or _shown(document, i, house):
                return i + 1
            continue
        if name in _NOT_STREET or name[0].isdigit():
            return None
    return None


_LIVED = frozenset("live lives lived living bought address house home flat past behind from at on moved".split())


def _shown(document: Document, word: int, house: int) -> bool:
    """Is a word such as `gardens` part of a name: does it end its clause, or follow a word that no list knows?

    In a therapist's text a capital letter tells; where capitals say nothing there, the words before the number
    must say that it is a house.
    """
    if document.purpose in PERSONAL:
        return document.clauses[word + 1] != document.clauses[word] or document.unknown(word - 1)
    return document.capital(word) if document.cased else bool(_LIVED.intersection(document.words_before(house, 3)))


def handles(document: Document) -> Iterator[Span]:
    """Invitations to an account on another service, with the name if one follows."""
    for hit in document.hits("contact.handle"):
        _, last = document.sentence(hit.first)
        end = min(last, hit.last + 1)
        if not any(_masked(document, word) for word in range(hit.first, end)):
            yield hit.first, end


def _masked(document: Document, word: int) -> bool:
    """Does a mask such as `[account name]` stand there already?"""
    start, _ = document.span(word, word + 1)
    return document.original[start - 1 : start] == "["
