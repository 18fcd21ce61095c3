"""Every rule, in one explicit list: a rule takes a document and yields drafts of findings."""

from collections.abc import Callable, Iterable

from hearten_guard.document import Document
from hearten_guard.finding import Draft
from hearten_guard.rules.advice import advice
from hearten_guard.rules.claim import statistics, unsourced
from hearten_guard.rules.combination import combinations
from hearten_guard.rules.confidentiality import confirmations, disguises, sessions
from hearten_guard.rules.contact import contact_details, moving_off
from hearten_guard.rules.crisis import crisis
from hearten_guard.rules.diagnosis import diagnoses
from hearten_guard.rules.directive import directives
from hearten_guard.rules.disclosure import disclosures
from hearten_guard.rules.identity import birthdates, full_names, homes, private_links
from hearten_guard.rules.language import kinder
from hearten_guard.rules.named import other_names, own_birthdates, own_names
from hearten_guard.rules.phrased import phrased
from hearten_guard.rules.promotion import beside_crisis
from hearten_guard.rules.resource import affiliate, harmful
from hearten_guard.rules.safemsg import safe_messaging
from hearten_guard.rules.title import titles
from hearten_guard.rules.whereabouts import whereabouts

Rule = Callable[[Document], Iterable[Draft]]

ALL: tuple[Rule, ...] = (
    crisis,
    safe_messaging,
    contact_details,
    moving_off,
    whereabouts,
    own_names,
    other_names,
    own_birthdates,
    full_names,
    birthdates,
    private_links,
    homes,
    sessions,
    confirmations,
    disguises,
    combinations,
    directives,
    advice,
    diagnoses,
    statistics,
    unsourced,
    titles,
    kinder,
    affiliate,
    harmful,
    disclosures,
    beside_crisis,
    phrased,
)

SPEAKING: dict[str, tuple[Rule, ...]] = {
    "de": (crisis, contact_details, moving_off, own_names, other_names, own_birthdates, phrased),
}
"""The rules that speak another language than English; the others are silent there."""
