"""Links that earn money without saying so (R4), and links to places that can harm (R15)."""

import re
from collections.abc import Iterator

from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.normalise import LINK

_PARAMETER = re.compile(
    r"[?&#](?:tag=[\w\-]+-\d\d\b|aff(?:iliate)?(?:[_\-]?id)?=|ref(?:erral|errer)?(?:[_\-]?(?:id|code))?=(?!nav|sr_|home)"
    r"|affid=|partner(?:[_\-]?id)?=|irclickid=|clickid=|awc=|utm_medium=affiliate|via=|coupon=|promo(?:code)?=|tap_a="
    r"|a_aid=|fpr=|rfsn=|hop=|sscid=|cjevent=|ranmid=|irgwc=|subid=|discount=)"
)
_BROKERS = re.compile(
    r"(?:^|//|\.)(?:amzn\.to|awin1\.com|shareasale\.com|clickbank\.net|linksynergy\.com|rstyle\.me|"
    r"go\.skimresources\.com|prf\.hn|sjv\.io|pxf\.io|anrdoezrs\.net|jdoqocy\.com|tkqlhce\.com|shopmy\.us)"
)
_HARM = re.compile(
    r"pro[\-_.]?ana|pro[\-_.]?mia|thinspo|bonespo|sanctioned[\-_]?suicide|suicide[\-_]?(?:forum|board|chat|method)"
    r"|self[\-_]?harm[\-_]?(?:board|forum|chat|tips)|kiwi[\-_]?farms|\b[48](?:chan|kun)\b|lostallhope|(?:ed|sh)twt|ana[\-_]?(?:budd|coach|tips|girl)|catch[\-_]?the[\-_]?bus|starv(?:e|ing)[\-_]?(?:club|board|forum)|tagged/(?:ana|selfharm|proana)"
)
_UNSEEN = re.compile(
    r"discord\.(?:gg|com/invite)|\bt\.me/|telegram\.me|chat\.whatsapp|(?:^|[./])(?:reddit|quora)\.com/|facebook\.com/groups/"
    r"|signal\.group|invite\.viber|vk\.com/club|groups\.(?:google|yahoo|io)|(?://|^|\.)(?:forums?|community|boards?)\."
    r"|\bslack\.com/|discourse\.|/phpbb|viewtopic"
)


def harmful(document: Document) -> Iterator[Draft]:
    """A link to a place known for harm, or to a forum or chat that nobody here has looked at."""
    mapped = document.folded
    for match in LINK.finditer(mapped.text):
        link = match.group()
        if _HARM.search(link) or _UNSEEN.search(link):
            yield from draft(document, "resource.harm", mapped.span(*match.span()))


def affiliate(document: Document) -> Iterator[Draft]:
    """An affiliate parameter or a link broker, with no word about it anywhere in the text."""
    if document.hits("resource.declared"):
        return
    mapped = document.folded
    for match in LINK.finditer(mapped.text):
        link = match.group()
        if _PARAMETER.search(link) or _BROKERS.search(link):
            start, end = mapped.span(*match.span())
            yield from draft(document, "resource.affiliate", (start, end), suggestion=_bare(document, start, end))


def _bare(document: Document, start: int, end: int) -> str | None:
    """The address without its parameters; None when a broker hides the address itself."""
    link = document.original[start:end]
    return link.split("?")[0] if "?" in link and not _BROKERS.search(link.lower()) else None
