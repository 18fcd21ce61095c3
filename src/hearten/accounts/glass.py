"""When the glass is broken: two people have said, for a reason, that one name may be looked behind (R96, I30).

It rests on the audit chain alone. A row of any other table can be changed by whoever has the database; a sealed row
of the chain can't. So nothing opens that is not on record first.
"""

from datetime import timedelta

from hearten.accounts.models import Account, Role
from hearten.events.chain import Forged, of_case, time_now
from hearten.events.models import AuditRow

#: How long a second person has to agree, and how long it then stays open.
ASK_LASTS, OPEN_FOR = timedelta(hours=2), timedelta(hours=24)
#: The acts of a case, as they stand in the chain.
ASKED, APPROVED, LOOKED, CLOSED = "glass.asked", "glass.approved", "glass.looked", "glass.closed"
REFUSED, LAPSED, TAKEN_BACK = "glass.refused", "glass.lapsed", "glass.taken-back"
PUT_OFF, TOLD = "glass.put-off", "glass.told"
#: What ends a case, whether it was ever open or not.
ENDS = {CLOSED, REFUSED, LAPSED, TAKEN_BACK}


class NotOpen(Exception):
    """Nobody may look now: not asked, not agreed, too late, closed, by somebody else, or for another name."""


def require_open(case: str, subject: str, *, by: Account) -> None:
    """Raise NotOpen unless this case is open for this name now, and `by` is one of the two who opened it.

    subject: the persona as `events.models.ref` names it.
    """
    try:
        rows = of_case(case)
    except Forged as error:
        raise NotOpen from error
    if not is_open(rows, subject) or by.ref not in {row.who for row in rows[:2]} or not may(by):
        raise NotOpen


def is_open(rows: list[AuditRow], subject: str) -> bool:
    """Whether the rows of a case say: asked, agreed by somebody else in time, for this name, and not over."""
    if [row.act for row in rows[:2]] != [ASKED, APPROVED] or any(row.act in ENDS for row in rows):
        return False
    asked, agreed = rows[:2]
    two = asked.who != agreed.who and {asked.subject, agreed.subject} == {subject}
    in_time = agreed.at - asked.at < ASK_LASTS and agreed.at <= time_now() < agreed.at + OPEN_FOR
    return two and bool(asked.why) and in_time


def may(account: Account) -> bool:
    """Whether this account may take part at all today."""
    return account.has_role(Role.SAFETY_LEAD) or account.has_role(Role.HOST_ADMIN)
