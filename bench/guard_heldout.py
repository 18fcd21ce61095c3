"""How many held-out texts each rule finds, and how many it marks wrongly; a rule not built yet finds none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from math import sqrt

from bench.guard_part import Given, Part, short
from hearten_guard import check
from hearten_guard.data import CARDS
from hearten_guard.types import Finding
from tests.guard.heldouts import HeldOut, read

#: 95 % of a normal distribution lies within so many standard deviations.
WIDTH = 1.96
#: The rate of false alarms at which recall is told for any threshold (`guard.md`: advice, crisis).
ALLOWED = 0.05
ABOUT = (
    "Written for the project from the rules' descriptions alone, by somebody who had read neither a rule nor a "
    "golden text (`tests/guard/heldout/`; every person is invented). Their words were not read while rules were "
    "written; their sums were, about a dozen times, so these figures flatter a little. "
    "The clear texts stand near the border: quoted to rebut, denied, figurative, general, in the third person. "
    "Intervals are Wilson's, 95 %. A text counts as found when the very rule it is about marks something, at the "
    "rule's own threshold; beside it, when any rule of the family does, and when anything at all is marked."
)
HEAD = (
    "rule",
    "n flag / clear",
    "recall",
    "false alarms",
    "recall, family",
    "false alarms, family",
    "recall, anything",
    "recall at ≤ 5 % false alarms",
)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many, with Wilson's interval (1927), which holds for few texts and for rates near 0 and 1."""

    hits: int
    n: int

    @property
    def value(self) -> float:
        return self.hits / self.n if self.n else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The lowest and highest rate that 95 % of such samples speak for; everything when there is no text."""
        if not self.n:
            return 0.0, 1.0
        square = WIDTH**2 / self.n
        middle = (self.value + square / 2) / (1 + square)
        half = WIDTH * sqrt(self.value * (1 - self.value) / self.n + square / self.n / 4) / (1 + square)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Answer:
    """One held-out text and what the Guard found in it, weak signs included."""

    text: HeldOut
    findings: tuple[Finding, ...]
    shown: tuple[Finding, ...]

    def by_rule(self) -> bool:
        """Did the very rule that the text is about find something at its own threshold?"""
        return any(finding.rule == self.text.rule for finding in self.shown)

    def by_family(self) -> bool:
        """Did any rule of that family?"""
        return any(finding.rule.startswith(f"{self.text.family}.") for finding in self.shown)

    def surest(self) -> float:
        """Confidence of the rule's surest passage, 0 without one."""
        return max((finding.confidence for finding in self.findings if finding.rule == self.text.rule), default=0.0)


@dataclass(frozen=True, slots=True)
class Figure:
    """The figures of one rule, one family, or all."""

    name: str
    recall: Rate
    alarms: Rate
    family_recall: Rate
    family_alarms: Rate
    any_recall: Rate
    recall_at_allowed: float


@cache
def answers() -> tuple[Answer, ...]:
    """The Guard's answers to all held-out texts; a language that it doesn't know gets none."""
    return tuple(Answer(text, *_asked(text)) for text in read())


def _asked(text: HeldOut) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    try:
        weak = check(text.text, purpose=text.purpose, locale=text.locale, min_confidence=0)
        return tuple(weak), tuple(check(text.text, purpose=text.purpose, locale=text.locale))
    except ValueError:
        return (), ()


def figures(locale: str = "en") -> list[Figure]:
    """One figure per rule, in the order of names, then one per family, one of built rules, one of all."""
    of = [answer for answer in answers() if answer.text.locale == locale and answer.text.family != "ordinary"]
    rules = sorted({answer.text.rule for answer in of})
    families = sorted({answer.text.family for answer in of})
    return [
        *(_figure(rule, [answer for answer in of if answer.text.rule == rule]) for rule in rules),
        *(_figure(f"{name}.*", [answer for answer in of if answer.text.family == name]) for name in families),
        _figure("rules that are built", [answer for answer in of if answer.text.rule in CARDS]),
        _figure("all rules", of),
    ]


def _figure(name: str, of: list[Answer]) -> Figure:
    flagged = [answer for answer in of if answer.text.flag]
    clear = [answer for answer in of if not answer.text.flag]
    return Figure(
        name, rate(flagged, Answer.by_rule), rate(clear, Answer.by_rule), rate(flagged, Answer.by_family),
        rate(clear, Answer.by_family), rate(flagged, lambda answer: bool(answer.shown)), at_allowed(flagged, clear),
    )  # fmt: skip


def rate(of: Iterable[Answer], right: Callable[[Answer], bool]) -> Rate:
    """How many answers are so."""
    hits = [right(answer) for answer in of]
    return Rate(sum(hits), len(hits))


def at_allowed(flagged: list[Answer], clear: list[Answer]) -> float:
    """Recall at the lowest threshold with at most `ALLOWED` false alarms; passages of confidence 0 never count."""
    wrong = sorted((answer.surest() for answer in clear), reverse=True)
    least = wrong[int(len(wrong) * ALLOWED)] if wrong else 0.0
    return rate(flagged, lambda answer: answer.surest() > least).value


def ordinary() -> dict[str, tuple[Rate, Rate]]:
    """By purpose: how many ordinary texts were held, and how many got any hint at all."""
    of = [answer for answer in answers() if answer.text.family == "ordinary"]
    return {
        purpose: (
            rate((one for one in of if one.text.purpose == purpose), _held),
            rate((one for one in of if one.text.purpose == purpose), lambda one: bool(one.shown)),
        )
        for purpose in sorted({answer.text.purpose for answer in of})
    }


def _held(answer: Answer) -> bool:
    return any(finding.severity == "hold" for finding in answer.shown)


def crisis_words(locale: str = "en") -> dict[str, Rate]:
    """Of the crisis texts found by a crisis rule: how often `level`, `when` and `who` are as the author meant."""
    of = [one for one in answers() if one.text.locale == locale and one.text.family == "crisis"]
    found = [one for one in of if one.text.flag and one.by_family()]
    return {
        name: rate((one for one in found if getattr(one.text, name)), lambda one, name=name: _says(one, name))
        for name in ("level", "when", "who")
    }


def _says(answer: Answer, name: str) -> bool:
    crisis = [finding for finding in answer.shown if finding.rule.startswith("crisis.")]
    return getattr(answer.text, name) in {getattr(finding, name) for finding in crisis}


def section(_given: Given) -> Part:
    """Per family, in both languages, and the texts that must hold nothing."""
    part = Part("Texts that the rules' authors never saw", ABOUT, HEAD)
    part.rows = [row(one) for one in figures() if "*" in one.name or " " in one.name]
    part.rows += [row(one, "German, ") for one in figures("de") if "*" in one.name]
    part.notes = [*_ordinary_notes(), *_crisis_notes()]
    return part


def rules_section(_given: Given) -> Part:
    """Per rule."""
    about = "The same texts, rule by rule; a rule that is not built yet finds none."
    named = [one for one in figures() if "*" not in one.name and " " not in one.name]
    return Part("Every rule on those texts", about, HEAD, [row(one) for one in named])


def row(one: Figure, before: str = "") -> list[str]:
    """One figure as a line of the table."""
    rates = [one.recall, one.alarms, one.family_recall, one.family_alarms, one.any_recall]
    many = f"{one.recall.n} / {one.alarms.n}"
    return [f"{before}{one.name}", many, *(between(told) for told in rates), short(one.recall_at_allowed, 2)]


def between(told: Rate) -> str:
    """A rate with its interval: `.85 (.71–.93)`; a dash where there was no text."""
    low, high = told.interval
    return f"{short(told.value, 2)} ({short(low, 2)}–{short(high, 2)})" if told.n else "–"


def _ordinary_notes() -> list[str]:
    return [
        f"Ordinary texts, purpose `{purpose}`, n = {held.n}: held {between(held)}, any hint {between(hinted)}."
        for purpose, (held, hinted) in ordinary().items()
    ]


def _crisis_notes() -> list[str]:
    return [
        f"Crisis texts found (English), `{name}` as the author meant it: {between(told)}, n = {told.n}."
        for name, told in crisis_words().items()
    ]
