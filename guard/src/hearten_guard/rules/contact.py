"""Direct identifiers: contact details, personal numbers, dates of birth (R17, R83).

A member's text must not carry anybody's; a therapist's must not carry a client's. A therapist's own
published practice details are not a client's: beside no client they are a note or an advice.
"""

from collections.abc import Iterator

from hearten_guard.context import in_earnest
from hearten_guard.data import PERSONAL, STORIES, THERAPIST
from hearten_guard.detect import (
    Span,
    accounts,
    emails,
    handles,
    lettered_phones,
    phones,
    posts,
    records,
    spoken_emails,
    spoken_phones,
    streets,
)
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.hipaa import codes, postcodes
from hearten_guard.rules.whereabouts import of_third
from hearten_guard.whose import owned_by_the_writer, somebody_elses


def contact_details(document: Document) -> Iterator[Draft]:
    """E-mail, phone, address, handle and personal number."""
    found: list[tuple[str, Span]] = []
    for mapped in (document.folded, document.plain):
        text = mapped.text.replace("\n", " ")
        found += [("email", mapped.span(*span)) for span in emails(text)]
        found += [("phone", mapped.span(*span)) for span in phones(mapped.text)]
        found += [("record", mapped.span(*span)) for span in records(text)]
        found += [("email", mapped.span(*span)) for span in spoken_emails(text)]
        if document.purpose in THERAPIST:
            found += [("address", mapped.span(*span)) for span in postcodes(text)]
            found += [("record", mapped.span(*span)) for span in codes(text)]
    found += [("phone", document.span(*span)) for span in spoken_phones(document)]
    found += [("address", document.span(*span)) for span in streets(document)]
    if document.purpose in PERSONAL:
        found += [("handle", document.span(*span)) for span in handles(document)]
        for mapped in (document.folded, document.plain):
            text = mapped.text.replace("\n", " ")
            found += [("handle", mapped.span(*span)) for span in accounts(text)]
            found += [("address", mapped.span(*span)) for span in posts(text)]
            found += [("phone", mapped.span(*span)) for span in lettered_phones(text)]
    for kind, span in found:
        yield from _judge(document, kind, span)
        if document.purpose in PERSONAL and of_third(document, document.word_from(span[0])):
            yield from draft(document, "contact.third", span, confidence=0.9)


def _judge(document: Document, kind: str, span: Span) -> list[Draft]:
    """A client's detail is confidentiality, everything else is contact."""
    word = document.word_from(span[0])
    theirs = document.purpose not in PERSONAL and somebody_elses(document, word)
    if theirs or (document.purpose in STORIES and not owned_by_the_writer(document, word)):
        return draft(document, f"confidentiality.{kind}", span, confidence=0.95)
    return draft(document, f"contact.{kind}", span, confidence=0.95)


def moving_off(document: Document) -> Iterator[Draft]:
    """Asking for contact outside this place: the classic pattern of those who prey on members (R83)."""
    if document.purpose not in PERSONAL:
        return
    for hit in in_earnest(document, "contact.move", "contact.move_told", deny=4):
        if not document.in_sentence("contact.helpline", hit.first):
            yield from draft(document, "contact.move", document.span(hit.first, hit.last))
