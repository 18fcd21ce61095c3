"""Groups, who belongs to them under which persona, and what is said there."""

from hearten.groups.models.group import Format, GroupState, SupportGroup
from hearten.groups.models.membership import GroupRole, Membership, Place, StaffedHours
from hearten.groups.models.notebook import Entry
from hearten.groups.models.offer import Claim
from hearten.groups.models.talk import Reply, Thread, WordsState

__all__ = [
    "Claim",
    "Entry",
    "Format",
    "GroupRole",
    "GroupState",
    "Membership",
    "Place",
    "Reply",
    "StaffedHours",
    "SupportGroup",
    "Thread",
    "WordsState",
]
