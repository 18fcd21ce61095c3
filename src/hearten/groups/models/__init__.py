"""Groups, who belongs to them under which persona, and what is said there."""

from hearten.groups.models.group import Format, GroupState, SupportGroup
from hearten.groups.models.meeting import Line, Meeting, Seat
from hearten.groups.models.membership import GroupRole, Membership, Place, StaffedHours
from hearten.groups.models.notebook import Entry
from hearten.groups.models.offer import Claim
from hearten.groups.models.talk import Reply, Thread, WordsState

#: Everything people say in a group, wherever it stands.
AnyWords = Thread | Reply | Entry | Line

__all__ = [
    "AnyWords",
    "Claim",
    "Entry",
    "Format",
    "GroupRole",
    "GroupState",
    "Line",
    "Meeting",
    "Membership",
    "Place",
    "Reply",
    "Seat",
    "StaffedHours",
    "SupportGroup",
    "Thread",
    "WordsState",
]
