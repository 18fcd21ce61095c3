"""How a phrase is meant: denied, quoted, supposed, past, of somebody else, or a figure of speech."""

from collections.abc import Iterator

from hearten_guard.data import words
from hearten_guard.document import Document
from hearten_guard.phrases import Hit

NEGATIONS = words("negations")


def negated(document: Document, hit: Hit, reach: int = 6) -> bool:
    """`not`, `never`, … stand before the phrase in its clause (`can't stop …` does not deny)."""
    before = document.before(hit.first, reach)
    negations, harmless = document.known("negations"), document.known("false_negations")
    return any(
        word in negations and not (i + 1 < len(before) and before[i + 1] in harmless)
        for i, word in enumerate(before)
    )


def quoted(document: Document, hit: Hit) -> bool:
    """The whole phrase stands in quotation marks or in a quoted line."""
    return all(document.quoted[hit.first : hit.last])


def own_words(document: Document, hit: Hit) -> bool:
    """A quotation that the writer introduces as their own words (`I told her "…"`)."""
    first = hit.first
    while first and document.quoted[first - 1]:
        first -= 1
    before = document.words[max(0, first - 5) : first]
    own, speaking = document.known("own_words"), document.known("speaking_verbs")
    return bool(own.intersection(before)) and bool(speaking.intersection(before))


def supposed(document: Document, hit: Hit, reach: int = 8) -> bool:
    """`if`, `whether`, `imagine` … open the clause before the phrase."""
    first, _ = document.sentence(hit.first)
    before = document.words[max(first, hit.first - reach) : hit.first]
    return not document.known("supposing").isdisjoint(before)


def past(document: Document, hit: Hit) -> bool:
    """The sentence places the phrase in the past, and nothing in it says that it goes on."""
    if document.in_sentence("context.present", hit.first):
        return False
    if document.in_sentence("context.past", hit.first):
        return True
    return not document.known("past_words").isdisjoint(document.before(hit.first, 4))


def spoken_of(document: Document, hit: Hit) -> bool:
    """Advice that is quoted, asked about, or left to a doctor rather than given."""
    if quoted(document, hit) or document.sentences[hit.first] in document.asked:
        return True
    return left_to_doctor(document, hit)


def left_to_doctor(document: Document, hit: Hit) -> bool:
    """A doctor in the sentence says it, or should be asked first; `ignore your doctor` leaves nothing to one."""
    if document.in_sentence("directive.defiant", hit.first):
        return False
    return beside(document, "directive.doctor", hit)


def inside(document: Document, hit: Hit, *groups: str) -> bool:
    """The phrase overlaps a phrase of one of the groups, such as a figure of speech."""
    return document.overlapping(hit, groups)


def in_earnest(document: Document, group: str, *exceptions: str, deny: int = 5) -> Iterator[Hit]:
    """Hits of a group that are not denied within `deny` words, quoted, or in a sentence that holds
    a phrase of the exceptions."""
    for hit in document.hits(group):
        if any(beside(document, exception, hit) for exception in exceptions):
            continue
        if not negated(document, hit, deny) and not quoted(document, hit):
            yield hit


def beside(document: Document, group: str, hit: Hit) -> bool:
    """A phrase of the group stands in the sentence of the hit and reaches outside it."""
    others = document.hits_between(group, *document.around(hit.first))
    return any(other.first < hit.first or hit.last < other.last for other in others)
