"""What tells a reader who a client is, or that somebody is a client (R10, R17, C2)."""

from collections.abc import Iterator

from hearten_guard.context import in_earnest, inside, negated, quoted
from hearten_guard.data import COMMON, words
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.phrases import VOCABULARY, Hit
from hearten_guard.types import Purpose

_GIVEN = words("given_names")
#: The most words between `my client` and what that client did.
_ASIDE = 14
#: How far from words such as `session` or `my practice` somebody's words are a client's.
_AT_WORK = 40
#: How an aside begins that tells who a client is.
_SAYS_WHO = frozenset("a an the who whose aged then now once her his their one".split())
_REPLACED = {
    Purpose.STORY_COMPOSITE: (
        "Clients may still see themselves in a composite; change enough that none could say it is them."
    )
}


def sessions(document: Document) -> Iterator[Draft]:
    """What one client said or did; habits of clients in general are fine."""
    for hit in document.hits("confidentiality.session"):
        if not inside(document, hit, "confidentiality.general_client") and not _excused(document, hit.first):
            yield from draft(document, "confidentiality.session", document.span(hit.first, hit.last))

    for first, last in [*_after_an_aside(document), *_retold(document)]:
        if not _excused(document, first):
            yield from draft(document, "confidentiality.session", document.span(first, last))


def _retold(document: Document) -> Iterator[tuple[int, int]]:
    """`She sat on my couch`, `a man I see on Thursdays told me`: one person, and a place where therapy is done."""
    for hit in document.hits("confidentiality.retold"):
        by = document.hits_between("confidentiality.told_by_others", hit.first - 4, hit.first + 3)
        made_up = document.in_sentence("confidentiality.not_retold", hit.first)
        known = document.overlapping(hit, ("confidentiality.session",))
        if not known and not by and not made_up and document.near("confidentiality.at_work", hit.first, _AT_WORK):
            yield hit.first, hit.last


def _after_an_aside(document: Document) -> Iterator[tuple[int, int]]:
    """`My client, a nurse of 34, told me`: what one client said, behind a name or what stands between commas."""
    for hit in document.hits("confidentiality.one_client"):
        if inside(document, hit, "confidentiality.general_client"):
            continue
        for said in document.hits_between("confidentiality.said", hit.last + 1, hit.last + _ASIDE):
            if _beside(document, hit.last, said.first):
                yield hit.first, said.last
                break


def _beside(document: Document, start: int, said: int) -> bool:
    """Is there nothing between but a name, or who it is, in commas?"""
    if document.sentences[start - 1] != document.sentences[said]:
        return False
    if all(_like_a_name(document, i) for i in range(start, said)):
        return True
    in_commas = document.clauses[said] - document.clauses[start - 1] >= 2
    says_who = document.words[start] in _SAYS_WHO or document.words[start][0].isdigit()
    return (
        in_commas
        and document.clauses[said] != document.clauses[said - 1]
        and (says_who or _like_a_name(document, start))
    )


def _like_a_name(document: Document, word: int) -> bool:
    """A known given name, or an unknown word with a capital letter."""
    name = document.words[word]
    if name in _GIVEN:
        return True
    ordinary = name in VOCABULARY or name in COMMON or not name.isalpha()
    return not ordinary and document.capital(word)


def _excused(document: Document, word: int) -> bool:
    return bool(document.quoted[word]) or document.near("confidentiality.general_client", word, 6)


def confirmations(document: Document) -> Iterator[Draft]:
    """Words that show that writer and reader meet in therapy."""
    for hit in in_earnest(document, "confidentiality.confirm", "confidentiality.public_talk", deny=3):
        yield from draft(document, "confidentiality.confirm", document.span(hit.first, hit.last))


def _of_ones_own(document: Document, hit: Hit) -> bool:
    """`she changed her name`: what somebody did to their own."""
    before = document.words_before(hit.first, 1)
    changed = document.words[hit.first] in ("changed", "altered", "modified", "used", "gave", "swapped")
    return changed and before[-1:] in (["she"], ["he"], ["they"], ["who"], ["people"], ["clients"])


def disguises(document: Document) -> Iterator[Draft]:
    """A real client, disguised: not a source a story can have (C2)."""
    for hit in document.hits("confidentiality.disguise"):
        if quoted(document, hit) or negated(document, hit, 3) or _of_ones_own(document, hit):
            continue
        if not document.in_sentence("confidentiality.invented", hit.first):
            yield from draft(
                document,
                "confidentiality.disguise",
                document.span(hit.first, hit.last),
                reason=_REPLACED.get(document.purpose),
            )
