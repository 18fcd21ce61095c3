"""Direct identifiers: contact details, personal numbers, dates of birth (R17, R83).

A member's text must not carry anybody's; a therapist's must not carry a client's. A therapist's own
published practice details are not a client's: beside no client they are a note or an advice.
"""

from collections.abc import Iterator

from hearten_guard.context import in_earnest
from hearten_guard.data import PERSONAL, STORIES
from hearten_guard.detect import (
    Span,
    emails,
    handles,
    phones,
    records,
    spoken_emails,
    spoken_phones,
    streets,
)
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft

_CLIENT_REACH = 25


def contact_details(document: Document) -> Iterator[Draft]:
    """E-mail, phone, address, handle and personal number."""
    found: list[tuple[str, Span]] = []
    for mapped in (document.folded, document.plain):
        text = mapped.text.replace("\n", " ")
        found += [("email", mapped.span(*span)) for span in emails(text)]
        found += [("phone", mapped.span(*span)) for span in phones(text)]
        found += [("record", mapped.span(*span)) for span in records(text)]
        found += [("email", mapped.span(*span)) for span in spoken_emails(text)]
    found += [("phone", document.span(*span)) for span in spoken_phones(document)]
    found += [("address", document.span(*span)) for span in streets(document)]
    if document.purpose in PERSONAL:
        found += [("handle", document.span(*span)) for span in handles(document)]
    for kind, span in found:
        yield from _judge(document, kind, span)


def _judge(document: Document, kind: str, span: Span) -> list[Draft]:
    """A client's detail is confidentiality, everything else is contact."""
    word = document.word_from(span[0])
    beside_client = document.near("contact.client", word, _CLIENT_REACH)
    if document.purpose in STORIES or (document.purpose not in PERSONAL and beside_client):
        return draft(document, f"confidentiality.{kind}", span, confidence=0.95)
    return draft(document, f"contact.{kind}", span, confidence=0.95)


def moving_off(document: Document) -> Iterator[Draft]:
    """Asking for contact elsewhere (held), and naming a school or workplace (advised)."""
    if document.purpose not in PERSONAL:
        return
    for hit in in_earnest(document, "contact.move", deny=4):
        if not document.in_sentence("contact.helpline", hit.first):
            yield from draft(document, "contact.move", document.span(hit.first, hit.last))
    for hit in document.hits("contact.workplace"):
        if not _ANY.intersection(document.words[hit.first : hit.last]):
            yield from draft(document, "contact.place", document.span(hit.first, hit.last))


_ANY = frozenset("a an my the another this that any local his her their our your in different new".split())
