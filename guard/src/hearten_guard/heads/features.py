"""What a head is told of one sentence, as short names, each with the word at which it stands."""

from collections.abc import Iterator

from hearten_guard.data import words
from hearten_guard.document import Document
from hearten_guard.heads.kinds import Kinds

Named = tuple[int, str]

NEGATIONS, _SUPPOSING = words("negations"), words("supposing")
_PAST = words("past_words") | {"was", "were", "did", "ago", "went", "felt", "told", "said"}
_FUTURE = frozenset("will gonna going tonight tomorrow soon ill youll".split())
_MUST = frozenset("should must need ought have better gotta needs has".split())
_MAY = frozenset("might may could can sometimes often perhaps maybe some many".split())
_SELF = frozenset("i im ive id ill me my myself".split())
_WE = frozenset("we us our weve were".split())
_YOU = frozenset("you u ur your youre youve youd youll yourself".split())
_NEAR = frozenset(
    "he him his she her mum mom mother dad father son daughter brother sister husband wife partner "
    "boyfriend girlfriend friend mate bf gf ex child kid teenager flatmate roommate cousin neighbour "
    "colleague".split()
)
_THEY = frozenset("they them their people someone somebody anyone everyone persons clients patients adults".split())
_CLIENT = frozenset("client clients patient patients couple supervisee caseload".split())
_SPEAKING = words("speaking_verbs") | {"says", "told", "claims", "claim", "argue", "promises", "reads", "calls"}
_KNOWING = frozenset(
    "research study studies evidence review trial survey guideline according university researchers journal data "
    "authors article authority charity".split()
)
_CUES = {
    "self": _SELF, "we": _WE, "you": _YOU, "near": _NEAR, "they": _THEY, "client": _CLIENT, "no": NEGATIONS,
    "if": _SUPPOSING, "past": _PAST, "future": _FUTURE, "must": _MUST, "may": _MAY, "said": _SPEAKING,
    "known": _KNOWING,
}  # fmt: skip
_HEADS = _SELF | _YOU | NEGATIONS | _MUST | _CLIENT | _SUPPOSING
_DENIED, _LINKED = 5, 6


def named(document: Document, sentence: int, kinds: Kinds) -> Iterator[Named]:
    """Every name of a sentence; a name may come more than once."""
    first, last = document.bounds[sentence]
    said = document.words[first:last]
    narrow, wide = map(list, zip(*map(kinds.of, said), strict=True))
    marks = ['"' if document.quoted[place] else "" for place in range(first, last)]
    yield from _phrases(first, said, narrow, wide, marks)
    yield from _linked(document, first, said, narrow, wide)
    for cue in _cues(document, sentence, said):
        yield first, cue


def _phrases(first: int, said: list[str], narrow: list[str], wide: list[str], marks: list[str]) -> Iterator[Named]:
    """Single words, pairs and threes, in words and in kinds; quoted words have names of their own."""
    said, narrow, wide = [["^", *row, "$"] for row in (said, narrow, wide)]
    for i, mark in enumerate(marks, 1):
        word, kind, group = said[i], narrow[i], wide[i]
        place = first + i - 1
        yield place, f"{mark}1{word}"
        yield place, f"{mark}2{said[i - 1]} {word}"
        yield place, f"{mark}3{said[i - 1]} {word} {said[i + 1]}"
        yield place, f"{mark}4{kind}"
        yield place, f"{mark}5{narrow[i - 1]} {kind}"
        yield place, f"{mark}6{group}"
        yield place, f"{mark}7{wide[i - 1]} {group}"
        yield place, f"{mark}8{wide[i - 1]} {group} {wide[i + 1]}"
        if i == 1:
            yield place, f"{mark}9{kind} {narrow[2]}"
    yield first + len(marks) - 1, f"2{said[-2]} $"


def _linked(document: Document, first: int, said: list[str], narrow: list[str], wide: list[str]) -> Iterator[Named]:
    """Who does it, whether it is denied, bidden or supposed: little words with what follows in their clause."""
    clauses = document.clauses
    for i, word in enumerate(said):
        if word not in _HEADS:
            continue
        for j in range(i + 2, min(len(said), i + 1 + _LINKED)):
            if clauses[first + j] != clauses[first + i]:
                break
            yield first + j, f"a{word} {narrow[j]}"
            yield first + j, f"b{word} {wide[j]}"
        if word in NEGATIONS:
            for j in range(i + 1, min(len(said), i + 1 + _DENIED)):
                yield first + j, f"n{narrow[j]}"


def _cues(document: Document, sentence: int, said: list[str]) -> Iterator[str]:
    """How the sentence is meant: each cue alone and two by two."""
    present = set(said)
    cues = [name for name, known in _CUES.items() if not present.isdisjoint(known)]
    if sentence in document.asked:
        cues.append("ask")
    if any(document.quoted[slice(*document.bounds[sentence])]):
        cues.append("quoted")
    if sentence == 0:
        cues.append("opens")
    if sentence == len(document.bounds) - 1:
        cues.append("ends")
    cues.append(f"long{min(len(said) // 6, 5)}")
    for i, cue in enumerate(cues):
        yield f"c{cue}"
        for other in cues[i + 1 :]:
            yield f"c{cue} {other}"
