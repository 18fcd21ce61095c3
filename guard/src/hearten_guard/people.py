"""Who is spoken of, and which facts are about whom: one person's facts anywhere in the text belong together.

The writer, relatives of the writer, quoted, imagined and well-known people are left alone. Everybody else is
followed from where they are introduced, through `she`, `the woman`, `the baker`, `my client` and a first name.
"""

import itertools
from dataclasses import dataclass, field

from hearten_guard.context import inside
from hearten_guard.data import STORIES, words
from hearten_guard.document import Document
from hearten_guard.facts import Fact, facts
from hearten_guard.phrases import Hit

_SHE = "she her hers herself shes woman girl lady mother wife widow daughter sister mum"
_HE = "he him his himself hes man boy lad gentleman guy father husband widower son dad"
SEX = dict.fromkeys(_SHE.split(), "she") | dict.fromkeys(_HE.split(), "he")
_SUBJECT = frozenset({"she", "he", "shes", "hes"})
_OBJECT = frozenset({"her", "hers", "his", "him"})
_THEY = frozenset("they them their theirs theyre".split())
_NAMES = words("given_names")
_CLIENT = frozenset({"client", "patient", "counsellee", "supervisee"})
_GENERIC = frozenset("client patient person woman man girl boy lady gentleman couple teenager teen guy".split())
_MINE = frozenset({"my", "our"})
_RELATIVES = words("kin")
_NEAR = 6
"""Sentences after which `she` alone no longer means the person spoken of before, outside stories."""


@dataclass(slots=True, eq=False)
class Person:
    """Somebody the text tells about. `ours` is False for people whose facts are not looked at."""

    first: int
    ours: bool = True
    client: bool = False
    sex: str | None = None
    name: str | None = None
    facts: list[Fact] = field(default_factory=list)
    last_sentence: int = -1

    @property
    def kinds(self) -> list[str]:
        """Kinds of facts told, each once, in the order of the text."""
        return list(dict.fromkeys(fact.kind for fact in self.facts))

    @property
    def jobs(self) -> set[str]:
        return {fact.value for fact in self.facts if fact.kind == "job"}


def people(document: Document) -> list[Person]:
    """Everybody with at least one narrowing fact, in the order in which they are introduced."""
    found = facts(document)
    if not found:
        return []
    cast = _Cast(document)
    at = 0
    for number, (first, last) in enumerate(document.bounds):
        here = []
        while at < len(found) and found[at].first < last:
            here.append(found[at])
            at += 1
        person = cast.meet(number, first, last, here)
        if person:
            person.facts += here
    return [person for person in cast.people if person.facts and person.ours]


class _Cast:
    """The people met so far; the latest last."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.people: list[Person] = []
        self.latest: list[Person] = []
        self.patient = document.purpose in STORIES

    def meet(self, number: int, first: int, last: int, here: list[Fact]) -> Person | None:
        """The person a sentence is about, or None."""
        names = self.document.words[first : min(last, first + 120)]
        if self.document.quoted[first] or self.document.in_sentence("people.imagined_person", first):
            return None
        person = self._introduced(first, last, names, here) or self._named(first, last, names)
        person = person or self._pronoun(number, first, names, here) or self._setting(number, names, here)
        if person:
            self._now(person)
            person.last_sentence = number
            person.sex = person.sex or _sex(names, person)
        return person if person is None or person.ours else None

    def _now(self, person: Person) -> None:
        if person.last_sentence < 0:
            self.people.append(person)
        if person in self.latest:
            self.latest.remove(person)
        self.latest = [*self.latest[-7:], person]

    def _introduced(self, first: int, last: int, names: list[str], here: list[Fact]) -> Person | None:
        """`a woman`, `my client`, `the baker`: somebody new, or somebody known by another word."""
        hit = self._referent(first, last)
        if hit is None:
            return None
        lead = self.document.words[hit.first]
        head = self.document.words[hit.last - 1]
        if lead in ("she", "he"):
            return self._last_of(lead) or Person(first, sex=lead)
        if self._about_oneself(hit):
            return None
        if lead == "my" and head not in _CLIENT and not _CLIENT.intersection(names):
            return Person(first, ours=False, sex=SEX.get(head))
        known = self._known(hit, lead, head, here)
        if known:
            return known
        return Person(first, client=head in _CLIENT, sex=SEX.get(head))

    def _referent(self, first: int, last: int) -> Hit | None:
        for hit in self.document.hits_between("people.referent", first, last):
            if self.document.words[hit.first] == "my" and self.document.words[hit.last - 1] in _RELATIVES:
                return hit
            general = self.document.near("people.plural_or_general", hit.first, 2)
            if not general and not inside(self.document, hit, "confidentiality.general_client"):
                return hit
        return None

    def _about_oneself(self, hit: Hit) -> bool:
        """`I am a …`, `as a … I`: the writer."""
        before = self.document.words_before(hit.first, 12)
        pairs = set(itertools.pairwise(before))
        return "im" in before or before[-1:] == ["as"] or ("i", "am") in pairs or before[-2:] == ["i", "was"]

    def _known(self, hit: Hit, lead: str, head: str, here: list[Fact]) -> Person | None:
        """Whom `the woman`, `this man`, `my client`, `the baker` or `is a nurse` go on about."""
        if not self.latest or self.document.overlapping(hit, ("people.other_person",)):
            return None
        before = self.document.words_before(hit.first, 2)
        pronoun = next((SEX[word] for word in before if word in _SUBJECT), None)
        if _RELATIVES.intersection(before) and lead in ("a", "an", "the"):
            return self._only()
        if lead in ("a", "an", "one", "another") and pronoun is None and "they" not in before:
            return None
        if pronoun:
            return self._last_of(pronoun)
        if head in _CLIENT:
            return next((person for person in reversed(self.latest) if person.client), self._only())
        for person in reversed(self.latest):
            fits = person.ours and (SEX.get(head) in (None, person.sex) or person.sex is None)
            if fits and (head in _GENERIC or not person.jobs or any(job.endswith(head) for job in person.jobs)):
                return person
        return None

    def _only(self) -> Person | None:
        return self.latest[-1] if self.latest and self.latest[-1].ours else None

    def _named(self, first: int, last: int, names: list[str]) -> Person | None:
        """`Anna`, once she is known by that name; a first name alone brings somebody new."""
        for place, name in enumerate(names):
            if name not in _NAMES or not self.document.capital(first + place):
                continue
            known = next((person for person in reversed(self.latest) if person.name == name), None)
            if known:
                return known
            following = names[place + 1] if place + 1 < len(names) else ""
            surname = following and following not in _NAMES and first + place + 1 < last
            if surname and self.document.capital(first + place + 1):
                return Person(first, ours=False, name=name)
            waiting = self._only()
            if waiting and waiting.name is None and waiting.last_sentence >= self.document.sentences[first] - 1:
                waiting.name = name
                return waiting
            return Person(first, name=name)
        return None

    def _pronoun(self, number: int, first: int, names: list[str], here: list[Fact]) -> Person | None:
        """`she`, `his`, `they`: the latest person whom the word fits."""
        said = next(
            (SEX[word] for word in names if word in ("she", "he", "her", "his", "him", "shes", "hes")), None
        )
        if said is None and not _THEY.intersection(names):
            return None
        person = self._last_of(said)
        if person is None:
            return Person(first, sex=said) if said and here else None
        far = number - person.last_sentence > _NEAR
        return None if far and not self.patient else person

    def _last_of(self, sex: str | None) -> Person | None:
        return next(
            (person for person in reversed(self.latest) if sex in (None, person.sex) or not person.sex), None
        )

    def _setting(self, number: int, names: list[str], here: list[Fact]) -> Person | None:
        """`It was in May.`: where and when, in the sentence after one about somebody."""
        person = self._only()
        near = person is not None and number - person.last_sentence == 1
        spoken = {"i", "we", "you", "my", "our", "your", "people"}.intersection(names)
        told = {fact.kind for fact in here} <= {"place", "date", "event"}
        return person if near and here and told and not spoken and self.patient else None


def _sex(names: list[str], person: Person) -> str | None:
    found = {SEX[word] for word in names if word in SEX and word not in _RELATIVES and word not in _OBJECT}
    return found.pop() if len(found) == 1 else None
