"""What a link gives away about money."""

from urllib.parse import parse_qsl, urlsplit

#: Parameters that shops use to pay whoever sent the reader.
PAYING = {
    "tag",
    "ref",
    "aff",
    "affid",
    "affiliate",
    "affiliate_id",
    "aff_id",
    "partner",
    "irclickid",
    "awc",
    "clickid",
}


def affiliate_hint(url: str) -> str | None:
    """The first parameter that usually earns its sender money, or None (R4)."""
    names = (name.lower() for name, _value in parse_qsl(urlsplit(url).query, keep_blank_values=True))
    return next((name for name in names if name in PAYING), None)
