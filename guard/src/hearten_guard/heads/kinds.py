"""Words by kind: little words stand for themselves, others for the group of words that are used alike."""

import re
from array import array
from bisect import bisect_left
from functools import cache, lru_cache
from pathlib import Path

from hearten_guard.tagger.store import key, read

FOLDER = Path(__file__).parent.parent / "data" / "heads"
_NUMBER = re.compile(r"\d")
_ENDING = 3
LITTLE = frozenset(
    "i im ive id ill me my myself mine we us our you u ur your youre youve youd youll yourself he him his "
    "she her hers they them their it its this that these those who whom whose what which why how when "
    "where if whether unless not no never none nobody nothing dont doesnt didnt wont cant cannot couldnt "
    "wouldnt shouldnt isnt arent wasnt werent havent hasnt aint without should must ought need needs "
    "could would can will may might shall let lets please just only really still already again always "
    "ever now today tonight soon was were is are am be been being had has have do does did done to of in "
    "on at by for from with about into off out up down over and or but because so than then as the a an "
    "some any every each all both more most less very too than there here stop start take one two three "
    "said says say told tell tells ask asked if people someone anyone everyone somebody anybody client "
    "clients patient patients therapist therapists doctor gp psychiatrist prescriber %url".split()
)
"""Words whose exact form tells who speaks to whom, what is denied, supposed or asked."""


class Kinds:
    """The group of each frequent word; groups come from vectors of words, in training."""

    def __init__(self, folder: Path) -> None:
        arrays = read(folder / "words.bin")
        self._words, self._groups, self._wider = arrays["keys"], arrays["groups"], arrays["wider"]
        self.of = lru_cache(maxsize=4096)(self._of)

    def _of(self, word: str) -> tuple[str, str]:
        """Names of the narrow and the wide group of a word; a rare word goes by its ending."""
        if word in LITTLE:
            return word, word
        if _NUMBER.match(word):
            name = "#%" if word[-1] == "%" else "#"
            return name, name
        number = key(word)
        place = bisect_left(self._words, number)
        if place == len(self._words) or self._words[place] != number:
            return f"?{word[-_ENDING:]}", "?"
        group = self._groups[place]
        return f"k{group}", f"K{self._wider[group]}"


def pack(groups: dict[int, int], wider: list[int]) -> dict[str, "array[int]"]:
    """Arrays for `words.bin`: the group of each word by its number, and the wide group of each group."""
    ordered = dict(sorted(groups.items()))
    return {
        "keys": array("I", ordered), "groups": array("H", ordered.values()), "wider": array("H", wider),
    }  # fmt: skip


@cache
def kinds(folder: Path = FOLDER) -> Kinds:
    """Read once, when a text is first looked at."""
    return Kinds(folder)
