"""Every rule, in one explicit list: a rule takes a document and yields drafts of findings."""

from collections.abc import Callable, Iterable

from hearten_guard.document import Document
from hearten_guard.finding import Draft
from hearten_guard.rules.contact import contact_details
from hearten_guard.rules.crisis import crisis

Rule = Callable[[Document], Iterable[Draft]]

ALL: tuple[Rule, ...] = (
    contact_details,
    crisis,
)
