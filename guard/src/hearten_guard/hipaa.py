"""Numbers and places of the classes of 45 CFR 164.514(b)(2) that a client alone is searched for (R17).

Plates and chassis, devices, network addresses, licences and certificates, cards and files; postcodes, flats, boxes.
"""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_SAID = r"\W{1,3}(?:of [a-z' ]{3,20} )?(?:is |was |number )?:? ?"
_KINDS = (
    "national insurance|ni|prison|medicare|medicaid|licen[cs]e|licensing|certificate|passport|membership|policy|"
    "insurance|hospital|chart|health plan|member|badge|inmate|service|army|personnel|payroll|library card|"
    "blue badge|iban|personal identity|identity|tax|cpr|visa|asylum|immigration|court|docket|custody|"
    "crime reference|prescription|sample|donor|allergy bracelet|id"
)
_KEPT = re.compile(
    rf"(?:number ?plate|licen[cs]e plate|plates?|car registration|registration plate){_SAID}"
    r"([a-z]{1,3}-? ?\d{1,4} ?[a-z]{0,3}|\d{1,4}[ \-]?[a-z]{2,4})(?![a-z0-9])"
    rf"|(?:vin|chassis number|serial number|serial no\.?|device id|imei|mac address){_SAID}"
    r"([a-z0-9][a-z0-9:\-]{4,24})(?![a-z0-9])"
    r"|(?<![\d.])((?:\d{1,3}\.){3}\d{1,3})(?!\d|\.\d)"
    r"|(?<![a-z0-9])([a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d])(?![a-z0-9])"
    rf"|(?:{_KINDS})(?: (?:number|no|nr|id|code|ref|reference|card|file)\.?){{1,3}}"
    r" ?[,:]? ?(?:is |was )?:? ?#?([a-z]{0,5}[ \-]?\d(?:[ \-/]?[a-z0-9]){3,24})(?![a-z0-9])"
)
_OWN = re.compile(r"hcpc|bacp|ukcp|licen[cs]ed|registered|bps\b|gmc|nmc|npi")


def codes(text: str) -> Iterator[Span]:
    """What stands behind `number plate`, `serial number`, `prison number`, and network addresses."""
    for match in _KEPT.finditer(text):
        group = match.lastindex or 0
        before = text[max(0, match.start() - 12) : match.start()]
        if sum(map(str.isdigit, match[group])) >= 2 and not _OWN.search(before):
            yield match.span(group)


_CODE = re.compile(
    r"(?<![a-z0-9])[a-z]{1,2}\d[a-z\d]?\s{1,2}\d(?!am|pm|st|nd|rd|th|hr)[abd-hjlnp-uw-z]{2}(?![a-z0-9])"
)
_ROOMS = re.compile(
    r"(?<![a-z0-9])(?:flat|apartment|apt\.?|unit|caravan|plot|p\.?o\.? box|zip code|zip|postal code) "
    r"(?:is |was )?(?:no\.? |number |#)?\d{1,5}[a-z]?(?![a-z0-9])"
)


def postcodes(text: str) -> Iterator[Span]:
    """British postcodes, numbers of flats, post boxes and zip codes."""
    for pattern in (_CODE, _ROOMS):
        yield from (match.span() for match in pattern.finditer(text))
